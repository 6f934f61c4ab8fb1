"""Changes at the top: directors, lead members, chief executives and others who answer for children's services.

One mention per authority and post, with both people in it where one leaves and another comes. People who only
comment give none; named directors and lead members without a change give standing facts of low confidence, which
never alert.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from parsers.model import DateKey, Facts, Mention, Person, PostChange, Role, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.leadership_gaps import completed, named_next
from parsers.reader.leadership_statements import SentenceReader, Statement
from parsers.reader.people import PersonMention, find_people
from parsers.reader.posts import PostFamily
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

# Below this confidence a standing post-holder is background for later articles, not something the text reports.
STANDING_CONFIDENCE = 0.2
_POSTS = (
    "director", "member", "councillor", "cllr", "coun ", "boss", "chief", "head of", "chair", "leader", "mayor",
    "officer", "portfolio", "dcs", "commissioner", "adviser", "politician", "minister", "lead ", "brief", "interim",
)  # fmt: skip
_CHILDREN = frozenset(["children's", "childrens", "children"])
_DESCRIBED = ("councillor ", "county councillor ", "politician ")
_FAMILIES: Mapping[PostFamily, PostFamily] = {
    "dcs": "dcs", "director": "dcs", "lead_member": "lead_member", "member": "lead_member",
    "chief_executive": "chief_executive", "leader": "leader", "mayor": "mayor", "board_chair": "board_chair",
    "trust_chief": "trust_chief", "trust_chair": "trust_chair", "assistant_director": "assistant_director",
}  # fmt: skip


@dataclass(slots=True)
class _Change:
    """What the article says of one post of one authority."""

    family: PostFamily
    authority: str | None
    statements: list[Statement] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        return self.statements[0]

    @property
    def dated(self) -> Statement | None:
        """The statement with the finest date, the first of equals."""
        known = [statement for statement in self.statements if statement.date and statement.date.first]
        return max(
            known, key=lambda item: len(item.date.first.iso) if item.date and item.date.first else 0, default=None
        )


def mentions(context: Context) -> Iterator[Mention]:
    """Every change of a post that the article speaks of, once, and its standing post-holders."""
    if not _names_a_post(context):
        return
    people = find_people(context.article.text)
    changes: list[_Change] = []
    found = [named_next(context, people, item) for item in SentenceReader(context, people).statements()]
    for statement in completed(context, found):
        if not context.lexicon.cue("leadership.elsewhere").within(statement.sentence):
            _gather(context, changes, statement)
    for change in changes:
        yield _mention(context, change)
    yield from _demands(context)
    yield from _standing(context, people, changes)


def _names_a_post(context: Context) -> bool:
    """False for an article without any word of those who hold posts: most reports on visits have none."""
    low = context.article.text.lower()
    return any(word in low for word in _POSTS)


def _gather(context: Context, changes: list[_Change], statement: Statement) -> None:
    post = statement.post
    family = _FAMILIES.get(post.family) if post and not post.former else None
    if family is None or statement.supposed:
        return
    if (
        post
        and post.title == "director"
        and not _speaks_of_children(context, statement)
        and not any(change.family == family for change in changes)
    ):
        # Every trade has directors: without more, it is the one whose change was just told.
        return
    for change in changes:
        same = statement.person is not None and statement.person in {item.person for item in change.statements}
        if change.family == family and (same or change.authority == statement.authority):
            change.statements.append(statement)
            return
    changes.append(_Change(family, statement.authority, [statement]))


def _speaks_of_children(context: Context, statement: Statement) -> bool:
    """True where the sentence, the one before it or the headline says what an unnamed director directs."""
    before = context.previous(statement.sentence)
    texts = (statement.sentence, before, context.headline)
    return any(text is not None and not text.words.isdisjoint(_CHILDREN) for text in texts)


def _mention(context: Context, change: _Change) -> Mention:
    people = _people(change)
    lead = change.dated or change.first
    evidence = {"people": _span(change.first.hit.start, change.first.hit.end)}
    dates: dict[DateKey, PartialDate] = {}
    if lead.date and lead.date.first:
        dates["effective"] = lead.date.first
        evidence["dates.effective"] = _span(lead.date.start, lead.date.end)
    named = any(person.name for person in people)
    certain = any(statement.person and statement.post for statement in change.statements)
    role = _role(context, change, lead)
    first = _telling(change)
    return Mention(
        type="leadership_change",
        role=role,
        authority=change.authority,
        facts=Facts(people=people, dates=dates),
        span=_span(first.start, first.end),
        confidence=0.9 if certain else 0.7 if named else 0.6,
        evidence=evidence,
        window=_window(context, change) if not dates else Window(),
        contested=_contested(context, change),
    )


def _telling(change: _Change) -> Sentence:
    """The sentence that shows the change best: one with a name and a post, else the first."""
    best = next((item for item in change.statements if item.person and item.post), change.first)
    return best.sentence


def _people(change: _Change) -> tuple[Person, ...]:
    """Each person once; one without a name stands only where nobody of that direction is named."""
    people: dict[tuple[str | None, PostChange], Person] = {}
    titles = [statement.post.title for statement in change.statements if statement.post]
    formal = [title for title in titles if not title.startswith(_DESCRIBED)]
    for statement in change.statements:
        title = _title(statement, formal)
        key = statement.person, statement.change
        known = people.get(key)
        if known is None or len(title) > len(known.role or ""):
            direction = "interim" if statement.change == "in" and title.startswith("interim ") else statement.change
            people[key] = Person(statement.person, title, direction, change.family)
    named = {direction for name, direction in people if name}
    arrivals = {"in", "interim"} if named & {"in", "interim"} else set()
    kept = [person for person in people.values() if person.name or person.change not in named | arrivals]
    return tuple(_one_direction(kept))


def _title(statement: Statement, formal: list[str]) -> str:
    """The title as written. "The councillor overseeing …" held the other's post, though maybe not under that name."""
    title = statement.post.title if statement.post else ""
    if title.startswith(_DESCRIBED) and formal:
        title = formal[0].partition(" for ")[0]
    at_hand = statement.post is not None and statement.post.interim
    prefixed = at_hand or (statement.interim and statement.change == "out")
    return f"interim {title}" if prefixed else title


