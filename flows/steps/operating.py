"""Telling the operator: what is broken, stuck or missed, in one message, with reminders and a word when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from alerts.channels import Wire, masked, send
from alerts.model import Outcome, Retry, Sent
from alerts.operator_note import Lasting, OperatorNote, Trouble, render_note
from alerts.placeholders import Missing, fill
from flows.exchange import Failure, Request
from flows.fetch import fetch_all
from flows.shop import Shop
from flows.steps.auditing import audit
from flows.steps.source_troubles import source_troubles, told_together
from storage import endpoints, sources, troubles
from storage.tables import MessageRow, TroubleRow

STUCK_AFTER = timedelta(minutes=30)
_LATELY = timedelta(days=1)


def tell_operator(shop: Shop, now: datetime) -> Outcome | None:
    """Tell what changed since the operator was told last; None when nothing did, or nobody is to be told.

    It is put down as told only when the channel took it, so that a channel that is down delays the note.
    """
    channel = shop.settings.operator_channel
    if channel is None:
        return None
    found = {trouble.key: trouble for trouble in _troubles(shop, now)}
    with shop.database.write() as session:
        rows = troubles.weigh(session, {key: trouble.what for key, trouble in found.items()}, now)
        new, lasting, over = ([_lasting(row, found) for row in some] for some in rows)
    note = OperatorNote(new, lasting, [item for item in over if not told_together(item.trouble.key, found)])
    if not note:
        return None
    address = fill(channel, shop.secrets)
    if isinstance(address, Missing):
        return Retry(str(address))
    outcome = send(address, render_note(note, now, shop.desk.stationery), note.id, None, Wire(shop.poster, now))
    if isinstance(outcome, Sent):
        with shop.database.write() as session:
            troubles.told(session, [item.trouble.key for item in (*note.new, *note.lasting)], now)
            troubles.forget(session, [item.trouble.key for item in over])
    return outcome


def ping(shop: Shop) -> str | None:
    """Tell the watchdog that a pass went well; what was wrong, where it did not answer. None when all is well.

    A watchdog that hears nothing raises the alarm that a dead machine can't.
    """
    if shop.settings.ping_url is None:
        return None
    request = Request(shop.settings.ping_url, purpose="webhook")
    (answer,) = fetch_all([request], shop.fetch_options, shop.manners)
    if isinstance(answer, Failure):
        return f"{answer.reason}: {answer.detail}"
    return None if answer.status < 400 else f"HTTP {answer.status}"


def _lasting(row: TroubleRow, found: dict[str, Trouble]) -> Lasting:
    return Lasting(found.get(row.key) or Trouble(row.key, row.what, ""), row.since, row.told_at)


def _troubles(shop: Shop, now: datetime) -> Iterator[Trouble]:
    with shop.database.read() as session:
        yield from source_troubles(session, now)
        yield from _failing_channels(session, shop, now)
        yield from _closed_endpoints(session, now)
        yield from _stuck_messages(session, now)
        yield from _no_success(session, now)
    for problem in shop.problems:
        yield Trouble(f"subscriptions {problem}", problem, "Mend the line that it names.")
    for finding in audit(shop, now).findings:
        if finding.fault in ("missed", "wrong"):
            told = f"{finding.kind} of {finding.public.spoken()} was {finding.fault}: {finding.detail}"
            what = f"{finding.authority}: {told}"
            yield Trouble(f"audit {finding.record_id}", what.replace("_", " "), "watchkeeper audit shows it.")


def _failing_channels(session: Session, shop: Shop, now: datetime) -> Iterator[Trouble]:
    rows = session.execute(
        select(MessageRow.channel, func.count(), func.max(MessageRow.detail))
        .where(MessageRow.state.in_(("refused", "barred", "failed")), MessageRow.created_at >= now - _LATELY)
        .group_by(MessageRow.channel)
    )
    for channel, count, detail in rows:
        name = masked(shop.channels.get(channel, channel))
        yield Trouble(
            f"channel {channel}", f"{name} refused {count} messages: {detail}", "watchkeeper alerts list shows them."
        )


def _closed_endpoints(session: Session, now: datetime) -> Iterator[Trouble]:
    """Servers that are left alone because they fail, and have failed for long."""
    for row in endpoints.troubled(session):
        if row.opened_at is not None and now - row.opened_at >= STUCK_AFTER:
            since = f"{row.opened_at:%d %B %H:%M} UTC"
            yield Trouble(f"endpoint {row.name}", f"{row.name} has failed since {since}: {row.detail}",
                          "What is for it waits, two days at most; watchkeeper doctor shows its state.")  # fmt: skip


def _stuck_messages(session: Session, now: datetime) -> Iterator[Trouble]:
    count, oldest = session.execute(
        select(func.count(), func.min(MessageRow.created_at)).where(
            # What waits for a digest's turn or for quiet hours to end is not stuck.
            MessageRow.state == "owed",
            or_(
                MessageRow.due_at < now - STUCK_AFTER,
                and_(MessageRow.attempts > 0, MessageRow.offered_at.is_not(None)),
            ),
            MessageRow.created_at < now - STUCK_AFTER,
        )
    ).one()
    if count:
        yield Trouble("stuck", f"{count} messages wait to be sent, the oldest since {oldest:%d %B %H:%M} UTC",
                      "watchkeeper alerts list says why.")  # fmt: skip


def _no_success(session: Session, now: datetime) -> Iterator[Trouble]:
    """No source answered for twice the shortest interval: the network is down, or nothing runs."""
    rows = [row for row in sources.every(session) if row.enabled and row.followed]
    answered = max((row.last_success_at for row in rows if row.last_success_at), default=None)
    if not rows or answered is None:
        return
    quiet = timedelta(minutes=2 * min(row.every_minutes for row in rows)) + STUCK_AFTER
    if now - answered > quiet:
        yield Trouble("no source answers", f"no source has answered since {answered:%d %B %H:%M} UTC",
                      "Is this machine online? watchkeeper doctor looks.")  # fmt: skip
