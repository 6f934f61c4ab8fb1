"""Boards, plans, partners and reviews: what is new, due, recalled or merely there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article
from parsers.reader import activity
from parsers.reader.reading import prepare
from tests.parsers.reader.barset import BARSET

PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)
OPENING = (
    "Barset Council runs children's services in Barset. Inspectors visited it in May. They read files. They left. "
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The packaged phrases with one authority."""
    return load_lexicon([BARSET])


def told(lexicon: Lexicon, text: str) -> list[tuple[str | None, str, str | None]]:
    """What, role and date of each activity that an article speaks of."""
    context, _ = prepare(Article(id="a", text=OPENING + text, published=PUBLISHED), lexicon)
    return [
        (item.facts.what, item.role, next((date.iso for date in item.facts.dates.values()), None))
        for item in activity.mentions(context)
    ]


SAYINGS = [
    ("An improvement board met for the first time on Monday.", "improvement board", "new", "2024-06-10"),
    ("The council has today published its improvement plan.", "action plan", "new", "2024-06-12"),
    ("Councillors signed off an action plan last night.", "action plan", "new", "2024-06-11"),
    ("The council must now send Ofsted an action plan.", "action plan", "scheduled", None),
    ("It has to draw up a written statement of action.", "action plan", "scheduled", None),
    ("A plan has to be submitted in response to the findings.", "action plan", "scheduled", None),
    ("An action plan is to go to the cabinet in September.", "action plan", "scheduled", "2024-09"),
    ("The notice requires an improvement board with an independent chair.", "improvement board", "scheduled", None),
    ("There must be an improvement board.", "improvement board", "scheduled", None),
    ("The improvement board's next meeting is on 3 July.", "improvement board", "scheduled", "2024-07-03"),
    ("An improvement board was set up in May 2022.", "improvement board", "retrospective", "2022-05"),
    ("An improvement plan was agreed in January last year.", "action plan", "retrospective", "2023-01"),
    ("The council has a three-year improvement plan.", "action plan", "state", None),
    ("An improvement board meets every month.", "improvement board", "state", None),
    ("An improvement board is in place.", "improvement board", "state", None),
    ("A team from the Local Government Association carried out a peer review in March 2023.", "peer review",
     "retrospective", "2023-03"),
    ("The council is publishing its written statement of action today to address the findings.", "action plan", "new",
     "2024-06-12"),
    ("Barset is submitting a priority action plan to the department.", "action plan", "new", None),
    ("A council has today released its improvement plan.", "action plan", "new", "2024-06-12"),
    ("The council has now drawn up an improvement plan.", "action plan", "new", None),
    ("The area was required to draw up a written statement of action.", "action plan", "retrospective", None),
    ("Ann Lee begins as director following the setting up of an improvement board that oversees change.",
     "improvement board", "state", None),
    ("After a peer review in April 2022, several changes were brought in.", "peer review", "retrospective", None),
    ("Ann Lee presented her report after what she called a poor improvement plan.", "action plan", "retrospective",
     None),
    ("Parents say on Monday that an improvement plan agreed today is not worth much.", "action plan", "state", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "role", "date"), SAYINGS)
def test_activity_is_read(lexicon: Lexicon, text: str, what: str, role: str, date: str | None) -> None:
    assert (what, role, date) in told(lexicon, text)


@pytest.mark.parametrize(
    "text",
    [
        "Three children were on a child protection plan.",
        "The council plans to improve.",
        "The safeguarding board met on Monday.",
        "A local authority has to have an improvement plan.",
        "A council has 70 days to draw up an improvement plan.",
        "If inspectors find failings, an action plan will have to be written.",
        "Pupils helped to write a school improvement plan.",
        "The budget includes a plan to build houses.",
        "There was a clear focus at a strategic partnership level, inspectors found.",
        "Urgent action plans will have to be drawn up by councils in which inspectors find failings.",
        "Struggling councils must produce an action plan within weeks.",
        "It was agreed the action plan was not what families needed.",
    ],
)
def test_other_plans_and_boards_are_none(lexicon: Lexicon, text: str) -> None:
    assert told(lexicon, text) == []
