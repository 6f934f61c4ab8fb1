"""The vocabulary: the closed word lists and the frozen records that every room shares.

The words are those of the inspection frameworks and of the statistics that Ofsted publishes; the way of the data is
Source -> Entry -> Article -> Reading (Mentions) -> Event -> Change -> Delivery -> Message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Literal, cast, get_args
from zoneinfo import ZoneInfo

from parsers.partial_date import PartialDate, Window

LONDON = ZoneInfo("Europe/London")

Grade = Literal["outstanding", "good", "requires_improvement", "inadequate"]
SendOutcome = Literal["positive", "inconsistent", "systemic_failings"]
Area = Literal[
    "overall", "leaders", "help_and_protection", "in_care", "care_leavers", "in_care_and_care_leavers", "outcome",
    "adoption", "leadership", "looked_after",
]  # fmt: skip
Kind = Literal[
    "ilacs_standard", "ilacs_short", "focused_visit", "monitoring_visit", "sif", "jtai", "area_send",
    "area_send_monitoring", "hmip_youth_justice", "other",
]  # fmt: skip
Inspectorate = Literal["Ofsted", "Ofsted/CQC", "HMIP", "CQC", "DfE"]
Instrument = Literal["improvement_notice", "statutory_direction", "commissioner", "adviser", "trust", "review"]
Action = Literal["issued", "revised", "lifted"]
PostChange = Literal["in", "out", "interim"]
DateKey = Literal["notified", "start", "end", "report_expected", "published", "effective"]
MentionType = Literal[
    "inspection_announced", "visit_outcome", "judgement", "intervention", "leadership_change",
    "improvement_activity", "funding",
]  # fmt: skip
Role = Literal["new", "retrospective", "scheduled", "conditional", "state"]
Family = Literal["inspection", "intervention", "leadership", "activity", "funding"]
EventStatus = Literal["reported", "confirmed", "disputed", "retracted", "merged", "dismissed"]
ChangeKind = Literal[
    "announced", "scheduled", "rescheduled", "cancelled", "published", "issued", "revised", "lifted", "joined",
    "left", "reported", "grade_added", "corrected", "retracted",
    "enriched", "confirmed", "source_added", "merged", "split",
]  # fmt: skip

GRADES: tuple[Grade, ...] = get_args(Grade)
SEND_OUTCOMES: tuple[SendOutcome, ...] = get_args(SendOutcome)
AREAS: tuple[Area, ...] = get_args(Area)
KINDS: tuple[Kind, ...] = get_args(Kind)
MENTION_TYPES: tuple[MentionType, ...] = get_args(MentionType)
ROLES: tuple[Role, ...] = get_args(Role)
FAMILIES: tuple[Family, ...] = get_args(Family)
DATE_KEYS: tuple[DateKey, ...] = get_args(DateKey)
# Not shown: nothing supports it any more, or a person made it part of another, or said that it is none.
HIDDEN_STATUSES: frozenset[EventStatus] = frozenset(["retracted", "merged", "dismissed"])
SILENT_CHANGES: frozenset[ChangeKind] = frozenset(["enriched", "confirmed", "source_added", "merged", "split"])

FAMILY_OF: Mapping[MentionType, Family] = MappingProxyType(
    {
        "inspection_announced": "inspection",
        "visit_outcome": "inspection",
        "judgement": "inspection",
        "intervention": "intervention",
        "leadership_change": "leadership",
        "improvement_activity": "activity",
        "funding": "funding",
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A post-holder: `name` is None where the text gives the post alone; `change` None where nothing changed.

    `role` is the title as written, `post` what it amounts to (`dcs`, `lead_member`): one statutory post goes by some
    169 titles.
    """

    name: str | None
    role: str | None
    change: PostChange | None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of one happening. Absent means not said: only facts that were stated or worked out are here.

    `priority_actions` of 0 is a fact ("no areas for priority action"), None is silence. `amount_gbp` is in whole
    pounds, `per` the period ("year") it recurs in. `what` names an activity or the purpose of money in a few words.
    """

    inspectorate: Inspectorate | None = None
    kind: Kind | None = None
    judgements: Mapping[Area, Grade | SendOutcome] = field(default_factory=dict)
    previous_overall: Grade | None = None
    priority_actions: int | None = None
    areas_for_improvement: int | None = None
    priority_action_texts: tuple[str, ...] = ()
    improvement_texts: tuple[str, ...] = ()
    theme: str | None = None
    dates: Mapping[DateKey, PartialDate] = field(default_factory=dict)
    instrument: Instrument | None = None
    action: Action | None = None
    service: str | None = None
    people: tuple[Person, ...] = ()
    inspectors: tuple[str, ...] = ()
    amount_gbp: int | None = None
    per: str | None = None
    what: str | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where a fact stands: code points `start` to `end` of the given text, and the rule that read it there."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One statement in one article about one happening.

    `span` is the sentence or clause that supports it; `evidence` gives the finer place of single facts, keyed by
    their path (`dates.start`, `judgements.overall`, `priority_actions`). `window` bounds when it happened where that
    follows only from other dates ("following the visit in July"). `contested` keeps a claim with its attribution.
    """

    type: MentionType
    role: Role
    authority: str | None
    facts: Facts
    span: Span
    confidence: float
    evidence: Mapping[str, Span] = field(default_factory=dict)
    window: Window = field(default_factory=Window)
    correction: bool = False
    contested: str | None = None

    @property
    def family(self) -> Family:
        """The family of events it belongs to; a type that no family is known for is one of its own."""
        return FAMILY_OF.get(self.type, cast(Family, self.type))


