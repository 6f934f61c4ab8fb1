"""When an undated article came out, as far as it says so itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from datetime import date

from parsers.partial_date import Window
from parsers.reader.date_phrase import Phrase
from parsers.reader.date_words import Token
from parsers.reader.date_years import Found, shifted

_DATELINE = re.compile(r"[ \t]*(?:(?:first |last )?(?:published|updated|posted|date)\b[: ]*(?:on )?)?", re.IGNORECASE)
_NOW = frozenset(["comes", "come", "is", "it", "now", "been", "s"])
_AFTER = frozenset(["after", "since", "on"])
_ROUGH = frozenset(["around", "about", "nearly", "almost", "roughly", "some"])
_MORE = frozenset(["more", "over"])
_LOOKS_AHEAD = 60


def dateline(text: str, phrases: list[Phrase], stated: Mapping[int, Found]) -> date | None:
    """The day in a line of its own that holds nothing but a date, where there is one such line only."""
    days = set()
    for place, found in stated.items():
        phrase = phrases[place]
        if found.first.precision != "day" or found.last is not None:
            continue
        begin = text.rfind("\n", 0, phrase.start) + 1
        end = text.find("\n", phrase.end)
        rest = text[phrase.end : end if end >= 0 else len(text)]
        if not rest.strip(" \t.") and _DATELINE.fullmatch(text, begin, phrase.start):
            days.add(found.first.earliest)
    return days.pop() if len(days) == 1 else None


def elapsed_window(tokens: list[Token], phrases: list[Phrase], stated: Mapping[int, Found]) -> Window | None:
    """ "comes around a year after … July 2018", "more than a year since … August 2024": when that makes it now."""
    lefts = [phrase.left for phrase in phrases]
    for place, token in enumerate(tokens):
        if token.kind != "unit" or token.value < 30 or place + 1 >= len(tokens) or tokens[place + 1].word not in _AFTER:
            continue
        count = tokens[place - 1].value if place and tokens[place - 1].kind in ("count", "number") else 0
        lead = {item.word for item in tokens[max(0, place - 6) : place]}
        if not 0 < count <= 30 or not lead & _NOW:
            continue
        follower = bisect_left(lefts, place + 2)
        anchor = stated.get(follower)
        if anchor is None or anchor.first.precision == "year" or lefts[follower] - place > _LOOKS_AHEAD:
            continue
        days = count * token.value
        if lead & _MORE:
            # Nobody says "more than a year" when nearly two have passed.
            return Window(shifted(anchor.first.earliest, days), shifted(anchor.first.earliest, days + token.value - 31))
        slack = max(token.value // 2, 31) if lead & _ROUGH else 31
        return Window(shifted(anchor.first.earliest, days - slack), shifted(anchor.first.latest, days + slack))
    return None
