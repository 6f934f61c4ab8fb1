"""The list of sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parsers.authorities import Gazetteer, load_authorities
from parsers.sources import LoadedSources, load_sources

SEEDS = Path(__file__).parents[2] / "seeds"
GAZETTEER = Gazetteer(load_authorities((SEEDS / "authorities.csv").read_text(encoding="utf-8")))

PLAIN = """
# A comment.
[[source]]
id = "example-star"
name = "Example Star"
url = "https://example.org/rss"
kind = "rss"
group = "local press"
"""


def the_problem(text: str, gazetteer: Gazetteer | None = None) -> str:
    (problem,) = load_sources(text, "s.toml", gazetteer).problems
    return problem


def test_a_source_has_sensible_defaults() -> None:
    (source,) = load_sources(PLAIN, "s.toml").specs
    assert (source.serves, source.every, source.enabled, source.outlet) == (("national",), 30, True, None)
    assert source.national


def test_authorities_are_brought_to_their_short_names() -> None:
    text = PLAIN + 'serves = ["st helens", "RBKC", "St Helens Council"]\n'
    (source,) = load_sources(text, "s.toml", GAZETTEER).specs
    assert source.serves == ("St Helens", "Kensington and Chelsea")
    assert not source.national


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('serves = ["Knowsly"]', r"s\.toml, line 3, .*unknown authority, 'Knowsly'; did you mean 'Knowsley'"),
        ('serves = ["Atlantis Zzz"]', r"unknown authority, 'Atlantis Zzz'"),
        ('serves = ["national", "Kent"]', r"not both"),
        ("serves = []", r"serves must be"),
        ("serves = 3", r"serves must be"),
        ("every = 1", r"every must be whole minutes from 5 to 10080"),
        ('every = "hourly"', r"every must be whole minutes"),
        ("every = true", r"every must be whole minutes"),
        ('enabled = "no"', r"enabled must be true or false, not 'no'"),
        ('evry = 3', r"unknown key 'evry'; did you mean 'every'\?"),
        ("outlet = 3", r"outlet must be text"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_remedy(change: str, message: str) -> None:
    assert re.search(message, the_problem(PLAIN + change, GAZETTEER))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "rss"', 'kind = "rs"', r"kind is 'rs'; did you mean 'rss'\?; use one of rss, atom"),
        ('group = "local press"', 'group = "press"', r"use one of official, trade, local press"),
        ('id = "example-star"', 'id = "Example Star"', r"lower-case letters, digits and single hyphens"),
        ('url = "https://example.org/rss"', 'url = "ftp://example.org"', r"must begin with http"),
        ('url = "https://example.org/rss"', 'url = "https://example.org/{id}"', r"placeholder"),
        ('name = "Example Star"', 'name = " "', r"name is missing"),
        ('name = "Example Star"', 'name = "Example', r"line 5: not valid TOML"),
        ("[[source]]", "[source]", r"line 3: write each source as a table of its own, headed \[\[source\]\]"),
    ],
)
def test_a_broken_source_is_named_by_its_line(old: str, new: str, message: str) -> None:
    assert old in PLAIN
    assert re.search(message, the_problem(PLAIN.replace(old, new), GAZETTEER))


def test_an_id_or_address_used_twice_names_both_lines() -> None:
    twice = the_problem(PLAIN + "\n" + PLAIN.replace("# A comment.\n", ""))
    assert re.search(r"line 11, .*'example-star' is already used in line 3", twice)
    other = PLAIN.replace("example-star", "other").replace("# A comment.\n", "")
    assert "'https://example.org/rss' is already used" in the_problem(PLAIN + other)


def test_no_sources_are_no_fault() -> None:
    assert load_sources("# none yet\n", "s.toml") == LoadedSources(())


def test_a_broken_source_costs_no_other() -> None:
    other = PLAIN.replace("example-star", "other").replace("org/rss", "org/other").replace("# A comment.\n", "")
    loaded = load_sources(PLAIN.replace('name = "Example Star"', 'name = "Exam') + other, "s.toml")
    assert [spec.id for spec in loaded.specs] == ["other"]
    assert len(loaded.problems) == 1


@pytest.mark.parametrize(
    ("kind", "group", "every"),
    [
        ("ofsted_search", "official", 15),
        ("govuk", "official", 30),
        ("atom", "official", 30),
        ("rss", "local press", 30),
        ("rss", "aggregator", 240),
        ("moderngov", "committee papers", 720),
    ],
)
def test_how_often_a_source_is_looked_at_follows_from_what_it_is(kind: str, group: str, every: int) -> None:
    text = PLAIN.replace('kind = "rss"', f'kind = "{kind}"').replace("local press", group)
    assert [source.every for source in load_sources(text, "s.toml").specs] == [every]


def test_searches_of_others_are_asked_only_by_those_who_switch_them_on() -> None:
    sources = load_sources((SEEDS / "sources.toml").read_text(encoding="utf-8"), "sources.toml", GAZETTEER).specs
    assert {source.enabled for source in sources if source.group == "aggregator"} == {False}


LISTING = PLAIN.replace('kind = "rss"', 'kind = "html"')


def test_a_page_is_read_by_its_selectors() -> None:
    (source,) = load_sources(LISTING + 'select = { item = "li.news", title = "h3" }\n', "s.toml").specs
    assert source.select is not None
    assert source.select.as_dict() == {"item": "li.news", "title": "h3"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LISTING, r'select must say how to find the items: select = \{ item = "li\.news" \}'),
        (LISTING + 'select = { itm = "li" }\n', "select must say how"),
        (LISTING + 'select = { item = "li", titel = "h3" }\n', "unknown key 'titel'; did you mean 'title'"),
        (LISTING + 'select = { item = "li[" }\n', r"line 3.*item 'li\[' is no CSS selector"),
        (LISTING + 'select = { item = "" }\n', "must be a CSS selector"),
        (PLAIN + 'select = { item = "li" }\n', 'select is for kind = "html" alone'),
    ],
)
def test_selectors_that_are_none_are_named(text: str, message: str) -> None:
    assert re.search(message, the_problem(text))
