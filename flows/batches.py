"""Work cut into batches: each runs as one task, and one that crashes never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Generic, Protocol, Self, TypeVar


class Addable(Protocol):
    """A count: two of a kind add up."""

    def __add__(self, other: Self) -> Self: ...
    def as_markdown(self) -> str: ...


C = TypeVar("C", bound=Addable)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally(Generic[C]):
    """What all batches of one stage came to; `crashed` says in a sentence each why a batch came to nothing."""

    count: C
    crashed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.count}; {len(self.crashed)} batches crashed" if self.crashed else str(self.count)

    def as_markdown(self) -> str:
        """The count as a table, then the crashes as a list."""
        crashes = "".join(f"\n- crashed: {reason}" for reason in self.crashed)
        return f"{self.count.as_markdown()}\n{crashes}"


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def tally(zero: C, futures: Sequence[Any]) -> Tally[C]:
    """Wait for the batches and add them up, beginning with `zero`. A bug in one is put down, not raised."""
    total = Tally(zero)
    for future in futures:
        outcome = future.result(raise_on_failure=False)
        if isinstance(outcome, BaseException):
            total = replace(total, crashed=(*total.crashed, f"{type(outcome).__name__}: {outcome}"))
        else:
            total = replace(total, count=total.count + outcome)
    return total
