"""The volume of a subscription as bars: one a week."""

from __future__ import annotations

from flows.screens.output import say
from flows.volume import Volume, Week

_BARS = " ▁▂▃▄▅▆▇█"
_A_ROW = 26


def show_volume(found: Volume, heading: str = "Messages a week") -> None:
    """Half a year a line, each bar a week; then the sum, and a word where it is too much."""
    if not found.weeks:
        return
    say()
    say(f"  {heading}")
    top = max((week.at_once + week.in_digests for week in found.weeks), default=0)
    for start in range(0, len(found.weeks), _A_ROW):
        row = found.weeks[start : start + _A_ROW]
        bars = "".join(_bar(week, top) for week in row)
        say(f"  {_label(row[0]):>8} {bars:<{_A_ROW}} {_label(row[-1])}")
    digests = sum(week.in_digests for week in found.weeks)
    silent = sum(not week.at_once and not week.in_digests for week in found.weeks)
    gathered = f"; {digests} more in digests" if digests else ""
    most = f", {found.most.at_once} at most" if found.most else ""
    say(
        f"  {found.average:.1f} a week at once on average{most}{gathered}; "
        f"{silent} of {len(found.weeks)} weeks without."
    )
    if found.warning:
        say(f"  {found.warning}", "yellow")


def _bar(week: Week, top: int) -> str:
    count = week.at_once + week.in_digests
    return _BARS[-(-count * (len(_BARS) - 1) // top)] if top and count else "·"


def _label(week: Week) -> str:
    return f"{week.monday:%b %Y}"
