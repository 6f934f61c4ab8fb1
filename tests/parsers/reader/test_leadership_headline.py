"""A change of post that only a headline names, taken up in the text as known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Mention, Reading

ReadText = Callable[..., Reading]
REST = " Ofsted rated children's services in Kent inadequate last year."


def changes(reading: Reading) -> list[Mention]:
    """What it says of changes of post."""
    return [item for item in reading.mentions if item.type == "leadership_change" and item.role != "state"]


TAKEN_UP = [
    ("Kent's director of children's services resigns", "Her resignation comes amid concerns about its schools.", "out"),
    ("Kent children's services director quits", "The departure comes weeks after a poor report.", "out"),
    ("Kent children's director to leave", "She will step down in the spring after ten years.", "out"),
    ("Kent Children's Trust chair replaced by its chief", "Christie said he had decided to move on.", "out"),
    ("New director of children's services for Kent", "The appointment was welcomed by every party.", "in"),
]


@pytest.mark.parametrize(("title", "text", "change"), TAKEN_UP)
def test_what_the_text_takes_up_is_news(title: str, text: str, change: str, read_text: ReadText) -> None:
    (mention,) = changes(read_text(text + REST, title=title))
    assert (mention.role, mention.authority) == ("new", "Kent")
    assert [person.change for person in mention.facts.people] == [change]


@pytest.mark.parametrize(
    "title",
    [
        "Kent children's boss urged to resign",
        "Will Kent's director of children's services resign?",
        "Calls for Kent's director of children's services to resign",
        "Kent's children's services director refuses to quit",
    ],
)
def test_what_is_only_called_for_is_possible(title: str, read_text: ReadText) -> None:
    assert [item.role for item in changes(read_text(REST, title=title))] == ["conditional"]


def test_a_new_director_who_speaks_is_no_change(read_text: ReadText) -> None:
    text = "Staff in Kent are working hard, councillors heard." + REST
    assert changes(read_text(text, title="New Kent children's services director praises staff")) == []
