"""Like is set against like: areas, frameworks, and the overall grade that is not always given."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.comparison import compare, overall, overall_before
from alerts.examples.build import dates
from alerts.plain_table import plain_table
from parsers.model import Facts

SPLIT = Facts(kind="ilacs_standard", judgements={"in_care": "good", "care_leavers": "inadequate"})
TOGETHER = Facts(
    kind="ilacs_standard",
    judgements={"in_care_and_care_leavers": "requires_improvement"},
    dates=dates(published="2020-04"),
)
SIF = Facts(
    kind="sif",
    judgements={"overall": "requires_improvement", "help_and_protection": "good", "adoption": "good"},
    dates=dates(published="2015-01-20"),
)


def test_areas_once_judged_together_are_shown_and_never_compared() -> None:
    table = compare(SPLIT, TOGETHER)
    assert [(row.was, row.direction, row.together) for row in table.rows] == [
        (None, None, "requires_improvement"),
        (None, None, "requires_improvement"),
    ]
    assert plain_table(table) == [
        "              Now         Apr 2020",
        "In care       Good        } RI (judged together,",
        "Care leavers  Inadequate  }     not comparable)",
    ]


def test_one_of_them_alone_says_so_in_its_row() -> None:
    alone = Facts(kind="ilacs_short", judgements={"in_care": "good"})
    assert plain_table(compare(alone, TOGETHER))[1] == "In care  Good  RI (judged together, not comparable)"


def test_under_the_earlier_framework_only_overall_compares() -> None:
    now = Facts(kind="ilacs_standard", judgements={"overall": "inadequate", "help_and_protection": "inadequate"})
    table = compare(now, SIF)
    assert [(row.area, row.was, row.direction) for row in table.rows] == [
        ("overall", "requires_improvement", "worse"),
        ("help_and_protection", None, None),
    ]
    assert table.earlier_framework == "single inspection framework"


def test_a_press_report_that_names_no_kind_is_known_by_its_areas() -> None:
    now = Facts(judgements={"leaders": "outstanding"})
    before = Facts(kind="ilacs_short", judgements={"leaders": "good"})
    assert compare(now, before).rows[0].direction == "better"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kind": "ilacs_standard", "judgements": {"overall": "good"}, "dates": dates(start="2026-05-04")}, "given"),
        ({"kind": "ilacs_standard", "dates": dates(start="2026-04-01")}, "not_given"),
        # Wolverhampton: published in June 2026 with an overall, for it was inspected in January.
        ({"kind": "ilacs_standard", "dates": dates(start="2026-01-19", published="2026-06-18")}, "not_known"),
        ({"kind": "ilacs_standard", "dates": dates(published="2026-08-03")}, "not_known"),
        ({"kind": "ilacs_standard", "dates": dates(start="2026")}, "not_known"),
        ({"kind": "hmip_youth_justice", "dates": dates(start="2026-06-01")}, "not_known"),
    ],
)
def test_the_missing_overall(facts: dict[str, Any], expected: str) -> None:
    assert overall(Facts(**facts)) == expected


def test_the_record_outweighs_what_the_press_says_was_before() -> None:
    now = Facts(kind="ilacs_short", judgements={"overall": "good"}, previous_overall="inadequate")
    assert overall_before(now, None) == "inadequate"
    assert overall_before(now, SIF) == "requires_improvement"
