from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article
from parsers.patterns import as_whole
from parsers.reader import read
from parsers.wordings import Vocabulary, packaged, parse
from tests.parsers.reader.barset import BARSET

LISTS = {
    "a": {"who": ["inspector(s)?", "ofsted"], "came": ["{who} (has|have)? c(a|o)me"]},
    "b": {"x": ["{a.who} left"]},
}


def matches(pattern: str, text: str) -> bool:
    source = as_whole(Vocabulary(LISTS).piece("a", pattern, "here"))
    return re.search(source, text) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("invest(s|ed|ing)?", "it invested"),
        ("invest(s|ed|ing)?", "to invest"),
        ("invest(s|ed|ing)? in", "invests in"),
        ("invest(s|ed|ing)? in", "invest in"),
        ("cut <20> (about)* {money}", "cut, by about £2m"),
        ("the (re)?structure", "the structure"),
        ("the (re)?structure", "the restructure"),
        ("the (full|final)? report", "the report"),
        ("the (full|final)? report", "the final report"),
        ("report (card)?", "a report card"),
        ("one (of them)?(,)? came", "one came"),
        ("one (of them)?(,)? came", "one of them, came"),
        ("set (it)? (out)?", "set"),
        ("set (it)? (out)?", "set out"),
        ("set (it)? (out)? <20> plan", "set out its plan"),
        ("set (it)? (out)? <20> plan", "set: a plan"),
        ("will (now|also)* go", "will now also go"),
        ("improv*", "improvements"),
        ("*ing up", "setting up"),
        ("how * is", "how well-run is"),
        ("review ~ service", "review the whole of the service"),
        ("review ~1 service", "review service"),
        ("told ~1-3 that", "told us that"),
        ("told ~2, that", "told us, then, that"),
        ("cut <20> budget", "cuts? no: cut, they said, a budget"),
        ("cut <20 ,> budget", "cut the whole budget"),
        ("plan !(to strip)", "a plan to build"),
        ("(must|to)! publish", "will publish"),
        ("follow(-| )up", "follow-up"),
        ("follow(-| )up", "follow up"),
        ("{who} left", "the inspectors left"),
        ("{a.who} left", "ofsted left"),
        ("worth {money}", "worth £2.5 million"),
        ("in {year}", "in 2024"),
        ("{money} more", "a £3m more"),
        ("# times", "three times"),
        ("(report (card)?|letter) came", "report card came"),
        # What must not stand before is a word, not the end of one.
        ("(to)! publish", "onto publish"),
    ],
)
def test_a_pattern_matches_as_its_language_says(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("invest(s|ed|ing)?", "reinvest"),
        ("invest(s|ed|ing)?", "investor"),
        ("the (full|final)? report", "the damning report"),
        ("the (re)?structure", "thestructure"),
        ("review ~1 service", "review the whole service"),
        ("told ~1-3 that", "told that"),
        ("told ~2 that", "told us, then, that"),
        ("cut <20> budget", "cut. budget"),
        ("cut <20 ,> budget", "cut, a budget"),
        ("cut <5> budget", "cut the whole budget"),
        ("plan !(to strip)", "a plan to strip"),
        ("(must|to)! publish", "must publish"),
        ("{who} left", "they left"),
        ("(to)! publish", "to publish"),
    ],
)
def test_a_pattern_keeps_to_what_it_says(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("The Watchdog", "'T' can't stand there"),
        ("the (watchdog", "never closed"),
        ("the watchdog)", "never opened"),
        (r"\bwatchdog", "can't stand there"),
        ("watch[dog]", "can't stand there"),
        ("~3-1 dogs", "no range"),
        ("the( dog| cat)", "begins without a space"),
        ("(a (b|c))! dog", "plain words"),
        ("(<60>)! dog", "needs a word"),
        ("", "no word"),
        ("cut (~ ~)* homes", "needs a word"),
        ("cut (<60>)* homes", "needs a word"),
        ("cut (~9 of)* homes", "more than once is words alone"),
        ("cut (of <60> a)* homes", "more than once is words alone"),
        ("cut ((a|b)* c)* homes", "more than once is words alone"),
        ("told (~2|us) that", "needs a word"),
        ("told (us|) that", "needs a word"),
        ("<60>", "found everywhere"),
        ("(homes)?", "found everywhere"),
        ("!(homes)", "found everywhere"),
        ("~0 homes", "no gap at all"),
        ("{whom} left", "there is no list 'whom'; did you mean 'who'?"),
    ],
)
def test_a_broken_pattern_says_where_and_what_to_do(pattern: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r"^mine\.toml: ") as raised:
        Vocabulary(LISTS).piece("a", pattern, "mine.toml")
    assert fault in str(raised.value)


def test_a_list_that_holds_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="holds itself"):
        Vocabulary({"a": {"x": ["{y} b"], "y": ["{x} c"]}})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("said = []", "x.toml: said: expected a list of patterns"),
        ('said = "told"', "x.toml: said: expected a list of patterns"),
        ("[said]\nmore = 3", "x.toml: said: expected a list of patterns"),
        ('said = ["told"', "x.toml: not valid TOML"),
    ],
)
def test_a_broken_file_says_where_and_what_to_do(text: str, fault: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse("x.toml", text)
    assert fault in str(raised.value)


def funding(text: str, lexicon: Lexicon) -> list[str | None]:
    article = Article("a", text, published=datetime(2024, 6, 14, 9, tzinfo=UTC))
    return [mention.facts.what for mention in read(article, lexicon).mentions if mention.type == "funding"]


@pytest.mark.parametrize(
    ("addition", "told"),
    [
        ('savings = ["guillotin* ~3 {money}"]', "guillotined £2m from"),
        ('about = ["a mere"]', "cut a mere £2m from"),
    ],
)
def test_a_user_adds_a_pattern_or_a_word_of_one(addition: str, told: str) -> None:
    text = f"Barset Council has {told} children's services.\n\nSocial workers in Barset spoke of children in care."
    plain, own = load_lexicon([BARSET]), load_lexicon([BARSET], [("mine.toml", f"[funding_told]\n{addition}")])
    assert funding(text, plain) == []
    assert funding(text, own) == ["savings"]
    assert funding(text, plain) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            '[funding_told]\nsaving = ["x"]',
            "mine.toml, line 2: funding_told.saving: unknown key 'saving'; did you mean",
        ),
        ('[funding_tolds]\nsavings = ["x"]', "unknown table 'funding_tolds'; did you mean 'funding_told'?"),
        ("[funding_told]\nsavings = []", "mine.toml, line 2: funding_told.savings: expected a list"),
        ("[funding_told]\nsavings = 3", "mine.toml, line 2: funding_told.savings: expected a list"),
        ('[funding_told]\nsavings = ["{abuot} {money}"]', "there is no list 'abuot'; did you mean 'about'?"),
        ('[funding_told.savings]\nmore = ["x"]', "expected a list of patterns, found a table"),
    ],
)
def test_a_broken_addition_says_where_and_what_to_do(text: str, named: str) -> None:
    with pytest.raises(ValueError) as raised:
        load_lexicon([BARSET], [("mine.toml", text)])
    assert named in str(raised.value)


def test_what_a_user_adds_to_is_told_apart_by_name(lexicon: Lexicon) -> None:
    """Tables of phrases and of patterns stand side by side in a user's file."""
    families = {name.partition(".")[0] for name in lexicon.cues}
    assert families.isdisjoint(packaged().lists)
    assert families.isdisjoint(("aliases", "outlets", "titles"))
    assert packaged().lists.keys().isdisjoint(("aliases", "outlets", "titles"))
