from __future__ import annotations

import pytest

from parsers.lexicon import Lexicon
from parsers.reader.furniture import lay_out

BODY = (
    "Ofsted has rated children's services in Exampleshire good after a two-week inspection in May.",
    "The report, published on Tuesday, praises leaders for their grip on what matters to families.",
    "It is the first time in nine years that the council has reached the grade, a spokesman said.",
)


def body_of(text: str, lexicon: Lexicon, title: str | None = None) -> list[str]:
    return [text[start:end] for start, end in lay_out(text, title, lexicon).body]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Nursery in Exampleton rated inadequate",
        "Nursery to close >>",
        "(Image: Getty)",
        "Most read",
        "Sign up for our newsletter",
        "Advertisement",
        "Exampleton Star:",
        "Share on Facebook Share on X Copy link",
        "You may also like: Town hall clock stops; Director of finance quits",
        "Court listings, page 14. Planning, page 22.",
        "Search for jobs in Exampleton",
        "We use some essential cookies to make this website work.",
    ],
)
def test_a_line_of_furniture_is_set_apart_and_the_report_is_kept(line: str, lexicon: Lexicon) -> None:
    text = "\n\n".join((BODY[0], BODY[1], line, BODY[2], line))
    assert body_of(text, lexicon) == list(BODY)


def test_a_caption_said_twice_is_set_apart(lexicon: Lexicon) -> None:
    caption = "Ofsted has rated childrens services in Exampleshire good"
    assert body_of("\n\n".join((caption, caption, *BODY)), lexicon) == list(BODY)


def test_the_headline_over_the_text_is_set_apart(lexicon: Lexicon) -> None:
    title = "Exampleshire children's services rated good"
    assert body_of("\n\n".join((title, *BODY)), lexicon, title) == list(BODY)


def test_headlines_at_the_end_are_set_apart(lexicon: Lexicon) -> None:
    text = "\n\n".join((*BODY, "More on this story", "School rated inadequate", "Director of planning resigns"))
    assert body_of(text, lexicon) == list(BODY)


def test_a_list_that_a_sentence_introduces_is_kept(lexicon: Lexicon) -> None:
    lines = [BODY[0], "Inspectors told us that:", "- staff know the children well", "- plans are not always reviewed"]
    assert body_of("\n\n".join(lines), lexicon) == lines


def test_something_is_always_left(lexicon: Lexicon) -> None:
    assert body_of("Read more", lexicon) == ["Read more"]


def test_advertisements_between_the_first_paragraphs_take_none_of_them_along(lexicon: Lexicon) -> None:
    title = "Exampleshire children's services rated good"
    text = "\n\n".join((title, BODY[0], "Advertisement", "Hide AdAdvertisement", *BODY[1:]))
    assert body_of(text, lexicon, title)[0] == BODY[0]


def test_a_box_of_another_story_over_the_report_is_set_apart(lexicon: Lexicon) -> None:
    box = ("Town hall clock stops again", "The clock has struck its last, a spokesman said.", "Read more")
    text = "\n\n".join((*box, "Exampleshire children's services rated good", *BODY))
    assert body_of(text, lexicon)[-3:] == list(BODY)
    assert box[1] not in body_of(text, lexicon)
