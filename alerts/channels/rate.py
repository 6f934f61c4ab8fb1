"""How fast a service may be sent to, as `30/m` says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

_RATE = re.compile(r"([1-9]\d{0,5})/([smh])")
_SPAN = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` messages at once, and one more each `every`."""

    every: timedelta
    burst: int = 1


def read_rate(text: str) -> Rate | None:
    """`2/s`, `30/m` or `500/h`, evenly spaced; None for anything else."""
    found = _RATE.fullmatch(text.strip())
    return Rate(_SPAN[found[2]] / int(found[1])) if found else None
