"""When an inspection or visit was and when its report came out: printed in several places, which must agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from parsers.official.day_spans import SLOWEST, DaySpan, find_span
from parsers.official.layout import Document, plain
from parsers.official.letter_head import Letterhead, published_line
from parsers.partial_date import PartialDate

_LABEL = re.compile(
    r"^[ \t]*(?:\d[ \t]+)?(?:(?:inspection|visit)[ \t]+dates?|dates?[ \t]+of[ \t]+(?:the[ \t]+)?(?:inspection|visit))"
    r"[ \t]*:?\s*",
    re.IGNORECASE | re.MULTILINE,
)
_PREPOSITION = re.compile(
    r"\b(?:on|from|between|during|over|of|place|dates?:?)\s+(?=(?:the\s+)?(?:[A-Z][a-z]+day,?\s+(?:the\s+)?)?\d{1,2})",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\d.,])\d{1,2}(?![\d.,]\d)")
_VISIT_TO = re.compile(r"\b(?:visit|inspection|re-?visit)\s+(?:of|to|in)\b", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\b(?:summaris|summariz|outlin|confirm|report|set|provid|detail)\w*\s+(?:out\s+)?(?:on\s+)?(?:the\s+|our\s+)?(?:main\s+)?"
    r"(?:findings|outcome)s?\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s{0,40}(?:between|from|on)\s{1,40}(?=(?:[A-Z][a-z]+day,?\s+)?\d{1,2})", re.IGNORECASE | re.MULTILINE
)
_WAS = re.compile(
    r"\b(?:this|the|our)\s+(?:\w+\s+)?(?:visit|inspection)\s+(?:was|took\s+place|happened)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:last|previous|earlier|since|issued|judged|dated)\b", re.IGNORECASE)
_FINDINGS = re.compile(
    r"^[ \t]*(?:overview|headline findings|main findings|findings|summary of findings)[ \t]*$", re.I | re.MULTILINE
)
# A file is made within so many days of the date that the letter bears.
_MADE_NEAR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Days:
    """`visit` and `published` as read, with the pages they stand on; None where the document prints neither."""

    visit: DaySpan | None
    visit_page: int
    published: DaySpan | None
    published_page: int


def read_days(document: Document, head: Letterhead) -> Days:
    """The days of an inspection or visit and of its publication."""
    line = published_line(document.text.upto_page(1))
    published = line[0] if line else head.written
    written = published.start.earliest if published and published.start else None
    borne_out = bool(written and document.made and abs(document.made - written) <= _MADE_NEAR)
    found = _visit(document, written or document.made, borne_out, bound=written is not None)
    visit, page = found or (None, 1)
    if visit and visit.problem and published and written and document.made:
        found, published = _slipped(document, published, written, document.made)
        visit, page = found or (visit, page)
    if visit and visit.start:
        visit = _held_against(visit, document)
    if visit and visit.end and published and published.start:
        visit = _not_long_before(visit, published)
    return Days(visit, page, published, 1)


def _visit(document: Document, known_by: date | None, sure: bool, bound: bool = True) -> tuple[DaySpan, int] | None:
    text = document.text
    front = text.upto_page(2)
    for label in _LABEL.finditer(front):
        found = find_span(front, label.end(), known_by, sure, bound)
        if found:
            return found[0], text.page(label.start())
    for place, end in _letter_places(front):
        for cue in (_PREPOSITION, _FIGURE):
            for match in cue.finditer(front, place, end):
                found = find_span(front, match.start(), known_by, sure, bound)
                if found and not _EARLIER.search(_clause_before(front, match.start())):
                    return found[0], text.page(match.start())
    for page in document.pages:
        for running in page.running:
            repeated = _in_line(running, known_by)
            if repeated:
                return repeated, page.number
    return None


def _letter_places(front: str) -> Sequence[tuple[int, int]]:
    """Where in its opening a letter says when the visit was, each with where to stop; the likeliest first."""
    findings = _FINDINGS.search(front)
    end = findings.start() if findings else len(front)
    dear = max(front.casefold().find("dear "), 0)
    places = [(match.end(), 420) for match in _SUMMARY.finditer(front, dear, end)]
    places += [(match.start(), 60) for match in _OPENING.finditer(front, dear, end)]
    places += [(match.end(), 200) for match in _VISIT_TO.finditer(front, _after_subject(front, dear), end)]
    places += [(match.end(), 160) for match in _WAS.finditer(front, dear, end)]
    return [(place, min(place + reach, end)) for place, reach in places]


def _clause_before(front: str, place: int) -> str:
    """What stands before a date in its own sentence, "St. Helens" being no end of one."""
    before = front[max(place - 90, 0) : place]
    return re.split(r"(?<!\bSt)[.;]\s", before)[-1]


def _after_subject(front: str, dear: int) -> int:
    """Past the lines "Dear …" and the subject."""
    place = dear
    for _ in range(2):
        place = front.find("\n", place) + 1 or place
    return place


def _slipped(
    document: Document, published: DaySpan, written: date, made: date
) -> tuple[tuple[DaySpan, int] | None, DaySpan]:
    """A letter that is dated before its visit, whose file was made a year later: the letter's year is wrong."""
    try:
        meant = written.replace(year=made.year)
    except ValueError:
        return None, published
    if meant == written or abs(made - meant) > _MADE_NEAR:
        return None, published
    again = _visit(document, meant, True)
    if again is None or again[0].start is None or again[0].remark:
        return None, published
    remark = f"dated {published.printed}, before the visit; its file was made on {PartialDate.of(made).spoken()}"
    day = PartialDate.of(meant)
    return again, replace(published, start=day, end=day, remark=remark)


def _held_against(visit: DaySpan, document: Document) -> DaySpan:
    """The running lines repeat the days of a report; where they say others, neither is to be had."""
    assert visit.start is not None and visit.end is not None
    for page in document.pages:
        for running in page.running:
            other = _in_line(running, visit.end.latest)
            if other is None or other.start is None or other.end is None:
                continue
            if (other.start, other.end) == (visit.start, visit.end) or other.start == other.end:
                return visit
            said = f"its front says “{visit.printed}”, its running line “{other.printed}”"
            return _likelier(visit, other, said)
    return visit


def _not_long_before(visit: DaySpan, published: DaySpan) -> DaySpan:
    """Days that lie long before the letter are those of another visit, or one of the two years is wrong."""
    assert visit.end is not None and published.start is not None
    apart = (published.start.earliest - visit.end.latest).days
    if apart <= SLOWEST.days:
        return visit
    return DaySpan(visit.printed, problem=f"“{visit.printed}” is {apart} days before it was published")


def _likelier(visit: DaySpan, other: DaySpan, said: str) -> DaySpan:
    """Of two datings the one that begins on a Monday and ends within the week, if only one does."""
    fits = [span for span in (visit, other) if _working_weeks(span)]
    if len(fits) == 1:
        return replace(fits[0], remark=f"{said}; only “{fits[0].printed}” begins on a Monday and ends on a Friday")
    return DaySpan(visit.printed, problem=said)


def _working_weeks(span: DaySpan) -> bool:
    return bool(span.start and span.end and span.start.earliest.weekday() == 0 and span.end.latest.weekday() == 4)


def _in_line(running: str, known_by: date | None) -> DaySpan | None:
    figure = re.search(r"(?<!\d)\d{1,2}(?!\d)", plain(running))
    if figure is None:
        return None
    found = find_span(plain(running), figure.start(), known_by)
    return found[0] if found and found[0].start else None
