"""When a change of post takes effect."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

_ANNOUNCED = re.compile(r"\b(?:statement|confirm\w*|announc\w*|said|reveal\w*|emerg\w*|issued)\b")
_FOLLOWING = re.compile(r"\b(?:follow\w*|after|amid|since|ahead of)\b[^,;]*$")


def date_of(context: Context, sentence: Sentence, hit: Hit, reach: tuple[int, int]) -> DateExpression | None:
    """A day to come, else the date that stands nearest to the change at `hit`, first after it; within `reach`."""
    start, end = reach
    known = [date for date in context.dates_in(sentence) if date.first and start <= date.start < end]
    if not hit.text.startswith("in post"):
        known = [date for date in known if date.relation != "since"]
    known = [date for date in known if not _dates_another(sentence, hit, date)]
    coming = [date for date in known if timing(date.first, context.published) == "future"]
    if coming:
        return coming[0]
    after = [date for date in known if date.end > hit.start]
    return after[0] if after else (known[-1] if known else None)


def _dates_another(sentence: Sentence, hit: Hit, date: DateExpression) -> bool:
    """True for the day of the announcement, and of what the change follows ("... follows a visit in July")."""
    low, begin = sentence.low, sentence.start
    if date.end <= hit.start:
        return bool(_ANNOUNCED.search(low[date.end - begin : hit.start - begin]))
    return bool(_FOLLOWING.search(low[hit.end - begin : date.start - begin]))
