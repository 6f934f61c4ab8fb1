"""The lexicon: cue phrases as data, compiled once, and the gazetteer of authorities.

Each family of events keeps its phrases in `parsers/reader/<family>.toml`: a key with a list of phrases is a cue, a
table of such keys sorts what it finds under labels. A user adds phrases in files of the same keys, under a table
named after the family::

    [leadership]
    out = ["handed in (his|her|their) notice"]

    [inspection.grade]
    inadequate = ["bottom of the class"]

    [aliases]
    "St Helens" = ["Sintellins"]

How phrases are written is told in `parsers.phrases`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parsers.authorities import Gazetteer
from parsers.cues import Cue, Openings, compile_cue, strings
from parsers.model import Authority

if TYPE_CHECKING:
    from parsers.reader.sentences import Sentence
    from parsers.tokens import Tokens

HOME = Path(__file__).parent / "reader"

# Families of cues by when they are looked for: in every paragraph of any article, in every sentence of any, and only
# in articles about children's services.
_STAGES = {"page": "page", "relevance": "topic"}
_LAST_STAGE = "events"


@dataclass(frozen=True)
class Lexicon:
    """Everything the reader knows by heart."""

    gazetteer: Gazetteer
    cues: Mapping[str, Cue]
    stages: Mapping[str, Openings]

    def cue(self, name: str) -> Cue:
        """The cue of that name, such as `leadership.out`; KeyError when there is none."""
        return self.cues[name]

    def scan(self, stage: str, tokens: Tokens, sentences: Sequence[Sentence]) -> None:
        """Look once for all cues of a stage (`page`, `topic`, `events`); asking for one then costs next to nothing.

        Without it each sentence is looked at when first asked for a cue of the stage.
        """
        self.stages[stage].scan(tokens, sentences)


def load_lexicon(authorities: Sequence[Authority], extra: Sequence[tuple[str, str]] = ()) -> Lexicon:
    """The packaged phrases, with the additions of a user: pairs of a file's name and its TOML text.

    Raises ValueError naming the file, the line or key, and the remedy, when an addition can't be used.
    """
    phrases = {path.stem: _parse(path.name, path.read_text("utf-8")) for path in sorted(HOME.glob("*.toml"))}
    aliases: dict[str, list[str]] = {}
    for name, text in extra:
        _add(phrases, aliases, name, _parse(name, text))
    cues = {name: compile_cue(value, name) for name, value in _named(phrases)}
    return Lexicon(Gazetteer(_with_aliases(authorities, aliases)), cues, _staged(cues))


def _staged(cues: Mapping[str, Cue]) -> dict[str, Openings]:
    """What the cues of each stage begin with, shared by all of them."""
    staged: dict[str, list[Cue]] = {stage: [] for stage in (*_STAGES.values(), _LAST_STAGE)}
    for name, cue in cues.items():
        staged[_STAGES.get(name.partition(".")[0], _LAST_STAGE)].append(cue)
    stages = {stage: Openings(listed) for stage, listed in staged.items()}
    for stage, listed in staged.items():
        for cue in listed:
            cue.openings = stages[stage]
    return stages


def _named(phrases: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Every cue under its name: `leadership.out`, and for tables `inspection.grade` and `inspection.grade.good`."""
    for family, table in phrases.items():
        for key, value in table.items():
            yield f"{family}.{key}", value
            if isinstance(value, Mapping):
                yield from ((f"{family}.{key}.{label}", listed) for label, listed in value.items())


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: not valid TOML: {error}. Put each list of phrases in square brackets.") from error


def _add(
    phrases: dict[str, dict[str, Any]], aliases: dict[str, list[str]], name: str, tables: Mapping[str, Any]
) -> None:
    for family, table in tables.items():
        if not isinstance(table, Mapping):
            raise ValueError(f"{name}: {family}: expected a table such as [leadership], found a value.")
        if family == "aliases":
            for authority, names in table.items():
                aliases.setdefault(authority, []).extend(strings(names, f"{name}: aliases.{authority}"))
            continue
        if family not in phrases:
            raise ValueError(f"{name}: unknown table [{family}]. Known: aliases, {', '.join(sorted(phrases))}.")
        for key, value in table.items():
            _extend(phrases[family], key, value, f"{name}: {family}.{key}")


def _extend(table: dict[str, Any], key: str, value: Any, where: str) -> None:
    if key not in table:
        raise ValueError(f"{where}: unknown key. Known: {', '.join(sorted(table))}.")
    known = table[key]
    if isinstance(known, list):
        compile_cue(value, where)
        table[key] = [*known, *strings(value, where)]
        return
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: expected a table with keys {', '.join(sorted(known))}.")
    merged = dict(known)
    for label, phrases in value.items():
        if label not in merged:
            raise ValueError(f"{where}.{label}: unknown key. Known: {', '.join(sorted(merged))}.")
        merged[label] = [*merged[label], *strings(phrases, f"{where}.{label}")]
    compile_cue(merged, where)
    table[key] = merged


def _with_aliases(authorities: Sequence[Authority], aliases: Mapping[str, list[str]]) -> tuple[Authority, ...]:
    names = {authority.name for authority in authorities}
    if unknown := sorted(set(aliases) - names):
        raise ValueError(
            f"aliases: no authority is called {unknown[0]!r}. Use the short name of seeds/authorities.csv."
        )
    return tuple(replace(item, aliases=(*item.aliases, *aliases.get(item.name, ()))) for item in authorities)
