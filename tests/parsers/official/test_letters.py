"""When letters say their visit was, in the sentences of a decade; and that no other visit's days are taken for it."""

from __future__ import annotations

import pytest

from parsers.authorities import Gazetteer
from parsers.official.document import DocumentReading, read_document
from parsers.official.layout import Document

LETTER = """{written}
Ms Cara Dunn
Director of Children’s Services
Torbay Council
Town Hall
TQ1 3DR
Dear Cara
{subject}
{opening}
Overview
Much is well. The last visit on 3 and 4 May 2016 found less.
Yours sincerely
Ada Quill
Her Majesty’s Inspector
"""
FOCUSED = "Focused visit to Torbay children’s services"
MONITORING = "Monitoring visit of Torbay children’s services"


def read(gazetteer: Gazetteer, opening: str, subject: str = FOCUSED, written: str = "5 April 2018") -> DocumentReading:
    return read_document(Document.of_text(LETTER.format(written=written, subject=subject, opening=opening)), gazetteer)


@pytest.mark.parametrize(
    ("subject", "opening"),
    [
        (
            MONITORING,
            """Following the monitoring visit to Torbay Council children’s services on 6 and 7 March 2018, I am writing
to summarise the findings. The visit was the third since the council was judged inadequate in January 2016.""",
        ),
        (
            MONITORING,
            "I am writing to confirm the findings of the monitoring visit of Torbay conducted 6 - 7 March 2018.",
        ),
        (
            MONITORING,
            """This letter summarises the findings of the monitoring visit to Torbay children’s services on 6 and 7
March 2018. This was the second since it was judged inadequate on 4 July 2016, and follows one on 2 May 2017.""",
        ),
        (
            FOCUSED,
            """This letter summarises the findings of the focused visit to Torbay children’s services. The visit took
place on Tuesday 6 and Wednesday 7 March 2018.""",
        ),
        (
            FOCUSED,
            "This letter summarises the findings of a focused visit to Torbay’s services, 6 and 7 March.",
        ),
        (
            "Joint targeted area inspection of the response to neglect in Torbay",
            """Between 6 March 2018 and 7 March 2018, Ofsted, the Care Quality Commission and others undertook a joint
inspection of the multi-agency response in Torbay.""",
        ),
        (
            "Joint area SEND revisit in Torbay",
            """Between 6 March 2018 and 7 March 2018, Ofsted and the Care Quality Commission (CQC) revisited the area to
decide on progress with the written statement of action (WSOA) issued on 12 March 2017.""",
        ),
    ],
)
def test_the_sentences_that_date_a_visit(gazetteer: Gazetteer, subject: str, opening: str) -> None:
    reading = read(gazetteer, opening, subject)
    assert reading.authority == "Torbay"
    dates = {key: value.iso for key, value in reading.facts.dates.items()}
    assert dates == {"start": "2018-03-06", "end": "2018-03-07", "published": "2018-04-05"}


@pytest.mark.parametrize(
    "opening",
    [
        "This letter summarises the findings of a focused visit to Torbay children’s services.",
        "This letter summarises the findings of a focused visit. The last visit, on 6 and 7 March 2018, found less.",
    ],
)
def test_the_days_of_an_earlier_visit_are_not_its_own(gazetteer: Gazetteer, opening: str) -> None:
    reading = read(gazetteer, opening)
    assert set(reading.facts.dates) == {"published"}
    assert {"dates.start", "dates.end"} <= {unread.path for unread in reading.unread}


def test_days_that_lie_too_long_before_the_letter_are_refused(gazetteer: Gazetteer) -> None:
    opening = (
        "This letter summarises the findings of a focused visit to Torbay children’s services on 6 and 7 March 2017."
    )
    reading = read(gazetteer, opening)
    assert "start" not in reading.facts.dates
    assert "days before it was published" in next(u.reason for u in reading.unread if u.path == "dates.start")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The inspectors were Ada Quill, HMI, and Ben Marlow, HMI.", ("Ada Quill", "Ben Marlow")),
        (
            "The inspectors were Ada Quill, Her Majesty’s\nInspector, and Ben Marlow, Her Majesty’s Inspector.",
            ("Ada Quill", "Ben Marlow"),
        ),
        (
            "His Majesty’s Inspectors for this visit were Ada Quill, Máire O’Neill and Jenny-ellen Fox.",
            ("Ada Quill", "Máire O’Neill", "Jenny-ellen Fox"),
        ),
        (
            "The visit was carried out by Her Majesty’s Inspectors, Ada Quill and Ben Marlow.",
            ("Ada Quill", "Ben Marlow"),
        ),
        (
            "The inspectors were Ada Quill, Ben Marlow and Eve Penn, all of whom are Her Majesty’s Inspectors (HMI).",
            ("Ada Quill", "Ben Marlow", "Eve Penn"),
        ),
        ("The inspectors were lead inspector Ada Quill and team inspector Ben Marlow.", ("Ada Quill", "Ben Marlow")),
        ("All is well.", ("Ada Quill",)),
    ],
)
def test_inspectors(gazetteer: Gazetteer, sentence: str, names: tuple[str, ...]) -> None:
    opening = f"This letter summarises the findings of a focused visit to Torbay on 6 and 7 March 2018. {sentence}"
    assert read(gazetteer, opening).facts.inspectors == names


def test_whom_it_is_addressed_to(gazetteer: Gazetteer) -> None:
    opening = "This letter summarises the findings of a focused visit to Torbay on 6 and 7 March 2018."
    addressee = read(gazetteer, opening).addressee
    assert addressee is not None
    assert (addressee.name, addressee.role) == ("Ms Cara Dunn", "Director of Children’s Services")
