"""An expression's early test must never miss what the expression would find."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers
from parsers import reader
from parsers.expressions import Expression, alternatives, needed
from parsers.lexicon import Lexicon
from parsers.manifest import load_items
from parsers.wordings import Wording
from tests.parsers.reader.conftest import ROOT, lexicon  # noqa: F401 - a fixture


def _expressions() -> dict[str, Expression]:
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(parsers.__path__, "parsers.")]
    return {
        f"{module.__name__}.{name}": value.expression if isinstance(value, Wording) else value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Expression | Wording)
    }


EXPRESSIONS = _expressions()
NEEDED = {
    some for item in EXPRESSIONS.values() for words, ways in item.ways for way in ways for some in (words, *way.others)
}
WORDS = sorted({word for words in NEEDED for word in words})


def _same(expression: Expression, text: str) -> bool:
    found, plain = expression.search(text), re.search(expression.pattern, text)
    return (found and (found.span(), found.groups())) == (plain and (plain.span(), plain.groups()))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"\b(?:lift\w*|improvement notice)\b", (("lift", "improvement notice"),)),
        (r"\bre-?inspect\w* (?:again|soon)", (("inspect",), ("soon", "again"), ("re",))),
        (r"\b(?:again|\w+ly) inspected", ((" inspected",), ("ly", "again"))),
        (r"\b(?:visits?|visitors) [^.]{0,9}\bvisit", (("visit",),)),
        (r"(?:again )?\w+", ()),
        (r"(?i:again)", ()),
        (r"x(?=again)", ()),
        (r"(?:again)+", (("again",),)),
    ],
)
def test_what_an_expression_needs_follows_from_it(source: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert needed(source) == words


def test_alternatives_are_parted_at_their_own_bars_only() -> None:
    assert list(alternatives(r"a(?:b|c)|[|)]d|\|e|f")) == ["a(?:b|c)", "[|)]d", r"\|e", "f"]


# The first text waits for all of the expressions to be compiled.
@settings(deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "ofsted", "the", "2024", ",", "."]), max_size=9).map(" ".join))
def test_the_early_test_misses_nothing_in_words_of_the_expressions(text: str) -> None:
    assert [name for name, item in EXPRESSIONS.items() if not _same(item, text)] == []


def test_the_reader_says_the_same_without_the_early_test(
    lexicon: Lexicon,  # noqa: F811 - a fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = (ROOT / "seeds" / "corpus" / "articles.jsonl").read_text("utf-8")
    articles = [item.article() for item in load_items(corpus, "articles.jsonl")][::2]
    quick = [reader.read(article, lexicon) for article in articles]
    monkeypatch.setattr(Expression, "search", lambda self, text: re.search(self.pattern, text))
    assert [reader.read(article, lexicon) for article in articles] == quick
