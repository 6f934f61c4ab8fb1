"""Further ways to come and go: jobs of turning a service round, posts held for a while, two who leave in one breath."""

from __future__ import annotations

import pytest

from parsers.lexicon import Lexicon
from tests.parsers.reader.test_leadership_wording import DCS, FILLER, MEMBER, People, lexicon, people, read

__all__ = ["lexicon"]

COMES = [
    f"Jane Smith is moving to Barset County Council as its {DCS}.",
    f"Jane Smith has been confirmed in the role as {DCS}.",
    f"Jane Smith has been given the job of turning round children's services. She is {DCS} from Monday.",
    "Jane Smith has been handed the task of rebuilding children's services.",
    "Jane Smith has landed the top job in children's services at Barset Council.",
    "Jane Smith bags key role at children's services.",
    f"Jane Smith has been unveiled as Barset County Council's new {DCS}.",
    f'"I have taken on the role of {DCS} with great pride," said Jane Smith.',
    f"Jane Smith has been named by Barset Council as its next permanent {DCS}.",
    f"Jane Smith has been confirmed as {DCS}. She previously stepped up to become acting director.",
]


@pytest.mark.parametrize("text", COMES)
def test_who_comes_is_read(lexicon: Lexicon, text: str) -> None:
    mention = read(lexicon, text)[0]
    assert (mention.role, mention.authority) == ("new", "Barset")
    assert people(mention) == [("Jane Smith", DCS, "in")]


FOR_A_WHILE = [
    f"Jane Smith has been appointed {DCS} on an interim basis.",
    f"The council has drafted in an experienced hand, Jane Smith, to be its {DCS} on a temporary basis.",
    f"Jane Smith will step into the role of {DCS} in an acting capacity while the council seeks a successor.",
    f"Jane Smith has taken over as {DCS} for the time being.",
    "Jane Smith has been appointed to head the children's services department on an interim basis.",
    f"Jane Smith is taking over as {DCS} as a stopgap.",
]


@pytest.mark.parametrize("text", FOR_A_WHILE)
def test_a_post_held_for_a_while_is_interim_however_late_it_is_said(lexicon: Lexicon, text: str) -> None:
    mention = read(lexicon, text)[0]
    assert mention.role == "new"
    assert [(person.name, person.change) for person in mention.facts.people] == [("Jane Smith", "interim")]


TOGETHER = [
    f"{DCS.capitalize()} Jane Smith and {MEMBER} Tom Brook have both stood down with immediate effect.",
    f"Jane Smith, {DCS}, and Tom Brook, {MEMBER}, have both left.",
    f"{MEMBER.capitalize()} Cllr Tom Brook and {DCS} Jane Smith have both resigned.",
    f"{DCS.capitalize()} Jane Smith and {MEMBER} Tom Brook are both leaving the council.",
    f"{DCS.capitalize()} Jane Smith and {MEMBER} Tom Brook have each quit.",
]


@pytest.mark.parametrize("text", TOGETHER)
def test_two_posts_in_one_breath_are_two_changes(lexicon: Lexicon, text: str) -> None:
    found = {person for mention in read(lexicon, text) for person in people(mention)}
    assert found == {("Jane Smith", DCS, "out"), ("Tom Brook", MEMBER, "out")}


SUCCESSIONS: list[tuple[str, People]] = [
    (
        f"Jane Smith has quit as {DCS}. {FILLER}James Brown has been hired to fill the position on an interim basis.",
        [("Jane Smith", DCS, "out"), ("James Brown", DCS, "interim")],
    ),
    (
        f"Jane Smith starts as {DCS} in July. She replaces the outgoing deputy chief executive and {DCS} James Brown.",
        [("Jane Smith", DCS, "in"), ("James Brown", DCS, "out")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SUCCESSIONS)
def test_who_follows_whom_is_read_across_sentences(lexicon: Lexicon, text: str, expected: People) -> None:
    assert sorted(people(read(lexicon, text)[0])) == sorted(expected)


def test_whose_service_it_is_may_stand_without_a_genitive(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, "The head of Barset children's services is to stand down in the autumn.")
    assert [(person.name, person.change) for person in mention.facts.people] == [(None, "out")]


NO_NEWS = [
    f"Jane Smith, corporate {DCS}, said: “We welcome the report.”",
    f"“We are pleased,” said Jane Smith, {DCS}.",
    f"Jane Smith, {DCS}, lost an appeal against her sacking in 2021.",
    f"Will {DCS} Jane Smith resign?",
    f"Jane Smith is {DCS}. Within a year of her arrival inspectors came back.",
    f"Jane Smith is {DCS}. Since her appointment five managers have been hired.",
    f"Jane Smith is {DCS}. Months after her promotion the service was inspected.",
    f"Has the {MEMBER} offered his resignation?",
    "An experienced social work leader has been given an award.",
]


@pytest.mark.parametrize("text", NO_NEWS)
def test_this_is_no_news_of_anybody(lexicon: Lexicon, text: str) -> None:
    assert not [mention for mention in read(lexicon, text) if mention.role in ("new", "scheduled")]


CONDITIONAL = [
    f"{MEMBER.capitalize()} Cllr Tom Brook is facing calls to quit.",
    f"{MEMBER.capitalize()} Cllr Tom Brook has survived a vote of no confidence.",
    f"Councillors put forward a motion calling for the {MEMBER} to resign.",
    f"The council leader was urged to sack the {MEMBER} and resign.",
    "Opposition councillors called on the council leader to step down.",
    f"A petition demanding that the {DCS} stand down has 400 names.",
]


@pytest.mark.parametrize("text", CONDITIONAL)
def test_who_is_called_on_to_go_has_not_gone(lexicon: Lexicon, text: str) -> None:
    assert {mention.role for mention in read(lexicon, text)} == {"conditional"}


def test_a_team_named_far_down_is_news(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, f"{FILLER}{FILLER}The {MEMBER} will be Cllr Tom Brook.")
    assert (mention.role, people(mention)) == ("new", [("Tom Brook", MEMBER, "in")])
