"""The judgements of a report: its table on the first page, held against the headings and sentences of the body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.model import Area, Grade, SendOutcome
from parsers.official.layout import Document, PagedText, as_seen, plain

_GRADE = r"outstanding|good|inadequate|requires?\s+improvement(?:\s+to\s+be\s+good)?"
# The figure is a footnote's.
_GRADE_WORD = r"(?:outstanding|good|inadequate|requires?|improvement|to|be)\d?"
_WHOLE: Mapping[str, Grade] = {
    "outstanding": "outstanding",
    "good": "good",
    "inadequate": "inadequate",
    "requires improvement": "requires_improvement",
    "require improvement": "requires_improvement",
    "requires improvement to be good": "requires_improvement",
    "require improvement to be good": "requires_improvement",
}
# A report may have a page of nothing but its title before that of the table.
_FRONT_PAGES = 2
_SHORT_ROW = 60
_CARE_LEAVERS = r"(?:care leavers|care[-\s]experienced young people|care[-\s]experienced children|young adults)"
_PROGRESS = "the? experiences? and progress of"
# A word with a question mark may be missing. Those that begin with another come first.
_ILACS: tuple[tuple[Area, str], ...] = (
    (
        "leaders",
        "the? impact of (?:leaders|leadership) (?:on|in) social? work? practice with children and their? families",
    ),
    ("help_and_protection", f"{_PROGRESS} children and? young? people? (?:who need|in need of) help and protection"),
    ("in_care_and_care_leavers", f"{_PROGRESS} children and? young? people? in care and {_CARE_LEAVERS}"),
    ("in_care", f"{_PROGRESS} children and? young? people? in care"),
    ("care_leavers", f"{_PROGRESS} (?:children|young people)? {_CARE_LEAVERS}"),
    ("overall", "overall effectiveness"),
)  # fmt: skip
_SIF: tuple[tuple[Area, str], ...] = (
    ("help_and_protection", "children and? young? people? who need help and protection"),
    ("looked_after", "children looked after and achieving permanence"),
    ("looked_after", "looked after children and achieving permanence"),
    ("adoption", "adoption performance"),
    ("care_leavers", "the? experiences? and progress of care leavers"),
    ("leadership", "leadership, management and governance"),
)
_SERVICES = r"(?:children\s*[’'‘`]?\s*s\s+(?:social\s+care\s+)?services|services\s+for\s+children)"
# Between the services and their grade stands at most whose they are: prose is not searched for a grade.
_WHOSE = r"(?:\s+(?:in|for|of|provided\s+by)(?:\s+(?:the|of|and|with|upon|on|in|le|(?-i:[A-Z])[\w’'&,.-]*)){1,10})?"
_STATEMENT = re.compile(
    rf"{_SERVICES}\b{_WHOSE}\s+(?:(?:are|is|were)\s+(?:judged\s+(?:to\s+be\s+)?)?)?({_GRADE})\b", re.IGNORECASE
)
_BECAUSE = re.compile(rf"{_STATEMENT.pattern}\s+because\b", re.IGNORECASE)
# The first reports of that framework: "The overall judgement is good".
_OVERALL = re.compile(
    rf"overall\s+(?:judgement|effectiveness)(?:\s+of\s+{_SERVICES}{_WHOSE})?\s+(?:is|are)\s+({_GRADE})\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"graded\s+judge?ment\s+(?:for|about|of|on)\s+(?:the\s+)?(?P<what>adoption\s+performance|(?:the\s+)?experiences?\s+and"
    rf"\s+progress\s+of\s+care\s+leavers)\s+(?:is\s+that\s+)?(?:it\s+)?(?:they\s+)?(?:is|are|was)?\s*(?P<grade>{_GRADE})\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graded:
    """A judgement as printed, and the page that it was read on."""

    area: Area
    grade: Grade | SendOutcome
    page: int
    printed: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a report judges. `problems` gives for an area the reason why its grade can't be told."""

    found: Mapping[Area, Graded]
    problems: Mapping[Area, str]


