"""A pass rehearsed: it shows what it would send, and neither sends nor keeps anything."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from flows.rehearsal import rehearse
from storage.base import Base
from tests.test_end_to_end import ARTICLE, TODAY
from tests.town import Town


def test_a_rehearsal_shows_what_a_pass_then_sends(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.run(TODAY - timedelta(days=1))
    town.stand.publish(ARTICLE, at=TODAY - timedelta(hours=1), outlets=["star"])
    before = rows(town)
    found = rehearse(town.settings, TODAY)
    assert (found.polled.polled, found.read.alerting) == (1, 1)
    headlines = {str(message["headline"]) for message in found.messages}
    assert (town.mails, town.posts) == ([], [])
    assert rows(town) == before
    assert rehearse(town.settings, TODAY).messages, "the second is as the first"
    town.run(TODAY)
    assert {*town.mails, *town.posts} == headlines and len(found.messages) == 2


def rows(town: Town) -> dict[str, int]:
    with town.shop() as shop, shop.database.read() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
