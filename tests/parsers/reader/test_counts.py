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
        (
            "They left two areas for priority action and a further five points to put right",
            {PRIORITY: 2, IMPROVEMENT: 5},
        ),
        ("Three more matters are listed as needing improvement", {IMPROVEMENT: 3}),
        ("There were six recommendations but no hint of an emergency", {IMPROVEMENT: 6}),
        (
            "Three matters were picked out for improvement and nothing for priority action",
            {PRIORITY: 0, IMPROVEMENT: 3},
        ),
        ("Nothing that they saw called for priority action", {PRIORITY: 0}),
        ("It told the council to take priority action in two areas", {PRIORITY: 2}),
        ("It lists six areas still in need of improvement", {IMPROVEMENT: 6}),
        ("A single area for improvement and nothing more pressing", {PRIORITY: 0, IMPROVEMENT: 1}),
        ("There were three recommendations and no demands", {PRIORITY: 0, IMPROVEMENT: 3}),
        ("One priority action, on housing, and four improvements", {PRIORITY: 1, IMPROVEMENT: 4}),
        ("Seven matters need attention", {IMPROVEMENT: 7}),
        ("Half a dozen areas for improvement were found", {IMPROVEMENT: 6}),
        ("Two areas for priority action and six more for improvement", {PRIORITY: 2, IMPROVEMENT: 6}),
        ("Visits over two years monitor improvements", {}),
        ("That is an area for improvement, the improvement plan says", {}),
        ("its priorities for the next three years", {}),
    ],
)
def test_areas_are_counted(text: str, wanted: dict[str, int]) -> None:
    item = sentence(text, 0)
    assert {what: count.value for what, count in counts(Clause(item, item.start, item.end)).items()} == wanted
