"""Are these one inspection or visit?

Anchored on the dates of fieldwork where they are given. Otherwise on what the outcome was and on when it can have
been published; two graded inspections of one authority lie years apart, two visits at least months.
"""

from __future__ import annotations

from collections.abc import Mapping

from parsers.claims import Claim
from parsers.model import Facts, Kind
from parsers.partial_date import Window
from parsers.sameness.likeness import Candidate, Likeness, unlike, weigh
from parsers.timing import timing

_GROUP: Mapping[Kind, str] = {
    "ilacs_standard": "graded",
    "ilacs_short": "graded",
    "sif": "single",
    "focused_visit": "visit",
    "monitoring_visit": "visit",
    "jtai": "joint",
    "area_send": "send",
    "area_send_monitoring": "send monitoring",
    "hmip_youth_justice": "youth justice",
}
# Press dates for one fieldwork differ by a weekend or a bank holiday.
FIELDWORK_SLACK_DAYS = 6
# How long after publication a story without dates still means that report rather than another one.
RECALL_DAYS: Mapping[str, int] = {"graded": 240, "single": 240, "send": 240, "visit": 45, "joint": 120}
# Two reports within so many days are of one publication, even where they differ on what it says.
ONE_PUBLICATION_DAYS = 31
# An authority is inspected once at a time: a second announcement within so many days is of the same inspection. The
# widest on record lay between the first days of two parts, 105 (Devon, 2024 to 2025); monitoring visits come every four
# months, 119 days apart in the middle.
ONE_AT_A_TIME_DAYS: Mapping[str, int] = {"graded": 150, "single": 150, "send": 120}
_VISITS: frozenset[Kind | None] = frozenset(["focused_visit", "monitoring_visit"])


def compare(claim: Claim, candidate: Candidate) -> Likeness:
    """How surely the claim speaks of the candidate inspection."""
    again = _told_anew(claim, candidate)
    conflict = _kind_conflict(claim, candidate) or (None if again else _fieldwork_conflict(claim, candidate))
    if conflict is None and not again and not _same_fieldwork(claim, candidate):
        conflict = _visit_conflict(claim, candidate) or _time_conflict(claim, candidate)
        if conflict is None and not _same_publication(claim, candidate):
            conflict = _outcome_conflict(claim, candidate)
    if conflict is not None:
        return unlike(conflict)
    facts, known = claim.facts, candidate.facts
    return weigh(
        0.35 if claim.role == "retrospective" else 0.3,
        (_same_fieldwork(claim, candidate), 0.5, "the same days of fieldwork"),
        (_dates_agree(claim, candidate, "start"), 0.3, "fieldwork dates agree"),
        (_dates_agree(claim, candidate, "published"), 0.3, "publication dates agree"),
        (claim.loosely_dated, 0.2, "the date given falls in its time"),
        (_same_overall(claim, candidate), 0.15, "the same overall judgement"),
        (_same_areas(claim, candidate), 0.15, "the same judgements"),
        (bool(facts.priority_actions) and facts.priority_actions == known.priority_actions, 0.15, "as many actions"),
        (facts.kind is not None and facts.kind == known.kind, 0.1, "the same kind of inspection"),
        (claim.tells_outcome and candidate.phase != "published", 0.2, "its outcome was awaited"),
        (_close_in_time(claim, candidate), 0.2, "published at about the same time"),
        (_both_ahead(claim, candidate), 0.3, "both tell of one that is to come"),
        (again, 0.3, "put off, or come back for its second part"),
        (_latest_known(claim, candidate), 0.1, "recalled without a date"),
    )


def _group(kind: Kind | None, claim_type: str | None = None, outcome: bool = False) -> str | None:
    if kind is not None:
        return _GROUP.get(kind, "other")
    if outcome:
        return "send"
    return {"judgement": "graded or single", "visit_outcome": "visit"}.get(claim_type or "")


def _kind_conflict(claim: Claim, candidate: Candidate) -> str | None:
    mine = _group(claim.facts.kind, claim.type, "outcome" in claim.facts.judgements)
    theirs = _group(
        candidate.facts.kind,
        _told_type(candidate),
        "outcome" in candidate.facts.judgements,
    )
    if mine is None or theirs is None or mine == theirs:
        return None
    if "graded or single" in (mine, theirs) and {mine, theirs} & {"graded", "single"}:
        return None
    return f"a {mine} inspection is not a {theirs} one"


def _told_type(candidate: Candidate) -> str | None:
    if candidate.facts.judgements or "judgement" in candidate.types:
        return "judgement"
    return "visit_outcome" if "visit_outcome" in candidate.types else None


def _visit_conflict(claim: Claim, candidate: Candidate) -> str | None:
    """An authority has focused visits or, while it is inadequate, monitoring visits: one is not the other."""
    mine, theirs = claim.facts.kind, candidate.facts.kind
    return f"a {mine} is not a {theirs}" if {mine, theirs} == _VISITS else None


def _both_ahead(claim: Claim, candidate: Candidate) -> bool:
    if claim.type != "inspection_announced" or candidate.phase not in ("announced", "scheduled"):
        return False
    return claim.role != "retrospective" and timing(claim).start.overlaps(candidate.timing.start)


