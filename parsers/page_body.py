"""The author's own paragraphs on a page.

trafilatura finds them, in favour of precision. What it found is then placed among the blocks of the page itself, so
that its choice can be corrected by what is known of news pages: furniture goes, and paragraphs of the same make as
those it took, which it lost in between, come back.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import trafilatura
from lxml.html import HtmlElement

from parsers.outlet_rules import OutletRules
from parsers.page_blocks import Block, Places, key_of
from parsers.page_furniture import is_furniture_line, is_lead

# A block is taken as a whole where the extraction has so much of it.
_MOST_OF_IT = 0.6
# Names are not believed where they would take away so much of what was found.
_MISNAMED_SHARE = 0.35
# Characters from which on a paragraph is one, not a label or a caption.
_PARAGRAPH = 80
_SHORTEST_RESTORED = 25
_SHORTEST_WEIGHED = 15
_SHORTEST_LEAD = 40
_TRUSTED_SHARE = 0.5
# A list of stories has so many links, and its teasers are no longer than that, on the average and in characters.
_FEWEST_HEADS, _LONGEST_TEASER = 5, 220
# A caption or lead counts as repeated from this length on; short lines ("He said:") may well come twice.
_SHORTEST_REPEAT = 20

# On pages with more blocks other algorithms are not asked as well: jusText compares each short line with all others.
_MOST_COMPARED = 2_000

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def extracted(tree: HtmlElement, blocks: int) -> list[str]:
    """The paragraphs that trafilatura takes for the author's; `tree`, which has so many `blocks`, stays as it is."""
    try:
        text = trafilatura.extract(tree, include_comments=False, favor_precision=True, fast=blocks > _MOST_COMPARED)
    except Exception:  # whatever a hostile page makes it trip over, the densest block is there to fall back on
        return []
    return [" ".join(line.removeprefix("- ").split()) for line in (text or "").splitlines() if line.strip()]


class _Chosen:
    """What is held to be the body so far: blocks by number, and lines that stand in none, after the block before."""

    def __init__(self, found: Iterable[str], blocks: Sequence[Block]) -> None:
        places = Places(blocks)
        held = [(line, places.of(line)) for line in found]
        shares: defaultdict[int, float] = defaultdict(float)
        for _, places_of_line in held:
            for number, share in places_of_line:
                shares[number] += share
        self.numbers = {number for number, share in shares.items() if share >= _MOST_OF_IT}
        self.loose: dict[int, list[str]] = {}
        last = -1
        for line, places_of_line in held:
            if not any(number in self.numbers for number, _ in places_of_line):
                self.loose.setdefault(last, []).append(line)
            last = max((number for number, _ in places_of_line), default=last)

    def lines(self, blocks: Sequence[Block]) -> list[str]:
        """In the order of the page."""
        lines = list(self.loose.get(-1, []))
        for number in sorted(self.numbers | self.loose.keys() - {-1}):
            if number in self.numbers:
                lines.append(blocks[number].text)
            lines.extend(self.loose.get(number, []))
        return lines


class Body(NamedTuple):
    """What was read: the body, and lines of it that are furniture: captions, repeated leads, "Read more".

    From the body's first paragraph to its last, `linked` is the share of links in all that stands there, and `headed`
    how many lines are links alone for each plain
    paragraph, where those are as short as teasers.
    """

    paragraphs: list[str]
    furniture: list[str]
    linked: float
    headed: float


def read_body(
    found: Sequence[str],
    blocks: Sequence[Block],
    furniture: Mapping[HtmlElement, bool],
    title: str | None,
    outlet: str | None,
    captions: Collection[str],
    description: str | None,
    rules: OutletRules,
) -> Body:
    """The body from the paragraphs `found` by `extracted` and all `blocks` of the page, given what is `furniture`."""
    chosen = _Chosen(found, blocks)
    dense = _densest(blocks, furniture)
    chosen.numbers -= _misplaced(chosen, blocks, furniture, dense)
    chosen.numbers |= _lost(chosen, blocks, furniture)
    if _size(chosen.lines(blocks)) < _TRUSTED_SHARE * _size(blocks[number].text for number in dense):
        chosen.numbers, chosen.loose = dense, {}
    chosen.numbers |= _lead(chosen, blocks, furniture, description)
    body, aside = _sorted_out(chosen.lines(blocks), title, outlet, captions, rules)
    if not body and dense:
        # All that was found was furniture; the article is shorter.
        chosen.numbers, chosen.loose = dense, {}
        body, more = _sorted_out(chosen.lines(blocks), title, outlet, captions, rules)
        aside += more
    return Body(body, aside, *_links(chosen, blocks, furniture))


