"""From stored messages to words: what each tells, as its recipient is to read it.

Many messages tell of one change: what is the same for all of them is looked up, and put into words, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from alerts import briefing
from alerts.model import ChangeView, Notice, Rendered
from alerts.render import render
from parsers.authorities import Gazetteer
from storage import decisions, messages, withholding
from storage.tables import ChangeRow, DeliveryRow, MessageRow


class Dismissed(Exception):
    """All that a message tells of was dismissed by a person, taken back before anybody was told, or told before."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message in words, and where it goes. `thread` is how the other side names the message that it replies to.

    `left_out` are those of its deliveries that it does not tell, by number.
    """

    notice: Notice
    rendered: Rendered
    recipient: str
    channel: str
    thread: str | None = None
    left_out: frozenset[int] = frozenset()


class Writer:
    """Puts messages of one moment into words. Keep it no longer than what is known may stay as it is."""

    def __init__(self, session: Session, gazetteer: Gazetteer) -> None:
        self._session = session
        self._gazetteer = gazetteer
        self._views: dict[int, ChangeView] = {}
        self._stands: dict[str, bool] = {}
        self._rendered: dict[tuple[Any, ...], Rendered] = {}

    def load(self, message_ids: Sequence[str]) -> dict[str, MessageRow]:
        """The messages with all that they tell of, in a few statements."""
        rows = self._session.scalars(
            select(MessageRow)
            .where(MessageRow.id.in_(message_ids))
            .options(
                selectinload(MessageRow.deliveries).joinedload(DeliveryRow.change).joinedload(ChangeRow.event)
            )
        )  # fmt: skip
        return {row.id: row for row in rows}

    def prepare(self, message: MessageRow) -> Prepared:
        """The message in every form. Raises Dismissed when nothing of it is to be told any more."""
        notice = self.notice(message)
        original = self._session.get(MessageRow, notice.replies_to) if notice.replies_to else None
        thread = original.receipt if original else None
        told = {view.id for view in notice.changes}
        left_out = frozenset(delivery.id for delivery in message.deliveries if delivery.change_id not in told)
        return Prepared(notice, self._words(notice), message.recipient, message.channel, thread, left_out)

    def notice(self, message: MessageRow) -> Notice:
        """Its changes in the order in which they came about, and why the recipient gets it.

        What a person dismissed since or made one with what was told, or nothing supports any more, is left out; raises
        Dismissed when that is all of it.
        """
        owed = [delivery for delivery in message.deliveries if self._is_to_be_told(delivery)]
        if not owed:
            raise Dismissed
        views = tuple(self._view(delivery.change) for delivery in owed)
        reasons = tuple(dict.fromkeys(reason for delivery in owed for reason in delivery.reasons))
        first = views[0]
        original = None
        if first.kind in ("corrected", "retracted"):
            original = messages.original_of(
                self._session, first.event_id, message.recipient, message.channel, message.id
            )
        return Notice(message.id, message.recipient, views, reasons, message.created_at, original)

    def _view(self, change: ChangeRow) -> ChangeView:
        if change.id not in self._views:
            self._views[change.id] = briefing.view(self._session, change, self._gazetteer)
        return self._views[change.id]

    def _is_to_be_told(self, delivery: DeliveryRow) -> bool:
        event = delivery.change.event
        if event.id not in self._stands:
            standing = decisions.standing(self._session, event)
            gone = standing.status == "dismissed" or withholding.stands_retracted(self._session, standing)
            self._stands[event.id] = not gone
        # Only what a person made one with another event can have been told under that one's name.
        plain = not event.decided and event.merged_into is None
        return self._stands[event.id] and (plain or not withholding.tells_again(self._session, delivery))

    def _words(self, notice: Notice) -> Rendered:
        """Two messages that tell the same for the same reasons differ in their ids alone."""
        same = (tuple(view.id for view in notice.changes), notice.reasons, notice.at)
        if notice.replies_to is not None:
            return render(notice)
        if same not in self._rendered:
            self._rendered[same] = render(notice)
        known = self._rendered[same]
        return replace(known, payload=known.payload | {"id": notice.id})
