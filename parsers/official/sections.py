"""The lists of a report or letter: areas for priority action and for improvement, item by item with their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.official.layout import BULLET, NUMBERED, Document, Line, paragraphs, plain

_PRIORITY = re.compile(
    r"^(?:\d+\.?\s*)?(?:areas? (?:for|of|requiring) (?:immediate )?priority actions?|priority actions?"
    r"|priority and immediate actions?|areas? for immediate (?:and priority )?action)\W*\d?$",
    re.IGNORECASE,
)
_IMPROVEMENT = re.compile(
    r"^(?:\d+\.?\s*)?(?:what(?: the local authority)? needs to (?:improve|be improved|be better)\b.*"
    r"|what does the local authority need to improve\b.*|areas? (?:for|of) (?:further )?improvements?(?: include)?"
    r"|areas? for development|what needs to be done to improve\b.*)\W*\d?$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:there (?:are|were) no|no) (?:areas? (?:for|of) )?(?:immediate )?priority actions?\b"
    r"|\bno areas? for priority action\b|\bdid not identify any (?:areas? for )?priority actions?\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"notified the (?:department for education|dfe|secretary of state)[^.]{0,80}areas? for priority action"
    r"|action plan (?:that|which) responds to th(?:is|ese) areas?|within 70 working days",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(?:(?:main |headline |key |summary of )?findings|overview|background|context|evaluation of progress|next steps"
    r"|the local authority.s strengths|progress since the last inspection|summary|yours sincerely|inspection team"
    r"|local area partnership details|information about this inspection|areas covered by the visit|the judgements? .*"
    r"|ofsted will take the findings .*|(?:i am|we are|a copy of) .*copying.*)\W*$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r":\s*$")
_BODIES = re.compile(r"^\s*responsible bod(?:y|ies)\b", re.IGNORECASE)
_COLUMN_HEADS = re.compile(
    r"^(?:responsible bod(?:y|ies)|areas? for (?:priority action|improvement)|action|lead)\W*$", re.I
)
# From here on a report of the single inspection framework is about the safeguarding children board.
_BOARD = re.compile(
    r"^(?:(?:the )?local safeguarding children board \(lscb\)|what does the lscb need to improve\W*)$", re.I
)


@dataclass(frozen=True, slots=True)
class Item:
    """One area that a document lists: its text on one line, and the page that it begins on."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a document lists. None where it can't be told; an empty tuple where there is none."""

    priority: tuple[Item, ...] | None
    improvement: tuple[Item, ...] | None
    problems: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Placed:
    line: Line
    page: int
    heading: bool


def read_sections(document: Document) -> Listed:
    """The areas for priority action and for improvement that the document lists."""
    lines = list(_placed(document))
    priority, improvement = _items(document, lines, _PRIORITY), _items(document, lines, _IMPROVEMENT)
    text = plain(document.text.all)
    problems: dict[str, str] = {}
    if priority is None:
        if _TOLD.search(text) and not _NONE.search(text):
            problems["priority_actions"] = "it speaks of an action plan for areas for priority action but lists none"
        else:
            priority = ()
    elif not priority and not _NONE.search(text):
        problems["priority_actions"] = "the list of areas for priority action has no items that can be told apart"
        priority = None
    if improvement == ():
        problems["areas_for_improvement"] = "the list of what needs to improve has no items that can be told apart"
        improvement = None
    return Listed(priority, improvement, problems)


def _placed(document: Document) -> Iterator[_Placed]:
    """The lines worth reading, with a heading that runs over several lines put on one."""
    for page in document.pages:
        held: _Placed | None = None
        for line in page.lines:
            if document.footnote(line) or line.text.strip().isdigit():
                continue
            placed = _Placed(line, page.number, document.heading(line))
            if placed.heading and page.number > 2 and _BOARD.match(line.text.strip()):
                if held:
                    yield held
                return
            if held and held.heading and placed.heading and held.line.size == line.size and _continues(held.line, line):
                joined = Line(f"{held.line.text.rstrip()} {line.text.strip()}", line.x, line.y, line.size, line.weight)
                held = _Placed(joined, page.number, True)
                continue
            if held:
                yield held
            held = placed
        if held:
            yield held


def _continues(upper: Line, lower: Line) -> bool:
    """A heading goes on in the next line unless that begins a heading of its own."""
    if _PRIORITY.match(lower.text.strip()) or _IMPROVEMENT.match(lower.text.strip()):
        return False
    if _PRIORITY.match(upper.text.strip()) and lower.text[:1].isupper():
        return False
    near = 0 <= upper.y - lower.y <= 1.5 * max(upper.size, 1.0)
    return near and not upper.text.rstrip().endswith(("?", ":", "."))


def _items(document: Document, lines: Sequence[_Placed], head: re.Pattern[str]) -> tuple[Item, ...] | None:
    """The items under every heading of this kind; None where there is no such heading."""
    found: list[Item] = []
    headed = False
    other = _IMPROVEMENT if head is _PRIORITY else _PRIORITY
    place = 0
    while place < len(lines):
        if not _is_head(lines, place, head, document):
            place += 1
            continue
        headed = True
        body: list[_Placed] = []
        place += 1
        while place < len(lines) and not _over(lines[place], lines, place, other, document, bool(body)):
            body.append(lines[place])
            place += 1
        for item in _split(body):
            if item.text not in {known.text for known in found}:
                found.append(item)
    return tuple(found) if headed else None


