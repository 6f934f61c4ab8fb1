"""What an episode comes to as facts: grades, dates, counts, the kind of inspection, each with its place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from parsers.model import Area, DateKey, Facts, Grade, Inspectorate, Kind, Mention, MentionType, Role, SendOutcome, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.context import Context
from parsers.reader.date_keys import KeyedDate, keyed_dates
from parsers.reader.episodes import Episode
from parsers.reader.findings import inspectors_in, listed_actions
from parsers.reader.grades import areas_of, spread
from parsers.reader.sentences import Sentence
from parsers.reader.statements import VISITS, Service, Statement

# The single inspection framework ran from November 2013; its last reports came out early in 2018.
SIF = Window(date(2013, 11, 1), date(2017, 12, 31))
# From 2018 to 2022 children in care and care leavers were judged together; the framework before had each apart.
ILACS = 2018
# By July 2026 all reports on inspections begun before April, the last with an overall grade, had come out.
ONLY_NEW = date(2026, 7, 1)
INSPECTORATES: dict[Service, Inspectorate] = {"children": "Ofsted", "send": "Ofsted/CQC", "youth": "HMIP"}


def mention_of(
    context: Context,
    episode: Episode,
    kind_of_mention: MentionType,
    role: Role,
    others: list[tuple[Episode, Role | None]],
) -> Mention:
    """The episode as a mention, with its facts and the place of each. `others` are those told beside it."""
    kind = _kind(context, episode, kind_of_mention, [other for other, _ in others])
    dates, evidence = _dates(context, episode, kind, kind_of_mention)
    judgements = _judgements(context, episode, dates)
    previous = _previous(episode, role, others) if kind_of_mention == "judgement" else None
    counts = {what: count for item in episode.statements for what, count in item.counts.items()}
    best = _best(episode, kind_of_mention)
    for item in episode.statements:
        for area, hit in item.verdict.places.items():
            if area in judgements:
                evidence.setdefault(f"judgements.{area}", Span(hit.start, hit.end, "grade"))
        for what, count in item.counts.items():
            evidence.setdefault(what, Span(count.start, count.end, "count"))
        if item.kind_place:
            evidence.setdefault("kind", Span(item.kind_place.start, item.kind_place.end, "named"))
    texts: tuple[str, ...] = ()
    if kind_of_mention == "visit_outcome" and "priority_actions" not in counts and role == "new":
        listed = listed_actions(context)
        texts = tuple(item.text for item in listed)
        if listed:
            evidence["priority_actions"] = Span(listed[0].start, listed[-1].end, "listed")
    number = counts["priority_actions"].value if "priority_actions" in counts else (len(texts) or None)
    inspectors = inspectors_in(context.sentences) if kind_of_mention == "visit_outcome" and role == "new" else ()
    facts = Facts(
        inspectorate=INSPECTORATES[episode.service],
        kind=kind,
        judgements=judgements,
        previous_overall=previous,
        priority_actions=number,
        areas_for_improvement=counts["areas_for_improvement"].value if "areas_for_improvement" in counts else None,
        theme=_theme(context, episode) if kind in VISITS or kind_of_mention == "visit_outcome" else None,
        dates=dates,
        priority_action_texts=texts,
        inspectors=inspectors,
    )
    return Mention(
        type=kind_of_mention,
        role=role,
        authority=episode.authority,
        facts=facts,
        span=context.span(best.sentence, f"inspection.{kind_of_mention}"),
        confidence=_confidence(episode, role),
        evidence=evidence,
        window=_window(context, episode, role),
        correction=role == "new" and _is_corrected(context),
    )


def _is_corrected(context: Context) -> bool:
    """True where the article says that an earlier version of it was wrong."""
    notice = context.lexicon.cue("inspection.correction.notice")
    return any(notice.within(sentence) for sentence in context.sentences)


def _best(episode: Episode, kind: MentionType) -> Statement:
    """The statement that says most plainly what the mention is."""

    def worth(item: Statement) -> tuple[int, ...]:
        return (
            not item.maybe,
            kind == "judgement" and item.graded,
            len(item.counts) if kind == "visit_outcome" else 0,
            kind == "inspection_announced" and item.announced,
            len(item.verdict.judgements),
            len(item.dates),
            -item.sentence.index,
        )

    return max(episode.statements, key=worth)


def _judgements(
    context: Context, episode: Episode, dates: dict[DateKey, PartialDate]
) -> dict[Area, Grade | SendOutcome]:
    found: dict[Area, Grade | SendOutcome] = {}
    whole: Grade | None = None
    for item in episode.statements:
        if item.maybe:
            continue
        for area, grade in item.verdict.judgements.items():
            found.setdefault(area, grade)
        whole = whole or item.verdict.whole
    if episode.service == "send":
        return {area: grade for area, grade in found.items() if area == "outcome"}
    found.pop("outcome", None)
    moment = dates.get("start") or dates.get("published")
    day = moment.latest if moment else (context.published.earliest or context.published.latest)
    if whole:
        found = spread(found, whole, day)
    if "overall" not in areas_of(_inspected_by(dates)) and len(found) > 1:
        found.pop("overall", None)
    return _in_framework(found, day, moment is not None)


def _inspected_by(dates: dict[DateKey, PartialDate]) -> date | None:
    """A day that the inspection surely began on or before; None where that may be under any framework."""
    if "start" in dates:
        return dates["start"].earliest
    published = dates.get("published")
    return published.earliest if published and published.earliest >= ONLY_NEW else date(2018, 1, 1)


def _in_framework(
    found: dict[Area, Grade | SendOutcome], day: date | None, dated: bool
) -> dict[Area, Grade | SendOutcome]:
    """Children in care and care leavers are one judgement before 2023 and two from then on."""
    apart = "in_care" in areas_of(day)
    if day is None:
        return found
    if apart and "in_care_and_care_leavers" in found:
        grade = found.pop("in_care_and_care_leavers")
        found.setdefault("in_care", grade)
        found.setdefault("care_leavers", grade)
    if (
        not apart
        and dated
        and day.year >= ILACS
        and found.get("in_care")
        and found.get("in_care") == found.get("care_leavers")
    ):
        found["in_care_and_care_leavers"] = found.pop("in_care")
        del found["care_leavers"]
    return found


def _previous(episode: Episode, role: Role, others: list[tuple[Episode, Role | None]]) -> Grade | None:
    explicit = next((i.verdict.previous for i in episode.statements if i.verdict.previous and not i.maybe), None)
    if explicit or role != "new":
        return explicit
    earlier: list[tuple[str, Grade]] = []
    for other, other_role in others:
        if other is episode or other.authority != episode.authority or other.service != episode.service:
            continue
        overall = next(
            (i.verdict.whole or i.verdict.judgements.get("overall") for i in other.statements if i.graded), None
        )
        if overall and other_role in ("retrospective", "state"):
            moment = other.date("published") or other.date("start")
            if moment:
                earlier.append((moment.value.iso, cast(Grade, overall)))
    return max(earlier)[1] if earlier else None


def _kind(context: Context, episode: Episode, mention: MentionType, others: list[Episode]) -> Kind | None:
    named = episode.kind or (_common_kind(context) if not episode.graded and not episode.first.full else None)
    if episode.service == "youth":
        return "hmip_youth_justice"
    if episode.service == "send":
        return named if named in ("area_send", "area_send_monitoring", "jtai") else "area_send"
    if named and named not in ("area_send", "hmip_youth_justice"):
        return named
    if mention == "visit_outcome" or (mention == "inspection_announced" and _days(episode) == 2):
        return _visit_kind(episode, others)
    return _full_kind(episode)


def _introduction(context: Context) -> list[Sentence]:
    """What stands before the sections of a round-up and holds for all of them."""
    first = context.sections[0][0] if context.sections else 0
    return [sentence for sentence in context.sentences if sentence.start < first]


def _common_kind(context: Context) -> Kind | None:
    """The kind of visit that a round-up is about."""
    cue = context.lexicon.cue("inspection.kind")
    texts = [*_introduction(context), *([context.headline] if context.headline and context.sections else [])]
    found = {hit.label for text in texts for hit in cue.every(text)} & VISITS
    return cast(Kind, found.pop()) if len(found) == 1 else None


def _common_publication(context: Context) -> KeyedDate | None:
    """The day on which all letters of a round-up came out."""
    found = [item for text in _introduction(context) for item in keyed_dates(context, text) if item.key == "published"]
    return found[0] if len(found) == 1 else None


def _visit_kind(episode: Episode, others: list[Episode]) -> Kind | None:
    """Authorities judged inadequate get monitoring visits, all others focused ones."""
    if episode.counted:
        return "focused_visit"
    standing = _grade_before(episode, others)
    if standing == "inadequate":
        return "monitoring_visit"
    return "focused_visit" if standing else None


def _grade_before(episode: Episode, others: list[Episode]) -> str | None:
    graded = [
        other
        for other in others
        if other.authority == episode.authority and other.service == "children" and other.graded
    ]
    last: tuple[str, str] | None = None
    moment = episode.date("start") or episode.date("published")
    for other in graded:
        when = other.date("published") or other.date("start")
        iso = when.value.iso if when else "0"
        overall = next(
            (i.verdict.whole or i.verdict.judgements.get("overall") for i in other.statements if i.graded), None
        )
        if (
            overall
            and (moment is None or iso[: len(moment.value.iso)] <= moment.value.iso)
            and (last is None or iso >= last[0])
        ):
            last = (iso, overall)
    return last[1] if last else None


def _full_kind(episode: Episode) -> Kind | None:
    for item in episode.statements:
        if item.weeks == 2:
            return "ilacs_standard"
    start, end = episode.date("start"), episode.date("end")
    if start and end and start.value.precision == end.value.precision == "day":
        length = (end.value.earliest - start.value.earliest).days + 1
        if 11 <= length <= 13:
            return "ilacs_standard"
        if 4 <= length <= 6:
            return "ilacs_short"
    if any(item.weeks == 1 for item in episode.statements):
        return "ilacs_short"
    moment = episode.date("published") or start
    if (
        moment
        and SIF.earliest
        and SIF.latest
        and SIF.earliest <= moment.value.latest
        and moment.value.latest <= SIF.latest
    ):
        return "sif"
    return None


def _days(episode: Episode) -> int | None:
    return next((item.days for item in episode.statements if item.days), None)


def _dates(
    context: Context, episode: Episode, kind: Kind | None, mention: MentionType
) -> tuple[dict[DateKey, PartialDate], dict[str, Span]]:
    dates: dict[DateKey, PartialDate] = {}
    evidence: dict[str, Span] = {}
    for key, value in episode.dates():
        dates[key] = value
        item = episode.date(key)
        if item:
            evidence[f"dates.{key}"] = Span(item.expression.start, item.expression.end, item.expression.basis)
    common = _common_publication(context) if context.sections and "published" not in dates else None
    if common and mention == "visit_outcome" and not episode.first.recalled and "start" in dates:
        dates["published"] = common.value
        evidence["dates.published"] = Span(common.expression.start, common.expression.end, common.expression.basis)
    _derive_end(episode, kind, dates)
    start = dates.get("start")
    if mention == "judgement" and start and start.precision == "year" and "published" not in dates:
        # "In 2019 it was rated good" dates the rating, however the sentence goes on.
        dates["published"] = dates.pop("start")
        evidence["dates.published"] = evidence.pop("dates.start")
        dates.pop("end", None)
    if mention == "judgement" and "report_expected" in dates and "published" not in dates:
        del dates["report_expected"]
    return dates, evidence


def _derive_end(episode: Episode, kind: Kind | None, dates: dict[DateKey, PartialDate]) -> None:
    """The last day where the length is said: two days for visits, Monday to Friday for a week."""
    start = dates.get("start")
    if start is None or "end" in dates:
        return
    days = _days(episode)
    weeks = next((item.weeks for item in episode.statements if item.weeks), None)
    if start.precision == "month" and (days == 2 or weeks) and "published" in dates:
        dates["end"] = start
    if start.precision != "day":
        return
    if kind in VISITS and days:
        dates["end"] = PartialDate.of(start.earliest + timedelta(days=days - 1))
    elif weeks == 1 and start.earliest.weekday() == 0:
        dates["end"] = PartialDate.of(start.earliest + timedelta(days=4))


def _theme(context: Context, episode: Episode) -> str | None:
    cue = context.lexicon.cue("inspection.theme")
    for item in episode.statements:
        hit = next(iter(cue.every(item.sentence)), None)
        if hit:
            return hit.label
    return None


def _window(context: Context, episode: Episode, role: Role) -> Window:
    if any(True for _ in episode.dates()):
        return Window()
    latest = context.published.latest
    return Window(None, latest) if role in ("new", "retrospective", "state") else Window()


def _confidence(episode: Episode, role: Role) -> float:
    """How sure the reader is: several statements and a date make it surer, a mere inference less so."""
    base = 0.6 + 0.05 * min(len(episode.statements), 4)
    base += 0.1 if any(True for _ in episode.dates()) else 0.0
    return round(min(base + (0.1 if role == "new" and episode.first.fresh else 0.0), 0.98), 2)
