"""Every kind of source over real HTTP: from what its site serves to what is stored and told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from alerts.briefing import citations
from alerts.following import followed
from flows import steps
from flows.article_versions import edit_of, history_of
from flows.coverage import coverage_of
from flows.looking import listed_articles
from flows.shop import Unreadable
from parsers.model import Article
from parsers.paper_text import page_at
from storage import events
from storage.captures import KEPT_OF_A_SOURCE, Received, body_of, drop_old, keep, latest_of
from storage.database import Database
from storage.tables import ArticleRow, AttemptRow, CaptureRow, EntryRow, SourceRow, VersionRow
from tests import moderngov
from tests.documents import Sheet
from tests.test_end_to_end import ARTICLE, TODAY
from tests.town import Town

PANEL = "Children and Young People's Services Overview and Scrutiny Panel"
OUTCOME = (
    "2.1 Ofsted carried out a standard inspection of the Council's services for children in need of help and"
    " protection, children in care and care leavers between 23 September and 4 October 2019. The report was published"
    " on 4 November 2019 and judged the overall effectiveness of children's services to be inadequate."
)
NOTICE = (
    "2.2 On 12 February 2020 the Secretary of State for Education issued the Council with an Improvement Notice. The"
    " notice requires the Council to work with an adviser appointed by the Department and to report to the Minister"
    " every six weeks."
)
MARCH = datetime(2020, 3, 6, 9, tzinfo=UTC)


def declare(town: Town, path: str, kind: str, group: str = "local press", more: str = "") -> None:
    """The town's one source."""
    town.settings.sources.write_text(
        f'[[source]]\nid = "one"\nname = "Example Star"\nurl = "{town.stand.base}{path}"\nkind = "{kind}"\n'
        f'group = "{group}"\nserves = ["St Helens"]\nevery = 30\n{more}\n'
    )


def paper(*paragraphs: str) -> bytes:
    """A council's report, the notice on its second page."""
    sheet = Sheet(running=("St Helens Council: page",))
    sheet.heading("Ofsted inspection: update")
    sheet.prose(OUTCOME)
    sheet.turn()
    for paragraph in paragraphs:
        sheet.prose(paragraph)
    return sheet.done()


