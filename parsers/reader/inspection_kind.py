"""The kind of an inspection: as named, or as its length, its framework or the grade before it tell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, cast

from parsers.cues import Hit
from parsers.model import Kind, MentionType, Role
from parsers.partial_date import Window
from parsers.reader import wording
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.episode import Episode
from parsers.reader.sentences import Sentence
from parsers.reader.statement import VISITS

# The framework that followed; re-inspections under the old one went on until the summer.
ILACS, _LAST_SIF = date(2018, 1, 1), date(2018, 9, 1)


class _Days(NamedTuple):
    earliest: date
    latest: date


# The single inspection framework ran from November 2013; its last reports came out early in 2018.
SIF = _Days(date(2013, 11, 1), date(2018, 2, 28))


def kind_of(
    context: Context, episode: Episode, mention: MentionType, others: list[Episode], role: Role | None = None
) -> Kind | None:
    """The kind of the inspection; None where neither words nor days tell it."""
    named = episode.kind or (_common_kind(context) if not episode.graded and not episode.first.full else None)
    if episode.service == "youth":
        return "hmip_youth_justice"
    if episode.service == "send":
        return named if named in ("area_send", "area_send_monitoring", "jtai") else "area_send"
    if named and named not in ("area_send", "hmip_youth_justice"):
        return named
    if mention == "visit_outcome" or (mention == "inspection_announced" and days_of(episode) == 2):
        return _visit_kind(episode, others)
    return _full_kind(context, episode, role)


def introduction(context: Context) -> list[Sentence]:
    """What stands before the sections of a round-up and holds for all of them."""
    first = context.sections[0][0] if context.sections else 0
    return [sentence for sentence in context.sentences if sentence.start < first]


def _common_kind(context: Context) -> Kind | None:
    """The kind of visit that a round-up is about."""
    cue = context.lexicon.cue("inspection.kind")
    texts = [*introduction(context), *([context.headline] if context.headline and context.sections else [])]
    found = {hit.label for text in texts for hit in cue.every(text)} & VISITS
    return cast(Kind, found.pop()) if len(found) == 1 else None


def visit_of_those_before(context: Context, clause: Clause) -> Hit | None:
    """The kind of visit that the sentence before names, where this one goes on with "the sixth and last"."""
    before = context.previous(clause.sentence)
    if before is None or "visits" not in before.low or not wording.ONE_OF_THEM.match(clause.low):
        return None
    named = next((hit for hit in context.lexicon.cue("inspection.kind").every(before) if hit.label in VISITS), None)
    return named and named._replace(start=clause.start, end=clause.start + len(clause.low.rstrip()))


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


def _full_kind(context: Context, episode: Episode, role: Role | None) -> Kind | None:
    moment = episode.date("published") or episode.date("start")
    told = Window.of(moment.value) if moment else Window()
    if told.latest is None and role == "new":
        told = context.published
    if told.latest and told.latest < SIF.earliest:
        return "other"
    if told.earliest and told.latest and SIF.earliest <= told.earliest and told.latest <= SIF.latest:
        inspected = episode.date("start")
        return "sif" if inspected is None or inspected.value.earliest < ILACS else _ilacs_kind(episode)
    if any(item.weeks == 4 for item in episode.statements):
        return "sif"
    return _ilacs_kind(episode)


def _ilacs_kind(episode: Episode) -> Kind | None:
    """Short or standard, by the days from first to last or by the weeks that are said."""
    start, end = episode.date("start"), episode.date("end")
    if start and end and start.value.precision == end.value.precision == "day":
        length = (end.value.earliest - start.value.earliest).days + 1
        if 18 <= length <= 32 and start.value.earliest < _LAST_SIF:
            return "sif"
        if 11 <= length <= 13 or 18 <= length <= 20:
            # Two weeks on site, with or without the one of preparation before them.
            return "ilacs_standard"
        if 4 <= length <= 6:
            return "ilacs_short"
    weeks = {item.weeks for item in episode.statements if item.weeks}
    if weeks & {2, 3}:
        return "ilacs_standard"
    return "ilacs_short" if 1 in weeks else None


def days_of(episode: Episode) -> int | None:
    return next((item.days for item in episode.statements if item.days), None)
