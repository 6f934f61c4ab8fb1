"""An article with its evidence marked, and under it what was read there and why."""

from __future__ import annotations

from itertools import pairwise

from rich.panel import Panel
from rich.text import Text

from alerts.safe_text import plain
from flows.screens.listings import brief, cell, moment, narrow, table
from flows.screens.output import console, piped, say, tabulate
from parsers.fact_sheet import mention_to_dict
from parsers.model import Article, Mention, Reading
from parsers.reader import READ_AT_MOST

_STYLE = {
    "new": "black on green",
    "scheduled": "black on cyan",
    "retrospective": "black on yellow",
    "conditional": "black on bright_black",
    "state": "black on white",
}


def show(article: Article, reading: Reading) -> None:
    """The whole article: mentions coloured by role and numbered, furniture dimmed, then the facts in a table."""
    facts = (article.outlet, published_when(article), article.url)
    say(" · ".join(plain(str(fact)) for fact in facts if fact), "dim")
    say(("Relevant: " if reading.relevant else "Not relevant: ") + reading.why, "bold")
    if note := read_as_far_as(article):
        say(f"! {note}", "yellow")
    text = marked(article, reading)
    console().print(text if piped() else Panel(text, border_style="dim"))
    say("  ".join(f"[{role}]" for role in _STYLE), "dim")
    columns = ("#", "role", "type", "authority", "what was read", "rule", "sure")
    made = table(*(columns[:-2] if narrow() else columns), whole=("#", "role", "sure"))
    for number, mention in enumerate(reading.mentions, 1):
        sheet = mention_to_dict(mention, article)
        row = (
            cell(number), cell(mention.role, _STYLE[mention.role]), cell(mention.type),
            cell(mention.authority), cell(brief(sheet)), cell(mention.span.rule, "dim"),
            cell(f"{mention.confidence:.2f}", "dim"),
        )  # fmt: skip
        made.add_row(*row[: len(made.columns)])
    if reading.mentions:
        tabulate(made)
    for span, why in reading.dismissed:
        say(f"✗ not an event ({why}): {plain(article.text[span.start : span.end], 160)}", "dim")


def marked(article: Article, reading: Reading) -> Text:
    """The article's own text, coloured where it is evidence. Brackets stand for the colours where there are none."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for number, mention in enumerate(reading.mentions, 1):
        opening.setdefault(mention.span.start, []).append(f"⟦{number} ")
        closing.setdefault(mention.span.end, []).append("⟧")
    edges = sorted({0, len(article.text), *opening, *closing, *(edge for span in reading.furniture for edge in span)})
    text = Text()
    for start, end in pairwise(edges):
        text.append("".join(closing.get(start, ())) + "".join(opening.get(start, ())), style="bold")
        text.append(harmless(article.text[start:end]), style=_style(start, reading))
    text.append("".join(closing.get(len(article.text), ())), style="bold")
    return text


def _style(at: int, reading: Reading) -> str:
    over: list[Mention] = [mention for mention in reading.mentions if mention.span.start <= at < mention.span.end]
    if over:
        return _STYLE[over[0].role]
    return "dim" if any(start <= at < end for start, end in reading.furniture) else ""


def harmless(text: str) -> str:
    """The text without control characters and those that turn its direction; lines are kept."""
    return "".join(
        letter if letter == "\n" or letter.isprintable() else " " if letter.isspace() else "" for letter in text
    )


def read_as_far_as(article: Article) -> str:
    """Says where reading stopped, if it did before the end."""
    if len(article.text) <= READ_AT_MOST:
        return ""
    return (
        f"Only the first {READ_AT_MOST:,} of {len(article.text):,} characters were read: no report is longer. "
        "Cut the text and read the parts where the rest matters."
    )


def published_when(article: Article) -> str:
    """When it came out, as far as that is known."""
    if article.published:
        return moment(article.published)
    bounds = article.bounds
    if bounds.earliest is None and bounds.latest is None:
        return "publication date unknown"
    return f"published between {bounds.earliest or '?'} and {bounds.latest or '?'}"
