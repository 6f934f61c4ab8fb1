"""Resolving: from statements to events, one authority at a time, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import starmap

from sqlalchemy import BindParameter, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from parsers.claims import Claim
from parsers.model import SILENT_CHANGES
from parsers.partial_date import Window
from parsers.sameness import Candidate, can_be, resolve
from storage import articles, events, mentions, official
from storage.candidates import candidates
from storage.locks import lock
from storage.shelf import Shelf, Statement, timing_of
from storage.tables import ArticleRow, ChangeRow, EventRow, MentionRow, OfficialRecordRow, VersionRow

# Only these say that something happened or will; the others are stored and shown, and support no event.
_CLAIMING = ("new", "retrospective", "scheduled")
# What may follow from a statement without being a step in an event's life.
_NO_STEPS = SILENT_CHANGES | {"grade_added", "corrected"}
# The phase of an event before anybody told of it.
_UNHEARD = "retracted"

# Statements are built once: to build one costs several times what running it does.
_VERSIONS: BindParameter[int] = bindparam("versions", expanding=True)
_OTHER = aliased(VersionRow)
_TELLING = (
    select(
        VersionRow.id,
        ArticleRow,
        mentions.IS_LATEST,
        exists().where(_OTHER.article_id == ArticleRow.id, _OTHER.id != VersionRow.id),
        exists().where(_OTHER.article_id == ArticleRow.id, _OTHER.id > VersionRow.id, _OTHER.resolved_at.is_not(None)),
        VersionRow.reread_at,
    )
    .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
    .where(VersionRow.id.in_(_VERSIONS))
)
_STATED = (
    select(MentionRow)
    .where(MentionRow.version_id.in_(_VERSIONS), MentionRow.retired_at.is_(None))
    .order_by(MentionRow.start, MentionRow.position)
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A change together with what made it, for deciding whether it is news.

    `first` when readers can't have heard of the event: the change made it, or it was only recalled so far. `learnt` is
    when we came to know what the article says, where that was later than the article itself: read anew, or decided.
    `beside` is another event that readers are about to hear of, in a message in which this is to be told as well;
    `heard_by` are those, by recipient and channel, who heard what this takes back, where it concerns nobody else.
    """

    change: ChangeRow
    event: EventRow
    mention: MentionRow | None
    article: ArticleRow | None
    record: OfficialRecordRow | None
    first: bool
    phase_before: str
    expected: Window
    learnt: datetime | None = None
    beside: str | None = None
    heard_by: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class _Telling:
    """A version of an article: whether it is the latest that was read, has others beside it, comes when a later one was
    resolved already, and was read anew."""

    article: ArticleRow
    latest: bool
    edited: bool
    superseded: bool
    reread_at: datetime | None
    stated: list[MentionRow] = field(default_factory=list)

    def unresolved(self, authority: str) -> list[MentionRow]:
        """What is to be held against what is known. What is recalled without a date comes last: it can mean none of
        the events that the article tells of otherwise."""
        rows = [row for row in self.stated if row.authority == authority and row.resolved_at is None]
        return sorted(rows, key=mentions.is_undated_recollection)

    def claim_of(self, row: MentionRow) -> Claim:
        """What a mention of this version claims."""
        return mentions.claim_of(row, self.article)


