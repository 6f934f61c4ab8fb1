"""A change of post that only the headline names: the text takes it up as "her resignation" or "the departure".

The headline is never evidence: what the opening says of it is, and where that says nothing there is no news. What a
headline only calls for is kept as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.model import Facts, Mention, Person, PostChange, Role, Span
from parsers.reader.context import Context
from parsers.reader.leadership_changes import FAMILIES
from parsers.reader.leadership_doubt import is_denied, is_supposed
from parsers.reader.posts import Post, find_posts
from parsers.reader.sentences import Sentence

_RULE = "leadership.headline"
_CONFIDENCE = 0.6
_OPENING = 4
_OUT = ("replaced_by", "removed", "departure", "out")
_DEMANDED = ("demand",)
_IN = ("appointed", "appointment", "in")
# Of a leader, a mayor or a chief executive a headline says nothing of whose services they answer for.
_OURS = frozenset(["dcs", "lead_member", "trust_chief", "trust_chair", "assistant_director"])
_GOES_ON = re.compile(
    r"\b(?:h(?:er|is)|their|the|whose|this) (?:[\w-]+ ){0,2}?(?:resignation|departure|exit|decision|retirement|move"
    r"|announcement|appointment|arrival|successor|replacement|dismissal|suspension|news)\b"
    r"|\b(?:s?he|they|who) (?:\w+ ){0,3}?(?:step|stand|mov|leav|left|quit|resign|retir|join|tak|took|replac|succeed"
    r"|start|beg[ai]n)\w*"
    r"|\b(?:step(?:ped|ping)? (?:down|aside)|stood down|move on|new role|will (?:join|leave|retire|take)"
    r"|current (?:role|position|post)s?)\b"
)
# "New director for Barset" tells of an appointment only where the text speaks of one.
_NEW = re.compile(r"\bnew (?:[\w'-]+ ){0,2}$")
_COMES = re.compile(r"\b(?:appointment|appointed|arriv(?:al|es|ed)|tak(?:es?|ing) (?:up|over)|succeeds?|replaces?)\b")
_ASKED = re.compile(
    r"\b(?:urged|told|asked|pressed|called (?:on|upon)|calls?|demands?|refus\w+|should|must|why|will)\b"
)


def headline_change(context: Context) -> Iterator[Mention]:
    """The change that the headline tells of the article's authority, with the sentence that takes it up."""
    headline, authority = context.headline, context.subject
    if headline is None or authority is None:
        return
    found = _told(context, headline)
    if found is None:
        return
    post, change, hit = found
    asked = _ASKED.search(headline.low) is not None
    if is_denied(context, headline, hit) and not asked:
        return
    role: Role = "conditional" if asked or is_supposed(context, headline, hit) else "new"
    opening = context.sentences[:_OPENING]
    echo = next((item for item in opening if _GOES_ON.search(item.low)), None)
    if echo is None and role == "conditional":
        echo = next(iter(opening), None)
    if echo is None:
        return
    person = Person(None, post.title, change, FAMILIES.get(post.family))
    people = (person,) if role == "new" else ()
    span = Span(echo.start, echo.end, _RULE)
    yield Mention("leadership_change", role, authority, Facts(people=people), span, _CONFIDENCE)


def _told(context: Context, headline: Sentence) -> tuple[Post, PostChange, Hit] | None:
    """The post in the headline of which the nearest word says that it is left or taken."""
    posts = [post for post in find_posts(headline.low, context.lexicon.titles) if FAMILIES.get(post.family) in _OURS]
    if not posts or any(post.former for post in posts):
        return None
    idle = context.lexicon.cue("leadership.idle").all(headline)
    best: tuple[int, Post, PostChange, Hit] | None = None
    ways: tuple[tuple[tuple[str, ...], PostChange], ...] = ((_OUT, "out"), (_IN, "in"), (_DEMANDED, "out"))
    for names, change in ways:
        for hit in (hit for name in names for hit in context.lexicon.cue(f"leadership.{name}").all(headline)):
            if any(hit.start < other.end and other.start < hit.end for other in idle):
                continue
            for post in posts:
                gap = max(post.start, hit.start) - min(post.end, hit.end)
                if best is None or gap < best[0]:
                    best = gap, post, change, hit
    if best is not None:
        return best[1:]
    low = headline.low
    new = next((post for post in posts if low.startswith("new ", post.start) or _NEW.search(low[: post.start])), None)
    comes = any(_COMES.search(item.low) for item in context.sentences[:_OPENING])
    return (new, "in", Hit(new.start, new.end, "new", "in")) if new and comes else None
