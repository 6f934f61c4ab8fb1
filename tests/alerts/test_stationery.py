"""A user's own templates: used where they can be, left aside where not, and never a way out of the sandbox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from alerts.examples import example_notices
from alerts.render import render
from alerts.stationery import PLAIN, Stationery

NOTICE = example_notices()["judgement"]


def written(folder: Path, name: str, text: str) -> Stationery:
    (folder / name).write_text(text)
    return Stationery(folder)


def test_ones_own_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = written(tmp_path, "message.txt.j2", "News: {{ story.headline }}\n")
    message = render(NOTICE, None, own)
    assert message.text == "News: Knowsley: Inadequate (was Requires improvement)\n"
    assert message.html == render(NOTICE).html and own.faults == ()


def test_html_of_ones_own_is_escaped_all_the_same(tmp_path: Path) -> None:
    own = written(tmp_path, "message.html.j2", "<p>{{ reasons[0] }}</p>")
    hostile = replace(NOTICE, reasons=("<script>",))
    assert render(hostile, None, own).html == "<p>&lt;script&gt;</p>"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("fine\n{% if %}", 2, "Expected an expression"),
        ("{{ story.headline }}\n\n{{ no_such_thing }}", 3, "'no_such_thing' is undefined"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{% include 'no.txt.j2' %}", 1, "no.txt.j2"),
    ],
)
def test_one_that_cannot_be_used_is_left_aside_and_said(tmp_path: Path, text: str, line: int, what: str) -> None:
    own = written(tmp_path, "message.txt.j2", text)
    assert render(NOTICE, None, own).text == render(NOTICE).text
    (problem,) = own.faults
    assert problem.line == line and what in problem.what and problem.file.endswith("message.txt.j2")
    written(tmp_path, "message.txt.j2", "mended, and longer than before {{ story.headline }}")
    assert render(NOTICE, None, own).text.startswith("mended") and own.faults == ()


def test_the_foot_says_how_to_stop() -> None:
    page = "https://watch.example/unsubscribe/x.y"
    message = render(NOTICE, None, Stationery(stop=page))
    assert f"Unsubscribe:\n  {page}" in message.text and f'href="{page}"' in message.html
    assert "or stop: write to me@example.org." in render(NOTICE, None, Stationery(contact="me@example.org")).text
    assert "ask whoever runs this Watchkeeper" in render(NOTICE, None, PLAIN).html


def test_nothing_is_fetched_from_elsewhere_and_all_looks_are_inline() -> None:
    html = render(NOTICE).html
    for sign in ("<img", "src=", "url(", "<link", "<script", "@import"):
        assert sign not in html
    assert "prefers-color-scheme: dark" in html and 'lang="en-GB"' in html