class Batch:
    """Versions of different articles, to be resolved in the caller's transaction.

    The articles are locked before it is asked which authorities they are about, so that no other version of one adds
    any meanwhile; then all authorities. What is known of them is fetched by a few statements for the whole batch.
    """

    def __init__(self, session: Session, version_ids: Sequence[int], now: datetime) -> None:
        articles.hold(session, version_ids)
        self._pairs = mentions.authorities_of(session, version_ids)
        lock(session, *(f"authority {authority}" for _, authority in self._pairs))
        self._session, self._now, self._shelf = session, now, Shelf(session)
        versions = {"versions": version_ids}
        self._telling = {number: _Telling(*rest) for number, *rest in session.execute(_TELLING, versions)}
        for row in session.scalars(_STATED, versions):
            self._telling[row.version_id].stated.append(row)
        self._fetch()

    def _fetch(self) -> None:
        """Fetch the events that are near, and what those rest on that the statements fit as things stand."""
        claims = [
            (authority, telling.claim_of(row))
            for version_id, authority in self._pairs
            for telling in [self._telling[version_id]]
            for row in telling.unresolved(authority)
            if row.role in _CLAIMING
        ]
        shelf = self._shelf
        shelf.fetch_near(claims)
        shelf.fetch_free({events.id_of(authority, claim) for authority, claim in claims})
        verdicts = (resolve(claim, [each.candidate for each in shelf.near(at, claim)]) for at, claim in claims)
        shelf.fetch_support({verdict.event_id for verdict in verdicts if verdict.event_id})

    def resolve(self) -> Iterator[list[Resolved]]:
        """Resolve one version after the other, each for one of its authorities after the other."""
        return starmap(self._resolve, self._pairs)

    def _resolve(self, version_id: int, authority: str) -> list[Resolved]:
        """Hold every unresolved mention of `authority` in a version against what is known.

        Events that the article supported before it was edited or read anew are settled anew too, so that a statement
        taken back is taken back here.
        """
        telling = self._telling[version_id]
        article, session = telling.article, self._session
        before = mentions.events_of_article(session, article.id) if telling.edited or telling.reread_at else ()
        others = mentions.homes_of_article(session, article.id) if telling.edited else frozenset()
        found = [
            resolved
            for row in telling.unresolved(authority)
            for resolved in _resolve_mention(self._shelf, row, telling, others, self._now)
        ]
        for event in before:
            if event.authority != authority:
                continue
            phase = event.phase
            found += [
                Resolved(change, event, None, article, None, False, phase, Window())
                for change in events.resettle(self._shelf, event, self._now)
            ]
        return [replace(each, learnt=telling.reread_at) for each in found] if telling.reread_at else found


def resolve_record(session: Session, record_id: str, now: datetime) -> list[Resolved]:
    """Find or make the event of an official record, and settle it.

    A record that was put right to another authority or family leaves its event, which is settled without it.
    """
    row = session.get_one(OfficialRecordRow, record_id)
    homes = {row.authority, *session.scalars(select(EventRow.authority).where(EventRow.id == row.event_id))}
    lock(session, *(f"authority {authority}" for authority in homes))
    shelf = Shelf(session)
    event = session.get(EventRow, row.event_id) if row.event_id else None
    if event is None or (event.authority, event.family) == (row.authority, row.family):
        return _resolve_record(shelf, row, event, now)
    shelf.give_record(row, None)
    phase, lost = event.phase, events.resettle(shelf, event, now)
    left = [Resolved(change, event, None, None, None, False, phase, Window()) for change in lost]
    return [*left, *_resolve_record(shelf, row, None, now)]


def _resolve_record(shelf: Shelf, row: OfficialRecordRow, event: EventRow | None, now: datetime) -> list[Resolved]:
    if event is None:
        event = _found(shelf, row)
    if event is None:
        event = events.new_event(shelf, row.authority, official.claim_of(row), now)
        shelf.give_record(row, event.id)
        made = events.first_changes(shelf, event, now, record_id=row.id)
        return [Resolved(change, event, None, None, row, True, _UNHEARD, Window()) for change in made]
    phase, expected = event.phase, timing_of(event).published
    return [
        Resolved(change, event, None, None, row, False, phase, expected)
        for change in events.resettle(shelf, event, now, record_id=row.id)
    ]


def _found(shelf: Shelf, row: OfficialRecordRow) -> EventRow | None:
    """The known event that an official record is about, given to it."""
    known = candidates(shelf, row.authority, claim := official.claim_of(row))
    taken = official.holds_another(shelf.session, row, {candidate.event_id for candidate in known})
    verdict = resolve(claim, [candidate for candidate in known if candidate.event_id not in taken])
    if verdict.event_id is None:
        return None
    chosen = next(candidate for candidate in known if candidate.id == verdict.event_id)
    shelf.give_record(row, chosen.event_id, chosen.id if chosen.id != chosen.event_id else None)
    return shelf.event(chosen.event_id)


