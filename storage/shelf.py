"""The shelf: what settling events takes, fetched for many of them at once and kept true while they change.

A statement costs a database several times what a row of it does, so what a whole batch needs is asked for together.
Whoever fetches holds the locks of the authorities, so that nobody else changes meanwhile what lies here.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple, cast

from sqlalchemy import BindParameter, Row, Text, bindparam, func, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict
from parsers.model import Family
from parsers.partial_date import Window
from parsers.sameness import Candidate, event_timing
from parsers.timing import Timing
from storage import mentions, official
from storage.tables import ArticleRow, ChangeRow, EventRow, MentionRow, OfficialRecordRow

# More candidates than any authority's family has within the years that a claim can mean; a bound, not a filter.
MOST_CANDIDATES = 60
_REACH = timedelta(days=3 * 366)

# Statements are built once: to build one costs several times what running it does.
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_PLACE = func.row_number().over(
    partition_by=(EventRow.authority, EventRow.family), order_by=(EventRow.window_from.desc().nulls_last(), EventRow.id)
)
_BOUNDED = (
    select(
        EventRow.id,
        EventRow.family,
        EventRow.authority,
        # Most of these are never held against a claim; what is, is decoded then.
        sql_cast(EventRow.facts, Text).label("facts"),
        EventRow.phase,
        sql_cast(EventRow.types, Text).label("types"),
        EventRow.status,
        EventRow.decided,
        EventRow.window_from,
        EventRow.window_to,
        EventRow.published_from,
        EventRow.published_to,
        _PLACE.label("place"),
    )
    .where(
        EventRow.authority.in_(bindparam("authorities", expanding=True)),
        EventRow.family.in_(bindparam("families", expanding=True)),
        # What a person decided about holds for what comes back, too.
        or_(EventRow.status != "retracted", EventRow.decided),
        or_(EventRow.window_to.is_(None), EventRow.window_to >= bindparam("earliest")),
        or_(EventRow.window_from.is_(None), EventRow.window_from <= bindparam("latest")),
    )
    .subquery()
)
_NEAR = select(_BOUNDED).where(_BOUNDED.c.place <= MOST_CANDIDATES)
_TAKEN = select(EventRow.id).where(EventRow.id.in_(_IDS))
_EVENTS = select(EventRow).where(EventRow.id.in_(_IDS))
_RECORDS = select(OfficialRecordRow).where(OfficialRecordRow.event_id.in_(_IDS))
_CHANGES = select(ChangeRow).where(ChangeRow.event_id.in_(_IDS)).order_by(ChangeRow.id)


def timing_of(event: EventRow | Row[Any]) -> Timing:
    """The stored windows of an event."""
    return Timing(Window(event.window_from, event.window_to), Window(event.published_from, event.published_to))


@dataclass
class Outline:
    """As much of an event as it takes to hold a claim against it: its row, or the columns of that which matter."""

    event: EventRow | Row[Any]

    @cached_property
    def candidate(self) -> Candidate:
        """The event as it stands, whatever a person decided about it."""
        event = self.event
        if isinstance(event, EventRow):
            facts, types = event.facts, event.types
        else:
            facts, types = json.loads(event.facts), json.loads(event.types)
        family = cast(Family, event.family)
        return Candidate(event.id, family, facts_from_dict(facts), event.phase, timing_of(event), tuple(types))


class Statement(NamedTuple):
    """A mention that stands, with its article; `latest` where its version is the last of the article that was read."""

    mention: MentionRow
    article: ArticleRow
    latest: bool


@dataclass(slots=True)
class Support:
    """An event, what it rests on, and the changes that were put down of it, in their order."""

    event: EventRow
    statements: dict[int, Statement] = field(default_factory=dict)
    records: dict[str, OfficialRecordRow] = field(default_factory=dict)
    changes: list[ChangeRow] = field(default_factory=list)

    def claims(self) -> list[Claim]:
        """What articles, by the latest version of each, and the official record say of the event."""
        told = [mentions.claim_of(mention, article) for mention, article, latest in self.statements.values() if latest]
        return [*told, *(official.claim_of(row) for row in self.records.values())]


class _Reach(NamedTuple):
    """The days on which an event can have begun that a claim is about."""

    earliest: date
    latest: date

    @classmethod
    def of(cls, claim: Claim) -> _Reach:
        when = event_timing(claim).start
        return cls(
            when.earliest - _REACH if when.earliest else date.min, when.latest + _REACH if when.latest else date.max
        )

    def meets(self, event: EventRow | Row[Any]) -> bool:
        return (event.window_to is None or event.window_to >= self.earliest) and (
            event.window_from is None or event.window_from <= self.latest
        )


class Shelf:
    """Outlines of events by authority and family, and the support of some; what is missing is fetched when asked."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._outlines: dict[tuple[str, str], dict[str, Outline]] = defaultdict(dict)
        self._fetched: dict[tuple[str, str], _Reach] = {}
        self._supports: dict[str, Support] = {}
        self._free: set[str] = set()

    def fetch_near(self, wanted: Collection[tuple[str, Claim]]) -> None:
        """Fetch the outline of every event that these claims, each of an authority, can be about."""
        if not wanted:
            return
        reaches = [_Reach.of(claim) for _, claim in wanted]
        reach = _Reach(min(each.earliest for each in reaches), max(each.latest for each in reaches))
        authorities = {authority for authority, _ in wanted}
        families = {claim.family for _, claim in wanted}
        found = self.session.execute(
            _NEAR,
            {
                "authorities": sorted(authorities),
                "families": sorted(families),
                "earliest": reach.earliest,
                "latest": reach.latest,
            },
        )
        held: Counter[tuple[str, str]] = Counter()
        for event in found:
            held[event.authority, event.family] += 1
            if event.id not in self._outlines[event.authority, event.family]:
                self.put(event)
        for place in product(authorities, families):
            # Where there is more than is looked at, this may hold none of what one claim, of another time, can mean.
            if held[place] < MOST_CANDIDATES:
                self._fetched[place] = reach

    def fetch_support(self, event_ids: Iterable[str]) -> None:
        """Fetch what these events rest on."""
        ids = sorted(set(event_ids) - self._supports.keys())
        if not ids:
            return
        fetched = {event.id: Support(event) for event in self.session.scalars(_EVENTS, {"ids": ids})}
        for mention, article, latest in self.session.execute(mentions.SUPPORTING, {"ids": ids}):
            fetched[mention.event_id].statements[mention.id] = Statement(mention, article, latest)
        for record in self.session.scalars(_RECORDS, {"ids": ids}):
            fetched[str(record.event_id)].records[record.id] = record
        for change in self.session.scalars(_CHANGES, {"ids": ids}):
            fetched[change.event_id].changes.append(change)
        self._supports |= fetched

    def fetch_free(self, event_ids: Collection[str]) -> None:
        """Learn which of these ids no event has."""
        if event_ids:
            self._free |= set(event_ids) - set(self.session.scalars(_TAKEN, {"ids": sorted(event_ids)}))

    def near(self, authority: str, claim: Claim) -> list[Outline]:
        """The events that a claim can be about, the latest first and those without a day last."""
        reach, fetched = _Reach.of(claim), self._fetched.get((authority, claim.family))
        if fetched is None or fetched.earliest > reach.earliest or fetched.latest < reach.latest:
            self.fetch_near([(authority, claim)])
        found = [
            outline
            for outline in self._outlines[authority, claim.family].values()
            if (outline.event.status != "retracted" or outline.event.decided) and reach.meets(outline.event)
        ]
        found.sort(key=lambda outline: outline.event.id)
        found.sort(key=lambda outline: outline.event.window_from or date.min, reverse=True)
        return found[:MOST_CANDIDATES]

    def event(self, event_id: str) -> EventRow:
        """An event that is known."""
        return self.support(event_id).event

    def support(self, event_id: str) -> Support:
        """What an event rests on."""
        self.fetch_support([event_id])
        return self._supports[event_id]

    def is_free(self, event_id: str) -> bool:
        """Whether no event has this id."""
        return event_id in self._free or self.session.get(EventRow, event_id) is None

    def add(self, event: EventRow) -> None:
        """Take in an event that was just made, on which nothing rests yet."""
        self.session.add(event)
        self._free.discard(event.id)
        self._supports[event.id] = Support(event)
        self.put(event)

    def put(self, event: EventRow | Row[Any]) -> None:
        """Have an event, as it is now, among those of its authority and family."""
        self._outlines[event.authority, event.family][event.id] = Outline(event)

    def give(self, statement: Statement, event_id: str | None, found_event_id: str | None = None) -> None:
        """Let a mention support an event, or none, in place of the one that it supported."""
        mention = statement.mention
        if mention.event_id in self._supports:
            self._supports[mention.event_id].statements.pop(mention.id, None)
        mention.event_id, mention.found_event_id = event_id, found_event_id
        if event_id is not None:
            self.support(event_id).statements[mention.id] = statement

    def give_record(self, record: OfficialRecordRow, event_id: str | None, found_event_id: str | None = None) -> None:
        """Let an official record support an event, or none, in place of the one that it supported."""
        if record.event_id in self._supports:
            self._supports[record.event_id].records.pop(record.id, None)
        record.event_id, record.found_event_id = event_id, found_event_id
        if event_id is not None:
            self.support(event_id).records[record.id] = record

    def put_down(self, event_id: str, changes: Sequence[ChangeRow]) -> None:
        """Take in changes that were just made to an event."""
        self.support(event_id).changes.extend(changes)
        self.session.add_all(changes)
