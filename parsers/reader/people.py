"""People as the press names them: with honorifics, posts, and by surname once they have been introduced.

Only what marks a person is trusted: an honorific, a post beside the name, words of speech, or an introduction
elsewhere in the text. Two capitalised words without any of these may be a place; they are kept with no evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from parsers.additions import Titles
from parsers.reader.posts import Post, find_posts
from parsers.reader.sentences import normalise
from parsers.reader.word_lists import word_list
from parsers.tokens import Tokens

Evidence = Literal["post", "honorific", "speech", "introduced", "none"]

_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:(?:['’](?!s\b)|-)[^\W\d_]+)*"
_RUN = re.compile(rf"{_NAME}(?:\.? (?:(?:de|van|von|der|la|le|al|bin) )?{_NAME})*")
_PART = re.compile(rf"(?:(?:de|van|von|der|la|le|al|bin) )?{_NAME}")
_HONORIFIC_BEFORE = re.compile(r"\b(councillor|cllr|clr|coun|alderman)\.? $")
# What an honorific before a name ends with.
_CLOSES = frozenset(["r ", "n ", ". "])
_POST_BEFORE = re.compile(
    r"(?: (?:of|at) (?:the )?[a-z' &\-]{3,60}?(?:council|trust|authority))?,? (?:(?:is|was|remains|will be) )?$"
)
_POST_AFTER = re.compile(
    r",? (?:who (?:is|was|has been|holds|held|has held) |until (?:now|recently) |currently |now )?"
    r"(?:(?:as )?(?:the|its|their|our|his|her|a|an|[\w\-]+(?: [\w\-]+){0,3}'s?"
    r"|[\w\-]+ (?:city|county|borough)? ?council) )?$"
)
_SPEECH_AFTER = re.compile(r",? (?:has |had |also |who )?([a-z]+)")
_SPEECH_BEFORE = re.compile(r"([a-z]{1,16}) $")
_POST_NOMINALS = frozenset(["OBE", "CBE", "MBE", "KC", "QC", "JP", "DL", "BEM", "MP"])
_LONGEST_LINK = 70
_HONORIFICS, _SPEECH, _NO_NAME, _MAYBE_NAME, _GIVEN = (
    word_list("posts", "names", key) for key in ("honorifics", "speech", "no_name", "maybe_name", "given")
)


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One naming of one person, in code points of the text.

    `name` is the full name wherever the text gives it, without honorific; `text` is what stands at the place.
    `post` is the post said beside this naming or, for later ones, at the first. Inspectors carry a post of the
    family `inspector` and hold none of the authority's.
    """

    start: int
    end: int
    text: str
    name: str
    evidence: Evidence
    honorific: str | None = None
    post: Post | None = None
    beside_post: bool = False

    @property
    def is_inspector(self) -> bool:
        """True for those who inspect."""
        return self.post is not None and self.post.family == "inspector"

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.rsplit(" ", 1)[-1]


class _Named(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]
    honorific: str | None
    outer: int
    doubtful: bool


def find_people(
    text: str, added: Titles = (), low: str | None = None, tokens: Tokens | None = None
) -> tuple[PersonMention, ...]:
    """Every naming of a person in the text, in its order.

    `low` is the text normalised, and `tokens` the words of that, where both are known already.
    """
    low = normalise(text) if low is None else low
    posts = tuple(find_posts(low, added, tokens))
    named = list(_names(text, low))
    whole = [(name, _mention(text, low, name, posts)) for name in named if len(name.words) > 1]
    mentions = _paired([mention for name, mention in whole if not name.doubtful or mention.evidence != "none"], text)
    known = _known(mentions)
    called = _by_first_name(mentions)
    later = [_later(text, name, known, called) for name in named if len(name.words) == 1]
    found = [_introduced(mention, known) for mention in mentions] + [mention for mention in later if mention]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _names(text: str, low: str) -> Iterator[_Named]:
    """Names of one to three words; what is followed by a word of places or bodies is none."""
    for run in _RUN.finditer(text):
        word = run.group().lower()
        if " " not in word and (word in _HONORIFICS or _is_no_name(word)):
            # Most are the first words of sentences.
            continue
        if " " not in word:
            named = _named(low, run.start(), None, [run])
            if named is not None:
                yield named
            continue
        for outer, honorific, parts in _cut_at_stops(text, run):
            named = _named(low, outer, honorific, parts)
            if named is not None:
                yield named


def _cut_at_stops(text: str, run: re.Match[str]) -> Iterator[tuple[int, str | None, list[re.Match[str]]]]:
    """The names in a run of capitalised words: a full stop ends one, but not after an initial or an honorific."""
    honorific, outer, parts = None, run.start(), list[re.Match[str]]()
    for part in _PART.finditer(text, run.start(), run.end()):
        word = part.group().lower()
        if parts and len(parts[-1].group()) > 1 and "." in text[parts[-1].end() : part.start()]:
            yield outer, honorific, parts
            honorific, parts = None, []
        if word in _HONORIFICS:
            honorific, outer, parts = word, part.start(), []
        elif _is_no_name(word):
            honorific, parts = None, []
        elif not (parts and part.group() in _POST_NOMINALS):
            parts.append(part)
    yield outer, honorific, parts


def _named(low: str, outer: int, honorific: str | None, parts: list[re.Match[str]]) -> _Named | None:
    if not 1 <= len(parts) <= 3:
        return None
    start = parts[0].start()
    before = _HONORIFIC_BEFORE.search(low, max(0, start - 14), start) if low[start - 2 : start] in _CLOSES else None
    if honorific is None:
        outer = before.start() if before else start
    words = tuple(part.group() for part in parts)
    called = honorific or (before.group(1) if before else None)
    given = len(words) > 1 and words[0] in _GIVEN
    doubtful = not given and any(word.lower() in _MAYBE_NAME for word in words)
    if doubtful and len(words) == 1 and called is None:
        return None
    return _Named(start, parts[-1].end(), words, called, outer, doubtful)


