"""What alerts hand on: a change as its readers see it, a message to render, its rendered forms, how sending went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parsers.model import ChangeKind, EventStatus, Facts, Family


@dataclass(frozen=True, slots=True)
class Citation:
    """A document or article that a change rests on. `quote` is the sentence that says so, as its author wrote it.

    `official` marks what the inspectorate, the Department or another authority published itself; such documents may
    be named and quoted freely, press articles with at most 25 words. `fate` says that an article was `withdrawn` or
    `taken down` since: no word of it is shown.
    """

    outlet: str | None
    title: str | None
    url: str | None
    published: datetime | None
    quote: str | None
    official: bool
    fate: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change to one event with all that a message says about it.

    `region` is the ONS region. `before` holds the facts as they stood before this change. `previous` holds the facts
    of the authority's last graded inspection before this event, for "was". `told_at` and `told_citing` say when we
    last told readers of the event, and on whose word: a correction repeats them. `context` are sentences that the
    caller worked out from the official record ("Rare: 24 of 371 letters, 2018 to February 2026"). `looked_at` and
    `look` say when the inspectorate's page was looked at for it last, and what was there (`absent`, `unreachable`).
    `decided` says that a person here made it: none of its sources says so. `text` is all of the article that brought
    it, for subscribers' own words to be looked for; it is never shown.
    """

    id: int
    kind: ChangeKind
    event_id: str
    family: Family
    types: tuple[str, ...]
    authority: str
    region: str | None
    status: EventStatus
    facts: Facts
    before: Facts | None
    previous: Facts | None
    learnt_late: bool
    citations: tuple[Citation, ...]
    at: datetime
    told_at: datetime | None = None
    told_citing: str | None = None
    context: tuple[str, ...] = ()
    looked_at: datetime | None = None
    look: str | None = None
    decided: bool = False
    text: str = field(default="", repr=False)

    @property
    def stands(self) -> bool:
        """That what readers were told is withdrawn stands after all: a correction with nothing before it."""
        return self.kind == "corrected" and self.before is None

    @property
    def official(self) -> bool:
        """Whether an official document is among its sources."""
        return any(citation.official for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one recipient, not yet put into words.

    Its changes belong to one authority and one family, and each inspection has a notice of its own. `reasons` say
    why the recipient gets it ("because you follow the North West"); `replies_to` is the id of the notice that it
    corrects; `test` marks a message by which a channel is tried out.
    """

    id: str
    recipient: str
    changes: tuple[ChangeView, ...]
    reasons: tuple[str, ...]
    at: datetime
    replies_to: str | None
    test: bool = False

    def __post_init__(self) -> None:
        if not self.changes:
            raise ValueError("a notice needs at least one change")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A notice in every form that a channel may need. `subject` is one line; `short` has at most 160 characters.

    `slack_text` is the fall-back of `slack_blocks` for notifications; `payload` is the versioned JSON document that
    signed webhooks receive.
    """

    subject: str
    text: str
    html: str
    slack_text: str
    slack_blocks: list[dict[str, Any]] = field(repr=False)
    short: str
    payload: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side took the message. `detail` is its answer, for the log; `receipt` its name for the message."""

    detail: str
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Not taken now, but may be later: `after_seconds` is how long the other side asks us to wait, if it said so.

    `endpoint` marks a fault of the whole server, such as no connection or no login, rather than of this message.
    """

    detail: str
    after_seconds: float | None = None
    endpoint: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """A rule forbids it, of the other side (blocked sender, no permission) or of ours (an address not to be reached).

    It stays so until somebody changes the rule, so that it is tried again now and then and the operator is told.
    """

    detail: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side will not take this message however often it is offered."""

    detail: str


Outcome = Sent | Retry | Barred | Refused
