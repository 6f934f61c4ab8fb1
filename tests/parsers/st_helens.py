"""What the five St Helens articles say, as claims in the order of publication, and the events they belong to.

Written by hand from the articles, so that resolving and settling are tested apart from the reader.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from parsers.claims import Claim
from parsers.fact_sheet import facts_from_dict
from parsers.partial_date import Window

SEEN = {
    "004": Window(date(2018, 8, 8), date(2018, 8, 31)),
    "003": Window(date(2018, 12, 6), date(2018, 12, 6)),
    "000": Window(date(2019, 9, 17), date(2019, 9, 17)),
    "001": Window(date(2020, 1, 22), date(2020, 1, 22)),
    "002": Window(date(2020, 9, 3), date(2020, 9, 3)),
}
DIRECTOR = [{"name": None, "role": "director of people's services", "change": "in", "post": "dcs"}]
ASSISTANT = [{"name": None, "role": "senior assistant director", "change": "interim", "post": "assistant_director"}]
MEMBERS = [
    {"name": "Joe Pearson", "role": "cabinet member", "change": "out", "post": "lead_member"},
    {
        "name": "Nova Charlton",
        "role": "cabinet member for protecting young people",
        "change": "in",
        "post": "lead_member",
    },
]
RI, BAD = {"overall": "requires_improvement"}, {"overall": "inadequate"}
YEARLY = {"amount_gbp": 5500000, "per": "year"}

# (article, event it belongs to, type, role, facts)
STATEMENTS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("004", "R01", "judgement", "retrospective", {"kind": "sif", "judgements": RI, "dates": {"start": "2014-11"}}),
    ("004", "R03", "visit_outcome", "new", {"kind": "focused_visit", "priority_actions": 3}),
    ("004", "R02", "leadership_change", "retrospective", {"people": DIRECTOR, "dates": {"effective": "2018-06"}}),
    (
        "003", "R03", "visit_outcome", "retrospective",
        {
            "kind": "focused_visit", "priority_actions": 3,
            "dates": {"start": "2018-07-11", "end": "2018-07-12", "published": "2018-08"},
        },
    ),
    (
        "003", "R07", "visit_outcome", "new",
        {
            "kind": "focused_visit", "priority_actions": 0, "areas_for_improvement": 4,
            "dates": {"start": "2018-11", "published": "2018-12-06"},
        },
    ),
    ("003", "R06", "leadership_change", "retrospective", {"people": ASSISTANT}),
    (
        "000", "R09", "inspection_announced", "new",
        {
            "kind": "ilacs_standard",
            "dates": {
                "notified": "2019-09-16", "start": "2019-09-23", "end": "2019-10-04", "report_expected": "2019-11-04",
            },
        },
    ),
    (
        "000", "R03", "visit_outcome", "retrospective",
        {"kind": "focused_visit", "priority_actions": 3, "dates": {"start": "2018-07"}},
    ),
    (
        "000", "R07", "visit_outcome", "retrospective",
        {"kind": "focused_visit", "priority_actions": 0, "dates": {"start": "2018-11"}},
    ),
    ("000", "R05", "funding", "retrospective", YEARLY),
    ("000", "R08", "leadership_change", "retrospective", {"people": MEMBERS, "dates": {"effective": "2019-08"}}),
    (
        "001", "R09", "judgement", "retrospective",
        {"kind": "ilacs_standard", "judgements": BAD, "dates": {"published": "2019-11"}},
    ),
    ("001", "R11", "intervention", "new", {"instrument": "improvement_notice", "action": "issued"}),
    ("001", "R12", "intervention", "new", {"instrument": "adviser", "action": "issued"}),
    ("001", "R01", "judgement", "retrospective", {"kind": "sif", "judgements": RI, "dates": {"published": "2014"}}),
    (
        "001", "R10", "improvement_activity", "retrospective",
        {"what": "draft action plan presented to Ofsted", "dates": {"effective": "2019-12"}},
    ),
    (
        "001", "R14", "inspection_announced", "scheduled",
        {"kind": "monitoring_visit", "theme": "permanence", "dates": {"start": "2020-05-06", "end": "2020-05-07"}},
    ),
    ("001", "R04", "improvement_activity", "retrospective", {"what": "improvement board set up"}),
    ("001", "R03", "visit_outcome", "retrospective", {"kind": "focused_visit", "dates": {"start": "2018-07"}}),
    (
        "001", "R13", "improvement_activity", "new",
        {"what": "partner in practice", "partner": "Cheshire West and Chester"},
    ),
    ("001", "R05", "funding", "retrospective", YEARLY),
    ("002", "R09", "judgement", "retrospective", {"judgements": BAD, "dates": {"published": "2019-09"}}),
    ("002", "R16", "visit_outcome", "new", {"kind": "monitoring_visit", "dates": {"start": "2020-07"}}),
    ("002", "R17", "improvement_activity", "retrospective", {"what": "six-month review"}),
)  # fmt: skip


def claims() -> list[tuple[str, Claim]]:
    """(event, claim) for every statement, in order."""
    return [
        (
            event,
            Claim(
                id=f"{article}:{number:02d}",
                source=article,
                type=kind,  # type: ignore[arg-type]  # as the file has it
                role=role,  # type: ignore[arg-type]  # as the file has it
                facts=facts_from_dict(facts),
                seen=SEEN[article],
            ),
        )
        for number, (article, event, kind, role, facts) in enumerate(STATEMENTS)
    ]
