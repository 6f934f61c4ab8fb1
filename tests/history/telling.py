"""Telling history to the project: stories and official documents in the order in which they came out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.owing import judge_and_owe
from flows.shop import Shop
from flows.steps import register
from parsers.model import LONDON, OfficialRecord, Reading
from parsers.official.register import published_on
from storage import articles, mentions, resolution
from storage.tables import ChangeRow, DeliveryRow, EventRow, MentionRow, OfficialRecordRow
from tests.history.outlets import Report, reports

# Ofsted's page shows a report on its day; it is looked at in the evening, when the press has told of it.
_OFFICIAL_HOUR = time(18)
_BEGINNING = datetime(2018, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Outcome:
    """How history came out: for each record the events that its statements ended in, and the messages it made."""

    records: int = 0
    stories: int = 0
    whole: int = 0
    split: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    across_authorities: int = 0

    @property
    def share(self) -> float:
        """Records that are one event with the right facts, told once."""
        bad = {*self.split, *self.merged, *self.wrong, *self.doubled, *self.silent}
        return 1 - len(bad) / self.records


def told(shop: Shop, records: Sequence[OfficialRecord], unheard: Container[str] = ()) -> Outcome:
    """Tell everything in order, then look at what became of each record.

    The records named in `unheard` are told by nobody; the register has them in the end, as an import would bring them.
    """
    hidden = [record for record in records if record.id in unheard]
    public = [record for record in records if published_on(record) is not None and record.id not in unheard]
    public.sort(key=lambda record: (_official_at(record), record.id))
    truth: dict[tuple[str, int], str] = {}
    queue: list[tuple[datetime, str, Report | OfficialRecord]] = []
    before: dict[str, list[OfficialRecord]] = defaultdict(list)
    for record in public:
        told_of = reports(record, before[record.authority])
        queue.extend((report.at.astimezone(UTC), report.id, report) for report in told_of)
        before[record.authority].append(record)
        queue.append((_official_at(record), record.id, record))
    outcome = Outcome(records=len(public))
    at = _BEGINNING
    for at, name, item in sorted(queue, key=lambda entry: (entry[0], entry[1])):
        if isinstance(item, Report):
            truth |= {(name, place): record for place, record in enumerate(item.records)}
            _publish(shop, item, at)
            outcome.stories += 1
        else:
            register.take_in(shop, [item], at, silent=False)
    register.take_in(shop, hidden, at, silent=True)
    with shop.database.read() as session:
        _weigh(session, public, truth, outcome)
    return outcome


def _official_at(record: OfficialRecord) -> datetime:
    published = published_on(record)
    assert published is not None
    return datetime.combine(published.earliest, _OFFICIAL_HOUR, LONDON).astimezone(UTC)


def _publish(shop: Shop, report: Report, now: datetime) -> None:
    """One story, as if the reader had read it so."""
    text = articles.Text(text=f"{report.id} as told", outlet=report.outlet, published=now, ref=report.id)
    with shop.database.write() as session:
        version = articles.put(session, text, now, silent=False)
        assert version is not None
        mentions.store_reading(session, version, Reading(True, "history", report.mentions), now)
        number = version.id
    with shop.database.write() as session:
        for found in resolution.Batch(session, [number], now + timedelta(minutes=5)).resolve():
            for resolved in found:
                judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, now)


def _weigh(
    session: Session, records: Iterable[OfficialRecord], truth: Mapping[tuple[str, int], str], outcome: Outcome
) -> None:
    events_of: dict[str, set[str]] = defaultdict(set)
    records_of: dict[str, set[str]] = defaultdict(set)
    for record_id, event_id in session.execute(select(OfficialRecordRow.id, OfficialRecordRow.event_id)):
        events_of[record_id].add(event_id)
        records_of[event_id].add(record_id)
    for row in session.scalars(select(MentionRow).where(MentionRow.event_id.is_not(None))):
        name = row.version.article.ref or ""
        record_id = truth[name, row.position]
        events_of[record_id].add(str(row.event_id))
        records_of[str(row.event_id)].add(record_id)
        if record_id.split(":")[1] != session.get_one(EventRow, row.event_id).authority:
            outcome.across_authorities += 1
    messages = _messages(session)
    for record in records:
        mine = events_of[record.id]
        if len(mine) != 1:
            outcome.split.append(record.id)
            continue
        (event_id,) = mine
        one_life = {_life(other) for other in records_of[event_id]} == {_life(record.id)}
        if len(records_of[event_id]) > 1 and not one_life:
            outcome.merged.append(record.id)
        elif not _is_right(session.get_one(EventRow, event_id), record):
            outcome.wrong.append(record.id)
        elif messages[event_id] > len(records_of[event_id]):
            outcome.doubled.append(record.id)
        elif messages[event_id] < len(records_of[event_id]):
            outcome.silent.append(record.id)
        else:
            outcome.whole += 1


def _life(record_id: str) -> str:
    """What records of one event share: a notice issued, revised and lifted is one; every inspection is its own."""
    kind, authority = record_id.split(":")[:2]
    return f"{kind}:{authority}" if kind == "notice" else record_id


def _messages(session: Session) -> Mapping[str, int]:
    """How many outcomes of each event were told."""
    count: dict[str, int] = defaultdict(int)
    rows = session.execute(select(ChangeRow).join(DeliveryRow, DeliveryRow.change_id == ChangeRow.id)).scalars()
    for change in rows:
        if change.kind in ("published", "issued", "lifted", "revised"):
            count[change.event_id] += 1
    return count


def _is_right(event: EventRow, record: OfficialRecord) -> bool:
    """The facts that stand are those of the record."""
    facts = event.facts
    grades = {str(area): grade for area, grade in record.facts.judgements.items()}
    start = record.facts.dates.get("start")
    return (
        facts.get("judgements", {}) == grades
        and (start is None or facts["dates"].get("start") == start.iso)
        and facts.get("priority_actions") == record.facts.priority_actions
    )