def lay_papers(town: Town, items: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
    town.stand.put("/ieListMeetings.aspx", moderngov.meetings(PANEL, [(881, date(2020, 3, 16))]))
    town.stand.put("/ieListDocuments.aspx", moderngov.agenda(PANEL, items))


def articles(town: Town) -> Sequence[ArticleRow]:
    with town.shop() as shop, shop.database.read() as session:
        return session.scalars(select(ArticleRow).order_by(ArticleRow.id)).all()


def the_source(town: Town) -> SourceRow:
    with town.shop() as shop, shop.database.read() as session:
        return session.scalars(select(SourceRow)).one()


def test_a_notice_in_a_committees_papers_is_told(town: Town) -> None:
    declare(
        town, "/ieListMeetings.aspx?CommitteeId=197", "moderngov", "committee papers", 'outlet = "St Helens Council"'
    )
    minutes = ("Minutes", [("s900", "Minutes of the last meeting")])
    lay_papers(town, [minutes])
    town.run(MARCH - timedelta(hours=12))
    town.stand.put("/documents/s901/Ofsted update.pdf", paper(NOTICE), "application/pdf")
    lay_papers(town, [minutes, ("Ofsted update", [("s901", "Ofsted update")])])
    town.run(MARCH)
    assert "St Helens: improvement notice issued" in " · ".join(town.mails)
    with town.shop() as shop, shop.database.read() as session:
        (article,) = session.scalars(select(ArticleRow)).all()
        (version,) = article.versions
        assert (article.published, article.earliest, article.latest) == (None, date(2020, 3, 5), date(2020, 3, 6))
        assert page_at(version.pages or (), version.text.index("issued the Council")) == 2
        assert "page 2" not in version.text
        assert version.capture_hash is not None
        notice = next(event for event in events.find(session) if event.facts.get("instrument") == "improvement_notice")
        assert notice.facts["dates"]["effective"] == "2020-02-12"
    sent = len(town.mails)
    letter = next(one.as_string() for one in town.mailbox.messages() if "improvement notice" in str(one["Subject"]))
    assert "#page=2" in letter.replace("=\n", "").replace("=3D", "=")
    town.run(MARCH + timedelta(hours=13))
    assert len(town.mails) == sent
    assert town.stand.statuses("/documents/s901/Ofsted update.pdf") == [200]
    assert "/documents/s900/Minutes of the last meeting.pdf" not in {seen.path for seen in town.stand.log}


def test_papers_that_were_there_before_we_came_are_history(town: Town) -> None:
    declare(
        town, "/ieListMeetings.aspx?CommitteeId=197", "moderngov", "committee papers", 'outlet = "St Helens Council"'
    )
    town.stand.put("/documents/s901/Ofsted update.pdf", paper(NOTICE), "application/pdf")
    lay_papers(town, [("Ofsted update", [("s901", "Ofsted update")])])
    report = town.run(MARCH)
    assert (report.read.count.relevant, town.mails) == (1, [])


def test_a_paper_that_is_only_pictures_is_said(town: Town) -> None:
    declare(town, "/ieListMeetings.aspx?CommitteeId=197", "moderngov", "committee papers")
    picture = Sheet()
    picture.canvas.rect(100, 100, 200, 200, fill=1)
    town.stand.put("/documents/s901/Ofsted update.pdf", picture.done(), "application/pdf")
    lay_papers(town, [("Ofsted update", [("s901", "Ofsted update")])])
    town.run(MARCH)
    with town.shop() as shop, shop.database.read() as session:
        (entry,) = session.scalars(select(EntryRow)).all()
        assert (entry.state, entry.detail) == ("partial", "a PDF without text: its pages are pictures")


def test_robots_rule_over_committees_and_listings(town: Town) -> None:
    town.stand.robots = "User-agent: *\nDisallow: /ieListMeetings.aspx\n"
    declare(town, "/ieListMeetings.aspx?CommitteeId=197", "moderngov", "committee papers")
    lay_papers(town, [])
    town.run(MARCH)
    assert the_source(town).status == "robots"
    assert town.stand.statuses("/ieListMeetings.aspx") == []


LISTING = """<!DOCTYPE html><title>News</title><ul>{}</ul>"""


def test_a_page_without_a_feed_is_read_by_selectors(town: Town) -> None:
    declare(town, "/news", "html", more='select = { item = "li.news", date = ".when" }')
    town.stand.open_outlet("star", "Example Star")
    town.stand.put("/news", LISTING.format('<li class="news"><a href="/old">Old</a></li>').encode())
    town.run(TODAY - timedelta(days=1))
    (url,) = town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    item = f'<li class="news"><a href="{url}">{ARTICLE.title}</a><b class="when">20/11/2026</b></li>'
    town.stand.put("/news", LISTING.format(item).encode())
    town.run(TODAY)
    assert len(town.mails) == 1
    town.stand.put("/news", LISTING.format("<li>Built anew</li>").encode())
    town.run(TODAY + timedelta(hours=1))
    source = the_source(town)
    assert source.failures == 1
    assert "mend the source's select" in (source.detail or "")


def test_an_index_of_news_sitemaps(town: Town) -> None:
    declare(town, "/sitemap.xml", "sitemap")
    town.stand.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    (url,) = town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    listed = "".join(
        f"<sitemap><loc>{town.stand.base}/part-{n}.xml</loc><lastmod>2026-11-{10 + n}</lastmod></sitemap>"
        for n in range(8)
    )
    town.stand.put("/sitemap.xml", f"<sitemapindex {space}>{listed}</sitemapindex>".encode(), "text/xml")
    part = (
        f'<urlset {space} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}</loc><news:news>'
        f"<news:publication_date>2026-11-20T11:00:00Z</news:publication_date><news:title>{ARTICLE.title}</news:title>"
        "</news:news></url></urlset>"
    )
    town.stand.put("/part-7.xml", part.encode(), "text/xml")
    town.run(TODAY)
    assert len(town.mails) == 1
    asked = {seen.path for seen in town.stand.log if seen.path.startswith("/part")}
    assert asked == {"/part-7.xml", "/part-6.xml", "/part-5.xml"}


def test_a_search_credits_the_publisher(town: Town) -> None:
    declare(town, "/search.xml", "rss", "aggregator")
    feed = '<rss version="2.0"><channel><title>Search</title>{}</channel></rss>'
    town.stand.put("/search.xml", feed.format("").encode(), "text/xml")
    town.run(TODAY - timedelta(days=1))
    item = (
        "<item><title>Ofsted visits St Helens children's services - Sampleford Post</title>"
        f"<link>{town.stand.base}/gone</link><pubDate>Fri, 20 Nov 2026 11:00:00 GMT</pubDate>"
        '<description>Inspectors came.</description><source url="https://x.example">Sampleford Post</source></item>'
    )
    town.stand.put("/search.xml", feed.format(item).encode(), "text/xml")
    town.stand.mount("/robots.txt", "robots_forbid", below="/gone")
    town.run(TODAY)
    (article,) = articles(town)
    assert article.outlet == "Sampleford Post"


@pytest.mark.parametrize("scenario", ["one_guid_for_all", "new_guids_each_time"])
def test_bad_identifiers_bring_no_flood(town: Town, scenario: str) -> None:
    town.open_outlet("star", "Example Star")
    for number in range(10):
        town.stand.publish(
            Article(id=f"n{number}", title=f"Story {number}", text="Nothing of note."),
            at=TODAY - timedelta(hours=number), outlets=["star"],
        )  # fmt: skip
    town.stand.mount("/outlet/star/feed", scenario)
    assert town.run(TODAY).poll.count.new_entries == 10
    town.stand.publish(ARTICLE, at=TODAY + timedelta(minutes=30), outlets=["star"])
    assert town.run(TODAY + timedelta(hours=1)).poll.count.new_entries == 1
    assert town.run(TODAY + timedelta(hours=2)).poll.count.new_entries == 0
    assert len(town.mails) == 1


def test_a_source_that_changes_all_identifiers_tells_nothing_again(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    for number in range(5):
        old = Article(id=f"n{number}", title=f"Story {number}", text="Nothing of note.")
        town.stand.publish(old, at=TODAY - timedelta(hours=9 + number), outlets=["star"])
    town.run(TODAY)
    town.stand.mount("/outlet/star/feed", "new_site")
    town.stand.forget()
    report = town.run(TODAY + timedelta(hours=1))
    assert (report.poll.count.new_entries, len(town.mails)) == (0, 1)
    assert "none of them is told again" in (the_source(town).detail or "")


def test_an_edit_makes_a_version_and_a_correction(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    assert "no areas for priority action" in town.mails[0]
    edited = replace(ARTICLE, text=ARTICLE.text.replace("given no areas", "given two areas"))
    town.stand.publish(edited, at=TODAY - timedelta(hours=1), outlets=["star"])
    report = town.run(TODAY + timedelta(minutes=20))
    assert (report.poll.count.checked, report.poll.count.edited) == (1, 1)
    assert len(town.mails) == 2
    with town.shop() as shop, shop.database.read() as session:
        assert len(session.scalars(select(VersionRow)).all()) == 2
        history = history_of(shop, "1")
    edit = edit_of(history)
    assert edit is not None
    (changed,) = [passage for passage in edit.passages if passage.changed]
    assert [piece.text.strip() for piece in changed.pieces if piece.fate != "same"] == ["no", "two"]
    assert town.run(TODAY + timedelta(minutes=21)).poll.count.checked == 0


def test_what_was_taken_down_is_hidden_until_it_is_back(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    town.stand.withdraw(ARTICLE.id)
    town.run(TODAY + timedelta(minutes=20))
    (article,) = articles(town)
    assert (article.gone_at, article.fate) == (TODAY + timedelta(minutes=20), "taken down")
    with town.shop() as shop:
        (shown,) = listed_articles(shop, relevant=True, limit=5)
        assert (shown["title"], shown["opening"], shown["fate"]) == (None, "", "taken down")
        with pytest.raises(Unreadable, match="taken down"):
            history_of(shop, str(article.id))
        with shop.database.read() as session:
            (event,) = events.find(session)
            (citation,) = citations(session, event, None)
            assert (citation.fate, citation.quote, citation.url) == ("taken down", None, None)
    assert town.run(TODAY + timedelta(hours=1)).poll.count.checked == 0
    assert articles(town)[0].gone_at == TODAY + timedelta(minutes=20)
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    assert town.run(TODAY + timedelta(days=40)).poll.count.checked == 1
    assert articles(town)[0].fate is None
    with town.shop() as shop:
        assert ARTICLE.text.startswith(listed_articles(shop, relevant=True, limit=5)[0]["opening"][:20])
    assert len(town.mails) == 1


def test_only_what_serves_a_followed_authority_is_polled(town: Town) -> None:
    declare(town, "/feed", "rss")
    own = town.settings.own_sources_file
    text = town.settings.sources.read_text().replace('"St Helens"', '"Kent"')
    town.settings.sources.write_text(text)
    town.run(TODAY)
    assert not own.exists()
    assert (the_source(town).followed, town.stand.log) == (False, [])


def test_a_text_that_returns_is_what_the_article_says(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    edited = replace(ARTICLE, text=ARTICLE.text.replace("given no areas", "given two areas"))
    for minutes, article in ((0, ARTICLE), (20, edited), (40, ARTICLE)):
        town.stand.publish(article, at=TODAY - timedelta(hours=1), outlets=["star"])
        town.run(TODAY + timedelta(minutes=minutes))
    with town.shop() as shop, shop.database.read() as session:
        history = history_of(shop, "1")
        assert ["given two" in version.text for version in history.versions] == [False, True, False]
        (event,) = events.find(session)
        assert event.facts["priority_actions"] == 0
    copy = replace(ARTICLE, text=ARTICLE.text.replace("Ofsted named", "Ofsted  named,"))
    town.stand.publish(copy, at=TODAY - timedelta(hours=1), outlets=["star"])
    assert town.run(TODAY + timedelta(hours=1)).poll.count.edited == 0


def test_coverage_names_who_serves_whom(town: Town) -> None:
    for slug in ("star", "echo"):
        town.open_outlet(slug, f"Example {slug.title()}")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    with town.shop() as shop:
        following = followed(shop.subscriptions, shop.gazetteer)
        helens, kent = coverage_of(shop, ["St Helens", "Kent"], following, TODAY)
        assert ([one.id for one in helens.local], helens.thin, helens.followed) == (["echo", "star"], False, True)
        assert (kent.local, kent.thin, kent.followed) == ((), True, False)
        echo, star = helens.local
        assert (star.last_story, echo.last_story) == (TODAY, None)
        assert (star.last_news, helens.last_story) == (TODAY - timedelta(hours=1), TODAY)
    town.stand.mount("/outlet/echo/feed", "server_error")
    for day in range(1, 10):
        town.run(TODAY + timedelta(days=day))
    with town.shop() as shop:
        (helens,) = coverage_of(shop, ["St Helens"], following, TODAY + timedelta(days=9))
        assert (helens.working, helens.thin) == (1, True)


def test_every_source_is_looked_at_once_a_night(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.open_outlet("echo", "Example Echo")
    town.stand.mount("/outlet/echo/feed", "server_error")
    town.run(TODAY)
    assert town.run(TODAY + timedelta(minutes=1)).poll.count.polled == 0
    with town.shop() as shop:
        assert steps.maintain(shop, TODAY + timedelta(minutes=2)).sources_due == 1
    assert town.run(TODAY + timedelta(minutes=3)).poll.count.polled == 1


def test_raw_bytes_are_kept_for_a_time(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    with town.shop() as shop:
        with shop.database.read() as session:
            (page,) = session.scalars(select(CaptureRow).where(CaptureRow.hash.in_(select(VersionRow.capture_hash))))
            assert page.hash == hashlib.sha256(body_of(page)).hexdigest()
            assert ARTICLE.title.encode().split(b"'")[0] in body_of(page)
            feed = latest_of(session, "star")
            assert feed is not None and feed.hash == hashlib.sha256(body_of(feed)).hexdigest()
            assert body_of(feed).startswith(b"<?xml")
        assert steps.maintain(shop, TODAY + timedelta(days=29)).captures_dropped == 0
        assert steps.maintain(shop, TODAY + timedelta(days=80)).captures_dropped == 1
        assert steps.maintain(shop, TODAY + timedelta(days=91)).captures_dropped == 1


def test_what_brings_nothing_new_is_not_kept_and_what_cant_be_read_is(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    sizes = []
    for hour, scenario in enumerate(("feed", "feed", "login_page", "login_page", "feed")):
        if scenario != "feed":
            town.stand.mount("/outlet/star/feed", scenario)
        elif hour == 4:
            town.stand.unmount("/outlet/star/feed")
        town.run(TODAY + timedelta(days=hour))
        with town.shop() as shop, shop.database.read() as session:
            kept = latest_of(session, "star")
            sizes.append(kept and b"<rss" in body_of(kept))
    assert sizes == [True, True, False, False, False]


def test_of_each_source_only_what_came_last_is_kept(database: Database) -> None:
    with database.write() as session:
        for name in ("often", "seldom"):
            session.add(SourceRow(id=name, name=name, url=name, kind="rss", group="x", serves=[], every_minutes=30))
        session.flush()
        for number in range(KEPT_OF_A_SOURCE + 7):
            for name in ("often", "seldom") if number < 2 else ("often",):
                received = Received(f"{name} {number}".encode(), "application/rss+xml")
                keep(session, [received, received], TODAY)
                at = TODAY + timedelta(minutes=number)
                session.add(AttemptRow(source_id=name, at=at, status="ok", body_hash=received.hash))
                session.flush()
    with database.write() as session:
        assert drop_old(session, TODAY) == 7
        bodies = sorted(body_of(row) for row in session.scalars(select(CaptureRow)))
        assert len(bodies) == KEPT_OF_A_SOURCE + 2
        assert b"often 6" not in bodies and b"often 7" in bodies and b"seldom 0" in bodies
