"""What the reader makes of short reports: what is new, what is recalled, and what is neither."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers.lexicon import Lexicon
from parsers.model import Article, Mention, Reading
from parsers.reader import READ_AT_MOST, read
from parsers.reader.reading import prepare
from parsers.reader.sentences import LONGEST

ReadText = Callable[..., Reading]
LEAD = "Ofsted has rated children's services at Wirral Council inadequate in a report published on Tuesday. "


def only(reading: Reading, kind: str, role: str) -> Mention:
    found = [mention for mention in reading.mentions if (mention.type, mention.role) == (kind, role)]
    assert len(found) == 1, [(mention.type, mention.role) for mention in reading.mentions]
    return found[0]


def test_the_news_and_what_it_recalls_stay_apart(read_text: ReadText) -> None:
    reading = read_text(LEAD + "Inspectors spent two weeks there from Monday, April 22. It was rated good in 2019.")
    new = only(reading, "judgement", "new")
    assert new.facts.judgements == {"overall": "inadequate"}
    assert {key: value.iso for key, value in new.facts.dates.items()} == {
        "start": "2024-04-22",
        "published": "2024-06-11",
    }
    assert (new.facts.kind, new.facts.previous_overall) == ("ilacs_standard", "good")
    assert only(reading, "judgement", "retrospective").facts.judgements == {"overall": "good"}


def test_a_positive_lead_with_damning_in_it_recalls_only(read_text: ReadText) -> None:
    reading = read_text(
        "Wirral Council has been praised for swift action after a damning inspection of children's services. "
        "In a letter published today, Ofsted raised no areas for priority action after a focused visit on 7 and 8 May."
    )
    assert only(reading, "visit_outcome", "new").facts.priority_actions == 0
    assert all(mention.type != "judgement" for mention in reading.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "An imminent Ofsted inspection could rule children's services in Wirral 'inadequate', councillors fear.",
        "Children's services in Wirral would be rated inadequate if nothing changed, the director of finance said.",
    ],
)
def test_forecasts_are_not_events(text: str, read_text: ReadText) -> None:
    assert all(mention.role not in ("new", "scheduled") for mention in read_text(text).mentions)


@pytest.mark.parametrize(
    "text",
    [
        "A nursery in Wirral has been rated inadequate by Ofsted. Toddlers at the nursery were left alone.",
        "A care home in Wirral is in special measures after the CQC found it inadequate. Older people waited.",
        "A children's home run by Wirral Council was judged inadequate by Ofsted. The home has a new manager.",
        "Pupils at a Wirral school are proud: Ofsted rated the academy good. Its headteacher thanked governors.",
    ],
)
def test_other_services_are_not_relevant_and_it_is_said_why(text: str, read_text: ReadText) -> None:
    reading = read_text(text)
    assert (reading.relevant, reading.mentions) == (False, ())
    assert reading.why


def test_a_neighbour_in_passing_is_not_the_inspected_one(read_text: ReadText) -> None:
    reading = read_text(LEAD + "Cheshire East, which is a separate authority, was rated outstanding in 2021.")
    assert only(reading, "judgement", "new").authority == "Wirral"
    assert only(reading, "judgement", "retrospective").authority == "Cheshire East"


def test_an_inspection_to_come_is_announced(read_text: ReadText) -> None:
    reading = read_text(
        "Ofsted will inspect children's services at Wirral Council next week. The council was notified on Monday. "
        "The two-week inspection will start on Monday, June 17."
    )
    found = next(mention for mention in reading.mentions if mention.type == "inspection_announced")
    assert found.role in ("new", "scheduled")
    assert found.facts.dates["start"].iso == "2024-06-17"


def test_a_correction_is_marked(read_text: ReadText) -> None:
    note = "An earlier version of this article said that the council had been rated good."
    reading = read_text(LEAD + "\n\n" + note)
    assert only(reading, "judgement", "new").correction
    assert all(mention.facts.judgements.get("overall") != "good" for mention in reading.mentions)


def test_send_outcomes_are_outcomes_and_no_grades(read_text: ReadText) -> None:
    reading = read_text(
        "Children with special educational needs in Wirral have inconsistent experiences and outcomes, Ofsted and the "
        "Care Quality Commission said in a report published on Tuesday after a SEND inspection in April."
    )
    found = only(reading, "judgement", "new")
    assert (found.facts.kind, found.facts.inspectorate) == ("area_send", "Ofsted/CQC")
    assert found.facts.judgements == {"outcome": "inconsistent"}


def test_what_looked_like_an_event_is_dismissed_with_a_reason(read_text: ReadText) -> None:
    reading = read_text(
        LEAD + "\n\nA second inadequate judgement could follow, one councillor said of the short inspection."
    )
    assert all(reason for _, reason in reading.dismissed)


def test_every_fact_has_its_place_in_the_text(read_text: ReadText) -> None:
    text = LEAD + "Inspectors named two areas for priority action during a focused visit on 7 and 8 May."
    for mention in read_text(text).mentions:
        for span in (mention.span, *mention.evidence.values()):
            assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600), st.one_of(st.none(), st.datetimes()))
def test_no_text_makes_it_fail(lexicon: Lexicon, text: str, published: datetime | None) -> None:
    article = Article("any", text, title=text[:40], published=published)
    assert read(article, lexicon) == read(article, lexicon)


WORDS = st.sampled_from([
    "Ofsted", "inspectors", "rated", "judged", "inadequate", "good", "outstanding", "requires", "improvement",
    "children's", "services", "in", "care", "leavers", "overall", "from", "to", "since", "after", "when",
    "Wirral", "Council", "Kent", "on", "Monday", "12", "May", "2019", "no", "three", "areas", "for", "priority",
    "action", "focused", "visit", "monitoring", ",", ".", ";", "–", "“", "”", "'", "the", "was", "had", "been",
    "could", "if", "notice", "direction", "lifted", "issued",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=120))
def test_no_jumble_of_its_own_words_makes_it_fail(lexicon: Lexicon, words: list[str]) -> None:
    text = "Children's services in Wirral. " + " ".join(words)
    for mention in read(Article("any", text), lexicon).mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["a", "Ofsted rated ", "inadequate, ", "one two three ", "areas for ", "\n\n", "“", "Wirral ", "2019 "]
)
@pytest.mark.timeout(60)  # a second or so; growing with the square of the length it would be minutes
def test_a_long_text_of_one_phrase_ends(unit: str, lexicon: Lexicon) -> None:
    text = "Children's services in Wirral. " + unit * (400_000 // len(unit))
    assert read(Article("long", text), lexicon).why


SIZES = st.one_of(
    st.integers(1, 2_000), st.sampled_from([READ_AT_MOST - 1, READ_AT_MOST, READ_AT_MOST + 1, 10_000_000])
)
ODD = st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp"]), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(
    ODD, SIZES, st.sampled_from(["", "Ofsted rated children's services in Wirral inadequate. ", "\x00\x1f\x85\u200b"])
)
@example("a", 10_000_000, "")
@example("\x00", 10_000_000, "Ofsted rated children's services in Wirral inadequate. ")
@example("inadequate", 10_000_000, "Ofsted rated children's services in Wirral inadequate. ")
@pytest.mark.timeout(120)
def test_no_size_makes_it_fail(lexicon: Lexicon, unit: str, size: int, lead: str) -> None:
    """Up to ten million characters, without spaces and with control characters: the length read is bounded."""
    text = lead + (unit * (size // len(unit) + 1))[:size]
    reading = read(Article("huge", text, title=text), lexicon)
    assert reading == read(Article("huge", text[:READ_AT_MOST], title=text), lexicon)
    for start, end in reading.furniture:
        assert 0 <= start < end <= READ_AT_MOST


def test_a_sentence_without_end_is_read_in_pieces(lexicon: Lexicon) -> None:
    text = "Children's services in Wirral were rated inadequate " + "and so on and on " * 2_000
    sentences = prepare(Article("long", text), lexicon)[0].sentences
    assert len(sentences) > 1
    assert all(sentence.end - sentence.start <= LONGEST for sentence in sentences)
    assert " ".join(sentence.text for sentence in sentences).split() == text.split()


def test_reading_leaves_nothing_to_sweep(lexicon: Lexicon) -> None:
    article = Article(
        "a",
        "Ofsted rated Barnet's children's services good, although they had been inadequate in 2017.\n\n"
        "Inspectors, who came in May, praised Jane Smith, the director of children's services.",
        title="Barnet's children's services rated good, after being inadequate",
    )
    assert read(article, lexicon).mentions
    gc.collect()
    gc.disable()
    try:
        read(article, lexicon)
        assert gc.collect() == 0
    finally:
        gc.enable()
