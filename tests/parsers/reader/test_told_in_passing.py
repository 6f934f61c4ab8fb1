"""What an article tells only in passing: it closes with what readers should know, and its own news is another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article, Mention, Reading
from parsers.reader.reading import by_rules, prepare

Read = Callable[..., Reading]
# A headline and, after a tab, an article of which nothing is news that is watched for; " | " parts its paragraphs.
GOLD = Path(__file__).parents[2] / "gold" / "told_in_passing.tsv"
NO_NEWS = [line.split("\t") for line in GOLD.read_text("utf-8").splitlines()]
PUBLISHED = datetime(2024, 6, 14, tzinfo=UTC)


def _news(lexicon: Lexicon, text: str, title: str) -> list[Mention]:
    """What the rules take for news, before the words of the whole are weighed."""
    context, _ = prepare(Article("x", text, title=title, published=PUBLISHED), lexicon)
    return [item for item in by_rules(context) if item.role in ("new", "scheduled")]


@pytest.mark.parametrize(("title", "text"), NO_NEWS, ids=[title for title, _ in NO_NEWS])
def test_what_is_told_in_passing_is_no_news(lexicon: Lexicon, title: str, text: str) -> None:
    assert _news(lexicon, text.replace(" | ", "\n\n"), title) == []


def test_a_grade_below_another_opening_is_news_when_it_is_of_today(read_text: Read) -> None:
    text = (
        "Children in care quizzed the leaders of Kent County Council on Thursday.\n\nThey asked why they move home "
        "so often.\n\nThe director promised each of them a reply.\n\nOfsted has today "
        "rated Kent's children's services good."
    )
    news = [item for item in read_text(text, title="Young people question leaders").mentions if item.role == "new"]
    assert [item.type for item in news] == ["judgement"]


OWN_GRADES = [
    "Kent County Council rates its children's services as good in a self-assessment drawn up for Ofsted.",
    "A self-evaluation has been written which says that Kent's children's services are good.",
    "Peer reviewers thought Kent's children's services good, the council says.",
]


@pytest.mark.parametrize("lead", OWN_GRADES)
def test_a_grade_of_the_councils_own_is_no_judgement(lexicon: Lexicon, lead: str) -> None:
    text = f"{lead}\n\nCouncillors will discuss it on Tuesday.\n\nStaff have been told to expect a busy summer."
    assert [item for item in _news(lexicon, text, "Kent takes stock") if item.type == "judgement"] == []


RETURNED = [
    'Ofsted inspectors are back at Kent\'s "inadequate" child protection service this week.',
    "An inspection on a large scale is under way at Kent County Council's 'inadequate' child protection service.",
    "A full-scale inspection of Kent's inadequate children's services got under way on Monday.",
    "An Ofsted team turned up today for two weeks of inspection at Kent's children's services.",
    "Ofsted could come knocking on the door of Kent's children's services at any moment, councillors have heard.",
    "Inspectors could call at Kent's children's services any day now.",
    "Kent's children's services will have their first monitoring visit since they were found inadequate on 24 June.",
    "Ofsted has descended on Kent's children's services. The inspection, which began yesterday, may last a month.",
    "Kent's children's services will be rated inadequate in a report due out next week, sources have told this paper.",
    "Ofsted has been asked to go back to Kent's children's services after the deaths of two toddlers.",
]


@pytest.mark.parametrize("lead", RETURNED)
def test_the_word_for_a_service_is_no_verdict_of_those_who_come(read_text: Read, lead: str) -> None:
    text = f"{lead}\n\nThe council said they were welcome.\n\nStaff have worked hard, the cabinet member said."
    reading = read_text(text, title="Watchdog and Kent's children's services")
    news = [item.type for item in reading.mentions if item.role in ("new", "scheduled")]
    assert news == ["inspection_announced"]


def test_a_headline_alone_announces(read_text: Read) -> None:
    text = (
        "They will look at how children are protected and at how those in care are looked after.\n\nThe director of "
        "children's services in Kent said staff had worked hard.\n\nKent looks after 1,400 children."
    )
    reading = read_text(text, title="Ofsted inspectors arrive at Kent County Council")
    assert [item.type for item in reading.mentions if item.role in ("new", "scheduled")] == ["inspection_announced"]


SPOKEN_OF = [
    "The statutory direction issued to the council was a vote of no confidence in its plans.",
    "The improvement notice served on the council last year shows how far it has to go.",
]


@pytest.mark.parametrize("said", SPOKEN_OF)
def test_what_is_said_of_a_notice_does_not_issue_it(lexicon: Lexicon, said: str) -> None:
    text = f"Kent's director of children's services has spoken of her plans.\n\n{said}\n\nShe said so on Tuesday."
    assert _news(lexicon, text, "Kent director speaks of plans") == []


LET_GO = [
    "Kent County Council's children's services are no longer under the government's watchful eye.",
    "Kent County Council has got its children's services back: ministers said their oversight was no longer needed.",
]


@pytest.mark.parametrize("lead", LET_GO)
def test_control_given_back_is_told_in_many_ways(lexicon: Lexicon, lead: str) -> None:
    text = f"{lead}\n\nThe leader said it was a proud day.\n\nStaff were told on Tuesday."
    assert [item.type for item in _news(lexicon, text, "A proud day for Kent")] == ["intervention"]
