"""Reading an article: furniture apart, sentences, dates and places found, each family asked, relevance decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from parsers.authorities import Place
from parsers.lexicon import Lexicon
from parsers.model import Article, Mention, Reading
from parsers.reader import committee_paper, families
from parsers.reader.aftermath import told_before
from parsers.reader.context import Context
from parsers.reader.dates import find_dates
from parsers.reader.dismissals import dismissed
from parsers.reader.furniture import Layout, lay_out
from parsers.reader.headline_grade import with_headline_grade
from parsers.reader.inspection_found import with_findings
from parsers.reader.inspection_lead import with_inspection_ahead
from parsers.reader.reaction import with_reacted_to
from parsers.reader.relevance import decide, is_rooted, weigh
from parsers.reader.second_opinion import reconsider
from parsers.reader.sentences import LONGEST, Sentence, normalise, sentence, split
from parsers.reader.subject import filed_under, helper_in, host_of, sections_of, subject_of
from parsers.tokens import Tokens, tokens_of

# No report is longer; what stands after it is not read. A 2 MB text is read in well under two seconds.
READ_AT_MOST = 40_000
_OPENING = 3


@dataclass(frozen=True, slots=True)
class _Parts:
    """An article cut up: its text as far as it is read, that normalised, its words, layout, sentences and headline."""

    text: str
    low: str
    tokens: Tokens
    layout: Layout
    sentences: tuple[Sentence, ...]
    headline: Sentence | None


def read(article: Article, lexicon: Lexicon) -> Reading:
    """What the article says: never raises on any text, and gives the same for the same article and lexicon."""
    with lexicon.vocabulary.in_use():
        return _read(article, lexicon)


def _read(article: Article, lexicon: Lexicon) -> Reading:
    most = committee_paper.READ_AT_MOST if article.paper else READ_AT_MOST
    if len(article.text) > most:
        article = replace(article, text=article.text[:most])
    if article.title and len(article.title) > LONGEST:
        article = replace(article, title=article.title[:LONGEST])
    parts = _cut(article, lexicon)
    furniture = parts.layout.furniture
    lexicon.scan("topic", parts.tokens, parts.sentences)
    topics = weigh(article, parts.sentences, parts.headline, lexicon)
    if not topics.enough:
        return Reading(relevant=False, why=decide(topics, (), None).why, furniture=furniture)
    places = _places(article, lexicon, parts)
    weight = topics.at_home(parts.sentences, parts.headline, places, lexicon.gazetteer)
    if not weight.enough:
        return Reading(relevant=False, why=decide(weight, (), None).why, furniture=furniture)
    context = _context(article, lexicon, parts, places)
    found = with_inspection_ahead(context, with_reacted_to(context, by_rules(context)))
    found = with_findings(context, reconsider(context, found))
    mentions = told_before(context, with_headline_grade(context, found))
    if article.paper:
        mentions = committee_paper.recalled(mentions)
    relevance = decide(weight, mentions, context.subject, is_rooted(context))
    reading = Reading(
        relevant=relevance.relevant,
        why=relevance.why,
        mentions=mentions if relevance.relevant else (),
        furniture=furniture,
        dismissed=tuple(dismissed(context, mentions)) if relevance.relevant else (),
    )
    _let_go(context)
    return reading


def _let_go(context: Context) -> None:
    """Part sentences from their clauses, which hold each other: the memory is then free without being swept for."""
    for told in (*context.sentences, *((context.headline,) if context.headline else ())):
        told.seen.clear()


def by_rules(context: Context) -> tuple[Mention, ...]:
    """What the families of events find, in the order of the text."""
    found = (mention for family in families.FAMILIES for mention in family.mentions(context))
    return tuple(sorted(found, key=_place))


def _place(mention: Mention) -> tuple[int, str, str]:
    """Its place in the text; of the same words, who comes or goes stands before what that is to improve."""
    kind = "improvement" if mention.type == "leadership_change" else mention.type
    return mention.span.start, kind, mention.role


def prepare(article: Article, lexicon: Lexicon) -> tuple[Context, tuple[tuple[int, int], ...]]:
    """The article cut up for the families, and the places of its furniture."""
    parts = _cut(article, lexicon)
    return _context(article, lexicon, parts, _places(article, lexicon, parts)), parts.layout.furniture


def _cut(article: Article, lexicon: Lexicon) -> _Parts:
    text = article.text
    low = normalise(text)
    tokens = tokens_of(low)
    layout = lay_out(text, article.title, lexicon, low, tokens)
    headline = sentence(article.title, 0, index=-1) if article.title else None
    return _Parts(text, low, tokens, layout, split(text, layout.body, low), headline)


def _places(article: Article, lexicon: Lexicon, parts: _Parts) -> tuple[Place, ...]:
    """The authorities that the body names, as they were when it came out."""
    published = article.bounds
    body = _blanked(parts.text, parts.layout.furniture)
    return lexicon.gazetteer.places(body, _day(published.earliest, published.latest))


def _context(article: Article, lexicon: Lexicon, parts: _Parts, places: tuple[Place, ...]) -> Context:
    text, layout, sentences, headline = parts.text, parts.layout, parts.sentences, parts.headline
    lexicon.scan("events", parts.tokens, sentences)
    body, low = (_blanked(whole, layout.furniture) for whole in (text, parts.low))
    published = article.bounds
    exact = published.earliest if published.earliest == published.latest else None
    dates = find_dates(body, published, exact, low)
    named = lexicon.gazetteer.places(article.title) if article.title else ()
    sections = sections_of(places, sentences)
    subject = None if sections else _subject(article, lexicon, parts, places, named)
    if subject is None and not sections:
        subject = filed_under(article, layout.furniture, lexicon.gazetteer)
    return Context(article, lexicon, parts.low, parts.tokens, sentences, dates, places, subject, headline, sections)


def _subject(
    article: Article, lexicon: Lexicon, parts: _Parts, places: tuple[Place, ...], named: tuple[Place, ...]
) -> str | None:
    """Whom the article is about; not one that its headline or its opening names as helping another."""
    helpers = helper_in(parts.headline.low, named) if parts.headline else set()
    for told in parts.sentences[:_OPENING]:
        helpers |= helper_in(told.low, [place for place in places if told.start <= place.start < told.end], told.start)
    others = tuple(place for place in places if place.name not in helpers)
    if others:
        places, named = others, tuple(place for place in named if place.name not in helpers)
    return subject_of(places, parts.sentences, named, host_of(article, lexicon.gazetteer))


def _day(earliest: date | None, latest: date | None) -> date | None:
    return earliest or latest


def _blanked(text: str, furniture: tuple[tuple[int, int], ...]) -> str:
    """The text with its furniture turned to spaces, so that places in it stay what they are."""
    parts: list[str] = []
    done = 0
    for start, end in furniture:
        parts.append(text[done:start])
        parts.append(" " * (end - start))
        done = end
    parts.append(text[done:])
    return "".join(parts)
