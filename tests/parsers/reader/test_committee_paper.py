"""Papers of committees: what they recall is no news, a measure that they bring out is."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article, Facts, Mention, MentionType, Span
from parsers.reader import read
from parsers.reader.committee_paper import recalled

RISK = (
    "Risk: If the Council fails to improve the quality of practice, Ofsted could judge children's services to be"
    " inadequate at the next inspection and the Secretary of State could issue an improvement notice."
)
EXPECTED = (
    "The Council was last inspected in May 2023, when children's services were judged good overall. A focused visit by"
    " Ofsted is expected in the next twelve months."
)
ANNUAL = (
    "The service was inspected by Ofsted in July 2024 as part of the focused visit to children in care of St Helens."
    " There were no areas for priority action and two areas for improvement."
)
NOTICE = (
    "Following the inspection of children's services by Ofsted, the Department for Education has issued St Helens"
    " Council with an improvement notice."
)


def roles(lexicon: Lexicon, text: str, paper: bool = True) -> set[tuple[str, str]]:
    day = date(2026, 5, 20)
    article = Article(
        "x", f"St Helens Council: children's services report\n\n{text}", outlet="St Helens Council", earliest=day,
        latest=day, paper=paper,
    )  # fmt: skip
    return {(mention.type, mention.role) for mention in read(article, lexicon).mentions}


@pytest.mark.parametrize("text", [RISK, EXPECTED, ANNUAL])
def test_what_papers_always_say_is_no_news(lexicon: Lexicon, text: str) -> None:
    assert "new" not in {role for _, role in roles(lexicon, text)}


def test_only_a_step_of_intervention_stays_new() -> None:
    def said(type: MentionType, **facts: object) -> Mention:
        return Mention(type, "new", "St Helens", Facts(**facts), Span(0, 5, "test"), 0.9)

    step, outcome = said("intervention", instrument="improvement_notice", action="issued"), said("visit_outcome")
    named = said("intervention", instrument="improvement_notice")
    assert [mention.role for mention in recalled((step, outcome, named))] == ["new", "retrospective", "retrospective"]


def test_a_measure_surfaces_in_papers_first(lexicon: Lexicon) -> None:
    assert ("intervention", "new") in roles(lexicon, NOTICE)


def test_a_paper_is_read_to_its_end(lexicon: Lexicon) -> None:
    filler = "Social workers know the children in their care. " * 1_500
    assert len(filler) > 60_000
    assert "intervention" in {kind for kind, _ in roles(lexicon, f"{filler}\n\n{NOTICE}")}
    assert "intervention" not in {kind for kind, _ in roles(lexicon, f"{filler}\n\n{NOTICE}", paper=False)}
