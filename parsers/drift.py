"""Whether a source still covers what it used to: its recent items beside those before.

A narrowed feed, a domain that changed hands, a section that took the place of another: each shows in where the items
lead to, in the language they are written in, or in what they speak of. Compared are shares and words, never meanings,
and only what changed by much more than the source's own ups and downs counts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from parsers.urls import host_of

RECENT, BEFORE = 20, 40
_DAYS, _USED_TO_AFTER = timedelta(days=3), timedelta(days=30)
# Shares of the items.
_MOST, _HARDLY_ANY = 0.8, 0.1
_MUCH, _SHARED_RELEVANT, _CHANCE = 0.3, 0.2, 0.0001
_ENGLISH_DROP, _HARDLY_ENGLISH = 0.35, 0.05
_LIKENESS_LEFT, _LIKENESS_FELT = 0.25, 0.08
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENGLISH = frozenset(
    [
        "the", "of", "to", "and", "in", "for", "is", "on", "at", "by", "with", "from", "as", "after", "be", "are",
        "has", "have", "it", "its", "that", "this", "will", "not", "over", "new", "was", "were", "who", "an", "or",
        "but", "out", "up", "he", "she", "they", "his", "her", "their", "our", "your", "you", "how", "what", "why",
        "when", "more", "than",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One item as a source showed it; `relevant` is None where it was not read."""

    url: str | None
    title: str | None
    relevant: bool | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Since when a source covers something else, and what changed; None for what was got used to."""

    since: datetime
    what: str | None


def shift_of(items: Iterable[tuple[datetime, Seen]], known: Shift | None, now: datetime) -> Shift | None:
    """How a source covers something else than it did, by its latest items with their moments.

    As long as a shift lasts, the items are held against those before it. After a month it is what the source does now.
    """
    ordered = sorted(items, key=lambda item: item[0])
    if known is None:
        return _noticed(ordered, None)
    if known.what is None or now - known.since >= _USED_TO_AFTER:
        since = [item for item in ordered if item[0] >= known.since]
        return _noticed(since, None) or Shift(known.since, None)
    before = [seen for moment, seen in ordered if moment < known.since]
    if len(before) < BEFORE:
        return known
    lasting = _noticed(ordered, before)
    return Shift(known.since, lasting.what) if lasting else None


def drift(before: Sequence[Seen], recent: Sequence[Seen]) -> str | None:
    """What changed between the earlier items and the recent ones, as a sentence; None for nothing out of its usual.

    At least forty earlier and twenty recent items are needed to tell.
    """
    return _first(before, recent, (*_AT_ONCE, *_IN_DAYS))


def _noticed(ordered: Sequence[tuple[datetime, Seen]], before: Sequence[Seen] | None) -> Shift | None:
    """A shift in the last twenty items, or in those of the last days: on a Saturday, twenty may be sport alone."""
    for tail, checks in ((ordered[-RECENT:], _AT_ONCE), (_of_days(ordered), _IN_DAYS)):
        head = [seen for _, seen in ordered[: len(ordered) - len(tail)]]
        what = _first(head if before is None else before, [seen for _, seen in tail], checks)
        if what:
            return Shift(tail[0][0], what)
    return None


def _of_days(ordered: Sequence[tuple[datetime, Seen]]) -> Sequence[tuple[datetime, Seen]]:
    lately = [item for item in ordered if item[0] > ordered[-1][0] - _DAYS]
    return lately if len(lately) >= RECENT else ordered[-RECENT:]


def _first(before: Sequence[Seen], recent: Sequence[Seen], checks: Sequence[Check]) -> str | None:
    if len(before) < BEFORE or len(recent) < RECENT:
        return None
    return next((said for check in checks if (said := check(before, recent))), None)


def _moved(before: Sequence[Seen], recent: Sequence[Seen]) -> str | None:
    """The host that the links lead to."""
    old, new = _shares(map(_host, before)), _shares(map(_host, recent))
    for host, share in new.items():
        if host and share >= _MOST and old.get(host, 0.0) <= _HARDLY_ANY:
            usual = max(old, key=lambda name: old[name])
            return f"its links lead to {host} now, no longer to {usual}" if usual else f"its links lead to {host} now"
    return None


def _narrowed(before: Sequence[Seen], recent: Sequence[Seen]) -> str | None:
    """The sections, by the beginning of the links' paths: a share that stood for much is gone."""
    old, new = _shares(map(_section, before)), _shares(map(_section, recent))
    for section, share in sorted(old.items(), key=lambda item: -item[1]):
        if section and share >= _MUCH and section not in new and _is_no_chance(share, recent):
            instead = max(new, key=lambda name: new[name])
            return f"nothing from its section {section} any more, mostly {instead or 'the front'}"
    return None


