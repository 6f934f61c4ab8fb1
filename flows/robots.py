"""robots.txt (RFC 9309): whether a page may be read, asked of each host once in a pass."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from protego import Protego

from flows.exchange import Failure, Request, Response
from flows.politeness import Manners, Rules
from parsers.addresses import CheckedUrl

Fetch = Callable[[Request], Awaitable[Response | Failure]]
PRODUCT = "Watchkeeper"


class Robots:
    """Answers for one fetcher; what it learns goes into the shared manners."""

    def __init__(self, fetch: Fetch, manners: Manners) -> None:
        self._fetch = fetch
        self._manners = manners
        self._asking: dict[str, asyncio.Task[Rules]] = {}

    async def objection(self, url: CheckedUrl) -> Failure | None:
        """Why this page must not be read; None when it may."""
        rules = await self._rules(url)
        if rules.objection is not None:
            return rules.objection
        if rules.parsed is None or rules.parsed.can_fetch(url.url, PRODUCT):
            return None
        return Failure(url.url, "robots", f"{url.origin}/robots.txt forbids it to {PRODUCT}")

    async def _rules(self, url: CheckedUrl) -> Rules:
        known = self._manners.rules.get(url.origin)
        if known is not None:
            return known
        if url.origin in self._manners.texts:
            self._manners.rules[url.origin] = rules_of(url, self._manners.texts[url.origin], self._manners)
            return self._manners.rules[url.origin]
        if url.origin not in self._asking:
            self._asking[url.origin] = asyncio.ensure_future(self._ask(url))
        return await asyncio.shield(self._asking[url.origin])

    async def _ask(self, url: CheckedUrl) -> Rules:
        answer = await self._fetch(Request(f"{url.origin}/robots.txt", purpose="robots"))
        rules = self._understood(url, answer)
        self._manners.rules[url.origin] = rules
        return rules

    def _understood(self, url: CheckedUrl, answer: Response | Failure) -> Rules:
        if isinstance(answer, Failure):
            return _without_rules(url, answer)
        return rules_of(url, answer.body.decode("utf-8", "replace"), self._manners)


def rules_of(url: CheckedUrl, text: str, manners: Manners) -> Rules:
    """The rules in the text of a robots.txt; the pause that it asks for is kept from now on."""
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(PRODUCT)
    if delay:
        manners.politeness.slow_down(url, float(delay))
    return Rules(parsed=parsed, text=text)


def _without_rules(url: CheckedUrl, answer: Failure) -> Rules:
    """RFC 9309: a 4xx means there are no rules (2.3.1.3), a fault of server or network forbids all (2.3.1.4).

    429 is a host under strain, not one without rules, and counts as a fault.
    """
    if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return Rules(text="")
    reason = "robots" if answer.reason == "http_status" else answer.reason
    # Where the host can't be reached at all, its robots.txt is not the point.
    detail = answer.detail if answer.status is None else f"{url.origin}/robots.txt: {answer.detail}, so no page is read"
    return Rules(objection=Failure(url.url, reason, detail, answer.status, answer.retry_after))
