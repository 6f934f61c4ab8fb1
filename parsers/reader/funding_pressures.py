"""Money that children's services lack: an overspend, a deficit or a gap that is itself what the article reports.

In passing it is no news, and most reports have such a sum somewhere; it counts where the headline or the first
sentences tell it as forecast, found or grown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.model import Facts, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.money import Amount, find_money
from parsers.reader.multitude import speaks_of_many
from parsers.reader.sentences import Sentence

_RULE = "funding.pressure"
_OPENING, _TITLED = 3, 6
_LEAST_POUNDS = 100_000
_MOST_AMOUNTS = 8
_NEAR = 70
# Modals, other days and conditions: no news, whatever the sum.
_NOT_NEWS = re.compile(
    r"\b(?:could|might|would|if|unless|should|had already|(?:months?|years?) (?:ago|after|earlier)|last year"
    r"|previous(?:ly)?|nationally|across the country|across england)\b"
)

# "Deficit team fails to meet": the news is of the team.
_OF_OTHERS = re.compile(
    r"[ '-]*(?:[\w-]+ )?(?:team|panel|group|board|committee|task ?force|meeting|talks|row|debate|summit|strategy)s?\b"
)


def mentions(context: Context) -> Iterator[Mention]:
    """The first sum of which the opening says that the service lacks it."""
    lexicon = context.lexicon
    lacking = lexicon.cue("funding.lacking")
    titled = context.headline is not None and any(
        not is_of_others(context.headline.low, hit.end) for hit in lacking.all(context.headline)
    )
    for sentence in context.sentences[: _TITLED if titled else _OPENING]:
        if "£" not in sentence.text or not lacking.within(sentence) or _NOT_NEWS.search(sentence.low):
            continue
        if not lexicon.cue("funding.lack_told").within(sentence) or not _is_ours(context, sentence):
            continue
        amount = _amount(context, sentence)
        authority = context.authority_of(sentence)
        if amount is None or authority is None:
            continue
        yield Mention(
            "funding",
            "new",
            authority,
            Facts(amount_gbp=amount.pounds, per=amount.per, what="overspend"),
            context.span(sentence, _RULE),
            0.7,
        )
        return


def is_of_others(low: str, end: int) -> bool:
    """True where whom or what a word for money belongs to stands behind it: "deficit team", "funding row"."""
    return _OF_OTHERS.match(low, end) is not None


def _is_ours(context: Context, sentence: Sentence) -> bool:
    """True where it is said to be that of the service, in the sentence or the headline."""
    cue = context.lexicon.cue("funding.of_the_service")
    if cue.within(sentence) or "SEND" in sentence.text:
        return True
    return context.headline is not None and (cue.within(context.headline) or "SEND" in context.headline.text)


def _amount(context: Context, sentence: Sentence) -> Amount | None:
    """The sum nearest to the word for what lacks."""
    if speaks_of_many(context, Clause(sentence, sentence.start, sentence.end), sentence.start):
        return None
    places = [hit.start - sentence.start for hit in context.lexicon.cue("funding.lacking").all(sentence)]
    known = [item for item in find_money(sentence.text)[:_MOST_AMOUNTS] if item.pounds >= _LEAST_POUNDS]
    gaps = {item: min(_gap(item, place) for place in places) for item in known}
    near = [item for item in known if gaps[item] <= _NEAR]
    return min(near, key=lambda item: gaps[item], default=None)


def _gap(amount: Amount, place: int) -> int:
    """How far a sum is from the word; one before it counts thrice: "rises to £20m as the overspend reaches £51m"."""
    return amount.start - place if amount.start >= place else 3 * max(0, place - amount.end)
