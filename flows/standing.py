"""How an event stands, for a person who decides about it: found by its id, its facts as paths and words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import decisions, mentions, official
from storage.deciding import Refused
from storage.tables import EventRow


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event stands, as far as a person sees it: its status, facts by path, and what supports it."""

    id: str
    status: str
    sources: tuple[str, ...]
    facts: Mapping[str, str]
    notes: tuple[str, ...]
    merged_into: str | None

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "status": self.status,
            "merged_into": self.merged_into,
            "sources": len(self.sources),
            "facts": dict(self.facts),
            "notes": list(self.notes),
        }


def event_named(session: Session, typed: str) -> EventRow:
    """The event of that id, itself even where it was merged; raises Refused with ids that may have been meant."""
    event = session.get(EventRow, typed.strip().lower())
    if event is not None:
        return event
    ids = list(session.scalars(select(EventRow.id)))
    begun = [known for known in ids if known.startswith(typed.strip().lower())]
    near = begun[:3] or difflib.get_close_matches(typed, ids, 3)
    meant = f"did you mean {' or '.join(near)}?" if near else "watchkeeper events lists them"
    raise Refused(f"no event has the id {typed!r}: {meant}")


def stands(session: Session, event: EventRow) -> Standing:
    """An event as a person sees it now."""
    told = [*mentions.claims_of(session, event), *official.claims_of(session, event)]
    return Standing(
        id=event.id,
        status=event.status,
        sources=tuple(sorted({claim.source for claim in told})),
        facts=dict(_flat(event.facts)) if event.status != "retracted" else {},
        notes=tuple(decisions.notes_of(session, event)),
        merged_into=event.merged_into,
    )


def _flat(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Facts as paths and words, one each."""
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{key}", str(part)) for key, part in value.items())
        elif name == "people":
            for place, person in enumerate(value, 1):
                said = (person.get("name") or "unnamed", person.get("role"), person.get("change"))
                yield f"people.{place}", ", ".join(filter(None, said))
        elif isinstance(value, list):
            yield name, "; ".join(map(str, value))
        else:
            yield name, str(value)
