"""Whose post a verb of coming or going speaks of where nobody is named with it, and which posts are another matter."""

from __future__ import annotations

import re

from parsers.cues import Hit
from parsers.reader.context import Context
from parsers.reader.leadership_changes import FAMILIES
from parsers.reader.leadership_posts import last_before
from parsers.reader.leadership_statement import Statement
from parsers.reader.leadership_subjects import Subjects, speaks
from parsers.reader.people import PersonMention
from parsers.reader.posts import Post
from parsers.reader.sentences import Sentence

_UNNAMED_REACH = 120
# "Told colleagues of her intention to leave": she who told them.
_OWN = re.compile(r"\b(?:her|his|their) $")
_BESIDE = 3
# Who chairs a board elsewhere, or is sent there as a commissioner, may well keep the post here.
_FULL_TIME = frozenset(["dcs", "chief_executive", "trust_chief"])
_OURS = re.compile(
    r" (?:us|as|from|in|on|(?:the |our |this )?(?:cabinet|council|authority|borough|county|city|team|department))\b"
)
_NEWLY = ("new ", "next ", "incoming ")
_AS_OTHER = re.compile(
    r" as (?:(?:an?|the|its|their|interim|acting|new) )*(?!interim|acting|part|of|well|soon|expected|planned"
    r"|director)[a-z]"
)
_NEW_POST = re.compile(r"\bnew\b")


def is_of_other_post(sentence: Sentence, hit: Hit) -> bool:
    """ "Has joined as head of improvement": a post that nobody watches."""
    rest = sentence.low[hit.end - sentence.start :]
    return _AS_OTHER.match(f" as{rest}" if hit.text.endswith(" as") else rest) is not None


def is_held_elsewhere(context: Context, told: Statement) -> bool:
    """ "Jane Smith, director in Kent, is to take on the role": the post that she has is not the one she takes."""
    post, subject = told.post, context.subject
    if post is None or subject in (None, told.authority):
        return False
    begin = post.start - told.sentence.start
    return not any(word in told.sentence.low[max(0, begin - 12) : begin + 12] for word in _NEWLY)


def own_post(subjects: Subjects, sentence: Sentence, hit: Hit, posts: list[Post]) -> Post | None:
    """The post that is itself the subject ("the director of children's services has resigned")."""
    post = last_before(posts, hit)
    if post is None or post.former:
        return None
    between = sentence.low[post.end - sentence.start : hit.start - sentence.start]
    if (speaks(between) and not _OWN.search(between)) or len(between) > _UNNAMED_REACH:
        return None
    held = any(other.post and other.post.start == post.start for other in subjects.within(sentence))
    return None if held else post


def free_post(subjects: Subjects, sentence: Sentence, hit: Hit, posts: list[Post]) -> Post | None:
    """The post named last before the cue, unless it is that of somebody who only tells."""
    post = last_before([item for item in posts if not item.former], hit)
    holders = (item for item in subjects.within(sentence) if post and item.post and item.post.start == post.start)
    return None if any(speaks(sentence.low[item.end - sentence.start :][:20]) for item in holders) else post


def is_newcomer(sentence: Sentence, hit: Hit) -> bool:
    """In post since a date is a change only of one who is called new."""
    return bool(_NEW_POST.search(sentence.low[: hit.start - sentence.start][-90:]))


def beside(posts: list[Post], person: PersonMention) -> Post | None:
    """ "Jane Smith, who has led children's services since 2019": a post that is told as work."""
    return next((post for post in posts if 0 <= post.start - person.end <= _BESIDE and not post.former), None)


def goes_over(context: Context, told: Statement, held: Post) -> bool:
    """ "The director, Jane Smith, is to be director for Mellorshire": who comes there goes here."""
    return (
        told.change != "out"
        and told.post_said
        and context.subject not in (None, told.authority)
        and told.authority is not None
        and told.tense in ("future", "present", "perfect")
        and not held.former
        and told.post is not None
        and FAMILIES.get(told.post.family) in _FULL_TIME
        and held.start != told.post.start
    )


def joins_others(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """ "The director is joining a consultancy": who holds the post joins others, and so leaves."""
    if not hit.text.startswith("join"):
        return False
    at = hit.end - sentence.start
    here = any(place.name == context.subject and place.start >= hit.end for place in context.places_in(sentence))
    return not (here or _OURS.match(sentence.low, at))
