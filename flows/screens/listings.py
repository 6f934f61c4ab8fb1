"""Tables and lists: what a feed, a page or an article holds, and what the database does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from alerts.safe_text import plain
from alerts.wording import GRADE
from flows.screens.output import GRADE_STYLE, console, say
from parsers.manifest import ManifestItem
from parsers.model import LONDON, Feed, Page, Reading


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table in the house style: no lines but one under its head."""
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def cell(value: object, style: str = "") -> Text:
    """A value as text: never markup, never a control character, a dash for nothing."""
    return Text(plain(str(value), 300) if value not in (None, "", (), []) else "–", style=style)


def grade(value: str | None) -> Text:
    """A grade in its colour and, because colour is not for everyone, always in words."""
    return Text(GRADE.get(value, "–"), style=GRADE_STYLE.get(value, "")) if value else Text("–")  # type: ignore[call-overload]


def moment(value: datetime | None) -> str:
    """A moment as London's clocks show it."""
    return value.astimezone(LONDON).strftime("%-d %b %Y %H:%M") if value else "–"


def show(made: Table, empty: str) -> None:
    """Print a table, or say why there is none."""
    if made.row_count:
        console().print(made)
    else:
        say(empty)


def show_feed(feed: Feed) -> None:
    """The entries of a feed and what is wrong with it."""
    made = table("published", "title", "address", title=plain(feed.title, 100) if feed.title else None)
    for entry in feed.entries:
        made.add_row(cell(moment(entry.published)), cell(entry.title), cell(entry.url, "dim"))
    show(made, "No entries.")
    say(f"{len(feed.entries)} entries, {feed.format or 'of no known format'}", "dim")
    for problem in feed.problems:
        say(f"! {problem}", "yellow")


def show_page(name: str, page: Page) -> None:
    """What was read off a page, the article first."""
    say(page.title or name, "bold")
    facts = (page.kind, page.outlet, page.byline, moment(page.published) if page.published else None, page.url)
    say(" · ".join(plain(str(fact)) for fact in facts if fact), "dim")
    say()
    say(page.body or "(no article text)")
    say()
    if page.furniture:
        say(f"{len(page.furniture)} pieces of furniture left out", "dim")
    for problem in page.problems:
        say(f"! {problem}", "yellow")


def show_reading(item: ManifestItem, reading: Reading, mentions: Sequence[Mapping[str, Any]]) -> None:
    """One article's mentions as a table."""
    say(f"{item.id}  {plain(item.title, 100) if item.title else ''}".rstrip(), "bold")
    say(("relevant: " if reading.relevant else "not relevant: ") + reading.why, "dim")
    made = table("role", "type", "authority", "what", "evidence")
    for mention in mentions:
        style = "bold" if mention["alert"] else ""
        made.add_row(
            cell(mention["role"], style), cell(mention["type"]), cell(mention["authority"]),
            cell(brief(mention)), cell(mention["quote"], "dim"),
        )  # fmt: skip
    if mentions:
        console().print(made)


def brief(facts: Mapping[str, Any]) -> str:
    """The facts of a mention or event in a few words."""
    parts = [str(facts[key]).replace("_", " ") for key in ("kind", "instrument", "action", "what") if facts.get(key)]
    parts += [f"{area} {value}".replace("_", " ") for area, value in (facts.get("judgements") or {}).items()]
    if facts.get("priority_actions") is not None:
        parts.append(f"{facts['priority_actions']} priority actions")
    parts += [f"{person['name'] or 'unnamed'} {person['change'] or ''}".strip() for person in facts.get("people") or ()]
    if facts.get("amount_gbp"):
        parts.append(f"£{facts['amount_gbp']:,}")
    parts += [f"{key} {value}" for key, value in (facts.get("dates") or {}).items()]
    return ", ".join(parts)
