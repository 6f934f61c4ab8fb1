"""Sources with how they fare, and one of them with its history."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.safe_text import plain
from alerts.wording import count
from flows.screens.failures import reason
from flows.screens.listings import cell, moment, narrow, show, table
from flows.screens.output import say
from flows.source_health import Health, hours
from parsers.poll_status import in_words, is_good
from storage.tables import AttemptRow


def show_sources(found: Sequence[Health]) -> None:
    """Sources with how they fare; what needs somebody stands out."""
    small = narrow()
    heads = ("last success",) if small else ("has news", "last success", "last new", "next try", "behind the first")
    made = table("source", *(() if small else ("id",)), "status", *heads, "detail", whole=("status", *heads))
    for item in found:
        row = item.row
        wide = (cell(item.usual, "dim"), cell(moment(row.last_success_at)), cell(moment(row.last_new_at)),
                cell(moment(item.due_at)), cell(_behind(item), "dim"))  # fmt: skip
        made.add_row(
            cell(row.name), *(() if small else (cell(row.id, "dim"),)), cell(item.state, _style(item)),
            *(wide[1:2] if small else wide), cell(_detail(item), "dim"),
        )  # fmt: skip
    show(made, "No sources are set up. Run: watchkeeper run")


def show_source(item: Health, tries: Sequence[AttemptRow]) -> None:
    """One source, its habits, and what each of its latest tries came to."""
    row = item.row
    say(f"{plain(row.name)}  {item.state}", "bold")
    facts = table("what", "", whole=("what",))
    for what, said in (
        ("address", row.url),
        ("moved to", row.moved_to),
        ("why", _detail(item)),
        ("polled", _pace(item)),
        ("has news", _news(item)),
        ("last success", moment(row.last_success_at)),
        ("failing since", moment(row.failing_since) if row.failing_since else None),
        ("changes", "its server says “not modified” though it is; asked for the whole" if row.validators_lie else None),
        ("beside others", _behind(item)),
    ):
        if said:
            facts.add_row(cell(what), cell(said))
    show(facts, "")
    history = table("when", "came to", "HTTP", "items", "new", "ms", "detail", whole=("when", "came to"))
    for tried in tries:
        style = "" if is_good(tried.status) else "red"
        history.add_row(
            cell(moment(tried.at)), cell(in_words(tried.status), style), cell(tried.http_status),
            cell(tried.entries or None), cell(tried.new or None), cell(tried.elapsed_ms), cell(tried.detail, "dim"),
        )  # fmt: skip
    show(history, "It was never polled.")


def _pace(item: Health) -> str:
    if item.due_at is None:
        return f"not now: {item.state}"
    return f"every {item.row.every_minutes} minutes if it has news so often; next try {moment(item.due_at)}"


def _news(item: Health) -> str | None:
    if item.row.last_new_at is None:
        return None
    last = f"last on {moment(item.row.last_new_at)}"
    return f"{item.usual}, {last}" if item.usual else last


def _style(item: Health) -> str:
    if item.well:
        return "green" if is_good(item.row.status) and item.state == item.row.status else "dim"
    return "yellow" if is_good(item.row.status) else "red"


def _detail(item: Health) -> str | None:
    row = item.row
    if not row.failures:
        return item.why
    return f"{reason(row.status, item.why, row.url)} ({count(row.failures, 'time', 'times')})"


def _behind(item: Health) -> str | None:
    if item.lag is None:
        return None
    first = f"first in {item.lag.first} of {item.lag.events}"
    return f"{hours(item.lag):g} h, {first}" if item.lag.median else first
