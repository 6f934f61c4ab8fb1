"""When a change of post takes effect."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.cues import Hit
from parsers.partial_date import PartialDate
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.leadership_tense import Tense
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

_ANNOUNCED = re.compile(r"\b(?:statement|confirm\w*|announc\w*|said|reveal\w*|emerg\w*|issued)\b")
_FOLLOWING = re.compile(r"\b(?:follow\w*|after|amid|since|ahead of)\b[^,;]*$|\b(?:which|where)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\blast\b|\bago\b")


def date_of(
    context: Context, sentence: Sentence, hit: Hit, reach: tuple[int, int], tense: Tense
) -> DateExpression | None:
    """A day to come, else the date that stands nearest to the change at `hit`, first after it; within `reach`."""
    start, end = reach
    known = [date for date in context.dates_in(sentence) if date.first and start <= date.start < end]
    if not hit.text.startswith("in post") and not hit.text.startswith(("filling", "holding", "acting")):
        known = [date for date in known if date.relation != "since"]
    if tense in ("future", "present"):
        known = [_ahead(context, date) for date in known]
    known = [
        date
        for date in known
        if timing(date.first, context.published) == "future" or not _dates_another(sentence, hit, date)
    ]
    coming = [date for date in known if timing(date.first, context.published) == "future"]
    if coming:
        return coming[0]
    after = [date for date in known if date.end > hit.start]
    return after[0] if after else (known[-1] if known else None)


def _ahead(context: Context, date: DateExpression) -> DateExpression:
    """ "Is leaving in March", written in January: the March that comes, where no year is said."""
    first = date.first
    if (
        first is None
        or _YEAR.search(date.text)
        or timing(first, context.published) != "old"
        or first.precision == "year"
    ):
        return date
    try:
        moved = PartialDate(f"{first.earliest.year + 1:04d}{first.iso[4:]}")
    except ValueError:
        return date
    return replace(date, first=moved, last=None) if timing(moved, context.published) == "future" else date


def _dates_another(sentence: Sentence, hit: Hit, date: DateExpression) -> bool:
    """True for the day of the announcement, and of what the change follows ("... follows a visit in July")."""
    low, begin = sentence.low, sentence.start
    if date.end <= hit.start:
        return bool(_ANNOUNCED.search(low[date.end - begin : hit.start - begin]))
    return bool(_FOLLOWING.search(low[hit.end - begin : date.start - begin]))
