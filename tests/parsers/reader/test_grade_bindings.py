"""Which area gets which grade, and which grade was the one before, sentence by sentence.

Expectations are written short: `l h c v` are leaders, help and protection, children in care and care leavers, `cv` the
two together, `o` overall, `a` adoption, `W` every area, `R` those not named, `p` the grade before; O, G, R and I are
the grades.
"""

from __future__ import annotations

import pytest

from parsers.lexicon import Lexicon
from parsers.reader.clauses import clauses
from parsers.reader.grades import read_verdict
from parsers.reader.sentences import sentence

AREAS = {
    "o": "overall", "l": "leaders", "h": "help_and_protection", "c": "in_care", "v": "care_leavers",
    "cv": "in_care_and_care_leavers", "a": "adoption", "W": "whole", "R": "rest", "p": "previous",
}  # fmt: skip
GRADES = {"O": "outstanding", "G": "good", "R": "requires_improvement", "I": "inadequate"}

BINDINGS = [
    ("Leaders, help and protection and children in care were all given the bottom rating.", "l:I h:I c:I"),
    ("The service is inadequate, with help and protection in the lowest category too.", "o:I h:I"),
    ("It is good overall, with children in care and care leavers outstanding.", "o:G cv:O"),
    ("The three other areas (leadership, children in care and care leavers) are all good.", "l:G cv:G"),
    ("It was told to improve for leadership, for protection and for those in care, with care leavers good.",
     "l:R h:R c:R v:G"),
    ("Leaders were good and everything else outstanding.", "l:G W:O"),
    ("Every judgement was inadequate.", "W:I"),
    ("All but care leavers, said the report, were good.", "W:G"),
    ("It is good on every count.", "W:G"),
    ("It was good in each of the four areas.", "W:G"),
    ("There were outstandings for leaders and care leavers, and a good for the rest.", "l:O v:O R:G"),
    ("Three of the four judgements were good.", "R:G"),
    ("Four of the five areas were good, with leadership outstanding.", "l:O R:G"),
    ("Good was the grade for leaders and for care leavers.", "l:G v:G"),
    ("Leadership was judged overall to be good.", "l:G"),
    ("The lowest rating went to leadership and to the experiences of children in care.", "l:I c:I"),
    ("Overall effectiveness – Good", "o:G"),
    ("Overall | Outstanding", "o:O"),
    ("2.2 Experiences and progress of care leavers: Requires improvement", "v:R"),
    ("Leadership: good; help and protection: requires improvement; care leavers: good.", "l:G h:R v:G"),
    ("The town sits on the lowest rung.", "o:I"),
    ("It was put in the second-lowest category.", "o:R"),
    ("Overall it is good, but its work with care leavers requires improvement.", "o:G v:R"),
    ("The county was judged inadequate for safeguarding.", "h:I"),
    ("A child safeguarding partnership spokesman said the council is good.", "o:G"),
    ("A council once accused of failing children in care has been rated good.", "o:G"),
    ("It came back as good, albeit with help and protection a grade beneath.", "o:G h:R"),
    ("It was left with a good.", "o:G"),
    ("It remains good, with leadership singled out as outstanding.", "o:G l:O p:G"),
]  # fmt: skip

MOVES = [
    ("Overall the county drops a notch, to good.", "o:G p:O"),
    ("The borough has climbed two grades to good.", "o:G p:I"),
    ("The department slipped one place to requires improvement.", "o:R p:G"),
    ("It has been downgraded from good to requires improvement.", "p:G o:R"),
    ("It lost its outstanding rating and is now good.", "p:O o:G"),
    ("It was rated good, up from requires improvement.", "o:G p:R"),
    ("Ofsted has again judged the services to be inadequate.", "o:I p:I"),
    ("It is inadequate for the second time running.", "o:I p:I"),
    ("The grade is unchanged at good.", "o:G p:G"),
    ("It has held on to its outstanding grade.", "o:O p:O"),
    ("It is good, having been inadequate.", "o:G p:I"),
    ("Help and protection remains good.", "h:G"),
    ("Leadership fell from outstanding to good.", "l:G"),
]


@pytest.mark.parametrize(("text", "wanted"), [*BINDINGS, *MOVES])
def test_each_grade_goes_where_it_belongs(text: str, wanted: str, lexicon: Lexicon) -> None:
    expected = {AREAS[pair.split(":")[0]]: GRADES[pair.split(":")[1]] for pair in wanted.split()}
    found: dict[str, str] = {}
    for clause in clauses(sentence(text, 0)):
        verdict = read_verdict(clause, lexicon)
        found.update({area: grade for area, grade in verdict.judgements.items() if area not in found})
        found |= {
            name: grade
            for name, grade in (("whole", verdict.whole), ("rest", verdict.rest), ("previous", verdict.previous))
            if grade
        }
    assert found == expected


OUTCOMES = [
    ("Inspectors found widespread and systemic failings.", "systemic_failings"),
    ("Its failings were both widespread and systemic.", "systemic_failings"),
    ("The watchdogs gave the area the poorest of three possible judgements.", "systemic_failings"),
    ("Young people's experiences and outcomes were inconsistent.", "inconsistent"),
    ("It was the middle one of the three possible conclusions.", "inconsistent"),
    ("Support for children is inconsistent, they said.", "inconsistent"),
    ("The partnership was awarded the best possible outcome.", "positive"),
    ("Outcomes for children there are typically positive.", "positive"),
    ("That isn't the worst of the three possible outcomes.", None),
    ("They found no systemic failings.", None),
    ("We want the best possible outcomes for children.", None),
]


@pytest.mark.parametrize(("text", "wanted"), OUTCOMES)
def test_special_needs_have_outcomes(text: str, wanted: str | None, lexicon: Lexicon) -> None:
    (clause,) = clauses(sentence(text, 0))
    assert read_verdict(clause, lexicon).judgements.get("outcome") == wanted
