"""Before an outcome that only the press tells of is passed on: one look at Ofsted's page of that authority."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from sqlalchemy.orm import Session

from flows.shop import Shop
from flows.steps import register
from parsers.official.ofsted_search import SearchResult
from storage import decisions, looks, sources
from storage.looks import Found
from storage.tables import EventRow

log = logging.getLogger(__name__)

# A message is held for the latest of an authority's documents, not for its whole history.
MOST_DOCUMENTS = 3
# Looks side by side, and how many seconds each waits for a page or a document: a minute in all, of ten that are held.
AT_ONCE, PATIENCE = 4, 20.0


def verify(shop: Shop, now: datetime) -> Iterator[int]:
    """Take every look that is asked for, a few authorities at once; gives how many events each look let go.

    What the page shows is taken into the record, and so confirms the event, or corrects it before anybody is told. A
    page that does not answer is asked again at the next turn, until the hold is over; meanwhile it costs the messages
    of others nothing, for they go as soon as their own page has answered.
    """
    with shop.database.read() as session:
        waiting: dict[str, list[str]] = defaultdict(list)
        for look in looks.open_ones(session):
            waiting[look.authority].append(look.event_id)
        site = sources.enabled_of(session, register.KIND)
    if not waiting:
        return
    patience = min(shop.fetch_options.timeout or PATIENCE, PATIENCE)
    brief = replace(shop, fetch_options=replace(shop.fetch_options, timeout=patience))
    with ThreadPoolExecutor(AT_ONCE, "look") as pool:
        url = site.url if site else None
        taken = [pool.submit(_taken, brief, authority, ids, url, now) for authority, ids in waiting.items()]
        for look_taken in as_completed(taken):
            yield look_taken.result()


def _taken(shop: Shop, authority: str, event_ids: Sequence[str], search_url: str | None, now: datetime) -> int:
    """One authority's look, put down for each of its events; how many were let go."""
    answered = search_url is not None and _looked(shop, authority, search_url, now)
    return sum(_put_down(shop, event_id, answered, now) for event_id in event_ids)


def _put_down(shop: Shop, event_id: str, answered: bool, now: datetime) -> bool:
    """Put one look down; what can't be now is tried again at the next turn, and its message goes out in time anyway."""
    try:
        with shop.database.write() as session:
            return looks.put_down(session, event_id, _found(session, event_id, answered), now)
    except Exception:
        log.exception("the look for event %s can't be put down", event_id)
        return False


def _looked(shop: Shop, authority: str, search_url: str, now: datetime) -> bool:
    """Take in an authority's page; False when that can't be done. No page may keep back what others wait for."""
    try:
        return _take_in_page(shop, authority, search_url, now)
    except Exception:
        log.exception("Ofsted's page of %s can't be taken in", authority)
        return False


def _found(session: Session, event_id: str, answered: bool) -> Found:
    """What the look found of an event, or of the one that a person made it part of meanwhile."""
    if decisions.standing(session, session.get_one(EventRow, event_id)).status == "confirmed":
        return "found"
    return "absent" if answered else "unreachable"


def _take_in_page(shop: Shop, name: str, search_url: str, now: datetime) -> bool:
    """Take in what the authority's page shows that is not known; False when there is no such page or it is silent."""
    authority = shop.gazetteer.get(name)
    if authority is None or authority.urn is None:
        return False
    page = SearchResult(name, authority.urn, urljoin(search_url, f"/provider/44/{authority.urn}"), None)
    _, failed = register.look_at(shop, [page], now, silent=False, most=MOST_DOCUMENTS, only={name})
    return failed == 0
