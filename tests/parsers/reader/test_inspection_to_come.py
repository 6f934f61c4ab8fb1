"""Inspections to come, under way or over and waited for, in the ways that papers and councils tell of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article
from parsers.reader import read

REST = (
    "\n\nThe council's cabinet member for children said staff had worked hard and that there was more to do.\n\nThe "
    "council works with some 2,000 children at any one time and looks after 410 of them.\n\nHe thanked social workers "
    "for all that they do."
)
PUBLISHED = datetime(2024, 3, 5, tzinfo=UTC)
TOLD = [
    (
        "Members were told that the inspection of children's services in Coventry had concluded and that the draft "
        "report was with the council for checking."
    ),
    (
        "Bristol City Council's children's services are due to be inspected by Ofsted within weeks, the director has "
        "told councillors."
    ),
    (
        "Swindon Borough Council is bracing itself for the return of Ofsted, with a full inspection of children's "
        "services expected before the summer."
    ),
    (
        "The call came on Monday morning: Ofsted would be at Islington Council's offices within days for a short "
        "inspection of children's services."
    ),
    (
        "A joint targeted area inspection of services for children in Salford, looking at serious youth violence, "
        "began on Monday."
    ),
    "HM Inspectorate of Probation has announced an inspection of Sunderland's youth justice service.",
    (
        "Kingston upon Hull City Council has had the call from Ofsted. The standard inspection of children's services "
        "will last two weeks."
    ),
    (
        "The government has ordered an urgent inspection of children's services in Kirklees after the death of a "
        "toddler."
    ),
    (
        "Social care bosses in Lincolnshire are waiting to hear from inspectors, who left the county last week after a "
        "fortnight-long inspection of children's services."
    ),
    (
        "A focused visit to Telford and Wrekin's children's services is taking place this week, with inspectors "
        "looking at the front door."
    ),
    (
        "Brighton & Hove City Council has submitted its comments on Ofsted's draft report, which is to be published on "
        "22 March."
    ),
    "The next monitoring visit to Bradford is scheduled for 14 and 15 May, a report to the improvement board says.",
    (
        "South Gloucestershire Council's director of children's services told councillors he had been given notice of "
        "an area SEND inspection that morning."
    ),
    "Ofsted has told Milton Keynes City Council that it will reinspect its children's services in the autumn.",
    (
        "Staff at Rotherham Council are preparing for two weeks under the microscope after Ofsted rang to say that "
        "inspectors were on their way."
    ),
    "Ofsted's inspection of Sheffield's children's services started this week.",
    (
        "The long-awaited inspection of children's services in Gateshead has finally begun, members of the overview "
        "and scrutiny committee heard."
    ),
    (
        "Ofsted has been asked by the education secretary to carry out an emergency inspection of children's services "
        "in Solihull."
    ),
    ("Stockton-on-Tees is among the areas chosen for a joint targeted area inspection, which is to start next Monday."),
    "Camden is expecting Ofsted to call at any moment, the head of children's services told members.",
    (
        "A re-inspection of special educational needs services in Kent is to take place in the coming weeks, parents "
        "have been told."
    ),
    (
        "Council chiefs in Blackpool have lodged a challenge to the provisional findings of Ofsted's inspection of "
        "children's services."
    ),
    "The report of last month's Ofsted inspection of Walsall children's services is due out on Friday.",
    (
        "Westmorland and Furness Council's first ever Ofsted inspection of children's services is taking place this "
        "month."
    ),
    "Ofsted has given Buckinghamshire Council a week's notice of a full inspection of its children's services.",
    (
        "Inspectors are half way through their inspection of Derby's services for children, the city council's "
        "scrutiny board was told."
    ),
    (
        "Ofsted's verdict on children's services in Dudley will have to wait until after the council elections, it has "
        "emerged."
    ),
    (
        "Inspections of Essex's children's services come round every three years and the next is due this month, the "
        "cabinet heard."
    ),
    (
        "The director of children's services at Stoke-on-Trent City Council has revealed that Ofsted inspectors walked "
        "in on Monday."
    ),
    (
        "Leeds City Council has received a draft of Ofsted's report on its children's services and has ten days to "
        "respond."
    ),
    "Councillors in Darlington have been briefed on an Ofsted inspection that opened this week.",
    (
        "A new inspection of Southampton's children's services is looming, and social workers have been urged to be "
        "ready."
    ),
    "Ofsted inspectors have pitched up at Bromley Council for a fortnight to see how well it looks after children.",
    "Children's services in Redbridge are this week being put to the test by Ofsted.",
    "Ofsted postponed its inspection of Blackburn with Darwen's children's services after the cyber attack.",
    "Ofsted has extended its inspection of children's services in Slough by a week.",
    "Ofsted's monitoring visit to Devon, planned for this week, has been moved to May.",
    "Cheshire West and Chester Council has entered the second week of an Ofsted inspection of its children's services.",
]
# Inspectors are in the sentence, and no inspection of the council is.
OTHERWISE = [
    "An Ofsted inspector will speak at a conference on children's services in Derby next week.",
    "Derby City Council's children's services will open a new family hub on Monday, and Ofsted has been told.",
    "Social workers in Derby are to strike next week over pay, weeks before Ofsted returns to children's services.",
    "Ofsted has registered a new supported accommodation service in Derby, which opened on Monday.",
    "Derby City Council is preparing its annual self-evaluation of children's services for Ofsted.",
    (
        "Staff at Derby City Council's children's services are awaiting the outcome of a peer review before Ofsted "
        "inspects."
    ),
    "Families in Derby are invited to a children's services open day on Saturday, with Ofsted staff on hand.",
    "Derby City Council has extended its contract for children's services agency staff, whom Ofsted mentioned.",
    "Ofsted's annual conversation with Derby City Council about children's services takes place on Monday.",
    (
        "A draft improvement strategy for Derby's children's services, written with Ofsted in mind, goes to cabinet on "
        "Monday."
    ),
]


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, "Ofsted and the council's children's services"], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", TOLD)
def test_the_inspection_is_news(lexicon: Lexicon, lead: str, title: str | None, published: datetime | None) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    news = [item for item in mentions if item.role in ("new", "scheduled")]
    assert "inspection_announced" in {item.type for item in news}
    assert not {"judgement", "visit_outcome"} & {item.type for item in news}


@pytest.mark.parametrize("title", [None, "Children's services in Derby"], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", OTHERWISE)
def test_no_inspection_is_announced(lexicon: Lexicon, lead: str, title: str | None) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=PUBLISHED), lexicon).mentions
    news = {item.type for item in mentions if item.role in ("new", "scheduled")}
    assert "inspection_announced" not in news
