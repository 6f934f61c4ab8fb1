"""The regions of England that may be followed, in the schemes of the Office for National Statistics and of Ofsted.

The two differ in one place: Ofsted joins the North East with Yorkshire and the Humber.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

ENGLAND = "England"
_ONS = (
    "North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands", "East of England",
    "London", "South East", "South West",
)  # fmt: skip
_MEMBERS: Mapping[str, frozenset[str]] = {
    **{region: frozenset([region]) for region in _ONS},
    "North East, Yorkshire and the Humber": frozenset(
        ["North East", "Yorkshire and the Humber", "North East, Yorkshire and the Humber"]
    ),
    ENGLAND: frozenset([*_ONS, "North East, Yorkshire and the Humber"]),
}
REGIONS = tuple(_MEMBERS)
_WITHOUT_ARTICLE = frozenset([ENGLAND, "London", "Yorkshire and the Humber", "East of England"])


def region(typed: str) -> str | None:
    """The region that was meant, whatever its capitals, commas and ampersands; None when there is no such region."""
    return _BY_KEY.get(_key(typed))


def suggest(typed: str) -> str | None:
    """The region whose name comes closest."""
    close = difflib.get_close_matches(_key(typed), _BY_KEY, n=1, cutoff=0.5)
    return _BY_KEY[close[0]] if close else None


def spoken_for(followed: str, of_change: str | None) -> bool:
    """Whether a region that is followed takes in the region of a change. All of England takes in everything."""
    return followed == ENGLAND or of_change in _MEMBERS[followed]


def in_a_sentence(name: str) -> str:
    """With its article: `the North West`, but `London`."""
    return name if name in _WITHOUT_ARTICLE else f"the {name}"


def _key(typed: str) -> str:
    return " ".join(typed.lower().replace("&", " and ").replace(",", " ").replace(" the ", " ").split())


_BY_KEY: Mapping[str, str] = {_key(name): name for name in REGIONS}
