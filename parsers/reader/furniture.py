"""Furniture: the parts of a page's text that its author did not write as part of the report.

Captions, repeated leads, teasers of other stories, share and newsletter boxes, cookie text and icon debris are
recognised by their shape and by the phrases of `page.toml`, never by the name of an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.cues import Cue
from parsers.expressions import Expression
from parsers.lexicon import Lexicon
from parsers.reader.sentences import Sentence, normalise, paragraphs, part
from parsers.tokens import Tokens, is_plain, tokens_of

_STOPS = ".!?…:;"
_WORD = re.compile(r"[^\W_]+")
# The same in less time, for text that holds no letters but these.
_PLAIN_WORD = re.compile(r"[a-z0-9à-öø-ÿ]+")
_CLOSERS = "\"'”’)]*"
_TEASER = re.compile(r">>|\s\|\s|\s[•·]\s\S|\(Image:")
_TEASER_START = re.compile(r"\*\s.*\s\*\s|\(?(?:Image|Photo|Picture)s?\b")
_HEADING = re.compile(r"(?:[A-Z][\w&'’.-]*\s){0,5}[A-Z][\w&'’.-]*\s?:$")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s")
_CAPTION = re.compile(r"^[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){1,3}: (?:An? |The )?[A-Z]?[^.]{3,90}$")
_ALIKE = 0.84
# A lead is repeated near the top, within the next three paragraphs.
_HEAD = 6
# "Overall effectiveness: Good" is a line of the report, full stop or not.
_GRADE_LINE = Expression(r"[:-] ?(?:outstanding|good|inadequate|requires improvement(?: to be good)?)$")
_BULLET = re.compile(r"^[-•·*–]\s")
_BLURB = 5
_HEADLINE = 20
_BROKEN_OFF = re.compile(r"\[(?:\.{3}|…)\]\s*(?:read more)?$|(?:\.{3}|…) ?read more$", re.IGNORECASE)
_READ_ON = ("read ", "continue ")
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs of a text, parted into the body and the furniture, as places."""

    body: tuple[tuple[int, int], ...]
    furniture: tuple[tuple[int, int], ...]


def lay_out(
    text: str, title: str | None, lexicon: Lexicon, low: str | None = None, tokens: Tokens | None = None
) -> Layout:
    """Sort the paragraphs of an article. Something is always left in the body unless the text is blank.

    `low` is the text normalised, and `tokens` the words of that, where both are known already.
    """
    places = list(paragraphs(text))
    low = normalise(text) if low is None else low
    lines = [part(text, low, start, end) for start, end in places]
    lexicon.scan("page", tokens or tokens_of(low), lines)
    opening, byline, within = (lexicon.cue(f"page.{name}") for name in ("opening", "byline", "within"))
    marks = [_is_furniture(line, opening, byline, within) for line in lines]
    _mark_boxes(lines, marks, lexicon)
    _mark_repeats(lines, title, marks)
    _mark_tail(lines, marks, lexicon)
    _mark_blurbs(lines, marks)
    _mark_teasers(lines, marks)
    _mark_stray_head(lines, marks)
    if all(marks):
        marks = [False] * len(marks)
    body = tuple(place for place, furniture in zip(places, marks, strict=True) if not furniture)
    rest = tuple(place for place, furniture in zip(places, marks, strict=True) if furniture)
    return Layout(body, rest)


def _is_furniture(line: Sentence, opening: Cue, byline: Cue, within: Cue) -> bool:
    count = len(line.text.split())
    if count > 45:
        return False
    if count < 40 and _reads_like_a_teaser(line.text):
        return True
    label = opening.first(line)
    if label and label.start <= line.start + 2 and _reads_like_a_label(line, label.end - line.start):
        return True
    name = byline.first(line) if count <= _SHORT else None
    if name and (name.start <= line.start + 2 or line.text.rstrip()[-1:] not in '.!?"”'):
        return True
    return count <= 25 and within.within(line)


def _reads_like_a_teaser(text: str) -> bool:
    """True for lines with bars, arrows and bullets in them, for captions that say so, and for headings."""
    if ("|" in text or ">>" in text or "•" in text or "·" in text or "(Image:" in text) and _TEASER.search(text):
        return True
    return bool(_TEASER_START.match(text) or (text[-1] == ":" and _HEADING.match(text)))


def _reads_like_a_label(line: Sentence, end: int) -> bool:
    """After an opening phrase comes a colon, nothing, or a headline: not the rest of a plain sentence."""
    rest = line.text[end:].lstrip()
    if not rest or rest[0] in ":|>–—-*!?([":
        return True
    plain = len(line.text.split()) > 9 and line.text.rstrip()[-1:] in ".”\"'"
    return not plain or (
        rest.split()[0].lower() in ("our", "your", "us", "the", "for", "at", "to", "on") and len(line.text.split()) < 18
    )


def _mark_boxes(lines: Sequence[Sentence], marks: list[bool], lexicon: Lexicon) -> None:
    """A box of another story (headline, blurb, "Read more") over the article's own headline."""
    whole = lexicon.cue("page.whole")
    links = (place for place in range(min(len(lines), 8)) if whole.fills(lines[place]))
    # An advertisement between the first paragraphs ends no box.
    link = next((place for place in links if lines[place].low.startswith(_READ_ON)), None)
    if link is None or not any(_headline_shaped(line) for line in lines[link + 1 : link + 6]):
        return
    if any(_headline_shaped(line) for line in lines[:link]):
        for place in range(link + 1):
            marks[place] = True


