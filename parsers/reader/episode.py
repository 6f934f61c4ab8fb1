"""An episode: one inspection as an article tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from parsers.model import DateKey, Kind
from parsers.partial_date import PartialDate
from parsers.reader.date_keys import KeyedDate
from parsers.reader.statement import VISITS, Service, Statement


@dataclass(slots=True)
class Episode:
    """One inspection as the article tells it."""

    authority: str
    service: Service
    statements: list[Statement] = field(default_factory=list)

    @property
    def graded(self) -> bool:
        """True when it ended in grades or in an outcome."""
        return any(item.graded and not item.maybe for item in self.statements)

    @property
    def standing(self) -> bool:
        """True when its grades are all taken as given: they describe the service and are no news."""
        told = [item for item in self.statements if item.graded and not item.maybe]
        return bool(told) and all(item.standing for item in told)

    @property
    def counted(self) -> bool:
        """True when areas for priority action or improvement are counted."""
        return any(item.counts for item in self.statements)

    @property
    def kind(self) -> Kind | None:
        """The kind that a statement names."""
        return next((item.kind for item in self.statements if item.kind), None)

    @property
    def visit(self) -> bool:
        """True for a focused or monitoring visit or a joint targeted inspection, which end without grades."""
        brief = any(item.days for item in self.statements)
        return self.kind in VISITS or (self.kind is None and (self.counted or brief) and not self.graded)

    @property
    def first(self) -> Statement:
        """The statement that speaks of it first."""
        return self.statements[0]

    def date(self, key: DateKey) -> KeyedDate | None:
        """The most precise date that any statement gives for the moment; the first of equals."""
        best: KeyedDate | None = None
        for statement in self.statements:
            value = statement.dates.get(key)
            if value and (
                best is None or (len(value.value.iso) > len(best.value.iso) and value.value.refines(best.value))
            ):
                best = value
        return best

    def dates(self) -> Iterable[tuple[DateKey, PartialDate]]:
        """Every dated moment of its life."""
        for key in ("notified", "start", "end", "report_expected", "published"):
            value = self.date(key)
            if value:
                yield key, value.value


def first_day(episode: Episode) -> date | None:
    """The earliest day that anything dated in its life allows."""
    return min((value.earliest for _, value in episode.dates()), default=None)
