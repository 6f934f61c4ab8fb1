"""Overspends, deficits and gaps: news where the opening tells one as news, and nothing elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Mention
from parsers.reader import funding
from parsers.reader.reading import prepare
from tests.parsers.reader.barset import BARSET

FILLER = "Inspectors came to Barset in May. They read files. They met families. They praised the staff. "


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The packaged phrases with one authority."""
    return load_lexicon([BARSET])


def read(lexicon: Lexicon, text: str, title: str | None = None) -> list[Mention]:
    """What an article says of money."""
    article = Article(id="a", text=text, title=title, published=datetime(2024, 6, 12, 9, tzinfo=UTC))
    context, _ = prepare(article, lexicon)
    return list(funding.mentions(context))


PRESSURES = [
    ("Barset Council's children's services are forecast to overspend by £12.5m this year.", 12_500_000),
    ("Barset Council is bracing itself for a £55m overspend on children's services.", 55_000_000),
    ("Children's services at Barset Council are facing a £9m budget shortfall, councillors were told.", 9_000_000),
    ("Spending on children in care has pushed Barset Council £9m into the red, new figures reveal.", 9_000_000),
    ("Barset Council's SEND deficit has soared to £40m, it has emerged.", 40_000_000),
    ("Barset Council's high needs deficit is set to hit £40m by March.", 40_000_000),
    ("Safety valve target breach rises to £20m as Barset's SEND overspend reaches £51.6m.", 51_600_000),
    ("Barset Council warned of a £17m black hole in its budget for children's social care.", 17_000_000),
    ("Barset Council expects to spend £13m more on children in care than planned.", 13_000_000),
    ("A projected overspend of £6m on children's placements was reported to Barset Council.", 6_000_000),
]


@pytest.mark.parametrize(("text", "pounds"), PRESSURES)
def test_what_the_opening_says_is_lacking_is_news(lexicon: Lexicon, text: str, pounds: int) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.role, mention.authority, mention.facts.amount_gbp) == ("new", "Barset", pounds)


@pytest.mark.parametrize("text", [text for text, _ in PRESSURES])
def test_the_same_said_in_passing_is_no_news(lexicon: Lexicon, text: str) -> None:
    assert read(lexicon, FILLER + text) == []


def test_a_headline_carries_it_some_way_down(lexicon: Lexicon) -> None:
    text = f"{FILLER}The overspend on children's services is forecast to reach £4m."
    (mention,) = read(lexicon, text, "Overspend forecast in Barset children's services")
    assert mention.facts.amount_gbp == 4_000_000


NO_NEWS = [
    "Barset Council's children's services could overspend by £3m if demand grows.",
    "The overspend on children's services at Barset Council would have been £3m more without the grant.",
    "Barset Council is forecast to overspend on roads by £12m.",
    "Ofsted has rated Barset Council's children's services good. The department has a £2m overspend.",
    "Councils nationally are forecast to overspend by £600m on children's services. Barset is one.",
]


@pytest.mark.parametrize("text", NO_NEWS)
def test_what_is_feared_or_is_of_others_is_no_news(lexicon: Lexicon, text: str) -> None:
    assert read(lexicon, text) == []


GIVEN = [
    ("Barset Council has secured a £95m bailout to help tackle its special educational needs deficit.", 95_000_000),
    ("Barset Council was given £4m to plug the gap in its children's services.", 4_000_000),
    ("Ministers have awarded Barset Council £8m to write off its high needs deficit.", 8_000_000),
    ("Councillors in Barset have signed off £3.2m to clear a backlog of education, health and care plans.", 3_200_000),
]


@pytest.mark.parametrize(("text", "pounds"), GIVEN)
def test_money_given_to_mend_a_lack_is_money_given(lexicon: Lexicon, text: str, pounds: int) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.role, mention.facts.amount_gbp) == ("new", pounds)


REFUSED = [
    "Barset Council has been refused access to a government support scheme to help its special needs deficit.",
    "Ministers have turned down Barset Council's bid to join the safety valve programme.",
    "Barset Council's application for a safety valve deal was rejected.",
    "Ministers have withheld safety valve payments to Barset Council after its high needs deficit grew.",
    "Barset Council has not been accepted into the safety valve programme. It was rejected by the safety valve scheme.",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_news_without_a_sum(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.role, mention.authority, mention.facts.amount_gbp) == ("new", "Barset", None)


def test_a_headline_of_those_who_look_at_it_carries_nothing(lexicon: Lexicon) -> None:
    text = f"{FILLER}The overspend on children's services is forecast to reach £4m."
    assert read(lexicon, text, "Overspend panel for Barset children's services fails to meet") == []


WARNINGS = [
    "Barset Council has been handed a section 24 notice over its SEND spending.",
    "Barset Council's treasurer has issued a section 114 notice after overspending on children's services.",
    "External auditors have made statutory recommendations to Barset Council over its SEND deficit.",
    "Barset Council was given a rare financial notice over the dedicated schools grant.",
    "A public interest report on children's services was published by Barset Council's auditors.",
]


@pytest.mark.parametrize("text", WARNINGS)
def test_a_warning_of_auditors_is_news_without_a_sum(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.role, mention.authority, mention.facts.what) == ("new", "Barset", "formal warning")


@pytest.mark.parametrize(
    "text",
    [
        "A section 114 notice could be issued in Barset if the SEND deficit is not tackled.",
        "Barset Council, which issued a section 114 notice in March 2021, runs good children's services.",
        "Barset Council has been handed a section 24 notice over its bins.",
        "Barset Council has been handed an improvement notice over children's services.",
    ],
)
def test_one_that_is_feared_old_or_of_something_else_is_none(lexicon: Lexicon, text: str) -> None:
    assert read(lexicon, text) == []
