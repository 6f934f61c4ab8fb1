"""Sources with how they fare, and one of them with its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.text import Text

from alerts.safe_text import plain
from alerts.wording import count
from flows.screens.failures import reason
from flows.screens.listings import cell, moment, narrow, show, table
from flows.screens.output import piped, say
from flows.source_health import Health, hours
from parsers.poll_status import in_words, is_good
from storage.tables import AttemptRow


def show_sources(found: Sequence[Health], some: bool = False) -> None:
    """Sources with how they fare, all or `some`; what needs somebody stands out."""
    columns = _PIPED if piped() else _NARROW if narrow() else tuple(_COLUMNS)
    made = table(*columns, whole=[name for name in columns if name not in ("source", "id", "detail")])
    for item in found:
        made.add_row(*(_COLUMNS[name](item) for name in columns))
    show(made, "No source is like that." if some else "No sources are set up. Run: watchkeeper run")


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


_COLUMNS: Mapping[str, Callable[[Health], Text]] = {
    "source": lambda item: cell(item.row.name),
    "id": lambda item: cell(item.row.id, "dim"),
    "status": lambda item: cell(item.state, _style(item)),
    "has news": lambda item: cell(item.usual, "dim"),
    "last success": lambda item: cell(moment(item.row.last_success_at)),
    "last new": lambda item: cell(moment(item.row.last_new_at)),
    "next try": lambda item: cell(moment(item.due_at)),
    "behind the first": lambda item: cell(_behind(item), "dim"),
    "detail": lambda item: cell(_detail(item), "dim"),
}
_NARROW = ("source", "status", "last success", "detail")
# What programs that cut lines into columns want; --json has it all.
_PIPED = ("id", "status", "last success", "next try", "detail")


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
