"""Changes of post-holders, and what only looks like one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Mention
from parsers.partial_date import Window
from parsers.reader import leadership
from parsers.reader.reading import prepare
from tests.parsers.reader.barset import BARSET

PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)
OPENING = "Barset Council runs children's services in Barset. "


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The packaged phrases with one authority."""
    return load_lexicon([BARSET])


def read(lexicon: Lexicon, text: str, opening: str = OPENING) -> list[Mention]:
    """What an article says of leadership, standing post-holders left out."""
    context, _ = prepare(Article(id="a", text=opening + text, published=PUBLISHED), lexicon)
    return [mention for mention in leadership.mentions(context) if mention.confidence >= 0.3]


def people(mention: Mention) -> list[tuple[str | None, str | None, str | None]]:
    """Who came and went."""
    return [(person.name, person.role, person.change) for person in mention.facts.people]


DCS = "director of children's services"
CHANGES = [
    # Leaving
    ("Jane Smith, director of children's services, has resigned.", [("Jane Smith", DCS, "out")], None),
    ("Director of children's services Jane Smith is stepping down.", [("Jane Smith", DCS, "out")], None),
    ("The director of children's services, Jane Smith, quit on Monday.", None, None),
    (
        "Jane Smith stepped down as director of children's services on Friday.",
        [("Jane Smith", DCS, "out")],
        "2024-06-07",
    ),
    (
        "Jane Smith will leave her post as director of children's services in September.",
        [("Jane Smith", DCS, "out")],
        "2024-09",
    ),
    (
        "The council has confirmed the departure of Jane Smith, its director of children's services.",
        [("Jane Smith", DCS, "out")],
        None,
    ),
    ("Director of children's services Jane Smith was suspended last week.", [("Jane Smith", DCS, "out")], "2024-06"),
    ("The director of children's services has resigned.", [(None, DCS, "out")], None),
    (
        "Cllr Tom Hill resigned as cabinet member for children yesterday.",
        [("Tom Hill", "cabinet member for children", "out")],
        "2024-06-11",
    ),
    (
        "Cllr Tom Brook, cabinet member for children, was sacked last night.",
        [("Tom Brook", "cabinet member for children", "out")],
        "2024-06-11",
    ),
    # Coming
    ("Jane Smith has been appointed director of children's services.", [("Jane Smith", DCS, "in")], None),
    ("The council has appointed Jane Smith as director of children's services.", [("Jane Smith", DCS, "in")], None),
    (
        "Jane Smith will take over as director of children's services on 1 July.",
        [("Jane Smith", DCS, "in")],
        "2024-07-01",
    ),
    (
        "Cllr Tom Brook was named as the new cabinet member for children and families.",
        [("Tom Brook", "cabinet member for children and families", "in")],
        None,
    ),
    (
        "Jane Smith becomes interim director of children's services today.",
        [("Jane Smith", f"interim {DCS}", "interim")],
        "2024-06-12",
    ),
    ("Jane Smith has joined as chief executive.", [("Jane Smith", "chief executive", "in")], None),
    # Both
    (
        "Jane Smith has been replaced by Ann Jones as director of children's services.",
        [("Jane Smith", DCS, "out"), ("Ann Jones", DCS, "in")],
        None,
    ),
    (
        "Ann Jones succeeds Jane Smith as director of children's services.",
        [("Jane Smith", DCS, "out"), ("Ann Jones", DCS, "in")],
        None,
    ),
    (
        "Director of children's services Jane Smith has resigned. Ann Jones takes over on Monday.",
        [("Jane Smith", DCS, "out"), ("Ann Jones", DCS, "in")],
        "2024-06-17",
    ),
    (
        (
            "A new director of children's services has been appointed. "
            "Jane Smith, currently assistant director in Kent, starts in September."
        ),
        [("Jane Smith", DCS, "in")],
        "2024-09",
    ),
    (
        (
            "Jane Smith has been brought in as interim director of children's services "
            "following the departure of Ann Jones."
        ),
        [("Jane Smith", f"interim {DCS}", "interim"), ("Ann Jones", DCS, "out")],
        None,
    ),
    (
        (
            "Ann Jones, executive director of children's services, will remain in post until the end of July "
            "following her resignation."
        ),
        [("Ann Jones", "executive director of children's services", "out")],
        "2024-07",
    ),
    (
        "The chief executive of Barset Council, Ann Jones, is to retire in the new year.",
        [("Ann Jones", "chief executive", "out")],
        "2025",
    ),
    (
        "Tom Brook has been elected leader of the council after Ann Jones was ousted.",
        [("Tom Brook", "leader of the council", "in"), ("Ann Jones", "leader of the council", "out")],
        None,
    ),
    (
        "Leader Ann Jones said she had accepted Cllr Brook's resignation as cabinet member for children.",
        [("Brook", "cabinet member for children", "out")],
        None,
    ),
    (
        "Cllr Tom Hill thanked Jane Smith, who is leaving her role as director of children's services to join Kent.",
        [("Jane Smith", DCS, "out")],
        None,
    ),
    (
        "The appointment of Jane Smith as director of children's services was confirmed on Tuesday.",
        [("Jane Smith", DCS, "in")],
        "2024-06-11",
    ),
]


