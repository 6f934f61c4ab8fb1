"""Events, timelines, ratings, articles and sources as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.text import Text

from alerts.wording import GRADE
from flows.looking import EventLine, Rating
from flows.screens.listings import cell, grade, moment, show, table
from flows.screens.output import GRADE_STYLE, console, say
from parsers.model import GRADES, Authority

_BAR = 40
_FAMILY_MARK = {"inspection": "●", "intervention": "■", "leadership": "▲", "activity": "◆", "funding": "£"}


def show_events(lines: Sequence[EventLine]) -> None:
    """Events with how sure they are."""
    made = table("when", "authority", "what", "status", "sources")
    for line in lines:
        made.add_row(
            cell(line.when), cell(line.event.authority, "bold"), _what(line), _status(line), cell(line.sources or "–")
        )
    show(made, "No events yet. Run: watchkeeper run")


def show_timeline(authority: Authority, lines: Sequence[EventLine]) -> None:
    """One authority's history, the oldest first."""
    say(f"{authority.name}  {authority.type}, {authority.region_ofsted}", "bold")
    made = table("when", "", "what", "status", "sources")
    for line in lines:
        mark = cell(_FAMILY_MARK.get(line.event.family, ""), "dim")
        made.add_row(cell(line.when), mark, _what(line), _status(line), cell(line.sources or "–"))
    show(made, "Nothing is known of it yet.")
    say("● inspection or visit  ■ intervention  ▲ leadership  ◆ activity  £ funding", "dim")


def show_ratings(ratings: Sequence[Rating], today: date) -> None:
    """Every authority's judgements, then how many have which overall."""
    made = table(
        "authority", "region", "overall", "leaders", "help & protection", "in care", "care leavers", "published"
    )
    for rating in ratings:
        areas: Mapping[str, str] = {str(k): v for k, v in rating.facts.judgements.items()} if rating.facts else {}
        together = areas.get("in_care_and_care_leavers")
        made.add_row(
            cell(rating.authority.name, "bold"), cell(rating.authority.region_ofsted, "dim"),
            grade(areas.get("overall")) if areas.get("overall") or not areas else Text("not given", style="dim"),
            grade(areas.get("leaders")), grade(areas.get("help_and_protection")),
            grade(areas.get("in_care") or together), grade(areas.get("care_leavers") or together),
            cell(_age(rating, today)),
        )  # fmt: skip
    show(made, "No ratings are known. Run: watchkeeper first-run")
    _chart(ratings)


def show_articles(articles: Sequence[Mapping[str, Any]]) -> None:
    """Articles with why they count, or do not."""
    made = table("published", "outlet", "title", "")
    for article in articles:
        published = article["published"]
        made.add_row(
            cell(moment(datetime.fromisoformat(published)) if published else None), cell(article["outlet"]),
            cell(article["title"], "bold" if article["relevant"] else "dim"), cell(article["why"], "dim"),
        )  # fmt: skip
    show(made, "No articles are stored yet. Run: watchkeeper run")


def show_sources(sources: Sequence[Mapping[str, Any]]) -> None:
    """Sources with how they fare; what fails stands out."""
    made = table("source", "status", "last success", "last new", "next try", "detail")
    for source in sources:
        failing = bool(source["failures"])
        status = source["status"] if source["enabled"] else "off"
        dates = [cell(_moment(source[name])) for name in ("last_success_at", "last_new_at", "due_at")]
        made.add_row(
            cell(source["name"]), cell(status, "red" if failing else "dim" if status == "off" else "green"),
            *dates, cell(source["detail"], "dim"),
        )  # fmt: skip
    show(made, "No sources are set up. Run: watchkeeper run")


def _moment(value: str | None) -> str | None:
    return moment(datetime.fromisoformat(value)) if value else None


def _what(line: EventLine) -> Text:
    grades = [value for value in (line.event.facts.get("judgements") or {}).values() if value in GRADE_STYLE]
    overall = (line.event.facts.get("judgements") or {}).get("overall") or (grades[0] if grades else None)
    return cell(line.what, GRADE_STYLE.get(overall or "", ""))


def _status(line: EventLine) -> Text:
    style = {"confirmed": "green", "disputed": "bold red"}.get(line.event.status, "")
    return cell("official" if line.official else line.event.status, style)


def _age(rating: Rating, today: date) -> str | None:
    if rating.published is None:
        return None
    years = (today - rating.published.earliest).days / 365.25
    return f"{rating.published.spoken()} ({years:.1f} years ago)"


def _chart(ratings: Sequence[Rating]) -> None:
    """How many authorities have which overall judgement, as bars."""
    counted = Counter(
        str(rating.facts.judgements.get("overall") or "none") for rating in ratings if rating.facts is not None
    )
    most = max(counted.values(), default=0)
    for name in (*GRADES, "none"):
        count = counted.get(name, 0)
        label = GRADE[name] if name != "none" else "No overall given"  # type: ignore[index]
        bar = "█" * round(_BAR * count / most) if most else ""
        console().print(Text.assemble(f"{label:<22}", (bar, GRADE_STYLE.get(name, "dim")), f" {count}"))
