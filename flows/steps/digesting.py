"""Digests begun for everybody who is to have one, so that they go out when they are empty, and after downtime."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from alerts.allotment import homes_of
from alerts.channels import channel_id, reached
from alerts.timetable import Round
from flows.shop import Shop
from storage import digests
from storage.digests import Turn


def begin_digests(shop: Shop, now: datetime) -> int:
    """Begin the next digest of everybody who has none begun; gives how many were begun.

    What a machine that was down left out is one digest, due at once, over all of the time that it missed.
    """
    turns = dict(_turns(shop))
    with shop.database.read() as session:
        last = digests.latest(session)
    missing = {key: turn for key, turn in turns.items() if key not in last or last[key] <= now}
    if not missing:
        return 0
    begun = 0
    with shop.database.write() as session:
        last = digests.latest(session)
        for key in sorted(missing):
            begun += _begin(session, missing[key], last.get(key), now)
    return begun


def _begin(session: Session, turn: tuple[Round, Turn], last: datetime | None, now: datetime) -> int:
    round_, whose = turn
    since, begun = last or now, 0
    if last is not None and last < (missed := round_.until(now)):
        if not digests.extend(session, whose, last, missed):
            digests.begin(session, whose, last, missed, now)
            begun = 1
        since = missed
    digests.begin(session, whose, since, round_.after(now), now)
    return begun + 1


def _turns(shop: Shop) -> Iterator[tuple[tuple[str, str, str], tuple[Round, Turn]]]:
    """Every regular digest, by its key: one for each mailbox and place in the week, by whatever names it is called."""
    homes = homes_of(shop.subscriptions)
    for rule in shop.subscriptions:
        round_ = rule.timetable.digest
        if round_ is None or rule.paused:
            continue
        for channel in rule.channels:
            recipient, address = homes[reached(channel)]
            turn = Turn(recipient, channel_id(address), str(round_), round_.after)
            yield turn.key, (round_, turn)