@pytest.mark.parametrize(("text", "expected", "effective"), CHANGES)
def test_a_change_is_read(
    lexicon: Lexicon, text: str, expected: list[tuple[str, str, str]] | None, effective: str | None
) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.type, mention.role, mention.authority) == ("leadership_change", "new", "Barset")
    if expected is not None:
        assert people(mention) == expected
    if effective is not None:
        assert mention.facts.dates["effective"].iso == effective


NO_CHANGES = [
    "The former cabinet member for children, Andy Bowden, asked whether it could be looked at.",
    "Coun Ann Charlton is the fourth councillor in four years tasked with overseeing children's services.",
    "Director of children's services Jane Smith said staff had worked hard.",
    "Jane Smith, who has been director of children's services since 2019, said so.",
    "Union official Colm Brierley has resigned.",
    "Opposition leader Ann Jones has stepped down.",
    "The headteacher of the school, Jane Smith, has resigned.",
    "A nursery manager, Jane Smith, has quit.",
    "The director of finance, Jane Smith, has left the council.",
    "Her Majesty's Inspector Jane Smith has left the post.",
    "Director of children's services Jane Smith has not resigned.",
    "Director of children's services Jane Smith said she had no intention of resigning.",
    "The cabinet member for children refused to resign.",
    "If the director of children's services resigned, nobody would notice.",
    "The police and crime commissioner will step down in May.",
    "The cabinet member for highways, Tom Brook, has resigned.",
    "Chief executive Ann Jones appointed a consultant to look at it.",
    "Director of children's services Jane Smith told them: “The last director left in 2019 and things changed.”",
    "Cabinet member Tom Brook said social workers had left in droves.",
    "Director of children's services Jane Smith said a government-appointed commissioner had been seen.",
    "Four directors of children's services have left in five years.",
    "Terry Boot has stepped down as chairman of the darts league.",
]


@pytest.mark.parametrize("text", NO_CHANGES)
def test_this_is_no_change(lexicon: Lexicon, text: str) -> None:
    assert [people(mention) for mention in read(lexicon, text)] == []


def test_a_named_director_without_a_change_is_a_standing_fact_that_nobody_alerts_on(lexicon: Lexicon) -> None:
    text = OPENING + "Jim Leivers, Interim Director of Children’s Services, added: “We are reviewing it.”"
    context, _ = prepare(Article(id="a", text=text, published=PUBLISHED), lexicon)
    (mention,) = leadership.mentions(context)
    assert (mention.role, mention.confidence < 0.3) == ("state", True)
    assert people(mention) == [("Jim Leivers", "interim director of children's services", None)]


