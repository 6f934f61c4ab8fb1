"""News of a grade that is told together with what was before, and that must not be lost in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article
from parsers.reader import read

REST = (
    "\n\nInspectors spent two weeks with social workers and spoke to families.\n\nThe council's cabinet member for "
    "children said staff had worked hard and that there was more to do.\n\nThe report says that managers know their "
    "services well and that caseloads are falling."
)
PUBLISHED = datetime(2022, 3, 3, tzinfo=UTC)
TOLD = [
    (
        (
            "Ofsted has rated a council good three years on from an inadequate rating, thanks to sustained "
            "investment. At Wakefield council, leaders were found to be outstanding."
        ),
        "good",
    ),
    (
        (
            "Some services for children at Luton Council have declined since the last inspection and Ofsted has"
            " now rated it as inadequate."
        ),
        "inadequate",
    ),
    (
        (
            "While the report acknowledges the hard work done since the last inspection in 2016, Ofsted issued "
            "Southend-on-Sea Council's children's services with a rating of ‘requires improvement’."
        ),
        "requires_improvement",
    ),
    (
        (
            "Kirklees Council's children's services are no longer rated inadequate and have been graded as "
            "requiring improvement, three years after a damning report."
        ),
        "requires_improvement",
    ),
    (
        ("Children's services in Derby have been rated good, five years after they were found to be inadequate."),
        "good",
    ),
    (
        ("Five years after they were judged inadequate, children's services in Derby have been rated good by Ofsted."),
        "good",
    ),
    (
        ("Derby City Council's children's services, which were judged good in 2017, have been rated inadequate."),
        "inadequate",
    ),
    (
        (
            "Ofsted inspectors have given Derby City Council's children's services a rating of good, having "
            "found them to require improvement in 2018."
        ),
        "good",
    ),
    (
        ("Children's services in Derby have slipped from good to requires improvement since they were last inspected."),
        "requires_improvement",
    ),
    (
        (
            "Two years on from its last full inspection, Derby City Council has been told its children's "
            "services are inadequate."
        ),
        "inadequate",
    ),
    (
        (
            "Ofsted says Derby's children's services require improvement to be good, the same grade as at the "
            "previous inspection in 2019."
        ),
        "requires_improvement",
    ),
    (
        (
            "Derby City Council has retained its good rating for children's services following its first full "
            "inspection in five years."
        ),
        "good",
    ),
    (
        ("After more than a decade of poor ratings, Derby's children's services have at last been judged good."),
        "good",
    ),
    (
        (
            "Watchdogs have downgraded Derby City Council's children's services to inadequate, seven years "
            "after giving them a clean bill of health, with an outstanding rating."
        ),
        "inadequate",
    ),
    (
        (
            "It was rated inadequate in 2018, but Derby City Council's children's services department is now "
            "good, Ofsted has said."
        ),
        "good",
    ),
    (
        (
            "Derby City Council has come out of special measures: its children's services, inadequate since "
            "2016, were graded requires improvement in a report published today."
        ),
        "requires_improvement",
    ),
    (
        (
            "Ofsted graded Derby's services for children as good in a report published on Monday, up from "
            "requires improvement at the last inspection four years ago."
        ),
        "good",
    ),
    (
        (
            "A report published this week rates children's social care in Derby as outstanding for the first "
            "time since inspections began."
        ),
        "outstanding",
    ),
    (
        "For the third time in eight years children's services in Derby have been found inadequate.",
        "inadequate",
    ),
    (
        (
            "Derby City Council has again been rated inadequate for its children's services, two years after "
            "inspectors first raised the alarm."
        ),
        "inadequate",
    ),
    (
        (
            "Children’s services in Derby have improved significantly over the last two years and are now rated"
            " ‘good’, according to Ofsted."
        ),
        "good",
    ),
    (
        (
            "Inspectors who returned to Derby City Council three years after finding serious failings have "
            "judged children's services to be good."
        ),
        "good",
    ),
    (
        (
            "Derby's children's services remain inadequate, an inspection has found, eighteen months after a "
            "commissioner was sent in."
        ),
        "inadequate",
    ),
    (
        (
            "Since the last inspection in 2019 the quality of help for children in Derby has deteriorated, and "
            "Ofsted has judged the council's services to be inadequate overall."
        ),
        "inadequate",
    ),
    (
        (
            "The council that was once called the worst in England has been given a good rating for its "
            "children's services. Derby City Council was inadequate as recently as 2020."
        ),
        "good",
    ),
    (
        (
            "Derby City Council’s children’s services have gone from inadequate to good in just three years, "
            "say inspectors."
        ),
        "good",
    ),
    (
        (
            "Ofsted's latest inspection of Derby City Council found its children's services inadequate, "
            "compared with requires improvement in 2021."
        ),
        "inadequate",
    ),
    (
        (
            "Services for vulnerable children in Derby that previously required improvement have been found to "
            "be inadequate."
        ),
        "inadequate",
    ),
    (
        (
            "Council bosses in Derby said they were delighted after children’s services, formerly inadequate, "
            "were rated good by Ofsted last week."
        ),
        "good",
    ),
    (
        (
            "Derby City Council has been praised for turning round its children's services, which jump two "
            "grades from inadequate in 2019 to good."
        ),
        "good",
    ),
]


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize("title", [None, "Ofsted report on the council's children's services"], ids=["bare", "titled"])
@pytest.mark.parametrize(("lead", "grade"), TOLD)
def test_the_grade_is_news(
    lexicon: Lexicon, lead: str, grade: str, title: str | None, published: datetime | None
) -> None:
    mentions = read(Article("x", lead + REST, title=title, published=published), lexicon).mentions
    news = [item for item in mentions if (item.type, item.role) == ("judgement", "new")]
    assert news and news[0].facts.judgements.get("overall") == grade