def _compiled(pattern: str) -> str:
    """A label as a pattern in which the words of a grade may stand between its own: tables read line by line."""
    between = rf"(?:\s+{_GRADE_WORD}\b)*"
    words = re.findall(r"\(\?:[^()]*\)\??|\S+", pattern)
    joined = ""
    for n, word in enumerate(words, 1):
        optional = word.endswith("?") and not word.endswith("s?")
        core = word[:-1] if optional else word
        core = core.replace(" ", rf"{between}\s+").replace("and", "(?:and|&)") if core.startswith("(?:") else core
        core = "(?:and|&)" if core == "and" else core
        space = rf"{between}\s+" if n < len(words) else ""
        joined += rf"(?:{core}{space})?" if optional else core + space
    return joined


def _labels(known: Sequence[tuple[Area, str]]) -> Sequence[tuple[Area, re.Pattern[str]]]:
    return [(area, re.compile(rf"\b{_compiled(pattern)}\d?(?!\w)", re.IGNORECASE)) for area, pattern in known]


_LABELS = {"ilacs": _labels(_ILACS), "sif": _labels(_SIF)}
_IN_CARE = re.compile(r"\s+(?:and|&)\s+(?:care|young)", re.IGNORECASE)


def read_judgements(document: Document, framework: str) -> Judged:
    """The judgements of an ILACS report (`ilacs`) or one of the single inspection framework (`sif`).

    A grade that the body contradicts is not told; one that only the body gives is.
    """
    text = document.text
    table = _table(text, framework)
    # Drawn column by column, a table makes sense only as the eye sees it.
    seen = _table(as_seen(document).text, framework)
    if _in_front(seen) > _in_front(table):
        table = seen
    body = _headings(text, framework, after=max((place for place, _ in table.values()), default=0))
    if framework == "sif":
        body += _asides(text)
        body += [Graded("overall", grade, page, said) for grade, page, said in _statements(text)]
    found: dict[Area, Graded] = {area: graded for area, (_, graded) in table.items()}
    problems: dict[Area, str] = {}
    for graded in body:
        first = found.setdefault(graded.area, graded)
        if first.grade != graded.grade:
            problems[graded.area] = (
                f"page {first.page} says “{first.printed}”, page {graded.page} says “{graded.printed}”"
            )
    return Judged({area: graded for area, graded in found.items() if area not in problems}, problems)


def _in_front(table: Mapping[Area, tuple[int, Graded]]) -> int:
    return sum(graded.page <= _FRONT_PAGES for _, graded in table.values())


def _table(text: PagedText, framework: str) -> dict[Area, tuple[int, Graded]]:
    """Area -> where its row ends, and its grade. The first row without a grade is prose: the table is over."""
    front = text.upto_page(_FRONT_PAGES)
    rows = _rows(front, framework)
    found: dict[Area, tuple[int, Graded]] = {}
    for n, (area, match) in enumerate(rows):
        following = rows[n + 1][1].start() if n + 1 < len(rows) else None
        graded = _grade_of_row(front, match, following)
        # A row may say that nothing was judged; prose goes on for longer.
        passed_over = following is not None and len(plain(front[match.end() : following])) <= _SHORT_ROW
        if graded is None and (passed_over or not found):
            continue
        if graded is None or area in found:
            break
        grade, end = graded
        found[area] = (end, Graded(area, grade, text.page(match.start()), plain(front[match.start() : end])))
    return found


def _rows(front: str, framework: str) -> list[tuple[Area, re.Match[str]]]:
    """Every label on the front pages in order; where two begin at the same place, the longer."""
    hits: list[tuple[Area, re.Match[str]]] = []
    for area, pattern in _LABELS[framework]:
        hits += [(area, match) for match in pattern.finditer(front)]
    hits.sort(key=lambda hit: (hit[1].start(), -hit[1].end()))
    rows: list[tuple[Area, re.Match[str]]] = []
    for area, match in hits:
        if not rows or match.start() >= rows[-1][1].end():
            rows.append((area, match))
    return rows


