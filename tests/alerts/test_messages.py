"""What a message tells beyond its headline: standing, sources, quotations, footer, payload, short form."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts.examples import example_notices, trial_notice
from alerts.examples.build import change, dates, notice, official, press
from alerts.model import Citation, Notice
from alerts.payload import SCHEMA
from alerts.render import SHORT, render
from parsers.fact_sheet import facts_from_dict
from parsers.model import Facts, Person

NOW = datetime(2026, 8, 20, 13, 30, tzinfo=UTC)
SENTENCE = "The damning report said that " + " ".join(f"word{number}" for number in range(60))
GOOD = Facts(inspectorate="Ofsted", kind="ilacs_short", judgements={"overall": "good"})


def judged(*citations: Citation, **more: Any) -> Notice:
    return notice(change("published", "Halton", GOOD, at=NOW, citations=citations, **more))


def test_times_of_today_and_days_of_before_are_londons() -> None:
    today = press("Example Star", datetime(2026, 8, 20, 13, 5, tzinfo=UTC))
    before = press("Example Echo", datetime(2026, 8, 18, 23, 30, tzinfo=UTC))
    assert "Sources: Example Star, 14:05; Example Echo, 19 August 2026." in render(judged(today, before)).text


def test_a_bare_midnight_is_a_day_and_no_time() -> None:
    assert "Source: Example Star, 20 August 2026. Not" in render(
        judged(press("Example Star", datetime(2026, 8, 20, tzinfo=UTC)))
    ).text.replace("\n", " ")


@pytest.mark.parametrize("form", ["text", "html", "slack_blocks", "payload"])
def test_at_most_25_words_of_an_article_in_any_form(form: str) -> None:
    shown = str(getattr(render(judged(press("Example Star", NOW, SENTENCE))), form))
    assert "word18" in shown.replace("\\n", " ")
    assert "word21" not in shown


def test_official_documents_are_quoted_freely_and_named_first() -> None:
    message = render(judged(press("Example Star", NOW), official("Ofsted report", 7, SENTENCE), status="confirmed"))
    assert "word40" in message.text
    assert "Confirmed: Ofsted report [PDF]. Press: Example Star, 14:30." in message.text


def test_an_official_document_without_a_title_is_named_by_what_it_is() -> None:
    url = "https://files.ofsted.gov.uk/v1/file/1"
    visit = Facts(kind="focused_visit", priority_actions=0)
    letter = change("published", "Halton", visit, citations=(Citation("Ofsted", None, url, None, None, True),))
    assert "Confirmed: Ofsted letter [PDF]." in render(notice(letter)).text


def test_one_source_is_shown_once_however_many_changes_rest_on_it() -> None:
    shared = press("Example Star", NOW)
    both = [change("issued", "Halton", Facts(instrument=instrument), "intervention", citations=(shared,))
            for instrument in ("adviser", "improvement_notice")]  # fmt: skip
    assert render(notice(*both)).text.count("https://www.examplestar.example/news/1") == 1


def test_sources_that_differ_are_said_to() -> None:
    message = render(judged(press("Example Star", NOW), status="disputed"))
    assert "Sources differ: Example Star, 14:30." in message.text


def test_a_press_sentence_on_a_person_is_not_repeated() -> None:
    """It may carry a reason for a departure, which is a claim."""
    facts = Facts(people=(Person("Alex Example", "director", "out"),))
    view = change("left", "Halton", facts, "leadership", citations=(press("Example Star", NOW, "He was sacked."),))
    message = render(notice(view))
    for form in (message.text, message.html, str(message.slack_blocks), str(message.payload)):
        assert "sacked" not in form
        assert "Example Star" in form


def test_priority_actions_in_an_authors_words_come_from_official_documents_only() -> None:
    facts = Facts(kind="focused_visit", priority_actions=1, priority_action_texts=("Managing risk.",))
    by_press, by_letter = (
        render(notice(change("published", "Halton", facts, citations=(source,))))
        for source in (press("Example Star", NOW), official("Ofsted letter", 1))
    )
    assert "Managing risk." not in by_press.text + str(by_press.payload)
    assert "1. Managing risk." in by_letter.text
    assert "Managing risk." in str(by_letter.payload)


def test_an_overall_grade_is_never_inferred() -> None:
    trafford = render(example_notices()["judgement-no-overall"])
    assert "we do not infer one" in trafford.text
    assert "overall" not in trafford.payload["changes"][0]["facts"]["judgements"]
    partial = Facts(kind="ilacs_short", judgements={"leaders": "good"}, dates=dates(start="2024-01-08"))
    assert "No overall grade was reported to us" in render(notice(change("published", "Halton", partial))).text


def test_a_correction_repeats_what_we_said_and_on_whose_word() -> None:
    original = example_notices()["corrected"]
    assert "At 09:40 we said 3, citing Example Star." in render(original).text
    later = Notice(original.id, original.recipient, original.changes, (), NOW + timedelta(days=3), original.replies_to)
    assert "On 20 August 2026 we said 3" in render(later).text
    assert render(later).payload["replies_to"] == "example-original"


def test_a_test_is_marked_in_every_form() -> None:
    message = render(trial_notice("newsdesk", NOW))
    assert message.subject.startswith("TEST: ") and message.short.startswith("TEST: ")
    assert "This is a test. Nothing has happened" in message.text
    assert "This is a test. Nothing has happened" in message.html
    assert "TEST" in message.slack_text and "TEST" in message.slack_blocks[0]["text"]["text"]
    assert message.payload["test"] is True


def test_the_footer_says_why_and_how_to_change_it() -> None:
    with_site = render(example_notices()["judgement"], "https://watch.example/")
    assert "You get this because you follow the North West." in with_site.text
    assert "https://watch.example/events/01example" in with_site.html
    assert "https://watch.example/subscriptions" in with_site.text
    assert "ask whoever runs this Watchkeeper" in render(example_notices()["judgement"]).text


@pytest.mark.parametrize("name", example_notices())
def test_every_example_keeps_the_bounds_of_its_media(name: str) -> None:
    message = render(example_notices()[name], "https://watchkeeper.example")
    assert all(len(line) <= 76 or "https://" in line for line in message.text.splitlines())
    assert len(message.short) <= SHORT
    assert "rated" not in message.text.replace("separated", "")
    assert "<img" not in message.html and "url(" not in message.html
    assert len(message.html.encode()) < 102_000, "Gmail cuts longer mails"
    assert message.payload["schema"] == SCHEMA


def test_the_payload_gives_facts_in_the_public_field_names() -> None:
    shown = render(example_notices()["judgement"]).payload["changes"][0]
    assert facts_from_dict(shown["facts"]) == example_notices()["judgement"].changes[0].facts
    assert shown["sources"][0]["official"] is True
    assert (shown["authority"], shown["kind"], shown["status"]) == ("Knowsley", "published", "confirmed")


def test_a_notice_without_changes_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one change"):
        Notice("x", "y", (), (), NOW, None)
