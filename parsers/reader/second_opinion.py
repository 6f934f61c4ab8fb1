"""What the article's words say of its main news, held against what the rules found.

Rules read what is said; how an article tells its own news is often no matter of one sentence, and there a model of its
words (`gist`) does better: on articles that neither had seen it found the main news of four in five where the rules
found two in three, and of the news that it believes in least, three in four were none. It is heard about what is news
and what background, and about the main news where the rules found none: it promotes what they read as background,
dates and facts as they are, or states the bare event with its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parsers.model import MENTION_TYPES, DateKey, Facts, Mention, MentionType, Span
from parsers.reader import gist
from parsers.reader.context import Context
from parsers.reader.headline_grade import headline_grade
from parsers.reader.inspection_role import tells_again
from parsers.reader.recall import presupposes, tells_of_past
from parsers.reader.relevance import is_rooted
from parsers.reader.roles import timing

# How sure the model has to be of news that the rules did not find, and how unsure, of news that they did, to leave it
# or to take it for background.
_SURE = 0.3
_LIKELY = 0.2
# An old grade is recalled in nearly every article: to make one the news takes more.
_SURE_OF_GRADE = 0.55
# So sure, it was right in five of seven real articles in which the rules saw only what is past, and wrong in one.
_CERTAIN = 0.8
_CONFIDENCE = 0.5
_OPENING = 8
# A text without a headline that is shorter says too little for its words to be weighed.
_ENOUGH = 6
# What minutes and quarrels tell of these came out before.
_INSPECTED: tuple[MentionType, ...] = ("judgement", "visit_outcome", "inspection_announced")
# The days by which a mention is told to be old, or today's.
_DAYS: tuple[DateKey, ...] = ("published", "start", "end", "effective")


def reconsider(context: Context, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, with the article's main news among them, and without news that its words do not speak of."""
    if context.headline is None and len(context.sentences) < _ENOUGH:
        return mentions
    beliefs = gist.gist_of(context, mentions)
    decided = _decided(context, _without_passing(mentions, beliefs), beliefs)
    # What the words made the news may leave less room for what is told beside it.
    return _without_passing(decided, beliefs)


def _decided(
    context: Context, mentions: tuple[Mention, ...], beliefs: Mapping[gist.Gist, float]
) -> tuple[Mention, ...]:
    """The mentions, with the main news promoted or stated where the rules have none of it."""
    main = _main(beliefs, gist.main_news(mentions))
    if main is None and beliefs.get("none", 0.0) + beliefs.get("irrelevant", 0.0) >= _CERTAIN:
        return _without_unlikely(context, mentions, beliefs)
    if main is None or (main in _INSPECTED and main != gist.main_news(mentions) and tells_again(context)):
        return mentions
    if main == "judgement" and any(_is_named_visit(item) for item in mentions):
        # A judgement is told in the same words; what says that it is a visit knows better.
        return mentions
    kept = _without_unlikely(context, mentions, beliefs, main)
    if any(item.type == main and item.role in gist.NEWS for item in kept):
        return kept
    if main == "judgement" and any(item.type == "visit_outcome" and item.role in gist.NEWS for item in kept):
        # What ends without grades is told in the same words.
        return kept
    told = _about_subject(context, kept, main)
    if main == "leadership_change" and any(item.role == "conditional" for item in told):
        # Who is only called on to go has not gone, however much of the article is about it.
        return kept
    background = next((item for item in told if not (_is_post_held(item) or _is_of_old(context, item))), None)
    if background is not None and (main != "judgement" or beliefs[main] >= _SURE_OF_GRADE):
        return tuple(_as_news(item) if item is background else item for item in kept)
    akin = next(iter(_akin(context, kept, main)), None)
    if akin is not None:
        return tuple(_as_news(item) if item is akin else item for item in kept)
    if (
        main != "visit_outcome"
        and (beliefs[main] < _CERTAIN or main == "leadership_change")
        and any(item.role != "state" or _is_post_held(item) or main == "judgement" for item in told)
    ):
        # What the rules read and took for past, standing or possible is no other event of which they saw nothing; but
        # one visit is told of beside those before it, and of nobody's post is so much said as where one stays in it.
        return kept
    bare = _bare(context, main)
    return kept if bare is None else tuple(sorted((*kept, bare), key=lambda item: item.span.start))


