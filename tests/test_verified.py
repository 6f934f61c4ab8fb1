"""An outcome that only the press tells of: Ofsted's page is looked at once before it is passed on."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from flows.passes import prepare
from parsers.model import Article
from tests.newsstand.stand import Provider, Report
from tests.town import Town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
STORY = Article(
    id="visit",
    title="Inspectors praise St Helens children's services after visit",
    text=(
        "St Helens Council's children's services have been given no areas for priority action after Ofsted inspectors "
        "made a two-day focused visit.\n\n"
        "Inspectors looked at the front door of the service on 3 and 4 November 2026. Their letter was published today."
    ),
)
RESIGNED = Article(
    id="resigned",
    title="Director of children's services quits in Knowsley",
    text="Knowsley Council's director of children's services, Jo Day, has resigned. She will leave on 4 December 2026.",
)
LETTER = Report(2, "Children's services focused visit", date(2026, 11, 20))
OLDER = Report(1, "Children's services inspection", date(2023, 9, 4))
PAGE = "/provider/44/80560"
# What makes a database abort whoever puts a look down, as it does when two wait for each other.
REFUSING = {
    "sqlite": ("CREATE TRIGGER refuse BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'no'); END",),
    "postgresql": (
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
        "CREATE TRIGGER refuse BEFORE UPDATE ON looks FOR EACH ROW EXECUTE FUNCTION refuse()",
    ),
}


def elsewhere() -> Article:
    """The same of Halton."""
    return replace(
        STORY,
        id="elsewhere",
        title=(STORY.title or "").replace("St Helens", "Halton"),
        text=STORY.text.replace("St Helens Council's", "Halton Borough Council's").replace("3 and 4", "10 and 11"),
    )


def told(town: Town) -> str:
    body = town.mailbox.messages()[-1].get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def open_town(town: Town, *documents: Report) -> None:
    prepare(town.settings, TODAY - timedelta(days=2))
    town.watch_ofsted()
    town.open_outlet("star", "Example Star")
    town.stand.add_provider(Provider(80560, "St Helens", documents=documents))
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(STORY, at=TODAY - timedelta(hours=1), outlets=["star"])


def test_what_is_not_on_ofsteds_site_goes_out_marked_so(town: Town) -> None:
    open_town(town, OLDER)
    town.run(TODAY)
    assert len(town.mails) == 1
    assert "Press only: not on Ofsted’s site at 12:00." in told(town)
    assert len(town.stand.statuses(PAGE)) == 1
    town.run(TODAY + timedelta(hours=1))
    assert len(town.stand.statuses(PAGE)) == 1


def test_what_is_there_confirms_it(town: Town) -> None:
    open_town(town, LETTER, OLDER)
    town.run(TODAY)
    assert len(town.mails) == 1
    assert "Confirmed: Ofsted letter. Press: Example Star" in told(town)


def test_a_site_that_is_silent_holds_it_ten_minutes_at_most(town: Town) -> None:
    open_town(town, OLDER)
    town.stand.mount(PAGE, "server_error")
    town.run(TODAY)
    town.run(TODAY + timedelta(minutes=5))
    assert town.mails == []
    town.run(TODAY + timedelta(minutes=10))
    assert len(town.mails) == 1
    assert "Press only: Ofsted’s site could not be reached" in told(town)


def test_a_page_that_hangs_keeps_back_its_own_message_alone(town: Town) -> None:
    town.stand.add_provider(Provider(80471, "Halton", documents=(OLDER,)))
    open_town(town, OLDER)
    answered = threading.Event()
    town.stand.mount("/provider/44/80471", "held", until=answered)
    for number, article in enumerate((elsewhere(), RESIGNED), start=1):
        town.stand.publish(article, at=TODAY - timedelta(hours=2, minutes=number), outlets=["star"])
    passing = threading.Thread(target=town.run, args=(TODAY,))
    passing.start()
    try:
        deadline = time.monotonic() + 15
        while len(town.mails) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert {subject.split(":")[0] for subject in town.mails} == {"St Helens", "Knowsley"}
    finally:
        answered.set()
        passing.join()
    assert town.mails[-1].startswith("Halton")
    assert len(town.mails) == 3
    assert "Press only: not on Ofsted’s site at 12:00." in told(town)


def test_a_site_that_comes_back_lets_it_go_at_once(town: Town) -> None:
    open_town(town, LETTER, OLDER)
    town.stand.mount(PAGE, "server_error")
    town.run(TODAY)
    town.stand.unmount(PAGE)
    town.run(TODAY + timedelta(minutes=2))
    assert len(town.mails) == 1
    assert "Confirmed: Ofsted letter" in told(town)


def test_a_page_that_brings_out_a_fault_keeps_no_message_back(town: Town) -> None:
    open_town(town, LETTER, OLDER)
    with town.shop() as shop, shop.database.write() as session:
        session.execute(text("DROP TABLE official_documents"))
    town.run(TODAY)
    assert town.mails == []
    town.run(TODAY + timedelta(minutes=10))
    assert len(town.mails) == 1
    assert "Press only: Ofsted’s site could not be reached" in told(town)


def test_a_look_that_can_not_be_put_down_keeps_nothing_back(town: Town) -> None:
    open_town(town, OLDER)
    with town.shop() as shop, shop.database.write() as session:
        for statement in REFUSING["sqlite" if shop.database.is_sqlite else "postgresql"]:
            session.execute(text(statement))
    town.run(TODAY)
    assert town.mails == []
    town.run(TODAY + timedelta(minutes=10))
    assert len(town.mails) == 1


def test_nothing_waits_where_ofsted_is_not_watched(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(STORY, at=TODAY - timedelta(hours=1), outlets=["star"])
    town.run(TODAY)
    assert len(town.mails) == 1
    assert "Not yet confirmed by Ofsted." in told(town)
