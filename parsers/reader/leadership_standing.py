"""Posts of which no change is told: named holders, and changes that are only demanded, feared or rumoured."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from parsers.expressions import Expression
from parsers.model import Facts, Mention, Person, Span
from parsers.reader.context import Context
from parsers.reader.leadership_changes import Change, family_of
from parsers.reader.leadership_posts import posts_of
from parsers.reader.leadership_statement import Statement
from parsers.reader.people import PersonMention
from parsers.reader.sentences import Sentence

# Below this confidence a standing post-holder is background for later articles, not something the text reports.
STANDING_CONFIDENCE = 0.2
_SUPPOSED_CONFIDENCE = 0.5
# "Called for the leader to resign", "a motion to see her go", "survived a vote of no confidence".
_CALLED_TO_GO = Expression(
    r"\b(?:call(?:s|ed|ing)? (?:for|on|upon)|motion|demand(?:s|ed|ing)?|urg(?:es|ed|ing)|petition\w*|pressure on)\b"
    r"[^.;]{0,110}\b(?:resign\w*|step(?:ping)? (?:down|aside)|stand(?:ing)? (?:down|aside)|quit|sack\w*|go now)\b"
    r"|\b(?:vote|motion) of no confidence\b|\bno[- ]confidence (?:vote|motion)\b"
)
_HOLDERS = frozenset(["lead_member", "member", "leader", "dcs", "director", "chief_executive", "mayor"])
_IF = re.compile(r"\b(?:if|whether|unless)\b")


def conditional(
    context: Context, statements: Iterable[Statement], changes: Sequence[Change], named: Sequence[PersonMention]
) -> Iterator[Mention]:
    """Changes that are wished for, feared or rumoured, one for each sentence."""
    told: set[int] = set()
    for statement in statements:
        sentence = statement.sentence
        family = family_of(statement)
        if not statement.supposed or family is None or sentence.index in told:
            continue
        if not statement.post_said and (statement.person is None or family not in ("dcs", "lead_member")):
            continue
        if statement.person is None and _IF.search(sentence.low):
            continue
        if any(change.says(statement) for change in changes):
            continue
        told.add(sentence.index)
        title = statement.post.title if statement.post else None
        people = (Person(statement.person, title, statement.change, family),) if statement.person else ()
        yield _supposed(statement.authority, people, sentence)
    yield from _demands(context, told, named)


def _demands(context: Context, told: set[int], named: Sequence[PersonMention]) -> Iterator[Mention]:
    """ "The cabinet member ought to consider her position": wished for, not happened."""
    lexicon = context.lexicon
    for sentence in context.sentences:
        if sentence.index in told:
            continue
        if _CALLED_TO_GO.search(sentence.low) and _names_a_holder(context, sentence):
            yield _supposed(context.authority_of(sentence), tuple(_meant(sentence, named))[:1], sentence)
            return
        hit = lexicon.cue("leadership.demand").first(sentence)
        if hit is None:
            continue
        lead = sentence.low[max(0, hit.start - sentence.start - 12) : hit.start - sentence.start]
        if lexicon.cue("leadership.demanded").pattern.search(lead) and not sentence.low.startswith("asked"):
            yield _supposed(context.authority_of(sentence), (), sentence)


def _meant(sentence: Sentence, named: Sequence[PersonMention]) -> Iterator[Person]:
    """Who in the sentence holds the service's own post."""
    for item in named:
        post = item.post if item.beside_post and sentence.start <= item.start < sentence.end else None
        if post is not None and post.family in ("dcs", "lead_member") and not post.former:
            yield Person(item.name, post.title, "out", post.family)


def _names_a_holder(context: Context, sentence: Sentence) -> bool:
    """True where a post that is watched stands in the sentence."""
    return any(post.family in _HOLDERS for post in posts_of(sentence, context.lexicon.titles))


def _supposed(authority: str | None, people: tuple[Person, ...], sentence: Sentence) -> Mention:
    span = Span(sentence.start, sentence.end, "leadership.change")
    return Mention("leadership_change", "conditional", authority, Facts(people=people), span, _SUPPOSED_CONFIDENCE)


def standing(context: Context, people: Sequence[PersonMention], changes: Sequence[Change]) -> Iterator[Mention]:
    """Named directors of children's services and lead members of whom no change is said."""
    changed = {(item.person, change.family) for change in changes for item in change.statements}
    seen: set[str] = set()
    for mention in people:
        post = mention.post
        if not mention.beside_post or post is None or post.former or post.family not in ("dcs", "lead_member"):
            continue
        if mention.name in seen or (mention.name, post.family) in changed:
            continue
        sentence = _sentence_at(context, mention.start)
        if sentence is None:
            continue
        seen.add(mention.name)
        title = f"interim {post.title}" if post.interim else post.title
        facts = Facts(people=(Person(mention.name, title, None, post.family),))
        span = Span(sentence.start, sentence.end, "leadership.change")
        authority = context.authority_of(sentence)
        yield Mention("leadership_change", "state", authority, facts, span, STANDING_CONFIDENCE)


def _sentence_at(context: Context, place: int) -> Sentence | None:
    at = bisect_right(context.sentences, place, key=lambda sentence: sentence.start) - 1
    return context.sentences[at] if at >= 0 and place < context.sentences[at].end else None
