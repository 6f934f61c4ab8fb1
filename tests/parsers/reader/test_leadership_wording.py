"""The many ways to say that somebody comes or goes, and those that say neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Mention
from parsers.reader import leadership
from parsers.reader.reading import prepare
from tests.parsers.reader.barset import BARSET

PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)
OPENING = "Barset Council runs children's services in Barset. "
FILLER = "Nothing else was said. The meeting went on. It rained. A vote was taken. "
DCS, MEMBER = "director of children's services", "cabinet member for children"

People = list[tuple[str | None, str | None, str | None]]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The packaged phrases with one authority and its trust, and a neighbour."""
    barset = replace(BARSET, delivery_body="Barset Children's Trust")
    mellor = replace(
        barset, name="Mellorshire", gss="E10000098", urn=2, aliases=("Mellorshire Council",), delivery_body=None
    )
    return load_lexicon([barset, mellor])


def read(lexicon: Lexicon, text: str, opening: str = OPENING, title: str | None = None) -> list[Mention]:
    """What an article says of leadership, standing post-holders left out."""
    context, _ = prepare(Article(id="a", text=opening + text, title=title, published=PUBLISHED), lexicon)
    return [mention for mention in leadership.mentions(context) if mention.confidence >= 0.3]


def people(mention: Mention) -> People:
    """Who came and went."""
    return [(person.name, person.role, person.change) for person in mention.facts.people]


GOES = [
    f"The {DCS}, Jane Smith, has left her post.",
    f"Jane Smith left the council on Friday after three years as {DCS}.",
    f"Jane Smith is quitting as {DCS} after just eight months.",
    f"Jane Smith retires as {DCS} today.",
    f"Jane Smith has tendered her resignation as {DCS}.",
    f"Jane Smith's resignation as {DCS} was announced on Monday.",
    f"Tributes have followed the sudden departure of {DCS} Jane Smith.",
    f"Jane Smith, {DCS} for six years, is stepping aside to spend time with her family.",
    f"Jane Smith, {DCS}, cleared her desk on Friday.",
    f"The council has parted company with its {DCS}, Jane Smith.",
    f"{DCS.capitalize()} Jane Smith has been shown the door.",
    f"{DCS.capitalize()} Jane Smith was placed on leave last week.",
    f"Jane Smith, {DCS}, told staff in an email on Monday that she was leaving.",
    f"Jane Smith, {DCS}, said that she would step down in the summer.",
    f"The council will look for a new {DCS} after Jane Smith announced her retirement.",
    f"JANE Smith, the {DCS}, has quit.",
    f"Jane Smith is to be replaced as {DCS}.",
    f"The {DCS} has quit. Jane Smith, {DCS} since 2021, told nobody why.",
    f"{DCS.capitalize()} Jane Smith takes up the chief executive's post at a children's charity in October.",
    f"{DCS.capitalize()} Jane Smith is on her way out.",
    f"Jane Smith's tenure as {DCS} is at an end.",
    f"Jane Smith's time as {DCS} has come to an end after two years.",
    f"The reign of {DCS} Jane Smith is over.",
    f"Jane Smith, {DCS}, told staff that it was time to move on.",
    f"Jane Smith has quit as {DCS} two weeks before she was due to start.",
    f"Jane Smith is calling it quits as {DCS}.",
    f"Jane Smith plans to move on from her current position as {DCS}.",
    f"Jane Smith has been stripped of her post as {DCS}.",
    f"Jane Smith has now left her position as {DCS}.",
]


@pytest.mark.parametrize("text", GOES)
def test_who_goes_is_read(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.role, mention.authority) == ("new", "Barset")
    assert people(mention) == [("Jane Smith", DCS, "out")]


COMES = [
    f"Ann Jones will be the council's next {DCS}.",
    f"The new {DCS} will be Ann Jones.",
    f"The council has a new {DCS}: Ann Jones.",
    f"The council has named Ann Jones its new {DCS}.",
    f"Ann Jones has been unveiled as its next {DCS}.",
    f"Ann Jones, currently in Mellorshire, is to become {DCS}.",
    f"Ann Jones starts work as the council's {DCS} on Monday.",
    f"Ann Jones will take the reins as {DCS} in August.",
    f"A permanent {DCS}, Ann Jones, takes up her post on 1 July.",
    f"Ann Jones, who had been interim director, has been made permanent {DCS}.",
    f"Ann Jones has been confirmed as permanent {DCS}.",
    f"She said Ann Jones had been appointed {DCS}.",
]


