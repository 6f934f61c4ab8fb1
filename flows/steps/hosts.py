"""What hosts asked of us, kept from one pass to the next: to be left alone for a while, and their robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from flows.exchange import Request
from flows.robots import rules_of
from flows.shop import Shop
from parsers.addresses import CheckedUrl, checked_url
from storage import hosts

# Seconds; shorter waits are over by the next pass.
_WORTH_KEEPING = 60.0


def recall(shop: Shop, requests: Iterable[Request], now: datetime) -> None:
    """Take what the hosts of these requests asked for into the manners of this pass."""
    urls = _urls(shop, requests)
    manners = shop.manners
    with shop.database.read() as session:
        known = hosts.known(session, urls.keys() - manners.recalled, now)
    manners.recalled.update(urls)
    for row in known:
        url = urls[row.origin]
        if row.held_until is not None and row.held_until > now:
            manners.politeness.hold(url, (row.held_until - now).total_seconds())
        if hosts.is_fresh(row, now) and row.robots is not None and row.origin not in manners.rules:
            manners.rules[row.origin] = rules_of(url, row.robots, manners)
            manners.remembered.add(row.origin)


def remember(shop: Shop, now: datetime) -> None:
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
        if found.text is not None and origin not in manners.remembered
    }
    if holds or rules:
        with shop.database.write() as session:
            hosts.keep(session, holds, rules, now)
        manners.remembered.update(rules)


def _urls(shop: Shop, requests: Iterable[Request]) -> dict[str, CheckedUrl]:
    checked = (checked_url(request.url, shop.fetch_options.trusted) for request in requests)
    return {url.origin: url for url in checked if isinstance(url, CheckedUrl)}
