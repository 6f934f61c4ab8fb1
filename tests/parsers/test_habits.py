"""What a source usually does: how often it has news, and what it covers."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from parsers.drift import BEFORE, RECENT, Seen, drift
from parsers.rhythm import FEWEST, LONGEST_SILENCE, SHORTEST_SILENCE, rhythm_of, strange_after
from parsers.validators import have_lied, may_be_conditional

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
LOCAL = [
    "council", "road", "school", "police", "park", "station", "market",
    "theatre", "library", "hospital", "residents", "housing", "budget", "bus",
]  # fmt: skip
SPORT = [
    "goal", "striker", "defeat", "league", "cup", "keeper",
    "penalty", "manager", "fixture", "transfer", "relegation", "innings", "wicket",
]  # fmt: skip
CASINO = [
    "spins", "jackpot", "bonus", "roulette", "slots", "deposit",
    "blackjack", "payout", "wager", "tournament", "dealer", "jackpots",
]  # fmt: skip
FILLER = "{} and {} will be the {} of this"


def titles(words: list[str], count: int, seed: int) -> list[str]:
    """So many titles made of these words."""
    chance = random.Random(seed)
    return [FILLER.format(*chance.sample(words, 3)) for _ in range(count)]


def items(words: list[str], count: int, seed: int, at: str = "https://star.example/news/{}") -> list[Seen]:
    """So many items about these words."""
    return [Seen(at.format(f"{seed}-{n}"), title) for n, title in enumerate(titles(words, count, seed))]


class TestRhythm:
    def test_a_daily_paper(self) -> None:
        days = [START + timedelta(days=day, hours=hour) for day in range(20) for hour in (0, 4)]
        rhythm = rhythm_of(days)
        assert rhythm is not None
        assert timedelta(hours=4) <= rhythm.usual <= rhythm.long == timedelta(hours=20)
        assert strange_after(rhythm.long) == SHORTEST_SILENCE

    def test_a_weekly_bulletin(self) -> None:
        rhythm = rhythm_of(START + timedelta(weeks=week) for week in range(12))
        assert rhythm is not None
        assert strange_after(rhythm.long) == timedelta(weeks=4)

    def test_many_at_once_are_one(self) -> None:
        assert rhythm_of(START + timedelta(minutes=minute) for minute in range(59)) is None
        assert rhythm_of([START] * 100) is None

    def test_few_are_no_rhythm(self) -> None:
        assert rhythm_of(START + timedelta(days=day) for day in range(FEWEST - 1)) is None
        assert strange_after(None) == strange_after(timedelta(days=365)) == LONGEST_SILENCE


class TestDrift:
    def test_a_source_that_stays_itself(self) -> None:
        for seed in range(20):
            assert drift(items(LOCAL, 60, seed), items(LOCAL, 20, seed + 100)) is None

    def test_a_burst_of_one_topic_is_no_drift(self) -> None:
        """A by-election, a cup final: other words, but the paper goes on."""
        before = items(LOCAL, 50, 1) + items(SPORT, 30, 2)
        recent = items(LOCAL, 8, 3) + items(SPORT, 12, 4)
        assert drift(before, recent) is None

    def test_links_that_lead_elsewhere(self) -> None:
        said = drift(items(LOCAL, 60, 1), items(LOCAL, 20, 2, "https://other.example/news/{}"))
        assert said == "its links lead to other.example now, no longer to star.example"

    def test_a_section_that_is_gone(self) -> None:
        sport = "https://star.example/sport/{}"
        before = items(LOCAL, 60, 1) + items(LOCAL, 20, 2, sport)
        said = drift(before, items(LOCAL, 20, 3, sport))
        assert said == "nothing from its section /news/ any more, mostly /sport/"

    def test_a_subject_that_changed(self) -> None:
        said = drift(items(LOCAL, 60, 1), items(CASINO, 20, 2))
        assert said is not None
        assert said.startswith("it speaks of other things than before: ")

    def test_a_language_that_changed(self) -> None:
        foreign = [
            Seen(f"https://star.example/news/{n}", "онлайн казино бонус без депозита сегодня") for n in range(20)
        ]
        assert drift(items(LOCAL, 60, 1), foreign) == "its titles are hardly in English any more"

    def test_a_source_that_turned_away_from_us(self) -> None:
        read = [Seen(item.url, item.title, n % 2 == 0) for n, item in enumerate(items(LOCAL, 60, 1))]
        now = [Seen(item.url, item.title, False) for item in items(LOCAL, 20, 2)]
        assert drift(read, now) == "nothing of it is about children's services any more; 50% was"

    @pytest.mark.parametrize(("before", "recent"), [(BEFORE - 1, RECENT), (BEFORE, RECENT - 1), (0, 0)])
    def test_too_few_to_tell(self, before: int, recent: int) -> None:
        assert drift(items(LOCAL, before, 1), items(CASINO, recent, 2)) is None

    def test_items_without_anything(self) -> None:
        assert drift([Seen(None, None)] * 60, [Seen(None, None)] * 20) is None
        assert drift([Seen("::", "")] * 60, items(LOCAL, 20, 1)) is not None


class TestValidators:
    def test_not_modified_is_a_good_answer_only_to_a_healthy_source(self) -> None:
        asked = START + timedelta(hours=3)
        assert may_be_conditional(0, False, START, asked)
        assert not may_be_conditional(1, False, START, asked)
        assert not may_be_conditional(0, True, START, asked)
        assert not may_be_conditional(0, False, None, asked)
        assert not may_be_conditional(0, False, START, START + timedelta(days=1))

    def test_new_entries_under_old_validators_are_a_lie(self) -> None:
        assert have_lied(('"1"', None), ('"1"', None), 1)
        assert not have_lied(('"1"', None), ('"2"', None), 1)
        assert not have_lied(('"1"', None), ('"1"', None), 0)
        assert not have_lied((None, None), (None, None), 5)
