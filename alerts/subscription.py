"""A subscription: who wants what of where, when and by which channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from alerts.query import Query
from alerts.timetable import Quiet, Timetable
from parsers.model import Grade, Kind, MentionType, SendOutcome

Direction = Literal["worse", "below_good", "first_inadequate"]
Service = Literal["send", "social_care", "youth_justice"]
DIRECTIONS: tuple[Direction, ...] = ("worse", "below_good", "first_inadequate")
SERVICES: tuple[Service, ...] = ("send", "social_care", "youth_justice")
DEFAULT_TYPES: tuple[MentionType, ...] = (
    "inspection_announced", "visit_outcome", "judgement", "intervention", "leadership_change",
)  # fmt: skip
# Posts whose changes are told unless a subscription names others; `alerts.pacing` says which of them at once.
DEFAULT_POSTS = ("dcs", "trust_chief", "commissioner", "lead_member")
POSTS = (
    "dcs", "trust_chief", "commissioner", "lead_member", "chief_executive", "leader", "mayor", "adviser", "board_chair",
    "trust_chair", "assistant_director", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circle:
    """Authorities that are followed together, and what they are called: `your list “Merseyside”`."""

    words: str
    authorities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one recipient wants. An empty tuple means all of them.

    `kinds`, `directions`, `grades` and `priority_actions` narrow inspections alone, `posts` changes of post-holders
    alone; `services` and `query` narrow everything. `authorities`, `regions` and `circles` add up, less `excluded`.
    `reach` is how many authorities that comes to. `confirmed` asks for the official confirmation of what was told.
    `paused` brings nothing new; what was told before is put right all the same.
    `channels` are addresses with their secrets still as `${NAME}`; `alerts.placeholders.fill` puts them in. `quiet`
    has those that keep still at times.
    """

    id: str
    name: str
    recipient: str
    authorities: tuple[str, ...]
    regions: tuple[str, ...]
    types: tuple[MentionType, ...] = DEFAULT_TYPES
    kinds: tuple[Kind, ...] = ()
    grades: tuple[Grade | SendOutcome, ...] = ()
    channels: tuple[str, ...] = field(default=(), repr=False)
    circles: tuple[Circle, ...] = ()
    excluded: frozenset[str] = frozenset()
    directions: tuple[Direction, ...] = ()
    priority_actions: bool = False
    services: tuple[Service, ...] = ()
    posts: tuple[str, ...] = ()
    query: Query | None = None
    confirmed: bool = False
    paused: bool = False
    reach: int = 0
    timetable: Timetable = Timetable()  # noqa: RUF009 - a Timetable is frozen
    quiet: Mapping[str, Quiet] = field(default_factory=dict, repr=False)
    origin: Literal["file", "database"] = "file"
