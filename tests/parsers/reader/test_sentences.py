from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from parsers.reader.sentences import normalise, paragraphs, sentence, split
from parsers.tokens import Tokens, tokens_of

TEXTS = st.text(st.characters(codec="utf-8"), max_size=400)


def cut(text: str) -> list[str]:
    return [item.text for item in split(text, tuple(paragraphs(text)))]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = "Coun. Jones met Prof. T. Smith in St. Helens on Monday. The letter (No. 4) is out."
    assert cut(text) == ["Coun. Jones met Prof. T. Smith in St. Helens on Monday.", "The letter (No. 4) is out."]


def test_a_stop_inside_quotation_marks_ends_the_sentence_with_them() -> None:
    assert cut("“We are sorry.” She left.") == ["“We are sorry.”", "She left."]


def test_bullets_are_left_out_of_their_sentences() -> None:
    assert cut("• Supervision is poor.\n• Audits vary.") == ["Supervision is poor.", "Audits vary."]


def test_a_quotation_over_paragraphs_is_quoted_in_each() -> None:
    text = "She said: “We know.\n\n“We will act.\n\n“It is hard.” The council agreed to all of it."
    assert [item.quoted for item in split(text, tuple(paragraphs(text)))][1:] == [True, True, False]


@given(TEXTS)
def test_every_sentence_stands_where_it_says(text: str) -> None:
    for item in split(text, tuple(paragraphs(text))):
        assert text[item.start : item.end] == item.text


@given(TEXTS)
def test_normalising_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


def test_words_are_found_with_their_places() -> None:
    item = sentence("Children’s services, 12 of them", start=5)
    assert item.words == {"children's", "services", "#", "of", "them"}
    assert tokens_of(item.low, 5) == Tokens(["children's", "services", "#", "of", "them"], [5, 16, 26, 29, 32])


@given(TEXTS)
def test_words_stand_where_they_say_in_any_alphabet(text: str) -> None:
    low = normalise(text)
    tokens = tokens_of(low)
    slow = [(match.start(), match.group()) for match in re.finditer(r"[^\W_]+(?:'[^\W_]+)?", low)]
    assert [place for place, _ in slow] == tokens.starts
    assert ["#" if word.isdecimal() else word for _, word in slow] == tokens.words
