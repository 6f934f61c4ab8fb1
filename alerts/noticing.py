"""From stored messages to words: what each tells, as its recipient is to read it.

Many messages tell of one change: what is the same for all of them is looked up, and put into words, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from alerts import briefing
from alerts.desk import NO_DESK, Desk, put_in
from alerts.digest import Digest
from alerts.digest_contents import gather
from alerts.digest_render import render_digest
from alerts.model import ChangeView, Notice, Rendered
from alerts.render import render
from alerts.roll_up import RollUp, render_roll_up
from alerts.subscription import Subscription
from parsers.authorities import Gazetteer
from storage import decisions, messages, rolling, withholding
from storage.tables import ChangeRow, DeliveryRow, DigestRow, MessageRow


class Dismissed(Exception):
    """All that a message tells of was dismissed by a person, taken back before anybody was told, or told before."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message in words, and where it goes. `thread` is how the other side names the message that it replies to,
    `unsubscribe` the address by which its recipient ends these messages.

    `left_out` are those of its deliveries that it does not tell, by number.
    """

    notice: Notice | Digest | RollUp
    rendered: Rendered
    recipient: str
    channel: str
    thread: str | None = None
    left_out: frozenset[int] = frozenset()
    unsubscribe: str | None = None


@dataclass(slots=True)
class Known:
    """What was looked up and put into words already. Keep it no longer than what is known may stay as it is."""

    views: dict[int, ChangeView] = field(default_factory=dict)
    stands: dict[str, bool] = field(default_factory=dict)
    rendered: dict[tuple[Any, ...], Rendered] = field(default_factory=dict)


class Writer:
    """Puts messages into words."""

    def __init__(
        self,
        session: Session,
        gazetteer: Gazetteer,
        subscriptions: Sequence[Subscription] = (),
        desk: Desk = NO_DESK,
        known: Known | None = None,
    ) -> None:
        self._session = session
        self._gazetteer = gazetteer
        self._subscriptions = subscriptions
        self._desk = desk
        self._known = known or Known()
        self._digests: dict[str, DigestRow] = {}

    def load(self, message_ids: Sequence[str]) -> dict[str, MessageRow]:
        """The messages with all that they tell of, in a few statements."""
        rows = self._session.scalars(
            select(MessageRow)
            .where(MessageRow.id.in_(message_ids))
            .options(
                selectinload(MessageRow.deliveries).selectinload(DeliveryRow.change).selectinload(ChangeRow.event)
            )
        )  # fmt: skip
        found = self._session.scalars(select(DigestRow).where(DigestRow.message_id.in_(message_ids)))
        self._digests |= {row.message_id: row for row in found}
        return {row.id: row for row in rows}

    def prepare(self, message: MessageRow) -> Prepared:
        """A message that was loaded, in every form. Raises Dismissed when nothing of it is to be told any more."""
        row = self._digests.get(message.id)
        notice = self.digest(message, row) if row is not None else self._told_at_once(message)
        original = self._session.get(MessageRow, notice.replies_to) if notice.replies_to else None
        thread = original.receipt if original else None
        told = {view.id for view in notice.changes}
        left_out = frozenset(delivery.id for delivery in message.deliveries if delivery.change_id not in told)
        rendered = self._written(notice)
        stop = self._desk.stop_for(message.id)
        return Prepared(notice, put_in(rendered, stop), message.recipient, message.channel, thread, left_out, stop)

    def _told_at_once(self, message: MessageRow) -> Notice | RollUp:
        notice = self.notice(message)
        if not rolling.is_roll_up(message) or len(notice.changes) == 1:
            return notice
        return RollUp(notice.id, notice.recipient, notice.changes, notice.reasons, notice.at)

    def digest(self, message: MessageRow, row: DigestRow) -> Digest:
        """A digest of all that was gathered for it. Raises Dismissed where that is nothing, and nobody waits for it."""
        owed = [delivery for delivery in message.deliveries if self._is_to_be_told(delivery)]
        views = [self._as_heard(self._view(delivery.change), message)[0] for delivery in owed]
        reasons = tuple(dict.fromkeys(reason for delivery in owed for reason in delivery.reasons))
        gathered = gather(self._session, row, views, reasons, self._subscriptions, self._gazetteer)
        if gathered is None:
            raise Dismissed
        return gathered

    def notice(self, message: MessageRow) -> Notice:
        """Its changes in the order in which they came about, and why the recipient gets it.

        What a person dismissed since or made one with what was told, or nothing supports any more, is left out; raises
        Dismissed when that is all of it.
        """
        owed = [delivery for delivery in message.deliveries if self._is_to_be_told(delivery)]
        if not owed:
            raise Dismissed
        heard = [self._as_heard(self._view(delivery.change), message) for delivery in owed]
        reasons = tuple(dict.fromkeys(reason for delivery in owed for reason in delivery.reasons))
        views, original = tuple(view for view, _ in heard), heard[0][1]
        return Notice(message.id, message.recipient, views, reasons, message.created_at, original)

    def _as_heard(self, view: ChangeView, message: MessageRow) -> tuple[ChangeView, str | None]:
        """A change as this recipient is to hear it, and the message it replies to: who never got what it puts right
        is told the right thing as news."""
        if view.kind not in ("corrected", "retracted"):
            return view, None
        original = messages.original_of(self._session, view.event_id, message.recipient, message.channel, message.id)
        if original is None and view.kind == "corrected":
            return briefing.as_news(self._session, view), None
        return view, original

    def _view(self, change: ChangeRow) -> ChangeView:
        if change.id not in self._known.views:
            self._known.views[change.id] = briefing.view(self._session, change, self._gazetteer)
        return self._known.views[change.id]

    def _is_to_be_told(self, delivery: DeliveryRow) -> bool:
        event = delivery.change.event
        if event.id not in self._known.stands:
            standing = decisions.standing(self._session, event)
            gone = standing.status == "dismissed" or withholding.stands_retracted(self._session, standing)
            self._known.stands[event.id] = not gone
        # Only what a person made one with another event can have been told under that one's name.
        plain = not event.decided and event.merged_into is None
        return self._known.stands[event.id] and (plain or not withholding.tells_again(self._session, delivery))

    def _written(self, notice: Notice | Digest | RollUp) -> Rendered:
        match notice:
            case Digest():
                return render_digest(notice, self._desk.stationery)
            case RollUp():
                return render_roll_up(notice, self._desk.stationery)
            case _:
                return self._words(notice)

    def _words(self, notice: Notice) -> Rendered:
        """Two messages that tell the same for the same reasons differ in their ids alone."""
        same = (tuple(view.id for view in notice.changes), notice.reasons, notice.at)
        if notice.replies_to is not None:
            return render(notice, None, self._desk.stationery)
        if same not in self._known.rendered:
            self._known.rendered[same] = render(notice, None, self._desk.stationery)
        known = self._known.rendered[same]
        return replace(known, payload=known.payload | {"id": notice.id})