@dataclass(frozen=True, slots=True)
class Article:
    """One page or feed item as text: paragraphs parted by a blank line.

    `published` is None where unknown; `earliest` and `latest` then bound it as far as anything stored does. `paper`
    marks a document of a committee, which recalls more than it reports.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    earliest: date | None = None
    latest: date | None = None
    paper: bool = False

    @property
    def bounds(self) -> Window:
        """The London days it may have been published on."""
        if self.published is not None:
            day = london_day(self.published)
            return Window(day, day)
        return Window(self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article version says. `why` explains relevance, or its lack, to a person."""

    relevant: bool
    why: str
    mentions: tuple[Mention, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    language: str = "en"
    dismissed: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a source. `id` is what the feed calls it, else its address, else a hash of what it says.

    `outlet` is the publisher that an aggregator names. `earliest` and `latest` bound the day of publication where no
    moment is given but something is known of it.
    """

    id: str
    url: str | None
    title: str | None
    published: datetime | None
    summary: str | None = None
    outlet: str | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: `problems` are sentences for a person; a feed that can't be read has problems and no entries.

    `parts` are the addresses of feeds that this one only lists, the latest first: those of a sitemap index.
    """

    title: str | None
    format: str | None
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    link: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read. `body` is what its author wrote, paragraphs parted by a blank line; `furniture` the rest."""

    url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published: datetime | None
    updated: datetime | None
    language: str | None
    kind: Literal["article", "paywall", "consent", "error", "index"]
    body: str
    furniture: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """One fact sheet of the official record, as it stood on `as_at`. `id` is stable: kind, authority and start."""

    id: str
    family: Family
    authority: str
    facts: Facts
    url: str | None = None
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """One English upper-tier authority. `name` is the short name that everything else uses.

    `since` and `until` bound its legal existence; `successors` are the short names that took over. `delivery_since`
    and `delivery_until` bound the time that a trust or company ran the services; an end that is not known is None.
    """

    name: str
    gss: str
    former_gss: tuple[str, ...]
    urn: int | None
    region_ofsted: str
    region_ons: str
    type: str
    aliases: tuple[str, ...] = ()
    delivery_body: str | None = None
    delivery_aliases: tuple[str, ...] = ()
    ambiguity: str | None = None
    domain: str | None = None
    since: date | None = None
    until: date | None = None
    successors: tuple[str, ...] = ()
    delivery_since: PartialDate | None = None
    delivery_until: PartialDate | None = None


def london_day(moment: datetime) -> date:
    """The calendar day in London at that moment; a moment without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(LONDON).date()
