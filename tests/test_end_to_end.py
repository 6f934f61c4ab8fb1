"""The whole way over real HTTP and SMTP: feeds and pages from the newsstand, mail and webhook received once each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from flows import steps
from flows.passes import prepare
from flows.shop import Shop
from flows.source_health import health
from parsers.model import Article
from storage import events, mentions
from storage.tables import EventRow, VersionRow
from tests.alerts.channels.servers import smtp_server
from tests.newsstand.stand import seed_articles
from tests.town import Town

HEADLINES = [
    "St Helens: 3 areas for priority action (focused visit)",
    "St Helens: focused visit, no areas for priority action",
    "St Helens: Ofsted inspection 23 September–4 October 2019; report expected 4 November",
    "St Helens: cabinet member changes: Joe Pearson out, Nova Charlton in",
    "St Helens: Inadequate (was Requires improvement) (learnt late: published November 2019)",
    "St Helens: improvement notice issued; improvement adviser appointed",
    "St Helens: Ofsted visit scheduled for 6–7 May 2020",
    "St Helens: Ofsted monitoring visit in July 2020, no grade",
]


def noon(article: Article) -> datetime:
    day = article.bounds.latest
    assert day is not None
    return datetime.combine(day, time(12), UTC)


def test_the_seeds_arrive_as_they_came_out(town: Town) -> None:
    """Each article appears in its outlet's feed on its day; every message goes out once by each channel."""
    articles = sorted(seed_articles(), key=lambda pair: noon(pair[0]))
    for _, outlet in articles:
        if outlet.slug not in town.outlets:
            town.open_outlet(outlet.slug, outlet.name)
    town.run(noon(articles[0][0]) - timedelta(days=1))
    for article, outlet in articles:
        now = noon(article)
        town.stand.publish(article, at=article.published or now - timedelta(hours=3), outlets=[outlet.slug])
        town.run(now)
        town.run(now + timedelta(hours=1))
        town.run(now + timedelta(hours=2))
    assert sorted(town.mails) == sorted(HEADLINES)
    assert sorted(town.posts) == sorted(HEADLINES)
    assert len({message["Message-ID"] for message in town.mailbox.messages()}) == len(HEADLINES)
    assert 304 in town.stand.statuses("/outlet/st-helens-star/feed")


