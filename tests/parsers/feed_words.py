"""What stands in the elements of feeds made at random: words, and what trips readers of feeds."""

from __future__ import annotations

from hypothesis import strategies as st

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from(
    [
        "",
        " ",
        "&amp;",
        "&lt;b&gt;",
        "https://a.example/1?a=1&amp;b=2&c;",
        "<p>x</p>",
        "Ã©",
        "tag:1",
        "http:///x",
        "&#39;",
    ]
)
