"""What was read in a document, as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from parsers.fact_sheet import facts_to_dict
from parsers.official.document import DocumentReading


def reading_to_dict(reading: DocumentReading, name: str) -> dict[str, Any]:
    """The facts as everywhere else, where each was found, and what could not be read and why."""
    return {
        "document": name,
        "authority": reading.authority,
        "kind": reading.kind,
        "framework": reading.framework,
        "facts": facts_to_dict(reading.facts),
        "addressee": asdict(reading.addressee) if reading.addressee else None,
        "found": [{key: value for key, value in asdict(found).items() if value is not None} for found in reading.found],
        "unread": [asdict(unread) for unread in reading.unread],
    }
