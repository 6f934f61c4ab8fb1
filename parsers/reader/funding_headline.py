"""Money that the headline puts first: what it tells of a sum, or of cash, cuts and gaps, is what the article reports.

A headline hardly ever names a sum that is not the news; what is left are wages, damages, what somebody asks for, and
plans that are known by their price. It is asked where the opening gave nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.model import Facts, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.funding_days import age
from parsers.reader.funding_pressures import is_of_others
from parsers.reader.money import Amount, find_money
from parsers.reader.multitude import speaks_of_many
from parsers.reader.sentences import Sentence
from parsers.reader.subject import host_of
from parsers.wordings import wordings

_RULE = "funding.headline"
_WHAT = "money"
_CONFIDENCE = 0.6
_OPENING = 4
_LEAST_POUNDS = 50_000
# Money of the year before is told of as new, older money hardly ever.
_OLD_DAYS = 500
_NEXT_WORDS = 3
_said = wordings("funding_headline")
_BELONGS = _said("belongs")
# "Comment: councils need more", "Ann Lee MP: fund our children".
_VOICE = _said.shaped(r"^['\"]?@voice ?[:|]")
_MEMBER = re.compile(r"\bmp ?[:|]")


def is_appeal(context: Context) -> bool:
    """True where the headline is somebody's view, or tells of what somebody asks for or fights."""
    head = context.headline
    if head is None:
        return False
    voiced = _VOICE.search(head.low) is not None or _MEMBER.search(head.low) is not None
    return voiced or context.lexicon.cue("funding.appeals").within(head)


def mentions(context: Context) -> Iterator[Mention]:
    """The first sentence of the opening that speaks of the headline's money."""
    head = context.headline
    if head is None or not _tells(context, head):
        return
    opening = context.sentences[:_OPENING]
    if not _is_of_the_service(context, (head, *opening)):
        return
    sums = [item for item in find_money(head.text) if item.pounds >= _LEAST_POUNDS]
    for sentence in opening:
        amounts = [item for item in find_money(sentence.text) if item.pounds >= _LEAST_POUNDS]
        if not amounts and not _goes_on(context, sentence, sums):
            continue
        authority = context.authority_of(sentence)
        if authority is None or not _is_named_early(context, authority) or _is_barred(context, sentence):
            return
        yield Mention(
            "funding", "new", authority, _facts((*sums, *amounts)), context.span(sentence, _RULE), _CONFIDENCE
        )
        return


def _goes_on(context: Context, sentence: Sentence, sums: list[Amount]) -> bool:
    """True where a sentence without a sum speaks of the money that the headline tells of."""
    head, lexicon = context.headline, context.lexicon
    if sums:
        return lexicon.cue("funding.money_named").within(sentence)
    spoken_of = lexicon.cue("funding.money_spoken_of")
    return head is not None and spoken_of.within(head) and spoken_of.within(sentence)


def _tells(context: Context, head: Sentence) -> bool:
    """True where the headline tells of money, and neither asks for it nor tells how a service was found to be."""
    lexicon = context.lexicon
    if is_appeal(context) or lexicon.cue("funding.elsewhere").within(head):
        return False
    amounts = find_money(head.text)
    # "£7m spent on agency staff as boss quits": what stands first is what is told.
    first = next((item.start for item in amounts), len(head.text))
    if any(hit.start < first for hit in lexicon.cue("funding.not_told").all(head)):
        return False
    if any(_BELONGS.search(_beside(head, item)) for item in amounts):
        return False
    if any(item.pounds >= _LEAST_POUNDS for item in amounts):
        return True
    asked = head.low.rstrip().endswith("?") or _BELONGS.search(head.low) is not None
    named = lexicon.cue("funding.money_named").all(head)
    return not asked and any(not is_of_others(head.low, hit.end) for hit in named)


def _beside(head: Sentence, amount: Amount) -> str:
    """The words on both sides of a sum: "the new boss on £190,000", "a £2m improvement plan"."""
    after = head.low[amount.end :].replace("-a-year", "").replace("-", " ").split()[:_NEXT_WORDS]
    return " ".join((*head.low[: amount.start].split()[-_NEXT_WORDS:], "£", *after))


def _is_of_the_service(context: Context, opening: tuple[Sentence, ...]) -> bool:
    ours = context.lexicon.cue("funding.for_children")
    return any(ours.within(item) or "SEND" in item.text for item in opening)


def _is_named_early(context: Context, authority: str) -> bool:
    """False for a council that only serves as an example further down, unless the article is its own."""
    if any(place.name == authority for place in context.titled):
        return True
    edge = context.sentences[min(_OPENING, len(context.sentences)) - 1].end
    early = any(place.name == authority for place in context.places if place.start < edge)
    return early or host_of(context.article, context.lexicon.gazetteer) == authority


def _is_barred(context: Context, sentence: Sentence) -> bool:
    """True for what is told of many councils, of elsewhere or of a day long gone."""
    if speaks_of_many(context, Clause(sentence, sentence.start, sentence.end), sentence.start):
        return True
    return age(context, sentence) > _OLD_DAYS or context.lexicon.cue("funding.elsewhere").within(sentence)


def _facts(amounts: tuple[Amount, ...]) -> Facts:
    first = next(iter(amounts), None)
    return Facts(what=_WHAT) if first is None else Facts(what=_WHAT, amount_gbp=first.pounds, per=first.per)
