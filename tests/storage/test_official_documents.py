"""Documents that official sites list, put down by several processes."""

from __future__ import annotations

import threading

from parsers.partial_date import PartialDate
from storage import official_documents
from storage.database import Database
from storage.official_documents import Listed
from tests.storage.stories import NOW, PLACE


def test_two_looks_at_one_page_put_its_documents_down_once(database: Database) -> None:
    listed = [Listed("https://site.example/1", PLACE, "Focused visit", "focused_visit", PartialDate("2019-11-04"))]
    new: list[int] = []

    def look() -> None:
        with database.write() as session:
            new.append(official_documents.put(session, listed, NOW, silent=False))

    other = threading.Thread(target=look)
    with database.write() as session:
        new.append(official_documents.put(session, listed, NOW, silent=False))
        other.start()
        other.join(0.5)
    other.join()
    assert new == [1, 0]
