"""What a message tells of an inspection or visit: days, framework, judgements beside those before, priority actions."""

from __future__ import annotations

from datetime import datetime

from alerts import wording
from alerts.comparison import compare, concluded, overall
from alerts.model import ChangeView
from alerts.safe_text import plain
from alerts.section import Listing, Section
from parsers.model import Facts, london_day
from parsers.partial_date import PartialDate


def inspection(change: ChangeView, now: datetime) -> Section:
    """An inspection or visit: what is coming, what was found, or that a report is out."""
    if change.kind in ("announced", "scheduled", "rescheduled", "cancelled"):
        return Section(change, _coming(change))
    facts = change.facts
    if facts.judgements:
        return _judgement(change, now)
    if facts.kind in wording.UNGRADED or facts.priority_actions is not None:
        return _visit(change)
    sentences = _published(facts, now) + _inspected(facts)
    return Section(change, (*sentences, "What it says has not been read yet; open the report for its grades."))


def _coming(change: ChangeView) -> tuple[str, ...]:
    facts = change.facts
    notified, expected = facts.dates.get("notified"), facts.dates.get("report_expected")
    days = wording.span(facts.dates.get("start"), facts.dates.get("end"))
    if change.kind == "cancelled":
        return (f"It was planned for {days}." if days else "It had no date yet.", "No new date is known.")
    place = "On site" if change.kind == "announced" else "Planned for"
    return (
        *((f"The council was told {wording.on(notified)}.",) if notified else ()),
        f"{place} {days}{_framework(facts)}." if days else "No dates given.",
        *((f"Report expected {wording.on(expected)}.",) if expected else ()),
        *_theme(facts),
    )


def _judgement(change: ChangeView, now: datetime) -> Section:
    facts = change.facts
    table = compare(facts, change.previous)
    notes = []
    if facts.kind not in ("area_send", "hmip_youth_justice") and overall(facts) == "not_given":
        notes.append(f"{wording.inspectorate(facts)} gave no overall grade; we do not infer one.")
    elif "overall" not in facts.judgements and "outcome" not in facts.judgements:
        notes.append("No overall grade was reported to us; we do not infer one.")
    if table.earlier_framework and table.has_before:
        notes.append(f"The inspection before was under the {table.earlier_framework}: only overall grades compare.")
    if facts.kind == "area_send":
        notes.append("Area SEND inspections have one of three outcomes, not a grade.")
    return Section(change, (*_added(change), *_published(facts, now), *_inspected(facts)), table, notes=tuple(notes))


def _added(change: ChangeView) -> tuple[str, ...]:
    if change.kind != "grade_added":
        return ()
    if change.official:
        return ("Confirmed by the report, with grades added to what we told you before.",)
    return ("Grades added to a report that we told you of before.",)


def _visit(change: ChangeView) -> Section:
    facts = change.facts
    letter, start, end = (facts.dates.get(key) for key in ("published", "start", "end"))
    dates = wording.span(start, end)
    verb = "Visited" if facts.kind in wording.VISITS else "Inspected"
    parts = [f"{verb} {dates}" if dates else "", _letter(letter, end or start, bool(dates)) if letter else ""]
    visited = "; ".join(filter(None, parts))
    texts = facts.priority_action_texts if change.official else ()
    who = wording.inspectorate(facts)
    listing = Listing(f"{who} names for priority action:", tuple(plain(text) for text in texts)) if texts else None
    return Section(
        change,
        (_no_grade(change), *((f"{visited}.",) if visited else ()), *_theme(facts)),
        listing=listing,
        notes=_improvement(facts),
    )


def _letter(letter: PartialDate, after: PartialDate | None, follows: bool) -> str:
    return f"letter {wording.follow_up(letter, after)}" if follows else f"Letter {letter.spoken()}"


def _no_grade(change: ChangeView) -> str:
    """A visit changes no grade, so the grade that stands is worth a clause."""
    previous = change.previous
    grade = previous.judgements.get("overall") if previous else None
    on = concluded(previous) if previous else None
    if grade is None:
        return "Not a graded inspection."
    since = f" ({PartialDate(on.iso[:7]).spoken()})" if on else ""
    return f"Not a graded inspection; last grade stays {wording.GRADE[grade]}{since}."


def _improvement(facts: Facts) -> tuple[str, ...]:
    number = facts.areas_for_improvement
    if number is None:
        return ()
    said = wording.count(number, "area for improvement", "areas for improvement")
    return (f"Also {said}." if facts.priority_actions else f"{said[:1].upper()}{said[1:]}.",)


def _published(facts: Facts, now: datetime) -> tuple[str, ...]:
    published = facts.dates.get("published")
    if published is None:
        return ()
    today = published.precision == "day" and published.earliest == london_day(now)
    when = f"today, {published.spoken()}" if today else wording.on(published)
    who = wording.inspectorate(facts)
    return (f"{who} published {'their' if ' and ' in who else 'its'} report {when}.",)


def _inspected(facts: Facts) -> tuple[str, ...]:
    dates = wording.span(facts.dates.get("start"), facts.dates.get("end"))
    return (f"Inspected {dates}{_framework(facts)}.",) if dates else ()


def _framework(facts: Facts) -> str:
    name = wording.FRAMEWORK.get(facts.kind) if facts.kind else None
    return f" ({name})" if name else ""


def _theme(facts: Facts) -> tuple[str, ...]:
    theme = plain(facts.theme, 80)
    return (f"Theme: {theme}.",) if theme else ()
