"""When an inspection can have begun and been published, given what is said of it.

The bounds are wider than anything seen in the record of 2013 to 2026 (324 ILACS inspections, 371 focused visits,
167 single inspections, 96 area SEND inspections), so that a true date is never refused: publication followed the end
of fieldwork after 14 to 139 days, a focused visit's letter after 12 to 115. Fieldwork in two parts took 108 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.claims import Claim
from parsers.model import Kind
from parsers.partial_date import Window

# (fewest, most) days from the first day of fieldwork to publication.
LAG_DAYS: Mapping[Kind | None, tuple[int, int]] = {
    "ilacs_standard": (21, 240),
    "ilacs_short": (14, 160),
    "sif": (28, 200),
    "focused_visit": (7, 130),
    "monitoring_visit": (7, 130),
    "area_send": (28, 200),
    "area_send_monitoring": (21, 200),
    None: (7, 240),
}
# A story on the day is news; so is a weekly paper's, or a scrutiny committee's a month later.
NEWS_DAYS = 31
NOTICE_DAYS = 62


@dataclass(frozen=True, slots=True)
class Timing:
    """The days on which fieldwork can have begun, and on which the outcome can have been published."""

    start: Window = field(default_factory=Window)
    published: Window = field(default_factory=Window)

    def narrowed(self, other: Timing) -> Timing:
        """What both allow, side by side; this one's where they contradict each other."""
        return Timing(self.start.within(other.start), self.published.within(other.published))

    @property
    def life(self) -> Window:
        """From the first day of fieldwork to two months after publication, when committees discuss it."""
        return Window(self.start.earliest, self.published.shifted(0, 62).latest)


def lag(kind: Kind | None) -> tuple[int, int]:
    """The fewest and the most days from the start of fieldwork to publication."""
    return LAG_DAYS.get(kind, LAG_DAYS[None])


def timing(claim: Claim) -> Timing:
    """What one claim allows. Unknown bounds stay open; nothing here looks at a clock."""
    fewest, most = lag(claim.facts.kind)
    if claim.loosely_dated:
        loose = Window.of(claim.facts.dates["published"])
        return Timing(loose.shifted(-most, 0), loose.shifted(0, most))
    start, published = _stated_start(claim), _stated_publication(claim)
    if start == Window() and published == Window():
        start, published = _undated(claim)
    if start == Window():
        start = published.shifted(-most, -fewest)
    if published == Window():
        published = start.shifted(fewest, most)
    return Timing(start, published)


def _stated_start(claim: Claim) -> Window:
    dates = claim.facts.dates
    if "start" in dates:
        return Window.of(dates["start"])
    if "end" in dates:
        return Window.of(dates["end"]).shifted(-32, 0)
    if "notified" in dates:
        return Window.of(dates["notified"]).shifted(0, NOTICE_DAYS)
    return Window()


def _stated_publication(claim: Claim) -> Window:
    dates = claim.facts.dates
    if "published" in dates:
        return Window.of(dates["published"])
    if "report_expected" in dates:
        # Reports run late rather than early: pre-election pauses, quality assurance, a second part of fieldwork.
        return Window.of(dates["report_expected"]).shifted(-14, 150)
    return Window()


def _undated(claim: Claim) -> tuple[Window, Window]:
    """Bounds from the day of the article: its own news is recent, what it recalls lies behind it."""
    if claim.type == "inspection_announced":
        if claim.role == "retrospective":
            return Window(None, claim.seen.latest).within(claim.window), Window()
        return claim.seen.shifted(-31, NOTICE_DAYS).within(claim.window), Window()
    if claim.role in ("new", "scheduled"):
        return claim.window, claim.seen.shifted(-NEWS_DAYS, 0)
    return Window(claim.window.earliest, claim.window.latest), Window(None, claim.seen.latest)
