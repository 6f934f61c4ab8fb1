from __future__ import annotations

import pytest

from parsers.reader.clauses import Clause
from parsers.reader.counts import counts
from parsers.reader.sentences import sentence

PRIORITY, IMPROVEMENT = "priority_actions", "areas_for_improvement"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("led to three areas for priority action", {PRIORITY: 3}),
        ("issued three out of a possible four priority actions", {PRIORITY: 3}),
        ("Ofsted did not issue any priority actions", {PRIORITY: 0}),
        ("While no priority actions were issued", {PRIORITY: 0}),
        ("raised one area for priority action and four areas for improvement", {PRIORITY: 1, IMPROVEMENT: 4}),
        ("Only one thing needs to improve", {IMPROVEMENT: 1}),
        ("improvements are required in four areas of social work practice", {IMPROVEMENT: 4}),
        ("No priority actions; a single area for improvement", {PRIORITY: 0, IMPROVEMENT: 1}),
        ("its priorities for the next three years", {}),
    ],
)
def test_areas_are_counted(text: str, wanted: dict[str, int]) -> None:
    item = sentence(text, 0)
    assert {what: count.value for what, count in counts(Clause(item, item.start, item.end)).items()} == wanted