ARTICLE = Article(
    id="visit",
    title="Inspectors praise St Helens children's services after visit",
    text=(
        "St Helens Council's children's services have been given no areas for priority action after Ofsted inspectors "
        "made a two-day focused visit.\n\n"
        "Inspectors looked at the front door of the service on 3 and 4 November 2026. Their letter was published "
        "today.\n\n"
        "Ofsted named two areas for improvement, among them the quality of chronologies.\n\n"
        "The council said that it was pleased with the findings and would act on both points."
    ),
)
TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_one_story_in_two_outlets_is_told_once(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.open_outlet("echo", "Example Echo")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    first = town.run(TODAY)
    assert first.deliver.count.sent == 2
    assert (len(town.mails), len(town.posts)) == (1, 1)
    for hour in (1, 2):
        town.run(TODAY + timedelta(hours=hour))
    assert (len(town.mails), len(town.posts)) == (1, 1)
    copy = replace(ARTICLE, text=ARTICLE.text.replace("was pleased", "was very pleased"))
    town.stand.publish(copy, at=TODAY + timedelta(hours=2), outlets=["echo"])
    town.run(TODAY + timedelta(hours=3))
    assert (len(town.mails), len(town.posts)) == (1, 1)
    with town.shop() as shop, shop.database.read() as session:
        (event,) = events.find(session)
        assert {row.outlet for row in mentions.articles_telling(session, event.id)} == {"Example Star", "Example Echo"}


def test_what_a_source_held_before_we_came_is_history(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.stand.publish(ARTICLE, at=TODAY - timedelta(days=3), outlets=["star"])
    report = town.run(TODAY)
    assert report.read.count.relevant == 1
    assert town.mails == []
    with town.shop() as shop, shop.database.read() as session:
        assert len(events.find(session)) == 1


def test_a_mail_server_that_is_down_delays_and_loses_nothing(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.mailbox.answers["DATA"] = "451 try again later"
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    assert town.run(TODAY).deliver.count.later == 1
    assert (town.mails, len(town.posts)) == ([], 1)
    del town.mailbox.answers["DATA"]
    town.run(TODAY + timedelta(hours=1))
    assert (len(town.mails), len(town.posts)) == (1, 1)


def test_one_bad_source_does_not_stop_the_others(town: Town) -> None:
    for slug in ("broken", "star", "html"):
        town.open_outlet(slug, f"Example {slug.title()}")
    town.run(TODAY - timedelta(days=1))
    town.stand.mount("/outlet/broken/feed", "server_error")
    town.stand.put("/outlet/html/feed", b"<!DOCTYPE html><title>Sorry</title><p>Not here")
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    report = town.run(TODAY)
    assert report.poll.count.failed == 2
    assert len(town.mails) == 1
    with town.shop() as shop, shop.database.read() as session:
        rows = {row["name"]: row for row in _sources(shop)}
        assert session.query(EventRow).count() == 1
    assert rows["Example Broken"]["failures"] == 1
    assert "web page" in rows["Example Html"]["detail"]


def test_an_agencys_text_is_read_once_and_every_copy_is_a_source(town: Town) -> None:
    for slug in ("star", "echo", "globe"):
        town.open_outlet(slug, f"Example {slug.title()}")
    town.run(TODAY - timedelta(days=1))
    filler = " It was said that staff knew the families they worked with well, and that plans were clear." * 3
    agency = replace(ARTICLE, text=ARTICLE.text + "\n\nThe letter praises the staff." + filler)
    town.stand.publish(agency, at=TODAY - timedelta(hours=3), outlets=["star"])
    town.run(TODAY)
    for slug, hours in (("echo", 1), ("globe", 20)):
        edited = replace(
            agency, id=slug, title=f"Visit goes well, {slug}", text=agency.text.replace("well", "very well")
        )
        town.stand.publish(edited, at=TODAY + timedelta(hours=hours), outlets=[slug])
    town.run(TODAY + timedelta(hours=22))
    assert len(town.mails) == 1
    with town.shop() as shop, shop.database.read() as session:
        (event,) = session.scalars(select(EventRow).where(EventRow.family == "inspection")).all()
        copies = session.scalars(select(VersionRow).where(VersionRow.copy_of.is_not(None))).all()
        assert len(mentions.articles_telling(session, event.id)) == 3
        assert len(copies) == 2
        assert event.facts["dates"]["published"] == "2026-11-20"
        for copy in copies:
            assert "no areas for priority action" in copy.text[copy.mentions[0].start : copy.mentions[0].end]


def test_the_register_says_what_is_new_on_ofsteds_site(town: Town) -> None:
    from datetime import date

    from tests.newsstand.stand import Provider, Report

    prepare(town.settings, TODAY)
    town.settings.sources.write_text(
        '[[source]]\nid = "ofsted"\nname = "Ofsted"\nkind = "ofsted_search"\n'
        f'url = "{town.stand.base}/search?rows=100"\n'
        'group = "official"\nserves = ["national"]\nevery = 15\n'
    )
    known = Report(1, "Children's services inspection", date(2023, 9, 4))
    town.stand.add_provider(Provider(80560, "St Helens", documents=(known,)))
    with town.shop() as shop:
        steps.sync_sources(shop, TODAY)
        assert steps.check_register(shop, TODAY).new == 0
        fresh = Report(2, "Children's services focused visit", date(2026, 11, 20))
        town.stand.add_provider(Provider(80560, "St Helens", documents=(fresh, known)))
        later = TODAY + timedelta(minutes=20)
        count = steps.check_register(shop, later)
        assert (count.new, count.alerting) == (1, 1)
        assert steps.check_register(shop, later + timedelta(minutes=20)).new == 0
        steps.deliver(shop, steps.owed(shop, later, 10), later)
    assert len(town.mails) == 1
    body = town.mailbox.messages()[0].get_body(("plain",))
    assert body is not None and "/v1/file/2" in body.get_content()


def _sources(shop: Shop) -> list[dict[str, object]]:
    return [item.as_dict() for item in health(shop, TODAY)]


def test_a_source_that_failed_at_first_has_a_history_all_the_same(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.stand.publish(ARTICLE, at=TODAY - timedelta(days=9), outlets=["star"])
    town.stand.mount("/outlet/star/feed", "server_error")
    town.run(TODAY)
    town.stand.unmount("/outlet/star/feed")
    assert town.run(TODAY + timedelta(hours=6)).read.count.relevant == 1
    assert town.mails == []


def test_a_page_that_no_database_takes_stops_nobody(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    hostile = replace(ARTICLE, id="hostile", title="Bad \\ud83d title", text="Nothing\x00 of note.")
    town.stand.publish(hostile, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=2), outlets=["star"])
    town.run(TODAY)
    assert len(town.mails) == 1


def test_a_story_and_one_that_recalls_it_may_come_at_once(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    recalling = Article(
        id="later",
        title="Parents to meet council leader",
        text=(
            "Parents will meet the leader of St Helens Council next week to talk about children's services.\n\n"
            "The council was given no areas for priority action after an Ofsted focused visit on 3 and 4 November "
            "2026."
        ),
    )
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=6), outlets=["star"])
    town.stand.publish(recalling, at=TODAY - timedelta(hours=4), outlets=["star"])
    town.run(TODAY)
    assert town.mails == ["St Helens: focused visit, no areas for priority action"]


def test_what_is_owed_survives_a_broken_rule_and_a_moved_server(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    sound = town.settings.subscriptions_file.read_text()
    town.mailbox.answers["DATA"] = "451 try again later"
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    town.settings.subscriptions_file.write_text("[recipient.newsdesk\n" + sound.split("\n", 2)[2])
    assert town.run(TODAY + timedelta(hours=1)).deliver.count.refused == 0
    with smtp_server() as elsewhere:
        moved = sound.replace(f"127.0.0.1:{town.mailbox.port}", f"127.0.0.1:{elsewhere.port}")
        town.settings.subscriptions_file.write_text(moved)
        town.run(TODAY + timedelta(hours=4))
        assert len(elsewhere.raw) == 1
