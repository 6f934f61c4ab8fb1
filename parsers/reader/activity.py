"""Improvement activity: boards, plans, partners, peer reviews and the department's reviews of progress."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.model import DateKey, Facts, Mention, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.activity_deeds import deeds_told
from parsers.reader.activity_statements import Deed, deeds_in
from parsers.reader.context import Context
from parsers.wordings import wordings

_said = wordings("activity_deeds")

_PLACES = ("improvement board", "progress review", "peer review")
_MEETS = (
    "meet",
    "met",
    "held",
    "hold",
    "attend",
    "begin",
    "began",
    "on site",
    "first meeting",
    "come",
    "came",
    "arriv",
)
# "A council that was rated inadequate", "an authority rated inadequate": by what it is known.
_WHICH_ONE = _said.shaped(
    r"^\W{0,4}(?:[\w'-]+ ){0,3}?(?:an?|the) (?:[\w'-]+ ){0,4}?@known_by,?"
    r" (?:(?:whose|that|which|where)\b[^.;]{0,80}? |[\w-]+ )?@known_for\b"
)


def mentions(context: Context) -> Iterator[Mention]:
    """Each activity once for each way of speaking of it: what is new, what is due, what is recalled, what stands."""
    deeds: list[Deed] = []
    for sentence in context.sentences:
        deeds.extend(deeds_in(context, sentence))
    kept: dict[tuple[str, str, str | None], Deed] = {}
    for deed in deeds:
        key: tuple[str, str, str | None] = (deed.what, deed.role, deed.authority)
        kept.setdefault(key, deed)
    for deed in kept.values():
        key = (deed.what, str(deed.role), deed.authority)
        if deed.owed and (deed.what, "new", deed.authority) in kept:
            continue
        if deed.role in ("state", "retrospective") and deed.date is None and _is_told_better(key, kept):
            continue
        yield _mention(context, deed)
    told = {deed.sentence.index for deed in kept.values() if deed.role not in ("retrospective", "state")}
    for deed in deeds_told(context):
        if deed.sentence.index not in told:
            told.add(deed.sentence.index)
            yield _plain(deed)


def _plain(deed: Deed) -> Mention:
    """What is done without a name of its own; its evidence is what is done, so that a named event goes before it.

    What only tells which council it is that does so comes after: "a council whose services were rated inadequate".
    """
    facts = Facts(what=deed.what)
    span = Span(deed.hit.start, deed.hit.end, "activity.deed")
    whole = span
    if deed.sentence.index == 0 and _WHICH_ONE.match(deed.sentence.low[: deed.hit.start - deed.sentence.start]):
        whole = Span(deed.sentence.start, deed.hit.end, "activity.deed")
    return Mention("improvement_activity", deed.role, deed.authority, facts, whole, 0.5, {"what": span})


def _is_told_better(key: tuple[str, str, str | None], kept: dict[tuple[str, str, str | None], Deed]) -> bool:
    """True for what stands or was done at no known time, beside the news of the same activity."""
    what, role, authority = key
    better = ("new", "scheduled") if role == "retrospective" else ("new", "scheduled", "retrospective")
    return any((what, other, authority) in kept for other in better)


def _mention(context: Context, deed: Deed) -> Mention:
    dates: dict[DateKey, PartialDate] = {}
    evidence = {"what": Span(deed.hit.start, deed.hit.end, "named")}
    if deed.date is not None and deed.date_span is not None:
        met = deed.what in _PLACES and (deed.verb is None or deed.verb.text.startswith(_MEETS))
        dates["start" if met else "effective"] = deed.date
        evidence["dates.effective"] = deed.date_span
    latest = context.published.latest if deed.role == "retrospective" and not dates else None
    span = Span(deed.sentence.start, deed.sentence.end, "activity.what")
    facts = Facts(what=deed.what, partner=deed.partner, dates=dates)
    return Mention(
        "improvement_activity", deed.role, deed.authority, facts, span, 0.6, evidence, Window(deed.not_before, latest)
    )
