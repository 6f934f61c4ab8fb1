"""Tables and lists: what a feed, a page or an article holds, and what the database does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from alerts.safe_text import plain
from alerts.wording import GRADE, month_label, span
from flows.screens.output import GRADE_STYLE, NARROW, console, hint, say, tabulate
from parsers.manifest import ManifestItem
from parsers.model import LONDON, Feed, Page, Reading
from parsers.partial_date import MONTHS, PartialDate


def table(*columns: str, title: str | None = None, whole: Collection[str] = ()) -> Table:
    """An empty table in the house style: no lines but one under its head. The columns named in `whole` never break."""
    made = Table(
        box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False,
        padding=(0, 1, 0, 0),
    )  # fmt: skip
    for column in columns:
        made.add_column(column, overflow="fold", no_wrap=column in whole)
    return made


def narrow() -> bool:
    """Whether the terminal has room only for what matters most."""
    return console().width < NARROW


def cell(value: object, style: str = "") -> Text:
    """A value as text: never markup, never a control character, a dash for nothing."""
    return Text(plain(str(value), 300) if value not in (None, "", (), []) else "–", style=style)


def grade(value: str | None, words: Mapping[Any, str] = GRADE) -> Text:
    """A grade in its colour and, because colour is not for everyone, always in words."""
    return Text(words.get(value, "–"), style=GRADE_STYLE.get(value, "")) if value else Text("–")


def moment(value: datetime | None) -> str:
    """A moment as London's clocks show it; noon or midnight sharp stands for a day whose hour is not known."""
    if value is None:
        return "–"
    local = value.astimezone(LONDON)
    return brief_date(PartialDate.of(local.date())) + ("" if _only_day(local) else f" {local:%H:%M}")


def brief_date(value: PartialDate | None) -> str:
    """`4 Nov 2019`, `Nov 2019` or `2019`."""
    if value is None:
        return "–"
    if value.precision == "year":
        return value.spoken()
    month = month_label(value)
    return f"{value.earliest.day} {month}" if value.precision == "day" else month


def brief_span(start: PartialDate | None, end: PartialDate | None) -> str:
    """`23 Sep–4 Oct 2019`, `6–7 May 2020`, `Jul 2020`; empty when neither is known."""
    text = span(start, end)
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text


def _only_day(local: datetime) -> bool:
    return (local.hour % 12, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)


def show(made: Table, empty: str) -> None:
    """Print a table, or say why there is none."""
    if made.row_count:
        tabulate(made)
    else:
        hint(empty)


def show_feed(feed: Feed) -> None:
    """The entries of a feed and what is wrong with it."""
    title = plain(feed.title, 100) if feed.title else None
    made = table("published", "title", "address", title=title, whole=("published",))
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
    made = table("role", "type", "authority", "what", "evidence", whole=("role",))
    for mention in mentions:
        style = "bold" if mention["alert"] else ""
        made.add_row(
            cell(mention["role"], style), cell(mention["type"]), cell(mention["authority"]),
            cell(brief(mention)), cell(mention["quote"], "dim"),
        )  # fmt: skip
    if mentions:
        tabulate(made)


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
