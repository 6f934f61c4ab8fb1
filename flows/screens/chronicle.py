"""Events, timelines, ratings and articles as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.text import Text

from alerts.safe_text import plain
from alerts.wording import BRIEF_GRADE, GRADE, count, month_label
from flows.looking import EventLine, Rating
from flows.screens.listings import brief_date, brief_span, cell, grade, moment, narrow, show, table
from flows.screens.output import GRADE_STYLE, console, say
from parsers.model import GRADES, Authority
from parsers.partial_date import PartialDate

_BAR = 40
# Columns of a terminal from which ratings have how long ago, and grades in full.
_ROOM_FOR_AGES, _ROOM_FOR_WORDS = 150, 210
_MONTH, _YEAR = 30.44, 365.25
# For terminals that have no room for words.
SHORT_GRADE: Mapping[Any, str] = {**BRIEF_GRADE, "outstanding": "Outst.", "inadequate": "Inad."}
_FAMILY_MARK = {"inspection": "●", "intervention": "■", "leadership": "▲", "activity": "◆", "funding": "£"}


def show_events(lines: Sequence[EventLine]) -> None:
    """Events with how sure they are."""
    _show_lines(lines, "No events yet. Run: watchkeeper run", named=True)


def show_timeline(authority: Authority, lines: Sequence[EventLine]) -> None:
    """One authority's history, the oldest first."""
    say(f"{authority.name}  {authority.type}, {authority.region_ofsted}", "bold")
    _show_lines(lines, "Nothing is known of it yet.", named=False)
    if lines:
        say("● inspection or visit  ■ intervention  ▲ leadership  ◆ activity  £ funding", "dim")


def _show_lines(lines: Sequence[EventLine], empty: str, named: bool) -> None:
    """Where there is room, each date says what it is the date of; else a line below does, once for all."""
    small = narrow()
    columns = ("when", "authority" if named else "", "what", "fieldwork", "status", "sources", "id")
    made = table(*(columns[:-2] if small else columns), whole=("when", "", "fieldwork", "status", "id"))
    for line in lines:
        mark = cell(line.event.authority, "bold") if named else cell(_FAMILY_MARK.get(line.event.family, ""), "dim")
        row = (cell(_when(line, small)), mark, _what(line), cell(_fieldwork(line)), _status(line))
        made.add_row(*row, *(() if small else (cell(line.sources or "–"), cell(line.event.id, "dim"))))
    show(made, empty)
    if small and lines:
        say("when: published, in force or first told; ≤ no later than", "dim")


def _when(line: EventLine, small: bool) -> str:
    when = line.when
    if when.told is None:
        return when.label
    if small:
        return f"{'≤ ' if when.label.endswith('by') else ''}{brief_date(when.told)}"
    return f"{when.label} {brief_date(when.told)}".strip()


def _fieldwork(line: EventLine) -> str | None:
    if line.event.family != "inspection":
        return None
    dates = line.facts.dates
    return brief_span(dates.get("start"), dates.get("end"))


def show_ratings(ratings: Sequence[Rating], today: date) -> None:
    """Every authority's judgements, then how many have which overall."""
    small, width = narrow(), console().width
    words = SHORT_GRADE if small else BRIEF_GRADE if width < _ROOM_FOR_WORDS else GRADE
    grades = ("overall", "leaders", "help", "in care", "leavers")
    if width >= _ROOM_FOR_WORDS:
        grades = ("overall", "leaders", "help & protection", "in care", "care leavers")
    columns = ("authority", *(() if small else ("region",)), *grades, "published")
    made = table(*columns, whole=(*grades, "published"))
    for rating in ratings:
        areas: Mapping[str, str] = {str(k): v for k, v in rating.facts.judgements.items()} if rating.facts else {}
        together = areas.get("in_care_and_care_leavers")
        made.add_row(
            cell(rating.authority.name, "bold"),
            *(() if small else (cell(rating.authority.region_ofsted, "dim"),)),
            grade(areas.get("overall"), words) if areas.get("overall") or not areas else Text("not given", style="dim"),
            *(grade(areas.get(area), words) for area in ("leaders", "help_and_protection")),
            *(grade(areas.get(area) or together, words) for area in ("in_care", "care_leavers")),
            cell(_published(rating, today, width)),
        )  # fmt: skip
    show(made, "No ratings are known. Run: watchkeeper first-run")
    if words is not GRADE and ratings:
        say("RI: requires improvement; help: help and protection; leavers: care leavers", "dim")
    _chart(ratings)


