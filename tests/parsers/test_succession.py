"""Who held a post when: one after another, interims and vacancies among them, whatever order it was told in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Person, PostChange
from parsers.partial_date import PartialDate
from parsers.succession import Move, Tenure, Turn, successions

TODAY = date(2026, 11, 20)
ROLE = "director of children's services"


def move(change: PostChange, name: str | None, day: str | None = None, told: str = "2026-01-05") -> Move:
    stated = PartialDate(day) if day else None
    return Move(f"{change} {name}", Person(name, ROLE, change, "dcs"), Turn(stated, date.fromisoformat(told)))


def shown(*moves: Move, today: date = TODAY) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (tenure.holding, tenure.name, _day(tenure.since), _day(tenure.until)) for tenure in successions(moves, today)
    ]


def _day(turn: Turn | None) -> str | None:
    return turn.day.isoformat() if turn else None


def test_one_follows_another_with_an_interim_between_in_any_order() -> None:
    told = (
        move("out", "Jo Day", "2024-03-31"),
        move("interim", "Al Oak", "2024-04-01"),
        move("in", "Bea Fox", "2024-09-02"),
    )
    for moves in permutations(told):
        assert shown(*moves) == [
            ("holder", "Jo Day", None, "2024-03-31"),
            ("interim", "Al Oak", "2024-04-01", "2024-09-02"),
            ("holder", "Bea Fox", "2024-09-02", None),
        ]


def test_a_post_that_nobody_took_is_vacant() -> None:
    left = move("out", "Jo Day", "2024-03-31")
    assert shown(left)[1:] == [("vacant", None, "2024-03-31", None)]
    assert shown(left, move("in", "Bea Fox", "2024-09-02"))[1:] == [
        ("vacant", None, "2024-03-31", "2024-09-02"),
        ("holder", "Bea Fox", "2024-09-02", None),
    ]


def test_whoever_is_to_leave_holds_it_until_then() -> None:
    assert shown(move("out", "Jo Day", "2026-12-31")) == [("holder", "Jo Day", None, "2026-12-31")]


def test_an_interim_who_is_appointed_begins_anew_and_a_second_report_does_not() -> None:
    assert shown(
        move("interim", "Al Oak", "2024-04-01"), move("in", "Alan Oak", "2024-09-02"), move("in", "A Oak", "2024-09-03")
    ) == [("interim", "Al Oak", "2024-04-01", "2024-09-02"), ("holder", "Alan Oak", "2024-09-02", None)]  # fmt: skip


def test_where_no_day_is_stated_it_is_the_one_on_which_it_was_told() -> None:
    (tenure,) = successions([move("in", "Bea Fox", told="2025-02-03")], TODAY)
    assert tenure.since == Turn(None, date(2025, 2, 3))


def test_posts_are_apart() -> None:
    member = Move("e", Person("Cy Elm", "lead member", "in", "lead_member"), Turn(None, date(2025, 1, 1)))
    assert [tenure.post for tenure in successions([member, move("in", "Bea Fox")], TODAY)] == ["dcs", "lead_member"]


_MOVES = st.lists(
    st.builds(
        lambda change, name, days: move(change, name, (date(2024, 1, 1) + timedelta(days=days)).isoformat()),
        st.sampled_from(["in", "out", "interim"]),
        st.sampled_from(["Jo Day", "Al Oak", "Bea Fox", None]),
        st.integers(0, 900),
    ),
    max_size=8,
)


@given(_MOVES)
def test_the_last_alone_holds_it_still_and_no_vacancy_ends_before_it_begins(moves: list[Move]) -> None:
    found: list[Tenure] = successions(moves, TODAY)
    assert all(tenure.until is not None for tenure in found[:-1])
    for tenure in found:
        if tenure.holding == "vacant" and tenure.since and tenure.until:
            assert tenure.since.day < tenure.until.day
