"""Is a change news? The one place that decides what alerts and what stays silent.

Pure: every clock reading is an argument, so the same history replayed gives the same messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from parsers.model import SILENT_CHANGES, ChangeKind, DateKey, Facts, Family, Role
from parsers.partial_date import PartialDate, Window

RECENT = timedelta(days=31)
FOLLOWED = timedelta(days=366)
_OUTCOMES: frozenset[ChangeKind] = frozenset(["published"])
_AHEAD = ("scheduled", "announced")
# That a notice was lifted is news though it was issued before anybody watched.
_STEPS: frozenset[ChangeKind] = frozenset(["revised", "lifted"])


@dataclass(frozen=True, slots=True)
class Occasion:
    """A change and the circumstances in which it was learnt.

    `seen` bounds the article's publication, `first_seen` is the London day on which we got it. `first` says that the
    change made the event, `alerted` that readers were told of the event before. `phase_before` and `expected` (when
    its publication was expected) describe the event as it stood. `silent` marks seeds, imports, the register's
    baseline, back-fills, and what a source already held at its first poll. `standing` are the facts of the
    authority's last graded inspection before this. `anew` says that the article was known before it was found to say
    so: read by a newer reader, or told apart by a person; `told_lately` that readers were told of the event within the
    last 31 days; `dismissed` that a person said that it is no event; `stands` that readers were told that it is
    withdrawn, and it is supported again.
    """

    kind: ChangeKind
    family: Family
    facts: Facts
    role: Role | None
    stated: Facts
    seen: Window
    first_seen: date
    first: bool
    alerted: bool
    phase_before: str = ""
    expected: Window = Window()  # noqa: RUF009 - a Window is frozen
    official: bool = False
    silent: bool = False
    correction: bool = False
    standing: Facts | None = None
    anew: bool = False
    told_lately: bool = False
    dismissed: bool = False
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a change alerts, in words why, and whether it is told as learnt late.

    `digest` marks what is too old to send at once but belongs under "Learnt late" in the next digest.
    """

    alerts: bool
    reason: str
    learnt_late: bool = False
    digest: bool = False


def judge(occasion: Occasion) -> Verdict:
    """Decide about one change."""
    if occasion.kind in SILENT_CHANGES:
        return Verdict(False, f"{occasion.kind}: told on request only")
    if occasion.dismissed:
        return Verdict(False, "a person dismissed it")
    if occasion.stands:
        return Verdict(True, "readers were told that it is withdrawn, and it stands")
    if occasion.silent:
        return Verdict(False, "history: taken in without alerts")
    if occasion.role in ("conditional", "state"):
        return Verdict(False, f"{occasion.role}: nothing happened")
    if occasion.anew and occasion.kind == "retracted" and not occasion.told_lately:
        return Verdict(False, "read anew, nothing supports it; nobody was told of it these 31 days")
    if _came_late(occasion) and not _puts_right_lately(occasion):
        return Verdict(False, "what tells of it is older than a month, or undated", digest=_past_year(occasion))
    if _only_standing(occasion):
        return Verdict(False, "says what the last inspection said, and nothing of a new one")
    return _judge_timely(occasion)


def _judge_timely(occasion: Occasion) -> Verdict:
    if _awaited_outcome(occasion):
        late = occasion.role == "retrospective"
        return Verdict(True, "the outcome of an inspection that we follow", learnt_late=late)
    if occasion.first and occasion.role in ("new", "scheduled"):
        return Verdict(True, "not known before")
    if occasion.first and _recent(occasion):
        return Verdict(True, "recent, first seen here")
    if not occasion.first and occasion.alerted:
        return Verdict(True, "a material change to something alerted")
    if occasion.kind in _STEPS and occasion.role == "new":
        return Verdict(True, "a new step in a measure of which only the beginning was known")
    if occasion.first:
        return Verdict(False, "recalled, and not recent")
    return Verdict(False, "a change to something that was never alerted")


def _came_late(occasion: Occasion) -> bool:
    latest = occasion.seen.latest
    return latest is None or occasion.first_seen - latest > RECENT


def _puts_right_lately(occasion: Occasion) -> bool:
    """What a newer reader changes of something told these 31 days is no late news, however old the article is."""
    return occasion.anew and occasion.told_lately and not occasion.first


def _only_standing(occasion: Occasion) -> bool:
    """A bare grade, without a date, a kind or another area, that is the one on record: background, not a report.

    "The council, whose children's services are rated good, …" is easily taken for news.
    """
    stated = occasion.stated
    if not occasion.first or occasion.standing is None or set(stated.judgements) != {"overall"}:
        return False
    if stated.dates or stated.kind is not None or stated.previous_overall is not None:
        return False
    return stated.judgements["overall"] == occasion.standing.judgements.get("overall")


def _past_year(occasion: Occasion) -> bool:
    when = _own_date(occasion)
    return occasion.role == "new" or (when is not None and occasion.first_seen - when.latest <= timedelta(days=366))


def _awaited_outcome(occasion: Occasion) -> bool:
    """An inspection that was announced, its outcome unknown, and not a year past its expected publication."""
    if occasion.kind not in _OUTCOMES or occasion.first or occasion.phase_before not in _AHEAD:
        return False
    expected, seen = occasion.expected.latest, occasion.seen.earliest or occasion.first_seen
    return expected is None or seen - expected <= FOLLOWED


def _recent(occasion: Occasion) -> bool:
    """Recalled with a date of its own, to the month or day, that ended within the 31 days before the article."""
    when = _own_date(occasion)
    if when is None or when.precision == "year" or occasion.seen.latest is None:
        return False
    if occasion.family == "leadership" and not any(person.name for person in occasion.stated.people):
        return False
    # A month that is still running, or ran until the article, has not ended before it: it is recent all the same.
    return occasion.seen.latest - RECENT <= when.latest and when.earliest <= occasion.seen.latest


def _own_date(occasion: Occasion) -> PartialDate | None:
    """The date of what is told, not the one by which an article places it: the outcome's before the visit's."""
    dates = occasion.stated.dates
    keys: tuple[DateKey, ...] = ("published", "effective", "end", "start", "notified")
    return next((dates[key] for key in keys if key in dates), None)
