"""Grades in the headlines and leads of reports: those that are the news, and those that only say of whom it tells.

`gold/judgements_in_leads.tsv` gives the overall grade that is news, or "known" where none is.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article, Mention
from parsers.reader import read
from tests.parsers.reader.conftest import ROOT

REPORT = (
    "\n\nInspectors spent two weeks with social workers and spoke to families.\n\nThe council's cabinet member for "
    "children said staff had worked hard and that there was more to do.\n\nThe report says that managers know their "
    "services well and that caseloads are falling."
)
TALK = (
    "\n\nThe council's cabinet member for children said staff had worked hard and that there was more to do.\n\n"
    "Nobody else could be reached for comment.\n\nThe next meeting is in May."
)
GOLD = (ROOT / "tests" / "gold" / "judgements_in_leads.tsv").read_text("utf-8").splitlines()
LEADS = [
    (row["grade"], row["title"], row["lead"]) for row in csv.DictReader(GOLD, delimiter="\t", quoting=csv.QUOTE_NONE)
]
dated = pytest.mark.parametrize("published", [datetime(2023, 3, 3, tzinfo=UTC), None], ids=["dated", "undated"])
titled = pytest.mark.parametrize("titled", [True, False], ids=["titled", "bare"])


def judgements(lexicon: Lexicon, title: str | None, text: str, published: datetime | None) -> list[Mention]:
    """The judgements that an article tells as its news."""
    mentions = read(Article("x", text, title=title, published=published), lexicon).mentions
    return [item for item in mentions if item.type == "judgement" and item.role in ("new", "scheduled")]


@dated
@titled
@pytest.mark.parametrize(("grade", "title", "lead"), [row for row in LEADS if row[0] != "known"])
def test_the_grade_is_the_news(
    lexicon: Lexicon, grade: str, title: str, lead: str, titled: bool, published: datetime | None
) -> None:
    news = judgements(lexicon, title if titled else None, lead + REPORT, published)
    assert news and news[0].facts.judgements.get("overall") == grade


@dated
@titled
@pytest.mark.parametrize(("grade", "title", "lead"), [row for row in LEADS if row[0] == "known"])
def test_the_grade_is_known(
    lexicon: Lexicon, grade: str, title: str, lead: str, titled: bool, published: datetime | None
) -> None:
    assert not judgements(lexicon, title if titled else None, lead + TALK, published)
