"""Inspections of which there is no report yet: to come, under way, or over and waited for."""

from __future__ import annotations

import re

from parsers.expressions import holds_one
from parsers.reader.notice import NOTICE
from parsers.wordings import wordings

_said = wordings("under_way")

_COMING = _said("coming")
# There at this moment, whatever the same sentence expects of the time after.
_HERE = _said("here")
# Told of as past, so that only the day can show that there is no report yet.
_CAME = _said("came")
_AWAITED = _said("awaited")
_PUT_OFF = _said.shaped(r"^[\s,]*@been_put_off\b")
_NEAR = _said("near")
# "Has quit weeks before inspectors are due to publish their findings": that only says when.
_WHEN_REACH = 120
_ONLY_WHEN = _said.shaped(r"\b@only_when $")
# Whoever else looks into things and reports on them.
_NOT_INSPECTED = _said("not_inspected")
_OTHER_PLACES = _said("other_places")
_INSPECTS = _said("inspects")
# An inspector who "will come to tell the committee about the framework" inspects nobody.
_TO_SPEAK = _said("to_speak")


def comes_to_speak(low: str) -> bool:
    """True where inspectors come to a meeting, not to inspect."""
    return _TO_SPEAK.search(low) is not None


def coming(low: str) -> int | None:
    """Where inspectors are said to be there, to come or to have just come; None where they are not."""
    if not holds_one(low, _TELLING):
        return None
    found = _HERE.search(low) or _COMING.search(low) or NOTICE.search(low)
    if found is None or only_says_when(low[: found.start()]):
        return None
    return None if comes_to_speak(low) or is_of_others(low) else found.start()


def only_says_when(before: str) -> bool:
    """True where the words before an inspection say that it, or its report, is what the news came before."""
    said = before[-_WHEN_REACH:]
    found = _ONLY_WHEN.search(said)
    return found is not None and " " in re.split(r"[.;]", said[: found.start()])[-1].strip()


def is_near(low: str) -> bool:
    """True where an inspection is said to be due before long: "any day", "within weeks", "imminent"."""
    return ("inspect" in low or "visit" in low or "ofsted" in low) and _NEAR.search(low) is not None


def are_there(low: str) -> bool:
    """True where inspectors have come and not left."""
    return "inspect" in low and _HERE.search(low) is not None


def is_of_others(low: str) -> bool:
    """True where peers, auditors or commissioners come to look, or inspectors look at schools or homes."""
    if _INSPECTS.search(low) is None:
        return _NOT_INSPECTED.search(low) is not None
    return _OTHER_PLACES.search(low) is not None


def came(low: str) -> bool:
    """True where inspectors are said to have come or given notice, at a time that only a date can tell."""
    return holds_one(low, _TELLING) and _CAME.search(low) is not None


def awaited(low: str, sentence: str) -> int | None:
    """Where an inspection is said to be over, or its report still to come; None where it is not."""
    if not holds_one(sentence, ("inspect", "ofsted", "watchdog", "regulator", "visit", "cqc")):
        return None
    found = _PUT_OFF.search(low) or _AWAITED.search(low)
    if found is None or only_says_when(low[: found.start()]):
        return None
    return None if _NOT_INSPECTED.search(low) else found.start()


def is_ahead(low: str) -> bool:
    """True where an inspection is to come or under way, or its report is to come, whatever month it is called after."""
    return "inspect" in low and (coming(low) or awaited(low, low)) is not None


_TELLING = (
    "inspect", "ofsted", "watchdog", "regulator", "cqc", "commission", "team", "hmip", "they", "it ", "notice",
    "visitors", "monitoring", "focus",
)  # fmt: skip

_INSPECTORS = (
    "inspect", "ofsted", "watchdog", "regulator", "visit", "cqc", "commission", "team", "hmip", "jtai", "ilacs",
)  # fmt: skip


def speaks_of_inspectors(low: str) -> bool:
    """False where it is somebody else who "arrived in 2021"."""
    return holds_one(low, _INSPECTORS)
