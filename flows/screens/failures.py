"""What failed in a look at sources: who, why in a few words, and where; all alike in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args
from urllib.parse import urlsplit

from flows.exchange import Reason
from flows.screens.output import hang, say
from parsers.poll_status import is_good
from storage.tables import SourceRow

_LEAST_ALIKE = 3
_NAME_WIDTH = 34


def reason(status: str, detail: str | None, url: str) -> str:
    """Why in a few words: without the word for programs and the host, which stand beside it."""
    text = detail or status.replace("_", " ")
    for known in get_args(Reason):
        text = text.removeprefix(f"{known}: ")
    return text.removeprefix(f"{urlsplit(url).hostname}: ")


def alike(failing: Sequence[Mapping[str, Any]]) -> str | None:
    """The reason that all of several have in common."""
    reasons = {reason(row["status"], row["detail"], row["url"]) for row in failing}
    return reasons.pop() if len(reasons) == 1 and len(failing) >= _LEAST_ALIKE else None


def show_failures(failing: Sequence[Mapping[str, Any]], polled: int) -> None:
    """The sources that failed in this pass, each with its reason and address."""
    if not failing:
        return
    common = alike(failing)
    say(f"✗ {len(failing)} of {polled} sources failed" + (f": {common}" if common else ""), "red")
    for row in failing:
        why = "" if common else f"{reason(row['status'], row['detail'], row['url'])}  "
        say(hang(f"  ✗ {row['name']}: {why}{row['url']}", 6))


def show_live(rows: Sequence[SourceRow], newer: int) -> None:
    """One line for each source that was looked at; `newer` counts the reports that the baseline did not hold."""
    width = min(max((len(row.name) for row in rows), default=0), _NAME_WIDTH)
    failing = [{"status": row.status, "detail": row.detail, "url": row.url} for row in rows if not is_good(row.status)]
    common = alike(failing) if len(failing) == len(rows) else None
    if common:
        say(f"  ✗ {len(rows)} of {len(rows)}: {common}", "red")
        return
    for row in rows:
        name = f"{row.name if len(row.name) <= width else row.name[: width - 1] + '…':<{width}}"
        if not is_good(row.status):
            say(f"  ✗ {name}  {reason(row.status, row.detail, row.url)}", "red")
        elif row.kind == "ofsted_search":
            say(f"  ✓ {name}  {newer} newer than baseline, stored, no alerts", "green")
        else:
            say(f"  ✓ {name}  {row.status}", "green")
