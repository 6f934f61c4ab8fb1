"""Money decided for children's services: who approved how much, for what and when.

Salaries, fines and what things cost are no funding, an overspend only where it is itself the news (see
`funding_pressures`); what is asked for or put in a draft is conditional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers.cues import Cue
from parsers.model import DateKey, Facts, Mention, Role, Span
from parsers.partial_date import PartialDate
from parsers.reader import funding_agreements, funding_headline, funding_pressures, funding_told, funding_warnings
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.funding_days import days_told
from parsers.reader.money import Amount, find_money
from parsers.reader.multitude import speaks_of_many
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

_RULE = "funding.decided"
_LEAST_POUNDS = 10_000
_OPENING = 3
_MOST_AMOUNTS = 12
_PURPOSE = re.compile(
    r"^[\s,]*(?:(?:extra|more|of|in|a year|over \w+ years|in \d{4}|last \w+) )*"
    r"(?:to|for|into|in|on|towards) (?P<what>(?!\d{4})[^,.;]{4,90})"
)
_PURPOSE_ENDS = re.compile(r" (?:was|were|has|have|had|will|would|is|are|next|last|on|this) ")
_AGREED = re.compile(r"\b(?:was|were|been) (?:\w+ly )?(?:approved|agreed|signed off|backed|nodded)\b")
# "Bosses promised £1.1m would be put towards it": a "will" reported in the past.
_PROMISED = re.compile(r"\b(?:promised|pledged|confirmed|announced|agreed)\b[^;]{0,40}\bwould be\b|\bprepares to\b")
_EARLIER = re.compile(
    r"\bearlier (?:this|that|in the) year\b|\blast year\b|\balready\b|\bpreviously\b|\bago\b"
    r"|\bsince (?:then|\d{4})\b|\bdespite\b"
    r"|\bhad (?:already |also |since )?(?:been )?(?:put|invested|spent|given|added|set aside|found)\b"
)
_UNDER_WAY = re.compile(
    r"\b(?:is|are|was|were) (?:now |also )?(?:putting|investing|spending|pumping|ploughing|adding|giving)\b"
)
# "A £2m improvement plan": the plan is the news, and is read as such.
_OF_A_PLAN = re.compile(r"^[\s-]*(?:improvement|action|recovery|transformation) plan\b")
# "A £12m programme to cut the number of children in care" cuts no money.
_FEWER = re.compile(
    r"\bto (?:cut|save|reduce) (?:the |its |their )?(?:number|waiting|backlog|caseload|delay|demand|need|risk)\w*"
)
# "Secured £95m to help tackle its deficit": money that is given, whatever it is for.
_TO_MEND = re.compile(
    r"\b(?:to|towards|for) (?:help )?(?:(?:it|them|the council|the authority) )?(?:to )?(?:tackl|plug|eas|clear|reduc"
    r"|cut|writ|pay|meet|cover|fill|clos|address|offset|bridg|deal|resolv|balanc|wip)\w* (?:[\w'-]+ ){0,7}?"
    r"(?:deficits?|overspend\w*|shortfalls?|gap|holes?|debts?|costs?|pressures?|losses|backlog)\b"
)
_POUNDS = frozenset(["pound", "pounds", "grand"])
_BUDGET_YEAR = re.compile(r"\d{4}[/-]\d\d\b")
_CLAUSE = re.compile(r"[;:](?! ?$)|, (?:but|although|while|which|and)\b|\bbut\b")


def mentions(context: Context) -> Iterator[Mention]:
    """Each sum once, in the order of the text."""
    decided = _decided(context)
    granted = {item.authority for item in decided if item.role == "new"}
    agreements = [item for item in funding_agreements.mentions(context) if item.authority not in granted]
    others: list[Mention] = []
    if not granted and not funding_headline.is_appeal(context):
        others = [*funding_warnings.mentions(context)] or [*funding_pressures.mentions(context)]
    told: list[Mention] = []
    if not others and all(item.role == "retrospective" for item in (*decided, *agreements)):
        told = [*funding_told.mentions(context)]
    retold = {item.span.start for item in told}
    known = [*(item for item in (*decided, *agreements, *others) if item.span.start not in retold), *told]
    yield from _with_headline(context, known)


def _with_headline(context: Context, known: list[Mention]) -> Iterator[Mention]:
    """The mentions, and what the headline tells where none stands first; one of its authority is moved there."""
    first = context.sentences[0].start if context.sentences else 0
    ahead = None
    if not any(item.role == "new" and item.span.start <= first for item in known):
        ahead = next(funding_headline.mentions(context), None)
    if ahead is None:
        yield from known
        return
    same = next((item for item in known if item.role == "new" and item.authority == ahead.authority), None)
    yield ahead if same is None else replace(same, span=ahead.span)
    yield from (item for item in known if item is not same)


def _decided(context: Context) -> list[Mention]:
    """Each sum of which something is decided or hoped, once."""
    seen: set[tuple[str | None, int, str | None]] = set()
    found: list[Mention] = []
    for sentence in context.sentences:
        if not _names_money(sentence):
            continue
        for amount in find_money(sentence.text)[:_MOST_AMOUNTS]:
            mention = _mention(context, sentence, amount)
            if mention is None or (key := (mention.authority, amount.pounds, amount.per)) in seen:
                continue
            seen.add(key)
            found.append(mention)
    return found


def _names_money(sentence: Sentence) -> bool:
    low = sentence.low
    return "£" in low or (("pound" in low or "grand" in low) and not _POUNDS.isdisjoint(sentence.words))


def _mention(context: Context, sentence: Sentence, amount: Amount) -> Mention | None:
    if amount.pounds < _LEAST_POUNDS or _OF_A_PLAN.match(sentence.low[amount.end :]):
        return None
    clause = _TO_MEND.sub("", _FEWER.sub("", _clause(sentence.low, amount)))
    if speaks_of_many(context, _whole(sentence), sentence.start + amount.start):
        return None
    if _finds(context, "not_money_given", clause) or not _is_for_children(context, sentence):
        return None
    hoped = _finds(context, "hoped", clause) or _finds(context, "hoped", sentence.low[amount.end : amount.end + 60])
    # "Plans to invest £3m were approved" is a decision, whatever the plans were before.
    hoped = hoped and not _PROMISED.search(clause)
    hoped = hoped and not (_AGREED.search(clause) and " not " not in clause and "yet" not in clause)
    firm = _finds(context, "firm", clause) or _is_carried(context, sentence)
    if not hoped and not (firm and _finds(context, "decided", clause + " " + _before(context, sentence))):
        return None
    date = None if hoped else _date(context, sentence, amount)
    dates: dict[DateKey, PartialDate] = {"effective": date.first} if date and date.first else {}
    evidence = {"amount_gbp": Span(sentence.start + amount.start, sentence.start + amount.end, _RULE)}
    if date:
        evidence["dates.effective"] = Span(date.start, date.end, _RULE)
    return Mention(
        type="funding",
        role="conditional" if hoped else _role(context, sentence, date),
        authority=_authority(context, sentence),
        facts=Facts(amount_gbp=amount.pounds, per=amount.per, what=_what(sentence, amount), dates=dates),
        span=Span(sentence.start, sentence.end, _RULE),
        confidence=0.6 if hoped else 0.85,
        evidence=evidence,
    )


def _whole(sentence: Sentence) -> Clause:
    return Clause(sentence, sentence.start, sentence.end)


def _authority(context: Context, sentence: Sentence) -> str | None:
    """Whose money it is: a mere place beside the subject ("in part of Kent") only says where."""
    named = context.surely_in(sentence)
    if context.subject is not None and named and all(place.form == "place" for place in named):
        return context.subject
    return context.authority_of(sentence)


def _clause(low: str, amount: Amount) -> str:
    """The part of the sentence that governs the amount."""
    begins = [match.end() for match in _CLAUSE.finditer(low, 0, amount.start)]
    after = _CLAUSE.search(low, amount.end)
    return low[begins[-1] if begins else 0 : after.start() if after else len(low)]


def _before(context: Context, sentence: Sentence) -> str:
    before = context.previous(sentence)
    return before.low if before else ""


def _finds(context: Context, name: str, low: str) -> bool:
    cue: Cue = context.lexicon.cue(f"funding.{name}")
    return cue.pattern.search(low) is not None


def _is_for_children(context: Context, sentence: Sentence) -> bool:
    """The sentence, one beside it or the opening speaks of the service; another purpose rules it out."""
    if _finds(context, "elsewhere", sentence.low):
        return False
    after = context.following(sentence)
    opening = [other.low for other in context.sentences[:_OPENING]]
    nearby = " ".join((*opening, sentence.low, _before(context, sentence), after.low if after else ""))
    return _finds(context, "children", nearby) or _finds(context, "for_children", nearby)


def _is_carried(context: Context, sentence: Sentence) -> bool:
    """ "Chiefs approved a series of investments. This includes £5.5 million": the decision stands one sentence back."""
    opening = sentence.low[:14]
    return opening.startswith(("this ", "these ", "it ", "they ", "that ", "the money", "among ")) and _finds(
        context, "firm", _before(context, sentence)
    )


def _date(context: Context, sentence: Sentence, amount: Amount) -> DateExpression | None:
    """The day of the decision: a past date in the sentence, nearest to the amount, never one that a state began at."""
    place = sentence.start + amount.start
    told = days_told(context, sentence)
    known = [date for date in told if date.first is not None and date.relation in ("on", "about")]
    known = [date for date in known if not _BUDGET_YEAR.match(sentence.low[date.start - sentence.start :])]
    past = [date for date in known if timing(date.first, context.published) != "future"]
    return min(past, key=lambda date: abs(date.start - place), default=None)


def _role(context: Context, sentence: Sentence, date: DateExpression | None) -> Role:
    when = timing(date.first if date else None, context.published)
    if when == "fresh" and not (
        date and date.first and date.first.precision == "year" and _EARLIER.search(sentence.low)
    ):
        return "new"
    if when in ("recent", "old"):
        return "retrospective"
    if _UNDER_WAY.search(sentence.low) and not _EARLIER.search(sentence.low):
        return "new"
    return "new" if context.in_lead(sentence) and not _EARLIER.search(sentence.low) else "retrospective"


def _what(sentence: Sentence, amount: Amount) -> str | None:
    """What the money is for, in the text's own words, cut to a few."""
    match = _PURPOSE.match(sentence.text[amount.end :])
    if match is None:
        return None
    words = _PURPOSE_ENDS.split(match["what"])[0].strip(" .\"'”’").split()
    return " ".join(words[:12])
