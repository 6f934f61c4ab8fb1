"""Items that are known again whatever was done to their identifiers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.entry_identity import EntryKeys, KnownEntry, Recognised, keys_of, recognise
from parsers.model import Entry

AT = datetime(2026, 6, 22, 9, tzinfo=UTC)


def entry(number: int, **changes: Any) -> Entry:
    made = Entry(f"id-{number}", f"https://a.example/{number}", f"Story {number}", AT + timedelta(hours=number))
    return replace(made, **changes)


ALL = tuple(entry(number) for number in range(8))


def known(entries: Sequence[Entry]) -> list[KnownEntry]:
    return [KnownEntry(number, keys, one.published) for number, (one, keys) in enumerate(keys_of(entries))]


def found(entries: Sequence[Entry], before: Sequence[Entry] = ALL) -> Recognised:
    return recognise(keys_of(entries), known(before))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, id=one.id + "-new"),
        lambda one: replace(one, id=one.id + "-new", url=one.url.replace("https", "http") + "?utm_source=rss"),
        lambda one: replace(one, id=one.id + "-new", url=one.url.replace("a.example", "www.a.example") + "/"),
        lambda one: replace(one, id=one.id + "-new", url=one.url.replace("a.example", "new.example")),
        lambda one: replace(one, id=one.id + "-new", url=None),
        lambda one: replace(one, id=one.id + "-new", url=one.url.replace("a.example", "b.example"), published=AT),
    ],
)
def test_a_source_that_gives_all_items_new_identifiers_has_nothing_new(change: Callable[[Entry], Entry]) -> None:
    changed = found([change(one) for one in ALL])
    assert (changed.new, changed.edited) == ((), ())


def test_a_move_lets_through_what_is_new() -> None:
    moved = [replace(one, id=f"x{one.id}", url=None, published=None) for one in ALL]
    fresh = entry(99)
    changed = found([*moved, fresh])
    assert changed.moved
    assert [one for one, _ in changed.new] == [fresh]


def test_a_title_alone_hides_nothing() -> None:
    """A column has the same title every week."""
    weekly = entry(50, title="Story 1")
    assert [one for one, _ in found([*ALL, weekly]).new] == [weekly]
    assert not found([*ALL, weekly]).moved


def test_titles_that_come_again_are_news_while_other_items_keep_their_identifiers() -> None:
    columns = [entry(number + 20, title=f"Story {number}") for number in range(4)]
    changed = found([*columns, *ALL])
    assert ([one for one, _ in changed.new], changed.moved) == (columns, False)


def test_another_title_is_an_edit() -> None:
    retold = entry(3, title="Correction: story 3")
    again = replace(retold, id="another")
    assert [(one, was.number) for one, _, was in found([retold]).edited] == [(retold, 3)]
    assert [(one, was.number) for one, _, was in found([again]).edited] == [(again, 3)]
    assert found([retold], [*ALL, retold]).new == ()


def test_an_address_that_items_share_tells_none_of_them() -> None:
    one, two = (entry(number, url="https://a.example/live") for number in (20, 21))
    assert len(found([one, two], [entry(5, url="https://a.example/live")]).new) == 2


ITEMS = st.builds(
    Entry,
    id=st.text(max_size=3),
    url=st.none() | st.sampled_from([f"https://a.example/{n}" for n in range(4)]),
    title=st.none() | st.sampled_from(["One", "Two", "one"]),
    published=st.none() | st.just(AT),
)


@given(st.lists(ITEMS, max_size=12), st.lists(ITEMS, max_size=12))
def test_what_was_shown_before_is_never_new(before: list[Entry], after: list[Entry]) -> None:
    changed = found(after, before)
    shown = {one.id for one in before}
    assert not [one for one, _ in changed.new if one.id in shown]
    assert found(before, before).new == ()
    assert isinstance(keys_of(after), tuple)
    assert all(isinstance(keys, EntryKeys) for _, keys in changed.new)
