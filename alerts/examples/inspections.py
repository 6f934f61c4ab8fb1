"""Examples of inspections and visits: judged, visited, coming, put right."""

from __future__ import annotations

from datetime import UTC, datetime

from alerts.examples.build import change, dates, notice, official, press
from alerts.model import Notice
from parsers.model import Facts


def judgements() -> dict[str, Notice]:
    """Graded inspections, and area SEND inspections with their outcomes."""
    morning = datetime(2025, 1, 20, 9, 41, tzinfo=UTC)
    knowsley = change(
        "published",
        "Knowsley",
        Facts(
            inspectorate="Ofsted",
            kind="ilacs_standard",
            judgements={
                "overall": "inadequate",
                "leaders": "inadequate",
                "help_and_protection": "inadequate",
                "in_care": "requires_improvement",
                "care_leavers": "inadequate",
            },
            dates=dates(start="2024-11-18", end="2024-11-29", published="2025-01-20"),
        ),
        at=morning,
        status="confirmed",
        types=("judgement",),
        previous=Facts(
            kind="ilacs_standard",
            judgements={
                "overall": "requires_improvement",
                "leaders": "requires_improvement",
                "help_and_protection": "requires_improvement",
                "in_care_and_care_leavers": "requires_improvement",
            },
            dates=dates(start="2021-10-11", end="2021-10-22", published="2021-12-06"),
        ),
        citations=(official("Ofsted report", 50263245),),
    )
    trafford = change(
        "published",
        "Trafford",
        Facts(
            inspectorate="Ofsted",
            kind="ilacs_standard",
            judgements={
                "leaders": "inadequate",
                "help_and_protection": "inadequate",
                "in_care": "good",
                "care_leavers": "requires_improvement",
            },
            dates=dates(start="2026-06-08", end="2026-06-19", published="2026-08-03"),
        ),
        at=datetime(2026, 8, 3, 9, 15, tzinfo=UTC),
        status="confirmed",
        types=("judgement",),
        previous=Facts(
            kind="ilacs_standard",
            judgements={
                "overall": "requires_improvement",
                "leaders": "requires_improvement",
                "help_and_protection": "requires_improvement",
                "in_care_and_care_leavers": "requires_improvement",
            },
            dates=dates(published="2023"),
        ),
        citations=(
            official("Ofsted report", 50300001),
            press(
                "Example Star",
                datetime(2026, 8, 3, 9, 5, tzinfo=UTC),
                "Inspectors found that leaders had not acted with the urgency that children needed.",
            ),
        ),
    )
    send = change(
        "published",
        "Exampleshire",
        Facts(
            inspectorate="Ofsted/CQC",
            kind="area_send",
            judgements={"outcome": "systemic_failings"},
            dates=dates(start="2026-02-02", end="2026-02-06", published="2026-06-19"),
        ),
        status="confirmed",
        citations=(official("Area SEND inspection report", 50300002),),
    )
    late = change(
        "published",
        "St Helens",
        Facts(
            inspectorate="Ofsted",
            kind="ilacs_standard",
            judgements={"overall": "inadequate"},
            dates=dates(start="2019-09-23", end="2019-10-04", published="2019-11"),
        ),
        at=datetime(2020, 1, 22, 9, 0, tzinfo=UTC),
        learnt_late=True,
        citations=(press("Example Star", datetime(2020, 1, 22, 9, 0, tzinfo=UTC)),),
    )
    return {
        "judgement": notice(knowsley),
        "judgement-no-overall": notice(trafford),
        "judgement-send": notice(send),
        "judgement-learnt-late": notice(late),
    }


def visits() -> dict[str, Notice]:
    """Focused and monitoring visits: no grade."""
    halton = change(
        "published",
        "Halton",
        Facts(
            inspectorate="Ofsted",
            kind="focused_visit",
            priority_actions=2,
            areas_for_improvement=3,
            priority_action_texts=(
                "Assessing and managing risk, including how often children are visited.",
                "Management oversight and supervision.",
            ),
            theme="children in need",
            dates=dates(start="2021-10-13", end="2021-10-14", published="2021-11-17"),
        ),
        at=datetime(2021, 11, 17, 10, 0, tzinfo=UTC),
        status="confirmed",
        previous=Facts(
            kind="ilacs_standard",
            judgements={"overall": "requires_improvement"},
            dates=dates(published="2020-04-06"),
        ),
        citations=(official("Ofsted letter, p.2", 50173142),),
        context=("Rare: 24 of 371 letters, 2018–Feb 2026.",),
    )
    no_actions = change(
        "published",
        "St Helens",
        Facts(
            kind="focused_visit",
            priority_actions=0,
            areas_for_improvement=4,
            theme="front door",
            dates=dates(start="2018-11", published="2018-12-06"),
        ),
        at=datetime(2018, 12, 6, 15, 0, tzinfo=UTC),
        citations=(press("Example Star", datetime(2018, 12, 6, 14, 5, tzinfo=UTC)),),
    )
    monitoring = change(
        "published",
        "St Helens",
        Facts(inspectorate="Ofsted", kind="monitoring_visit", dates=dates(start="2020-07")),
        at=datetime(2020, 9, 3, 9, 0, tzinfo=UTC),
    )
    return {
        "visit-priority-actions": notice(halton),
        "visit-no-priority-actions": notice(no_actions),
        "visit-monitoring": notice(monitoring),
    }
