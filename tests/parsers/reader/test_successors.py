"""Who comes after the one who goes, and who held the post before the one who comes: both belong to one change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
DAY = "2022-05-20T09:00:00+00:00"
GONE = "Kent County Council's director of children's services, Anna Smith, has resigned after a damning Ofsted report."
UNNAMED = "The director of children's services at Kent County Council has quit after a damning Ofsted report."
COME = "Kent County Council has appointed Tom Brown as its new director of children's services."


def people(read_text: Read, text: str) -> set[tuple[str | None, str | None]]:
    found = [item for item in read_text(text, DAY).mentions if item.type == "leadership_change"]
    assert [(item.role, item.authority) for item in found] == [("new", "Kent")], found
    return {(person.name, person.change) for person in found[0].facts.people}


SUCCESSORS = [
    ("Her place goes to Tom Brown, who joins from Essex.", "in"),
    ("The role has passed to Tom Brown.", "in"),
    ("For the time being the post goes to Tom Brown, who helped Rochdale Council.", "interim"),
    ("Her job then falls to Tom Brown, the committee decided.", "in"),
    ("Tom Brown is now interim director of the department.", "interim"),
    ("Tom Brown will be the director for three years, the employment committee has agreed.", "in"),
    ("Tom Brown has stepped into the role on an interim basis.", "interim"),
    ("She will be replaced by Tom Brown, currently at Essex.", "in"),
]


@pytest.mark.parametrize(("text", "change"), SUCCESSORS)
def test_a_successor_belongs_to_the_change(read_text: Read, text: str, change: str) -> None:
    assert people(read_text, f"{GONE}\n\n{text}") == {("Anna Smith", "out"), ("Tom Brown", change)}


PREDECESSORS = [
    "Previous director Anna Smith recently left her role after 18 months.",
    "His predecessor, Anna Smith, left in March.",
    "He takes over from Anna Smith, who retired in March.",
]


@pytest.mark.parametrize("text", PREDECESSORS)
def test_who_went_shortly_before_belongs_to_it_too(read_text: Read, text: str) -> None:
    assert people(read_text, f"{COME}\n\n{text}") == {("Anna Smith", "out"), ("Tom Brown", "in")}


HOLDERS = [
    "Mike Livingstone had been head of the department for eight years.",
    "Mike Livingstone, who had been in the post since 2019, gave no reason.",
    "Mike Livingstone has held the role for only 14 months.",
]


@pytest.mark.parametrize("text", HOLDERS)
def test_who_had_held_the_post_is_the_one_who_left_it(read_text: Read, text: str) -> None:
    assert people(read_text, f"{UNNAMED}\n\n{text}") == {("Mike Livingstone", "out")}


@pytest.mark.parametrize(
    "text",
    [
        "Her colleague, whose adult care portfolio passes to Tom Brown, stays on.",
        "Tom Brown is now director of a charity in Essex.",
    ],
)
def test_who_takes_something_else_does_not(read_text: Read, text: str) -> None:
    assert people(read_text, f"{GONE}\n\n{text}") == {("Anna Smith", "out")}