def test_one_mention_has_both_people_and_keeps_a_claim_with_its_source(lexicon: Lexicon) -> None:
    filler = "Inspectors will come next week. They will look at all of it. It will last two weeks. More is to follow. "
    text = filler + (
        "Last month, the councillor overseeing all of the changes within the department stepped down. The official "
        "reason for Coun Joe Pearson’s departure is that he left for personal reasons, although a Labour source "
        "claimed he was asked to step down. Following Coun Pearson’s departure, Thatto Heath councillor Nova Charlton "
        "was named as the new cabinet member for protecting young people. Coun Charlton is the fourth councillor in "
        "four years tasked with overseeing the borough’s children’s services."
    )
    (mention,) = read(lexicon, text)
    assert people(mention) == [
        ("Joe Pearson", "cabinet member", "out"),
        ("Nova Charlton", "cabinet member for protecting young people", "in"),
    ]
    assert mention.role == "retrospective"
    assert mention.facts.dates["effective"].iso == "2024-05"
    assert mention.contested == "a Labour source claimed he was asked to step down"


def test_an_unnamed_newcomer_is_kept_without_a_name(lexicon: Lexicon) -> None:
    text = "The new director of people’s services, who has been in post since March 2024, is in the early stages."
    (mention,) = read(lexicon, text)
    assert people(mention) == [(None, "director of people's services", "in")]
    assert (mention.role, mention.facts.dates["effective"].iso) == ("retrospective", "2024-03")


def test_a_change_bounded_only_by_another_date_has_a_window_and_no_date(lexicon: Lexicon) -> None:
    text = (
        "Since the last focused visit on the 11 and 12 January 2024, much was done. A review was held. It went well. "
        "Staff were met. The local authority has recruited to an interim post of senior assistant director following "
        "the last focused visit in order to strengthen the team."
    )
    (mention,) = read(lexicon, text)
    assert people(mention) == [(None, "senior assistant director", "interim")]
    assert mention.role == "retrospective"
    assert not mention.facts.dates
    assert mention.window == Window(date(2024, 1, 12), date(2024, 6, 12))


def test_a_demand_is_conditional(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, "The cabinet member ought to consider her position. She has not resigned.")
    assert (mention.role, mention.facts.people) == ("conditional", ())


def test_a_recalled_appointment_is_retrospective(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, "Director of children's services Jane Smith, appointed in the autumn, said so.")
    assert people(mention) == [("Jane Smith", DCS, "in")]
    assert (mention.role, mention.facts.dates["effective"].iso) == ("retrospective", "2023")


def test_evidence_stands_where_it_says(lexicon: Lexicon) -> None:
    text = OPENING + "Jane Smith stepped down as director of children's services on Friday."
    context, _ = prepare(Article(id="a", text=text, published=PUBLISHED), lexicon)
    (mention,) = leadership.mentions(context)
    assert text[mention.span.start : mention.span.end].startswith("Jane Smith stepped down")
    span = mention.evidence["dates.effective"]
    assert text[span.start : span.end] == "Friday"


_JUMBLE = (
    "Jane Smith|Cllr Brook|director of children's services|cabinet member for children|has resigned|was appointed|as|"
    "replaced by|succeeds|interim|who|.|. |, |her|said|the|stepped down|becomes|on Monday|in post since|new|The|"
    "government-appointed commissioner|departure of|ought to|resign|following the last visit"
)
_PIECES = st.sampled_from(_JUMBLE.split("|"))


@given(st.lists(_PIECES, max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_jumble_is_read_without_error(lexicon: Lexicon, pieces: list[str]) -> None:
    text = OPENING + " ".join(pieces)
    context, _ = prepare(Article(id="a", text=text, published=PUBLISHED), lexicon)
    for mention in leadership.mentions(context):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert all(0 <= span.start < span.end <= len(text) for span in mention.evidence.values())
