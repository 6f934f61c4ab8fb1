"""Money, interventions and changes of post, as the first lines tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article, Mention
from parsers.reader import read

REST = (
    "\n\nStaff across the service have worked hard, the council said, and families have been kept informed.\n\nThe "
    "council's cabinet member for children said there was more to do and that young people came first."
)
TITLE = "Children's services: the latest from the council"
PUBLISHED = datetime(2024, 3, 7, tzinfo=UTC)


def main_news(mentions: Sequence[Mention]) -> str:
    """The type of the first news."""
    told = [item for item in mentions if item.role in ("new", "scheduled")]
    return min(told, key=lambda item: (item.role != "new", item.span.start)).type if told else "none"


MONEY = [
    "Children's social care in Somerset is heading for a £9.8m overspend this year, a finance report has revealed.",
    "The cost of residential placements has blown a £14m hole in Shropshire Council's budget.",
    "Bath and North East Somerset Council has struck a safety valve deal with the government worth £19m.",
    (
        "An extra £6.2m will go into children's services in Stoke-on-Trent next year after councillors passed "
        "the budget on Thursday night."
    ),
    "The government has awarded Blackpool £2.1m to open family hubs over three years.",
    "Youth services in Derbyshire face cuts of £1.5m under savings plans put out to consultation.",
    "A deficit of £45m on Norfolk's high needs block is expected to double by 2026, members were warned.",
    (
        "Wokingham will have its SEND deficit written off in part after ministers agreed to clear 90 per cent of "
        "historic debts."
    ),
    "Haringey has been handed £3.7m from the Department for Education to keep families together.",
    "Rising numbers of children in care have pushed Kent County Council £30m into the red.",
    "Pay for foster carers in Durham will rise by 10 per cent from April at a cost of £1.9m a year.",
    "Peterborough City Council's children's department spent £8m more than it had last year, auditors found.",
    "Senior councillors in York have signed off £4m for a new home for children with complex needs.",
    (
        "One placement for a single child is costing Central Bedfordshire £21,000 a week, according to budget "
        "papers which forecast a £5m overspend."
    ),
    (
        "The council's cabinet in Barnsley agreed to pump £3m of reserves into children's social care to meet "
        "soaring demand."
    ),
    "The Department for Education has suspended safety valve payments to Bury after the council missed its targets.",
    "Agency social workers cost Southampton £11m last year, twice what was set aside.",
    (
        "Middlesbrough Council needs £13m in exceptional financial support, chiefs have said, with children's "
        "services blamed for most of the gap."
    ),
    (
        "The schools forum in Cheshire East voted to move £2m from school budgets to plug the hole in special "
        "needs funding."
    ),
    (
        "More money for children's services tops Labour's first budget in Worcestershire: £22m will be added to "
        "meet the bill for placements."
    ),
    "Ministers have turned down a request from Devon for extra cash to cover its £163m special needs deficit.",
    "A pot of £500,000 to help care leavers pay their rent has been set up by Manchester City Council.",
    "Three children's centres in Trafford are to close to save £350,000, it was decided this week.",
    "Leeds has put forward £7m of savings in children's services, including 40 posts, for next year.",
]
INTERVENING = [
    (
        "The education secretary has sent a commissioner into Cumberland to decide whether children's services "
        "should be taken out of its hands."
    ),
    (
        "Ministers have served an improvement notice on Redcar and Cleveland, three months after inspectors "
        "found its children's services inadequate."
    ),
    (
        "Liverpool's children's services will be run by an independent trust from next spring, the government "
        "has announced."
    ),
    (
        "The Department for Education has lifted its direction on Croydon's children's services, five years "
        "after they were taken into special measures."
    ),
    (
        "Control of children's services in Doncaster returned to the council on Thursday, eight years after they "
        "were handed to a trust."
    ),
    (
        "Rotherham is free of government oversight of its children's services after the minister revoked the "
        "last of the powers held by commissioners."
    ),
    (
        "A statutory direction issued to Nottingham requires the city to work with an appointed adviser on its "
        "children's services."
    ),
    (
        "An adviser from the Department for Education has been installed at Stockton-on-Tees to keep watch on "
        "children's services."
    ),
    (
        "Whitehall is stepping in at Bournemouth, Christchurch and Poole over special needs: a letter from the "
        "minister gives the council 12 months to improve."
    ),
    "The minister has ordered a review of how children's services in Sefton should be run.",
    "West Sussex will keep its children's services after the government dropped plans for a trust.",
    (
        "Windsor and Maidenhead has been told in a formal notice that it must improve its SEND provision or face "
        "further action."
    ),
    (
        "Six years of intervention in Birmingham came to an end this week when the children's minister wrote to "
        "the council leader."
    ),
    (
        "The children's commissioner for Bradford has recommended that the service be removed from council "
        "control for at least two years."
    ),
]
CHANGING = [
    "Sheffield's director of children's services is to step down in the summer after seven years in the job.",
    (
        "Coventry has named Jane Fairley as its next director of children's services. She joins from Walsall, "
        "where she led a service that was once inadequate."
    ),
    "Councillor Mark Denby has taken over the children's brief at Lancashire County Council in a cabinet reshuffle.",
    (
        "The chief executive of Sandwell Children's Trust has quit weeks before inspectors are due to publish "
        "their findings."
    ),
    (
        "An interim boss has been parachuted in to run children's services at Tower Hamlets following the sudden "
        "exit of the permanent director."
    ),
    "Portsmouth's lead member for children and families has been sacked by the council leader.",
    "Dame Hilary Marsh has been picked to head the board improving children's services in Herefordshire.",
    (
        "Mr Ahmed's departure from Luton was confirmed in an email to staff; he had been corporate director for "
        "children since 2019."
    ),
    "After 30 years in local government, Enfield's executive director of people is retiring.",
    "The cabinet member for children in Gloucestershire has stood down, citing family reasons.",
    (
        "Ealing is looking for a new director of children's services after Carolyn Webb announced she is leaving "
        "for a job in the charity sector."
    ),
]


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, TITLE], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", MONEY)
def test_money_is_the_news(lexicon: Lexicon, lead: str, title: str | None, published: datetime | None) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    assert main_news(mentions) == "funding", mentions


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, TITLE], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", INTERVENING)
def test_the_intervention_is_the_news(
    lexicon: Lexicon, lead: str, title: str | None, published: datetime | None
) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    assert main_news(mentions) == "intervention", mentions


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, TITLE], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", CHANGING)
def test_the_change_of_post_is_the_news(
    lexicon: Lexicon, lead: str, title: str | None, published: datetime | None
) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    assert main_news(mentions) == "leadership_change", mentions
