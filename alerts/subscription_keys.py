"""The values that keys of a subscription may take, each read by itself: what is meant, or what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import time

from alerts import regions
from alerts.channels import check_url
from alerts.placeholders import names_in
from alerts.subscription import DIRECTIONS, POSTS, SERVICES
from alerts.timetable import DAY_NAMES, EVERY_DAY, WEEKDAYS, WEEKEND, Quiet
from parsers.authorities import Gazetteer
from parsers.model import GRADES, KINDS, MENTION_TYPES, SEND_OUTCOMES, Authority

MAIL_ADDRESS = re.compile(r"[^@\s:/?#\"<>,;]+@[^@\s:/?#\"<>,;]+\.[^@\s:/?#\"<>,;]+")
PACES = ("immediate", "hourly", "daily", "weekly")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_SPAN = re.compile(r"(?P<start>[\d:.]+)\s*(?:-|–|to)\s*(?P<end>[\d:.]+)")
_SEVERAL_DAYS: Mapping[str, tuple[int, ...]] = {
    "weekdays": WEEKDAYS, "weekends": WEEKEND, "weekend": WEEKEND, "every day": EVERY_DAY, "daily": EVERY_DAY,
}  # fmt: skip

Choose = Callable[[str], tuple[str | None, str | None]]


def choices(gazetteer: Gazetteer) -> Mapping[str, Choose]:
    """For each key that holds a list of known words: what one of them means, or what to write instead."""
    return {
        "authorities": authority_among(gazetteer),
        "exclude": authority_among(gazetteer),
        "regions": _region,
        "authority_types": _type_among(gazetteer),
        "types": one_of(MENTION_TYPES),
        "kinds": one_of(KINDS),
        "grades": one_of((*GRADES, *SEND_OUTCOMES)),
        "directions": one_of(DIRECTIONS),
        "services": one_of(SERVICES, _SERVICE_TYPED),
        "posts": one_of((*POSTS, "all"), _POST_TYPED),
    }


_SERVICE_TYPED = {"childrens_services": "social_care", "children’s_services": "social_care", "yjs": "youth_justice"}
_POST_TYPED = {"director": "dcs", "cabinet_member": "lead_member", "any": "all", "everyone": "all"}


def authority_among(gazetteer: Gazetteer) -> Choose:
    """A chooser of authorities by any of their names."""

    def choose(typed: str) -> tuple[str | None, str | None]:
        if authority := gazetteer.resolve(typed):
            return authority.name, None
        near = gazetteer.suggest(typed)
        return None, f"did you mean {' or '.join(near)}?" if near else "use the name of one of the 153 councils"

    return choose


def of_type(gazetteer: Gazetteer, name: str) -> frozenset[str]:
    """Every authority of today of a type, the City of London and Scilly with those that they are most like."""
    return frozenset(a.name for a in gazetteer.authorities if a.until is None and _type(a) == name)


def one_of(known: Iterable[str], also: Mapping[str, str] | None = None) -> Choose:
    """A chooser of words from a closed list."""
    words, other = tuple(known), also or {}

    def choose(typed: str) -> tuple[str | None, str | None]:
        key = re.sub(r"[\s-]+", "_", typed.strip().lower().replace("'", ""))
        key = other.get(key, key)
        if key in words:
            return key, None
        close = difflib.get_close_matches(key, words, n=1)
        return None, f"did you mean {close[0]!r}?" if close else f"known are {', '.join(words)}"

    return choose


def clock(typed: object) -> time:
    """A time of day, `07:30` or TOML's own. Raises ValueError for anything else."""
    if isinstance(typed, time):
        return typed.replace(second=0, microsecond=0, tzinfo=None)
    match = _CLOCK.fullmatch(typed.strip()) if isinstance(typed, str) else None
    if match is None:
        raise ValueError(f"{typed!r} is no time of day; write 07:30")
    return time(int(match[1]), int(match[2]))


def days(typed: object) -> tuple[int, ...]:
    """Days of the week, `["Mon", "Thu"]` or `"weekdays"`. Raises ValueError for anything else, and for none."""
    given = [typed] if isinstance(typed, str) else typed
    if not isinstance(given, list) or not given or not all(isinstance(word, str) for word in given):
        raise ValueError('days is not a list of days; write days = ["Mon", "Thu"]')
    return tuple(sorted({day for word in given for day in _day(word)}))


def quiet(typed: object) -> Quiet | None:
    """Quiet hours, `"20:00-07:00, weekends"`; None for `"none"`. Raises ValueError for anything else."""
    if not isinstance(typed, str) or not typed.strip():
        raise ValueError('quiet is no text; write quiet = "20:00-07:00, weekends" or "none"')
    if typed.strip().lower() == "none":
        return None
    start = end = None
    still: set[int] = set()
    for part in filter(None, (part.strip() for part in typed.split(","))):
        if span := _SPAN.fullmatch(part):
            start, end = clock(span["start"]), clock(span["end"])
            if start == end:
                raise ValueError(f"{part} is no span of time; to be quiet for whole days name the days")
        else:
            still.update(_day(part))
    if len(still) == len(EVERY_DAY):
        raise ValueError("every day is quiet, so nothing would ever go out")
    return Quiet(start, end, tuple(sorted(still)))


def disturbs(address: str) -> bool:
    """Whether a channel makes itself heard: neither mail, which waits to be read, nor a program of one's own."""
    if names_in(address) == () or "://" in address:
        scheme = address.partition("://")[0].lower()
        return scheme not in ("mailto", "mailtos", "hook", "hooks") and "@" not in scheme
    return True


def channel_fault(address: str) -> str | None:
    """What is wrong with a channel's address, or None; a secret that is not filled in yet can't be judged."""
    return None if names_in(address) else check_url(address)


def _day(word: str) -> tuple[int, ...]:
    key = word.strip().lower()
    if key in _SEVERAL_DAYS:
        return _SEVERAL_DAYS[key]
    found = [number for number, name in enumerate(DAY_NAMES) if len(key) > 2 and _WHOLE[number].startswith(key)]
    if not found:
        raise ValueError(f"{word!r} is no day; write {', '.join(DAY_NAMES)}, weekdays or weekends")
    return (found[0],)


_WHOLE = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _region(typed: str) -> tuple[str | None, str | None]:
    found, near = regions.region(typed), regions.suggest(typed)
    return found, f"did you mean {near}?" if near else f"regions are {', '.join(regions.REGIONS)}"


def _type_among(gazetteer: Gazetteer) -> Choose:
    known = sorted({_type(authority) for authority in gazetteer.authorities})

    def choose(typed: str) -> tuple[str | None, str | None]:
        key = " ".join(typed.lower().replace("-", " ").replace("_", " ").split())
        singular = key.removesuffix("s") if not key.endswith("ies") else key[:-3] + "y"
        found = next((name for name in known if name.lower() in (key, singular)), None)
        if found:
            return found, None
        close = difflib.get_close_matches(singular, [name.lower() for name in known], n=1, cutoff=0.5)
        near = next((name for name in known if close and name.lower() == close[0]), None)
        return None, f"did you mean {near!r}?" if near else f"known are {', '.join(known)}"

    return choose


def _type(authority: Authority) -> str:
    """The City of London counts as a London borough and the Isles of Scilly as a unitary: nobody means them alone."""
    if "sui generis" not in authority.type.lower():
        return authority.type
    return "London borough" if authority.region_ons == "London" else "Unitary authority"
