"""Interventions that are eased, told as a future of the past or spun out, and trusts that are judged themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Mention, Reading

ReadText = Callable[..., Reading]
BRADFORD = "Children's services in Bradford were rated inadequate by Ofsted in January 2022. "


def measures(reading: Reading) -> list[Mention]:
    """What it says of interventions, the news alone."""
    return [item for item in reading.mentions if item.type == "intervention" and item.role in ("new", "scheduled")]


ENDED = [
    "Government intervention in Bradford's children's services is to be scaled back, ministers have confirmed.",
    "The Department for Education has wound down its intervention in Bradford's children's services.",
    "Ministers have eased the statutory direction on Bradford's children's services.",
    "The government has removed the improvement notice it imposed on Bradford's children's services.",
    "The government has lifted the statutory direction ministers had issued to Bradford over children's services.",
    "Government intervention in Bradford's children's services has been brought to an end.",
    "Bradford's special needs provision is no longer under six-monthly government monitoring after progress.",
    "The formal monitoring of Bradford's SEND services by the Department for Education is no longer necessary.",
    "Bradford's SEND services have been released from formal monitoring by the Department for Education.",
    "The Department for Education has ended its monitoring of children's services in Bradford.",
    "The Department for Education told Bradford Council that its improvement notice would be lifted.",
    "The Department for Education has announced that the commissioner in Bradford would be withdrawn.",
    "All services were rated good, and today (10 June) the government confirmed it has lifted Bradford's direction.",
]


@pytest.mark.parametrize("text", ENDED)
def test_what_is_eased_or_ended_is_lifted(text: str, read_text: ReadText) -> None:
    found = [(item.authority, item.facts.action) for item in measures(read_text(text + " " + BRADFORD))]
    assert found == [("Bradford", "lifted")]


SPUN_OUT = [
    "Children's services in Bradford will be “spun out” into a staff-owned, not-for-profit trust.",
    "Children's services in Bradford are to be hived off to an independent trust, ministers announced.",
    "Bradford's children's services will be moved into a stand-alone trust, the government has ordered.",
    "Children's services in Bradford have been shifted to an arm's-length trust, the department announced.",
]


@pytest.mark.parametrize("text", SPUN_OUT)
def test_services_spun_out_go_to_a_trust(text: str, read_text: ReadText) -> None:
    found = {(item.authority, item.facts.instrument) for item in measures(read_text(text + " " + BRADFORD))}
    assert found == {("Bradford", "trust")}


AWAITED = [
    "The trust being set up to run children's services in Bradford will not be in place until 2031, a report says.",
    "The new children's trust will not “go live” before April 2031.",
    "The new children's trust won't start work until spring 2031.",
    "The new children's trust will “go live” in April 2031.",
]


@pytest.mark.parametrize("text", AWAITED)
def test_a_trust_that_wont_start_until_a_day_is_to_come(text: str, read_text: ReadText) -> None:
    (mention,) = measures(read_text(BRADFORD + text))
    assert (mention.role, mention.facts.instrument) == ("scheduled", "trust")
    assert mention.facts.dates["effective"].iso.startswith("2031")


RUN_BY_ANOTHER = [
    "Kent County Council is to take over the running of Bradford's children's services, ministers have decided.",
    "Kent County Council has been put in charge of Bradford's children's services by the government.",
]


@pytest.mark.parametrize("text", RUN_BY_ANOTHER)
def test_it_befalls_whose_services_are_run_not_who_runs_them(text: str, read_text: ReadText) -> None:
    assert [item.authority for item in measures(read_text(BRADFORD + text))] == ["Bradford"]


NO_NEWS = [
    "Furthermore regular reports are brought back to council.",
    "Two officers have left their posts as part of an independent trust's plans to improve Bradford's services.",
    "Transferring control of Bradford's services to an independent body would distract from its improvement.",
    "If progress stalls the notice would be issued, councillors were told.",
    "A notice could be lifted next year, the department said.",
    "The Department for Education will keep SEND services in Bradford under quarterly monitoring.",
    "Bradford Council has been handed a section 24 notice over SEND money from central government.",
]


@pytest.mark.parametrize("text", NO_NEWS)
def test_this_is_no_measure_taken_or_ended(text: str, read_text: ReadText) -> None:
    assert measures(read_text(BRADFORD + text)) == []


JUDGED = [
    "Standards at a trust set up to improve children's services in Doncaster have been rated good by Ofsted.",
    "Doncaster Children's Trust has been given 'requires improvement' by Ofsted.",
    "Ofsted has rated the trust set up to run Doncaster's children's services as good.",
    "Doncaster Children's Trust, established to deliver services for the council, was judged inadequate by Ofsted.",
    "A trust that was created to run Doncaster's children's services has just been downgraded to inadequate by Ofsted.",
]


@pytest.mark.parametrize("text", JUDGED)
def test_a_trust_that_is_judged_was_there_before(text: str, read_text: ReadText) -> None:
    reading = read_text(text + "\n\nThe council said that it accepted the report.", title="Ofsted report on Doncaster")
    assert measures(reading) == []
    assert [item.role for item in reading.mentions if item.type == "judgement"] == ["new"]


def test_a_trust_that_is_set_up_is_news(read_text: ReadText) -> None:
    text = "An independent trust has been set up to run Doncaster's children's services, which were rated inadequate."
    assert [item.facts.instrument for item in measures(read_text(text))] == ["trust"]
