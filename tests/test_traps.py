"""The traps that the five articles hold: none of them may fire."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.replay import load_corpus
from flows.shop import open_lexicon
from parsers import reader
from parsers.model import Article, Mention, Reading

SEEDS = Path(__file__).parent.parent / "seeds"
CLAIMING = ("new", "retrospective", "scheduled")
ARTICLES: dict[str, Article] = {item.id: item.article() for item in load_corpus(SEEDS)}
MUST_NOT_BECOME_EVENTS = [
    ("004", "WillisPalmer launches Remote Assessment Service"),
    ("004", "More court days for family cases this year despite restrictions"),
    ("004", "Half of Youth Offending Services require improvement"),
    ("004", "eight required improvement while one, Cardiff, was rated inadequate"),
    ("004", "Highest number of children’s homes registered could be in response to COVID"),
    ("004", "Ofsted registered 176 new children’s homes between 1 April and 31 August"),
    ("001", "could take action if sufficient improvements are not made"),
    ("001", "action could be taken by the DfE"),
    ("001", "further financial investment may be required"),
    ("001", "Recent data from the DfE revealed the number of children in the care"),
    ("001", "It is expected the DfE will attend on a more regular basis"),
    ("000", "Coun Charlton is the fourth councillor in four years"),
    ("002", "Link to Instagram Link to Twitter Link to YouTube"),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    lexicon = open_lexicon(SEEDS)
    return {name: reader.read(article, lexicon) for name, article in ARTICLES.items()}


def claims(reading: Reading) -> list[Mention]:
    return [mention for mention in reading.mentions if mention.role in CLAIMING]


@pytest.mark.parametrize(("article", "words"), MUST_NOT_BECOME_EVENTS)
def test_words_that_are_no_event(article: str, words: str, readings: dict[str, Reading]) -> None:
    text = ARTICLES[article].text
    start = text.index(words)
    end = start + len(words)
    found = [
        mention
        for mention in claims(readings[article])
        if mention.span.start < end and start < mention.span.end and mention.type != "leadership_change"
    ]
    assert not found, [(mention.type, text[mention.span.start : mention.span.end]) for mention in found]


def test_the_only_authority_is_the_one_inspected(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        assert {mention.authority for mention in claims(reading)} == {"St Helens"}, name


def test_a_former_post_holder_is_no_change(readings: dict[str, Reading]) -> None:
    people = {
        person.name
        for reading in readings.values()
        for mention in claims(reading)
        for person in mention.facts.people
        if person.name
    }
    assert people == {"Joe Pearson", "Nova Charlton"}


def test_inspectors_and_critics_hold_no_post(readings: dict[str, Reading]) -> None:
    named = {
        person.name for reading in readings.values() for mention in reading.mentions for person in mention.facts.people
    }
    assert not named & {
        "Shabana Abasi",
        "Mandy Nightingale",
        "Diane Partridge",
        "Teresa Sims",
        "Trisha Long",
        "Justin Russell",
    }


def test_the_contested_reason_stays_a_claim(readings: dict[str, Reading]) -> None:
    (change,) = [mention for mention in claims(readings["000"]) if mention.type == "leadership_change"]
    assert change.contested is not None
    assert "asked to step down" in change.contested


def test_negated_counts_are_none_and_the_gloss_is_no_count(readings: dict[str, Reading]) -> None:
    counts = {
        name: sorted(
            mention.facts.priority_actions
            for mention in claims(reading)
            if mention.type == "visit_outcome" and mention.facts.priority_actions is not None
        )
        for name, reading in readings.items()
    }
    assert counts["000"] == [0, 3]
    assert counts["003"] == [0, 3]
    assert counts["004"] == [3]


def test_furniture_does_not_date_the_article(readings: dict[str, Reading]) -> None:
    years = {date.earliest.year for mention in claims(readings["004"]) for date in mention.facts.dates.values()}
    assert years <= {2014, 2018}


def test_a_visit_is_no_grade(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        for mention in reading.mentions:
            assert mention.type != "visit_outcome" or not mention.facts.judgements


def test_a_positive_lead_with_damning_in_it_is_the_second_visit(readings: dict[str, Reading]) -> None:
    new = [mention for mention in readings["003"].mentions if mention.role == "new"]
    assert [(mention.type, mention.facts.priority_actions) for mention in new] == [("visit_outcome", 0)]
    assert new[0].facts.dates["published"].iso == "2018-12-06"


def test_the_year_is_worked_out_from_the_weekday_alone() -> None:
    article = ARTICLES["000"]
    undated = Article(article.id, article.text)
    reading = reader.read(undated, open_lexicon(SEEDS))
    (announced,) = [
        mention for mention in reading.mentions if mention.type == "inspection_announced" and mention.role == "new"
    ]
    assert {key: date.iso for key, date in announced.facts.dates.items() if key != "notified"} == {
        "start": "2019-09-23",
        "end": "2019-10-04",
        "report_expected": "2019-11-04",
    }


def test_a_scheduled_visit_keeps_its_place(readings: dict[str, Reading]) -> None:
    scheduled = [
        mention
        for mention in readings["001"].mentions
        if mention.role == "scheduled" and mention.family == "inspection"
    ]
    assert [mention.facts.dates["start"].iso for mention in scheduled] == ["2020-05-06"]
