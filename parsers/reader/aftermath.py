"""Whether an article tells what was made of an inspection known before: a quarrel, a plan, a reader's letter.

What Ofsted found is told again in such articles, and at length; it came out before, unless they say themselves that it
came out these days.
"""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.expressions import Expression
from parsers.model import Mention
from parsers.reader.context import Context
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

_OPENING = 2
# How much of its end is looked at for who signs it, in characters.
_CLOSING = 300

_GO = (
    r"(?:resign(?:ing)?|resignations?|quit|stand(?:ing)? (?:down|aside)|step(?:ping)? (?:down|aside)"
    r"|consider (?:his|her|their|your) (?:own )?positions?|be sacked|heads? (?:to|must|should|will) roll"
    r"|fall on (?:his|her|their) swords?)\b"
)
_QUARREL = (
    r"(?:(?<!in a )rows?|spat|furore|war of words|clash(?:es|ed)?|slanging match|blame[- ]game|finger[- ]pointing"
    r"|heated (?:exchanges?|debate|meeting|row|clash)|(?:fraught|stormy|bad-tempered|fiery) (?:\w+ )?(?:debate|meeting"
    r"|exchanges?|session)|(?:trade|exchange)[ds]? (?:blows|barbs|insults|jibes)|at loggerheads)\b"
)
_ANSWERABLE = r"(?:bosses|chiefs?|leaders?|officers?|executives?|(?:cabinet )?members?|directors?|council)"
_ASKERS = (
    r"(?:councillors?|members|opposition|labour|tor(?:y|ies)|conservatives?|lib dems?|greens?|mps?|panel|committee)"
)
_SUBJECT = (
    r"(?:ofsted|inspect\w+|report|watchdog|ratings?|(?:children's|childrens) services|send\b|failings|failures"
    r"|judge?ment|verdict)"
)
_POLITICS = Expression(
    r"\b(?:call(?:s|ed|ing)?|demand(?:s|ed|ing)?|urg(?:es?|ed|ing)|pressure|motion|petition|bid|ask(?:s|ed|ing)?"
    rf"|should|must|refus(?:es?|ed|ing))\b[^.;]{{0,90}}?\b{_GO}"
    r"|\b(?:vote|motion|bid) of no[- ]confidence\b|\bno[- ]confidence (?:vote|motion)\b|\bcasting vote\b"
    rf"|\b{_QUARREL}[^.;]{{0,60}}?\b(?:over|after|about|following|on|in)\b[^.;]{{0,60}}?\b{_SUBJECT}"
    rf"|\b(?:ofsted|inspection|(?:children's|childrens) services)\b[^.,;]{{0,40}}\b{_QUARREL}"
    rf"|\b{_ANSWERABLE} (?:(?:are|were|was|have been|being|get|got) )?(?:grilled|quizzed|questioned|taken to task"
    r"|hauled over the coals|put (?:under|on|in) the spot(?:light)?) (?:\w+ )?(?:over|on|about|by (?!ofsted|inspect))"
    r"|\b(?:slammed|slated|lambasted|criticised|condemned) (?:for|over) (?:its|their|his|her) (?:"
    r"(?:response|reaction) to|handling of (?:the |an? |its )?(?:\w+ )?(?:ofsted|inspection|report|fallout|crisis))\b"
    rf"|\b{_ASKERS} (?:grill|quizz?|question)(?:s|es|ed)? [^.;]{{0,60}}\b(?:over|on|about)\b"
    r"|\b(?:councillors|members|committee|panel|meeting)\b[^.;]{0,60}\b(?:debat|discuss)\w* (?:\w+ ){0,3}?(?:ofsted|"
    r"inspection|inspectors') (?:\w+ )?(?:report|findings|verdict|rating|result)"
    r"|\bfac(?:es?|ed|ing) (?:\w+ )?(?:criticism|anger|questions|calls|flak|backlash) (?:in (?:the )?wake of|after"
    r"|following)\b"
    r"|\b(?:reject|back|pass|table|mov|carri|defeat|withdr[ae]w)\w* (?:an? |the |their |its )?(?:\w+ ){0,3}motion\b"
    r"|\bmotion (?:\w+ ){0,3}(?:calling|condemn\w*|criticis\w*|rebuk\w*|on)\b"
)
_CUES = (
    "resign", "quit", "down", "aside", "position", "confidence", "roll", "row", "spat", "furore", "words", "clash",
    "slanging", "blame", "finger", "heated", "fraught", "stormy", "bad-tempered", "fiery", "trade", "exchange",
    "loggerheads", "grill", "quiz", "question", "taken to task", "hauled", "spot", "response", "reaction", "handling",
    "fac", "debat", "discuss", "motion", "casting", "sacked", "swords",
)  # fmt: skip
# "Rated inadequate amid calls for her to go": what comes first is the news.
_BESIDE = re.compile(r"\b(?:amid|as|despite|while|after|following|with)\b[^,;]*$")