def _grade_of_row(front: str, match: re.Match[str], following: int | None) -> tuple[Grade, int] | None:
    """The grade inside and after a label, up to the next one. A footnote's figure between them means nothing."""
    inside = " ".join(re.findall(rf"(?<!\w){_GRADE_WORD}(?!\w)", match[0], re.IGNORECASE)) if match[0] else ""
    tail = re.compile(
        rf"\s*(?:is|are)?\s*[:;–—-]?\s*(?:is|are)?\s*(?:\d{{1,2}}(?!\d)\s+)?((?:{_GRADE_WORD}\b\s*)*)", re.IGNORECASE
    )
    after = tail.match(front, match.end())
    words = re.sub(r"\d", "", plain(f"{inside} {after[1] if after else ''}").casefold())
    end = after.end() if after else match.end()
    if words in _WHOLE:
        return _WHOLE[words], end
    if following is not None and len(plain(front[end:following])) <= 40:
        return None
    # After the last row prose may begin with the word of a grade.
    longest = max((whole for whole in _WHOLE if words.startswith(f"{whole} ")), key=len, default=None)
    if longest is None or len(re.findall(_GRADE, words[len(longest) :])) > 1:
        return None
    return _WHOLE[longest], end


def _headings(text: PagedText, framework: str, after: int) -> list[Graded]:
    """Headings of the body that name an area and its grade: alone on their lines."""
    found: list[Graded] = []
    taken: list[range] = []
    for area, pattern in _LABELS[framework]:
        for match in pattern.finditer(text.all, after):
            if any(match.start() in span for span in taken) or (
                area == "in_care" and _IN_CARE.match(text.all, match.end())
            ):
                continue
            tail = re.compile(
                rf"\s*(?:is|are)?\s*[:;–—-]?\s*(?:is|are)?\s*({_GRADE})[ \t]*\.?[ \t]*(?:\d[ \t]*)?\n", re.IGNORECASE
            )
            graded = tail.match(text.all, match.end())
            if graded and _begins_a_line(text.all, match.start()):
                said = plain(text.all[match.start() : graded.end()])
                found.append(Graded(area, _WHOLE[plain(graded[1]).casefold()], text.page(match.start()), said))
                taken.append(range(match.start(), graded.end()))
    return found


def _begins_a_line(text: str, place: int) -> bool:
    """Nothing but a number and the words before the label stands on the line."""
    line = text[text.rfind("\n", 0, place) + 1 : place].strip()
    return bool(
        re.fullmatch(r"(?:\d+(?:\.\d+)?\.?)?\s*(?:the)?\s*(?:experiences? and progress of)?", line, re.IGNORECASE)
    )


def _asides(text: PagedText) -> list[Graded]:
    """Sentences of the single inspection framework: "The graded judgement for adoption performance is that …"."""
    found = []
    for match in _ASIDE.finditer(text.all):
        area: Area = "adoption" if "adoption" in match["what"].casefold() else "care_leavers"
        grade = _WHOLE[plain(match["grade"]).casefold()]
        found.append(Graded(area, grade, text.page(match.start()), plain(match[0])))
    return found


def _statements(text: PagedText) -> list[tuple[Grade, int, str]]:
    """How a report of the single inspection framework says the overall judgement: on its front, and giving reasons."""
    front = text.upto_page(1)
    labels = [match.start() for _, match in _rows(front, "sif")]
    before = front[: min(labels, default=len(front))]
    after_title = max(before.casefold().rfind("published"), 0)
    first = _STATEMENT.search(before, after_title) or _OVERALL.search(before, after_title) or _STATEMENT.search(before)
    said = [match for match in (first, _BECAUSE.search(text.all)) if match is not None]
    return [(_WHOLE[plain(match[1]).casefold()], text.page(match.start()), plain(match[0])) for match in said]
