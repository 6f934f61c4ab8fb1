"""What a stage came to, as numbers that add up and as a sentence for people."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of one stage; two of a kind add up field by field."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))

    def __str__(self) -> str:
        told = [f"{value} {name.replace('_', ' ')}" for name, value in asdict(self).items() if value]
        return ", ".join(told) or "nothing to do"

    def as_dict(self) -> dict[str, int]:
        """The numbers by name."""
        return asdict(self)

    def as_markdown(self) -> str:
        """A two-column table."""
        rows = "\n".join(f"| {name.replace('_', ' ')} | {value} |" for name, value in asdict(self).items())
        return f"| what | how many |\n|---|---|\n{rows}"


@dataclass(frozen=True, slots=True)
class PollCount(Count):
    """`failed` counts sources, `pages_failed` articles that could not be had now.

    `checked` counts articles looked at again, `edited` those that said something else.
    """

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    new_entries: int = 0
    pages: int = 0
    pages_failed: int = 0
    checked: int = 0
    edited: int = 0

    @property
    def all_failed(self) -> bool:
        """True when nothing that was tried could be reached."""
        return self.polled > 0 and self.failed == self.polled


@dataclass(frozen=True, slots=True)
class ReadCount(Count):
    """`owed` counts changes that alert, each once however many are told of it."""

    read: int = 0
    relevant: int = 0
    mentions: int = 0
    changes: int = 0
    alerting: int = 0
    faults: int = 0


@dataclass(frozen=True, slots=True)
class RereadCount(Count):
    """`changed` counts articles in which something is read otherwise."""

    read: int = 0
    changed: int = 0
    changes: int = 0
    alerting: int = 0
    faults: int = 0


@dataclass(frozen=True, slots=True)
class DeliverCount(Count):
    """`later` will be tried again, `refused` never."""

    sent: int = 0
    later: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class RegisterCount(Count):
    """`new` counts official documents that were not known."""

    pages: int = 0
    failed: int = 0
    new: int = 0
    changes: int = 0
    alerting: int = 0


@dataclass(frozen=True, slots=True)
class MaintainCount(Count):
    """What was cleared away, and how many sources were made due for the nightly look at all of them."""

    captures_dropped: int = 0
    attempts_dropped: int = 0
    sources_due: int = 0
    articles_erased: int = 0
