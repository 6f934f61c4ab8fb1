"""An article with its evidence as one page for a browser: no script, nothing loaded from anywhere, light and dark.

All text on it is a stranger's: it passes `harmless` first and the template's escaping after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from alerts.safe_text import link, plain
from alerts.wording import AREA, GRADE, INSPECTION
from flows.screens.explained import harmless, published_when, read_as_far_as
from parsers.fact_sheet import mention_to_dict
from parsers.model import Article, Mention, Reading
from parsers.partial_date import PartialDate

ROLES = {
    "new": "the article’s own news",
    "scheduled": "to come, on a day or in a month it gives",
    "retrospective": "recalled from before",
    "conditional": "may happen, or is said to be possible",
    "state": "stands, without a date of its own",
}
_LISTED = (
    "inspectorate", "kind", "judgements", "previous_overall", "priority_actions", "areas_for_improvement",
    "priority_action_texts", "improvement_texts", "theme", "instrument", "action", "service", "people", "inspectors",
    "amount_gbp", "per", "what", "partner", "dates", "contested",
)  # fmt: skip
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a mention: its name and value in words, and where it was read; no place where it was worked out."""

    name: str
    value: str
    rule: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is evidence for the same things throughout; `begins` are the mentions that start there."""

    text: str
    role: str
    begins: tuple[tuple[int, str], ...]
    tip: str
    fact: bool
    dismissed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, furniture or not."""

    pieces: tuple[Piece, ...]
    furniture: bool


def evidence_page(article: Article, reading: Reading) -> str:
    """The whole page as HTML."""
    cards = [_card(number, mention, article) for number, mention in enumerate(reading.mentions, 1)]
    used = {mention.role for mention in reading.mentions}
    return _template().render(
        title=plain(article.title or article.outlet or article.id, 200),
        outlet=plain(article.outlet or "", 100),
        published=published_when(article),
        address=link(article.url),
        relevant=reading.relevant,
        why=plain(reading.why, 300),
        note=read_as_far_as(article),
        roles=[(role, meaning) for role, meaning in ROLES.items() if role in used],
        has_furniture=bool(reading.furniture),
        lines=list(_lines(article, reading, cards)),
        cards=cards,
        dismissed=[
            (plain(article.text[span.start : span.end], 260), plain(why, 200)) for span, why in reading.dismissed
        ],
    )


def _card(number: int, mention: Mention, article: Article) -> dict[str, Any]:
    """What is shown of one mention beside the text."""
    sheet = mention_to_dict(mention, article)
    return {
        "number": number,
        "role": mention.role,
        "type": mention.type.replace("_", " "),
        "authority": plain(mention.authority or "no authority", 100),
        "correction": mention.correction,
        "rule": mention.span.rule,
        "sure": round(100 * mention.confidence),
        "facts": [fact for name in _LISTED for fact in _facts(name, sheet, mention, article)],
    }


def _facts(name: str, sheet: Mapping[str, Any], mention: Mention, article: Article) -> Iterator[Fact]:
    value = sheet.get(name)
    if value in (None, {}, [], ""):
        return
    parts = value.items() if isinstance(value, Mapping) else [(None, value)]
    for key, one in parts:
        span = mention.evidence.get(f"{name}.{key}" if key else name)
        quote = plain(article.text[span.start : span.end], 90) if span else ""
        yield Fact(_name(name, key), _value(name, one), span.rule if span else "", quote)


def _name(name: str, key: str | None) -> str:
    if name == "judgements":
        return {str(area): said for area, said in AREA.items()}.get(key, key) if key else name
    return {"start": "began", "end": "ended", "report_expected": "report expected"}.get(key or "", key or _words(name))


def _value(name: str, value: Any) -> str:
    if name == "dates":
        return PartialDate(value).spoken()
    if name in ("judgements", "previous_overall"):
        return dict(GRADE).get(value, str(value))
    if name == "kind":
        return dict(INSPECTION).get(value, _words(value))
    if name == "people":
        return "; ".join(plain(f"{p['name'] or 'not named'} ({p['role']}): {p['change'] or 'in post'}") for p in value)
    if name == "amount_gbp":
        return f"£{value:,}"
    return plain("; ".join(map(str, value)) if isinstance(value, list) else _words(str(value)), 400)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _lines(article: Article, reading: Reading, cards: list[dict[str, Any]]) -> Iterator[Line]:
    """The article's paragraphs, cut where evidence begins or ends."""
    edges = {edge for span, _ in _marks(reading, cards) for edge in span}
    edges |= {edge for span, _ in reading.dismissed for edge in (span.start, span.end)}
    marks = _marks(reading, cards)
    for match in _LINE.finditer(article.text):
        start, end = match.span()
        if not match.group().strip():
            continue
        furniture = any(first <= start < last for first, last in reading.furniture)
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        pieces = (_piece(first, last, article, reading, marks) for first, last in pairwise(cuts))
        yield Line(tuple(pieces), furniture)


def _marks(reading: Reading, cards: list[dict[str, Any]]) -> list[tuple[tuple[int, int], str]]:
    """Every place of a fact, with what it says."""
    marks = []
    for mention, card in zip(reading.mentions, cards, strict=True):
        marks.append(((mention.span.start, mention.span.end), ""))
        for path, span in mention.evidence.items():
            said = _words(path.replace(".", ": "))
            marks.append(((span.start, span.end), f"{card['number']} · {said} · rule “{span.rule}”"))
    return marks


def _piece(start: int, end: int, article: Article, reading: Reading, marks: list[tuple[tuple[int, int], str]]) -> Piece:
    over = [mention for mention in reading.mentions if mention.span.start <= start < mention.span.end]
    begins = tuple(
        (number, mention.role) for number, mention in enumerate(reading.mentions, 1) if mention.span.start == start
    )
    said = dict.fromkeys(tip for (first, last), tip in marks if tip and first <= start < last)
    return Piece(
        text=harmless(article.text[start:end]),
        role=over[0].role if over else "",
        begins=begins,
        tip=plain("\n".join(said).replace("\n", " — "), 300),
        fact=bool(said),
        dismissed=any(span.start <= start < span.end for span, _ in reading.dismissed),
    )


@cache
def _template() -> Template:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("evidence_page.html.j2")
