"""A new family of events is one module, its phrases beside it, and one name in the registry."""

from __future__ import annotations

import ast
import inspect

import pytest

from parsers.authorities import load_authorities
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Reading
from parsers.reader import families, read
from tests.parsers.reader import adult_care
from tests.parsers.reader.conftest import ROOT

ADULTS = (
    "Adult social care in Wirral has been rated inadequate by the Care Quality Commission. Older people waited months "
    "for help from Wirral Council's adult social care teams, inspectors found.\n\nUnpaid carers felt alone."
)
CHILDREN = "Ofsted has rated children's services at Wirral Council inadequate in a report published on Tuesday."


@pytest.fixture
def with_adults(monkeypatch: pytest.MonkeyPatch) -> Lexicon:
    monkeypatch.setattr(families, "FAMILIES", (*families.FAMILIES, adult_care))
    return load_lexicon(load_authorities((ROOT / "seeds" / "authorities.csv").read_text("utf-8")))


def told(reading: Reading) -> list[tuple[str, str | None, str, dict[str, str]]]:
    return [(m.type, m.authority, m.family, {**m.facts.judgements}) for m in reading.mentions]


def test_without_the_family_its_articles_are_about_something_else(lexicon: Lexicon) -> None:
    reading = read(Article("a", ADULTS), lexicon)
    assert (reading.relevant, reading.why) == (False, "about adult care, not an authority's children's services")


def test_the_registry_alone_makes_the_reader_read_it(with_adults: Lexicon) -> None:
    reading = read(Article("a", ADULTS), with_adults)
    assert reading.relevant
    made = [item for item in told(reading) if item[0] == "adult_care_assessment"]
    assert made == [("adult_care_assessment", "Wirral", "adult_care_assessment", {"overall": "inadequate"})]
    mention = next(mention for mention in reading.mentions if mention.type == made[0][0])
    assert ADULTS[mention.span.start : mention.span.end].startswith("Adult social care in Wirral")


def test_the_other_families_read_as_before(lexicon: Lexicon, request: pytest.FixtureRequest) -> None:
    before = read(Article("a", CHILDREN), lexicon)
    assert before.relevant
    assert read(Article("a", CHILDREN), request.getfixturevalue("with_adults")) == before


def test_no_module_of_the_reader_knows_the_families_by_name_but_the_registry() -> None:
    """What a family is asked for is said in one place: elsewhere nobody imports `mentions` of a family."""
    for source in (ROOT / "parsers" / "reader").glob("*.py"):
        imported = [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        names = {name.name for node in imported if node.module == "parsers.reader" for name in node.names}
        known = {family.__name__.rpartition(".")[2] for family in families.FAMILIES}
        assert source.name == "families.py" or not names & known, source.name
    assert "mentions" in inspect.getsource(families)