def _told_anew(claim: Claim, candidate: Candidate) -> bool:
    """Told with later days than those announced, while its outcome is still awaited: put off, or in two parts.

    Of an outcome this is believed only where the kind is such that two of them can't lie so close together.
    """
    if candidate.phase not in ("announced", "scheduled"):
        return False
    mine, theirs = claim.facts.dates.get("start"), candidate.facts.dates.get("start")
    if mine is None or theirs is None or mine.latest < theirs.earliest:
        return False
    group = _group(candidate.facts.kind or claim.facts.kind) or ""
    if claim.tells_outcome:
        return group in ONE_AT_A_TIME_DAYS and Window.of(mine).overlaps(Window.of(theirs), ONE_AT_A_TIME_DAYS[group])
    if claim.type != "inspection_announced" or claim.role == "retrospective":
        return False
    return Window.of(mine).overlaps(Window.of(theirs), ONE_AT_A_TIME_DAYS.get(group, 45))


def _same_publication(claim: Claim, candidate: Candidate) -> bool:
    """Told as news at about the time at which the candidate came out: one report, whatever is said of it."""
    if not claim.tells_outcome or claim.role != "new" or candidate.phase != "published":
        return False
    mine, theirs = timing(claim).published, candidate.timing.published
    spans = (mine.days, theirs.days)
    return all(span is not None and span <= 62 for span in spans) and mine.overlaps(theirs, ONE_PUBLICATION_DAYS)


def _fieldwork_conflict(claim: Claim, candidate: Candidate) -> str | None:
    """Both give their first day and the days lie apart."""
    mine, theirs = claim.facts.dates.get("start"), candidate.facts.dates.get("start")
    if mine is None or theirs is None:
        return None
    slack = FIELDWORK_SLACK_DAYS if mine.precision == theirs.precision == "day" else 0
    if Window.of(mine).overlaps(Window.of(theirs), slack):
        return None
    if Window.of(mine).overlaps(_days(candidate.facts)) or Window.of(theirs).overlaps(_days(claim.facts)):
        # "In February" of a visit from 31 January to 1 February.
        return None
    return f"fieldwork began {mine.spoken()}, not {theirs.spoken()}"


def _days(facts: Facts) -> Window:
    """From the first day of fieldwork to its last; the first alone where no last one is given."""
    start, end = facts.dates["start"], facts.dates.get("end", facts.dates["start"])
    return Window(start.earliest, max(start.latest, end.latest))


def _same_fieldwork(claim: Claim, candidate: Candidate) -> bool:
    mine, theirs = claim.facts.dates.get("start"), candidate.facts.dates.get("start")
    if mine is None or theirs is None or mine.precision != "day" or theirs.precision != "day":
        return False
    return Window.of(mine).overlaps(Window.of(theirs), FIELDWORK_SLACK_DAYS)


def _outcome_conflict(claim: Claim, candidate: Candidate) -> str | None:
    for area, grade in claim.facts.judgements.items():
        known = candidate.facts.judgements.get(area)
        if known is not None and known != grade and not claim.correction:
            return f"{area}: {grade}, not {known}"
    mine, theirs = claim.facts.priority_actions, candidate.facts.priority_actions
    if mine is not None and theirs is not None and (mine == 0) != (theirs == 0) and not claim.correction:
        return f"{mine} areas for priority action, not {theirs}"
    return None


def _time_conflict(claim: Claim, candidate: Candidate) -> str | None:
    when, known = timing(claim), candidate.timing
    if claim.loosely_dated:
        dated = Window.of(claim.facts.dates["published"])
        return None if dated.overlaps(known.life) else "the date given is not in its time"
    if not when.start.overlaps(known.start, 3):
        return "its fieldwork was at another time"
    if when.published.overlaps(known.published, 3):
        return None
    return None if _close_in_time(claim, candidate) else "it was published at another time"


def _dates_agree(claim: Claim, candidate: Candidate, key: str) -> bool:
    mine, theirs = claim.dates.get(key), {str(k): v for k, v in candidate.facts.dates.items()}.get(key)
    if mine is None:
        return False
    known = candidate.timing.start if key == "start" else candidate.timing.published
    if theirs is None:
        return known != Window() and Window.of(mine).overlaps(known)
    if key == "start" and mine.precision != "day":
        return Window.of(mine).overlaps(_days(candidate.facts))
    return mine.agrees(theirs)


def _same_overall(claim: Claim, candidate: Candidate) -> bool:
    overall = claim.facts.judgements.get("overall")
    return overall is not None and overall == candidate.facts.judgements.get("overall")


def _same_areas(claim: Claim, candidate: Candidate) -> bool:
    areas = set(claim.facts.judgements) & set(candidate.facts.judgements) - {"overall"}
    return bool(areas)


def _close_in_time(claim: Claim, candidate: Candidate) -> bool:
    """The story stands within the time in which an undated report on this outcome is still current."""
    if "start" in claim.facts.dates or not claim.tells_outcome or claim.seen.latest is None:
        return False
    group = _group(candidate.facts.kind, "judgement" if candidate.facts.judgements else "visit_outcome") or "visit"
    days = RECALL_DAYS.get(group, 120)
    published = candidate.timing.published
    current = Window(published.earliest, published.latest).shifted(-3, days)
    told = claim.facts.dates.get("published")
    return Window.of(told).overlaps(current) if told else claim.seen.overlaps(current)


def _latest_known(claim: Claim, candidate: Candidate) -> bool:
    return claim.role == "retrospective" and not claim.facts.dates and candidate.phase == "published"
