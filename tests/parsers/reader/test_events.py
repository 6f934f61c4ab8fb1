"""Which inspections an article speaks of, and what each is to it: pairs of wordings that differ in just that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

Reads = Callable[..., Reading]
INSPECTIONS = ("judgement", "visit_outcome", "inspection_announced")


def told(reading: Reading, authority: str | None = None) -> list[tuple[str, str]]:
    return [
        (mention.type, mention.role)
        for mention in reading.mentions
        if mention.type in INSPECTIONS and authority in (None, mention.authority)
    ]


NEWS = [
    "Ofsted has rated Derby City Council's children's services inadequate. The report was published today.",
    "Children's services at Derby City Council have gone up to good, inspectors said in a report out this week.",
    "Derby City Council's children's services, rated inadequate since 2019, are now good, Ofsted said yesterday.",
    "Derby City Council, which was given Ofsted's lowest grade in 2015, is now rated good for its children's services.",
    "Derby City Council has apologised after its children's services were judged inadequate by Ofsted.",
]
BACKGROUND = [
    (
        "The government has issued an improvement notice to Derby City Council, whose children's services Ofsted rated "
        "inadequate."
    ),
    "A commissioner has been appointed to oversee children's services in Derby that were rated inadequate by Ofsted.",
    "Derby City Council's children's services will get another £4m. Ofsted rated them inadequate last December.",
    "Councillors agreed a plan for children's services in Derby on Monday. Ofsted rated them inadequate in 2018.",
    "A board charged with getting Derby's children's services back to good met on Wednesday.",
    "Derby City Council's children's services are on a journey towards outstanding, the director told Ofsted.",
    "The new chief executive of Derby City Council expects children's services to be rated inadequate by Ofsted.",
    "On that occasion Ofsted rated Derby City Council's children's services inadequate.",
]


@pytest.mark.parametrize("text", NEWS)
def test_what_the_article_reports_is_news(read_text: Reads, text: str) -> None:
    assert ("judgement", "new") in told(read_text(text, title="Derby children's services"))


@pytest.mark.parametrize("text", BACKGROUND)
def test_what_it_only_recalls_wishes_or_fears_is_not(read_text: Reads, text: str) -> None:
    assert not [item for item in told(read_text(text)) if item[1] in ("new", "scheduled")]


UNDER_WAY = [
    "Ofsted inspectors are in Derby this week, looking at the council's children's services.",
    "Inspectors have turned up at Derby City Council, where they will be looking at children's services from 10 June.",
    "Derby City Council is awaiting the results of an Ofsted inspection of its children's services.",
    (
        "The Ofsted inspection of Derby City Council's children's services has been completed. Its findings are "
        "expected next month."
    ),
    "The delayed Ofsted report on Derby City Council's children's services should appear in July.",
    (
        "Derby City Council, rated good for its children's services in 2019, is waiting for Ofsted's report on a new "
        "inspection."
    ),
]


@pytest.mark.parametrize("text", UNDER_WAY)
def test_an_inspection_without_a_report_is_announced_and_no_judgement(read_text: Reads, text: str) -> None:
    found = told(read_text(text))
    assert ("inspection_announced", "new") in found
    assert ("judgement", "new") not in found


def test_a_date_ahead_makes_it_scheduled(read_text: Reads) -> None:
    text = "Ofsted will begin its inspection of Derby City Council's children's services on 24 June 2024."
    assert told(read_text(text)) == [("inspection_announced", "scheduled")]


EXPECTED = [
    "Another monitoring visit is likely before the winter.",
    "A full inspection could follow within two years.",
    "The council expects to be inspected again next year.",
    "There could be a focused visit at some stage.",
    "A fresh inspection is now due at any time.",
]


@pytest.mark.parametrize("text", EXPECTED)
def test_what_the_cycle_makes_likely_is_conditional(read_text: Reads, text: str) -> None:
    news = "Ofsted has rated Derby City Council's children's services good. The report was published today. "
    assert ("inspection_announced", "conditional") in told(read_text(news + text))


def test_one_grade_given_in_two_years_is_two_judgements(read_text: Reads) -> None:
    reading = read_text(
        "Derby City Council has named a new director of children's services. "
        "The department was rated inadequate by Ofsted in 2013 and again in 2015."
    )
    years = [mention.facts.dates["published"].iso for mention in reading.mentions if mention.type == "judgement"]
    assert sorted(years) == ["2013", "2015"]


def test_the_grade_before_keeps_its_own_year(read_text: Reads) -> None:
    reading = read_text(
        "Ofsted's latest report has moved Derby City Council's children's services up to good from the "
        "'requires improvement' that they were given in 2019."
    )
    found = {
        mention.role: (mention.facts.judgements.get("overall"), mention.facts.dates.get("published"))
        for mention in reading.mentions
        if mention.type == "judgement"
    }
    assert found["new"] == ("good", None)
    grade, published = found["retrospective"]
    assert grade == "requires_improvement"
    assert published is not None
    assert published.iso == "2019"


def test_an_old_date_does_not_age_the_news(read_text: Reads) -> None:
    text = (
        "Ofsted has found children's services at Derby City Council inadequate for the second time. "
        "Inadequate was the rating first given to the service in March 2014."
    )
    for published in ("2024-06-14T09:00:00+00:00", None):
        roles = [role for kind, role in told(read_text(text, published=published)) if kind == "judgement"]
        assert roles == ["new", "retrospective"]


def test_a_grade_before_a_name_is_no_news(read_text: Reads) -> None:
    text = (
        "Visits by Ofsted found 'inadequate' Derby City Council improving its children's services, and much to praise "
        "at 'good' Leicester City Council, both of them visited in May."
    )
    assert ("judgement", "new") not in told(read_text(text))


def test_minutes_recall_what_came_out_before(read_text: Reads) -> None:
    text = (
        "Agenda item\n\nOfsted inspection of children's services\n\nMinutes:\n\nThe Committee received a report on the "
        "inspection of Derby City Council's children's services. The overall judgement was requires improvement.\n\n"
        "RESOLVED that the report be noted."
    )
    assert ("judgement", "new") not in told(read_text(text, published=None))


def test_a_list_of_authorities_is_news_of_each(read_text: Reads) -> None:
    text = (
        "The inspectorate has had a busy week.\n\nAmong the reports published is one on Derby City Council, whose "
        "children's services Ofsted now rates outstanding overall, as it said on Tuesday.\n\nFor Leicester City "
        "Council the verdict on children's services is good.\n\nThen there is Nottingham City Council, where Ofsted "
        "found children's services to require improvement.\n\nLincolnshire County Council is to be inspected later."
    )
    reading = read_text(text, title="Inspections of the week")
    assert ("judgement", "new") in told(reading, "Leicester")
    assert ("judgement", "new") in told(reading, "Nottingham")
