from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parsers.authorities import load_authorities
from parsers.cues import compile_cue
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Authority, Mention
from parsers.reader import read
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


def added(text: str, authorities: tuple[Authority, ...]) -> Lexicon:
    return load_lexicon(authorities, [("mine.toml", text)])


def mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    opening = "Children's services in Wirral have been inspected. Ofsted visited Wirral Council's social workers.\n\n"
    published = datetime(2024, 6, 14, 9, tzinfo=UTC)
    return list(read(Article("a", opening + text, published=published), lexicon).mentions)


def test_a_user_adds_a_phrase(authorities: tuple[Authority, ...], lexicon: Lexicon) -> None:
    text = "Ofsted said that children's services at Wirral Council were dunce of the shire on Tuesday."
    own = added('[inspection.grade]\ninadequate = ["dunce of the shire"]', authorities)
    assert not any(mention.facts.judgements for mention in mentions(text, lexicon))
    assert any(mention.facts.judgements == {"overall": "inadequate"} for mention in mentions(text, own))


def test_a_user_adds_the_title_of_a_post(authorities: tuple[Authority, ...], lexicon: Lexicon) -> None:
    text = "Jane Example, guardian of the young at Wirral Council, resigned on Tuesday."
    own = added('[titles]\nlead_member = ["guardian of the young"]', authorities)
    people = [person for mention in mentions(text, own) for person in mention.facts.people]
    assert [(person.name, person.post, person.change) for person in people] == [("Jane Example", "lead_member", "out")]
    before = [person for mention in mentions(text, lexicon) for person in mention.facts.people]
    assert all(person.post != "lead_member" for person in before)


def test_a_user_adds_a_name_of_an_authority(authorities: tuple[Authority, ...]) -> None:
    own = added('[aliases]\n"Wirral" = ["Wirralshire"]', authorities)
    assert [place.name for place in own.gazetteer.places("Inspectors came to Wirralshire.")] == ["Wirral"]


def test_a_user_adds_an_outlet(authorities: tuple[Authority, ...], lexicon: Lexicon) -> None:
    text = "A parent told the Bolton Buzz that inspectors had come to Bury."
    own = added('[outlets]\nnames = ["Bolton Buzz"]', authorities)
    assert [place.name for place in lexicon.gazetteer.places(text)] == ["Bolton", "Bury"]
    assert [place.name for place in own.gazetteer.places(text)] == ["Bury"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[inspection", "mine.toml, line 1: not valid TOML"),
        ('[inspections]\nx = ["y"]', "mine.toml, line 2: inspections.x: unknown table 'inspections'; did you mean"),
        ('# mine\n\n[inspection]\ninspectors = ["y"]', "mine.toml, line 4: inspection.inspectors: unknown key"),
        ('[inspection.grade]\nsplendid = ["y"]', "mine.toml, line 2: inspection.grade.splendid: unknown key"),
        ('[inspection]\ngrade = ["y"]', "mine.toml, line 2: inspection.grade: expected a table with the keys"),
        ("[inspection]\ninspector = 3", "mine.toml, line 2: inspection.inspector: expected a list of phrases"),
        ('[inspection]\ninspector = ["The Watchdog"]', "inspection.inspector: 'The Watchdog': write phrases in lower"),
        ('[inspection]\ninspector = ["the (watchdog"]', "unbalanced bracket"),
        ('[inspection]\ninspector = ["(maybe)?"]', "can't be left out"),
        (
            '[aliases]\n"Wirrall" = ["x"]',
            "aliases.Wirrall: unknown authority 'Wirrall'; did you mean 'Wirral'?",
        ),
        ('[titles]\nboss = ["x"]', "mine.toml, line 2: titles.boss: unknown family of posts 'boss'"),
        (
            '[titles]\ndcs = ["(chief|head) of care"]',
            "titles.dcs: '(chief|head) of care': write a title in plain",
        ),
        ('[outlets]\nname = ["x"]', "mine.toml, line 2: outlets.name: unknown key 'name'; did you mean 'names'?"),
        ('phrases = ["x"]', "mine.toml, line 1: phrases: expected a table such as [leadership]"),
    ],
)
def test_a_broken_addition_says_where_and_what_to_do(text: str, named: str, authorities: tuple[Authority, ...]) -> None:
    with pytest.raises(ValueError) as raised:
        added(text, authorities)
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
