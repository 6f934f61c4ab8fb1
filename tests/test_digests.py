"""Digests over real SMTP: at their London time, empty too, once each, and none left out after downtime."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parsers.model import Article
from tests.test_end_to_end import ARTICLE
from tests.town import Town

# A Friday; Mondays at half past seven are UTC in winter.
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
MEMBER = Article(
    id="member",
    title="New cabinet member for children at St Helens Council",
    text=(
        "Councillor Sam Sample has been appointed as the new cabinet member for children's services at St Helens "
        "Council, it was announced today.\n\nThe role covers children's social care and education."
    ),
)


def subscribe(town: Town, more: str = "") -> None:
    town.settings.subscriptions_file.write_text(
        f'[recipient.desk]\nchannels = ["mailto://127.0.0.1:{town.mailbox.port}?from=watch@example.org&to=desk@example.org"]\n'
        f'[[subscription]]\nname = "Mersey"\nto = "desk"\nauthorities = ["St Helens", "Halton"]\n{more}\n'
    )


def bodies(town: Town) -> list[str]:
    found = []
    for message in town.mailbox.messages():
        part = message.get_body(("plain",))
        assert part is not None
        found.append(part.get_content().replace("\r\n", "\n"))
    return found


def test_an_empty_digest_says_what_was_checked_and_where_coverage_is_thin(town: Town) -> None:
    subscribe(town)
    town.open_outlet("star", "Example Star")
    town.open_outlet("echo", "Example Echo")
    town.stand.mount("/outlet/echo/feed", "server_error")
    for hours in (0, 8, 16, 40):
        town.run(FRIDAY + timedelta(hours=hours))
    assert town.mails == []
    town.run(MONDAY + timedelta(minutes=1))
    assert town.mails == ["Mersey: nothing new; 2 councils checked"]
    text = bodies(town)[0]
    assert "2 councils, 2 sources" in text and "Example Echo" in text
    assert "no local source at work: Halton" in text
    assert "WHERE THINGS STAND" in text and "Halton: no judgement known" in text
    town.run(MONDAY + timedelta(hours=1))
    town.run(MONDAY + timedelta(days=6))
    assert len(town.mails) == 1
    town.run(MONDAY + WEEK)
    assert len(town.mails) == 2 and "WHERE THINGS STAND" not in bodies(town)[1]


def test_what_can_wait_is_gathered_and_what_cannot_is_called_to_mind(town: Town) -> None:
    subscribe(town)
    town.open_outlet("star", "Example Star")
    town.run(FRIDAY - timedelta(days=1))
    for article, hours in ((ARTICLE, 1), (MEMBER, 2)):
        town.stand.publish(article, at=FRIDAY - timedelta(hours=hours), outlets=["star"])
    town.run(FRIDAY)
    assert town.mails == ["St Helens: focused visit, no areas for priority action"]
    town.run(MONDAY + timedelta(minutes=1))
    assert town.mails[1] == "Mersey, 19–22 Nov: 1 new"
    text = bodies(town)[1]
    new, sent = text.index("NEW"), text.index("ALREADY SENT TO YOU")
    assert new < text.index("Sam Sample") < sent < text.index("focused visit, no areas for priority action")
    assert "You get this because you follow St Helens." in text


def test_what_is_learnt_late_has_a_chapter_of_its_own(town: Town) -> None:
    subscribe(town, 'when = "immediate"')
    town.open_outlet("star", "Example Star")
    town.run(FRIDAY - timedelta(days=1))
    late = FRIDAY - timedelta(days=45)
    text = ARTICLE.text.replace("3 and 4 November 2026", "22 and 23 September 2026")
    old = Article(id="old", title=ARTICLE.title, text=text)
    town.stand.publish(old, at=late, outlets=["star"])
    town.run(FRIDAY)
    assert town.mails == []
    town.run(MONDAY)
    assert town.mails == ["Mersey, 19–22 Nov: 1 learnt late"]
    assert "LEARNT LATE\n* St Helens: focused visit" in bodies(town)[0]


@pytest.mark.parametrize("weeks", [1, 5])
def test_after_downtime_one_digest_covers_all_that_was_missed(town: Town, weeks: int) -> None:
    subscribe(town)
    town.run(FRIDAY)
    back = MONDAY + weeks * WEEK + timedelta(days=2)
    town.run(back)
    town.run(back + timedelta(minutes=5))
    assert len(town.mails) == 1
    town.run(back + timedelta(days=5))
    assert len(town.mails) == 2


def test_a_digest_that_went_out_before_the_machine_was_down_is_not_stretched(town: Town) -> None:
    subscribe(town)
    town.run(FRIDAY)
    town.run(MONDAY)
    town.run(MONDAY + 3 * WEEK + timedelta(hours=1))
    assert len(town.mails) == 2
    town.run(MONDAY + 4 * WEEK)
    assert len(town.mails) == 3


def test_two_subscriptions_of_one_person_make_one_digest(town: Town) -> None:
    subscribe(town)
    file = town.settings.subscriptions_file
    file.write_text(
        file.read_text() + '[[subscription]]\nname = "Knowsley too"\nto = "desk"\nauthorities = ["Knowsley"]\n'
    )
    town.run(FRIDAY)
    town.run(MONDAY)
    assert town.mails == ["Mersey and Knowsley too: nothing new; 3 councils checked"]


def test_one_mailbox_by_two_names_gets_one_digest(town: Town) -> None:
    subscribe(town)
    file = town.settings.subscriptions_file
    server = f"mailto://localhost:{town.mailbox.port}?from=watch@example.org"
    file.write_text(
        f'[mail]\nurl = "{server}"\n{file.read_text()}'
        '[[subscription]]\nname = "Knowsley too"\nto = "Desk@example.org"\nauthorities = ["Knowsley"]\n'
    )
    town.open_outlet("star", "Example Star")
    town.run(FRIDAY - timedelta(days=1))
    told = replace(
        MEMBER, title=MEMBER.title.replace("St Helens", "Knowsley"), text=MEMBER.text.replace("St Helens", "Knowsley")
    )
    town.stand.publish(told, at=FRIDAY - timedelta(hours=1), outlets=["star"])
    town.run(FRIDAY)
    town.run(MONDAY)
    assert town.mails == ["Mersey and Knowsley too, 19–22 Nov: 1 new"]
    assert "3 councils" in bodies(town)[0]


def test_nobody_who_left_gets_an_empty_digest(town: Town) -> None:
    subscribe(town)
    town.run(FRIDAY)
    town.settings.subscriptions_file.write_text("")
    town.run(MONDAY)
    assert town.mails == []


def test_daily_and_no_digest(town: Town) -> None:
    subscribe(town, 'when = "immediate"\ndigest = "off"')
    town.run(FRIDAY)
    town.run(MONDAY)
    assert town.mails == []
    subscribe(town, 'when = "daily"\nat = "18:00"\ndays = "weekdays"')
    town.run(MONDAY)
    for day in range(5):
        town.run(datetime(2026, 11, 23 + day, 18, 0, tzinfo=UTC))
    assert len(town.mails) == 5


def test_a_mail_server_that_is_down_delays_a_digest_and_sends_it_once(town: Town) -> None:
    subscribe(town)
    town.run(FRIDAY)
    town.mailbox.answers["DATA"] = "451 later"
    town.run(MONDAY)
    del town.mailbox.answers["DATA"]
    for hours in (1, 2, 3):
        town.run(MONDAY + timedelta(hours=hours))
    assert len(town.mails) == 1
