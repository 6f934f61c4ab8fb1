"""Money as the opening of an article tells it: what is to be saved, spent or moved, and what costs more than it did.

It is heard where neither a decision nor a lack has been: such sums stand in most reports, and are news only where an
article opens with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.expressions import Expression
from parsers.model import Facts, Mention
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.money import Amount, find_money
from parsers.reader.multitude import speaks_of_many
from parsers.reader.roles import RECENT_DAYS, days_before, hypothetical
from parsers.reader.sentences import Sentence

_RULE = "funding.told"
_CONFIDENCE = 0.6
_OPENING = 2
_LEAST_POUNDS, _LEAST_A_WEEK = 100_000, 2_000
# Accounts come out in the year after theirs.
_OLD_DAYS = 500

_SUM = r"£\d[\d,.]*(?: ?(?:k|mn?|bn|million|billion|thousand)\b)?"
_ABOUT = r"(?:(?:about|around|nearly|almost|more than|over|up to|another|a further|some|an extra|roughly|at least) )*"
_SPENT = (
    r"(?:added|moved|made available|set aside|spent|put|given|invested|transferred|handed|awarded|pumped|pledged"
    r"|released|earmarked|set up|shared|ploughed|provided|allocated|injected|found|used|created)\b"
)
_DEBTS = r"(?:deficits?|debts?|overspends?|liabilit(?:y|ies))\b"
_CLEARED = (
    r"(?:writ(?:e|es|ing|ten) off|wrote off|wip(?:e|es|ed|ing) (?:out|clean|off)|wiped|cancel\w*|clear(?:ed|s|ing)?"
    r"|pa(?:y|ys|id|ying) off|forgiv\w*|absorb\w*)"
)
_WAYS: tuple[tuple[str, Expression], ...] = (
    (
        "savings",
        Expression(
            rf"\b(?:cuts?|cutbacks|savings|reductions?) (?:of|worth|totalling|amounting to|to save) {_ABOUT}{_SUM}"
            rf"|{_SUM}[^.;,]{{0,25}}? (?:cuts?|cutbacks|savings|reductions?|squeeze)\b"
            rf"|\b(?:sav(?:e|es|ed|ing)|cut(?:s|ting)?|slash(?:es|ed|ing)?|trim\w*|shav(?:e|es|ed|ing)|lop\w*|axe|axing"
            rf"|tak(?:e|es|ing)) (?:the council )?{_ABOUT}{_SUM}"
            rf"|\b(?:halved|slashed|axed|scrapped|reduced|withdrawn|trimmed)\b[^.;]{{0,60}}?{_SUM}"
        ),
    ),
    (
        "costs",
        Expression(
            rf"\b(?:cost(?:s|ing)?|bill|spen(?:t|ds?|ding)|pa(?:id|ys|ying)(?: out)?)\b[^.;£]{{0,60}}? {_ABOUT}{_SUM}"
            rf"|{_SUM}[^.;£]{{0,20}} (?:bill|cost|price tag)\b|{_SUM}[^.;£]{{0,40}}? was spent\b"
        ),
    ),
    (
        "spending",
        Expression(
            rf"{_SUM}[^.;]{{0,70}}?\b(?:will be|is to be|are to be|is being|has been|have been) (?:\w+ )?{_SPENT}"
            rf"|\b(?:mov|transfer|shift|switch|divert|tak)(?:e|es|ed|ing|red|ring)? {_ABOUT}{_SUM} (?:from|out of)\b"
            rf"|\b(?:pump|plough|inject|put|pour|add|invest|funnel|channel)(?:s|ed|ing)? {_ABOUT}{_SUM}[^.;]{{0,30}}?"
            r" (?:into|in|to|towards)\b"
            rf"|\b(?:pot|fund|grant|package|sum|windfall|deal|agreement)\b[^.;£]{{0,40}}? (?:of|worth) {_ABOUT}{_SUM}"
        ),
    ),
    (
        "gap",
        Expression(
            rf"{_SUM}[^.;£]{{0,30}}? (?:hole|gap|shortfall|deficit|overspend|black hole|debt|support)\b"
            rf"|\b(?:by|of) {_ABOUT}{_SUM} (?:more than|over|above) (?:its|their|the)\b"
            rf"|\b(?:exceptional financial support|bailout|bail-out)\b[^.;]{{0,40}}?{_SUM}"
        ),
    ),
)
_WRITTEN_OFF = Expression(
    rf"\b{_DEBTS}[^.;]{{0,40}}? (?:will be|is to be|are to be|be|has been|have been|was|were|is|partly|mostly) "
    rf"?(?:\w+ )?{_CLEARED}\b|\b{_CLEARED} (?:[\w'-]+ ){{0,9}}?{_DEBTS}"
    rf"|\b(?:will|to|would) have (?:its|their|the) (?:[\w-]+ ){{0,4}}?{_DEBTS}[^.;]{{0,20}} {_CLEARED}\b"
)
_OF_CHILDREN = re.compile(
    r"\bchild|\byoung (?:people|person)|\byoungsters|\byouth (?:services?|clubs?|centres?|justice)"
    r"|\bfoster|\bcare leavers"
    r"|\bspecial (?:educational )?needs|\bsure start|\bsocial work|\bhigh needs|\bfamily hubs?|\bsafety valve"
    r"|\bplacements?\b|\bhome-to-school|\bshort breaks"
)
_SEND = re.compile(r"\bSEND\b")
# Money of somebody else, or paid for another reason.
_OTHER = re.compile(
    r"\b(?:compensation|ombudsman|damages|fined?|payouts?|pay-?outs?|settlement|court|judge|jailed|stole|stolen|fraud"
    r"|charit|lottery|fundrais|donat|salary|salaries|golden|ministers have announced|nationally"
    r"|across (?:england|the country)"
    r"|councils|inquest|pothole|school building|playground|house prices?|developer)"
)
_INSPECTED = re.compile(r"\b(?:rated|judged|graded|ofsted|inspect\w+|watchdog)\b")
# "Face cuts of £2m": they are on their way, as what one merely risks is not.
_FACED = re.compile(r"\bfac(?:e|es|ed|ing) (?:[\w-]+ ){0,2}$")
_MORE = re.compile(
    r"\b(?:than|twice|doubl\w*|tripl\w*|trebl\w*|quadrupl\w*|times|over budget|up from|ris(?:e|es|en|ing)|rose|soar\w*"
    r"|record|set aside|budgeted|forecast|expected to|spiral\w*|grow\w*|grew|increas\w*|jump\w*|overspen\w*)\b"
)
_UNSAID = re.compile(
    r"\b(?:could|might|would have|unless|if|years? ago|months ago|years earlier|had already|calls? for"
    r"|called for|asked for"
    r"|demand(?:s|ed|ing)?|urg(?:es?|ed|ing)|promis(?:es|ed) by|petition|motion)\b"
)


def mentions(context: Context) -> Iterator[Mention]:
    """The first thing that the opening tells of the service's money."""
    for sentence in context.sentences[:_OPENING]:
        if not ("£" in sentence.low or "defici" in sentence.low or "debt" in sentence.low):
            continue
        authority = context.authority_of(sentence) if _may_tell(context, sentence) else None
        found = _told(sentence) if authority else None
        if found is None:
            continue
        what, amount, place = found
        whole = Clause(sentence, sentence.start, sentence.end)
        hoped = hypothetical(whole, sentence.start + place) and not _FACED.search(sentence.low[:place])
        if _age(context, sentence) > (_OLD_DAYS if what == "costs" else RECENT_DAYS):
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


def _age(context: Context, sentence: Sentence) -> int:
    """How many days ago the oldest of what the sentence dates was."""
    days = [date.first or date.last for date in context.dates_in(sentence)]
    return max((days_before(day, context.published) or 0 for day in days if day is not None), default=0)


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
    found = _WRITTEN_OFF.search(low)
    return None if found is None else ("write-off", next(iter(amounts), None), found.start())


def _is_much(amount: Amount) -> bool:
    return amount.pounds >= (_LEAST_A_WEEK if amount.per == "week" else _LEAST_POUNDS)
