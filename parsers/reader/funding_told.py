"""Money as the opening of an article tells it: what is to be saved, spent or moved, and what costs more than it did.

It is heard where neither a decision nor a lack has been: such sums stand in most reports, and are news only where an
article opens with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.model import Facts, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.funding_days import age
from parsers.reader.money import Amount, find_money
from parsers.reader.multitude import speaks_of_many
from parsers.reader.roles import RECENT_DAYS, hypothetical
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_said = wordings("funding_told")

_RULE = "funding.told"
_CONFIDENCE = 0.6
_OPENING = 2
_LEAST_POUNDS, _LEAST_A_WEEK = 100_000, 2_000
# Accounts come out in the year after theirs.
_OLD_DAYS = 500

_WAYS = tuple((what, _said(what)) for what in ("savings", "costs", "spending", "gap"))
# What is news without a sum.
_SUMLESS = (("write-off", _said("written_off")), ("foster carers' pay", _said("raised")))
_HINTS = ("£", "defici", "debt", "foster")
_OF_CHILDREN = _said("of_children")
_SEND = re.compile(r"\bSEND\b")
# Money of somebody else, or paid for another reason.
_OTHER = _said("other")
_INSPECTED = _said("inspected")
# "Face cuts of £2m": they are on their way, as what one merely risks is not.
_FACED = _said.shaped(r"\b@faced (?:[\w-]+ ){0,2}$")
_MORE = _said("more")
_UNSAID = _said("unsaid")


def mentions(context: Context) -> Iterator[Mention]:
    """The first thing that the opening tells of the service's money."""
    for sentence in context.sentences[:_OPENING]:
        if not any(hint in sentence.low for hint in _HINTS):
            continue
        authority = context.authority_of(sentence) if _may_tell(context, sentence) else None
        found = _told(sentence) if authority else None
        if found is None:
            continue
        what, amount, place = found
        whole = Clause(sentence, sentence.start, sentence.end)
        hoped = hypothetical(whole, sentence.start + place) and not _FACED.search(sentence.low[:place])
        if age(context, sentence) > (_OLD_DAYS if what == "costs" else RECENT_DAYS):
            continue
        if hoped or speaks_of_many(context, whole, sentence.start + place):
            continue
        facts = Facts(what=what)
        if amount is not None:
            facts = Facts(what=what, amount_gbp=amount.pounds, per=amount.per)
        yield Mention("funding", "new", authority, facts, context.span(sentence, _RULE), _CONFIDENCE)
        return


def _may_tell(context: Context, sentence: Sentence) -> bool:
    low = sentence.low
    if _OF_CHILDREN.search(low) is None and _SEND.search(sentence.text) is None:
        return False
    return not (_OTHER.search(low) or _UNSAID.search(low) or context.lexicon.cue("funding.elsewhere").within(sentence))


def _is_told(what: str, low: str) -> bool:
    """What things cost is news where it is measured against something, and nothing below an inspection is."""
    return what != "costs" or _MORE.search(low) is not None


def _told(sentence: Sentence) -> tuple[str, Amount | None, int] | None:
    """What is told, its sum and where it stands; nothing that stands below an inspection."""
    low = sentence.low
    amounts = [item for item in find_money(sentence.text) if _is_much(item)] if "£" in low else []
    for what, way in _WAYS if amounts else ():
        found = way.search(low)
        if found is not None and not _INSPECTED.search(low[: found.start()]) and _is_told(what, low):
            at = found.start()
            amount = next((item for item in amounts if found.start() <= item.start < found.end()), None)
            if amount is not None:
                return what, amount, at
    for what, way in _SUMLESS:
        found = way.search(low)
        if found is not None:
            return what, next(iter(amounts), None), found.start()
    return None


def _is_much(amount: Amount) -> bool:
    return amount.pounds >= (_LEAST_A_WEEK if amount.per == "week" else _LEAST_POUNDS)