def _resolve_mention(
    shelf: Shelf, row: MentionRow, telling: _Telling, others: Collection[str], now: datetime
) -> list[Resolved]:
    """Hold a mention against what is known; `others` are the events that other versions of its article fit."""
    article, authority, statement = telling.article, str(row.authority), Statement(row, telling.article, telling.latest)
    row.resolved_at = now
    if row.role not in _CLAIMING:
        row.resolution = f"{row.role}: supports no event"
        return []
    if telling.superseded:
        row.resolution = "superseded: a later version of the article was resolved before it"
        return []
    own = (row.found_event_id or row.event_id) if telling.reread_at else None
    claim = telling.claim_of(row)
    apart = mentions.told_apart(row, telling.stated)
    known = [each for each in candidates(shelf, authority, claim, others, own) if each.event_id not in apart]
    verdict = resolve(claim, known, row.event_id)
    offered = {candidate.id: candidate for candidate in known}
    row.resolution = f"{'undecided' if verdict.undecided else round(verdict.score, 2)}: {'; '.join(verdict.reasons)}"
    if verdict.event_id is not None:
        event = _given(shelf, statement, offered[verdict.event_id])
    elif (kept := _kept(shelf, row, claim, own, offered)) is not None:
        event = kept
    elif verdict.undecided:
        shelf.give(statement, None)
        return []
    else:
        event = events.new_event(shelf, authority, claim, now)
        shelf.give(statement, event.id)
        return [
            Resolved(change, event, row, article, None, True, _UNHEARD, Window())
            for change in events.first_changes(shelf, event, now, mention_id=row.id)
        ]
    phase, expected = event.phase, timing_of(event).published
    untold = _untold(shelf, event, row) if row.role != "retrospective" and not article.silent else None
    found = events.resettle(shelf, event, now, joining=claim, mention_id=row.id)
    # The news is the step that the statement tells of; where it tells of none, it is that the event happened at all.
    if untold is not None and all(change.kind in _NO_STEPS for change in found):
        untold.mention_id, untold.facts, untold.at = row.id, event.facts, now
        found.insert(0, untold)
    firsts = [untold is not None and change.kind not in _NO_STEPS for change in found]
    return [
        Resolved(change, event, row, article, None, first, phase, expected)
        for change, first in zip(found, firsts, strict=True)
    ]


def _given(shelf: Shelf, statement: Statement, chosen: Candidate) -> EventRow:
    """Give a statement to the event that it fits, or to the one that a person put in that one's place."""
    event_id = chosen.event_id
    if statement.mention.event_id != event_id:
        shelf.give(statement, event_id, chosen.id if chosen.id != event_id else None)
    return shelf.event(event_id)


def _kept(
    shelf: Shelf, row: MentionRow, claim: Claim, own: str | None, offered: Mapping[str, Candidate]
) -> EventRow | None:
    """The event that a statement read anew supported before, unless what others say of it speaks against that.

    It is the same statement still; so what it alone supported keeps its id, or is there again under it.
    """
    event = shelf.session.get(EventRow, row.event_id) if own else None
    if event is None:
        return None
    known = offered.get(own or "")
    alone = all(other.id == claim.id for other in shelf.support(event.id).claims())
    return event if alone or (known is not None and can_be(claim, known)) else None


def _untold(shelf: Shelf, event: EventRow, told: MentionRow) -> ChangeRow | None:
    """The change that made an event, where nothing but recollections told of it before `told` and nobody was alerted.

    A story and a later one that recalls it may be read the other way round; the event's own news is news still.
    What the official record or a source's history holds is not.
    """
    support = shelf.support(event.id)
    others = [each for each in support.statements.values() if each.mention is not told]
    if not others or support.records or event.alerted_at is not None:
        return None
    if any(each.mention.role != "retrospective" or each.article.silent for each in others):
        return None
    made = support.changes[0] if support.changes else None
    return made if made is not None and not made.alerts else None
