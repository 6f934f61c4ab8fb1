"""How often a source has news, from what it had before; and from when on its silence is strange."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

# Fewer moments are no rhythm.
FEWEST = 8
# What comes out within an hour comes out at once.
_AT_ONCE = timedelta(hours=1)
# A long weekend is no silence, and after two months anything is.
SHORTEST_SILENCE, LONGEST_SILENCE = timedelta(days=4), timedelta(days=60)
_LONG_GAPS = 4


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Of the times between two pieces of news: the middle one, and the one that nine of ten don't exceed."""

    usual: timedelta
    long: timedelta


def rhythm_of(moments: Iterable[datetime]) -> Rhythm | None:
    """The rhythm in which these moments follow each other; None where they are too few to tell."""
    distinct: list[datetime] = []
    for moment in sorted(moments):
        if not distinct or moment - distinct[-1] >= _AT_ONCE:
            distinct.append(moment)
    if len(distinct) < FEWEST:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(distinct))
    usual = timedelta(seconds=statistics.median(gap.total_seconds() for gap in gaps))
    return Rhythm(usual, gaps[min(round(0.9 * len(gaps)), len(gaps) - 1)])


def strange_after(long_gap: timedelta | None) -> timedelta:
    """So long after its last news a source has gone quiet: four of its own long gaps, four days to two months."""
    if long_gap is None:
        return LONGEST_SILENCE
    return min(max(_LONG_GAPS * long_gap, SHORTEST_SILENCE), LONGEST_SILENCE)


def gone_quiet(last_news: datetime | None, long_gap: timedelta | None, now: datetime) -> bool:
    """Whether a source that answers has had nothing for strangely long."""
    return last_news is not None and now - last_news > strange_after(long_gap)