def _is_head(lines: Sequence[_Placed], place: int, head: re.Pattern[str], document: Document) -> bool:
    placed = lines[place]
    text = placed.line.text.strip()
    if not head.match(text) or BULLET.match(text) or len(text) > 140:
        return False
    if placed.heading or document.body_size == 0:
        return _not_contents(lines, place)
    # Set like the body: a heading only where a list follows at once, and no end of a sentence.
    if not text[:1].isupper() or text.endswith("."):
        return False
    following = [other.line.text for other in lines[place + 1 : place + 4]]
    return any(BULLET.match(line) or NUMBERED.match(line) for line in following)


def _not_contents(lines: Sequence[_Placed], place: int) -> bool:
    """A line of a table of contents ends in its page's number."""
    return not re.search(r"\s\d{1,3}$", lines[place].line.text.strip())


def _over(
    placed: _Placed, lines: Sequence[_Placed], place: int, other: re.Pattern[str], document: Document, begun: bool
) -> bool:
    text = placed.line.text.strip()
    if _ENDS.match(text) or (other.match(text) and _is_head(lines, place, other, document)):
        return True
    if _COLUMN_HEADS.match(text):
        return False
    listed = BULLET.match(text) or NUMBERED.match(text)
    if not placed.heading or listed:
        return False
    # A heading within a list, as the single inspection framework has them, is followed by more of its items.
    following = next((later.line.text for later in lines[place + 1 : place + 2]), "")
    inner = bool(NUMBERED.match(following)) and placed.line.size <= document.body_size * 1.05
    return not inner and (begun or not NUMBERED.match(following))


def _split(body: Sequence[_Placed]) -> list[Item]:
    marked = [n for n, placed in enumerate(body) if BULLET.match(placed.line.text) or NUMBERED.match(placed.line.text)]
    if marked:
        return _marked_items(body, marked)
    return _paragraph_items(body)


def _marked_items(body: Sequence[_Placed], marked: Sequence[int]) -> list[Item]:
    top = min(body[n].line.x for n in marked)
    # A bullet further in belongs to the one above it; what is numbered has no bullets of its own kind.
    firsts = [n for n in marked if body[n].line.x <= top + 9]
    items = []
    for n, after in zip(firsts, [*firsts[1:], len(body)], strict=True):
        lines = [body[n], *_rest(body, n, after)]
        text = BULLET.sub("", lines[0].line.text, count=1)
        text = NUMBERED.sub("", text, count=1) if text == lines[0].line.text else text
        items.append(Item(plain(" ".join([text, *(placed.line.text for placed in lines[1:])])), body[n].page))
    return [item for item in items if item.text]


def _rest(body: Sequence[_Placed], first: int, after: int) -> Iterator[_Placed]:
    """The lines that carry an item on: up to a heading, or to text set further out than the item's own."""
    carried: float | None = None
    for n in range(first + 1, after):
        placed = body[n]
        same_page = placed.page == body[n - 1].page
        gap = body[n - 1].line.y - placed.line.y if same_page else 0.0
        outdented = carried is not None and placed.line.x < carried - 6 and not BULLET.match(placed.line.text)
        if placed.heading or (outdented and (gap > 1.5 * max(placed.line.size, 1.0) or not same_page)):
            return
        if carried is None and placed.line.x > 0:
            carried = placed.line.x
        yield placed


def _paragraph_items(body: Sequence[_Placed]) -> list[Item]:
    """Where nothing marks the items, every paragraph is one; a sentence that ends in a colon introduces them."""
    kept = [placed for placed in body if not placed.heading and not _COLUMN_HEADS.match(placed.line.text.strip())]
    if any(_COLUMN_HEADS.match(placed.line.text.strip()) or _BODIES.match(placed.line.text) for placed in body):
        kept = _right_column(kept)
    pages = {id(placed.line): placed.page for placed in kept}
    items: list[Item] = []
    open_end = False
    for group in paragraphs([placed.line for placed in kept]):
        text = plain(" ".join(line.text for line in group))
        if _INTRODUCES.search(text) or _NONE.search(text):
            continue
        if open_end and items:
            items[-1] = Item(f"{items[-1].text} {text}", items[-1].page)
        else:
            items.append(Item(text, pages[id(group[0])]))
        open_end = not text.endswith((".", ";", "!"))
    return items


def _right_column(body: Sequence[_Placed]) -> list[_Placed]:
    """Of a table that names responsible bodies on the left, what stands on the right."""
    kept = [placed for placed in body if not _BODIES.match(placed.line.text)]
    edges = sorted({round(placed.line.x) for placed in kept})
    if not edges or edges[-1] - edges[0] < 60:
        return kept
    return [placed for placed in kept if placed.line.x > (edges[0] + edges[-1]) / 2]
