"""What goes into a digest, gathered from the database when it is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from alerts import briefing, wording
from alerts.channels import channel_id, reached
from alerts.comparison import concluded
from alerts.digest import Checked, Digest, Standing, Told
from alerts.headline import phrase
from alerts.model import ChangeView
from alerts.outlook import estimates
from alerts.rules import follows
from alerts.subscription import Subscription
from parsers.authorities import Gazetteer
from parsers.fact_sheet import facts_from_dict
from parsers.forecast import Estimate
from parsers.model import Authority, london_day
from storage import digests, events, sources
from storage.tables import DigestRow, EventRow, MessageRow

# A source that fails twice may be restarting.
FAILS = 3
_AHEAD = timedelta(days=42)
_ESTIMATES_AHEAD = timedelta(days=60)
_MOST_COMING, _MOST_ESTIMATES, _MOST_STANDINGS = 10, 5, 12
_NATIONAL = "national"
_PUT_RIGHT = {"corrected", "retracted"}


def gather(
    session: Session,
    row: DigestRow,
    views: Sequence[ChangeView],
    reasons: Sequence[str],
    subscriptions: Sequence[Subscription],
    gazetteer: Gazetteer,
) -> Digest | None:
    """The digest of a row, of what it is still to tell; None where it has nothing to tell, and nobody waits for it."""
    mine = _reaching(subscriptions, row)
    regular = [rule for rule in mine if str(rule.timetable.digest) == row.round and not rule.paused]
    if not views and not regular:
        return None
    rules = regular or mine
    followed = [one for one in gazetteer.authorities if one.until is None and _followed(rules, one)]
    names = frozenset(one.name for one in followed)
    told, put_right = _meanwhile(session, row) if regular else ((), ())
    on = london_day(row.until_at)
    return Digest(
        id=row.message_id,
        recipient=row.recipient,
        names=tuple(dict.fromkeys(rule.name for rule in rules)),
        since=row.from_at,
        until=row.until_at,
        checked=_checked(session, names),
        new=tuple(view for view in views if view.kind not in _PUT_RIGHT and not view.learnt_late),
        late=tuple(view for view in views if view.kind not in _PUT_RIGHT and view.learnt_late),
        corrected=tuple(view for view in views if view.kind in _PUT_RIGHT),
        told=told,
        put_right=put_right,
        coming=tuple(_coming(session, names, row.until_at, gazetteer)) if regular else (),
        estimates=tuple(_near(estimates(session, names, on), on)) if regular else (),
        standings=_standings(session, followed, gazetteer) if regular and digests.is_first(session, row) else (),
        reasons=tuple(reasons) or tuple(f"because you subscribe to {rule.name}" for rule in rules),
        hourly=row.round == "hourly",
    )


def _reaching(subscriptions: Sequence[Subscription], row: DigestRow) -> list[Subscription]:
    """Those that reach the mailbox of a digest, by whatever name and server."""
    addresses = (channel for rule in subscriptions for channel in rule.channels if rule.recipient == row.recipient)
    mailbox = next((reached(address) for address in addresses if channel_id(address) == row.channel), None)
    return [rule for rule in subscriptions if any(reached(channel) == mailbox for channel in rule.channels)]


def _followed(rules: Sequence[Subscription], authority: Authority) -> bool:
    return any(follows(rule, authority.name, authority.region_ons) for rule in rules)


def _meanwhile(session: Session, row: DigestRow) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """What went out at once since the last digest: news, and what put news right."""
    sent = digests.sent_meanwhile(session, row)
    right = {message.id for message in sent if digests.kinds_in(session, message.id) <= _PUT_RIGHT}
    return (
        tuple(_told(message) for message in sent if message.id not in right),
        tuple(_told(message) for message in sent if message.id in right),
    )


def _told(message: MessageRow) -> Told:
    return Told(message.sent_at or message.created_at, message.headline or "")


def _checked(session: Session, names: frozenset[str]) -> Checked:
    """The sources that serve these councils; thin is where no source of its own works."""
    polled = [row for row in sources.every(session) if row.enabled]
    serving = [row for row in polled if _NATIONAL in row.serves or names & set(row.serves)]
    working = {name for row in serving if row.failures < FAILS for name in row.serves}
    return Checked(
        councils=len(names),
        sources=len(serving),
        failing=tuple(row.name for row in serving if row.failures >= FAILS),
        thin=tuple(sorted(names - working)),
        last_at=max((row.last_success_at for row in serving if row.last_success_at), default=None),
    )


def _coming(session: Session, names: Collection[str], now: datetime, gazetteer: Gazetteer) -> Iterable[ChangeView]:
    """Inspections and reports that are announced for the weeks ahead, the soonest first."""
    first, last = london_day(now), london_day(now + _AHEAD)
    found = []
    for phase in ("announced", "scheduled"):
        for event in events.find(session, family="inspection", phase=phase):
            dates = facts_from_dict(event.facts).dates if event.authority in names else {}
            days = [dates[key].latest for key in ("start", "end", "report_expected") if key in dates]
            ahead = [day for day in days if first <= day]
            if ahead and min(ahead) <= last:
                found.append((min(ahead), event))
    found.sort(key=lambda pair: (pair[0], pair[1].authority))
    return [briefing.event_view(session, event, gazetteer) for _, event in found[:_MOST_COMING]]


def _near(found: Iterable[Estimate], on: date) -> list[Estimate]:
    return [
        item
        for item in found
        if item.overdue or (item.window.earliest is not None and item.window.earliest <= on + _ESTIMATES_AHEAD)
    ][:_MOST_ESTIMATES]


def _standings(session: Session, followed: Sequence[Authority], gazetteer: Gazetteer) -> tuple[Standing, ...]:
    """Where things stand, for a reader's first digest; of more councils than a dozen that would be a table."""
    if len(followed) > _MOST_STANDINGS:
        return ()
    return tuple(_standing(session, authority.name, gazetteer) for authority in followed)


def _standing(session: Session, authority: str, gazetteer: Gazetteer) -> Standing:
    found = events.find(session, authority=authority, family="inspection", phase="published")
    graded: EventRow | None = next((event for event in found if briefing.is_graded(event)), None)
    if graded is None:
        return Standing(authority, "no judgement known")
    view = briefing.event_view(session, graded, gazetteer)
    day = concluded(view.facts)
    return Standing(authority, f"{phrase(view)}{f', {wording.month_label(day)}' if day else ''}")