def _one_direction(people: list[Person]) -> Iterator[Person]:
    """A person who comes in as interim doesn't come in twice, and who is said to go is not the one who comes."""
    interim = {person.name for person in people if person.change == "interim"}
    gone = {person.name for person in people if person.change == "out" and person.name}
    seen: set[tuple[str | None, PostChange | None]] = set()
    for person in people:
        twice = (person.name, person.change) in seen
        seen.add((person.name, person.change))
        if not (twice or (person.name in gone and person.change != "out")) and not (
            person.change == "in" and person.name in interim
        ):
            yield person


def _role(context: Context, change: _Change, lead: Statement) -> Role:
    """New where the change is announced or dated about now; retrospective where it is recalled.

    A director who goes in the coming spring is news today: the announcement makes it new, not the day.
    """
    when = timing(lead.date.first if lead.date else None, context.published)
    if when in ("fresh", "future"):
        return "new"
    if when == "old" or (when == "recent" and change.first.sentence.index > 1):
        return "retrospective"
    return "new" if context.in_lead(change.first.sentence) and not lead.sentence.quoted else "retrospective"


def _window(context: Context, change: _Change) -> Window:
    """Bounds that follow from other dates: after "the last focused visit", and before publication."""
    cue = context.lexicon.cue("leadership.bounded")
    for statement in change.statements:
        hit = cue.first(statement.sentence)
        if hit is None:
            continue
        date = _visit_before(context, hit.start)
        if date is not None and date.first is not None:
            return Window((date.last or date.first).earliest, context.published.latest)
    return Window()


def _visit_before(context: Context, place: int) -> DateExpression | None:
    """The visit's date: the finest one before the place that is older than the article's own news."""
    known = [date for date in context.dates if date.end <= place and date.first and date.first.precision != "year"]
    old = [date for date in known if date.first and timing(date.first, context.published) in ("old", "unknown")]
    finest = [date for date in old if date.first and date.first.precision == "day"]
    return (finest or old)[-1] if old else None


def _contested(context: Context, change: _Change) -> str | None:
    """A claim about the reason, with whoever makes it, from a sentence about this change."""
    for statement in change.statements:
        hit = context.lexicon.cue("leadership.claim").first(statement.sentence)
        if hit is None:
            continue
        sentence = statement.sentence
        lead = sentence.text[: hit.start - sentence.start]
        cut = max(lead.rfind(", although "), lead.rfind(", but "), lead.rfind(", while "), lead.rfind("; "))
        begin = lead.find(" ", cut + 2) + 1 if cut >= 0 else 0
        return sentence.text[begin:].strip(" .")
    return None


def _demands(context: Context) -> Iterator[Mention]:
    """ "The cabinet member ought to consider her position": wished for, not happened."""
    lexicon = context.lexicon
    for sentence in context.sentences:
        hit = lexicon.cue("leadership.demand").first(sentence)
        if hit is None or not lexicon.cue("leadership.demanded").pattern.search(
            sentence.low[max(0, hit.start - sentence.start - 12) : hit.start - sentence.start]
        ):
            continue
        if " if " in sentence.low[: hit.start - sentence.start] or sentence.low.startswith("asked"):
            continue
        span = _span(sentence.start, sentence.end)
        authority = context.authority_of(sentence)
        yield Mention("leadership_change", "conditional", authority, Facts(), span, 0.5)


def _standing(context: Context, people: Sequence[PersonMention], changes: list[_Change]) -> Iterator[Mention]:
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
        span = _span(sentence.start, sentence.end)
        authority = context.authority_of(sentence)
        yield Mention("leadership_change", "state", authority, facts, span, STANDING_CONFIDENCE)


def _sentence_at(context: Context, place: int) -> Sentence | None:
    at = bisect_right(context.sentences, place, key=lambda sentence: sentence.start) - 1
    return context.sentences[at] if at >= 0 and place < context.sentences[at].end else None


def _span(start: int, end: int) -> Span:
    return Span(start, end, "leadership.change")
