"""Calendar dates as written: single ones, ranges and lists that share a month or a year."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from parsers.reader.date_words import DOUBTFUL_MONTHS, Token

_SUFFIXES = frozenset(["st", "nd", "rd", "th"])
_DASHES = frozenset("-–—‑−/&")
_LONGEST_RUN = 24
_CLIPPED = frozenset([" '", " ’", " ‘"])


class Point(NamedTuple):
    """The parts of one date that are written; None for what is not."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None

    @property
    def is_weekday(self) -> bool:
        """True for a weekday alone."""
        return self.day is None and self.month is None and self.year is None

    @property
    def is_month(self) -> bool:
        """True for a month alone."""
        return self.month is not None and self.day is None and self.year is None

    @property
    def is_year(self) -> bool:
        """True for a year alone."""
        return self.year is not None and self.month is None


class Run(NamedTuple):
    """One calendar expression: its points in order, the place after its last word, and whether "and" joins them."""

    points: tuple[Point, ...]
    right: int
    listed: bool


class _Atom(NamedTuple):
    kind: str
    value: int
    right: int


def numeric_date(text: str, tokens: list[Token], place: int) -> Point | None:
    """A date of three numbers, ISO or day first ("16/09/2019"); None when there is none at that place."""
    if place + 2 >= len(tokens) or any(token.kind != "number" for token in tokens[place : place + 3]):
        return None
    first, second, third = tokens[place : place + 3]
    mark = text[first.end : second.start]
    if mark not in ("-", "/", ".") or text[second.end : third.start] != mark:
        return None
    if text[first.start - 1 : first.start] in ("/", "-", ".", "£") or text[third.end : third.end + 1] in ("/", "-"):
        return None
    if len(first.word) == 4 and mark == "-":
        return _possible(Point(day=third.value, month=second.value, year=first.value))
    if mark == "-" or len(first.word) > 2 or len(third.word) not in (2, 4):
        return None
    year = third.value if len(third.word) == 4 else 2000 + third.value
    return _possible(Point(day=first.value, month=second.value, year=year))


def _possible(point: Point) -> Point | None:
    fits = 1 <= (point.month or 0) <= 12 and 1 <= (point.day or 0) <= 31 and 1900 <= (point.year or 0) < 2100
    return point if fits else None


def run_at(text: str, tokens: list[Token], place: int) -> Run | None:
    """The calendar expression that begins at that word; None when it is no date."""
    atoms = _atoms(text, tokens, place)
    if not atoms:
        return None
    items, listed, rights = _items(atoms)
    if _opens_with_weekdays(items):
        # "Monday to Friday, March 16 to 20": the weekdays say nothing more than the days.
        items, listed, rights = [items[1]._replace(weekday=None), *items[2:]], listed[1:], rights[1:]
    count = _joined(items, listed, _keeps_plain_day(text, tokens, rights), _is_between(tokens, place))
    points = _share(items[:count])
    right = rights[count - 1]
    if not points or any(point.day and not point.month and point.weekday is None for point in points):
        return None
    if len(points) == 1 and _counts_something(text, tokens, place, right, points[0]):
        points, right = (points[0]._replace(day=None),), right - 1
    return Run(points, right, listed=bool(count > 1 and listed[0]))


def _atoms(text: str, tokens: list[Token], place: int) -> list[_Atom]:
    """The weekdays, days, months, years and joints in a row from `place`."""
    atoms: list[_Atom] = []
    at = place
    while at < len(tokens) and at - place < _LONGEST_RUN:
        token = tokens[at]
        gap = text[tokens[at - 1].end : token.start] if at > place else ""
        if gap in _CLIPPED and token.kind == "number" and len(token.word) == 2 and tokens[at - 1].kind == "month":
            # "November '23"
            atoms.append(_Atom("year", 2000 + token.value, at + 1))
            at += 1
            continue
        joint = _joint(gap, tokens[at - 1], token) if at > place else None
        if joint is None and at > place:
            break
        if joint and atoms and atoms[-1].kind != "join":
            atoms.append(_Atom("join", 0 if gap.strip() == "&" else 1 if gap.strip() != "," else 2, at))
        if token.word in ("the", "of") and atoms:
            at += 1
            continue
        atom = _atom(text, tokens, at)
        if atom is None:
            break
        atoms.append(atom)
        at = atom.right
    while atoms and atoms[-1].kind == "join":
        atoms.pop()
    return atoms


def _joint(gap: str, before: Token, token: Token) -> bool | None:
    """None when the gap parts two expressions, True when it joins a range or list, False when it is mere space."""
    mark = gap.strip(" \u00a0")
    if "\n" in gap or len(gap) > 3:
        return None
    if mark == "":
        return None if gap == "" and token.word not in _SUFFIXES and before.kind != "number" else False
    if mark == ",":
        return before.kind == "number" and token.kind == "number" and token.value <= 31 and len(token.word) <= 2
    if mark == ".":
        return False if before.kind in ("month", "weekday_short") and len(before.word) < 5 and gap == ". " else None
    return True if mark in _DASHES else None


