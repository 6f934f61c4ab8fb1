"""The outcome of an area SEND inspection: one of three sentences, and what is to follow from it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parsers.model import SendOutcome
from parsers.official.grades import Graded
from parsers.official.layout import PagedText, plain

_SECTION = re.compile(r"^[ \t]*(?:inspection )?outcome[ \t]*$", re.IGNORECASE | re.MULTILINE)
_SECTION_ENDS = re.compile(r"^[ \t]*(?:information about|what is it like)\b", re.IGNORECASE | re.MULTILINE)
_SENTENCES: Mapping[SendOutcome, re.Pattern[str]] = {
    "positive": re.compile(r"typically\s+lead\s+to\s+positive\s+experiences[^.]*", re.IGNORECASE),
    "inconsistent": re.compile(r"leads?\s+to\s+inconsistent\s+experiences[^.]*", re.IGNORECASE),
    "systemic_failings": re.compile(r"widespread\s+and/?\s*or\s+systemic\s+failings[^.]*", re.IGNORECASE),
}
# What each outcome is followed by, as the same section says.
_NEXT: Mapping[SendOutcome, re.Pattern[str]] = {
    "positive": re.compile(r"within\s+approximately\s+(?:five|5)\s+years", re.IGNORECASE),
    "inconsistent": re.compile(r"within\s+approximately\s+(?:three|3)\s+years", re.IGNORECASE),
    "systemic_failings": re.compile(
        r"monitoring\s+inspection\s+will|18\s+months|within\s+approximately\s+(?:three|3)\s+years", re.I
    ),
}


def read_outcome(text: PagedText) -> tuple[Graded | None, str | None]:
    """The outcome and where it stands; else why it can't be told."""
    section = _SECTION.search(text.all)
    start = section.end() if section else 0
    over = _SECTION_ENDS.search(text.all, start)
    end = over.start() if over else min(len(text.all), start + 3_000)
    said = [(outcome, match) for outcome, cue in _SENTENCES.items() if (match := cue.search(text.all, start, end))]
    if not said:
        return None, "none of the three outcomes of area SEND inspections is stated"
    if len(said) > 1:
        return None, f"it states {' and '.join(plain(match[0])[:60] for _, match in said)}"
    outcome, match = said[0]
    follows = text.all[start:end]
    if not _NEXT[outcome].search(follows) and any(cue.search(follows) for cue in _NEXT.values()):
        return None, f"“{plain(match[0])[:80]}” does not go with when the next inspection is to be"
    return Graded("outcome", outcome, text.page(match.start()), plain(match[0])), None
