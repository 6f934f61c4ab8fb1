"""What a council does for its services, as the first lines tell it, and leads that tell of nothing new."""

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
ASKED = "\n\nThe council was approached for comment.\n\nA spokesman said that it took the matter seriously."
TITLE = "Children's services: the latest from the council"
PUBLISHED = datetime(2024, 3, 7, tzinfo=UTC)


def main_news(mentions: Sequence[Mention]) -> str:
    """The type of the first news."""
    told = [item for item in mentions if item.role in ("new", "scheduled")]
    return min(told, key=lambda item: (item.role != "new", item.span.start)).type if told else "none"


IMPROVING = [
    (
        "Every child protection plan in Salford is being checked by independent auditors following last month's "
        "letter from Ofsted."
    ),
    (
        "Merton has introduced a single front door for families. It merges three phone lines that inspectors "
        "called confusing."
    ),
    (
        "Leaders from Hackney spent two days in Brent as critical friends, testing how well the borough responds "
        "to children going missing."
    ),
    (
        "The council in Knowsley has moved all of its social workers into one building so that teams can work "
        "more closely after a poor inspection."
    ),
    (
        "Plymouth City Council has drawn up a 40-point plan to put right the failings inspectors found in its "
        "children's services last autumn."
    ),
    (
        "Essex County Council is to lend its neighbour Thurrock a team of senior social workers, who will spend "
        "a year helping staff there to improve children's services."
    ),
    (
        "A team of peers from the Local Government Association spent three days in Rochdale last week looking at "
        "how the council helps children at risk."
    ),
    (
        "Dorset Council is reorganising its children's services into six locality teams. Directors say it will "
        "mean families meet fewer social workers."
    ),
    (
        "Three family hubs have opened their doors in Sunderland, bringing health visitors, youth workers and "
        "early help under one roof."
    ),
    (
        "Forty newly qualified social workers have started work at Nottinghamshire County Council as part of a "
        "drive to cut its reliance on agency staff."
    ),
    (
        "Every open case in Medway has been audited since Ofsted's visit, councillors heard on Tuesday. Managers "
        "told the committee that one in five needed further work."
    ),
    (
        "The statement of action for children with special educational needs in Oldham has been signed off by "
        "Ofsted and the Care Quality Commission."
    ),
    (
        "Swindon's scrutiny committee was told that waiting times at the front door have halved since the "
        "improvement plan began, but that staff turnover is still too high."
    ),
    (
        "Social workers at Reading will carry no more than 16 cases each under a new model of practice approved "
        "by the children's company board."
    ),
    (
        "Members of Croydon's cabinet have agreed a two-year strategy meant to lift children's services out of "
        "their inadequate rating."
    ),
    (
        "A new multi-agency safeguarding hub for Buckinghamshire went live this month, replacing a system "
        "criticised by inspectors in 2021."
    ),
    (
        "Following the inspection in March, when leaders were told care leavers were being let down, Stockport "
        "Council has set up a dedicated team for young people aged 18 to 25."
    ),
    (
        "The improvement board in Herefordshire met for the first time on Monday. It is made up of council "
        "chiefs, police and health bosses and an adviser from Whitehall."
    ),
    (
        "North East Lincolnshire has enlisted Lincolnshire County Council as its improvement partner in a bid to "
        "turn around services for vulnerable youngsters."
    ),
    (
        "Tameside chiefs have promised to recruit 30 more social workers after a watchdog's letter warned that "
        "children were waiting too long for help."
    ),
    (
        "Sandwell Children's Trust has launched an academy to train its own social workers. Bosses hope it will "
        "end years of high turnover."
    ),
    (
        "Councillors in Bury were given a progress report on the journey from inadequate to good on Thursday; "
        "seven of the 12 actions are complete."
    ),
    (
        "Leicester City Council has restructured its special needs service. The shake-up creates a new head of "
        "SEND and doubles the number of caseworkers."
    ),
    (
        "A charter mark for care leavers has been adopted by Cornwall Council, which has agreed to treat being "
        "in care as a protected characteristic."
    ),
    (
        "Northumberland is to take up the Family Safeguarding approach pioneered in Hertfordshire, putting adult "
        "mental health workers alongside social workers."
    ),
    (
        "Wirral Council has overhauled its fostering offer after carers left in droves. Allowances go up from "
        "April and a support line is being set up."
    ),
    (
        "Torbay Council has asked Hampshire to carry out a diagnostic review of its children's services ahead of "
        "the next inspection."
    ),
    (
        "Warrington's partnership has written a priority action plan to deal with the widespread failings that "
        "inspectors found in its services for children with SEND. The plan went live on the council website this "
        "week."
    ),
    (
        "Lancashire is to spend the next six months reviewing the files of 900 children after inspectors "
        "questioned whether thresholds were being applied properly."
    ),
    (
        "“We have listened and we are changing,” said the director as Slough unveiled its children's improvement "
        "plan, nine months after inspectors called the pace of progress too slow."
    ),
    (
        "A task group has been formed to drive change in children's social care on the Isle of Wight. It will "
        "report to the council every two months."
    ),
    (
        "Bradford's children's trust is rolling out a new electronic case system in response to Ofsted's "
        "criticisms of record-keeping."
    ),
    (
        "Walsall has trained more than 500 staff in restorative practice. It is the latest step in the council's "
        "plan to move from requires improvement to good."
    ),
    (
        "In the wake of a damning report, Solihull's safeguarding partnership has appointed an independent "
        "scrutineer and agreed a joint improvement plan."
    ),
    (
        "Kingston upon Hull's SEND improvement board heard that 80 per cent of education, health and care plans "
        "are now issued on time, up from 34 per cent a year ago."
    ),
]
NOTHING_NEW = [
    (
        "Two years on, families in Herefordshire say they are still waiting for an apology for what a judge "
        "called the council's appalling failures."
    ),
    (
        "A councillor in Thanet was thrown out of a meeting during a shouting match over the state of Kent's "
        "children's services."
    ),
    "The ombudsman has told Essex to say sorry to a mother whose son missed 14 months of school.",
    "Fewer children in Stockport were placed more than 20 miles from home last year than in any year since 2015.",
    "Staff in Sefton marked the retirement of a much-loved foster carer with a party at the town hall.",
    "Protesters with placards greeted councillors in Leeds, where special needs transport is a sore point.",
    (
        "Is it time to scrap Ofsted ratings for councils? The outstanding grade won by Kingston in 2019 says "
        "little, argues a professor."
    ),
    "A High Court judge has refused to let Birmingham keep a boy in an unregistered home.",
    (
        "Opposition councillors in Wiltshire clashed with the ruling group over who was to blame for the "
        "inadequate rating given to children's services last year."
    ),
    "The mother of a boy failed by Torbay Council says nothing will ever make up for what he went through.",
    "Complaints about Surrey's special needs service made up a third of all cases upheld by the ombudsman last year.",
    (
        "A judge has criticised Hertfordshire County Council for leaving a teenager without a lawful placement "
        "for months."
    ),
    "Social workers in Barnet walked out for a fifth day in a dispute over pay on the mental health teams.",
    (
        "A motion of no confidence in the cabinet member for children at Hampshire County Council was defeated "
        "by 41 votes to 22."
    ),
    (
        "Ten years ago this week, the Jay report exposed the abuse of 1,400 children in Rotherham. We look back "
        "at how it came about."
    ),
    "The number of children in care in Bolton has reached 640, figures from the Department for Education show.",
    "Campaigners gathered outside County Hall in Truro to call for an apology to families over special needs delays.",
    "If Cornwall is to avoid the mistakes of others, it must listen to its social workers, writes our columnist.",
    (
        "Are you an experienced social worker who wants to make a difference? Wigan Council, rated good by "
        "Ofsted, has roles in its safeguarding teams."
    ),
    (
        "A father has won £3,000 from Derbyshire County Council after the ombudsman found it had lost his son's "
        "care plan."
    ),
    (
        "“It is the proudest day of my career,” the director told staff, reflecting on last summer's outstanding "
        "rating for children's services in Stockport."
    ),
    "A former foster carer in Oldham has been jailed for 12 years for abusing two boys in his care in the 1980s.",
    (
        "Birmingham City Council apologised in the High Court to a young woman whose warnings were ignored when "
        "she was in care."
    ),
    (
        "Leaders in Medway have rejected claims that children's services are in chaos, a year after inspectors "
        "graded them requires improvement."
    ),
    "Residents of a village in Shropshire have objected to plans for a children's home in a former pub.",
    "Youngsters in care in Gateshead picked up awards for their achievements at a ceremony at the town hall.",
    (
        "Parents in Essex say they wait months for an education, health and care plan, an investigation by this "
        "newspaper has found."
    ),
]


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, TITLE], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", IMPROVING)
def test_what_is_done_is_the_news(lexicon: Lexicon, lead: str, title: str | None, published: datetime | None) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    assert main_news(mentions) == "improvement_activity", mentions


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, TITLE], ids=["bare", "titled"])
@pytest.mark.parametrize("lead", NOTHING_NEW)
def test_nothing_is_new(lexicon: Lexicon, lead: str, title: str | None, published: datetime | None) -> None:
    mentions = read(Article("x", lead + ASKED, title=title, published=published), lexicon).mentions
    assert main_news(mentions) == "none", mentions
