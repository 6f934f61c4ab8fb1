"""The audit: each fault it must find, made on purpose, and silence where all was told well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from alerts.audit import Audit, audit
from alerts.owing import judge_and_owe
from flows.replay import EVERYTHING, throwaway_shop
from flows.settings import Settings
from flows.shop import Shop
from flows.steps import register
from parsers.model import Facts, Mention, OfficialRecord, Reading, Span
from parsers.partial_date import PartialDate
from storage import articles, mentions, resolution, sending
from storage.tables import MessageRow

SEEDS = Path(__file__).parents[2] / "seeds"
PUBLIC = datetime(2024, 5, 14, 9, tzinfo=UTC)
RECORD = OfficialRecord(
    "ilacs:Kent:2024-03-18",
    "inspection",
    "Kent",
    Facts(
        inspectorate="Ofsted",
        kind="ilacs_standard",
        judgements={"overall": "inadequate", "leaders": "inadequate"},
        dates={
            "start": PartialDate("2024-03-18"),
            "end": PartialDate("2024-03-29"),
            "published": PartialDate("2024-05-14"),
        },
    ),
)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with throwaway_shop(Settings(seeds=SEEDS)) as opened:
        yield opened


def tell(shop: Shop, facts: Facts, at: datetime, name: str = "Herald") -> None:
    mention = Mention("judgement", "new", "Kent", facts, Span(0, 5, "test"), 0.9)
    text = articles.Text(text=f"{name} {at}", outlet=name, published=at, ref=f"{name} {at}")
    with shop.database.write() as session:
        version = articles.put(session, text, at, silent=False)
        assert version is not None
        mentions.store_reading(session, version, Reading(True, "test", (mention,)), at)
        for found in resolution.Batch(session, [version.id], at).resolve():
            for resolved in found:
                judge_and_owe(session, resolved, shop.subscriptions, shop.gazetteer, at)
        for message in session.scalars(select(MessageRow).where(MessageRow.state == "owed")).all():
            sending.sent(session, message.id, None, None, at)


def examined(shop: Shop) -> Audit:
    with shop.database.read() as session:
        return audit(session, date(2024, 5, 1), date(2024, 5, 31), timedelta(hours=24))


def record(shop: Shop, at: datetime, *, silent: bool = False) -> None:
    register.take_in(shop, [RECORD], at, silent=silent)


def test_told_in_time_and_right_is_no_fault(shop: Shop) -> None:
    tell(shop, RECORD.facts, PUBLIC)
    record(shop, PUBLIC + timedelta(hours=3))
    found = examined(shop)
    assert [finding.fault for finding in found.findings] == [None]
    assert [(lead.outlet, lead.first, lead.median_days) for lead in found.leads] == [("Herald", 1, 0)]


def test_what_nobody_was_told_of_is_missed(shop: Shop) -> None:
    record(shop, PUBLIC + timedelta(days=10), silent=True)
    assert [finding.fault for finding in examined(shop).findings] == ["missed"]


def test_what_was_told_days_later_is_late(shop: Shop) -> None:
    record(shop, PUBLIC + timedelta(days=4))
    (finding,) = examined(shop).findings
    assert finding.fault == "late"
    assert "3 days after the day" in finding.detail


def test_what_was_refused_reached_nobody(shop: Shop) -> None:
    record(shop, PUBLIC)
    with shop.database.write() as session:
        (message,) = session.scalars(select(MessageRow))
        sending.failed(session, message.id, None, "no such address", PUBLIC, kind="refused")
    assert [finding.fault for finding in examined(shop).findings] == ["missed"]


def test_what_one_of_two_readers_got_days_later_was_told_then(shop: Shop) -> None:
    desk = [replace(EVERYTHING, id=name, recipient=name, channels=(f"replay:{name}",)) for name in ("one", "other")]
    with throwaway_shop(shop.settings, desk) as both:
        record(both, PUBLIC)
        with both.database.write() as session:
            one, other = session.scalars(select(MessageRow).order_by(MessageRow.recipient))
            sending.failed(session, one.id, None, "no such address", PUBLIC, kind="refused")
            sending.sent(session, other.id, None, None, PUBLIC + timedelta(days=4))
        assert [finding.fault for finding in examined(both).findings] == ["late"]


def test_what_was_told_otherwise_is_wrong_until_corrected(shop: Shop) -> None:
    wrong = replace(RECORD.facts, judgements={"overall": "good"})
    tell(shop, wrong, PUBLIC)
    record(shop, PUBLIC + timedelta(days=1), silent=True)
    (finding,) = examined(shop).findings
    assert finding.fault == "wrong"
    assert "told overall as good, it is inadequate" in finding.detail


def test_a_correction_puts_it_right(shop: Shop) -> None:
    tell(shop, replace(RECORD.facts, judgements={"overall": "good"}), PUBLIC)
    record(shop, PUBLIC + timedelta(days=1))
    (finding,) = examined(shop).findings
    assert finding.fault is None
    assert finding.detail == "corrected since"


def test_an_outcome_told_by_two_events_is_doubled(shop: Shop) -> None:
    record(shop, PUBLIC)
    apart = Facts(inspectorate="Ofsted", judgements={"overall": "good"}, dates={"start": PartialDate("2024-04-22")})
    tell(shop, apart, PUBLIC + timedelta(days=2))
    assert [finding.fault for finding in examined(shop).findings] == ["doubled"]


def test_other_months_are_left_out(shop: Shop) -> None:
    record(shop, PUBLIC)
    with shop.database.read() as session:
        assert audit(session, date(2024, 6, 1), date(2024, 6, 30), timedelta(hours=24)).findings == ()
