"""What an episode comes to as facts: grades, dates, counts, the kind of inspection, each with its place."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import cast

from parsers.model import Area, DateKey, Facts, Grade, Inspectorate, Kind, Mention, MentionType, Role, SendOutcome, Span
from parsers.partial_date import PartialDate
from parsers.reader.context import Context
from parsers.reader.counts import Count, counts_in
from parsers.reader.episode import Episode
from parsers.reader.findings import inspectors_in, item_text, listed_actions, lists_in
from parsers.reader.inspection_dates import dates_of, window_of
from parsers.reader.inspection_kind import kind_of
from parsers.reader.judgement_areas import areas_of, spread
from parsers.reader.sentences import Sentence
from parsers.reader.statement import VISITS, Service, Statement

# From 2018 to 2022 children in care and care leavers were judged together; the framework before had each apart.
ILACS = 2018
# By July 2026 all reports on inspections begun before April, the last with an overall grade, had come out.
# Reports come out seven weeks or more after the inspection began.
REPORTED_WITHIN = timedelta(days=49)
ONLY_NEW = date(2026, 7, 1)
# A list stands within so many sentences of what it belongs to.
_FAR = 6
_STOOD = re.compile(r"\b(?:still|remain(?:s|ed|ing)?|stay(?:s|ed)?)\b")
INSPECTORATES: dict[Service, Inspectorate] = {"children": "Ofsted", "send": "Ofsted/CQC", "youth": "HMIP"}


def mention_of(
    context: Context,
    episode: Episode,
    kind_of_mention: MentionType,
    role: Role,
    others: list[tuple[Episode, Role | None]],
) -> Mention:
    """The episode as a mention, with its facts and the place of each. `others` are those told beside it."""
    kind = kind_of(context, episode, kind_of_mention, [other for other, _ in others], role)
    dates, evidence = dates_of(context, episode, kind, kind_of_mention)
    judgements = _judgements(context, episode, dates, kind)
    if "adoption" in judgements and kind is None:
        # No later framework judges adoption apart.
        kind = "sif"
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
    numbers, texts = _listed(context, episode, role, kind_of_mention, counts, others, evidence)
    inspectors = inspectors_in(context.sentences) if kind_of_mention == "visit_outcome" and role == "new" else ()
    facts = Facts(
        inspectorate=INSPECTORATES[episode.service],
        kind=kind,
        judgements=judgements,
        previous_overall=previous,
        priority_actions=numbers.get("priority_actions"),
        areas_for_improvement=numbers.get("areas_for_improvement"),
        theme=_theme(context, episode) if kind in VISITS or kind_of_mention == "visit_outcome" else None,
        dates=dates,
        priority_action_texts=texts.get("priority_actions", ()),
        improvement_texts=texts.get("areas_for_improvement", ()),
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
        window=window_of(context, episode, role),
        correction=role == "new" and _is_corrected(context),
    )


def _listed(
    context: Context,
    episode: Episode,
    role: Role,
    mention: MentionType,
    counts: dict[str, Count],
    others: list[tuple[Episode, Role | None]],
    evidence: dict[str, Span],
) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """How many priority actions and improvements there are, and their texts where the article lists them."""
    numbers = {what: count.value for what, count in counts.items()}
    texts: dict[str, tuple[str, ...]] = {}
    if (
        mention not in ("visit_outcome", "judgement")
        or role not in ("new", "retrospective")
        or episode.service == "youth"
    ):
        return numbers, texts
    for found in lists_in(context):
        if not _heads(found.heading, episode, role, others):
            continue
        said = counts_in(found.heading).get(found.what, len(found.items))
        if numbers.setdefault(found.what, said) == len(found.items):
            texts[found.what] = tuple(item_text(item) for item in found.items)
            evidence.setdefault(found.what, Span(found.items[0].start, found.items[-1].end, "listed"))
    if mention == "visit_outcome" and role == "new" and "priority_actions" not in numbers:
        plain = listed_actions(context)
        if plain:
            numbers["priority_actions"] = len(plain)
            texts["priority_actions"] = tuple(item.text for item in plain)
            evidence["priority_actions"] = Span(plain[0].start, plain[-1].end, "listed")
    return numbers, texts


def _heads(heading: Sentence, episode: Episode, role: Role, others: list[tuple[Episode, Role | None]]) -> bool:
    """True where the list belongs to this inspection: the news or a graded one near it, else the last spoken of."""

    def weight(one: Episode, its_role: Role | None) -> tuple[bool, bool, int] | None:
        told = [item.sentence.index for item in one.statements if item.sentence.index <= heading.index]
        if not told or heading.index - max(told) > _FAR:
            return None
        return its_role == "new", one.graded, max(told)

    own = weight(episode, role)
    if own is None:
        return False
    return all((weight(other, its) or own) <= own for other, its in others if other is not episode)


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
    context: Context, episode: Episode, dates: dict[DateKey, PartialDate], kind: Kind | None
) -> dict[Area, Grade | SendOutcome]:
    found: dict[Area, Grade | SendOutcome] = {}
    whole: Grade | None = None
    rest: Grade | None = None
    apart: int | None = None
    partial = False
    for item in episode.statements:
        if item.maybe:
            continue
        for area, grade in item.verdict.judgements.items():
            found.setdefault(area, grade)
        if whole is None and item.verdict.whole:
            whole, partial = item.verdict.whole, item.verdict.partial
        if rest is None and item.verdict.rest:
            rest, apart = item.verdict.rest, item.verdict.apart
    if episode.service == "send":
        return {area: grade for area, grade in found.items() if area == "outcome"}
    found.pop("outcome", None)
    moment = dates.get("start") or dates.get("end") or dates.get("published")
    day = moment.latest if moment else (context.published.earliest or context.published.latest)
    if day and "start" not in dates and "end" not in dates:
        day -= REPORTED_WITHIN
    found = _given_to_all(found, whole, partial, day)
    if apart is not None and sum(grade != rest for area, grade in found.items() if area != "overall") != apart:
        # "Good in three of four areas": which ones is told only where the others are named.
        rest = None
    if rest and found:
        found = {**{area: grade for area, grade in spread({}, rest, day).items() if area != "overall"}, **found}
    if "overall" not in areas_of(_inspected_by(dates)) and len(found) > 1:
        found.pop("overall", None)
    if kind == "sif" or "adoption" in found:
        return found
    return _in_framework(found, day, moment is not None)


def _given_to_all(
    found: dict[Area, Grade | SendOutcome], whole: Grade | None, partial: bool, day: date | None
) -> dict[Area, Grade | SendOutcome]:
    """The grades with that of every area; "every judgement but one" is that of the whole where no other is named."""
    if whole is None:
        return found
    if partial and not any(grade != whole for area, grade in found.items() if area != "overall"):
        return {"overall": whole, **found}
    return spread(found, whole, day)


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
    """The grade before: as said, else that of the last earlier inspection that the article recalls."""
    said = [item.verdict for item in episode.statements if item.verdict.previous and not item.maybe]
    # "Up from inadequate, though it still requires improvement": that it stays there is said of the new grade.
    explicit = next((verdict.previous for verdict in sorted(said, key=lambda verdict: verdict.kept)), None)
    if role != "new":
        # "By 2015 they still required improvement" tells where they stood, not what the inspection before had said.
        return explicit if any(_tells_of_before(item) for item in episode.statements) else None
    if explicit:
        return explicit
    dated: list[tuple[str, Grade]] = []
    undated: set[Grade] = set()
    for other, other_role in others:
        if other is episode or other.authority != episode.authority or other.service != episode.service:
            continue
        if other_role not in ("retrospective", "state"):
            continue
        overall = _overall_of(other)
        moment = other.date("published") or other.date("start")
        if overall and moment:
            dated.append((moment.value.iso, overall))
        elif overall and other.first.recalled:
            undated.add(overall)
    if dated:
        return max(dated)[1]
    return undated.pop() if len(undated) == 1 else None


def _tells_of_before(statement: Statement) -> bool:
    """True where what is recalled says which grade it followed on; "still" and "remained" do not."""
    verdict = statement.verdict
    return bool(verdict.previous) and not (verdict.kept and _STOOD.search(statement.clause.low))


def _overall_of(episode: Episode) -> Grade | None:
    told = (i.verdict.whole or i.verdict.judgements.get("overall") for i in episode.statements if i.graded)
    return cast("Grade | None", next(told, None))


def _theme(context: Context, episode: Episode) -> str | None:
    cue = context.lexicon.cue("inspection.theme")
    for item in episode.statements:
        hit = next(iter(cue.every(item.sentence)), None)
        if hit:
            return hit.label
    return None


def _confidence(episode: Episode, role: Role) -> float:
    """How sure the reader is: several statements and a date make it surer, a mere inference less so."""
    base = 0.6 + 0.05 * min(len(episode.statements), 4)
    base += 0.1 if any(True for _ in episode.dates()) else 0.0
    return round(min(base + (0.1 if role == "new" and episode.first.fresh else 0.0), 0.98), 2)
