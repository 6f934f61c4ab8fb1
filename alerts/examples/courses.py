"""Examples along the course of an event: announced, moved, called off, and put right afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

from alerts.examples.build import change, dates, notice, official, press
from alerts.model import Notice
from parsers.model import Facts


def ahead() -> dict[str, Notice]:
    """What is coming, moved or called off."""
    announced = change(
        "announced",
        "St Helens",
        Facts(
            inspectorate="Ofsted",
            kind="ilacs_standard",
            dates=dates(notified="2019-09-16", start="2019-09-23", end="2019-10-04", report_expected="2019-11-04"),
        ),
        at=datetime(2019, 9, 17, 8, 0, tzinfo=UTC),
        citations=(press("Example Reporter", datetime(2019, 9, 17, 8, 0, tzinfo=UTC)),),
    )
    visit = Facts(
        inspectorate="Ofsted",
        kind="monitoring_visit",
        theme="permanence",
        dates=dates(start="2020-05-06", end="2020-05-07"),
    )
    moved = Facts(inspectorate="Ofsted", kind="monitoring_visit", dates=dates(start="2020-06-10", end="2020-06-11"))
    spring = datetime(2020, 1, 22, 9, 0, tzinfo=UTC)
    return {
        "announced": notice(announced),
        "scheduled": notice(change("scheduled", "St Helens", visit, at=spring)),
        "rescheduled": notice(change("rescheduled", "St Helens", moved, before=visit, at=spring)),
        "cancelled": notice(change("cancelled", "St Helens", visit, before=visit, at=spring)),
    }


def after() -> dict[str, Notice]:
    """What is put right, withdrawn or added to a message that went out."""
    told = datetime(2026, 8, 20, 8, 40, tzinfo=UTC)
    wrong, right = (
        Facts(inspectorate="Ofsted", kind="focused_visit", priority_actions=number, dates=dates(start="2026-07-14"))
        for number in (3, 2)
    )
    graded = Facts(inspectorate="Ofsted", kind="ilacs_short", judgements={"overall": "good", "leaders": "outstanding"})
    return {
        "corrected": notice(
            change(
                "corrected",
                "Exampleshire",
                right,
                before=wrong,
                status="confirmed",
                told_at=told,
                told_citing="Example Star",
                citations=(official("Ofsted’s letter (p.2)", 50300003),),
            ),
            replies_to="example-original",
        ),
        "retracted": notice(
            change("retracted", "Exampleshire", Facts(), before=wrong, told_at=told, told_citing="Example Star"),
            replies_to="example-original",
        ),
        "restored": notice(
            change("corrected", "Exampleshire", right, told_at=told, citations=(press("Example Star", told),)),
            replies_to="example-original",
        ),
        "grade-added": notice(change("grade_added", "Exampleshire", graded, status="confirmed")),
    }
