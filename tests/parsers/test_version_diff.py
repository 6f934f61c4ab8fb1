"""What an edit changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.version_diff import Passage, passages

OLD = "Ofsted rated the council inadequate.\n\nThe report came out on Monday.\n\nA line that goes.\n\nThe end."
NEW = "Ofsted rated the council requires improvement.\n\nThe report came out on Monday.\n\nThe end.\n\nCorrected today."


def marked(passage: Passage) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.fate].format(piece.text) for piece in passage.pieces)


def test_words_and_paragraphs() -> None:
    assert [marked(passage) for passage in passages(OLD, NEW)] == [
        "Ofsted rated the council [-inadequate.-]{+requires improvement.+}",
        "The report came out on Monday.",
        "[-A line that goes.-]",
        "The end.",
        "{+Corrected today.+}",
    ]


def test_another_text_is_no_edit_of_words() -> None:
    assert [marked(one) for one in passages("Bins will be emptied late.", "Ofsted came.")] == [
        "[-Bins will be emptied late.-]",
        "{+Ofsted came.+}",
    ]


TEXTS = st.lists(st.sampled_from(["one two three", "one two four", "five", "six seven"]), max_size=8).map("\n\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_it(old: str, new: str) -> None:
    found = passages(old, new)
    for text, gone in ((old, "added"), (new, "removed")):
        kept = [piece.text for one in found for piece in one.pieces if piece.fate != gone]
        assert " ".join(kept).split() == text.split()
    assert any(one.changed for one in found) == (old != new)
