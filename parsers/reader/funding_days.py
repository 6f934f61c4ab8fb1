"""The days of money: those a sentence names, but for when inspectors came or reported.

"Is to pump £20m into its services after Ofsted rated them inadequate last autumn" decides nothing last autumn.
"""

from __future__ import annotations

import re

from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.roles import days_before
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_said = wordings("funding_days")
_SINCE, _FOUND = _said("since"), _said("found")
_ENDS = re.compile(r"[.;]")
_REACH = 160


def days_told(context: Context, sentence: Sentence) -> list[DateExpression]:
    """What the sentence dates of money, in its order."""
    return [date for date in context.dates_in(sentence) if not _is_of_an_inspection(sentence, date)]


def age(context: Context, sentence: Sentence) -> int:
    """How many days ago the oldest of what the sentence dates of money was; 0 where it dates nothing."""
    days = [date.first or date.last for date in days_told(context, sentence)]
    return max((days_before(day, context.published) or 0 for day in days if day is not None), default=0)


def _is_of_an_inspection(sentence: Sentence, date: DateExpression) -> bool:
    place = date.start - sentence.start
    before = _ENDS.split(sentence.low[max(0, place - _REACH) : place])[-1]
    since = _SINCE.search(before)
    return since is not None and _FOUND.search(before, since.end()) is not None
