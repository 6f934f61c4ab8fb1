"""Looking again at the pages of articles, for what their publishers changed in them."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from flows.exchange import Failure, Response
from flows.shop import Shop
from flows.steps import hosts
from flows.steps.counts import PollCount
from flows.steps.pages import NoArticle, article_text, page_request
from storage import articles
from storage.captures import Received
from storage.tables import ArticleRow

log = logging.getLogger(__name__)
CHECKS_A_PASS = 200
# Not there, gone, or barred by law (RFC 7725): its words are not ours to show while it is so.
_GONE = (404, 410, 451)


def recheck(shop: Shop, now: datetime, limit: int = CHECKS_A_PASS) -> PollCount:
    """Fetch the articles whose time has come again; one that says something else has another version, to be read."""
    with shop.database.write() as session:
        due = [(row.id, row.url) for row in articles.to_be_checked(session, now, limit) if row.url]
    answers = hosts.fetch_each(shop, [page_request(url) for _, url in due], now)
    total = PollCount()
    for (article_id, url), answer in zip(due, answers, strict=True):
        try:
            total += _compare(shop, article_id, url, answer, now)
        except Exception:
            # A fault of ours in one page must not stop the others; it is looked at again in its turn.
            log.exception("article %s can't be looked at again", article_id)
            total += PollCount(pages_failed=1)
    return total


def _compare(shop: Shop, article_id: int, url: str, answer: Response | Failure, now: datetime) -> PollCount:
    if isinstance(answer, Failure):
        if answer.status in _GONE:
            with shop.database.write() as session:
                row = session.get_one(ArticleRow, article_id)
                row.gone_at = row.gone_at or now
        return PollCount(pages_failed=1)
    try:
        text = article_text(answer, shop.outlets)
    except NoArticle:
        # A consent wall or an error page in its place is no edit.
        return PollCount(pages_failed=1)
    with shop.database.write() as session:
        row = session.get_one(ArticleRow, article_id)
        row.gone_at = None
        capture = Received(answer.body, answer.content_type)
        # Under the address that it is known by, whatever the page calls itself today.
        version = articles.put(session, replace(text, url=url), now, silent=row.silent, capture=capture)
    return PollCount(checked=1, edited=int(version is not None))