def _foreign(before: Sequence[Seen], recent: Sequence[Seen]) -> str | None:
    """The language."""
    old, new = _english(_words(before)), _english(_words(recent))
    if new < _HARDLY_ENGLISH and old - new >= _ENGLISH_DROP * old > 0 and _words(recent):
        return "its titles are hardly in English any more"
    return None


def _spoken(before: Sequence[Seen], recent: Sequence[Seen]) -> str | None:
    """What is spoken of: held against how alike its own earlier items are."""
    new = _topics(_words(recent))
    own = _likeness(_topics(_words(before[::2])), _topics(_words(before[1::2])))
    now = _likeness(_topics(_words(before)), new)
    if new and own >= _LIKENESS_FELT / _LIKENESS_LEFT and now < min(_LIKENESS_LEFT * own, _LIKENESS_FELT):
        said = ", ".join(word for word, _ in new.most_common(4))
        return f"it speaks of other things than before: {said}"
    return None


def _turned(before: Sequence[Seen], recent: Sequence[Seen]) -> str | None:
    """Of a source that often had what we look for, nothing is relevant any more."""
    old, new = _relevant(before), _relevant(recent)
    if old is not None and new == 0 and old >= _SHARED_RELEVANT and _is_no_chance(old, recent):
        return f"nothing of it is about children's services any more; {old:.0%} was"
    return None


Check = Callable[[Sequence[Seen], Sequence[Seen]], str | None]
_AT_ONCE: tuple[Check, ...] = (_moved, _foreign)
_IN_DAYS: tuple[Check, ...] = (_narrowed, _spoken, _turned)


def _is_no_chance(share: float, recent: Sequence[Seen]) -> bool:
    """Whether so many items without one of a kind that had this share can't be chance."""
    return (1.0 - share) ** len(recent) < _CHANCE


def _shares(names: Iterable[str]) -> dict[str, float]:
    counted = Counter(names)
    return {name: count / counted.total() for name, count in counted.items()}


def _host(seen: Seen) -> str:
    return (host_of(seen.url) if seen.url else None) or ""


def _section(seen: Seen) -> str:
    """`/sport/` of `/sport/football/12345`; nothing where the path is one piece."""
    head, slash, tail = (urlsplit(seen.url).path.strip("/") if seen.url else "").partition("/")
    return f"/{head}/" if slash and tail and not head.isdecimal() else ""


def _words(items: Iterable[Seen]) -> Counter[str]:
    """Each word once a title."""
    return Counter(word for seen in items for word in set(_WORD.findall((seen.title or "").casefold())))


def _english(words: Counter[str]) -> float:
    return sum(count for word, count in words.items() if word in _ENGLISH) / max(words.total(), 1)


def _topics(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word not in _ENGLISH and len(word) > 3})


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Cosine of the two counts: 1 for the same words, 0 for none in common."""
    lengths = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(count * other[word] for word, count in one.items()) / lengths if lengths else 0.0


def _relevant(items: Sequence[Seen]) -> float | None:
    read = [seen.relevant for seen in items if seen.relevant is not None]
    return sum(read) / len(read) if len(read) >= RECENT else None
