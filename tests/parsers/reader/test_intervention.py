"""Interventions of the Department for Education, said in many ways: what was done, to whom, and whether it is news."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article, Authority, Mention
from parsers.reader import intervention
from parsers.reader.reading import prepare

PUBLISHED = datetime(2024, 6, 12, 9, tzinfo=UTC)
OPENING = "Barset Council runs children's services in Barset. "
BACKGROUND = (
    "Inspectors visited Barset in May. They met social workers. They met managers. They read files. They spoke to "
    "families. The council thanked them. "
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The packaged phrases with two authorities."""

    def authority(name: str, gss: str) -> Authority:
        return Authority(
            name=name, gss=gss, former_gss=(), urn=1, region_ofsted="South West", region_ons="South West",
            type="county", aliases=(f"{name} Council", f"{name} County Council"),
        )  # fmt: skip

    return load_lexicon([authority("Barset", "E10000098"), authority("Loamshire", "E10000099")])


def read(lexicon: Lexicon, text: str, title: str | None = None) -> list[Mention]:
    """What an article says of interventions."""
    context, _ = prepare(Article(id="a", text=text, title=title, published=PUBLISHED), lexicon)
    return list(intervention.mentions(context))


def told(mentions: list[Mention]) -> list[tuple[str | None, str, str | None, str | None]]:
    """Instrument, role, action and date of each."""
    return [
        (item.facts.instrument, item.role, item.facts.action, date.iso if date else None)
        for item in mentions
        for date in [item.facts.dates.get("effective")]
    ]


NEWS = [
    ("The government has served Barset Council with an improvement notice.", "improvement_notice", "issued", None),
    ("Barset has been handed an improvement notice by ministers.", "improvement_notice", "issued", None),
    ("An improvement notice was issued to Barset Council yesterday.", "improvement_notice", "issued", "2024-06-11"),
    ("Ministers slapped an improvement notice on Barset on Monday.", "improvement_notice", "issued", "2024-06-10"),
    ("Barset has been given a formal notice to improve.", "improvement_notice", "issued", None),
    ("The department has imposed a statutory direction on Barset.", "statutory_direction", "issued", None),
    ("Barset is now the subject of a statutory direction.", "statutory_direction", "issued", None),
    ("Barset has been placed under a statutory direction.", "statutory_direction", "issued", None),
    ("A commissioner is being sent into Barset, the Department for Education said.", "commissioner", "issued", None),
    ("The education secretary has named Jo Webb as commissioner for Barset.", "commissioner", "issued", None),
    ("Ministers have drafted in a commissioner to oversee Barset.", "commissioner", "issued", None),
    ("An improvement adviser has begun work in Barset.", "adviser", "issued", None),
    ("The DfE has appointed an adviser to watch over Barset.", "adviser", "issued", None),
    ("The improvement notice on Barset has been lifted.", "improvement_notice", "lifted", None),
    ("Ministers have withdrawn the notice to improve that Barset was given in 2022.", "improvement_notice", "lifted",
     None),
    ("Barset has come out of government intervention.", None, "lifted", None),
    ("Barset is no longer under a statutory direction.", "statutory_direction", "lifted", None),
    ("The minister has revoked the direction made in March 2022 under which Barset worked with a commissioner.",
     "statutory_direction", "lifted", None),
    ("The government has issued Barset with a revised direction.", "statutory_direction", "revised", None),
    ("Barset's children's services are to be handed to an independent trust.", "trust", None, None),
    ("A new children's trust took over child protection in Barset on Saturday.", "trust", None, "2024-06-08"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "instrument", "action", "effective"), NEWS)
def test_news_is_new(lexicon: Lexicon, text: str, instrument: str, action: str | None, effective: str | None) -> None:
    found = [item for item in told(read(lexicon, f"{text} {OPENING}")) if item[0] == instrument]
    assert (instrument, "new", action, effective) in found


RECALLED = [
    ("It had been served with an improvement notice in July 2022.", "improvement_notice", "issued", "2022-07"),
    ("The government issued an improvement notice in March 2022.", "improvement_notice", "issued", "2022-03"),
    ("An improvement notice followed in March last year.", "improvement_notice", "issued", "2023-03"),
    ("The last statutory direction was lifted in 2019.", "statutory_direction", "lifted", "2019"),
    ("A commissioner was sent in two years ago.", "commissioner", "issued", "2022"),
    ("The department then put in place a commissioner.", "commissioner", "issued", None),
    ("Ministers had appointed a commissioner after the inspection.", "commissioner", "issued", None),
    ("The commissioner told ministers in January that things were better.", "commissioner", None, "2024-01"),
    ("The notice, which was issued in May 2023, lists nine weaknesses.", "improvement_notice", "issued", "2023-05"),
    ("It has been under an improvement notice since May 2023.", "improvement_notice", "issued", "2023-05"),
    ("Control was stripped from the council by the government in 2018.", None, "issued", "2018"),
]


@pytest.mark.parametrize(("text", "instrument", "action", "effective"), RECALLED)
def test_what_is_past_is_recalled(
    lexicon: Lexicon, text: str, instrument: str, action: str | None, effective: str | None
) -> None:
    named = "The improvement notice is on its website. " if "The notice" in text else ""
    assert (instrument, "retrospective", action, effective) in told(read(lexicon, OPENING + BACKGROUND + named + text))


