"""Whether a server's word that nothing changed is to be asked for: ETags and dates lie, in both directions."""

from __future__ import annotations

from datetime import datetime, timedelta

WHOLE_EVERY = timedelta(days=1)


def may_be_conditional(failures: int, lied: bool, whole_at: datetime | None, now: datetime) -> bool:
    """Whether "not modified" would be a good answer now.

    Not after a failure, which only a whole feed ends; not from a server that lied; and once a day the whole feed is
    asked for, or a server that always says "not modified" would never be found out.
    """
    return failures == 0 and not lied and whole_at is not None and now - whole_at < WHOLE_EVERY


def have_lied(known: tuple[str | None, str | None], answered: tuple[str | None, str | None], new_entries: int) -> bool:
    """Whether a whole feed had something new under the ETag and date that the last one had."""
    return new_entries > 0 and any(known) and known == answered
