"""What a council does to get better that bears no name of its own: hiring, help, reforms, accounts of progress."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article
from parsers.reader import activity
from parsers.reader.reading import prepare

PUBLISHED = datetime(2024, 6, 14, 9, tzinfo=UTC)
REST = "\n\nThe council's cabinet member for children's services said staff had worked hard."


def told(lexicon: Lexicon, text: str) -> list[tuple[str | None, str, str | None]]:
    """What, role and authority of each activity that an article opens with."""
    context, _ = prepare(Article(id="a", text=text + REST, published=PUBLISHED), lexicon)
    return [(item.facts.what, item.role, item.authority) for item in activity.mentions(context)]


DEEDS = [
    ("Kent County Council has launched a campaign to recruit social workers.", "recruitment", "new"),
    ("Recruitment of social workers for Kent's troubled children's services remains slow.", "recruitment", "new"),
    ("Kent County Council is offering children's social workers a £5,000 golden hello.", "recruitment", "new"),
    ("Kent County Council has cut its reliance on agency social workers by half.", "recruitment", "new"),
    ("Sixty more social workers are to be hired by Kent's children's services.", "recruitment", "scheduled"),
    ("Experts from Essex have been drafted in to help Kent's children's services.", "improvement partner", "new"),
    ("Kent's children's services have begun to receive help from Essex County Council.", "improvement partner", "new"),
    ("Kent County Council has hired consultants to turn children's services round.", "improvement partner", "new"),
    ("A review of Kent's SEND services by a neighbouring council will start next week.", "peer review", "scheduled"),
    ("The Local Government Association will look at Kent's children's services.", "peer review", "scheduled"),
    ("A shake-up of Kent's children's services has been agreed by the cabinet.", "reform", "new"),
    ("Kent County Council is to restructure its children's services after a poor report.", "reform", "scheduled"),
    ("Kent County Council is rolling out a family safeguarding model among social workers.", "reform", "new"),
    ("Kent County Council has set out how it will put children's services right.", "action plan", "new"),
    ("A blueprint for improving Kent's children's services has been unveiled.", "action plan", "new"),
    ("Kent County Council has audited 400 child protection cases after a poor report.", "case review", "new"),
    ("Every open child protection case in Kent is to be looked at again.", "case review", "scheduled"),
    ("Councillors in Kent have backed a plan designed to turn children's services round.", "action plan", "new"),
    ("Plans are being made in Kent to set up a group tasked with keeping children safe.", "reform", "new"),
    ("Leaders in Kent say that they are making good progress on special needs.", "progress report", "new"),
    ("Councillors in Kent have noted the action being taken to improve children's services.", "progress report", "new"),
    ("Progress in improving SEND services in Kent was debated on Thursday.", "progress report", "new"),
    ("Kent's scrutiny committee heard that children's services were improving.", "progress report", "new"),
    ("Kent's SEND improvement plan has been unveiled following last year's inspection.", "action plan", "new"),
    ("Kent County Council has released details of its plans to improve services for children.", "action plan", "new"),
    ("Kent County Council has outlined plans to tackle delays in special needs.", "action plan", "new"),
    ("Plans to improve SEND provision in Kent have been revealed after a scathing report.", "action plan", "new"),
    ("Kent County Council has revealed how it intends to fix special needs services.", "action plan", "new"),
    ("Kent's committee received a report on the recommendations of the 2019 Ofsted inspection.", "progress report",
     "new"),
    ("The director gave Kent's panel a presentation on a new delivery model for social care.", "progress report",
     "new"),
    ("Councillors met yesterday to consider a report on Kent's children's services.", "progress report", "new"),
    ("Members of Kent's children's committee were briefed on how far the targets are met.", "progress report", "new"),
    ("Kent's panel examined the progress of children's services since the inspection of May 2022.", "progress report",
     "new"),
    ("A paper, the purpose of which was to update Kent's board on progress since the SEND inspection.",
     "progress report", "new"),
    ("Kent's panel considered a report on the plan for children, which addressed the 2019 inspection's findings.",
     "action plan", "new"),
    ("Kent's cabinet considered a report on the staffing structure of children's social care.", "progress report",
     "new"),
    ("The Department for Education met leaders in Kent to review the impact of plans for SEND.", "progress review",
     "new"),
    ("The review of Kent's SEND provision is now complete.", "peer review", "new"),
    ("Kent County Council has commissioned an independent review of its children's services.", "peer review", "new"),
    ("Kent launched one of the first social work academies yesterday.", "recruitment", "new"),
    ("Kent County Council has opened an academy for its children's social workers.", "recruitment", "new"),
    ("Kent has entered into a partnership with Essex to improve its children's services.", "improvement partner",
     "new"),
    ("Work to improve Kent's children's services is on track, a paper says.", "progress report", "new"),
    ("The steps being taken to improve Kent's children's services were noted by councillors.", "progress report",
     "new"),
    ("Measures to shorten waits for SEND plans have been welcomed by Kent's scrutiny panel.", "progress report",
     "new"),
    ("The director of children's services explained to Kent's panel what steps had already been taken.",
     "progress report", "new"),
    ("A paper updated Kent's board on what had been achieved since the SEND inspection.", "progress report", "new"),
    ("Kent's improvement board says in its latest report that children's services are getting safer.",
     "progress report", "new"),
    ("Help for Kent's children's services is to come from another council, Essex.", "improvement partner",
     "scheduled"),
    ("Kent's panel heard how children's services have changed since they were rated inadequate.", "progress report",
     "new"),
    ("Kent's response to the SEND inspection has been submitted to the department.", "action plan", "new"),
    ("Kent County Council has told Ofsted how it will put children's services right.", "action plan", "new"),
    ("Kent's safeguarding hub replaces three ways of reporting that a child is at risk.", "reform", "new"),
    ("A specialist team of police and social workers has started work in Kent to protect children.", "reform",
     "new"),
    ("The partnership by which Essex supports Kent's children's services has been extended.", "improvement partner",
     "new"),
    ("Kent has teamed up with Essex to support children's social work.", "improvement partner", "new"),
    ("Kent County Council is looking for children's social workers overseas.", "recruitment", "new"),
    ("Kent County Council has quietly moved its teams to protect children better.", "measures", "new"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "role"), DEEDS)
def test_a_deed_without_a_name_is_told(lexicon: Lexicon, text: str, what: str, role: str) -> None:
    assert (what, role, "Kent") in told(lexicon, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kent County Council has been urged to recruit more social workers to its children's services.",
        "Ofsted inspectors noted progress in Kent's children's services, where caseloads were lower.",
        "Kent County Council could restructure its children's services.",
        "Kent County Council launched a campaign to recruit social workers for children's services in March 2019.",
        "Kent's children's services get help from volunteers.",
        "Inspectors found that Kent's panel had received a report on the improvement plan for children.",
        "Ofsted said that Kent's plans to improve children's services had not been published.",
        "Kent's panel met to consider a report on the Ofsted inspection of children's services.",
        "The government has launched a review of children's social care, which takes in Kent.",
        "Kent County Council could reveal its plans to improve SEND services.",
        "Campaigners urged Kent County Council to publish its plans to improve SEND services.",
        "Kent County Council has outlined its plans to increase council tax for children's services.",
        "A report was submitted to update Kent's members on the Ofsted inspection of children's services.",
        "The investment in Kent's children's services includes an academy for social workers.",
    ],
)
def test_what_is_wished_inspected_or_long_done_is_no_deed(lexicon: Lexicon, text: str) -> None:
    assert told(lexicon, text) == []


@pytest.mark.parametrize(
    "text",
    [
        # Wished: the wish stands within the deed.
        "Kent's special needs service needs to be overhauled, a councillor has said.",
        "Children's social care in Kent ought to be restructured, the leader believes.",
        # Paid for: the money is the news.
        "A grant from the government will let Kent hire 30 more social workers.",
        "Kent has set £2m aside to recruit children's social workers.",
        # Hard: what one struggles to do is not done.
        "Kent County Council is struggling to recruit social workers for its children's teams.",
        "Keeping social workers is among the hardest things in Kent, where hiring social workers is a challenge.",
        # Led: somebody's task.
        "The search is on in Kent for somebody to lead the transformation of children's services.",
        "The post in Kent comes with experience of restructuring children's services.",
        # What others say or do about it, and what is had.
        "Unison has threatened to ballot Kent's social workers over a planned restructure of children's services.",
        "Parents in Kent are angry about the merging of children's services.",
        "Kent County Council has a strategy to improve SEND services.",
        # What a thing is like.
        "She will work in Kent with an established leadership team which puts children first.",
        "Kent is one of the merged children's services of the South East.",
        # What comes next has a subject of its own.
        "In a paper on Kent published in June, the team of inspectors spoke to children.",
        # A review that found fault with how cases are handled reviewed none of them.
        "A serious case review criticised how Kent made referrals for the children.",
        # Inspectors' and others' doing.
        "Kent's children's services have again been judged by Ofsted and continue to make improvements.",
        "Kent has become one of three counties to be praised for how it works to protect children.",
        # What came of it is the news.
        "A drive to recruit social workers has paid off for Kent, whose children's services are now rated good.",
    ],
)
def test_what_is_wished_paid_for_hard_or_led_is_no_deed(lexicon: Lexicon, text: str) -> None:
    assert told(lexicon, text) == []


def test_the_council_is_told_apart_before_its_deed(lexicon: Lexicon) -> None:
    text = "A council whose children's services were rated inadequate is to hire 50 social workers. It is Kent."
    context, _ = prepare(Article(id="a", text=text + REST, published=PUBLISHED), lexicon)
    assert [item.span.start for item in activity.mentions(context)] == [0]


def test_minutes_open_below_their_heading(lexicon: Lexicon) -> None:
    agenda = "Agenda item\n\nTo hear of Kent's children's services. A table is attached. A map is too. So is a list."
    minutes = "\n\nMinutes:\n\nThe committee received an update on progress against the children's services plan."
    assert ("progress report", "new", "Kent") in told(lexicon, agenda + minutes)


def test_what_is_told_in_passing_is_no_deed(lexicon: Lexicon) -> None:
    opening = "Kent County Council runs children's services. It is large. It has many staff. They met. "
    assert told(lexicon, opening + "It has launched a campaign to recruit social workers.") == []
