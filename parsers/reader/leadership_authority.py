"""At whose council a change of post happens: not where somebody comes from, and not where one goes."""

from __future__ import annotations

import re

from parsers.authorities import Place
from parsers.cues import Hit
from parsers.model import PostChange
from parsers.reader.clauses import clauses
from parsers.reader.context import Context
from parsers.reader.posts import Post
from parsers.reader.sentences import Sentence

# "director of children's services at Barset Council", "for Barset"; right after the post.
_AT = re.compile(r"(?:,? (?:at|in|of|for|with|to))(?: the| neighbouring| nearby| city of| county of)* ")
_OWNER = re.compile(
    r"(?:'s?)? (?:(?!(?:to|who|as|has|have|had|was|is|will|for|from|by|with|where|when)\b)[\w\-]+ ){0,3}$"
)
# "Has poached Mellorshire's deputy to be its director": of whoever acts.
_ITS_OWN = re.compile(r"\b(?:to be|to become|as) (?:its|our) (?:\w+ ){0,2}$")
_FROM = re.compile(r"\b(?:from|formerly|previously|currently|now|left|leaves|leaving|ex)\b[^,;.]{0,60}$")
_TO = re.compile(r"\b(?:to|join|joins|joining|for|at)\b[^,;.]{0,40}$")
_BY = re.compile(r" (?:by|at|to) (?:the )?$")

# "... as chief executive at a charity", "to become a commissioner elsewhere".
_ELSEWHERE = re.compile(
    r"(?:'s)?(?: (?:post|role|job|at|of|with|for|in|a|an|another|new|different|private|national)){0,8}?"
    r" (?:at|of|with|for|in|to) (?:a|an|another) (?!new (?:role|post))(?:[\w'\-]+ ){0,3}(?:charity|council|authority"
    r"|firm|company|university|organisation|agency|consultancy|borough|county|association|hospital|school)\b"
    r"|[^,.;]{0,30} elsewhere\b"
)


def authority_of(context: Context, sentence: Sentence, hit: Hit, post: Post | None, change: PostChange) -> str | None:
    """The authority of the post: named with it or as who acts, else whom the article or its section is about."""
    places = [place for place in context.places_in(sentence) if place.certain or place.form != "place"]
    if not places:
        return context.authority_of(sentence)
    if post and (own := _with_post(sentence, places, post)):
        return own
    by = next((item for item in places if item.start >= hit.end), None)
    if by and by.start - hit.end <= 40 and not (change != "out" and hit.text.endswith(" from")):
        between = sentence.low[hit.end - sentence.start : by.start - sentence.start]
        if _BY.fullmatch(between) or between.strip() in ("", "the"):
            return by.name
        if change == "out" and re.fullmatch(
            r"(?: from)?(?: the)?(?: (?:same|similar) (?:job|role|post) (?:at|in))? (?:the )?", between
        ):
            return by.name
    rest = [place for place in places if not _is_aside(sentence, place, change)]
    if context.subject is not None:
        here = [place for place in rest if _shares_clause(sentence, place, hit) and place.end <= hit.start]
        named = [place.name for place in here]
        return (
            named[-1] if named and context.subject not in named and _acts(sentence, here[-1], hit) else context.subject
        )
    return rest[0].name if rest else context.authority_of(sentence)


def _with_post(sentence: Sentence, places: list[Place], post: Post) -> str | None:
    low, begin = sentence.low, sentence.start
    if _ITS_OWN.search(low, 0, max(0, post.start - begin)):
        return None
    for place in places:
        if post.start <= place.start < post.end:
            return place.name
        if place.start >= post.end and _AT.fullmatch(low, post.end - begin, place.start - begin):
            return place.name
        if place.end <= post.start and post.start - place.end <= 40:
            owner = low[place.end - begin : post.start - begin]
            owned = low[max(place.start - begin, place.end - begin - 3) : place.end - begin]
            if _OWNER.fullmatch(owner) and (
                "'" in owner or "'" in owned or " council" in low[place.start - begin : place.end - begin]
            ):
                return place.name
    return None


def _is_aside(sentence: Sentence, place: Place, change: PostChange) -> bool:
    """True for where one comes from, or where who leaves is bound for."""
    lead = sentence.low[: place.start - sentence.start]
    return bool(_FROM.search(lead)) or (change == "out" and bool(_TO.search(lead)))


def _shares_clause(sentence: Sentence, place: Place, hit: Hit) -> bool:
    return any(clause.holds(place.start) and clause.holds(hit.start) for clause in clauses(sentence))


def _acts(sentence: Sentence, place: Place, hit: Hit) -> bool:
    """True for a council that is itself the subject: "Barset Council has appointed"."""
    between = sentence.low[place.end - sentence.start : hit.start - sentence.start]
    return bool(
        re.fullmatch(
            r"(?:'s?)?(?: (?:council|borough|city|county))*(?: (?:has|have|had|is|will|also|today|now|\w+ly))* ",
            between,
        )
    )


def is_bound_elsewhere(sentence: Sentence, place: int) -> bool:
    """True where what is taken up, up to `place`, is at some other body: whoever takes it up leaves."""
    return _ELSEWHERE.match(sentence.low, place - sentence.start) is not None
