"""What inspectors listed, item by item, and who they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.expressions import Expression
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence

_PRIORITY = Expression(
    r"\b(?:areas?|items?|points?|matters) (?:for|of) (?:urgent )?priority action|\bpriority actions?\b"
)
_IMPROVEMENT = Expression(
    r"\b(?:areas?|matters?|things?|points?|items?|two|three|four|five|six|seven|eight) (?:for|of|that|which"
    r"|still|where"
    r"|identified|to)\b.{0,40}\b(?:improve(?:ment|d)?|put right|development)\b|\bwhat needs to improve\b"
    r"|\bthings? needs? to improve\b|\b(?:recommendations?|improvements)\b|\bto improve further\b"
)
_PLAN = Expression(r"\b(?:notice|direction|council must|authority must|action plan|we will|manager should)\b")
_BULLET = re.compile(r"(?:[•·▪●◦*✔✓►‣–—-]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+$")
_CONTENT = re.compile(r"[A-Za-z]{3}")
# A heading on a line of its own: "Areas for priority action".
_PLAIN_HEADING = re.compile(r"(?:the )?areas? for priority action\b(?: (?:include|are|were|is)\b|:|$)")
# In its letters Ofsted puts what needs to improve after the areas for priority action.
_NEXT_HEADING = re.compile(
    r"(?:in order )?to improve\b|areas? for improvement\b|what needs to improve\b|the (?:letter|council)\b"
)
_MOST, _MOST_ITEMS = 6, 15
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"
_INSPECTORS = re.compile(rf"\b[Ii]nspectors?,? (?P<first>{_NAME})(?: and (?P<second>{_NAME}))?")


@dataclass(frozen=True, slots=True)
class Listed:
    """Items under one heading: `what` they are, the sentence that heads them, and the items in order."""

    what: str
    heading: Sentence
    items: tuple[Sentence, ...]


def lists_in(context: Context) -> tuple[Listed, ...]:
    """The bulleted, numbered or lettered lists of areas for priority action and for improvement."""
    found: tuple[Listed, ...] | None = context.seen.get("lists")
    if found is None:
        found = context.seen["lists"] = tuple(_lists(context))
    return found


def _lists(context: Context) -> Iterator[Listed]:
    firsts = _firsts(context.sentences)
    for place, first in enumerate(firsts[:-1]):
        heading = _last_of(context.sentences, first)
        what = _what(heading)
        if what is None:
            continue
        items: list[Sentence] = []
        for item in firsts[place + 1 : place + 1 + _MOST_ITEMS]:
            if not _is_item(context.article.text, item):
                break
            items.append(item)
        if items:
            yield Listed(what, heading, tuple(items))


def _firsts(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [s for s in sentences if s.index == 0 or sentences[s.index - 1].paragraph != s.paragraph]


def _last_of(sentences: Sequence[Sentence], first: Sentence) -> Sentence:
    """The last sentence of the paragraph that begins there."""
    last = first
    while last.index + 1 < len(sentences) and sentences[last.index + 1].paragraph == first.paragraph:
        last = sentences[last.index + 1]
    return last


def _what(heading: Sentence) -> str | None:
    low = heading.low.rstrip()
    if not (low.endswith(":") or (len(low.split()) < 9 and low[-1:].isalpha())) or _PLAN.search(low):
        return None
    if _PRIORITY.search(low):
        return "priority_actions"
    return "areas_for_improvement" if _IMPROVEMENT.search(low) else None


def _is_item(text: str, item: Sentence) -> bool:
    """True for a paragraph that begins with a bullet, a number or a letter."""
    line = text[text.rfind("\n", 0, item.start) + 1 : item.start]
    return bool(_BULLET.search(line)) and bool(_CONTENT.search(item.text))


def item_text(item: Sentence) -> str:
    """The item as written, without the mark that ends it."""
    return item.text.rstrip(" ;,")


def listed_actions(context: Context) -> tuple[Sentence, ...]:
    """The first sentences of the paragraphs that list areas for priority action; empty unless the list has an end."""
    firsts = _firsts(context.sentences)
    for place, first in enumerate(firsts):
        if not _PLAIN_HEADING.match(first.low):
            continue
        begin = place if len(first.text.split()) > 6 else place + 1
        for end in range(begin + 1, min(len(firsts), begin + _MOST + 1)):
            if _NEXT_HEADING.match(firsts[end].low):
                return tuple(firsts[begin:end])
    return ()


def inspectors_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Inspectors whom the sentences name, in the order of the text."""
    found: dict[str, None] = {}
    for sentence in sorted(sentences, key=lambda item: item.start):
        for match in _INSPECTORS.finditer(sentence.text):
            found.update(dict.fromkeys(name for name in match.group("first", "second") if name))
    return tuple(found)
