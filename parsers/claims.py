"""A claim: one statement that supports an event, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.model import FAMILY_OF, Facts, Family, MentionType, Role
from parsers.partial_date import PartialDate, Window

OUTCOME_TYPES: frozenset[MentionType] = frozenset(["visit_outcome", "judgement"])


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article or an official document says of one happening.

    `seen` bounds the day on which the document was published; `window` bounds the happening where the text does so
    only by way of other dates. `source` names the article or document, so that two claims of one article are one
    source. `decision` is the number of the decision where a person made the claim: it corrects facts and supports no
    event by itself. `denied` are the paths of facts that the person said are not known.
    """

    id: str
    source: str
    type: MentionType
    role: Role
    facts: Facts
    seen: Window = field(default_factory=Window)
    window: Window = field(default_factory=Window)
    official: bool = False
    correction: bool = False
    confidence: float = 1.0
    decision: int = 0
    denied: tuple[str, ...] = ()

    @property
    def family(self) -> Family:
        """The family of events it can support."""
        return FAMILY_OF[self.type]

    @property
    def dates(self) -> Mapping[str, PartialDate]:
        """Its stated dates by key."""
        return {str(key): value for key, value in self.facts.dates.items()}

    @property
    def tells_outcome(self) -> bool:
        """True when it says how an inspection or visit came out."""
        return self.type in OUTCOME_TYPES

    @property
    def loosely_dated(self) -> bool:
        """True for a recalled outcome with nothing but a month or year.

        The press dates one inspection by its fieldwork, its publication or the committee that discussed it ("an
        inadequate rating in September 2019" was published in November), so such a date only says roughly when.
        """
        published = self.facts.dates.get("published")
        return (
            self.role == "retrospective"
            and "start" not in self.facts.dates
            and "end" not in self.facts.dates
            and published is not None
            and published.precision != "day"
        )