def _main(beliefs: Mapping[gist.Gist, float], by_rules: MentionType | None) -> MentionType | None:
    """The type of the main news: the rules' where the model does not gainsay them; None where there is none."""
    if by_rules is not None and beliefs.get(by_rules, 1.0) >= _LIKELY:
        return by_rules
    best = max(beliefs, key=lambda name: beliefs[name])
    main = next((name for name in MENTION_TYPES if name == best), None)
    return main if main is not None and beliefs[main] >= _SURE else None


def _without_passing(mentions: tuple[Mention, ...], beliefs: Mapping[gist.Gist, float]) -> tuple[Mention, ...]:
    """The mentions but for deeds without a name, where the article's words speak of other news, or of none."""
    named = [item for item in mentions if item.span.rule != "activity.deed"]
    best = max(beliefs, key=lambda name: beliefs[name])
    if not (best in ("none", "irrelevant") or any(item.role in gist.NEWS for item in named)):
        return mentions
    return tuple(item for item in mentions if item in named or beliefs.get(item.type, 1.0) >= _LIKELY)


def _without_unlikely(
    context: Context,
    mentions: tuple[Mention, ...],
    beliefs: Mapping[gist.Gist, float],
    main: MentionType | None = None,
) -> tuple[Mention, ...]:
    """The mentions, but as background what is news by the rules and unlikely by the words."""
    return tuple(
        _as_background(item) if item.type != main and _is_unlikely(context, item, beliefs) else item
        for item in mentions
    )


def _is_unlikely(context: Context, mention: Mention, beliefs: Mapping[gist.Gist, float]) -> bool:
    """True for news that the article's words do not speak of, unless its own date is today's.

    What is scheduled is left alone, and so is what a council does or pays: both are rightly told in passing.
    """
    return (
        mention.role == "new"
        and mention.family not in ("activity", "funding")
        and beliefs.get(mention.type, 1.0) < _LIKELY
        and "fresh" not in _ages(context, mention)
        and "future" not in _ages(context, mention)
    )


def _about_subject(context: Context, mentions: Sequence[Mention], kind: MentionType) -> list[Mention]:
    """The mentions of that type about the article's authority, in the order of the text."""
    of_type = [item for item in mentions if item.type == kind and item.authority]
    return [item for item in of_type if context.subject in (None, item.authority)]


def _is_post_held(mention: Mention) -> bool:
    """True for "Ann Lee, director of children's services, said": who speaks is no change of who holds the post."""
    return mention.type == "leadership_change" and mention.role == "state"


def _is_named_visit(mention: Mention) -> bool:
    return mention.type == "visit_outcome" and mention.role in gist.NEWS and mention.facts.kind is not None


def _is_of_old(context: Context, mention: Mention) -> bool:
    """True where its date or its words say so: no belief makes news of what the article itself calls past or known."""
    begin, end = mention.span.start, mention.span.end
    said = [item for item in context.sentences if item.start < end and begin < item.end]
    if "old" in _ages(context, mention) or any(tells_of_past(item.low) for item in said):
        return True
    return headline_grade(context) is None and any(presupposes(item.low) for item in said)


def _akin(context: Context, mentions: Sequence[Mention], main: MentionType) -> list[Mention]:
    """Visits told of in the opening where the model hears a judgement: both are told in the same words."""
    opening = context.sentences[: _OPENING // 2]
    if main != "judgement" or not opening:
        return []
    return [
        item
        for item in _about_subject(context, mentions, "visit_outcome")
        if item.span.start < opening[-1].end and not _is_of_old(context, item)
    ]


def _ages(context: Context, mention: Mention) -> set[str]:
    return {timing(mention.facts.dates[key], context.published) for key in _DAYS if key in mention.facts.dates}


def _as_news(mention: Mention) -> Mention:
    span = replace(mention.span, rule=f"gist.{mention.type}")
    return replace(mention, role="new", span=span, confidence=_CONFIDENCE)


def _as_background(mention: Mention) -> Mention:
    return replace(mention, role="retrospective", span=replace(mention.span, rule="gist.background"))


def _bare(context: Context, kind: MentionType) -> Mention | None:
    """The event without more facts than that it happened; None where it can't be said to whom."""
    opening = context.sentences[:_OPENING]
    unknown = [item for item in opening if not (tells_of_past(item.low) or presupposes(item.low))]
    sentence = gist.strongest(context, unknown, kind)
    if sentence is None:
        return None
    authority = context.subject or context.authority_of(sentence)
    if authority is None or (context.subject and not is_rooted(context)):
        return None
    return Mention(kind, "new", authority, Facts(), Span(sentence.start, sentence.end, f"gist.{kind}"), _CONFIDENCE)
