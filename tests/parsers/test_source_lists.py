"""Lists of sources as TOML and OPML: what goes out comes back, and what others wrote is taken with care."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.authorities import Gazetteer, load_authorities
from parsers.opml import Defaults, read_opml, write_opml
from parsers.selectors import Selectors
from parsers.source_table import slug_for, source_tables
from parsers.sources import SourceSpec, load_sources

SEEDS = Path(__file__).parents[2] / "seeds"
GAZETTEER = Gazetteer(load_authorities((SEEDS / "authorities.csv").read_text(encoding="utf-8")))
STAR = SourceSpec("star", "Example Star", "https://star.example/feed", "rss", "local press", ("St Helens",), 30)
COUNCIL = SourceSpec(
    "council", 'The "Council" \\ news & more', "https://c.example/news?a=1&b=2", "html", "committee papers",
    ("Bournemouth, Christchurch & Poole", "Knowsley"), 45, False, "Council's", "a note", Selectors("li", date=".d"),
)  # fmt: skip
NATIONAL = replace(STAR, id="all", url="https://all.example/", serves=("national",))


def test_every_source_that_we_ship_comes_back_both_ways() -> None:
    specs = load_sources((SEEDS / "sources.toml").read_text(encoding="utf-8"), "s", GAZETTEER).specs
    specs = (*specs, STAR, COUNCIL, NATIONAL)
    again = load_sources(source_tables(specs), "again", GAZETTEER)
    assert (again.specs, again.problems) == (specs, ())
    back = read_opml(write_opml(specs), "again.opml", GAZETTEER)
    assert back.problems == ()
    assert sorted(back.specs, key=lambda spec: spec.id) == sorted(specs, key=lambda spec: spec.id)


@example("", "a\x85b", "c\u2028d")
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_words_come_back(name: str, outlet: str, note: str) -> None:
    spec = replace(STAR, name=f"x{name}", outlet=outlet, note=note)
    (again,) = load_sources(source_tables([spec]), "again", GAZETTEER).specs
    assert again.url == STAR.url
    assert load_sources(source_tables([again]), "again", GAZETTEER).specs == (again,)
    (back,) = read_opml(write_opml([spec]), "again.opml", GAZETTEER).specs
    assert back.url == STAR.url


FOREIGN = b"""<?xml version="1.0"?><opml version="1.1"><body><outline text="News"><outline text="Gazette &amp; Post"
 type="rss" xmlUrl="https://g.example/rss" htmlUrl="https://g.example/"/><outline title="Blog" type="atom"
 xmlUrl="https://b.example/atom"/></outline><outline text="No feed" htmlUrl="https://n.example/"/><outline text="Bad"
 xmlUrl="javascript:x"/><outline text="Twice" xmlUrl="https://g.example/rss"/></body></opml>"""


def test_the_list_of_another_reader() -> None:
    found = read_opml(FOREIGN, "f.opml", GAZETTEER, Defaults(serves=("St Helens",)), taken=["blog"])
    assert [(one.id, one.name, one.kind, one.group, one.serves) for one in found.specs] == [
        ("gazette-post", "Gazette & Post", "rss", "local press", ("St Helens",)),
        ("blog-2", "Blog", "atom", "local press", ("St Helens",)),
    ]
    assert [problem.split(":")[0] for problem in found.problems] == ["f.opml, line 4"] * 2
    assert "serves must be" in read_opml(FOREIGN, "f.opml", GAZETTEER).problems[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares a document type"),
        (b'\xef\xbb\xbf<!doctype opml SYSTEM "x"><opml/>', "declares a document type"),
        ('<!DOCTYPE opml><opml/>'.encode("utf-16"), "declares a document type"),
        (b"<opml><body>", "is no OPML"),
        (b"<rss/>", "its first element is <rss>"),
        (b"", "is no OPML"),
        (b"<opml/>", "names no feed"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_said(body: bytes, said: str) -> None:
    found = read_opml(body, "x.opml", GAZETTEER)
    assert found.specs == ()
    assert said in found.problems[0]


def test_ids_are_made_from_names() -> None:
    assert slug_for("St Helen's Star – Café") == "st-helens-star-cafe"
    assert slug_for("Star", ["star", "star-2"]) == "star-3"
    assert slug_for("“”") == "source"