# "Has published a plan to improve after a critical report": the plan is the news; "told to draw one up" is not yet.
_IN_ANSWER = (
    r"\b(?:after|following|in response to|since|in (?:the )?wake of|(?:to|that|which) (?:will |would )?"
    r"(?:address|tackle|respond to|remedy|resolve))\b[^.;]{0,60}?\b"
    r"(?:ofsted|inspect\w+|watchdog|cqc|report|ratings?|judge?ment|findings"
    r"|failings|failures)\b"
)
_PLAN = Expression(
    r"(?<!to )(?<!must )(?<!should )\b(?:publish|releas|unveil|reveal|approv|agree|submit|launch|adopt|outlin|set|draw"
    r"|drew|put|sign)\w*\b[^.;]{0,60}?\b"
    r"(?:plans?\b(?! to (?:take|strip|inspect))|statement of action|wsoa|roadmap|blueprint"
    rf"|strategy|how (?:it|they) (?:will|plans? to|aims? to|intends? to))[^.;]{{0,200}}?{_IN_ANSWER}"
    r"|\b(?:(?<!action )(?<!improvement )plans? to (?:improve|transform|fix|mend|overhaul|turn)"
    rf"|statement of action|action plan|improvement plan)\b[^.;]{{0,120}}?{_IN_ANSWER}"
)
_PLANS = ("plan", "statement of action", "wsoa", "roadmap", "blueprint", "strategy", "how it", "how they")
_ORDERED = re.compile(
    r"\b(?:must|told|ordered|order|requir\w+|asked|needs?|has|have|should|instructed|forced|demand\w*|directed)\b"
    r"[^.;]{0,60}$"
)
_INSPECTED = re.compile(r"\b(?:ofsted|inspect\w+|watchdog|rated|judged|graded|inadequate)\b")

# A reader's letter: how it says what it is, and how it signs off.
_LETTER = Expression(
    r"^(?:readers?'? |your )?letters?(?::| (?:page|to the editor)\b)|^letters from\b"
    r"|^(?:dear )?(?:sir|madam|editor)(?:/madam|,| -|:)"
    r"|\bi (?:refer|am writing in response|write in response|write with reference) to (?:your|the) (?:[\w'-]+ ){0,4}"
    r"(?:article|report|story|letter|coverage)"
    r"|\b(?:i (?:have )?read|after reading|thanks for|i commend|with reference to) (?:\w+ ){0,3}?(?:your|\w+'s)? ?"
    r"(?:[\w'-]+ ){0,4}(?:article|coverage|reporting)\b"
)
_SIGNED = re.compile(r"\bname and address (?:supplied|withheld|provided)\b|\bname supplied\b")
# A post advertised, by the department itself.
_ADVERT = Expression(
    r"\b(?:exciting|great|fantastic|brilliant|perfect|ideal|good) (?:time|opportunity|chance)(?: for \w+)? to (?:be )?"
    r"(?:join|work)"
    r"|^(?:come (?:and )?)?(?:work (?:for|with) us|join (?:us|our (?:team|teams|service|department)))\b"
    r"|\bwe (?:are|'re) (?:now |currently )?(?:looking for|seeking|recruiting) (?:an? |new |more )?(?:\w+ ){0,4}"
    r"(?:to join|who (?:are|is|can|have|has|will))\b"
)

