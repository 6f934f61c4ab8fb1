"""Judgements as a table of plain text, at most 76 columns wide."""

from __future__ import annotations

from alerts import wording
from alerts.comparison import NOT_COMPARABLE, Comparison, Row

_GAP = 2


def plain_table(table: Comparison) -> list[str]:
    """The lines: area, grade now, grade before and its direction. Without anything before, area and grade alone."""
    label_width = max((len(wording.AREA[row.area]) for row in table.rows), default=0) + _GAP
    now_width = max((len(wording.BRIEF_GRADE[row.now]) for row in table.rows), default=0) + _GAP
    if not table.has_before:
        return [f"{wording.AREA[row.area]:<{label_width}}{wording.BRIEF_GRADE[row.now]}" for row in table.rows]
    was = wording.month_label(table.was_on) if table.was_on else "Before"
    lines = [f"{'':<{label_width}}{'Now':<{now_width}}{was}"]
    for row, beside in zip(table.rows, _beside(table), strict=True):
        lines.append(f"{wording.AREA[row.area]:<{label_width}}{wording.BRIEF_GRADE[row.now]:<{now_width}}{beside}")
    return [line.rstrip() for line in lines]


def _beside(table: Comparison) -> list[str]:
    shared = [row for row in table.rows if row.together]
    return [_joint(row, shared) if row.together else _single(row) for row in table.rows]


def _single(row: Row) -> str:
    return f"{wording.BRIEF_GRADE[row.was]}  {row.direction}" if row.was else ""


def _joint(row: Row, shared: list[Row]) -> str:
    """One grade over two rows: a brace, the grade, and why the two are not set against it."""
    grade = wording.BRIEF_GRADE[row.together] if row.together else ""
    judged, comparable = NOT_COMPARABLE.split(", ")
    if len(shared) == 1:
        return f"{grade} ({NOT_COMPARABLE})"
    if row is shared[0]:
        return f"}} {grade} ({judged},"
    return f"}} {'':<{len(grade)}}  {comparable})"
