"""What is peculiar to single outlets: packaged, added by a user, and refused when it is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsers.outlet_rules import NO_RULES, OutletRules, load_outlets, packaged_outlets, read_rules
from parsers.pages import read_page

GAZETTE = """
name = "The Example Gazette"
hosts = ["gazette.example"]
checked = 2026-11-22
furniture_classes = ["gz-strip"]
furniture_openings = ["Gazette Extra"]
end_openings = ["That was the Gazette"]
"""
PARAGRAPH = "Inspectors said that the council had made progress since their last visit in the spring of 2021, number "
PAGE = f"""<html><body><article><h1>Council makes progress</h1>
<p>{PARAGRAPH}1.</p><p>Gazette extra: ten walks for a rainy Sunday in the county, chosen by our own readers.</p>
<div class="gz-strip other"><p>{PARAGRAPH}of another story, by another hand.</p></div>
<p>{PARAGRAPH}2.</p><p>That was the Gazette, made for you with care.</p><p>{PARAGRAPH}3.</p></article></body></html>"""


def body_at(url: str) -> str:
    return read_page(PAGE.encode(), url, "text/html", outlets=load_outlets([("gazette.toml", GAZETTE)])).body


def test_added_rules_hold_on_their_own_hosts_only() -> None:
    assert body_at("https://www.gazette.example/a").split("\n\n") == [f"{PARAGRAPH}1.", f"{PARAGRAPH}2."]
    elsewhere = body_at("https://other.example/a")
    assert "Gazette extra" in elsewhere
    assert f"{PARAGRAPH}3." in elsewhere


def test_what_rules_take_out_is_kept_apart() -> None:
    page = read_page(PAGE.encode(), "https://gazette.example/a", outlets=load_outlets([("gazette.toml", GAZETTE)]))
    for phrase in ("ten walks", "by another hand", "made for you"):
        assert any(phrase in piece for piece in page.furniture), phrase
    assert page.outlet == "The Example Gazette"


def test_host_below_one_that_is_known() -> None:
    outlets = load_outlets([("gazette.toml", GAZETTE)])
    assert outlets.of("https://news.gazette.example/a").name == "The Example Gazette"
    assert outlets.of("https://notgazette.example/a") is NO_RULES
    assert outlets.of(None) is NO_RULES


def test_own_file_goes_before_ours() -> None:
    mine = 'name = "Mine"\nhosts = ["metro.co.uk"]\nchecked = 2026-01-01\n'
    assert load_outlets([("mine.toml", mine)]).of("https://metro.co.uk/x").name == "Mine"
    assert packaged_outlets().of("https://metro.co.uk/x").name == "Metro"


def test_packaged_files_are_one_outlet_each_and_dated() -> None:
    folder = Path(__file__).parents[2] / "parsers" / "outlets"
    rules = [read_rules(path.read_text(encoding="utf-8"), path.name) for path in folder.glob("*.toml")]
    hosts = [host for one in rules for host in one.hosts]
    assert rules
    assert len(hosts) == len(set(hosts))
    assert all(date(2020, 1, 1) < one.checked for one in rules)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "not valid TOML"),
        (GAZETTE.replace("name =", "title ="), "unknown key 'title'"),
        (GAZETTE.replace("end_openings", "end_opening"), "did you mean 'end_openings'"),
        (GAZETTE.replace('"The Example Gazette"', '" "'), "name is missing"),
        (GAZETTE.replace("2026-11-22", '"2026-11-22"'), "checked must be the day"),
        (GAZETTE.replace("gazette.example", "https://gazette.example/"), "bare names"),
        (GAZETTE.replace("gazette.example", "www.gazette.example"), "bare names"),
        (GAZETTE.replace('hosts = ["gazette.example"]', ""), "hosts is missing"),
        (GAZETTE.replace('["Gazette Extra"]', '"Gazette Extra"'), "furniture_openings must be a list"),
        (GAZETTE.replace('["Gazette Extra"]', "[1]"), "furniture_openings must be a list"),
    ],
)
def test_wrong_files_are_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"gazette\.toml") as caught:
        load_outlets([("gazette.toml", text)])
    assert said in str(caught.value)


def test_rules_of_nobody_touch_nothing() -> None:
    assert isinstance(NO_RULES, OutletRules)
    assert not NO_RULES.is_furniture("anything")
    assert not NO_RULES.is_end("anything")
