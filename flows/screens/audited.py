"""An audit as people see it: what went wrong, how much went right, who tells first."""

from __future__ import annotations

from typing import Any

from alerts.audit import FAULTS, Audit, Finding
from flows.screens.listings import brief_date, cell, moment, show, table
from flows.screens.output import say
from parsers.partial_date import PartialDate

_BAR = 40
_STYLE = {"missed": "bold red", "wrong": "bold red", "doubled": "yellow", "late": "yellow"}


def show_audit(found: Audit) -> None:
    """The faults as a table, all findings as a bar, the outlets by how soon they tell."""
    if found.until < found.since:
        began = brief_date(PartialDate.of(found.since))
        say(f"Nothing to hold against the record yet: it begins with what came out on {began}.", "dim")
        return
    days = [brief_date(PartialDate.of(day)) for day in (found.since, found.until)]
    say(f"Official record against what was told, {days[0]} to {days[1]}", "bold")
    if not found.findings:
        say("Nothing official came out in these days.", "dim")
        return
    made = table("fault", "public", "authority", "what", "told", "detail", whole=("fault", "public", "told"))
    for item in (finding for fault in FAULTS for finding in found.of(fault)):
        made.add_row(
            cell(item.fault, _STYLE[str(item.fault)]), cell(brief_date(item.public)), cell(item.authority, "bold"),
            cell(item.kind.replace("_", " ")), cell(moment(item.told_at)), cell(item.detail),
        )  # fmt: skip
    show(made, "Everything was told once, in time and right.")
    _show_bar(found)
    if found.leads:
        say()
        leads = table("outlet", "told of", "first", "days from the official day", whole=("told of", "first"))
        for lead in found.leads:
            leads.add_row(cell(lead.outlet), cell(lead.events), cell(lead.first or "–"), cell(f"{lead.median_days:+g}"))
        show(leads, "")


def _show_bar(found: Audit) -> None:
    total = len(found.findings)
    right = sum(finding.fault is None for finding in found.findings)
    filled = round(_BAR * right / total)
    faults = ", ".join(f"{len(found.of(fault))} {fault}" for fault in FAULTS if found.of(fault))
    say(f"{'█' * filled}{'░' * (_BAR - filled)} {right} of {total} told right{': ' + faults if faults else ''}")


def as_dict(found: Audit) -> dict[str, Any]:
    """The audit in the public format."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "findings": [_finding(item) for item in found.findings],
        "outlets": [
            {"outlet": lead.outlet, "events": lead.events, "first": lead.first, "median_days": lead.median_days}
            for lead in found.leads
        ],
    }


def as_markdown(found: Audit) -> str:
    """The audit for Prefect's page of the run."""
    rows = [
        f"| {item.fault} | {item.public} | {item.authority} | {item.kind} | {item.detail} |"
        for fault in FAULTS
        for item in found.of(fault)
    ]
    head = f"{sum(item.fault is None for item in found.findings)} of {len(found.findings)} official records told right"
    return "\n".join([head, "", "| fault | public | authority | what | detail |", "|---|---|---|---|---|", *rows])


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "record": item.record_id,
        "authority": item.authority,
        "kind": item.kind,
        "public": item.public.iso,
        "fault": item.fault,
        "told_at": item.told_at.isoformat() if item.told_at else None,
        "detail": item.detail or None,
        "event": item.event_id,
    }
