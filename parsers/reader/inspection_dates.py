"""The dates of an inspection: as told, as told for all of a round-up, or as its length gives them."""

from __future__ import annotations

from datetime import timedelta

from parsers.model import DateKey, Kind, MentionType, Role, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.context import Context
from parsers.reader.date_keys import KeyedDate, keyed_dates
from parsers.reader.episode import Episode
from parsers.reader.inspection_kind import days_of, introduction
from parsers.reader.statement import VISITS


def _common_publication(context: Context) -> KeyedDate | None:
    """The day on which all letters of a round-up came out."""
    found = [item for text in introduction(context) for item in keyed_dates(context, text) if item.key == "published"]
    return found[0] if len(found) == 1 else None


def dates_of(
    context: Context, episode: Episode, kind: Kind | None, mention: MentionType
) -> tuple[dict[DateKey, PartialDate], dict[str, Span]]:
    dates: dict[DateKey, PartialDate] = {}
    evidence: dict[str, Span] = {}
    for key, value in episode.dates():
        dates[key] = value
        item = episode.date(key)
        if item:
            evidence[f"dates.{key}"] = Span(item.expression.start, item.expression.end, item.expression.basis)
    common = _common_publication(context) if context.sections and "published" not in dates else None
    if common and mention == "visit_outcome" and not episode.first.recalled and "start" in dates:
        dates["published"] = common.value
        evidence["dates.published"] = Span(common.expression.start, common.expression.end, common.expression.basis)
    _derive_end(episode, kind, dates)
    start = dates.get("start")
    inspected = episode.date("start")
    of_grade = inspected is not None and not inspected.of_inspection
    if mention == "judgement" and start and start.precision == "year" and of_grade and "published" not in dates:
        # "In 2019 it was rated good" dates the rating, however the sentence goes on.
        dates["published"] = dates.pop("start")
        evidence["dates.published"] = evidence.pop("dates.start")
        dates.pop("end", None)
    out = mention == "judgement" or (mention == "visit_outcome" and "published" in dates)
    if out and "report_expected" in dates:
        del dates["report_expected"]
    return dates, evidence


def _derive_end(episode: Episode, kind: Kind | None, dates: dict[DateKey, PartialDate]) -> None:
    """The last day where the length is said: two days for visits, Monday to Friday for a week."""
    start = dates.get("start")
    if start is None or "end" in dates:
        return
    days = days_of(episode)
    weeks = next((item.weeks for item in episode.statements if item.weeks), None)
    if start.precision == "month" and (days == 2 or weeks) and "published" in dates:
        dates["end"] = start
    if start.precision != "day":
        return
    if kind in VISITS and days:
        dates["end"] = PartialDate.of(start.earliest + timedelta(days=days - 1))
    elif weeks == 1 and start.earliest.weekday() == 0:
        dates["end"] = PartialDate.of(start.earliest + timedelta(days=4))


def window_of(context: Context, episode: Episode, role: Role) -> Window:
    """What is recalled lies before publication. News without a date is dated by what alerts know of it, not here."""
    if any(True for _ in episode.dates()):
        return Window()
    latest = context.published.latest
    return Window(None, latest) if role in ("retrospective", "state") else Window()
