"""A notice as a story, before any medium: headline, tone, and for each change its sentences, table and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from alerts import leadership, wording
from alerts.correction import differences
from alerts.headline import headline, phrase
from alerts.inspection_story import inspection
from alerts.model import ChangeView, Notice
from alerts.safe_text import plain
from alerts.section import Section
from alerts.sources import Source, sources, standing
from parsers.model import Family, london_day
from parsers.partial_date import PartialDate

Tone = Literal["grave", "warning", "good", "news", "correction"]
_GRAVE_GRADES = frozenset(["inadequate", "systemic_failings"])
_WARNING_GRADES = frozenset(["requires_improvement", "inconsistent"])
_GRAVE_INSTRUMENTS = frozenset(["commissioner", "statutory_direction", "trust"])


@dataclass(frozen=True, slots=True)
class Story:
    """What is told in one message. `standing` says how sure it is and by whose word."""

    headline: str
    tone: Tone
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    standing: str


def tell(notice: Notice) -> Story:
    """The notice as a story."""
    shown = sources(notice.changes, notice.at)
    return Story(
        headline=headline(notice.changes),
        tone=min((tone_of(change) for change in notice.changes), key=_TONES.index),
        sections=tuple(_section(change, notice.at) for change in notice.changes),
        sources=shown,
        standing=standing(notice.changes, shown, notice.at),
    )


_TONES: tuple[Tone, ...] = ("correction", "grave", "warning", "news", "good")


def tone_of(change: ChangeView) -> Tone:
    """How grave a change is, as its colour and its sign show."""
    facts, grades = change.facts, set(change.facts.judgements.values())
    if change.kind in ("corrected", "retracted"):
        return "correction"
    if grades & _GRAVE_GRADES or facts.priority_actions:
        return "grave"
    if change.family == "intervention":
        lifted = "lifted" in (change.kind, facts.action)
        return "good" if lifted else "grave" if facts.instrument in _GRAVE_INSTRUMENTS else "warning"
    if grades & _WARNING_GRADES:
        return "warning"
    return "good" if grades or facts.priority_actions == 0 else "news"


def _section(change: ChangeView, now: datetime) -> Section:
    context = tuple(plain(sentence) for sentence in change.context)
    if change.stands:
        return Section(change, _restoration(change, now), notes=context)
    if change.kind == "corrected":
        return Section(change, _correction(change, now), notes=context)
    if change.kind == "retracted":
        return Section(change, _withdrawal(change, now), notes=context)
    section = _SECTION[change.family](change, now)
    return replace(
        section,
        sentences=(*_learnt_late(change, now), *section.sentences),
        notes=(*section.notes, *context),
    )


def _learnt_late(change: ChangeView, now: datetime) -> tuple[str, ...]:
    if not change.learnt_late:
        return ()
    return (f"Learnt late: no report reached us before {_day(now).spoken()}.",)


def _correction(change: ChangeView, now: datetime) -> tuple[str, ...]:
    """`At 09:40 we said 3, citing Example Star. Ofsted’s letter says 2.` and what to do about it."""
    found = differences(change.before, change.facts) if change.before else ()
    told = _told(change, now)
    source = sources([change], now)[:1] if not change.decided else ()
    authority = f"{source[0].label.removesuffix(' [PDF]')} says" if source else "It is"
    if change.decided:
        authority = "Checked by hand, it is"
    lines = []
    for difference in found:
        lines.append(f"{told} {difference.before}{_citing(change)}. {authority} {difference.now}.")
        told = "We said"
    return (*lines, "Everything else stands.", _AMEND)


def _withdrawal(change: ChangeView, now: datetime) -> tuple[str, ...]:
    from_headline = headline([change]).removeprefix("WITHDRAWN: ")
    return (
        f"{_told(change, now)}: “{from_headline}”{_citing(change)}.",
        "What we relied on has been withdrawn or no longer says so.",
        _AMEND,
    )


def _restoration(change: ChangeView, now: datetime) -> tuple[str, ...]:
    told = _told(change, now).removesuffix("said") + "withdrew"
    return (f"{told}: “{plain(change.authority, 60)}: {phrase(change)}”.", "That was wrong: it stands.", _AMEND)


_AMEND = "If you published or forwarded it, please amend."


def _told(change: ChangeView, now: datetime) -> str:
    if change.told_at is None:
        return "We said"
    told = wording.clock(change.told_at, now)
    return f"{'At' if ':' in told else 'On'} {told} we said"


def _citing(change: ChangeView) -> str:
    outlet = plain(change.told_citing, 60)
    return f", citing {outlet}" if outlet else ""


def _intervention(change: ChangeView, _: datetime) -> Section:
    effective = change.facts.dates.get("effective") or change.facts.dates.get("published")
    notes = ("An improvement notice is not a statutory direction.",)
    return Section(
        change,
        (_dated(change, effective),),
        notes=notes if change.facts.instrument == "improvement_notice" and change.kind != "lifted" else (),
    )


def _leadership(change: ChangeView, _: datetime) -> Section:
    moves = {person.change for person in change.facts.people}
    alone = ("Successor or interim: not named in what we have read.",) if moves == {"out"} else ()
    return Section(change, tuple(leadership.sentences(change)), notes=alone)


def _plain_section(change: ChangeView, _: datetime) -> Section:
    return Section(change, (_dated(change, change.facts.dates.get("effective")),))


def _dated(change: ChangeView, effective: PartialDate | None) -> str:
    said = phrase(change)
    day = f" {wording.on(effective)}" if effective else "; date not given"
    return f"{said[:1].upper()}{said[1:]}{day}."


def _day(moment: datetime) -> PartialDate:
    return PartialDate.of(london_day(moment))


_SECTION: Mapping[Family, Callable[[ChangeView, datetime], Section]] = {
    "inspection": inspection,
    "intervention": _intervention,
    "leadership": _leadership,
    "activity": _plain_section,
    "funding": _plain_section,
}
