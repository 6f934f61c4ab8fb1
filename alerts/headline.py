"""The headline of a message, in our own words: what happened, to whom, and the grade before where like meets like.

`headline(changes)` is also what a replay prints. Every headline begins with the authority; a correction and a
withdrawal say so first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from alerts import comparison, wording
from alerts.correction import differences
from alerts.leadership import leadership
from alerts.model import ChangeView
from alerts.safe_text import cut, plain
from parsers.model import Action, Area, ChangeKind, Facts, Family

LONGEST_SUBJECT = 150
_FULL_SET = 4
_ACTION: Mapping[ChangeKind, Action] = {"issued": "issued", "revised": "revised", "lifted": "lifted"}


def headline(changes: Sequence[ChangeView]) -> str:
    """One line for one message; the changes belong to one authority and family. Raises ValueError without any."""
    if not changes:
        raise ValueError("a headline needs at least one change")
    first = changes[0]
    authority = plain(first.authority, 60) or "An authority"
    if all(change.kind == "corrected" for change in changes):
        return _fit(f"CORRECTION: {authority}: {'; '.join(_corrected(change) for change in changes)}")
    if all(change.kind == "retracted" for change in changes):
        return _fit(f"WITHDRAWN: {authority}: {'; '.join(map(_withdrawn, changes))}")
    confirmed = " (now confirmed)" if all(change.kind == "confirmed" for change in changes) else ""
    return _fit(f"{authority}: {'; '.join(dict.fromkeys(map(phrase, changes)))}{confirmed}{_late(changes)}")


def phrase(change: ChangeView) -> str:
    """What one change says, without the authority and without what is said once for the whole message."""
    return _PHRASE[change.family](change)


def under_way(change: ChangeView) -> str:
    """What an announcement says on the days that it told of."""
    start, end = change.facts.dates.get("start"), change.facts.dates.get("end")
    when = f", {wording.span(start, end)}" if end else f" since {start.spoken()}" if start else ""
    return f"{_coming(change.facts)} under way{when}"


def lapsed(change: ChangeView) -> str:
    """What an announcement says once its days are over and nobody told how it came out."""
    told = "was scheduled" if change.kind == "scheduled" else "was announced"
    return f"{_coming(change.facts)} {told}{_for(change.facts)}; no outcome known"


def _fit(line: str) -> str:
    return cut(line, LONGEST_SUBJECT)


def _late(changes: Sequence[ChangeView]) -> str:
    late = [change for change in changes if change.learnt_late]
    if not late:
        return ""
    dates = late[0].facts.dates
    published, effective = dates.get("published"), dates.get("effective")
    if published:
        return f" (learnt late: published {published.spoken()})"
    return f" (learnt late: {effective.spoken()})" if effective else " (learnt late)"


def _corrected(change: ChangeView) -> str:
    if change.stands:
        return f"{phrase(change)}: stands after all"
    found = differences(change.before, change.facts) if change.before else ()
    if not found:
        return f"{phrase(change)}: details put right"
    more = f" and {len(found) - 2} more" if len(found) > 2 else ""
    return "; ".join(map(str, found[:2])) + more


def _withdrawn(change: ChangeView) -> str:
    """What we had said: the facts before, for those after a withdrawal say nothing."""
    return phrase(replace(change, facts=change.before)) if change.before else phrase(change)


def _inspection(change: ChangeView) -> str:
    if change.kind in _COMING:
        return _COMING[change.kind](change)
    facts = change.facts
    if added := _added(change):
        return added
    if "outcome" in facts.judgements:
        return _send_outcome(facts, change.previous)
    if facts.judgements:
        return _judgement(facts, change.previous)
    if facts.kind in wording.UNGRADED or facts.priority_actions is not None:
        return _visit(facts)
    if change.kind == "published" or "published" in facts.dates:
        return f"{_inspector(facts)}{wording.INSPECTION[facts.kind]} report published"
    return _announced(change)


def _added(change: ChangeView) -> str:
    """`3 more judgements: leaders Inadequate, …` where only areas came to an outcome that was told before."""
    if change.kind != "grade_added" or change.before is None or not change.before.judgements:
        return ""
    new = [area for area in change.facts.judgements if area not in change.before.judgements]
    if not new or "overall" in new or "outcome" in new:
        return ""
    ordered = [area for area in comparison.PRACTICE_AREAS if area in new]
    return f"{wording.count(len(ordered), 'more judgement', 'more judgements')}: {_named(change.facts, ordered)}"


def _named(facts: Facts, areas: Sequence[Area]) -> str:
    return ", ".join(f"{wording.AREA_IN_A_SENTENCE[area]} {wording.GRADE[facts.judgements[area]]}" for area in areas)


def _judgement(facts: Facts, previous: Facts | None) -> str:
    subject = {"hmip_youth_justice": "youth justice service "}.get(facts.kind or "", "")
    if facts.inspectorate == "CQC":
        subject = "CQC assessment: "
    if "overall" in facts.judgements:
        before = comparison.overall_before(facts, previous)
        was = f" (was {wording.GRADE[before]})" if before else ""
        return f"{subject}{wording.GRADE[facts.judgements['overall']]}{was}"
    note = {
        "not_given": "no overall since April 2026",
        "not_known": "no overall reported",
    }[comparison.overall(facts)]
    return f"{subject}{_areas(facts)} ({note})"


def _areas(facts: Facts) -> str:
    """`2 of 4 areas Inadequate` by the worst grade that calls for action; otherwise how many stand where."""
    areas = [area for area in comparison.PRACTICE_AREAS if area in facts.judgements]
    if len(areas) < _FULL_SET:
        return _named(facts, areas)
    grades = [facts.judgements[area] for area in areas]
    counts = Counter(grades)
    worst = max(counts, key=wording.BEST_FIRST.index)
    if counts[worst] == len(grades):
        return f"all {len(grades)} areas {wording.GRADE[worst]}"
    if worst in ("inadequate", "requires_improvement"):
        return f"{counts[worst]} of {len(grades)} areas {wording.GRADE[worst]}"
    return ", ".join(
        f"{wording.count(counts[grade], 'area', 'areas')} {wording.GRADE[grade]}"
        for grade in wording.BEST_FIRST
        if counts[grade]
    )


def _send_outcome(facts: Facts, previous: Facts | None) -> str:
    before = comparison.overall_before(facts, previous)
    was = f" (was {wording.GRADE[before].lower()})" if before else ""
    return f"area SEND inspection: {wording.GRADE[facts.judgements['outcome']].lower()}{was}"


def _visit(facts: Facts) -> str:
    name = wording.INSPECTION[facts.kind] if facts.kind in wording.UNGRADED else "visit"
    if facts.priority_actions:
        areas = wording.count(facts.priority_actions, "area for priority action", "areas for priority action")
        return f"{areas} ({name})"
    if facts.priority_actions == 0:
        return f"{name}, no areas for priority action"
    date = wording.when(facts.dates.get("start"), facts.dates.get("end"))
    return " ".join(filter(None, (f"{_inspector(facts)}{name}", date))) + ", no grade"


def _announced(change: ChangeView) -> str:
    """What is coming, as loosely as it was said: whether a visit will be a monitoring visit is often inferred."""
    facts = change.facts
    when = wording.span(facts.dates.get("start"), facts.dates.get("end"))
    expected = facts.dates.get("report_expected")
    after = facts.dates.get("end") or facts.dates.get("start")
    report = f"; report expected {wording.follow_up(expected, after)}" if expected else ""
    if change.kind == "scheduled":
        return f"{_coming(facts)} scheduled{_for(facts)}{report}"
    return f"{_coming(facts)} {when or 'announced'}{report}"


def _for(facts: Facts) -> str:
    when = wording.span(facts.dates.get("start"), facts.dates.get("end"))
    return f" for {when}" if when else ""


def _rescheduled(change: ChangeView) -> str:
    facts, before = change.facts, change.before
    to = wording.span(facts.dates.get("start"), facts.dates.get("end"))
    old = wording.span(before.dates.get("start"), before.dates.get("end")) if before else ""
    moved = f"moved to {to}" if to else "put off"
    return f"{_coming(facts)} {moved}" + (f" (was {old})" if old and old != to else "")


def _cancelled(change: ChangeView) -> str:
    known = change.before if change.before and not change.facts.dates else change.facts
    when = wording.span(known.dates.get("start"), known.dates.get("end"))
    return f"{_coming(change.facts)} {f'of {when} ' if when else ''}cancelled"


def _coming(facts: Facts) -> str:
    return f"{_inspector(facts)}{'visit' if facts.kind in wording.VISITS else wording.INSPECTION[facts.kind]}"


def _inspector(facts: Facts) -> str:
    """`Ofsted `, or nothing where the name of the inspection says enough."""
    named = facts.kind in ("jtai", "area_send", "area_send_monitoring")
    return "" if named else f"{wording.inspectorate(facts)} "


def _intervention(change: ChangeView) -> str:
    action = _ACTION.get(change.kind) or change.facts.action or "issued"
    said = wording.intervention(change.facts, action, planned=change.kind in ("announced", "scheduled"))
    return f"{said}: cancelled" if change.kind == "cancelled" else said


def _activity(change: ChangeView) -> str:
    what = plain(change.facts.what, 80) or "improvement activity reported"
    partner = plain(change.facts.partner, 60)
    said = f"{what}: {partner}" if partner and partner.lower() not in what.lower() else what
    return f"{said}{_STATE.get(change.kind, '')}"


def _funding(change: ChangeView) -> str:
    facts = change.facts
    what = plain(facts.what, 80)
    if facts.amount_gbp is None:
        said = what or "funding for children’s services"
    else:
        said = wording.money(facts.amount_gbp, facts.per) + (f": {what}" if what else " for children’s services")
    return f"{said}{_STATE.get(change.kind, '')}"


_COMING: Mapping[ChangeKind, Callable[[ChangeView], str]] = {
    "announced": _announced,
    "scheduled": _announced,
    "rescheduled": _rescheduled,
    "cancelled": _cancelled,
}
_STATE: Mapping[ChangeKind, str] = {
    "announced": " (planned)",
    "scheduled": " (planned)",
    "cancelled": " (cancelled)",
}
_PHRASE: Mapping[Family, Callable[[ChangeView], str]] = {
    "inspection": _inspection,
    "intervention": _intervention,
    "leadership": leadership,
    "activity": _activity,
    "funding": _funding,
}