_OF_THESE_DAYS = re.compile(
    r"\b(?:today|yesterday|tonight|last night|this (?:week|morning|afternoon|evening)|(?:has|have) (?:now|just|today)"
    r"|on (?:mon|tues|wednes|thurs|fri)day)\b"
)


def is_aftermath(context: Context) -> bool:
    """True for an article about what was made of an inspection, by its headline and opening or by its form."""
    found: bool | None = context.seen.get("aftermath")
    if found is None:
        found = context.seen["aftermath"] = _is_aftermath(context)
    return found


def _is_aftermath(context: Context) -> bool:
    return any(is_about_it(text) for text in _first(context, 1)) or _has_no_news(context)


def _has_no_news(context: Context) -> bool:
    """True for a reader's letter and for a post advertised."""
    texts = _first(context, _OPENING + 2)
    return any(_LETTER.search(text.low) or _is_advert(text.low) for text in texts) or bool(
        _SIGNED.search(context.article.text[-_CLOSING:].lower())
    )


def _is_advert(low: str) -> bool:
    """True for what the department itself says of its posts; a report only quotes it."""
    return '"' not in low and " said" not in low and _ADVERT.search(low) is not None


def _first(context: Context, number: int) -> tuple[Sentence, ...]:
    return (*((context.headline,) if context.headline else ()), *context.sentences[:number])


def told_before(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, those marked as past that the article only tells again.

    A letter or an advertisement brings no news but what it dates in these days; what is told below a quarrel, of
    measures and of who left, is old unless it is said to be of these days.
    """
    if not is_aftermath(context):
        return mentions
    retold = _is_undated if _has_no_news(context) else _is_retold
    told = tuple(
        replace(item, role="retrospective") if item.role in ("new", "scheduled") and retold(context, item) else item
        for item in mentions
    )
    return _with_plan(told) if any(_is_plan(text) for text in _first(context, 1)) else told


def _with_plan(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, the first of improvement as the news where an article about a plan has no other."""
    plan = next((item for item in mentions if item.type == "improvement_activity"), None)
    if plan is None or any(item.role == "new" for item in mentions):
        return mentions
    return tuple(replace(item, role="new") if item is plan else item for item in mentions)


def _is_undated(context: Context, mention: Mention) -> bool:
    ages = {timing(value, context.published) for value in mention.facts.dates.values()}
    return context.published_is_guessed or not ages & {"fresh", "future"}


def _is_retold(context: Context, mention: Mention) -> bool:
    below = len(context.sentences) > _OPENING and mention.span.start >= context.sentences[_OPENING].start
    retold = mention.role == "new" and mention.type in ("intervention", "leadership_change") and below
    if not retold or mention.facts.dates or not any(_is_politics(text) for text in _first(context, 1)):
        return False
    return not _OF_THESE_DAYS.search(context.article.text[mention.span.start : mention.span.end].lower())


def is_about_it(text: Sentence) -> bool:
    """True for a sentence whose own news is what is made of an inspection: a quarrel, or a plan in answer to it."""
    return _is_politics(text) or _is_plan(text)


def _is_plan(text: Sentence) -> bool:
    found = _PLAN.search(text.low) if any(word in text.low for word in _PLANS) else None
    if found is None:
        return False
    before = text.low[: found.start()]
    named = found.group().startswith(("plan", "statement", "action", "improvement"))
    return not (_INSPECTED.search(before) or (named and _ORDERED.search(before)))


def _is_politics(text: Sentence) -> bool:
    """True for a sentence whose own news is a call to go, a quarrel, a questioning or a motion."""
    found = _POLITICS.search(text.low) if any(cue in text.low for cue in _CUES) else None
    return found is not None and _BESIDE.search(text.low[: found.start()]) is None
