"""Copies of one agency text: what may differ, and what may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.syndication import MOST_WORDS, alike, fingerprint, is_copy, relocated

AGENCY = (
    "Children's services in Exampleshire have been rated inadequate by Ofsted after a two-week inspection in May.\n\n"
    "Inspectors found that some children were left at risk of harm because social workers changed too often and "
    "managers did not notice that plans were drifting. They praised foster carers, who were described as patient and "
    "kind, and said that the front door of the service had begun to respond more quickly since the spring.\n\n"
    "Ann Other, the cabinet member for children, said that the council accepted every finding and was sorry. "
    '"We have already begun to recruit twelve more social workers," she added.\n\n'
    "The Department for Education said that it would consider what to do and that it expected a plan by the autumn."
)


@pytest.mark.parametrize(
    "copy",
    [
        AGENCY,
        AGENCY.replace("was sorry", "was very sorry"),
        AGENCY.replace("patient and kind", "kind and patient"),
        AGENCY.rsplit("\n\n", 1)[0],
        AGENCY.replace("\n\n", "\n").replace('"', "“"),
    ],
    ids=["the same", "a word more", "words swapped", "a paragraph less", "other marks"],
)
def test_small_edits_make_no_other_text(copy: str) -> None:
    assert alike(fingerprint(AGENCY), fingerprint(copy))
    assert is_copy(AGENCY, copy)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("inadequate", "good"),
        ("have been rated", "have not been rated"),
        ("in May", "in June"),
        ("twelve", "ten"),
        ("Exampleshire", "Otherham"),
        ("a two-week", "a two-day"),
        ("and was sorry.", "and was sorry. Its director has resigned with effect from next month."),
        ("did not notice", "did notice"),
        ("have been rated", "could be rated"),
    ],
)
def test_what_says_something_else_is_no_copy(was: str, is_now: str) -> None:
    assert not is_copy(AGENCY, AGENCY.replace(was, is_now))


def test_a_short_text_is_never_a_copy() -> None:
    short = " ".join(AGENCY.split()[:40])
    assert not is_copy(short, short)


def test_texts_too_long_to_be_an_agencys_are_not_held_against_each_other() -> None:
    book = "word " * (MOST_WORDS + 1)
    assert not is_copy(book, book)


def test_places_are_found_again() -> None:
    copy = "From our own reporters, and others besides.\n\n" + AGENCY.replace("was sorry", "was very sorry")
    start = AGENCY.index("We have already")
    span = (start, start + len("We have already begun to recruit twelve more social workers"))
    placed = relocated(AGENCY, copy, [span])
    assert placed is not None
    first, last = placed[span]
    assert copy[first:last] == AGENCY[span[0] : span[1]]


def test_a_statement_that_was_left_out_is_said() -> None:
    start = AGENCY.index("The Department for Education")
    assert relocated(AGENCY, AGENCY[: start - 2], [(start, len(AGENCY))]) is None


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_compared(one: str, other: str) -> None:
    assert isinstance(is_copy(one, other), bool)
    assert isinstance(alike(fingerprint(one), fingerprint(other)), bool)
