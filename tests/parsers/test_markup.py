"""Fragments as text: the quick way for simple ones says what the parser says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.markup import paragraphs

PIECES = st.lists(
    st.sampled_from(
        [
            "<p>", "</p>", "<br>", "<br/>", "<br />", "<b>", "</b>", "<em>", "</em>", "<strong>", "</strong>", "<i>",
            "</i>", "&amp;", "&quot;", "&nbsp;", "&hellip;", "&#8217;", "&#8230;", " ", "\n", "\n\n", "\t", "\r\n",
            "Ofsted", "a – b", "“x”", "\xa0", "\u2028", ";", "lt;", "#39;", "é", "—", "&", "<", ">", "<P>", "\x0c",
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_simple_fragments_are_read_as_any_other(fragment: str) -> None:
    # An empty element that the quick way does not know sends the whole to the parser, and says nothing.
    assert paragraphs("<p>" + fragment) == paragraphs("<p>" + fragment + "<span></span>")


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One  <b>bold</b>\nline.</p><p>R&amp;D&hellip;</p>", "One bold line.\n\nR&D…"),
        ("Before<p>within<br>it</p>after", "Before\n\nwithin it\n\nafter"),
        ("&lt;p&gt;Escaped&lt;/p&gt;", "Escaped"),
        ('<p class="x">One</p><ul><li>Two</li></ul>', "One\n\nTwo"),
        ("No tags,\n5 < 6 &amp; more", "No tags,\n5 < 6 & more"),
    ],
)
def test_blocks_are_parted(fragment: str, text: str) -> None:
    assert paragraphs(fragment) == text
