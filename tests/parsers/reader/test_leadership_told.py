"""Who comes and who goes, as openings tell it: by pictures, by what a council loses, by a name given a line later."""

from __future__ import annotations

import pytest

from parsers.lexicon import Lexicon
from tests.parsers.reader.test_leadership_wording import DCS, MEMBER, lexicon, people, read

__all__ = ["lexicon"]

GOES = [
    f"Barset Council will say farewell to its {DCS} next month. Jane Smith, who came in 2019, retires.",
    f"Barset has lost its {DCS}, Jane Smith.",
    f"Barset is losing its executive {DCS}. Jane Smith leaves in May.",
    f"Barset is believed to have lost {DCS} Jane Smith at the weekend.",
    f"The council is looking for its fourth {DCS} in five years after Jane Smith resigned.",
    f"The {DCS}, Jane Smith, has been sent home while complaints are looked into.",
    f"Jane Smith, the {DCS}, will go in the spring.",
    f"Jane Smith, the {DCS}, has decided that the time is right to retire.",
    f"Jane Smith is leaving Barset Council, where she is {DCS}.",
    f"Monday is Jane Smith's last day as {DCS}.",
    f"The {DCS} has thrown in the towel. Jane Smith said she could not carry on.",
    f"Jane Smith has been stripped of her job as {DCS}.",
    "The woman in charge of children's services in Barset is to leave. Jane Smith said she was sorry to go.",
    f"Barset's {DCS} has told colleagues of her intention to leave. Jane Smith cited personal reasons.",
    f"The {DCS} is to leave. The news that Jane Smith will be going was given to staff.",
    f"A top officer at Barset Council is to leave in May. Executive {DCS} Jane Smith spent five years there.",
]
MEMBER_GOES = [
    "The councillor in charge of children's services has fallen on his sword. Keith Lomas said he was sorry.",
    f"The {MEMBER} is to lose his job. Councillor Keith Lomas has held it for three years.",
    f"Keith Lomas is no longer {MEMBER}.",
]
COMES = [
    f"Jane Smith saw off five rivals to become Barset's {DCS}.",
    f"Monday was Jane Smith's first day as {DCS}.",
    f"Jane Smith returns to Barset as {DCS}, eleven years after she left.",
    "Barset has asked Jane Smith to lead its children's services.",
    "At the helm is Jane Smith, Barset's new director of children's services.",
    "Jane Smith is back at Barset, eleven years after she left, to run its children's services.",
    "Jane Smith joins the cabinet with responsibility for children and families.",
    f"Jane Smith was today appointed as {DCS}.",
    f"Jane Smith has made a comeback as Barset's {MEMBER}.",
    f"We are pleased that Jane Smith has accepted the post of {DCS}.",
    f"The council has turned to Jane Smith as its {DCS}.",
]
CHAIRS = [
    "Jane Smith is to chair the improvement board.",
    "A former judge is to chair the board overseeing improvements for children. Jane Smith was picked by the council.",
    "Jane Smith is the new chair of the Barset Safeguarding Children Board.",
    "Jane Smith will chair the children's trust.",
]
FOR_A_WHILE = [
    "Jane Smith has been drafted in to steer Barset's children's services for six months.",
    f"Jane Smith will act as interim {DCS}.",
]
NOT_NEWS = [
    f"An employment tribunal has found that Jane Smith, who was sacked as {DCS} in 2019, was unfairly dismissed.",
    f"The leader has refused to dismiss {DCS} Jane Smith.",
    f"The {MEMBER} has dismissed rumours that he will stand down.",
    "The trust is to lead the work of its partners.",
    f"Jane Smith, {DCS}, said the team would become stronger.",
]


@pytest.mark.parametrize("text", GOES + MEMBER_GOES)
def test_who_goes_is_named(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    name = "Keith Lomas" if text in MEMBER_GOES else "Jane Smith"
    assert mention.role == "new"
    assert [(person, change) for person, _, change in people(mention)] == [(name, "out")]


@pytest.mark.parametrize("text", COMES + CHAIRS)
def test_who_comes_is_named(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    assert mention.role == "new"
    assert [(person, change) for person, _, change in people(mention)] == [("Jane Smith", "in")]


@pytest.mark.parametrize("text", FOR_A_WHILE)
def test_who_comes_for_a_while_is_an_interim(lexicon: Lexicon, text: str) -> None:
    (mention,) = read(lexicon, text)
    assert [(person, change) for person, _, change in people(mention)] == [("Jane Smith", "interim")]


@pytest.mark.parametrize("text", NOT_NEWS)
def test_who_neither_comes_nor_goes_is_no_news(lexicon: Lexicon, text: str) -> None:
    assert all(mention.role != "new" for mention in read(lexicon, text))


def test_the_place_of_another_is_taken(lexicon: Lexicon) -> None:
    (mention,) = read(lexicon, f"Jane Smith is to take Keith Lomas's place as {MEMBER}.")
    assert {(person, change) for person, _, change in people(mention)} == {("Jane Smith", "in"), ("Keith Lomas", "out")}


def test_the_leader_of_a_council_is_no_news_of_its_children(lexicon: Lexicon) -> None:
    text = "Jane Smith has resigned as council leader after a row over bins. The vote was close."
    assert not read(lexicon, text, opening="")


def test_who_is_lent_by_a_neighbour_comes_to_the_council_of_the_article(lexicon: Lexicon) -> None:
    text = "Jane Smith, director of children's services in Mellorshire, is to take on the role for Barset too."
    (mention,) = read(lexicon, text)
    assert mention.authority == "Barset"


def test_who_goes_over_to_a_neighbour_leaves(lexicon: Lexicon) -> None:
    found = read(lexicon, f"Jane Smith, {DCS} at Barset, is to be {DCS} at Mellorshire Council.")
    ways = {(mention.authority, change) for mention in found for _, _, change in people(mention)}
    assert ways == {("Barset", "out"), ("Mellorshire", "in")}
