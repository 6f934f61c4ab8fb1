"""Two reports that a person finds to be one event while a message waits: nobody hears of it twice, undone or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from flows import passes
from flows.steps import deciding
from flows.steps.deciding import Decider
from parsers.model import Article
from storage import events
from storage.tables import MessageRow
from tests.town import Town

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BY = Decider("Jo Editor", NOW)


def story(slug: str, when: str, found: str = "no areas") -> Article:
    return Article(
        id=slug,
        title=f"Inspectors visit St Helens children's services {slug}",
        text=(
            f"St Helens Council's children's services have been given {found} for priority action after Ofsted "
            "inspectors made a two-day focused visit.\n\n"
            f"Inspectors looked at the front door of the service on {when}. Their letter was published today."
        ),
    )


EARLIER, LATER = story("early", "13 and 14 October 2026"), story("late", "3 and 4 November 2026")


@pytest.fixture
def open_town(town: Town) -> Town:
    town.open_outlet("star", "Example Star")
    town.run(NOW - timedelta(days=1))
    return town


def read(town: Town, article: Article, now: datetime = NOW) -> str:
    """Take in a report without sending anything; gives its event. The earlier visit's is of the day before."""
    with town.shop() as shop:
        with shop.database.read() as session:
            known = {event.id for event in events.find(session)}
        at = now - timedelta(days=int(article is EARLIER), minutes=20)
        town.stand.publish(article, at=at, outlets=["star"])
        passes.poll_all(shop, now)
        passes.read_all(shop, now)
        with shop.database.read() as session:
            (made,) = {event.id for event in events.find(session)} - known
            return made


def hold(town: Town) -> None:
    """Let everything that is owed wait for two hours more, as for a site that does not answer."""
    with town.shop() as shop, shop.database.write() as session:
        for message in session.scalars(select(MessageRow).where(MessageRow.state == "owed")):
            message.due_at = NOW + timedelta(hours=2)


def deliver(town: Town, after: float = 3) -> int:
    """Send what is due after so many hours; gives how many messages there are by now."""
    with town.shop() as shop:
        passes.deliver_all(shop, NOW + timedelta(hours=after))
    assert len(town.mails) == len(town.posts)
    return len(town.mails)


def merge(town: Town, a: str, b: str) -> int:
    with town.shop() as shop:
        return deciding.merge(shop, BY, a, b).decision


def undo(town: Town, number: int) -> None:
    with town.shop() as shop:
        deciding.undo(shop, BY, number)


def last(town: Town) -> str:
    body = town.mailbox.messages()[-1].get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_both_waiting_one_is_told_and_undone_the_other(open_town: Town) -> None:
    a = read(open_town, EARLIER)
    b = read(open_town, LATER, NOW + timedelta(minutes=40))
    number = merge(open_town, a, b)
    assert deliver(open_town) == 1
    undo(open_town, number)
    assert deliver(open_town) == 2
    assert deliver(open_town) == 2


def test_undone_before_anything_was_sent_both_go_as_if_nothing_had_been(open_town: Town) -> None:
    a = read(open_town, EARLIER)
    b = read(open_town, LATER, NOW + timedelta(minutes=40))
    undo(open_town, merge(open_town, a, b))
    assert deliver(open_town) == 2


def test_told_of_the_one_the_other_is_put_right_and_no_more(open_town: Town) -> None:
    a = read(open_town, EARLIER)
    hold(open_town)
    b = read(open_town, LATER, NOW + timedelta(minutes=40))
    assert deliver(open_town, after=1) == 1
    number = merge(open_town, a, b)
    assert deliver(open_town) == 2
    assert open_town.mails[-1].startswith("CORRECTION")
    undo(open_town, number)
    assert deliver(open_town) == 3
    assert "Visited 13–14 October 2026" in last(open_town)
    assert "we said 13–14 October 2026. Checked by hand, it is 3–4 November 2026." in last(open_town)


def test_undone_before_the_correction_was_sent_only_what_waited_goes(open_town: Town) -> None:
    a = read(open_town, EARLIER)
    hold(open_town)
    b = read(open_town, LATER, NOW + timedelta(minutes=40))
    assert deliver(open_town, after=1) == 1
    undo(open_town, merge(open_town, a, b))
    assert deliver(open_town) == 2
    assert not open_town.mails[-1].startswith("CORRECTION")


def test_told_of_the_one_that_goes_into_another_that_waits(open_town: Town) -> None:
    a = read(open_town, EARLIER)
    assert deliver(open_town) == 1
    b = read(open_town, LATER, NOW + timedelta(minutes=40))
    number = merge(open_town, a, b)
    assert deliver(open_town) == 1
    undo(open_town, number)
    assert deliver(open_town) == 2
    assert "November" in last(open_town)


def test_where_nothing_waited_nothing_more_is_told(open_town: Town) -> None:
    a = read(open_town, EARLIER)
    b = read(open_town, LATER, NOW + timedelta(minutes=40))
    assert deliver(open_town) == 2
    number = merge(open_town, b, a)
    assert deliver(open_town) == 2
    undo(open_town, number)
    assert deliver(open_town) == 2
