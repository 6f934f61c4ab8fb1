from __future__ import annotations

import json
from pathlib import Path

import pytest

from parsers.authorities import load_authorities
from parsers.cues import compile_cue
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Authority
from parsers.reader.sentences import sentence
from parsers.tokens import tokens_of

SEEDS = Path(__file__).parents[3] / "seeds"
AUTHORITIES = SEEDS / "authorities.csv"
CORPUS = SEEDS / "corpus" / "articles.jsonl"


@pytest.fixture(scope="module")
def authorities() -> tuple[Authority, ...]:
    return load_authorities(AUTHORITIES.read_text("utf-8"))


def hits(phrases: object, text: str) -> list[tuple[str, str]]:
    return [(hit.text, hit.label) for hit in compile_cue(phrases, "test").every(sentence(text, 0))]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("children's services", "CHILDREN’S SERVICES"),
        ("children's services", "childrens services"),
        ("two-week inspection", "two week inspection"),
        ("rated inadequate", "rated ‘inadequate’"),
        ("(rated|judged) good", "judged good"),
        ("the (full)? report", "the report"),
        ("the (full)? report", "the full report"),
        ("notified ~ inspection", "notified the council of its inspection"),
        ("# years ago", "11 years ago"),
        ("# years ago", "three years ago"),
    ],
)
def test_a_phrase_matches_as_its_language_says(phrase: str, text: str) -> None:
    assert len(hits([phrase], f"It was {text} again.")) == 1


@pytest.mark.parametrize(
    "text", ["Inadequately", "notified. The inspection", "notified one two three four five six inspection"]
)
def test_a_phrase_keeps_to_words_and_clauses(text: str) -> None:
    assert hits(["inadequate", "notified ~ inspection"], text) == []


def test_the_longest_phrase_wins_and_labels_are_kept() -> None:
    table = {"good": ["good"], "requires_improvement": ["requires improvement to be good"]}
    assert hits(table, "It requires improvement to be good, not good.") == [
        ("requires improvement to be good", "requires_improvement"),
        ("good", "good"),
    ]


def test_hits_stand_in_code_points_of_the_whole_text() -> None:
    found = compile_cue(["inadequate"], "test").first(sentence("“It is inadequate”", 100))
    assert found is not None
    assert (found.start, found.end) == (107, 117)


def test_a_user_adds_phrases_and_aliases(authorities: tuple[Authority, ...]) -> None:
    extra = '[inspection.grade]\ninadequate = ["bottom of the class"]\n[aliases]\n"Wirral" = ["Wirralshire"]\n'
    lexicon = load_lexicon(authorities, [("mine.toml", extra)])
    found = lexicon.cue("inspection.grade").first(sentence("It is bottom of the class.", 0))
    assert found is not None
    assert found.label == "inadequate"
    resolved = lexicon.gazetteer.resolve("Wirralshire")
    assert resolved is not None
    assert resolved.name == "Wirral"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[inspection", "mine.toml"),
        ('[inspections]\nx = ["y"]', "unknown table [inspections]"),
        ('[inspection]\ninspectors = ["y"]', "inspection.inspectors"),
        ('[inspection.grade]\nsplendid = ["y"]', "inspection.grade.splendid"),
        ("[inspection]\ninspector = 3", "expected a list of phrases"),
        ('[inspection]\ninspector = ["The Watchdog"]', "lower case"),
        ('[inspection]\ninspector = ["the (watchdog"]', "unbalanced bracket"),
        ('[inspection]\ninspector = ["(maybe)?"]', "can't be left out"),
        ('[aliases]\n"Nowhere" = ["x"]', "Nowhere"),
    ],
)
def test_a_broken_addition_says_where_and_what_to_do(text: str, named: str, authorities: tuple[Authority, ...]) -> None:
    with pytest.raises(ValueError) as raised:
        load_lexicon(authorities, [("mine.toml", text)])
    assert named in str(raised.value)


def test_all_packaged_phrases_can_be_compiled(lexicon: Lexicon) -> None:
    for cue in lexicon.cues.values():
        assert cue.pattern.pattern


def test_looking_up_by_first_words_finds_what_looking_everywhere_finds(lexicon: Lexicon) -> None:
    """The short cut must never lose a phrase: compare it with a search that begins at every word."""
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()[::9]]
    for line in (line for text in texts for line in text.split("\n") if line):
        told = sentence(line, 0)
        for name, cue in lexicon.cues.items():
            starts = set(tokens_of(told.low).starts)
            quick = {place for hit in cue.every(told) for place in range(hit.start, hit.end)}
            for match in cue.pattern.finditer(told.low):
                # "Ofsted's" is no "Ofsted": a phrase begins with a whole word.
                whole = tokens_of(match.group()).words[0] == tokens_of(told.low[match.start() :]).words[0]
                assert match.start() in quick or not whole or match.start() not in starts, (name, line, match.group())
