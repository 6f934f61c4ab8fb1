"""Who has held the posts of an authority, gathered from the events of its leadership."""

from __future__ import annotations

from datetime import date

from flows.looking import dated
from flows.shop import Shop
from parsers.fact_sheet import facts_from_dict
from parsers.model import london_day
from parsers.succession import Move, Tenure, Turn, successions
from storage import events


def posts_of(shop: Shop, authority: str, today: date) -> list[Tenure]:
    """The stays in each post of an authority, as far as anything tells of them."""
    moves = []
    with shop.database.read() as session:
        for event in events.find(session, family="leadership", authority=authority):
            facts = facts_from_dict(event.facts)
            stated = facts.dates.get("effective") or facts.dates.get("start")
            turn = Turn(stated, dated(session, event).day or london_day(event.first_seen_at))
            moves += [Move(event.id, person, turn) for person in facts.people if person.change is not None]
    return successions(moves, today)
