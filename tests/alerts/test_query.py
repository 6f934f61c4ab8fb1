"""A reader's own words: what they find, and what is said of those that can't be understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.query import fold, parse_query

TEXT = fold("Ofsted’s letter: the front door is “well run”; Zoë’s neglecting of 16-year-olds, St Helens.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("front door", True),
        ('"front door"', True),
        ('"door front"', False),
        ("door front", True),
        ("front window", False),
        ("window OR door", True),
        ("window OR wall letter", False),
        ("neglect", False),
        ("neglect*", True),
        ("LETTER -fostering", True),
        ('letter -"front door"', False),
        ("zoes ofsteds", True),
        ("Zoe's", True),
        ("16-year-olds", True),
        ("st-helens", True),
        ('"the front d*"', True),
    ],
)
def test_what_is_found(query: str, found: bool) -> None:
    assert parse_query(query).fits(TEXT) is found


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ('"front door', "quotation mark"),
        ("", "nothing to look for"),
        ("-fostering", "nothing to look for"),
        ("OR door", "without a word"),
        ("door OR", "ends with OR"),
        ("!!!", "nothing to look for in"),
        ("x" * 501, "longer than"),
    ],
)
def test_what_cannot_be_understood(query: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_query(query)


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_text_breaks_it(query: str, text: str) -> None:
    try:
        parse_query(query).fits(fold(text))
    except ValueError:
        return
