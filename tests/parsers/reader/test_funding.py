"""Money decided for children's services, and what is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Mention
from parsers.reader import funding
from parsers.reader.reading import prepare
from tests.parsers.reader.barset import BARSET

PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)
OPENING = "Barset Council runs children's services in Barset. "


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The packaged phrases with one authority."""
    return load_lexicon([BARSET])


def read(lexicon: Lexicon, text: str) -> list[Mention]:
    """What an article says of money."""
    context, _ = prepare(Article(id="a", text=OPENING + text, published=PUBLISHED), lexicon)
    return list(funding.mentions(context))


DECISIONS = [
    ("Cabinet approved £1.2m last night for social workers.", 1_200_000, None, "new", "2024-06-11"),
    ("On Tuesday the council agreed to put £900,000 into flats for care leavers.", 900_000, None, "new", "2024-06-11"),
    ("Councillors have found half a million pounds to rebuild the youth justice team.", 500_000, None, "new", None),
    ("The council invested £3m in foster carers in March 2023.", 3_000_000, None, "retrospective", "2023-03"),
    ("It has committed an extra £5.5m annually to children's social care.", 5_500_000, "year", "new", None),
    ("An additional £3m may be included in the budget for children.", 3_000_000, None, "conditional", None),
    ("Plans to invest £3m in children's homes were approved on Monday.", 3_000_000, None, "new", "2024-06-10"),
    ("The trust was given £5m in 2022 to improve children's services.", 5_000_000, None, "retrospective", "2022"),
    ("The cabinet will be asked to approve £1.5m for children's homes.", 1_500_000, None, "conditional", None),
    ("The council has asked for £2m for early help.", 2_000_000, None, "conditional", None),
    ("An extra £350,000 will be spent on social workers.", 350_000, None, "new", None),
    ("The cabinet yesterday moved £4.7m from reserves into children's services.", 4_700_000, None, "new", "2024-06-11"),
    ("The government is to give it £750,000 to help children.", 750_000, None, "new", None),
    (
        "Bosses promised £1.1m would be put towards social workers earlier this year.",
        1_100_000,
        None,
        "retrospective",
        "2024",
    ),
    ("It includes £1.1m from the NHS, provided that its members back the idea.", 1_100_000, None, "conditional", None),
    (
        "The leader has set aside £2.2m in the draft budget, to be voted on in July.",
        2_200_000,
        None,
        "conditional",
        None,
    ),
]


@pytest.mark.parametrize(("text", "pounds", "per", "role", "effective"), DECISIONS)
def test_a_decision_is_read(
    lexicon: Lexicon, text: str, pounds: int, per: str | None, role: str, effective: str | None
) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.facts.amount_gbp, mention.facts.per, mention.role) == (pounds, per, role)
    date = mention.facts.dates.get("effective")
    assert (date.iso if date else None) == effective
    assert mention.authority == "Barset"


@pytest.mark.parametrize(
    "text",
    [
        "The department is forecast to overspend by £14m this year.",
        "The largest single overspend, £4.1m, was in children's services.",
        "Salary: up to £182,000 plus relocation.",
        "It was fined £700,000.",
        "It comes on top of £41m allocated last year.",
        "The deficit could rise to £12m.",
        "The council approved a £2m improvement plan.",
        "A placement costs £6,000 a week.",
        "The deficit is set to go past £180m.",
        "The council approved £12m for a new football stadium.",
        "Join from £2 a month.",
        "It needs another £20m to keep going, she said.",
        "The council spent £30m on agency social workers last year.",
        "The commissioner will be paid £160,000 in all.",
        "Ministers announced £45m nationally for family help.",
    ],
)
def test_this_is_no_funding(lexicon: Lexicon, text: str) -> None:
    assert [mention.facts.amount_gbp for mention in read(lexicon, text)] == []


def test_a_decision_in_the_sentence_before_governs_the_sum(lexicon: Lexicon) -> None:
    text = (
        "Ofsted came last year. It was bad. It was damning. In response, council chiefs approved a series of "
        "investments. This includes an additional £5.5 million per year to provide better support to foster families."
    )
    (mention,) = read(lexicon, text)
    assert (mention.facts.amount_gbp, mention.facts.per, mention.role) == (5_500_000, "year", "retrospective")
    assert mention.facts.what == "provide better support to foster families"


def test_one_sum_said_twice_is_one_mention(lexicon: Lexicon) -> None:
    text = "Cabinet approved £900,000 for care leavers. The £900k was agreed for young people."
    assert [mention.facts.amount_gbp for mention in read(lexicon, text)] == [900_000]
