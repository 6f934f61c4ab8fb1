"""The second opinion: what an article's words say of its main news, where the rules say nothing or something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from parsers.lexicon import Lexicon
from parsers.model import Article, Facts, Mention, MentionType, Reading, Span
from parsers.partial_date import PartialDate
from parsers.reader import gist
from parsers.reader.reading import by_rules, prepare
from parsers.reader.second_opinion import reconsider
from tests.evaluate import load_corpus
from tests.evaluation.training import LEADS

ReadText = Callable[..., Reading]

REST = (
    "\n\nThe leader of the council was told on Tuesday. A spokeswoman said that there would be more to say in time."
    "\n\nThe town lies on a river. It has a market on Thursdays and Saturdays."
)


def beliefs(title: str, text: str, lexicon: Lexicon) -> dict[gist.Gist, float]:
    context, _ = prepare(Article("x", text, title=title), lexicon)
    return gist.gist_of(context, by_rules(context))


def test_beliefs_add_up(lexicon: Lexicon) -> None:
    found = beliefs("Ofsted inspectors are in Derby", "An inspection of Derby City Council has begun." + REST, lexicon)
    assert sum(found.values()) == pytest.approx(1)
    assert max(found, key=lambda name: found[name]) == "inspection_announced"


def test_names_and_numbers_say_nothing(lexicon: Lexicon) -> None:
    text = "Children's services at {} have been given £{}m more for social workers." + REST
    one = beliefs("More money", text.format("Derby City Council", 3), lexicon)
    other = beliefs("More money", text.format("Wiltshire Council", 47), lexicon)
    assert one == pytest.approx(other)


NEWS = [
    (
        "Safety valve deal falls through",
        (
            "Ministers turned down the plan with which Dorset Council hoped to shed its special needs deficit. The "
            "authority was invited to join the safety valve programme last summer. Its deficit stands at £63m."
        ),
        "funding",
    ),
    (
        "Grip still lacking, inspectors say",
        (
            "Despite warnings Tameside Council's under-fire children's department has yet to get to grips with its "
            "problems. When inspectors came back for a monitoring visit they met a culture of uncertainty."
        ),
        "visit_outcome",
    ),
    (
        "The results are still a secret",
        (
            "Inspectors have packed their bags after a fortnight with social workers at Walsall Council. What "
            "they made of children's services there will be known in the summer."
        ),
        "inspection_announced",
    ),
]


@pytest.mark.parametrize(("title", "text", "main"), NEWS, ids=[news[2] for news in NEWS])
def test_the_main_news_is_among_the_mentions(read_text: ReadText, title: str, text: str, main: str) -> None:
    reading = read_text(text + REST, title=title)
    assert reading.relevant
    assert main in {mention.type for mention in reading.mentions if mention.role in gist.NEWS}


def test_what_it_makes_news_says_so_and_stands_in_the_text(read_text: ReadText) -> None:
    title, text, main = NEWS[1]
    made = [mention for mention in read_text(text + REST, title=title).mentions if mention.span.rule == f"gist.{main}"]
    assert [(mention.authority, mention.role) for mention in made] == [("Tameside", "new")]
    assert "monitoring visit" in (text + REST)[made[0].span.start : made[0].span.end]


def test_an_old_date_is_stronger_than_words(read_text: ReadText) -> None:
    text = "Ofsted rated children's services at Derby City Council inadequate in March 2014." + REST
    reading = read_text(text, title="Derby's children's services rated inadequate", published="2026-05-01")
    assert not [
        item for item in reading.mentions if item.type == "judgement" and item.facts.dates and item.role == "new"
    ]


RECALLED = [
    "in the 18 months since it was judged 'inadequate'",
    "since Ofsted, which last inspected it in 2021, judged it inadequate",
    "and it was judged inadequate two years ago",
]


@pytest.mark.parametrize("past", RECALLED)
def test_no_belief_makes_news_of_what_is_told_as_past(read_text: ReadText, past: str) -> None:
    text = f"One thing after another went wrong in children's services at Tameside Council {past}.{REST}"
    reading = read_text(text, title="Ofsted inspection report: children's services rated inadequate", published=None)
    assert ("judgement", "new") not in {(mention.type, mention.role) for mention in reading.mentions}


def test_a_school_is_no_news(read_text: ReadText) -> None:
    text = "A primary school in Derby has been rated outstanding by Ofsted. Pupils and teachers are delighted." + REST
    assert not read_text(text, title="School celebrates top rating").mentions


WHOLE = (
    "Ofsted published its report on children's services at Derby City Council today, and it finds serious failures. "
    "The help for children in need of protection was judged 'inadequate', and so were leaders."
)
GRADES = [
    ("Children's services in Derby 'inadequate', says Ofsted", "2019-04-06", "inadequate"),
    ("Children's services in Derby out of 'inadequate'", "2019-04-06", None),
    ("Will children's services in Derby be rated inadequate?", "2019-04-06", None),
    ("Children's services in Leicester and Derby inadequate", "2019-04-06", None),
    # Since April 2026 no inspection ends in a grade for the whole.
    ("Children's services in Derby 'inadequate', says Ofsted", "2026-10-06", None),
]


@pytest.mark.parametrize(("title", "published", "grade"), GRADES)
def test_the_headline_grades_the_whole(read_text: ReadText, title: str, published: str, grade: str | None) -> None:
    text = WHOLE + REST
    told = [item for item in read_text(text, title=title, published=published).mentions if item.type == "judgement"]
    assert {item.facts.judgements.get("overall") for item in told if item.role == "new"} <= {grade, None}
    if grade:
        assert told[0].facts.judgements["overall"] == grade
        place = told[0].evidence["judgements.overall"]
        assert text[place.start : place.end] == "inadequate"


MINUTES = (
    "Minutes:\n\nThe Director presented the report on the recent Ofsted inspection of Derby City Council's children's "
    "services. Services had been judged to be Good overall, with Good in each of the areas, and inspectors had praised "
    "leaders.\n\nThe Panel noted the report and thanked the staff. It was resolved that an update be brought back."
)


def test_what_minutes_tell_of_an_inspection_is_never_made_the_news(read_text: ReadText, lexicon: Lexicon) -> None:
    title = "Derby City Council's children's services judged good by Ofsted"
    believed = beliefs(title, MINUTES, lexicon)
    assert max(believed, key=lambda name: believed[name]) == "judgement"
    found = read_text(MINUTES, title=title).mentions
    assert [mention.role for mention in found if mention.type == "judgement"] == ["retrospective"]


FINDINGS = (
    " The grade is for leadership, for help and protection and for children in care. Inspectors found that children "
    "were left at risk of harm for too long and that leaders did not know.\n\nThe watchdog's report said that there "
    "were serious and widespread failings. The council accepted the findings in full."
)
TOLD = [
    ("Children's services at Derby City Council were rated inadequate.", "new"),
    (
        "The councillor in charge of Derby City Council’s ‘inadequate’ children’s services says they will mend.",
        "retrospective",
    ),
    (
        "There was no repentance at Derby City Council in the wake of the report that found it inadequate.",
        "retrospective",
    ),
    ("Six months on from the day when Derby City Council was rated inadequate, nobody has gone.", "retrospective"),
]


@pytest.mark.parametrize(("told", "expected"), TOLD)
def test_no_belief_makes_news_of_what_readers_are_taken_to_know(lexicon: Lexicon, told: str, expected: str) -> None:
    article = Article(
        "x", told + FINDINGS + REST, title="Inspectors find serious failings in Derby's children's services"
    )
    context, _ = prepare(article, lexicon)
    where = told.index("inadequate")
    recalled = Mention(
        "judgement", "retrospective", "Derby", Facts(judgements={"overall": "inadequate"}), Span(0, where, "rule"), 0.7
    )
    assert gist.gist_of(context, (recalled,))["judgement"] > 0.8
    read = reconsider(context, (recalled,))
    assert [item.role for item in read if item.facts.judgements] == [expected]


def told_surely(label: str, kind: MentionType, facts: Facts, lexicon: Lexicon) -> Sequence[Mention]:
    """What becomes of one mention of that kind in a text of which the model is certain that it is of the label."""
    for item in load_corpus(LEADS):
        if item["news"] != label:
            continue
        context, _ = prepare(Article("x", item["text"], title=item["title"]), lexicon)
        if context.subject is None or len(context.sentences) < 4:
            continue
        first = context.sentences[0]
        mention = Mention(kind, "new", context.subject, facts, Span(first.start, first.end, "rule"), 0.7)
        believed = gist.gist_of(context, (mention,))
        if believed[gist.label_of(label)] > 0.85 and believed[kind] < 0.05:
            return reconsider(context, (mention,))
    raise LookupError(f"no text of {label}")


def test_what_an_article_without_news_tells_in_passing_is_background(lexicon: Lexicon) -> None:
    assert [item.role for item in told_surely("none", "intervention", Facts(), lexicon)] == ["retrospective"]


def test_a_visit_that_is_named_stays_one_where_the_words_are_those_of_a_judgement(lexicon: Lexicon) -> None:
    named = told_surely("judgement", "visit_outcome", Facts(kind="monitoring_visit"), lexicon)
    assert [(item.type, item.role, item.span.rule) for item in named] == [("visit_outcome", "new", "rule")]
    unnamed = told_surely("judgement", "visit_outcome", Facts(), lexicon)
    assert "rule" not in {item.span.rule for item in unnamed if item.role == "new"}


def test_what_the_words_surely_tell_is_news_beside_what_rules_read_as_past(lexicon: Lexicon) -> None:
    text = WHOLE + REST
    title, published = "Ofsted rates Derby's children's services inadequate", datetime(2019, 4, 6, tzinfo=UTC)
    context, _ = prepare(Article("x", text, title=title, published=published), lexicon)
    last = Mention(
        "judgement", "retrospective", "Derby", Facts(dates={"published": PartialDate("2013")}), Span(0, 60, "rule"), 0.7
    )
    assert gist.gist_of(context, (last,))["judgement"] > 0.8
    roles = {item.role for item in reconsider(context, (last,)) if item.type == "judgement"}
    assert roles == {"retrospective", "new"}
