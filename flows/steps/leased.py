"""The sources that a worker holds: leased on while it works, let go at the end."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from storage import polls
from storage.database import Database


class Leased:
    """Sources leased `since` a moment, which tells whose the lease is. Time runs on from there by our own clock."""

    def __init__(self, database: Database, ids: Iterable[str], since: datetime) -> None:
        self.ids, self.since = list(ids), since
        self._database = database
        self._begun = since, time.monotonic()

    def renew(self) -> list[str]:
        """Lease them on; gives those that are ours still, and lets the others be."""
        begun, at = self._begun
        now = max(begun + timedelta(seconds=time.monotonic() - at), self.since)
        with self._database.write() as session:
            self.ids = polls.renew(session, self.ids, self.since, now)
        self.since = now
        return self.ids

    def release(self) -> None:
        """Let go of those that are ours still."""
        with self._database.write() as session:
            polls.release(session, self.ids, self.since)
