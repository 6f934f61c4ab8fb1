"""The lexicon: cue phrases as data, compiled once, and the gazetteer of authorities.

Each family of events keeps its phrases in `parsers/reader/<family>.toml`: a key with a list of phrases is a cue, a
table of such keys sorts what it finds under labels. How phrases are written is told in `parsers.phrases`, how a user
adds to them in `parsers.additions`; what is told in other ways than by a phrase, in `parsers.wordings`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parsers.additions import Additions, Phrases, Titles
from parsers.authorities import Gazetteer
from parsers.cues import Cue, Cues, Openings, compile_cue
from parsers.model import Authority
from parsers.wordings import Vocabulary, packaged

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
    titles: Titles = ()
    vocabulary: Vocabulary = field(default_factory=packaged)
    _together: dict[tuple[str, ...], Cues] = field(default_factory=dict, init=False, repr=False, compare=False)

    def cue(self, name: str) -> Cue:
        """The cue of that name, such as `leadership.out`; KeyError when there is none."""
        return self.cues[name]

    def any_of(self, *names: str) -> Cues:
        """The cues of those names together; KeyError when one is unknown."""
        found = self._together.get(names)
        if found is None:
            found = self._together[names] = Cues(map(self.cue, names))
        return found

    def scan(self, stage: str, tokens: Tokens, sentences: Sequence[Sentence]) -> None:
        """Look once for all cues of a stage (`page`, `topic`, `events`); asking for one then costs next to nothing.

        Without it each sentence is looked at when first asked for a cue of the stage.
        """
        self.stages[stage].scan(tokens, sentences)


def load_lexicon(authorities: Sequence[Authority], extra: Sequence[tuple[str, str]] = ()) -> Lexicon:
    """The packaged phrases, with the additions of a user: pairs of a file's name and its TOML text.

    Raises ValueError naming the file, the line, and the remedy, when an addition can't be used.
    """
    # The registry's modules need the lexicon's types, so it is asked only now.
    from parsers.reader.families import phrase_files

    files = sorted({*HOME.glob("*.toml"), *phrase_files()}, key=lambda path: path.stem)
    phrases: Phrases = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in files}
    posts = tomllib.loads((HOME / "vocabulary" / "posts.toml").read_text("utf-8"))
    vocabulary = packaged()
    added = Additions(phrases, vocabulary, {authority.name for authority in authorities}, posts["titles"])
    for name, text in extra:
        added.add(name, text)
    cues = {name: compile_cue(value, name) for name, value in _named(phrases)}
    known = [replace(item, aliases=(*item.aliases, *added.aliases.get(item.name, ()))) for item in authorities]
    if added.patterns:
        vocabulary = vocabulary.with_more(added.patterns)
    return Lexicon(Gazetteer(known, added.outlets), cues, _staged(cues), added.titles, vocabulary)


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
