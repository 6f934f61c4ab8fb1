"""How reports tell of a deed without a name: by verbs of doing, and what is done to what."""

from __future__ import annotations

from parsers.wordings import Wording, wordings

_said = wordings("activity_ways")

_RECRUITMENT = _said("recruitment")
_ALLIANCE = _said("alliance")
_CONSULTANTS = _said("consultants")
_PEERS = _said("peers")
_REFORM = _said("reform")
_NEW_TEAM = _said("new_team")
# What opens, and what staff are given to work by or with.
_OPENED = _said("opened")
_PLAN = _said("plan")
_ACCOUNT = _said("account")
_AUDIT = _said("audit")
_REVIEW = _said("review")
WAYS: tuple[tuple[str, Wording], ...] = (
    ("peer review", _PEERS),
    ("peer review", _REVIEW),
    ("improvement partner", _ALLIANCE),
    ("improvement partner", _CONSULTANTS),
    ("recruitment", _RECRUITMENT),
    ("action plan", _PLAN),
    ("reform", _REFORM),
    ("reform", _NEW_TEAM),
    ("reform", _OPENED),
    ("case review", _AUDIT),
    ("progress report", _ACCOUNT),
)
# Those that tell only of the authority's own doing, and those that count only beside the name of another.
OWN = (_REVIEW,)
NEEDS_HELPER = (_ALLIANCE, _PEERS)