@lru_cache(maxsize=4096)
def _is_no_name(word: str) -> bool:
    plain = word.replace("’", "'")
    return len(word) < 2 or not _NO_NAME.isdisjoint((plain, plain.partition("'")[0], plain.partition("-")[0]))


def _mention(text: str, low: str, named: _Named, posts: tuple[Post, ...]) -> PersonMention:
    name = " ".join(_in_capitals(word) for word in named.words).replace("’", "'")
    said = text[named.start : named.end]
    post = _post_beside(low, named, posts)
    evidence: Evidence = "none"
    if post is not None:
        evidence = "post"
    elif named.honorific is not None:
        evidence = "honorific"
    elif _speaks(low, named):
        evidence = "speech"
    return PersonMention(named.start, named.end, said, name, evidence, named.honorific, post, post is not None)


def _in_capitals(word: str) -> str:
    """ "JANE" in the first line of a report is Jane."""
    return word.title() if word.isupper() and len(word) > 2 else word


def _post_beside(low: str, named: _Named, posts: tuple[Post, ...]) -> Post | None:
    """The post that stands right after the name, else the one right before it."""
    after = bisect_left(posts, named.end, key=lambda post: post.start)
    if after < len(posts):
        post = posts[after]
        near = post.start - named.end <= _LONGEST_LINK
        if near and _POST_AFTER.fullmatch(low, named.end, post.start) and low[named.end : post.start].strip(" "):
            return post
    before = bisect_right(posts, named.outer, key=lambda post: post.end) - 1
    if before < 0 or named.outer - posts[before].end > _LONGEST_LINK:
        return None
    return posts[before] if _POST_BEFORE.fullmatch(low, posts[before].end, named.outer) else None


def _speaks(low: str, named: _Named) -> bool:
    after = _SPEECH_AFTER.match(low, named.end)
    before = _SPEECH_BEFORE.search(low, max(0, named.outer - 16), named.outer)
    return (after is not None and after.group(1) in _SPEECH) or (before is not None and before.group(1) in _SPEECH)


def _paired(mentions: list[PersonMention], text: str) -> list[PersonMention]:
    """ "Inspectors Mandy Nightingale and Diane Partridge": the post is said once for both."""
    paired = list(mentions)
    for at in range(1, len(paired)):
        before, mention = paired[at - 1], paired[at]
        if mention.post is None and before.is_inspector and text[before.end : mention.start] == " and ":
            paired[at] = replace(mention, post=before.post, evidence="post")
    return paired


def _known(mentions: list[PersonMention]) -> dict[str, PersonMention]:
    """The best introduced naming of each person, by full name and by surname; a surname of two people is dropped."""
    rank = ("post", "honorific", "speech", "introduced", "none")
    known: dict[str, PersonMention] = {}
    for mention in sorted(mentions, key=lambda mention: rank.index(mention.evidence)):
        known.setdefault(mention.name, mention)
    surnames: dict[str, set[str]] = {}
    for name in known:
        surnames.setdefault(name.rsplit(" ", 1)[-1], set()).add(name)
    for surname, names in surnames.items():
        if len(names) == 1 or _is_one_person(names):
            known.setdefault(surname, known[min(names, key=lambda name: list(known).index(name))])
    return known


def _is_one_person(names: set[str]) -> bool:
    """ "Allison Parkinson" and "Alli Parkinson": the shortest first name begins all the others."""
    firsts = sorted((name.partition(" ")[0] for name in names), key=len)
    return len(firsts[0]) > 2 and all(first.startswith(firsts[0]) for first in firsts)


def _by_first_name(mentions: list[PersonMention]) -> dict[str, PersonMention]:
    """Who is meant by a first name alone, as councils write of their own; nobody where two people share it."""
    found: dict[str, PersonMention] = {}
    for mention in mentions:
        if mention.evidence == "post" or mention.name.partition(" ")[0] in _GIVEN:
            found.setdefault(mention.name.partition(" ")[0], mention)
    all_names = {mention.name for mention in mentions}
    firsts = [name.partition(" ")[0] for name in all_names]
    return {first: mention for first, mention in found.items() if firsts.count(first) == 1}


def _introduced(mention: PersonMention, known: Mapping[str, PersonMention]) -> PersonMention:
    best = known[mention.name]
    if mention.evidence == "none" and best.evidence != "none":
        mention = replace(mention, evidence="introduced")
    return mention if mention.post is not None else replace(mention, post=best.post)


def _later(
    text: str, named: _Named, known: Mapping[str, PersonMention], called: Mapping[str, PersonMention]
) -> PersonMention | None:
    """ "Coun Pearson" after "Coun Joe Pearson"; a surname or first name alone only of someone who was introduced."""
    surname = named.words[0].replace("’", "'")
    best = known.get(surname) or (called.get(surname) if named.honorific is None else None)
    is_known = best is not None and (best.evidence != "none" or best.name.partition(" ")[0] in _GIVEN)
    if best is None or (not is_known and named.honorific is None):
        if named.honorific is None:
            return None
        return PersonMention(
            named.start, named.end, text[named.start : named.end], surname, "honorific", named.honorific
        )
    return PersonMention(
        named.start, named.end, text[named.start : named.end], best.name, "introduced", named.honorific, best.post
    )