STANDING = [
    ("The council remains under an improvement notice.", "improvement_notice"),
    ("The improvement notice is still in force.", "improvement_notice"),
    ("The improvement notice remains in place.", "improvement_notice"),
    ("Barset is subject to a statutory direction.", "statutory_direction"),
    ("The statutory direction has not been lifted.", "statutory_direction"),
    ("A government commissioner is in place.", "commissioner"),
    ("A commissioner continues to oversee the department.", "commissioner"),
    ("The council works with an adviser appointed by the Department for Education.", "adviser"),
    ("The Barset Children's Trust, which runs the service, said it was sorry.", "trust"),
    ("Children's social care in Barset is run by an independent trust.", "trust"),
    ("Barset's children's services are delivered by a children's trust on the council's behalf.", "trust"),
    ("The children's trust is responsible for delivering social care.", "trust"),
    ("An independent trust has run the service since 2014.", "trust"),
    ("The commissioner, who oversees the department, was not available.", "commissioner"),
    ("An improvement adviser is working with managers.", "adviser"),
    ("The council has been in formal intervention for two years.", None),
    ("The council is in formal intervention.", None),
]


@pytest.mark.parametrize(("text", "instrument"), STANDING)
def test_what_is_in_force_stands(lexicon: Lexicon, text: str, instrument: str | None) -> None:
    assert (instrument, "state") in [item[:2] for item in told(read(lexicon, OPENING + BACKGROUND + text))]


POSSIBLE = [
    ("Ministers could issue an improvement notice.", "improvement_notice"),
    ("An improvement notice may follow.", "improvement_notice"),
    ("If nothing changes a commissioner will be sent in.", "commissioner"),
    ("The opposition has called for a commissioner to be appointed.", "commissioner"),
    ("Whether a statutory direction will be issued is not known.", "statutory_direction"),
    ("There are fears that an independent trust will take over.", "trust"),
    ("Should it fail, ministers may send in a commissioner.", "commissioner"),
    ("The minister warned that the service might be taken away from the council.", None),
    ("Unless it improves, the government will take control of the services.", None),
    ("An adviser recommended a children's trust.", "trust"),
    ("A statutory direction is under consideration.", "statutory_direction"),
    ("Asked whether the improvement notice would be lifted, she said it was too soon.", "improvement_notice"),
]


@pytest.mark.parametrize(("text", "instrument"), POSSIBLE)
def test_what_may_be_is_conditional(lexicon: Lexicon, text: str, instrument: str | None) -> None:
    found = [item for item in told(read(lexicon, f"{text} {OPENING}")) if item[0] == instrument]
    assert [item[1] for item in found] == ["conditional"]


@pytest.mark.parametrize(
    "text",
    [
        "The police and crime commissioner was appointed in May.",
        "She handed in her notice yesterday.",
        "The service is moving in the right direction.",
        "Families have lost trust in the council.",
        "The hospital trust has been placed under review.",
        "Early intervention has been extended.",
        "No improvement notice has been issued.",
        "He left to become a commissioner elsewhere.",
        "Mr Hale will take over as director of children's services.",
        "Ofsted has stripped the council of its outstanding rating.",
    ],
)
def test_other_notices_and_trusts_are_none(lexicon: Lexicon, text: str) -> None:
    assert [item for item in told(read(lexicon, f"{text} {OPENING}")) if item[1] != "conditional"] == []


def test_whom_it_befalls_is_not_the_helper(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, "Loamshire Council has been appointed as Barset's improvement adviser. " + OPENING)
    assert mention.authority == "Barset"


def test_of_a_swap_each_has_its_own_end(lexicon: Lexicon) -> None:
    text = "The Department for Education lifted Barset's statutory direction, replacing it with an improvement notice. "
    assert sorted(item[0:3] for item in told(read(lexicon, text + OPENING)) if item[0]) == [
        ("improvement_notice", "new", "issued"),
        ("statutory_direction", "new", "lifted"),
    ]


def test_a_notice_served_long_ago_and_lifted_now_is_two_events(lexicon: Lexicon) -> None:
    text = "The department wrote to say that the improvement notice, served in November 2022, was closed. "
    assert told(read(lexicon, text + OPENING)) == [
        ("improvement_notice", "retrospective", "issued", "2022-11"),
        ("improvement_notice", "new", "lifted", None),
    ]


def test_the_headline_says_what_is_news(lexicon: Lexicon) -> None:
    text = OPENING + "This notice concerns children's social care. The council must make a plan."
    assert told(read(lexicon, text, title="Improvement notice issued to Barset Council"))[0][:3] == (
        "improvement_notice", "new", "issued",
    )  # fmt: skip


def test_a_denied_takeover_is_no_news(lexicon: Lexicon) -> None:
    text = "A post says that an independent trust will take over in Barset on 1 July. " + OPENING
    roles = [item[1] for item in told(read(lexicon, text, title="Council denies it is to lose children's services"))]
    assert roles == ["conditional"]
