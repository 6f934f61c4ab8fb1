"""Gaps in what is said of people who come and go: a post or a name that a neighbouring sentence has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.reader.context import Context
from parsers.reader.leadership_changes import FAMILIES, family_of
from parsers.reader.leadership_posts import posts_of
from parsers.reader.leadership_statement import Statement
from parsers.reader.people import PersonMention
from parsers.reader.posts import Post

_CARRIED_SENTENCES, _CARRIED_STATEMENTS = 2, 8

_POST_WITHIN = 4
# "Has been recruited to fill the position."
_THE_POST = re.compile(r"\b(?:the|her|his) (?:top )?(?:role|post|position|job|vacancy|reins|helm|hot seat|shoes)\b")
_RECALLED = 6
_HONORIFIC = 12
_IN_HEADLINE = -1

_WILL_DO = re.compile(r",? (?:will|who|is|has|takes|joins|comes|starts|begins|was|becomes|moves|currently)\b")
# What goes on about whoever was just told of without a name: "Keith Lomas said the buck stopped with him".
_GOES_ON = re.compile(
    r"(?:,? (?:\(\w+\)|\d\d),?)?,? (?:will|who|whose|is|has|had|was|said|says|told|cited|spent|joined|started"
    r"|began|came|took|held|led|became|left|quit|resigned|retires?|leaves|joins|goes|departs|announced|wrote|blamed|made|worked)\b"
)
# "The news that Jane Smith will be going was given by ...", "He is Paul Marshall".
_IT_IS = re.compile(
    r"(?:the (?:news|announcement|move|decision|resignation|departure) (?:that|of|by)"
    r"|(?:he|she|this|it) is(?: thought to be| believed to be| understood to be)?) (?:cllr |mrs? |ms |dr )?$"
)
_COUNCILLORS = frozenset(["cllr", "clr", "coun", "councillor", "cr"])
_AT_HAND = frozenset(["dcs", "lead_member", "trust_chief", "trust_chair", "board_chair"])
_ELECTED = frozenset(["lead_member", "member", "leader", "mayor"])


def _posts_at_hand(context: Context) -> list[tuple[int, Post]]:
    """The posts of directors and lead members that the headline and the text name, with the sentence of each."""
    if "posts" in context.seen:
        at_hand: list[tuple[int, Post]] = context.seen["posts"]
        return at_hand
    texts = ([(_IN_HEADLINE, context.headline)] if context.headline else []) + [(s.index, s) for s in context.sentences]
    added = context.lexicon.titles
    found = [(index, post) for index, sentence in texts for post in posts_of(sentence, added)]
    kept = [(index, post) for index, post in found if post.family in _AT_HAND and not post.former]
    context.seen["posts"] = kept
    return kept


def named_next(context: Context, people: Sequence[PersonMention], statement: Statement) -> Statement:
    """The person, where the next sentence begins with a name that is new.

    "It has appointed a new director. Jane Smith will start in May", "The director has quit. Jane Smith said ...".
    """
    if statement.person is not None or statement.post is None or statement.tense == "before":
        return statement
    after = context.following(statement.sentence)
    if after is None or family_of(statement) is None:
        return statement
    first = next((item for item in people if after.start <= item.start < after.end), None)
    if first is None:
        return statement
    own = first.post if first.beside_post and first.post and not first.post.former else None
    alike = own is not None and (_is_described(statement.post) or own.family == statement.post.family)
    if own is not None and alike and statement.change == "out" and family_of(statement) == FAMILIES.get(own.family):
        # "A top officer is to leave. Director of children's services Jane Smith ...".
        return replace(statement, person=first.name, post=own)
    late = first.start - after.start > _HONORIFIC
    if first.post or (late and not _IT_IS.match(after.low[: first.start - after.start])):
        return statement
    if any(item.name == first.name and item.start < first.start for item in people):
        return statement
    elected = statement.post.family in _ELECTED
    if (first.honorific in _COUNCILLORS) != elected and not (elected and first.honorific is None):
        return statement
    if late:
        return replace(statement, person=first.name)
    goes_on = _WILL_DO if statement.change != "out" and first.start > after.start + 4 else _GOES_ON
    return replace(statement, person=first.name) if goes_on.match(after.low, first.end - after.start) else statement


def _is_described(post: Post) -> bool:
    """True for who is called a top officer, a director or the like, whatever the work."""
    return post.family == "director" and not post.portfolio and not post.former


def completed(context: Context, statements: list[Statement]) -> Iterator[Statement]:
    """Statements given the post, or the person, that a neighbouring one of the same change has.

    "The councillor overseeing … stepped down. … Coun Joe Pearson's departure": the second has the name, the first
    the post. One without any post, said just after a change, speaks of the same post.
    """
    for at, statement in enumerate(statements):
        beside = statements[max(0, at - _CARRIED_STATEMENTS) : at + _CARRIED_STATEMENTS]
        near = [
            other
            for other in beside
            if other.post
            and family_of(other)
            and other is not statement
            and _near(statement, other)
            and other.authority == statement.authority
        ]
        twins = (other for other in near if other.post_said and other.person is None and _same_way(other, statement))
        twin = next(twins, None)
        if statement.post is not None and not (twin and _supersedes(twin, statement)):
            yield statement
            continue
        own = [
            other
            for other in statements
            if other.post
            and other.person
            and (other.person, other.authority) == (statement.person, statement.authority)
        ]
        earlier = [other for other in near if other.hit.start < statement.hit.start]
        carrier = twin or (own[0] if own else None) or (earlier[-1] if earlier else None)
        if carrier is not None and carrier.post is not None:
            yield replace(statement, post=replace(carrier.post, interim=carrier is twin and carrier.post.interim))
        elif statement.person is not None and (post := _post_near(statement, _posts_at_hand(context))):
            yield replace(statement, post=replace(post, interim=False))


def _post_near(statement: Statement, at_hand: list[tuple[int, Post]]) -> Post | None:
    """The post of an article about one: "The resignation of Jane Smith" under "Children's boss quits"."""
    index = statement.sentence.index
    near = [post for place, post in at_hand if abs(max(place, 0) - index) <= _POST_WITHIN or index <= 1]
    # Who speaks below holds another post; the one beside the verb is meant.
    own = [post for place, post in at_hand if place <= index == 0]
    near = own if len(own) == 1 else near
    if near and len({post.family for post in near}) > 1 and at_hand[0][0] == _IN_HEADLINE:
        # An article is about the post that its headline names.
        near = [post for place, post in at_hand if place == _IN_HEADLINE]
    return near[0] if near and len({post.family for post in near}) == 1 else None


def _supersedes(twin: Statement, statement: Statement) -> bool:
    """ "A new director was appointed. Jane Smith, assistant director in Kent, starts in May": hers is the old post."""
    follows = statement.sentence.index - twin.sentence.index == 1
    return follows and statement.change != "out" and not statement.post_said


def _same_way(one: Statement, other: Statement) -> bool:
    return (one.change == "out") == (other.change == "out")


def _near(one: Statement, other: Statement) -> bool:
    """Beside it; one that says "the role" may stand farther behind the one that names it."""
    behind = one.sentence.index - other.sentence.index
    return abs(behind) <= _CARRIED_SENTENCES or (0 < behind <= _RECALLED and _THE_POST.search(one.hit.text) is not None)
