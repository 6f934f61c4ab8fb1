"""A statement: what one clause says of one inspection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from parsers.cues import Hit
from parsers.model import DateKey, Kind
from parsers.reader.clauses import Clause
from parsers.reader.counts import Count
from parsers.reader.date_keys import KeyedDate
from parsers.reader.grades import Verdict
from parsers.reader.sentences import Sentence

Service = Literal["children", "send", "youth"]

VISITS: frozenset[Kind] = frozenset(["focused_visit", "monitoring_visit", "jtai"])


@dataclass(slots=True)
class Statement:
    """What one clause says of one inspection. `recalled`, `fresh` and `ahead` are its own words, not yet a role.

    `presumed` is an inspection to come by the look of a sentence, not by a phrase of the vocabulary. `letter` is
    true where the letter that ends a visit is said to be out, `near` of what is due before long. `standing`
    is true of a grade that is only mentioned ("the council, whose services are rated good, ..."),
    `subordinate` of one that follows "after" or "since", `compared` of an inspection that is only a measure.
    """

    clause: Clause
    authority: str
    service: Service
    verdict: Verdict
    kind: Kind | None = None
    kind_place: Hit | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    dates: dict[DateKey, KeyedDate] = field(default_factory=dict)
    recalled: bool = False
    fresh: bool = False
    today: bool = False
    ahead: bool = False
    maybe: bool = False
    standing: bool = False
    subordinate: bool = False
    announced: bool = False
    awaited: bool = False
    near: bool = False
    presumed: bool = False
    definite: bool = False
    full: bool = False
    visited: bool = False
    letter: bool = False
    revisit: bool = False
    heads_section: bool = False
    expected: bool = False
    compared: bool = False
    weeks: int | None = None
    days: int | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence it is part of."""
        return self.clause.sentence

    @property
    def graded(self) -> bool:
        """True when it gives a grade or an outcome of its own, not only the one before."""
        return bool(self.verdict.judgements or self.verdict.whole)

    @property
    def says_something(self) -> bool:
        """True when it bears on an inspection at all."""
        return bool(
            self.verdict or self.kind or self.counts or self.visited or self.announced or self.awaited or self.full
        )