def _links(chosen: _Chosen, blocks: Sequence[Block], furniture: Mapping[HtmlElement, bool]) -> tuple[float, float]:
    if not chosen.numbers:
        return 0.0, 0.0
    span = [block for block in blocks[min(chosen.numbers) : max(chosen.numbers) + 1] if block.element not in furniture]
    linked = sum(min(block.linked, len(block.text)) for block in span)
    plain = [len(block.text) for block in span if not block.mostly_links and len(block.text) >= _PARAGRAPH]
    heads = sum(block.mostly_links and len(block.text) >= _SHORTEST_RESTORED for block in span)
    teasers = heads >= _FEWEST_HEADS and sum(plain) <= _LONGEST_TEASER * len(plain)
    return linked / max(_size(block.text for block in span), 1), heads / max(len(plain), 1) if teasers else 0.0


def _misplaced(
    chosen: _Chosen, blocks: Sequence[Block], furniture: Mapping[HtmlElement, bool], dense: set[int]
) -> set[int]:
    """The blocks that stand in furniture. Whole paragraphs are only given up where it is furniture beyond doubt.

    Where that is much of what was found, the names are believed only if as much text stands outside of furniture.
    """
    misplaced = set()
    for number in chosen.numbers:
        block = blocks[number]
        sure = furniture.get(block.element)
        if sure or (sure is False and (block.mostly_links or len(block.text) < _PARAGRAPH)):
            misplaced.add(number)
    size = sum(len(blocks[number].text) for number in chosen.numbers)
    taken = sum(len(blocks[number].text) for number in misplaced)
    if taken < _MISNAMED_SHARE * size or taken <= _size(blocks[number].text for number in dense):
        return misplaced
    return set()


def _lead(
    chosen: _Chosen, blocks: Sequence[Block], furniture: Mapping[HtmlElement, bool], description: str | None
) -> set[int]:
    """The introduction that stands before the body, known by its name or as what the page says it is about."""
    about = key_of(description or "")
    first = min(chosen.numbers, default=0)
    body = [blocks[number].key for number in sorted(chosen.numbers)]
    for number, block in enumerate(blocks[:first]):
        if block.element in furniture or block.mostly_links or len(block.text) < _SHORTEST_LEAD or block.headline:
            continue
        if block.key != about and not any(is_lead(element) for element in _and_parent(block.element)):
            continue
        # An introduction may be the start of a paragraph, cut off.
        return set() if any(key.startswith(block.key) for key in body) else {number}
    return set()


def _and_parent(element: HtmlElement) -> list[HtmlElement]:
    parent = element.getparent()
    return [element] if parent is None else [element, parent]


def _densest(blocks: Sequence[Block], furniture: Mapping[HtmlElement, bool]) -> set[int]:
    """The blocks of the element whose own paragraphs hold the most text outside links."""
    weights: Counter[HtmlElement] = Counter()
    plain = [(number, block) for number, block in enumerate(blocks) if block.element not in furniture]
    for _, block in plain:
        parent = block.element.getparent()
        if parent is not None and not block.mostly_links and len(block.text) >= _SHORTEST_WEIGHED:
            weights[parent] += len(block.text)
    if not weights:
        return set()
    best = max(weights, key=lambda element: weights[element])
    within = set(best.iter())
    return {number for number, block in plain if block.element in within and not block.mostly_links}


def _size(texts: Iterable[str]) -> int:
    return sum(map(len, texts))


def _make(block: Block) -> tuple[object, ...]:
    """What paragraphs of one hand have in common on a page."""
    parent = block.element.getparent()
    return block.element.tag, block.element.get("class"), parent.tag if parent is not None else None


def _lost(chosen: _Chosen, blocks: Sequence[Block], furniture: Mapping[HtmlElement, bool]) -> set[int]:
    """Paragraphs between those found, made like them and not mostly links."""
    if not chosen.numbers:
        return set()
    first, last = min(chosen.numbers), max(chosen.numbers)
    makes = Counter(_make(blocks[number]) for number in chosen.numbers if len(blocks[number].text) >= _PARAGRAPH)
    return {
        number
        for number, block in enumerate(blocks[first:last], start=first)
        if number not in chosen.numbers
        and block.element not in furniture
        and len(block.text) >= _SHORTEST_RESTORED
        and not block.mostly_links
        and makes[_make(block)] >= 2
    }


def _sorted_out(
    lines: Iterable[str], title: str | None, outlet: str | None, captions: Iterable[str], rules: OutletRules
) -> tuple[list[str], list[str]]:
    known = {key_of(caption) for caption in captions if len(caption) >= _SHORTEST_REPEAT}
    # An outlet's bare name is what is left of a picture's credit.
    known.update(key_of(name) for name in (title, outlet) if name)
    body: list[str] = []
    aside: list[str] = []
    keys: list[str] = []
    said_again = ended = False
    for line in lines:
        key = key_of(line)
        ended = ended or (bool(body) and rules.is_end(line))
        # The lead may be said again as the first paragraph.
        again = len(keys) == 1 and not said_again and len(key) >= _SHORTEST_REPEAT and key in keys
        said_again |= again
        if not key or key in known or again or ended or is_furniture_line(line) or rules.is_furniture(line):
            if not title or key != key_of(title):
                aside.append(line)
            continue
        body.append(line)
        keys.append(key)
    return body, aside
