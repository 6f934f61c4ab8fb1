"""The days of an inspection to come, told apart from the sentence that announces it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
DAY = "2022-05-20T09:00:00+00:00"

TOLD = [
    """Kent County Council has been told that Ofsted will pay a monitoring visit to its children's services.

Staff have been briefed.

The visit will take place from Tuesday 7 to Wednesday 8 June.""",
    """Ofsted will make a focused visit to Kent's services for children in care. It starts on 7 June 2022.

The visit will take two days.""",
    """Ofsted and the CQC will revisit Kent to see whether its SEND services have improved.

It follows an inspection in 2019.

The re-visit will be held from Tuesday 7 to Wednesday 8 June.""",
]


@pytest.mark.parametrize("text", TOLD)
def test_they_are_those_of_the_inspection_announced(read_text: Read, text: str) -> None:
    found = [item for item in read_text(text, DAY).mentions if item.type == "inspection_announced"]
    assert [(item.role, item.authority) for item in found] == [("scheduled", "Kent")]
    assert found[0].facts.dates["start"].iso == "2022-06-07"


def test_the_day_of_the_announcement_is_that_of_the_notice(read_text: Read) -> None:
    text = (
        "On 16 May it was announced to us that Ofsted will make a focused visit to Kent's services for children in care"
    )
    found = read_text(f"{text}, starting on 7 June. The visit will take 2 days.", DAY).mentions
    assert [(item.type, item.facts.kind) for item in found] == [("inspection_announced", "focused_visit")]
    assert {key: value.iso for key, value in found[0].facts.dates.items()} == {
        "notified": "2022-05-16",
        "start": "2022-06-07",
    }
