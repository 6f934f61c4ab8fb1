"""What a person decides about events: in one transaction with what it changes and what is owed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.owing import judge_and_owe
from flows.shop import Shop, Unreadable
from flows.standing import Standing, event_named, stands
from storage import deciding, mentions, official
from storage.deciding import Decided, Refused
from storage.tables import ArticleRow, DecisionRow, EventRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision came to: each event before and after, and the headlines' kinds that readers will be sent."""

    decision: int
    kind: str
    undone: bool
    before: tuple[Standing | None, ...]
    after: tuple[Standing, ...]
    told: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "decision": self.decision,
            "kind": self.kind,
            "undone": self.undone,
            "events": [
                {"id": after.id, "before": before.as_dict() if before else None, "after": after.as_dict()}
                for before, after in zip(self.before, self.after, strict=True)
            ],
            "told": list(self.told),
        }


Act = Callable[[Session], Decided]
_Came = TypeVar("_Came")


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, when, and whether only to see what it would come to."""

    by: str
    now: datetime
    dry_run: bool = False


def merge(shop: Shop, decider: Decider, a: str, b: str) -> Outcome:
    """Make event `a` part of `b`. Raises Unreadable when that can't be, as all of these do."""

    def act(session: Session) -> Decided:
        mine, into = event_named(session, a), event_named(session, b)
        return deciding.merge(session, mine, into, decider.by, decider.now)

    return _decide(shop, decider, act)


def split(shop: Shop, decider: Decider, event_id: str, articles: Sequence[int], records: Sequence[str]) -> Outcome:
    """Take what the articles and official records say of an event to an event of its own."""

    def act(session: Session) -> Decided:
        event = event_named(session, event_id)
        sources = _sources(session, event, articles, records)
        return deciding.split(session, event, sources, decider.by, decider.now)

    return _decide(shop, decider, act)


def dismiss(shop: Shop, decider: Decider, event_id: str) -> Outcome:
    """Say that an event is none."""
    return _decide(
        shop,
        decider,
        lambda session: deciding.dismiss(session, event_named(session, event_id), decider.by, decider.now),
    )


def correct(shop: Shop, decider: Decider, event_id: str, assignments: Sequence[str]) -> Outcome:
    """Put facts right, each as `path=value`."""

    def act(session: Session) -> Decided:
        event = event_named(session, event_id)
        return deciding.correct(session, event, assignments, decider.by, decider.now)

    return _decide(shop, decider, act)


def note(shop: Shop, decider: Decider, event_id: str, text: str) -> Outcome:
    """Put a note to an event."""

    def act(session: Session) -> Decided:
        return deciding.note(session, event_named(session, event_id), text, decider.by, decider.now)

    return _decide(shop, decider, act)


def undo(shop: Shop, decider: Decider, number: int) -> Outcome:
    """Take a decision back."""

    def act(session: Session) -> Decided:
        decision = session.get(DecisionRow, number)
        if decision is None:
            raise Refused(f"there is no decision {number}; watchkeeper events decisions lists them")
        return deciding.undo(session, decision, decider.by, decider.now)

    return _decide(shop, decider, act)


class _DryRun(Exception):
    """Ends a transaction without a trace."""


def carried_out(shop: Shop, decider: Decider, act: Callable[[Session], _Came]) -> _Came:
    """What the act of a person comes to, in one transaction; a dry run leaves no trace.

    Raises Unreadable, with the reason, where the act is refused.
    """
    came: list[_Came] = []
    try:
        with shop.database.write() as session:
            came.append(act(session))
            if decider.dry_run:
                raise _DryRun
    except _DryRun:
        pass
    except Refused as problem:
        raise Unreadable(str(problem)) from None
    return came[0]


def _decide(shop: Shop, decider: Decider, act: Act) -> Outcome:
    """Decide, judge what that changed, and show the events before and after."""
    return carried_out(shop, decider, lambda session: _decided(session, shop, act, decider.now))


def _decided(session: Session, shop: Shop, act: Act, now: datetime) -> Outcome:
    decided = act(session)
    for resolved in decided.found:
        judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, now)
    session.flush()
    # Another session sees what stood before, until this one ends.
    with shop.database.read() as past:
        before = [past.get(EventRow, event.id) for event in decided.events]
        stood = tuple(stands(past, event) if event else None for event in before)
    return Outcome(
        decision=decided.decision.id,
        kind=decided.decision.kind,
        undone=decided.decision.undone_at is not None,
        before=stood,
        after=tuple(stands(session, event) for event in decided.events),
        told=tuple(resolved.change.kind for resolved in decided.found if resolved.change.alerts),
    )


def _sources(session: Session, event: EventRow, articles: Sequence[int], records: Sequence[str]) -> list[str]:
    """The sources of an event that are meant, articles by their number; raises Refused naming those there are."""
    told = {claim.source for claim in (*mentions.claims_of(session, event), *official.claims_of(session, event))}
    keys = {row.id: row.key for row in session.scalars(select(ArticleRow).where(ArticleRow.key.in_(told)))}
    if not articles and not records:
        raise Refused(f"name what to split off {event.id}: {_offered(keys, told)}")
    wrong = [str(number) for number in articles if number not in keys] + [name for name in records if name not in told]
    if wrong:
        raise Refused(f"{', '.join(wrong)} supports nothing of {event.id}; what does: {_offered(keys, told)}")
    return [*(keys[number] for number in articles), *records]


def _offered(articles: Mapping[int, str], told: set[str]) -> str:
    records = sorted(told - set(articles.values()))
    return ", ".join(
        [*(f"--article {number}" for number in sorted(articles)), *(f"--record {name}" for name in records)]
    )
