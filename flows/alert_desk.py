"""Looking at alerts, trying channels out, and previewing a subscription over what is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from alerts.channels import Wire, masked, send
from alerts.digest import Digest
from alerts.examples import trial_notice
from alerts.model import Barred, Outcome, Refused, Retry, Sent
from alerts.noticing import Dismissed
from alerts.placeholders import Missing, fill
from alerts.quiet_hours import QuietHours
from alerts.render import render
from alerts.rules import follows
from alerts.subscription import Subscription
from flows.replay import Replayed, replay
from flows.shop import Shop, Unreadable
from parsers.manifest import ManifestItem
from parsers.model import Authority, london_day
from parsers.partial_date import PartialDate
from storage import decisions, official, sending
from storage.articles import digest
from storage.tables import ArticleRow, MessageRow, VersionRow

_SPAN = re.compile(r"^(\d{1,4})([dwmy])$")
_WORD: Mapping[type, str] = {Sent: "sent", Retry: "not taken", Barred: "barred", Refused: "refused"}
_TRIAL = "replay:"
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}


def messages_listed(shop: Shop, limit: int) -> list[dict[str, Any]]:
    """The newest messages with what came of them."""
    with shop.database.read() as session:
        rows = session.scalars(select(MessageRow).order_by(MessageRow.created_at.desc()).limit(limit)).all()
        return [_message(shop, row) for row in rows]


def due_now(shop: Shop, now: datetime) -> list[dict[str, Any]]:
    """What would be sent now, each with its headline."""
    with shop.database.read() as session:
        writer, quiet = shop.writer(session), QuietHours(shop.subscriptions)
        due = select(MessageRow.id).where(MessageRow.state == "owed", MessageRow.due_at <= now)
        found = []
        ids = session.scalars(due.order_by(MessageRow.created_at, MessageRow.id)).all()
        for row in writer.load(ids).values():
            try:
                prepared = writer.prepare(row)
            except Dismissed:
                continue
            told = () if isinstance(prepared.notice, Digest) else prepared.notice.changes
            if quiet.over_at(row.channel, told, now) <= now:
                found.append(_message(shop, row) | {"headline": prepared.rendered.subject})
        return found


def _message(shop: Shop, row: MessageRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": row.created_at.isoformat(),
        "state": row.state,
        "recipient": row.recipient,
        "channel": masked(shop.channels.get(row.channel, row.channel)),
        "headline": row.headline,
        "attempts": row.attempts,
        "sent": row.sent_at.isoformat() if row.sent_at else None,
        "next_try": row.due_at.isoformat() if row.due_at and row.state == "owed" else None,
        "detail": row.detail,
    }


def retried(shop: Shop, ids: Sequence[str], now: datetime) -> int:
    """Owe anew what was put aside, all of it where no ids are given; says how many messages that are.

    Raises Unreadable for an id, or the beginning of one, that is none of a message put aside.
    """
    with shop.database.write() as session:
        aside = session.scalars(select(MessageRow.id).where(MessageRow.state.in_(sending.PUT_ASIDE))).all()
        wanted = [name for name in aside if not ids or any(name.startswith(given) for given in ids)]
        for given in ids:
            if not any(name.startswith(given) for name in aside):
                raise Unreadable(f"{given} is no message that was put aside; watchkeeper alerts list shows them")
        return sending.retry(session, wanted, now)


def send_tests(shop: Shop, name: str | None, dry_run: bool, now: datetime) -> list[dict[str, Any]]:
    """Send a marked test to each channel once, or with `dry_run` only show it."""
    tried: dict[tuple[str, str], None] = {}
    for subscription in chosen(shop.subscriptions, name):
        tried.update(dict.fromkeys((subscription.recipient, channel) for channel in subscription.channels))
    return [_tested(shop, recipient, channel, dry_run, now) for recipient, channel in tried]


def previewed(shop: Shop, name: str | None, since: str, now: datetime) -> Replayed:
    """What the subscriptions would have brought from the articles that are stored, and from the official record.

    The record of the authorities that they follow is known at each time as it was then, so that a grade has its "was".
    """
    start = started(since, now)
    rules = chosen(shop.subscriptions, name)
    with shop.database.read() as session:
        rows = session.execute(
            select(VersionRow, ArticleRow)
            .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
            .where(ArticleRow.first_seen_at >= start, ArticleRow.silent.is_(False), ArticleRow.withdrawn_at.is_(None))
            .order_by(VersionRow.seen_at, VersionRow.id)
        ).all()
        items = [_item(version, article) for version, article in rows]
        names = {mention.authority for version, _ in rows for mention in version.mentions}
        names |= {one.name for one in shop.gazetteer.authorities if _follow(rules, one)}
        records = [record for record in official.every(session) if record.authority in names]
    # An article may be older than the day on which it came in; the record is told from the first of them.
    began = min([start, *(item.moment for item in items if item.moment)])
    trials = [_trial(rule) for rule in rules]
    return replay(shop.settings, items, subscriptions=trials, records=records, span=(began, now))


def _follow(rules: Sequence[Subscription], authority: Authority) -> bool:
    return any(follows(rule, authority.name, authority.region_ons) for rule in rules)


def _trial(rule: Subscription) -> Subscription:
    """One reader with one channel: what goes to three addresses is shown once, and so is what no channel works for."""
    hours = next(iter(rule.quiet.values()), None)
    quiet = {_TRIAL: hours} if hours and len(rule.quiet) == len(rule.channels) else {}
    return replace(rule, recipient="reader", channels=(_TRIAL,), quiet=quiet, paused=False)


def decided_by_people(shop: Shop) -> int:
    """How many decisions of people stand: a preview tells each article when it came, before anybody decided."""
    with shop.database.read() as session:
        return sum(row.undone_at is None and row.kind != "note" for row in decisions.every(session))


def nothing_since(since: str, now: datetime) -> str:
    """Why a preview is empty where no article came in."""
    day = PartialDate.of(london_day(started(since, now))).spoken()
    return (
        f"No articles have come in since {day}; those that a source held when it was first polled don't count.\n"
        "To see what messages look like, try: watchkeeper replay seeds/"
    )


def chosen(subscriptions: Sequence[Subscription], name: str | None) -> Sequence[Subscription]:
    """All subscriptions, or the one of that name; raises Unreadable where there is none."""
    if not subscriptions:
        raise Unreadable("there are no subscriptions: watchkeeper init writes a first one")
    if name is None:
        return subscriptions
    found = [rule for rule in subscriptions if name.lower() in (rule.id, rule.name.lower())]
    if not found:
        raise Unreadable(f"no subscription is called {name!r}; there are {', '.join(r.name for r in subscriptions)}")
    return found


def _tested(shop: Shop, recipient: str, channel: str, dry_run: bool, now: datetime) -> dict[str, Any]:
    name = digest("test", recipient, channel, now.isoformat())[:32]
    notice = replace(trial_notice(recipient, now), id=name)
    rendered = render(notice, None, shop.desk.stationery)
    result = {"recipient": recipient, "channel": masked(channel), "subject": rendered.subject}
    if dry_run:
        return result | {"outcome": "not sent", "detail": rendered.text}
    address = fill(channel, shop.secrets)
    outcome: Outcome
    if isinstance(address, Missing):
        outcome = Refused(str(address))
    else:
        outcome = send(address, rendered, notice.id, None, Wire(shop.poster, now))
    return result | {"outcome": _WORD[type(outcome)], "detail": outcome.detail}


def started(since: str, now: datetime) -> datetime:
    """The moment that a span or a day stands for; raises Unreadable for anything else."""
    span = _SPAN.match(since)
    if span:
        return now - timedelta(days=int(span[1]) * _DAYS[span[2]])
    try:
        return datetime.combine(date.fromisoformat(since), time(), UTC)
    except ValueError:
        raise Unreadable(f"--since {since!r} is neither a span such as 2y, 6m or 30d nor a day") from None


def _item(version: VersionRow, article: ArticleRow) -> ManifestItem:
    return ManifestItem(
        id=article.ref or str(article.id),
        published=article.published,
        earliest=article.earliest,
        latest=article.latest,
        url=article.url,
        title=version.title,
        outlet=article.outlet,
        text=version.text,
    )
