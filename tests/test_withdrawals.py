"""An article that a person had withdrawn: no word of it is shown or sent, its events say so, and all is on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from alerts.briefing import event_view
from alerts.sources import sources, standing
from flows import steps
from flows.article_versions import history_of
from flows.dossier import dossier_of
from flows.looking import listed_articles, listed_events
from flows.shop import Unreadable
from flows.steps import rereading, withdrawing
from flows.steps.deciding import Decider
from flows.steps.withdrawing import Wish
from parsers.model import Article, london_day
from storage import events
from storage.tables import ArticleRow, CaptureRow, EntryRow, EventRow, VersionRow, WithdrawalRow
from storage.withdrawals import ERASED_AFTER
from tests.town import Town
from tests.town import town as town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
WISH = Wish("the publisher's lawyers asked for it, ref. 17")
ARTICLE = Article(
    id="letter",
    title="St Helens' children's services given no areas for priority action",
    text=(
        "Ofsted inspectors have told St Helens Council that there are no areas for priority action after a focused "
        "visit to its children's services.\n\nInspectors visited the borough on 20 and 21 October 2026. The letter was "
        "published on 19 November 2026.\n\nHeron Quill, an unusual name, welcomed the findings."
    ),
)  # fmt: skip


@pytest.fixture
def told(town: Town) -> Iterator[Town]:
    """A town in which one article made one event, of which readers were told."""
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    assert len(town.mails) == 1
    yield town


def decider(now: datetime = TODAY, dry_run: bool = False) -> Decider:
    return Decider("desk", now, dry_run)


def everything(town: Town) -> str:
    """All words that are stored."""
    with town.shop() as shop, shop.database.read() as session:
        rows = [*session.execute(select(VersionRow.__table__)), *session.execute(select(EntryRow.__table__))]
        return " ".join(map(str, rows))


def shown(town: Town) -> tuple[str, str]:
    """The status of the only event, and what a message would say of its sources."""
    with town.shop() as shop, shop.database.read() as session:
        event = session.scalars(select(EventRow)).one()
        view = event_view(session, event, shop.gazetteer)
        return event.status, standing([view], sources([view], TODAY), TODAY)


def test_no_word_is_shown_and_the_facts_stay(told: Town) -> None:
    with told.shop() as shop:
        came = withdrawing.withdraw(shop, decider(), "1", WISH)
        assert [(was and was.status, now.status) for was, now in came.events] == [("reported", "reported")]
        (article,) = listed_articles(shop, relevant=False, limit=9)
        assert (article["title"], article["opening"], article["fate"]) == (None, "", "withdrawn")
        with pytest.raises(Unreadable, match="withdrawn"):
            history_of(shop, "1")
        (line,) = listed_events(shop, None, None, 9, london_day(TODAY))
        assert (line.links, line.facts.priority_actions) == ((), 0)
        (support,) = dossier_of(shop, line.event.id).supports
        assert support.fate == "withdrawn"
        assert "Heron" not in str(line.as_dict())
    assert shown(told) == ("reported", "Source: Example Star (since withdrawn), 11:00. Not yet confirmed by Ofsted.")


def test_what_waits_to_be_sent_goes_without_its_words(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    with town.shop() as shop:
        steps.refresh_sources(shop, TODAY)
        steps.poll_due(shop, TODAY, 10)
        steps.read(shop, steps.unread(shop, 10), TODAY)
        withdrawing.withdraw(shop, decider(), "1", WISH)
    town.run(TODAY)
    (mail,) = town.mailbox.messages()
    body = " ".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
    assert "no areas for priority action" in str(mail["Subject"])
    assert "since withdrawn" in body and "told St Helens" not in body and "/outlet/star/news" not in body


def test_it_is_read_no_more_whatever_its_publisher_does(told: Town) -> None:
    with told.shop() as shop:
        withdrawing.withdraw(shop, decider(), "1", WISH)
    edited = replace(ARTICLE, text=ARTICLE.text.replace("no areas", "two areas"), title="Two areas for priority action")
    told.stand.publish(edited, at=TODAY - timedelta(hours=1), outlets=["star"])
    for hours in (1, 30):
        assert told.run(TODAY + timedelta(hours=hours)).poll.count.checked == 0
    with told.shop() as shop, shop.database.read() as session:
        assert len(session.scalars(select(VersionRow)).all()) == 1
    assert len(told.mails) == 1


def test_after_a_week_its_words_are_deleted_and_who_had_it_done_stays(told: Town) -> None:
    with told.shop() as shop:
        withdrawing.withdraw(shop, decider(), told.stand.page_urls()[0], WISH)
        assert steps.maintain(shop, TODAY + ERASED_AFTER).articles_erased == 0
        assert "Heron" in everything(told)
        assert steps.maintain(shop, TODAY + ERASED_AFTER + timedelta(hours=1)).articles_erased == 1
        assert "Heron" not in everything(told) and "inspectors have told" not in everything(told)
        with shop.database.read() as session:
            assert session.scalars(select(CaptureRow)).all() == []
        (one,) = withdrawing.listed(shop)
        assert (one.by, one.reason, one.erased_at is None) == ("desk", WISH.reason, False)
        assert rereading.count(shop, rereading.scope_of(shop, None, None)) == 0
    assert shown(told)[0] == "reported"


def test_taken_back_within_the_week_it_is_as_it_was(told: Town) -> None:
    before = everything(told), shown(told)
    with told.shop() as shop:
        withdrawing.withdraw(shop, decider(), "1", WISH)
        with pytest.raises(Unreadable, match="withdrawn already"):
            withdrawing.withdraw(shop, decider(), "1", WISH)
        withdrawing.restore(shop, decider(TODAY + timedelta(days=1)), "1")
        with pytest.raises(Unreadable, match="not withdrawn"):
            withdrawing.restore(shop, decider(), "1")
        assert steps.maintain(shop, TODAY + timedelta(days=20)).articles_erased == 0
        (one,) = withdrawing.listed(shop)
        assert (one.undone_by, one.undone_at) == ("desk", TODAY + timedelta(days=1))
    assert (everything(told), shown(told)) == before


def test_words_that_were_deleted_are_asked_for_anew(told: Town) -> None:
    with told.shop() as shop:
        withdrawing.withdraw(shop, decider(), "1", replace(WISH, erase=True))
        assert "Heron" not in everything(told)
        withdrawing.restore(shop, decider(), "1")
    assert told.run(TODAY + timedelta(hours=2)).poll.count.edited == 1
    assert "Heron" in everything(told)
    assert "since withdrawn" not in shown(told)[1]
    with told.shop() as shop, shop.database.read() as session:
        assert len(session.scalars(select(EventRow)).all()) == 1
    assert len(told.mails) == 1


def test_its_facts_go_too_where_they_are_wrong_and_readers_hear_of_it(told: Town) -> None:
    with told.shop() as shop:
        came = withdrawing.withdraw(shop, decider(), "1", replace(WISH, facts_too=True))
        assert [now.status for _, now in came.events] == ["retracted"]
        assert came.told == ("retracted",)
    told.run(TODAY + timedelta(hours=2))
    assert len(told.mails) == 2
    assert "withdrawn" in told.mails[1].lower()
    with told.shop() as shop:
        assert rereading.count(shop, rereading.scope_of(shop, None, None)) == 0
        withdrawing.restore(shop, decider(TODAY + timedelta(hours=3)), "1")
    assert shown(told)[0] == "reported"


def test_a_rehearsal_changes_nothing(told: Town) -> None:
    before = everything(told), shown(told)
    with told.shop() as shop:
        came = withdrawing.withdraw(shop, decider(dry_run=True), "1", replace(WISH, facts_too=True, erase=True))
        assert [now.status for _, now in came.events] == ["retracted"]
        with pytest.raises(Unreadable, match="no article '77'"):
            withdrawing.withdraw(shop, decider(), "77", WISH)
        with pytest.raises(Unreadable, match="say why"):
            withdrawing.withdraw(shop, decider(), "1", Wish(" "))
        with shop.database.read() as session:
            assert session.scalars(select(WithdrawalRow)).all() == []
            assert session.get_one(ArticleRow, 1).fate is None
            assert len(events.find(session)) == 1
    assert (everything(told), shown(told)) == before