def show_articles(articles: Sequence[Mapping[str, Any]]) -> None:
    """Articles with why they count, or do not; one that was edited shows how many versions there are."""
    made = table("id", "published", "outlet", "title", "why", whole=("id", "published"))
    for article in articles:
        versions = f" ({article['versions']} versions)" if article["versions"] > 1 else ""
        made.add_row(
            cell(article["id"], "dim"), cell(_came_out(article) + versions), cell(article["outlet"]),
            cell(_headline(article), "bold" if article["relevant"] and not article["fate"] else "dim"),
            cell(article["why"], "dim"),
        )  # fmt: skip
    show(made, "No articles are stored yet. Run: watchkeeper run")


def _headline(article: Mapping[str, Any]) -> str:
    if article["fate"]:
        return f"({article['fate']})"
    # Where its page could not be had.
    summary = " (the feed's summary alone)" if article["partial"] else ""
    return f"{article['title'] or article['opening']}{summary}"


def _came_out(article: Mapping[str, Any]) -> str:
    """The day or moment; `~` where it was worked out, the bounds where only they are known."""
    first, last = (PartialDate(article[key]) if article[key] else None for key in ("earliest", "latest"))
    if article["published"]:
        shown = moment(datetime.fromisoformat(article["published"]))
        return f"~{shown}" if first != last else shown
    return brief_span(first, last) or "–"


def _what(line: EventLine) -> Text:
    grades = [value for value in (line.event.facts.get("judgements") or {}).values() if value in GRADE_STYLE]
    overall = (line.event.facts.get("judgements") or {}).get("overall") or (grades[0] if grades else None)
    told = cell(line.what, GRADE_STYLE.get(overall or "", ""))
    for note in line.notes:
        told.append(f" (note: {plain(note, 300)})", style="italic")
    return told


def _status(line: EventLine) -> Text:
    style = {"confirmed": "green", "disputed": "bold red"}.get(line.event.status, "")
    return cell("official" if line.official else line.event.status, style)


def _published(rating: Rating, today: date, width: int) -> str | None:
    if rating.published is None:
        return None
    if width < _ROOM_FOR_AGES:
        return month_label(rating.published)
    return f"{brief_date(rating.published)}, {_ago((today - rating.published.earliest).days)}"


def _ago(days: int) -> str:
    """In whole months up to two years, then in whole years."""
    if days < 2 * _MONTH:
        return f"{count(max(days, 0), 'day', 'days')} ago" if days > 0 else "today"
    if days < 2 * _YEAR:
        return f"{int(days / _MONTH)} months ago"
    return f"{int(days / _YEAR)} years ago"


def _chart(ratings: Sequence[Rating]) -> None:
    """How many authorities have which overall judgement, as bars."""
    counted = Counter(
        str(rating.facts.judgements.get("overall") or "none") for rating in ratings if rating.facts is not None
    )
    most = max(counted.values(), default=0)
    labels = {**{str(grade): GRADE[grade] for grade in GRADES}, "none": "No overall given"}
    for name, label in labels.items():
        count = counted.get(name, 0)
        bar = "█" * round(_BAR * count / most) if most else ""
        console().print(Text.assemble(f"{label:<22}", (bar, GRADE_STYLE.get(name, "dim")), f" {count}"))