@pytest.mark.parametrize("text", COMES)
def test_who_comes_is_read(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    assert (mention.role, mention.authority) == ("new", "Barset")
    assert people(mention) == [("Ann Jones", DCS, "in")]


BOTH: list[tuple[str, People]] = [
    (
        f"Cllr Tom Brook has been replaced as the council's {MEMBER} by Cllr Ann Jones.",
        [("Tom Brook", MEMBER, "out"), ("Ann Jones", MEMBER, "in")],
    ),
    (
        f"Cllr Tom Brook (Lab, Castle Hill), {MEMBER}, has been sacked. Cllr Ann Jones (Lab, Upton) replaces him.",
        [("Tom Brook", MEMBER, "out"), ("Ann Jones", MEMBER, "in")],
    ),
    (
        f"Out goes Tom Brook, {MEMBER}; in comes Ann Jones.",
        [("Tom Brook", MEMBER, "out"), ("Ann Jones", MEMBER, "in")],
    ),
    (
        f"Ann Jones has been appointed {DCS}. She follows Jane Smith, who retired last week.",
        [("Ann Jones", DCS, "in"), ("Jane Smith", DCS, "out")],
    ),
    (
        f"Jane Smith, the {DCS}, stood down on Monday; an interim, Ann Jones, is in charge.",
        [("Jane Smith", DCS, "out"), ("Ann Jones", DCS, "interim")],
    ),
    (
        "Children's services and education: Cllr Ann Jones, in place of Cllr Tom Brook.",
        [
            ("Tom Brook", "cabinet member for children's services and education", "out"),
            ("Ann Jones", "cabinet member for children's services and education", "in"),
        ],
    ),
    (
        f"Assistant director Ann Jones will act up as {DCS} until a permanent director is found.",
        [("Ann Jones", DCS, "interim")],
    ),
    (
        "Ann Jones is to take over as chief executive of Barset Children's Trust.",
        [("Ann Jones", "chief executive", "in")],
    ),
    (
        "Ian Ward has stepped down as chair of the new Barset children's trust.",
        [("Ian Ward", "chair of the new barset children's trust", "out")],
    ),
    ("Patrick Hale succeeds Ann Jones as leader.", [("Ann Jones", "leader", "out"), ("Patrick Hale", "leader", "in")]),
]


@pytest.mark.parametrize(("text", "expected"), BOTH)
def test_successions_are_one_change(lexicon: Lexicon, text: str, expected: People) -> None:
    (mention,) = read(lexicon, text)
    assert mention.role == "new"
    assert sorted(people(mention), key=str) == sorted(expected, key=str)


def test_two_who_go_together_leave_two_posts(lexicon: Lexicon) -> None:
    text = f"Tom Brook, {MEMBER}, and Sue Vale, portfolio holder for families, both wrote on Monday. Each resigned."
    assert [people(mention) for mention in read(lexicon, text)] == [
        [("Tom Brook", MEMBER, "out")],
        [("Sue Vale", "portfolio holder for families", "out")],
    ]


def test_an_appointment_long_ago_is_kept_apart_from_todays_departure(lexicon: Lexicon) -> None:
    text = f"Jane Smith, {DCS}, has quit. She joined the council in March 2020."
    new, old = read(lexicon, text)
    assert (new.role, people(new)) == ("new", [("Jane Smith", DCS, "out")])
    assert (old.role, people(old)) == ("retrospective", [("Jane Smith", DCS, "in")])
    assert old.facts.dates["effective"].iso == "2020-03"


NO_NEWS = [
    f"We reported in December that the {DCS} had resigned. That was wrong, and we are sorry.",
    f"{DCS.capitalize()} Jane Smith isn't going anywhere, and has no plans to step down.",
    f"{DCS.capitalize()} Jane Smith has not been suspended, dismissed or asked to resign.",
    f"{DCS.capitalize()} Jane Smith said she was proud to be the council's first {DCS}.",
    "Thank you to the young people who gave up their time, said the director of children's services.",
    f"We have gone far in a year, said Jane Smith, {DCS}.",
    f"{DCS.capitalize()} Jane Smith joined calls for more money.",
    "Ann Jones has joined as head of digital.",
]


@pytest.mark.parametrize("text", NO_NEWS)
def test_this_is_no_news_of_anybody(lexicon: Lexicon, text: str) -> None:
    assert [mention.role for mention in read(lexicon, text)] == []


CONDITIONAL = [
    f"A Labour councillor has called on the {MEMBER}, Tom Brook, to stand aside.",
    f"Two sources told this newspaper that {DCS} Jane Smith was suspended last week.",
    f"If Cllr Tom Brook steps down as {MEMBER}, nobody will miss him.",
    f"Cllr Tom Brook, {MEMBER}, has faced calls to resign.",
]


@pytest.mark.parametrize("text", CONDITIONAL)
def test_what_is_demanded_feared_or_rumoured_is_conditional(lexicon: Lexicon, text: str) -> None:
    assert [mention.role for mention in read(lexicon, text)] == ["conditional"]


def test_another_councils_director_is_background(lexicon: Lexicon) -> None:
    text = f"{FILLER}It is the first case since the sacking of Mellorshire's {DCS}, Sharon West."
    assert [(mention.role, mention.authority) for mention in read(lexicon, text)] == [("retrospective", "Mellorshire")]


def test_leaving_one_council_for_another_is_a_change_where_the_post_is(lexicon: Lexicon) -> None:
    text = f"Ann Jones leaves her post as deputy director at Mellorshire in August and starts as {DCS} in September."
    assert [(m.authority, people(m)) for m in read(lexicon, text)] == [("Barset", [("Ann Jones", DCS, "in")])]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"Jane Smith, {DCS}, has stood down since then.", "retrospective"),
        (f"Jane Smith, {DCS}, has resigned.", "new"),
        (f"Its former {DCS}, Jane Smith, resigned.", "retrospective"),
        (f"The previous {DCS}, Jane Smith, left in March 2023.", "retrospective"),
        (f"This week it emerged that Jane Smith, {DCS}, resigned.", "new"),
        (f"They praised Jane Smith, {DCS}, who is leaving in September.", "scheduled"),
        (f"Jane Smith, {DCS}, resigned after the last report.", "retrospective"),
    ],
)
def test_far_from_the_lead_tense_and_words_of_the_day_tell_news(lexicon: Lexicon, text: str, role: str) -> None:
    assert [mention.role for mention in read(lexicon, FILLER + text)] == [role]


def test_a_month_to_come_is_the_next_one(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, f"Jane Smith is leaving as {DCS} in March.")
    assert mention.facts.dates["effective"].iso == "2025-03"
