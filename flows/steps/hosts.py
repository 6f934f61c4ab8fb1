"""Fetching for a pass: what hosts asked of us, a wait or by their robots.txt, is kept from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows import fetch
from flows.exchange import Failure, Request, Response
from flows.shop import Shop
from storage import hosts

# Seconds; shorter waits are over by the next pass.
_WORTH_KEEPING = 60.0


def fetch_all(shop: Shop, requests: Sequence[Request], now: datetime) -> list[Response | Failure]:
    """All answers, in order; what hosts asked for in earlier passes is gone by, what they ask for now is put down."""
    _recall(shop, now)
    answers = fetch.fetch_all(requests, shop.fetch_options, shop.manners)
    _remember(shop, now)
    return answers


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
