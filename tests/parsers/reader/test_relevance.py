"""What is about an English authority's children's services or area SEND, and what is about something near them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

ReadText = Callable[..., Reading]

RELEVANT = {
    "youth justice": "Wirral's youth justice service has been rated good by HM Inspectorate of Probation after its "
    "inspectors spent a week in the borough. The police and crime commissioner said youth justice mattered.",
    "joint inspection": "A joint targeted area inspection of Wirral, led by Ofsted with HMICFRS and the CQC, found "
    "that police and the council share what they know. The chief constable welcomed the JTAI's letter of today.",
    "area SEND": "Ofsted and the Care Quality Commission have inspected SEND provision in Wirral. Pupils, schools and "
    "colleges were visited. There were widespread and systemic failings in the local area partnership, they said.",
    "improvement notice": "Wirral Council was served an improvement notice over special education needs and "
    "disabilities (SEND) on Thursday. Pupils wait too long for a school place, ministers said.",
    "nothing watched happens": "Wirral Council's children's services are short of social workers, councillors heard. "
    "The children's services committee was told that children in care wait months. Looked-after children said so.",
    "family support": "Wirral Council is reorganising its family support teams into six hubs. Staff were consulted.",
    "one child's plan": "Wirral Council took 40 weeks to write an education, health and care plan, parents told a "
    "scrutiny committee, which heard that waits for such an education, health and care plan had since been halved.",
    "an academy for social workers": "Wirral Council has opened an academy for newly qualified social workers.",
}


@pytest.mark.parametrize("text", RELEVANT.values(), ids=RELEVANT.keys())
def test_these_are_about_an_authoritys_services(text: str, read_text: ReadText) -> None:
    assert read_text(text).relevant


OTHER = {
    "a school": "A Wirral primary school has been rated inadequate by Ofsted. Pupils with SEND do not get enough help, "
    "inspectors said. The headteacher and governors of the school apologised.",
    "a hospital": "Services for children and young people at Wirral's hospital require improvement, the CQC has found. "
    "The hospital's director of children's services said its wards were short of nurses. The NHS trust that runs the "
    "hospital has apologised. Its maternity unit, elsewhere in the hospital, kept its rating.",
    "Wales": "Care Inspectorate Wales has praised children's services in Powys. The council's children's services are "
    "on firmer ground, inspectors found. Some children are placed over the border in Shropshire.",
    "Scotland": "Children's services in the Highland council area were inspected by the Care Inspectorate. Children in "
    "care get better support. Child protection is good, it said.",
    "the whole council": "Ministers are to send envoys to Wirral Council after a best value inspection. A statutory "
    "direction will be made and an improvement board set up.",
    "an advertisement": "Executive Director of Children's Services, Wirral Council. You will lead our children's "
    "services, rated good by Ofsted.\n\nClosing date: noon, 19 May\n\nFinal panel: 16 June",
    "the nation, with an example": "Children's services across the country are short of social workers, a report says. "
    "Children's services need money, and children in care wait months. Child protection costs more each year. One "
    "family took Wirral Council to court over children's social care.",
    "nobody in particular": "Children's services across the country are short of social workers, a report says. "
    "Children's services need money, and children in care wait months, it found.",
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_these_are_about_something_else(text: str, read_text: ReadText) -> None:
    reading = read_text(text)
    assert not reading.relevant
    assert not reading.mentions


def test_send_in_capitals_is_no_verb(read_text: ReadText) -> None:
    verb = "Wirral Council is to send letters. It will send more of them. They send them to children at school."
    assert not read_text(verb).relevant