def _words(low: str) -> list[str]:
    """The words of normalised text, as if no apostrophe stood in them."""
    found: list[str] = (_PLAIN_WORD if is_plain(low) else _WORD).findall(low.replace("'", ""))
    return found


def _mark_repeats(lines: Sequence[Sentence], title: str | None, marks: list[bool]) -> None:
    """A caption or standfirst that is said again, and the headline where another sentence says the same."""
    words = [frozenset(_words(line.low)) for line in lines[: _HEAD + 3]]
    for place in range(min(len(lines), _HEAD)):
        if words[place] and any(_alike(words[place], other) for other in words[place + 1 : place + 4]):
            marks[place] = True
    if title and lines and _words(lines[0].low) == _words(normalise(title)):
        marks[0] = len(lines) > 1


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """True when two lines say the same in nearly the same words."""
    least = _ALIKE * max(len(one), len(other), 4)
    return one == other or (min(len(one), len(other)) >= least and len(one & other) >= least)


def _mark_tail(lines: Sequence[Sentence], marks: list[bool], lexicon: Lexicon) -> None:
    """What stands under a heading of other stories, up to the next paragraph that is plain report again."""
    closing = lexicon.cue("page.closing")
    for place in range(len(lines) // 3, len(lines)):
        hit = closing.first(lines[place])
        if hit is None or len(lines[place].text.split()) > 6 or hit.start - lines[place].start > 2:
            continue
        marks[place] = True
        for after in range(place + 1, len(lines)):
            if not (
                marks[after] or _is_of_box(lines, after, lexicon) or lexicon.cue("page.apart").within(lines[place])
            ):
                break
            marks[after] = True


def _mark_blurbs(lines: Sequence[Sentence], marks: list[bool]) -> None:
    """Blocks of other stories: a headline, some paragraphs, and a last one that breaks off ("... will be [...]").

    What runs from the first of them to the end, once two or more stand in a row, is all of that kind.
    """
    ends = [place for place in range(1, len(lines)) if _breaks_off(lines[place].text)]
    begun: list[int] = []
    for end in ends:
        heads = (place for place in range(end - 1, max(-1, end - 2 - _BLURB), -1) if _headline_shaped(lines[place]))
        head = next((place for place in heads if place > 0 and len(lines[place].text.split()) <= _HEADLINE), None)
        if head is not None and not _in_list(lines, head):
            begun.append(head)
            for place in range(head, end + 1):
                marks[place] = True
    if len(begun) > 1 and ends[-1] > len(lines) // 2:
        for place in range(ends[-1] + 1, len(lines)):
            marks[place] = True


def _breaks_off(text: str) -> bool:
    return (text[-1] in "]…" or text[-4:].lower() == "more") and _BROKEN_OFF.search(text) is not None


def _is_of_box(lines: Sequence[Sentence], place: int, lexicon: Lexicon) -> bool:
    """True for a headline, and for a blurb that a "Read full story" follows."""
    whole = lexicon.cue("page.whole")
    return _headline_shaped(lines[place]) or any(whole.fills(line) for line in lines[place : place + _BLURB])


def _mark_teasers(lines: Sequence[Sentence], marks: list[bool]) -> None:
    """Headlines of other stories: short lines without a full stop at the end, next to furniture or in a row."""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if marks[place]:
            continue
        words = len(line.text.split())
        if not (_headline_shaped(line) and words <= 16) or _in_list(lines, place):
            break
        if place > 0 and not _introduces(lines[place - 1]):
            marks[place] = place > len(lines) * 0.4
        else:
            break
    for place in range(1, len(lines) - 1):
        line = lines[place]
        if not marks[place] and _headline_shaped(line) and len(line.text.split()) <= 16 and _CAPTION.match(line.text):
            marks[place] = not _introduces(lines[place - 1])
    for place in range(1, len(lines)):
        if marks[place - 1] and (_NUMBERED.match(lines[place].text) or _teaser_line(lines[place])):
            marks[place] = marks[place] or place > len(lines) * 0.5


def _teaser_line(line: Sentence) -> bool:
    return _headline_shaped(line) and len(line.text.split()) <= 14


def _headline_shaped(line: Sentence) -> bool:
    return not (_is_stopped(line.text) or _GRADE_LINE.search(line.low) or line.text.isupper())


def _is_stopped(text: str) -> bool:
    """True where a full stop, a colon or the like ends the line, within quotation marks and brackets or not."""
    bare = text.rstrip(_CLOSERS)
    return bare != "" and bare[-1] in _STOPS


def _in_list(lines: Sequence[Sentence], place: int) -> bool:
    """True for an item of a list that the report introduces with a colon."""
    while place > 0 and _BULLET.match(lines[place].text):
        place -= 1
    return _introduces(lines[place])


def _introduces(line: Sentence) -> bool:
    return line.text.rstrip().endswith(":")


def _mark_stray_head(lines: Sequence[Sentence], marks: list[bool]) -> None:
    """Caption lines over the text: short, without a full stop, before the first paragraph that has one."""
    first = next((place for place, line in enumerate(lines) if not marks[place] and _is_stopped(line.text)), None)
    if first is None:
        return
    for place in range(min(first, 8)):
        text = lines[place].text
        if (len(text.split()) <= 10 and place > 0) or len(text.split()) <= 4:
            marks[place] = True
