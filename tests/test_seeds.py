"""What the system starts from: complete, consistent, and in the shared vocabulary."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parsers.authorities import Gazetteer, load_authorities
from parsers.manifest import load_items, load_manifest
from parsers.model import Article
from parsers.official.ofsted_search import latest_reports
from parsers.official.register import latest_judgements, load_register
from parsers.sources import load_sources

SEEDS = Path(__file__).parents[1] / "seeds"


def seed(name: str) -> str:
    return (SEEDS / name).read_text(encoding="utf-8")


AUTHORITIES = load_authorities(seed("authorities.csv"))
GAZETTEER = Gazetteer(AUTHORITIES)
REGISTER = load_register(seed("register.csv"))
BY_ID = {record.id: record for record in REGISTER}
CORPUS: list[dict[str, Any]] = [json.loads(line) for line in seed("corpus/articles.jsonl").splitlines()]
LABELS = [(article["id"], event) for article in CORPUS for event in article["events"]]
TODAY = date(2026, 8, 20)


def test_153_authorities_and_those_they_followed() -> None:
    current = [authority for authority in AUTHORITIES if authority.until is None]
    assert len(current) == 153
    assert all(authority.urn for authority in current)
    assert len({authority.gss for authority in AUTHORITIES}) == len(AUTHORITIES)
    assert len({authority.urn for authority in current}) == 153
    assert len({authority.region_ofsted for authority in current}) == 8
    assert len({authority.region_ons for authority in current}) == 9
    gone = {authority.name: authority.successors for authority in AUTHORITIES if authority.until}
    assert gone["Cumbria"] == ("Cumberland", "Westmorland and Furness")
    assert gone["Northamptonshire"] == ("North Northamptonshire", "West Northamptonshire")
    assert set(gone) == {"Cumbria", "Northamptonshire", "Bournemouth", "Poole", "Dorset (to 2019)"}
    for authority in AUTHORITIES:
        for successor in authority.successors:
            after = GAZETTEER.get(successor)
            assert after is not None
            assert authority.until is not None
            assert after.since is not None
            assert (after.since - authority.until).days == 1


def test_the_register_is_whole() -> None:
    kinds = Counter(record.facts.kind for record in REGISTER)
    assert kinds["ilacs_standard"] + kinds["ilacs_short"] == 324
    assert (kinds["focused_visit"], kinds["area_send"], kinds["sif"]) == (371, 96, 167)
    assert kinds["monitoring_visit"] == 52
    assert sum(1 for record in REGISTER if record.facts.priority_actions) == 24
    outcomes = Counter(
        record.facts.judgements.get("outcome") for record in REGISTER if record.facts.kind == "area_send"
    )
    assert outcomes == {"positive": 19, "inconsistent": 52, "systemic_failings": 24, None: 1}


def test_the_latest_judgements_are_those_published() -> None:
    latest = latest_judgements(REGISTER, TODAY)
    current = [authority.name for authority in AUTHORITIES if authority.until is None]
    grades = Counter(latest[name].facts.judgements.get("overall") for name in current)
    assert grades == {"outstanding": 46, "good": 61, "requires_improvement": 24, "inadequate": 11, None: 11}


def test_there_is_no_overall_grade_from_april_2026() -> None:
    for record in REGISTER:
        start = record.facts.dates.get("start")
        if record.facts.kind in ("ilacs_standard", "ilacs_short") and start is not None:
            assert ("overall" in record.facts.judgements) == (start.earliest < date(2026, 4, 1)), record.id


def test_care_and_leaving_care_were_judged_together_before_2023() -> None:
    for record in REGISTER:
        start = record.facts.dates.get("start")
        if record.facts.kind in ("ilacs_standard", "ilacs_short") and start is not None:
            together = "in_care_and_care_leavers" in record.facts.judgements
            assert together == (start.earliest < date(2023, 1, 1)), record.id
            assert together != ("in_care" in record.facts.judgements), record.id


def test_every_record_belongs_to_an_authority_that_then_existed() -> None:
    for record in REGISTER:
        authority = GAZETTEER.get(record.authority)
        assert authority is not None, record.id
        begun = (
            record.facts.dates.get("start") or record.facts.dates.get("effective") or record.facts.dates["published"]
        )
        assert authority.since is None or begun.latest >= authority.since, record.id
        assert authority.until is None or begun.earliest <= authority.until, record.id
        assert record.as_at is not None, record.id
    assert len(latest_reports(REGISTER, AUTHORITIES)) == 153


def test_st_helens_is_as_published() -> None:
    report = BY_ID["ilacs:St Helens:2019-09-23"].facts
    assert report.dates["published"].iso == "2019-11-04"
    assert report.judgements == {
        "overall": "inadequate",
        "leaders": "requires_improvement",
        "help_and_protection": "requires_improvement",
        "in_care_and_care_leavers": "inadequate",
    }
    assert BY_ID["focused_visit:St Helens:2018-07-11"].facts.priority_actions == 3
    assert BY_ID["focused_visit:St Helens:2018-11-13"].facts.priority_actions == 0
    assert BY_ID["area_send:St Helens:2026-02-02"].facts.judgements == {"outcome": "systemic_failings"}


def test_the_given_articles_are_all_in_the_manifest() -> None:
    items = load_manifest(seed("articles/manifest.toml"))
    assert [item.id for item in items] == ["004", "003", "000", "001", "002"]
    assert {item.file for item in items} == {path.name for path in (SEEDS / "articles").glob("*.txt")}
    for item in items:
        assert item.file is not None
        text = seed(f"articles/{item.file}")
        assert text.strip()
        assert item.title is None or item.title in text
        assert item.url
        assert item.outlet
        assert item.known
        assert isinstance(item.article(text), Article)
        names = {place.name for place in GAZETTEER.places(text, item.moment.date() if item.moment else None)}
        assert "St Helens" in names


# The earlier half of a correction pair, labelled as its text says.
MISTAKEN = ("e014",)


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("000_0a03101a8a01f1e4.txt", "6117864e93433e0c9e92ea7bd8fb963939188e03ecf73e9e30cf197a5850b30a"),
        ("001_3ddc497dc90225f5.txt", "d1bd0c079c10e948780f080d61e29d545f412e63ad00b1dbf8462f0e4dd51ef4"),
        ("002_7e045c301d2ee597.txt", "d63a80e555f3771a31941081d86396c3c3a2c845699b0cdbaa823050be7618fe"),
        ("003_fb67bb0c32e0f297.txt", "594d903a9bf774fdbf2ed8c0c95dbf74cf593658a414dfb390fa8752c308c313"),
        ("004_c51d486b98f2551b.txt", "7f8f57e340b3589170352ce5d3e52efba19a7b1a3d6e353b4737dda5c73e98b1"),
    ],
)
def test_the_given_articles_stay_as_given(name: str, digest: str) -> None:
    assert hashlib.sha256((SEEDS / "articles" / name).read_bytes()).hexdigest() == digest


def test_the_corpus_is_readable_and_marked_synthetic() -> None:
    items = load_items(seed("corpus/articles.jsonl"), "articles.jsonl")
    assert len(items) == 228
    assert len({item.id for item in items}) == 228
    assert all(item.synthetic for item in items)


def test_every_label_points_to_a_record_of_the_register() -> None:
    labelled = [(article, event) for article, event in LABELS if event.get("record")]
    assert len(labelled) == 493
    for article, event in labelled:
        record = BY_ID.get(event["record"])
        assert record is not None, f"{article}: {event['record']}"
        assert record.authority == event["authority"], article
        for area, grade in event["judgements"].items() if article not in MISTAKEN else ():
            assert record.facts.judgements.get(area) == grade, f"{article}: {event['record']} {area}"


def test_labels_quote_their_article_and_name_known_authorities() -> None:
    texts = {article["id"]: (article["title"] or "") + "\n" + article["text"] for article in CORPUS}
    for article, event in LABELS:
        assert event["quote"] in texts[article]
        assert event["authority"] is None or GAZETTEER.get(event["authority"]) is not None


def test_pairs_join_labels_of_one_authority() -> None:
    events = {article["id"]: article["events"] for article in CORPUS}
    pairs = [json.loads(line) for line in seed("corpus/pairs.jsonl").splitlines()]
    assert len(pairs) == 1182
    for pair in pairs:
        one, two = events[pair["a"]][pair["a_event"]], events[pair["b"]][pair["b_event"]]
        assert one["authority"] == two["authority"]
        assert pair["same"] == (one["record"] == two["record"])


def test_every_authority_has_a_source_of_its_own() -> None:
    loaded = load_sources(seed("sources.toml"), "sources.toml", GAZETTEER)
    sources = loaded.specs
    assert loaded.problems == ()
    current = {authority.name for authority in AUTHORITIES if authority.until is None}
    served = {name for source in sources if source.enabled and not source.national for name in source.serves}
    assert served == current
    assert any(source.kind == "ofsted_search" and source.enabled for source in sources)
    assert not any(source.enabled for source in sources if source.group == "aggregator")