def _atom(text: str, tokens: list[Token], at: int) -> _Atom | None:
    token = tokens[at]
    if token.kind == "number":
        return _number_atom(text, tokens, at)
    if token.kind == "month":
        doubtful = token.word in DOUBTFUL_MONTHS or len(token.word) < 4
        return None if doubtful and not text[token.start].isupper() else _Atom("month", token.value, at + 1)
    if token.kind in ("weekday", "weekday_short"):
        plural = text[token.end : token.end + 1] == "s"
        return None if plural or not text[token.start].isupper() else _Atom("weekday", token.value, at + 1)
    return _Atom("join", token.value, at + 1) if token.kind == "join" else None


def _number_atom(text: str, tokens: list[Token], at: int) -> _Atom | None:
    token = tokens[at]
    after = text[token.end : token.end + 2]
    if after[:1] in ("%", "£") or (after[:1] in (",", ".", ":") and after[1:].isdigit()):
        return None
    if len(token.word) == 4 and 1900 <= token.value < 2100:
        return _Atom("year", token.value, at + 1)
    if len(token.word) > 2 or not 1 <= token.value <= 31:
        return None
    suffixed = at + 1 < len(tokens) and tokens[at + 1].word in _SUFFIXES and tokens[at + 1].start == token.end
    if not suffixed and after[:1].isalpha():
        return None
    return _Atom("day", token.value, at + 1 + suffixed)


def _items(atoms: list[_Atom]) -> tuple[list[Point], list[bool], list[int]]:
    """Points as separately written, whether "and" (or a comma) parts each from the next, and where each ends."""
    items: list[Point] = []
    listed: list[bool] = []
    rights: list[int] = []
    current, right = Point(), 0
    for atom in atoms:
        if atom.kind == "join":
            if current != Point():
                items, listed, rights, current = (
                    [*items, current],
                    [*listed, atom.value != 1],
                    [*rights, right],
                    Point(),
                )
            continue
        if getattr(current, atom.kind) is not None or (current.year is not None and atom.kind != "year"):
            break
        current, right = current._replace(**{atom.kind: atom.value}), atom.right
    if current != Point():
        items, rights = [*items, current], [*rights, right]
    return [_short_year(items, at) for at in range(len(items))], listed[: len(items) - 1], rights


def _short_year(items: list[Point], at: int) -> Point:
    """ "2018-19", "2018/19": two figures after a year are a year."""
    point, before = items[at], items[at - 1] if at else Point()
    if point.day is None or point.month or not before.is_year or before.year is None:
        return point
    year = before.year - before.year % 100 + point.day
    return Point(year=year) if year > before.year else point


def _opens_with_weekdays(items: list[Point]) -> bool:
    return len(items) > 2 and items[0].is_weekday and items[1].weekday is not None and items[1].day is not None


def _is_between(tokens: list[Token], place: int) -> bool:
    return any(token.word == "between" for token in tokens[max(0, place - 2) : place])


def _keeps_plain_day(text: str, tokens: list[Token], rights: list[int]) -> bool:
    """True when punctuation follows the last number, so that it can't count something."""
    right = rights[-1]
    return right >= len(tokens) or text[tokens[right - 1].end : tokens[right].start].strip() != ""


def _joined(items: list[Point], listed: list[bool], closed: bool, between: bool) -> int:
    """How many of the items, from the first, belong to one expression."""
    count = 1
    for (left, right), by_and in zip(pairwise(items), listed, strict=True):
        if between or not by_and:
            fits = left.is_weekday == right.is_weekday
        elif left.is_weekday or right.is_weekday:
            fits = left.is_weekday and right.is_weekday
        elif right.day and right.month is None:
            fits = left.day is not None and left.year is None and (closed or right.day == left.day + 1)
        else:
            fits = _near(left, right)
        if not fits:
            break
        count += 1
    return count


def _near(left: Point, right: Point) -> bool:
    """Whether two dates joined by "and" read as one stretch: days of the same or the next month, or two months."""
    if left.is_year or right.is_year or (left.day is None) != (right.day is None):
        return False
    left_month = left.month or right.month or 0
    months = ((right.month or 0) - left_month) % 12
    if left.year and right.year:
        months = 12 * (right.year - left.year) + (right.month or 0) - left_month
    return 0 <= months <= (1 if left.day else 3)


def _share(items: list[Point]) -> tuple[Point, ...]:
    """Months and years written once for several days, given to each of them."""
    points = list(items)
    for at in range(len(points) - 2, -1, -1):
        point, after = points[at], points[at + 1]
        if point.day and not point.month:
            point = point._replace(month=after.month)
        if point.year is None and after.year and point.month:
            point = point._replace(year=after.year - (point.month > (after.month or 12)))
        points[at] = point
    for at in range(1, len(points)):
        point, before = points[at], points[at - 1]
        if point.day and not point.month:
            point = point._replace(month=before.month)
        if point.year is None and before.year and point.month:
            point = point._replace(year=before.year + (point.month < (before.month or 1)))
        points[at] = point
    return tuple(points)


def _counts_something(text: str, tokens: list[Token], place: int, right: int, point: Point) -> bool:
    """ "In March 12 children were moved": after "in" the number belongs to what follows it."""
    if point.day is None or point.year or point.weekday is not None or tokens[place].kind != "month":
        return False
    if place == 0 or tokens[place - 1].word != "in" or right >= len(tokens):
        return False
    return text[tokens[right - 1].end : tokens[right].start] == " "
