"""Whether an article tells what was made of an inspection known before: a quarrel, a plan, a reader's letter.

What Ofsted found is told again in such articles, and at length; it came out before, unless they say themselves that it
came out these days.
"""

from __future__ import annotations

from dataclasses import replace

from parsers.model import Mention
from parsers.reader.context import Context
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence
from parsers.wordings import wordings

_said = wordings("aftermath")

_OPENING = 2
# How much of its end is looked at for who signs it, in characters.
_CLOSING = 300

_POLITICS = _said("politics")
# "Contests an Ofsted report that is yet to come out": that it is waited for is the news.
_UNSEEN = _said("unseen")
# "Rated inadequate amid calls for her to go": what comes first is the news.
_BESIDE = _said.shaped(r"\b@beside\b[^,;]*$")

# "Has published a plan to improve after a critical report": the plan is the news; "told to draw one up" is not yet.
_PLAN = _said("plan")
_ORDERED = _said.shaped(r"\b@ordered$")
_INSPECTED = _said("inspected")

# A reader's letter: how it says what it is, and how it signs off.
_LETTER = _said.shaped(r"^@letter_opening|\b@letter\b")
_SIGNED = _said("signed")
# A post advertised, by the department itself.
_ADVERT = _said.shaped(r"^@advert_opening\b|\b@advert\b")
_OF_THESE_DAYS = _said("of_these_days")


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
    found = _PLAN.search(text.low)
    if found is None:
        return False
    before = text.low[: found.start()]
    named = found.group().startswith(("plan", "statement", "action", "improvement"))
    return not (_INSPECTED.search(before) or (named and _ORDERED.search(before)))


def _is_politics(text: Sentence) -> bool:
    """True for a sentence whose own news is a call to go, a quarrel, a questioning or a motion."""
    found = _POLITICS.search(text.low)
    return found is not None and not _UNSEEN.search(text.low) and _BESIDE.search(text.low[: found.start()]) is None
