"""The grade that an article reports, and the one before it, in the many ways that such news is told.

Expectations are written short: the grade, then the one before where it is told; O, G, R and I are the grades.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Read = Callable[..., Reading]
SHORT = {"outstanding": "O", "good": "G", "requires_improvement": "R", "inadequate": "I"}
CLOSING = "\n\nThe council's cabinet member for children's services said staff had worked hard and thanked them."

TOLD = [
    # Left behind, in one clause or two.
    ("Halton's children's services have been moved out of inadequate: Ofsted says they require improvement.", "RI"),
    ("Children's services in Bury are no longer inadequate, after Ofsted upgraded them to requires improvement.", "RI"),
    ("Ofsted has lifted Hull's children's services out of inadequate. They now require improvement to be good.", "RI"),
    ("Medway's children's services have shed their inadequate rating and moved up to requires improvement.", "RI"),
    ("Slough Children First has been judged good by Ofsted, having spent seven years as inadequate.", "GI"),
    ("Luton's children's services, previously judged inadequate, are good, Ofsted says.", "GI"),
    ("Sutton's children's services are good, says Ofsted, up from inadequate in 2018 and good in 2013.", "GI"),
    ("Ofsted inspectors have downgraded Tameside's children's services by two grades, to inadequate.", "IG"),
    ("Kent is no longer the home of an outstanding authority: it is good overall, Ofsted said on Monday.", "GO"),
    ("Ofsted stripped Bath and North East Somerset of its good rating and marked it 'requires improvement'.", "RG"),
    ("Ofsted says Lambeth's 'inadequate' children's services now merit 'requires improvement'.", "RI"),
    ("Luton's children's services went from inadequate in 2017 to good in 2019 to outstanding now, Ofsted says.", "OG"),
    ("Ofsted has upgraded Salford's children's services to good, two steps above the inadequate of 2018.", "GI"),
    ("Children's services in Dorset are outstanding: the previous good rating did them no justice, says Ofsted.", "OG"),
    # Kept.
    ("Ofsted has declared Leeds City Council's children's services outstanding for a second time running.", "OO"),
    ("The Isle of Wight's children's services are rated good for the second inspection running.", "GG"),
    ("Bradford's children's services have not budged from requires improvement, says Ofsted.", "RR"),
    # What is worked for, denied or counted is not what was given.
    ("Haringey's efforts to turn round its children's services have paid off with a 'good' Ofsted judgement.", "G"),
    ("Bradford's children's services are not good enough and continue to require improvement, says Ofsted.", "R"),
    ("Ofsted gave Calderdale's children's services three goods and an outstanding, and good overall.", "G"),
    ("Of five judgements, Walsall's children's services got three goods and two inadequates, leaving it good.", "G"),
    ("Kent's children's services still require improvement, Ofsted says in its first full report since 2019.", "RR"),
    # Words for giving a grade, and for the grades.
    ("Children's services in Telford and Wrekin have become the first in the region to be crowned outstanding.", "O"),
    ("Ofsted has pronounced Merton's children's services outstanding.", "O"),
    ("Ofsted has rated children's services in Kirklees as good.", "G"),
    ("Cornwall's children's services have come far, having been rated outstanding by Ofsted this week.", "O"),
    ("Inspectors have put Herefordshire's children's services in the bottom of Ofsted's four categories.", "I"),
    ("Knowsley Council's children's services \"need improvement\", according to education watchdog Ofsted.", "R"),
    ("Ofsted has handed North Lincolnshire its second-highest rating for children's services.", "G"),
    ("Children's services in Kent are officially good, Ofsted has said.", "G"),
    ("Children's services in Sefton have been given the second worst rating overall by Ofsted.", "R"),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_the_grade_and_the_one_before(read_text: Read, text: str, wanted: str) -> None:
    read = read_text(text + CLOSING, title="What Ofsted says about children's services").mentions
    news = [item.facts for item in read if (item.type, item.role) == ("judgement", "new")]
    found = [SHORT.get(str(facts.judgements.get("overall")), "-") for facts in news]
    before = [SHORT[facts.previous_overall] for facts in news if facts.previous_overall]
    assert found + before == list(wanted)


def test_areas_that_are_counted_are_not_the_whole(read_text: Read) -> None:
    text = (
        "Ofsted's report on Dudley's children's services today graded three areas 'requires improvement' and two "
        "'inadequate'.\n\nCare leavers and overall effectiveness are inadequate, it says."
    )
    (news,) = [item for item in read_text(text + CLOSING).mentions if item.role == "new"]
    assert news.facts.judgements.get("overall") == "inadequate"
    assert news.facts.areas_for_improvement is None


def test_the_grades_before_the_last_are_recalled_with_their_years(read_text: Read) -> None:
    text = "Sutton's children's services are good, Ofsted says, up from 'requires improvement' in 2018 and 'inadequate'"
    mentions = read_text(text + " in 2013." + CLOSING).mentions
    recalled = {
        (item.facts.judgements.get("overall"), item.facts.dates["published"].iso)
        for item in mentions
        if item.role == "retrospective"
    }
    assert recalled == {("requires_improvement", "2018"), ("inadequate", "2013")}


def test_each_council_of_a_list_has_its_own_grade(read_text: Read) -> None:
    text = (
        "Of the three authorities that share their services, Hounslow, Ealing and Brent, both Hounslow and Ealing were "
        "rated outstanding by Ofsted, while Brent was rated good."
    )
    found = {
        (item.authority, item.facts.judgements.get("overall"))
        for item in read_text(text + CLOSING).mentions
        if item.role == "new"
    }
    assert found == {("Hounslow", "outstanding"), ("Ealing", "outstanding"), ("Brent", "good")}


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors made three recommendations after a focused visit to Kent's children's services, Ofsted said today.",
        "Ofsted's focused visit to Kent's children's services found three areas requiring improvement.",
    ],
)
def test_what_is_to_be_improved_is_counted(read_text: Read, text: str) -> None:
    (news,) = [item for item in read_text(text + CLOSING).mentions if item.role == "new"]
    assert (news.type, news.facts.areas_for_improvement) == ("visit_outcome", 3)
