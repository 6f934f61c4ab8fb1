"""Facts and mentions as plain data, in the field names of the public formats, and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from parsers.model import Article, Facts, Mention, Person
from parsers.partial_date import PartialDate

_TUPLES = ("priority_action_texts", "improvement_texts", "inspectors")
_PLAIN = (
    "inspectorate", "kind", "previous_overall", "priority_actions", "areas_for_improvement", "theme",
    "instrument", "action", "service", "amount_gbp", "per", "what", "partner",
)  # fmt: skip

# The same days come again and again, wherever events are looked up.
_date = lru_cache(10_000)(PartialDate)


def facts_to_dict(facts: Facts) -> dict[str, Any]:
    """Only what is known, ready for JSON; an empty mapping for facts that say nothing."""
    out: dict[str, Any] = {name: getattr(facts, name) for name in _PLAIN if getattr(facts, name) is not None}
    out.update({name: list(getattr(facts, name)) for name in _TUPLES if getattr(facts, name)})
    if facts.judgements:
        out["judgements"] = dict(facts.judgements)
    if facts.dates:
        out["dates"] = {key: value.iso for key, value in facts.dates.items()}
    if facts.people:
        out["people"] = [{"name": p.name, "role": p.role, "change": p.change, "post": p.post} for p in facts.people]
    return out


def facts_from_dict(data: Mapping[str, Any]) -> Facts:
    """The reverse of `facts_to_dict`; unknown keys are ignored, an impossible date raises ValueError."""
    values: dict[str, Any] = {name: data[name] for name in _PLAIN if data.get(name) is not None}
    values.update({name: tuple(data[name]) for name in _TUPLES if data.get(name)})
    return Facts(
        judgements=dict(data.get("judgements") or {}),
        dates={key: _date(iso) for key, iso in (data.get("dates") or {}).items()},
        people=tuple(
            Person(p.get("name"), p.get("role"), p.get("change"), p.get("post")) for p in data.get("people") or ()
        ),
        **values,
    )


def without(facts: Facts, paths: Collection[str]) -> Facts:
    """The facts less those of the given paths: `kind`, `judgements.overall`, `dates.start`."""
    sheet = facts_to_dict(facts)
    for path in paths:
        name, _, key = path.partition(".")
        if key and name in sheet:
            sheet[name].pop(key, None)
        elif not key:
            sheet.pop(name, None)
    return facts_from_dict(sheet)


def mention_to_dict(mention: Mention, article: Article) -> dict[str, Any]:
    """A mention in the public format of `watchkeeper read`: the corpus's event fields, then evidence and rule."""
    known = facts_to_dict(mention.facts)
    always: dict[str, Any] = {
        "type": mention.type,
        "role": mention.role,
        "authority": mention.authority,
        "inspectorate": None,
        "kind": None,
        "judgements": {},
        "previous_overall": None,
        "priority_actions": None,
        "areas_for_improvement": None,
        "dates": {},
        "instrument": None,
        "action": None,
        "people": [],
        "amount_gbp": None,
    }
    always.update(known)
    always.update(
        quote=article.text[mention.span.start : mention.span.end],
        alert=mention.role in ("new", "scheduled"),
        evidence=[mention.span.start, mention.span.end],
        rule=mention.span.rule,
        confidence=round(mention.confidence, 3),
        fact_evidence={path: [span.start, span.end, span.rule] for path, span in mention.evidence.items()},
    )
    if mention.window.earliest or mention.window.latest:
        always["window"] = [
            day.isoformat() if day else None for day in (mention.window.earliest, mention.window.latest)
        ]
    if mention.correction:
        always["correction"] = True
    if mention.contested:
        always["contested"] = mention.contested
    return always
