"""Whom an article is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from parsers.authorities import Gazetteer, Place
from parsers.model import Article
from parsers.reader.sentences import Sentence

_TITLE, _LEAD = 4.0, 2.0
_WEIGHT = {"council": 1.6, "service": 1.8, "trust": 1.6, "place": 1.0}
_HOST = 6.0
# The council or service that a report names first is whom it is about, though it may name another more often.
_FIRST = 5.0
_SECTIONS = 3
# Code points between the beginning of a section and the name that it opens with.
_NEAR = 4

_REACH = 60
# "A team from Barset", "support from Barset".
_LENT_BY = re.compile(
    r"\b(?:team|officers?|experts?|support|help|advice|assistance|expertise|mentoring|colleagues"
    r"|(?<!agency )staff|managers|leaders|peers|specialists|advisers|reviewers|directors)"
    r" (?:from|of|by|provided by|with) (?:the )?$"
)
# "Barset drafted in to support", "Barset (County) Council is to help", "the Barset independent review".
_LENDS = re.compile(
    r"(?:'s)?(?: (?:city|county|borough|metropolitan|council))*(?:,[^,]{0,40},)?"
    r"(?: (?:has|have|been|is|are|was|were|to|be|will|being|set|now))*"
    r" (?:(?:drafted|brought|called|sent|parachuted|lined up|asked|tapped|stepping|steps)(?: in)? to (?:\w+ )?"
    r"(?:support|help|advise|assist|mentor|turn|improve|review|work|run)\b|(?:help|lend|mentor|coach)\b"
    r"|(?:-led |led )?(?:independent|external|peer) (?:\w+ )?review\b)"
)


def subject_of(
    places: Sequence[Place], sentences: Sequence[Sentence], headline: Sequence[Place], host: str | None
) -> str | None:
    """The authority that the article is about: named in its headline and lead, and most often; None when none is.

    `host` is the authority whose own site it stands on: it says "we" and seldom its name.
    """
    scores: dict[str, float] = defaultdict(float)
    for place in headline:
        scores[place.name] += _TITLE * _worth(place)
    lead_end = sentences[min(2, len(sentences) - 1)].end if sentences else 0
    for place in places:
        scores[place.name] += _worth(place) * (_LEAD if place.start < lead_end else 1.0)
    first = next((place for place in places if place.start < lead_end), None)
    if first and first.form != "place":
        scores[first.name] += _FIRST
    if host:
        scores[host] += _HOST
    if not scores:
        return None
    return max(scores, key=lambda name: (scores[name], -_first(places, name)))


def helper_in(low: str, places: Sequence[Place], start: int = 0) -> set[str]:
    """The authorities that a text names only as lending another a hand; none where it names no other.

    `low` is the normalised text, which begins at `start`.
    """
    lending = {
        place
        for place in places
        if _LENT_BY.search(low[max(0, place.start - start - _REACH) : place.start - start])
        or _LENDS.match(low[place.end - start : place.end - start + _REACH])
    }
    helped = {place.name for place in places if place not in lending}
    return {place.name for place in lending} - helped


def host_of(article: Article, gazetteer: Gazetteer) -> str | None:
    """The authority that published the article itself, by its domain or by the outlet's name."""
    domain = urlsplit(article.url).hostname if article.url and "://" in article.url else None
    if domain and (host := gazetteer.owner_of(domain)):
        return host.name
    if article.outlet and "council" in article.outlet.lower():
        named = gazetteer.places(article.outlet)
        return named[0].name if named else None
    return None


def filed_under(article: Article, furniture: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> str | None:
    """The authority in the trail above the article ("News > Northumberland") or in its address; the last resort."""
    trails = [article.text[start:end] for start, end in furniture if ">" in article.text[start:end]]
    path = urlsplit(article.url).path if article.url else ""
    slug = re.sub(r"[^a-z]+", " ", path.lower()).title()
    for text in (*trails, slug):
        if named := gazetteer.places(text):
            return named[0].name
    return None


def _worth(place: Place) -> float:
    return _WEIGHT[place.form] * (1.0 if place.certain else 0.4)


def _first(places: Sequence[Place], name: str) -> int:
    return next((place.start for place in places if place.name == name), 0)


def sections_of(places: Sequence[Place], sentences: Sequence[Sentence]) -> tuple[tuple[int, str], ...]:
    """The sections of a round-up: paragraphs that open with authorities of their own, three at least."""
    starts = [sentence.start for sentence in sentences if _begins_paragraph(sentence, sentences)]
    openers = [
        (start, place.name)
        for place in places
        for start in starts[bisect_left(starts, place.start - _NEAR) : bisect_right(starts, place.start + _NEAR)]
    ]
    openers.sort()
    return tuple(openers) if len({name for _, name in openers}) >= _SECTIONS else ()


def _begins_paragraph(sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    return sentence.index == 0 or sentences[sentence.index - 1].paragraph != sentence.paragraph
