"""A source as its table in a TOML file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from parsers.pace import usual
from parsers.sources import NATIONAL, SourceSpec

# Among them what some count as the end of a line, and TOML does not.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_SLUG = 60


def stated(spec: SourceSpec) -> dict[str, Any]:
    """What a table must say of this source, by key; what goes without saying is left out."""
    values: dict[str, Any] = {
        "id": spec.id,
        "name": spec.name,
        "url": spec.url,
        "kind": spec.kind,
        "group": spec.group,
        "serves": NATIONAL if spec.national else list(spec.serves),
        "every": spec.every if spec.every != usual(spec.kind, spec.group) else None,
        "enabled": None if spec.enabled else False,
        "outlet": spec.outlet,
        "select": spec.select.as_dict() if spec.select else None,
        "note": spec.note,
    }
    return {key: value for key, value in values.items() if value is not None}


def source_table(spec: SourceSpec) -> str:
    """The `[[source]]` table that `load_sources` reads as this source."""
    return "".join(["[[source]]\n", *(f"{key} = {_toml(value)}\n" for key, value in stated(spec).items())])


def source_tables(specs: Iterable[SourceSpec]) -> str:
    """Several, a blank line between them."""
    return "\n".join(source_table(spec) for spec in specs)


def slug_for(name: str, taken: Collection[str] = ()) -> str:
    """An id for a source of this name that is not taken: lower-case letters, digits, single hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:_LONGEST_SLUG].strip("-") or "source"
    number = 2
    found = slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def _toml(value: Any) -> str:
    """A value in TOML, whose strings have JSON's escapes; control characters are left out."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        value = _CONTROL.sub(" ", value).encode("utf-8", "ignore").decode("utf-8")
    return json.dumps(value, ensure_ascii=False)
