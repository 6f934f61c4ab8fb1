"""A message as the JSON document that signed webhooks receive.

`schema` names its version: fields may be added under one version, but none is renamed, removed or given another
meaning without a new one. Facts use the field names of the public formats (`parsers.fact_sheet`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alerts.model import ChangeView, Citation, Notice
from alerts.safe_text import link, plain
from alerts.sources import quotation
from alerts.story import Story
from parsers.fact_sheet import facts_to_dict
from parsers.model import Facts

SCHEMA = "watchkeeper.message/1"
_LONGEST_VALUE = 500
# Lists in an author's own words; they go out from official documents only.
_AUTHORS_WORDS = ("priority_action_texts", "improvement_texts")


def payload(notice: Notice, story: Story, evidence: Mapping[str, str]) -> dict[str, Any]:
    """The document. `evidence` maps event ids to the pages that show where their facts stand."""
    return {
        "schema": SCHEMA,
        "id": notice.id,
        "at": notice.at.isoformat(),
        "test": notice.test,
        "replies_to": notice.replies_to,
        "headline": story.headline,
        "standing": story.standing,
        "reasons": [plain(reason) for reason in notice.reasons],
        "changes": [change_document(change, evidence.get(change.event_id)) for change in notice.changes],
    }


def change_document(change: ChangeView, evidence: str | None) -> dict[str, Any]:
    """One change with its facts and sources; `evidence` is the page that shows where they stand."""
    return {
        "id": change.id,
        "kind": change.kind,
        "event": change.event_id,
        "family": change.family,
        "types": list(change.types),
        "authority": plain(change.authority),
        "region": change.region,
        "status": change.status,
        "learnt_late": change.learnt_late,
        "at": change.at.isoformat(),
        "facts": _facts(change.facts, change.official),
        "before": _facts(change.before, change.official) if change.before else None,
        "previous": _facts(change.previous, official=True) if change.previous else None,
        "sources": [_source(citation, change) for citation in change.citations],
        "evidence": evidence,
    }


def _facts(facts: Facts, official: bool) -> dict[str, Any]:
    known = facts_to_dict(facts)
    if not official:
        for name in _AUTHORS_WORDS:
            known.pop(name, None)
    return {name: _harmless(value) for name, value in known.items()}


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value, _LONGEST_VALUE)
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    if isinstance(value, dict):
        return {key: _harmless(item) for key, item in value.items()}
    return value


def _source(citation: Citation, change: ChangeView) -> dict[str, Any]:
    return {
        "outlet": plain(citation.outlet, 60) or None,
        "title": plain(citation.title, 200) or None if citation.official else None,
        "url": link(citation.url),
        "published": citation.published.isoformat() if citation.published else None,
        "quote": quotation(citation, change) or None,
        "official": citation.official,
    } | ({"since": citation.fate} if citation.fate else {})
