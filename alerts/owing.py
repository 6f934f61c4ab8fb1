"""From a resolved change to what is owed, in the transaction that made the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import cast

from sqlalchemy.orm import Session

from alerts import briefing
from alerts.allotment import Share, allot, also_told
from alerts.newsworthiness import RECENT, Occasion, Verdict, judge
from alerts.subscription import Subscription
from parsers.authorities import Gazetteer
from parsers.fact_sheet import facts_from_dict
from parsers.model import ChangeKind, Facts, Family, Role, london_day
from parsers.partial_date import Window
from storage import digests, looks, mentions, messages, withholding
from storage.resolution import Resolved
from storage.tables import OfficialRecordRow

# What says of a told outcome that it was otherwise, or more, or none.
_AMENDMENTS: frozenset[ChangeKind] = frozenset(["corrected", "grade_added", "retracted"])


def judge_and_owe(
    session: Session,
    resolved: Resolved,
    subscriptions: Sequence[Subscription],
    gazetteer: Gazetteer,
    now: datetime,
    *,
    watched: bool = False,
) -> Verdict:
    """Decide whether a change is news, and put down who is owed it and why.

    What would correct a message that still waits goes into that message, and what would take it back keeps it back.
    `watched` says that Ofsted's pages are looked at: an outcome that only the press tells of waits for that.
    """
    verdict = judge(occasion(session, resolved, now))
    if verdict.alerts and _stands(resolved) and (taken := withholding.last_retraction(session, resolved.event.id)):
        resolved = replace(resolved, heard_by=frozenset(withholding.take_back(session, taken)))
    if resolved.heard_by == frozenset() and resolved.change.kind == "corrected":
        verdict = Verdict(False, "taken back before anybody heard of it")
    amends = verdict.alerts and resolved.change.kind in _AMENDMENTS
    if amends and messages.amend_unsent(session, resolved.event.id, resolved.event.facts):
        verdict = Verdict(False, "put right before anybody was told")
    change = resolved.change
    change.alerts, change.learnt_late, change.verdict = verdict.alerts, verdict.learnt_late, verdict.reason
    if not verdict.alerts:
        _owe_quietly(session, resolved, verdict, subscriptions, gazetteer, now)
        return verdict
    session.flush()
    view = briefing.view(session, change, gazetteer)
    shares = allot(subscriptions, view, now)
    if change.kind in ("corrected", "retracted"):
        told = set(messages.recipients_of_event(session, resolved.event.id))
        shares = also_told(shares, told, subscriptions, view, now)
        if change.kind == "retracted":
            # Whoever never heard of it need not hear that it is withdrawn.
            shares = [share for share in shares if share.pair in told]
    wanted = [share for share in shares if resolved.heard_by is None or share.pair in resolved.heard_by]
    held = looks.ask(session, resolved.event, now) if wanted and watched and _press_only(resolved) else None
    _put_down(session, resolved, wanted, held, now)
    return verdict


def _owe_quietly(
    session: Session,
    resolved: Resolved,
    verdict: Verdict,
    subscriptions: Sequence[Subscription],
    gazetteer: Gazetteer,
    now: datetime,
) -> None:
    """What is no alert but belongs into digests: what came late, and confirmations for those who asked for them."""
    confirmed = resolved.change.kind == "confirmed" and resolved.event.alerted_at is not None
    if not verdict.digest and not confirmed:
        return
    session.flush()
    view = briefing.view(session, resolved.change, gazetteer)
    shares = allot(subscriptions, view, now, late=verdict.digest)
    resolved.change.learnt_late = bool(shares) and verdict.digest
    _put_down(session, resolved, shares, None, now)


def _put_down(
    session: Session, resolved: Resolved, shares: Sequence[Share], held: datetime | None, now: datetime
) -> None:
    """Owe each share, at its time or in its digest; `held` is until when all wait for the official page."""
    grouping = _grouping(resolved)
    # Always in one order, so that two workers who begin the same digests never wait for each other.
    ordered = sorted(shares, key=attrgetter("recipient", "channel"))
    gathered = [
        (digests.Turn(share.recipient, share.channel, str(share.round), share.round.after), share.reasons)
        for share in ordered
        if share.round is not None
    ]
    digests.owe_all(session, resolved.change.id, gathered, now)
    owings = [
        messages.Owing(
            resolved.change.id, share.recipient, share.channel, share.reasons, grouping,
            max(share.due_at, held or share.due_at), resolved.beside,
        )
        for share in ordered
        if share.round is None
    ]  # fmt: skip
    messages.owe_all(session, owings, now)
    if shares:
        resolved.event.alerted_at = resolved.event.alerted_at or now


def _stands(resolved: Resolved) -> bool:
    """That an event is supported again, after readers were told that it is not."""
    return resolved.change.kind == "corrected" and resolved.change.before is None


def _press_only(resolved: Resolved) -> bool:
    """An inspection's outcome that no official document tells of yet."""
    return (
        resolved.change.kind == "published"
        and resolved.record is None
        and resolved.event.status != "confirmed"
        and resolved.event.facts.get("inspectorate", "Ofsted") in ("Ofsted", "Ofsted/CQC")
    )


def occasion(session: Session, resolved: Resolved, now: datetime) -> Occasion:
    """The circumstances of a change, for the rule that judges it."""
    event, mention, article, record = resolved.event, resolved.mention, resolved.article, resolved.record
    facts = facts_from_dict(event.facts)
    stated = facts_from_dict(mention.facts) if mention else facts_from_dict(record.facts) if record else facts
    silent = bool((article and article.silent) or (record and record.silent))
    first_seen = resolved.learnt or (article.first_seen_at if article else now)
    seen = mentions.bounds_of(article) if article else _out(record, stated, now)
    return Occasion(
        kind=cast(ChangeKind, resolved.change.kind),
        family=cast(Family, event.family),
        facts=facts,
        role=cast(Role, mention.role) if mention else "new",
        stated=stated,
        seen=seen,
        first_seen=london_day(first_seen),
        first=resolved.first,
        alerted=event.alerted_at is not None,
        phase_before=resolved.phase_before,
        expected=resolved.expected,
        official=record is not None,
        silent=silent,
        correction=bool(mention and mention.correction),
        anew=resolved.learnt is not None and article is not None,
        told_lately=event.alerted_at is not None and now - event.alerted_at <= RECENT,
        dismissed=event.status == "dismissed",
        stands=_stands(resolved),
        standing=briefing.previous_judgement(session, event) if "judgement" in event.types else None,
    )


def _out(record: OfficialRecordRow | None, facts: Facts, now: datetime) -> Window:
    """When an official document came out; a change without any document is of today."""
    published = facts.dates.get("published") or facts.dates.get("effective") if record else None
    return Window.of(published) if published else Window(london_day(now), london_day(now))


def _grouping(resolved: Resolved) -> str:
    """Changes of one authority and family from one article ride together; each inspection has its own message."""
    event = resolved.event
    if resolved.article is not None:
        version = resolved.mention.version_id if resolved.mention else 0
        origin = f"article {resolved.article.id} {version}"
    else:
        origin = f"record {resolved.record.id if resolved.record else ''}"
    alone = event.id if event.family == "inspection" or resolved.change.kind in ("corrected", "retracted") else ""
    return "|".join((origin, event.authority, event.family, alone))
