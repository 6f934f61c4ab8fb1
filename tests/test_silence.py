"""Sources that fall silent, come back, or change their subject: noticed by their own habits, told without a storm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows import steps
from flows.settings import Settings
from parsers.drift import RECENT, Seen, Shift, shift_of
from parsers.model import Article
from storage import sources
from tests.newsstand.cases import NOON
from tests.town import Town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def operated(town: Town) -> Town:
    address = f"mailto://127.0.0.1:{town.mailbox.port}?from=watch@example.org&to=operator@example.org"
    town.settings = Settings(**(town.settings.model_dump() | {"operator_channel": address}))
    return town


def publish(town: Town, slug: str, at: datetime) -> None:
    """One more story, of nothing."""
    town.stand.publish(Article(f"{slug}-{at:%d%H}", "A road is closed.", title=f"Road {at:%d %H}"), at, [slug])


def daily_paper(town: Town, slug: str, name: str) -> None:
    """An outlet with a story a day for twelve days, the last of them yesterday."""
    town.open_outlet(slug, name)
    for day in range(1, 13):
        publish(town, slug, TODAY - day * DAY)


def look(town: Town, now: datetime) -> None:
    """Poll without pages, study, tell."""
    with town.shop() as shop:
        steps.refresh_sources(shop, now)
        steps.poll_due(shop, now, 100, pages=0)
        steps.study(shop, now)
        steps.tell_operator(shop, now)


def last_note(town: Town) -> str:
    """The text of the last message to the operator."""
    body = town.mailbox.messages()[-1].get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def test_a_source_that_goes_quiet_is_told_and_so_is_that_it_came_back(operated: Town) -> None:
    daily_paper(operated, "star", "Example Star")
    look(operated, TODAY)
    look(operated, TODAY + 2 * DAY)
    assert operated.mails == [], "a weekend is no silence"
    look(operated, TODAY + 4 * DAY)
    assert len(operated.mails) == 1
    said = "Example Star went quiet: nothing new since 19 November; it usually has news every 24 hours"
    assert said in last_note(operated)
    look(operated, TODAY + 4 * DAY + timedelta(hours=3))
    assert len(operated.mails) == 1
    publish(operated, "star", TODAY + 5 * DAY)
    look(operated, TODAY + 5 * DAY + timedelta(hours=1))
    assert operated.mails[-1].startswith("Watchkeeper recovered")
    assert "Example Star went quiet" in last_note(operated)


def test_reminders_come_ever_more_seldom(operated: Town) -> None:
    daily_paper(operated, "star", "Example Star")
    days = []
    for day in range(40):
        before = len(operated.mails)
        look(operated, TODAY + day * DAY)
        days += [day] if len(operated.mails) > before else []
    assert days == [4, 5, 6, 8, 12, 19, 26, 33]


def test_a_holiday_is_one_note(operated: Town) -> None:
    for number in range(7):
        daily_paper(operated, f"paper{number}", f"Example {number}")
    for day in (0, 4):
        look(operated, TODAY + day * DAY)
    assert len(operated.mails) == 1
    assert "7 sources went quiet" in last_note(operated)
    for number in range(7):
        publish(operated, f"paper{number}", TODAY + 5 * DAY)
    look(operated, TODAY + 5 * DAY)
    assert len(operated.mails) == 2
    assert "recovered" in operated.mails[-1]


def test_old_items_under_new_names_are_no_sign_of_life(operated: Town) -> None:
    daily_paper(operated, "star", "Example Star")
    operated.stand.mount("/outlet/star/feed", "new_guids_each_time")
    for day in (0, 2, 4):
        look(operated, TODAY + day * DAY)
    assert "Example Star went quiet" in last_note(operated)


def test_a_feed_that_changes_its_subject_is_told(operated: Town) -> None:
    operated.open_outlet("star", "Example Star")
    operated.stand.mount("/outlet/star/feed", "another_subject", turns=5)
    for visit in range(1, 5):
        look(operated, NOON + timedelta(hours=24 * visit + 24))
    assert operated.mails == []
    look(operated, NOON + timedelta(hours=24 * 6))
    assert len(operated.mails) == 1
    assert "Example Star changed what it covers: its links lead to casino.example now" in last_note(operated)
    with operated.shop() as shop, shop.database.read() as session:
        (row,) = sources.every(session)
        assert row.shift is not None


def items(host: str, first: datetime, count: int) -> list[tuple[datetime, Seen]]:
    """So many items, an hour apart, with links to this host."""
    return [(first + n * timedelta(hours=1), Seen(f"https://{host}/news/{n}", None)) for n in range(count)]


class TestShifts:
    old, new = items("star.example", TODAY, 60), items("casino.example", TODAY + 10 * DAY, 80)

    def test_it_is_noticed_once_enough_is_of_the_new_kind(self) -> None:
        assert shift_of(self.old + self.new[:5], None, TODAY) is None
        shift = shift_of(self.old + self.new[:RECENT], None, TODAY)
        assert shift is not None
        assert shift.since == self.new[0][0]

    def test_it_lasts_while_the_source_stays_so(self) -> None:
        shift = shift_of(self.old + self.new[:RECENT], None, TODAY)
        assert shift == shift_of(self.old + self.new, shift, TODAY + 14 * DAY)

    def test_it_is_over_when_the_source_is_itself_again(self) -> None:
        shift = shift_of(self.old + self.new[:RECENT], None, TODAY)
        again = items("star.example", TODAY + 20 * DAY, 30)
        assert shift_of(self.old + self.new[:RECENT] + again, shift, TODAY + 22 * DAY) is None

    def test_after_a_month_it_is_what_the_source_does(self) -> None:
        shift = shift_of(self.old + self.new[:RECENT], None, TODAY)
        later = shift_of(self.old + self.new, shift, TODAY + 41 * DAY)
        assert later == Shift(self.new[0][0], None)
        assert shift_of(self.old + self.new, later, TODAY + 42 * DAY) == later
        other = items("other.example", TODAY + 50 * DAY, RECENT)
        third = shift_of(self.old + self.new + other, later, TODAY + 52 * DAY)
        assert third is not None
        assert third.what == "its links lead to other.example now, no longer to casino.example"

    def test_a_saturday_of_sport_is_no_shift_but_days_of_it_are(self) -> None:
        def paper(first: datetime, hours: int, sections: tuple[str, ...]) -> list[tuple[datetime, Seen]]:
            return [
                (first + n * HOUR, Seen(f"https://star.example/{sections[n % len(sections)]}/{n}/", None))
                for n in range(hours)
            ]

        usual = paper(TODAY, 240, ("news", "sport"))
        after = TODAY + 240 * HOUR
        assert shift_of(usual + paper(after, 30, ("sport",)), None, TODAY) is None
        shift = shift_of(usual + paper(after, 80, ("sport",)), None, TODAY)
        assert shift is not None
        assert shift.what == "nothing from its section /news/ any more, mostly /sport/"
