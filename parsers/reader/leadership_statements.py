"""What single sentences say of people who come and go, before it is known which of them speak of one change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from parsers.cues import Cue, Hit
from parsers.model import PostChange
from parsers.reader.context import Context
from parsers.reader.leadership_authority import authority_of, is_bound_elsewhere
from parsers.reader.leadership_dates import date_of
from parsers.reader.leadership_doubt import is_denied, is_supposed, is_taken_back
from parsers.reader.leadership_holders import (
    beside,
    free_post,
    goes_over,
    is_held_elsewhere,
    is_newcomer,
    is_of_other_post,
    joins_others,
    own_post,
)
from parsers.reader.leadership_interim import is_interim, is_made_permanent
from parsers.reader.leadership_posts import LeadershipPosts
from parsers.reader.leadership_statement import Statement
from parsers.reader.leadership_subjects import OWNED, Subjects, is_next
from parsers.reader.leadership_tense import tense_of
from parsers.reader.leadership_voice import NOUNS, PASSIVE, has_object, is_said_of_object
from parsers.reader.people import PersonMention
from parsers.reader.posts import Post
from parsers.reader.sentences import Sentence

# "Becomes the ..." is a change only of a post.
_NEEDS_POST = re.compile(
    r"(?:becom|becam|named?s?$|hire[ds]$|(?:has|have|get|welcome|secure|f[io]und)s?d? (?:a|its|their) "
    r"|(?:be|is|are|as|was) (?:the|its|their|our|a|to be)\b|(?:is|was|been|were) made |(?:will|to) be\b"
    r"|(?:will|back to|returning to) (?:lead|run|head|steer|manage)|return\w* |com\w+ back |came back |\w+ back "
    r"|ma[kd]\w+ (?:a|her|his|their) |offered |accept|(?:has|have|had) begun |first |to chair$|(?:will|would) chair$"
    r"|(?:put|placed|is|be|now) in charge of$|\w+ into$)"
)
_OWN_DATE = ("'s ", " ", "")
_NEXT = re.compile(r"\b(?:new|next|incoming|permanent) ")
_NEXT_WORDS = ("new ", "next ", "incoming ", "permanent ", "will ", "to be ")
_WILL_BE = re.compile(
    r"(?: (?:at|of|for) [\w' ]{3,40}?)? (?:will (?:now |then )?be|is (?:now )?to be|is"
    r"|has been (?:named|announced|confirmed) as) "
)
_AHEAD = re.compile(r"\b(?:will|to) (?:now |then )?be $")
_HER = re.compile(r" (?P<who>her|him|them)\b(?! \w+ (?:as|in))")
_HONORIFIC, _LIST_STEP = 14, 6
# More in one sentence is a list or a text without stops: nothing in it can be told apart.
_MOST_HITS = 12
_KINDS = ("replaced_by", "replaces", "removed", "departure", "out", "appointment", "appointed", "tenure", "in")
_OUT = frozenset(["out", "removed", "departure"])


class _Said(NamedTuple):
    sentence: Sentence
    hit: Hit
    reach: tuple[int, int]


class SentenceReader:
    """Reads the statements of one article; people and posts are found once."""

    def __init__(self, context: Context, people: Sequence[PersonMention]) -> None:
        self.context = context
        self.subjects = Subjects(context, people)
        self.posts = LeadershipPosts(context, self.subjects)
        self._changes = context.lexicon.any_of(*(f"leadership.{name}" for name in _KINDS))

    def statements(self) -> Iterator[Statement]:
        """Every change said, sentence by sentence."""
        for sentence in self.context.sentences:
            found = sorted(self._hits(sentence), key=lambda hit: hit.start)[:_MOST_HITS]
            if any(word in sentence.low for word in _NEXT_WORDS):
                yield from self._named_next(sentence)
            ordinal = self._cue("ordinal").first(sentence)
            if ordinal is not None:
                found = [hit for hit in found if hit.start >= ordinal.end]
            if not found or is_taken_back(self.context, sentence):
                continue
            # "Government-appointed commissioner" is a title, no appointment; who is lent to oversee keeps his post.
            posts = self.posts.within(sentence)
            kept: tuple[Post | Hit, ...] = (*posts, *self.context.lexicon.cue("intervention.overseer").all(sentence))
            hits = [hit for hit in found if not any(p.start <= hit.start and hit.end <= p.end for p in kept)]
            if hits:
                yield from self._told(sentence, hits, posts)

    def _named_next(self, sentence: Sentence) -> Iterator[Statement]:
        """ "The new director will be Jane Smith"."""
        for post in self.posts.within(sentence):
            link = _WILL_BE.match(sentence.low, post.end - sentence.start)
            if not (_NEXT.match(sentence.low, post.start - sentence.start) or (link and _AHEAD.search(link.group()))):
                continue
            person = next((item for item in self.subjects.within(sentence) if item.start >= post.end), None)
            if link and person and person.start - sentence.start - link.end() <= _HONORIFIC:
                said = link.group().strip() if _AHEAD.search(link.group()) else link.group()
                hit = Hit(sentence.start + link.start(), sentence.start + link.end(), said, "in")
                yield self._statement(_Said(sentence, hit, (sentence.start, sentence.end)), "in", person, post)

    def _told(self, sentence: Sentence, hits: list[Hit], posts: list[Post]) -> Iterator[Statement]:
        """What the cues of one sentence say, without what is denied and where who leaves is bound for."""
        denied: Hit | None = None
        gone: dict[str, str | None] = {}
        for hit, reach in zip(hits, self._reaches(sentence, hits), strict=True):
            # "Has not been suspended, dismissed or asked to go": the denial holds for all of them.
            if is_denied(self.context, sentence, hit) or (denied and hit.start - denied.end <= _LIST_STEP):
                denied = hit
                continue
            for statement in self._read(_Said(sentence, hit, reach), posts):
                person = statement.person
                if (
                    person in gone
                    and statement.tense != "before"
                    and statement.change != "out"
                    and gone[person] == statement.authority
                ):
                    continue
                if person is not None and statement.change == "out":
                    gone[person] = statement.authority
                yield statement

    def _reaches(self, sentence: Sentence, hits: list[Hit]) -> list[tuple[int, int]]:
        """How far each cue's own words go: to where the next person is named whom the next cue speaks of."""
        edges = [sentence.start]
        named = self.subjects.within(sentence)
        dates = self.context.dates_in(sentence)
        for hit, after in pairwise(hits):
            between = [person.start for person in named if hit.end <= person.start < after.start]
            dated = [date for date in dates if hit.end <= date.start < after.start]
            # "Saturday's resignation": a date right before a word is its own.
            owned = dated and sentence.low[dated[-1].end - sentence.start : after.start - sentence.start] in _OWN_DATE
            edge = dated[-1].start if owned else after.start
            edges.append(between[0] if between else edge if dated else edges[-1])
        ends = [*edges[1:], sentence.end]
        return [
            (start, end if end > hit.end else sentence.end) for start, end, hit in zip(edges, ends, hits, strict=True)
        ]

    def _hits(self, sentence: Sentence) -> Iterator[Hit]:
        if not self._changes.may_be_in(sentence):
            return
        taken = list(self._cue("idle").all(sentence))
        for name in _KINDS:
            for hit in self._cue(name).all(sentence)[:_MOST_HITS]:
                if not any(hit.start < other.end and other.start < hit.end for other in taken):
                    taken.append(hit)
                    yield hit._replace(label=name)

    def _cue(self, name: str) -> Cue:
        return self.context.lexicon.cue(f"leadership.{name}")

    def _read(self, said: _Said, posts: list[Post]) -> Iterator[Statement]:
        """What one cue says of one person, or of each in a list."""
        sentence, hit, _ = said
        if hit.label in ("replaced_by", "replaces"):
            yield from self._both(said, posts)
            return
        if hit.label == "tenure":
            yield from self._held(said, posts)
            return
        of_object = is_said_of_object(sentence, hit)
        if hit.label in NOUNS and not of_object and not OWNED.search(sentence.low[: hit.start - sentence.start]):
            return
        named = self.subjects.after(sentence, hit) if of_object else self.subjects.before(sentence, hit, posts)
        after = self.posts.after(sentence, hit, posts)
        change: PostChange = "out" if hit.label in _OUT else "in"
        if hit.label in ("in", "appointed") and after is None and _NEEDS_POST.match(hit.text):
            return
        if hit.label in ("in", "appointed") and after is None and is_of_other_post(sentence, hit):
            return
        if hit.label == "in" and named and is_bound_elsewhere(sentence, after.end if after else hit.end):
            # "She takes up the post of chief executive at a charity": she leaves her own.
            change, after = "out", None
        for person in named:
            yield from self._of_person(said, posts, (change, after), person)
        if named:
            return
        # "To become the new chief executive" says nobody who does.
        post = after if of_object or hit.label != "in" or hit.text.endswith(" chair") else None
        if post is None and (of_object or hit.label in NOUNS or not has_object(sentence, hit)):
            post = own_post(self.subjects, sentence, hit, posts)
        if change == "in" and post is not None and after is None and joins_others(self.context, sentence, hit):
            change = "out"
        if post is None or (hit.text == "in post since" and not is_newcomer(sentence, hit)):
            return
        yield self._statement(said, change, None, post)

    def _of_person(
        self, said: _Said, posts: list[Post], stated: tuple[PostChange, Post | None], person: PersonMention
    ) -> Iterator[Statement]:
        """What one cue says of one person, given the way and the post that stands after it."""
        change, after = stated
        # Who comes is often known by the post that was left.
        own = None if person.post and person.post.former and change == "in" else person.post
        own = own or beside(posts, person)
        told = replace(self._statement(said, change, person, after or own), post_said=after is not None)
        if own is not None and after is None and change == "in" and is_held_elsewhere(self.context, told):
            told = replace(told, authority=self.context.subject)
        # "The former director, Jane Smith, left in 2022": recalled, however it is told.
        left = change == "out" and told.post is not None and told.post.former
        yield replace(told, post=replace(told.post, former=False), tense="before") if left and told.post else told
        if person.post is not None and goes_over(self.context, told, person.post):
            yield replace(told, change="out", post=person.post, authority=self.context.subject, post_said=False)

    def _both(self, said: _Said, posts: list[Post]) -> Iterator[Statement]:
        """ "A was replaced by B" and "B replaces A"."""
        sentence, hit, _ = said
        before, after = self.subjects.before(sentence, hit, posts), self.subjects.after(sentence, hit)
        first, second = (before[-1] if before else None), (after[0] if after else None)
        if hit.label == "replaces" and (pronoun := _HER.match(sentence.low, hit.end - sentence.start)):
            second = self.subjects.meant_before(sentence, pronoun["who"])
        leaver, comer = (first, second) if hit.label == "replaced_by" else (second, first)
        lead = sentence.low[max(0, hit.start - sentence.start - 30) : hit.start - sentence.start]
        if hit.text in ("replaced", "succeeded") and PASSIVE.search(lead):
            leaver, comer = first, None
        if (leaver is None and comer is None) or (hit.text == "follows" and not is_next(sentence, hit, leaver)):
            return
        inside = (post for post in posts if hit.start < post.start and post.end < hit.end)
        stated, own = self.posts.after(sentence, hit, posts), leaver.post if leaver else None
        # "Replaces the deputy chief executive and director of children's services, Jane Smith".
        stated = own if stated and own and stated.family == "other" and stated.end <= own.start else stated
        known = next(inside, None) or stated or own
        known = known or self.posts.brief_in(sentence, hit) or free_post(self.subjects, sentence, hit, posts)
        known = known or (comer.post if comer and comer.post and not comer.post.former else None)
        if leaver is not None:
            held = replace(known, former=False, interim=False) if known else None
            yield self._statement(said, "out", leaver, held)
        if comer is not None:
            replaces = hit.label == "replaces" and known is not None and known is not comer.post
            # "She replaces the interim director" says nothing of how she holds the post.
            held = replace(known, former=False, interim=known.interim and not replaces) if known else None
            yield self._statement(said, "in", comer, held)

    def _held(self, said: _Said, posts: list[Post]) -> Iterator[Statement]:
        """ "She was interim director from 2011 to 2012", "led the department until July": how and when it ended."""
        sentence, hit, _ = said
        dates = [date for date in self.context.dates_in(sentence) if date.first and date.start >= hit.end]
        if not dates:
            return
        person = next(iter(self.subjects.before(sentence, hit, posts)), None)
        within = next((post for post in posts if hit.start <= post.start <= hit.end), None)
        post = within or self.posts.after(sentence, hit, posts) or (person.post if person else None)
        interim = " interim" in hit.text or " acting" in hit.text or (post is not None and post.interim)
        ended = dates[0].last is not None or dates[-1].relation == "until" or len(dates) > 1
        if person is None or not (interim or ended):
            return
        last = dates[0] if interim else dates[-1]
        date = replace(last, first=last.last, last=None) if last.last and not interim else last
        told = self._statement(said, "interim" if interim else "out", person, post)
        yield replace(told, date=date, tense="before", interim=interim)

    def _statement(self, said: _Said, change: PostChange, person: PersonMention | None, post: Post | None) -> Statement:
        sentence, hit, _ = said
        tense = tense_of(sentence, hit)
        interim = (post is not None and post.interim) or is_interim(self.context, sentence, hit, person)
        if is_made_permanent(sentence, hit):
            interim, post = False, replace(post, interim=False) if post else None
        if change == "in" and interim:
            change = "interim"
        return Statement(
            sentence=sentence,
            hit=hit,
            change=change,
            person=person.name if person else None,
            post=post,
            date=date_of(self.context, sentence, hit, said.reach, tense),
            authority=authority_of(self.context, sentence, hit, post, change),
            supposed=is_supposed(self.context, sentence, hit),
            interim=interim,
            tense=tense,
        )
