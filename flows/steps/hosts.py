"""Fetching for a pass: what hosts asked of us, a wait or by their robots.txt, is kept from one to the next.

Workers that want the same host take turns there, so that they keep its distance together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from flows import fetch
from flows.exchange import MEGABYTE, Failure, Request, Response
from flows.shop import Shop
from parsers.addresses import Refusal, checked_url
from storage import hosts

# Seconds; shorter waits are over by the next pass.
_WORTH_KEEPING = 60.0
# Were every body as large as is let in: forty pages, or six documents.
_MOST_HELD = 200 * MEGABYTE


def fetch_all(shop: Shop, requests: Sequence[Request], now: datetime) -> list[Response | Failure]:
    """All answers, in order; what hosts asked for in earlier passes is gone by, what they ask for now is put down."""
    _recall(shop, now)
    _take_turns(shop, requests)
    answers = fetch.fetch_all(requests, shop.fetch_options, shop.manners)
    _remember(shop, now)
    return answers


def fetch_each(shop: Shop, requests: Sequence[Request], now: datetime) -> Iterator[Response | Failure]:
    """The answers in order, for whoever needs one after another: no more are asked for at once than memory can hold."""
    for some in _slices(requests):
        yield from fetch_all(shop, some, now)


def _slices(requests: Sequence[Request]) -> Iterator[list[Request]]:
    some: list[Request] = []
    room = _MOST_HELD
    for request in requests:
        size = request.max_bytes or request.allowance.max_bytes
        if some and size > room:
            yield some
            some, room = [], _MOST_HELD
        some.append(request)
        room -= size
    if some:
        yield some


def _take_turns(shop: Shop, requests: Sequence[Request]) -> None:
    """Wait at each host until other workers are done there, and keep them waiting until we are."""
    manners = shop.manners
    paces: dict[str, float] = {}
    wanted: Counter[str] = Counter()
    for request in requests:
        url = checked_url(request.url, shop.fetch_options.trusted)
        if not isinstance(url, Refusal) and (pace := manners.politeness.pace(url)):
            paces[url.host] = pace
            wanted[url.host] += 1
    if not wanted:
        return
    turns = {host: timedelta(seconds=count * paces[host]) for host, count in wanted.items()}
    with shop.database.write() as session:
        waits = hosts.take_turns(session, turns, manners.name, datetime.now(UTC))
    for host, wait in waits.items():
        manners.politeness.give_way(host, wait.total_seconds())


def _recall(shop: Shop, now: datetime) -> None:
    """Take what hosts asked for in earlier passes into the manners of this one."""
    manners = shop.manners
    if manners.recalled:
        return
    manners.recalled = True
    with shop.database.read() as session:
        for row in hosts.known(session, now):
            if row.held_until is not None and row.held_until > now:
                manners.politeness.hold(row.origin, (row.held_until - now).total_seconds())
            if hosts.is_fresh(row, now) and row.robots is not None:
                manners.texts[row.origin] = row.robots


def _remember(shop: Shop, now: datetime) -> None:
    """Put down what hosts asked for in this pass and is not put down yet."""
    manners = shop.manners
    holds = {
        origin: now + timedelta(seconds=left)
        for origin, left in manners.politeness.holds().items()
        if left > _WORTH_KEEPING
    }
    rules = {
        origin: found.text
        for origin, found in list(manners.rules.items())
        if found.text is not None and origin not in manners.texts
    }
    if holds or rules:
        with shop.database.write() as session:
            hosts.keep(session, holds, rules, now)
        manners.texts.update(rules)
