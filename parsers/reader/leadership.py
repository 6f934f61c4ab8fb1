"""Changes at the top: directors, lead members, chief executives and others who answer for children's services.

One mention per authority and post, with both people in it where one leaves and another comes. People who only
comment give none; named directors and lead members without a change give standing facts of low confidence, which
never alert.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parsers.model import DateKey, Facts, Mention, Person, PostChange, Span
from parsers.partial_date import PartialDate, Window
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.leadership_changes import Change, gathered, way
from parsers.reader.leadership_gaps import completed, named_next
from parsers.reader.leadership_headline import headline_change
from parsers.reader.leadership_role import is_for_now, is_of_council, role_of
from parsers.reader.leadership_standing import conditional, standing
from parsers.reader.leadership_statement import Statement
from parsers.reader.leadership_statements import SentenceReader
from parsers.reader.people import find_people
from parsers.reader.roles import timing
from parsers.reader.sentences import Sentence

_POSTS = (
    "director", "member", "councillor", "cllr", "coun ", "boss", "chief", "head of", "chair", "leader", "mayor",
    "officer", "portfolio", "dcs", "commissioner", "adviser", "politician", "minister", "lead ", "brief", "interim",
    "top job", "top role", "key role", "task of", "job of", "drafted in", "at the helm", "cabinet",
    "charge of children", "charge of the children", "run its children", "lead its children",
)  # fmt: skip
_NEIGHBOURHOOD = 60
_NOW = ("future", "present", "perfect")
_DESCRIBED = ("councillor ", "county councillor ", "politician ")


def mentions(context: Context) -> Iterator[Mention]:
    """Every change of a post that the article speaks of, once, and its standing post-holders."""
    if not _names_a_post(context):
        return
    people = find_people(context.article.text, context.lexicon.titles, context.low, context.tokens)
    found = [named_next(context, people, item) for item in SentenceReader(context, people).statements()]
    statements = [item for item in completed(context, found) if not _is_elsewhere(context, item)]
    changes = gathered(context, statements, people)
    told = [_mention(context, change) for change in changes if not is_of_council(context, change, changes)]
    told += conditional(context, statements, changes, people)
    yield from told
    if not told:
        yield from headline_change(context)
    yield from standing(context, people, changes)


def _is_elsewhere(context: Context, statement: Statement) -> bool:
    """True for a change at a school, a club or a charity."""
    sentence, hit = statement.sentence, statement.hit
    found = context.lexicon.cue("leadership.elsewhere").all(sentence)
    return any(hit.start - _NEIGHBOURHOOD <= other.start <= hit.end + _NEIGHBOURHOOD for other in found)


def _names_a_post(context: Context) -> bool:
    """False for an article without any word of those who hold posts: most reports on visits have none."""
    low = f"{context.headline.low if context.headline else ''} {context.article.text.lower()}"
    added = (title for _, titles in context.lexicon.titles for title in titles)
    return any(word in low for word in (*_POSTS, *added))


def _mention(context: Context, change: Change) -> Mention:
    people = _people(change)
    if is_for_now(context, change):
        people = tuple(replace(item, change="interim") if item.change == "in" else item for item in people)
    lead = _leading(context, change)
    evidence = {"people": _span(change.first.hit.start, change.first.hit.end)}
    dates: dict[DateKey, PartialDate] = {}
    if lead.date and lead.date.first:
        dates["effective"] = lead.date.first
        evidence["dates.effective"] = _span(lead.date.start, lead.date.end)
    named = any(person.name for person in people)
    certain = any(statement.person and statement.post for statement in change.statements)
    role = role_of(context, change, lead)
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


def _leading(context: Context, change: Change) -> Statement:
    """The statement whose date counts: the best dated, but not a recollection behind what the lead tells as news."""
    dated, first = change.dated, change.first
    told = (item for item in change.statements if item.date is None and item.tense in _NOW)
    fresh = next((item for item in told if context.in_lead(item.sentence) and way(item) == "in"), None)
    if dated is not None and fresh is not None and way(dated) == "out" and dated.tense not in _NOW:
        return fresh
    if dated is None or first.date is not None or not context.in_lead(first.sentence):
        return dated or first
    recalled = timing(dated.date.first if dated.date else None, context.published) == "old"
    return first if recalled and first.tense in ("future", "present", "perfect") else dated


def _telling(change: Change) -> Sentence:
    """The sentence that shows the change best: one with a name and a post, else the first."""
    best = next((item for item in change.statements if item.person and item.post), change.first)
    return best.sentence


def _people(change: Change) -> tuple[Person, ...]:
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


def _window(context: Context, change: Change) -> Window:
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


def _contested(context: Context, change: Change) -> str | None:
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


def _span(start: int, end: int) -> Span:
    return Span(start, end, "leadership.change")
