"""The text of a page in blocks, and where paragraphs of an extraction stand among them."""

from __future__ import annotations

from lxml import html

from parsers.page_blocks import Places, blocks_of, key_of


def texts(body: str) -> list[str]:
    return [block.text for block in blocks_of(html.document_fromstring(f"<html><body>{body}</body></html>"))]


def test_inline_elements_flow_and_blocks_part() -> None:
    assert texts("<p>For <b><a href='/x'>holidays</a></b>, ask <i>us</i>.</p>tail<div>In<p>deep</p>out</div>") == [
        "For holidays, ask us.", "tail", "In", "deep", "out",
    ]  # fmt: skip


def test_line_breaks_rows_and_custom_elements_part_lines() -> None:
    rows = "<table><tr><td>Overall</td><td>Good</td></tr><tr><th>Leaders</th><td>Good</td></tr></table>"
    assert texts(f"<p>One<br>two</p>{rows}<x-card>Card</x-card>after") == [
        "One", "two", "Overall Good", "Leaders Good", "Card", "after",
    ]  # fmt: skip


def test_what_is_not_shown_is_no_text() -> None:
    assert texts("<script>a</script><style>b</style><template><p>c</p></template><p>d</p>") == ["d"]


def test_links_are_counted() -> None:
    tree = html.document_fromstring("<html><body><p><a href='/x'>Mostly a link</a> ok</p><p>No link</p></body></html>")
    assert [block.mostly_links for block in blocks_of(tree)] == [True, False]


def placed(body: str, *lines: str) -> list[list[int]]:
    places = Places(blocks_of(html.document_fromstring(f"<html><body>{body}</body></html>")))
    return [[number for number, _ in places.of(line)] for line in lines]


def test_paragraphs_are_found_in_order_whatever_became_of_marks() -> None:
    body = "<p>Again.</p><p>“Quoted”, she said.</p><p>Again.</p>"
    assert placed(body, "Again.", '"Quoted" , she said.', "Again.") == [[0], [1], [2]]


def test_paragraph_may_span_blocks_or_be_part_of_one() -> None:
    body = "<p>First half</p><p>second half</p><p>A whole and rather long paragraph, of which some is left out.</p>"
    assert placed(body, "First half second half", "rather long paragraph, of which some is left out", "not there") == [
        [0, 1], [2], [],
    ]  # fmt: skip


def test_short_words_are_found_as_whole_blocks_only() -> None:
    filler = "and so on, to keep the words that are sought far from the beginning of the page "
    assert placed(f"<p>{filler}the council said so {filler}</p><p>Council</p>", "council") == [[1]]


def test_keys_keep_letters_and_digits_of_any_script() -> None:
    assert key_of("Café: 12 – Ωmega_") == "café12ωmega"
