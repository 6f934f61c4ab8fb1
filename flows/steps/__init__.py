"""The use cases: each stage of the way of the data as a plain function, for flows, the command line and tests alike."""

from flows.shop import Shop, Unreadable, lend_shop, open_shop, sync_sources
from flows.steps.auditing import audit
from flows.steps.counts import DeliverCount, MaintainCount, PollCount, ReadCount, RegisterCount
from flows.steps.delivering import deliver, owed
from flows.steps.notices import check_register
from flows.steps.operating import ping, tell_operator
from flows.steps.polling import due_count, poll, poll_due
from flows.steps.polling import refresh as refresh_sources
from flows.steps.reading import read, unread
from flows.steps.rechecking import recheck
from flows.steps.register import import_baseline
from flows.steps.rereading import batches as reread_batches
from flows.steps.rereading import reread
from flows.steps.rereading import scope_of as reread_scope
from flows.steps.statistics import Imported, import_statistics
from flows.steps.studying import study
from flows.steps.upkeep import maintain
from flows.steps.verifying import verify

__all__ = [
    "DeliverCount",
    "Imported",
    "MaintainCount",
    "PollCount",
    "ReadCount",
    "RegisterCount",
    "Shop",
    "Unreadable",
    "audit",
    "check_register",
    "deliver",
    "due_count",
    "import_baseline",
    "import_statistics",
    "lend_shop",
    "maintain",
    "open_shop",
    "owed",
    "ping",
    "poll",
    "poll_due",
    "read",
    "recheck",
    "refresh_sources",
    "reread",
    "reread_batches",
    "reread_scope",
    "study",
    "sync_sources",
    "tell_operator",
    "unread",
    "verify",
]
