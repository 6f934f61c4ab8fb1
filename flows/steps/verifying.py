"""Before an outcome that only the press tells of is passed on: one look at Ofsted's page of that authority."""

from __future__ import annotations

import logging
from collections import defaultdict
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


def verify(shop: Shop, now: datetime) -> int:
    """Take every look that is asked for, an authority at a time; returns how many events were let go.

    What the page shows is taken into the record, and so confirms the event, or corrects it before anybody is told. A
    page that does not answer is asked again at the next turn, until the hold is over.
    """
    with shop.database.read() as session:
        waiting: dict[str, list[str]] = defaultdict(list)
        for look in looks.open_ones(session):
            waiting[look.authority].append(look.event_id)
        site = sources.enabled_of(session, register.KIND)
    gone = 0
    for authority, event_ids in waiting.items():
        answered = site is not None and _looked(shop, authority, site.url, now)
        for event_id in event_ids:
            with shop.database.write() as session:
                found = _found(session, event_id, answered)
                gone += looks.put_down(session, event_id, found, now)
    return gone


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
