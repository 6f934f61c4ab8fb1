"""What single sentences say of people who come and go, before it is known which of them speak of one change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import NamedTuple

from parsers.cues import Cue, Hit
from parsers.model import PostChange
from parsers.reader.context import Context
from parsers.reader.dates import DateExpression
from parsers.reader.leadership_dates import date_of
from parsers.reader.people import PersonMention
from parsers.reader.posts import Post, find_posts
from parsers.reader.sentences import Sentence
from parsers.reader.word_lists import word_list

_PRONOUN = re.compile(r"\b(?:he|she|her|his|they|their)\b")
_PASSIVE = re.compile(r"\b(?:was|is|been|be|were|being|are|who|also|just|recently|newly|formally|\w+,)\s*$")
_AS_POST = re.compile(
    r",? ?(?:(?:as|to|of|from|the|its|a|an|new|be|their|our|her|his|in|interim|acting"
    r"|(?:post|role|job|position) (?:of|as)|[\w'\-]+'s) )*(?:[\w'\-]+ (?:council's |council ))?"
)
_OUT_AS = re.compile(r"(?: (?:from )?(?:the|her|his|their) (?:post|role|job|position))? as ")
_NEW_POST = re.compile(r"\bnew\b")
_BEFORE_THAT = re.compile(r"\b(?:when|after|since|before) (?:he|she|they)(?: had| was| were)? $")
_REACH = 120
_SENTENCES_BACK = 2
# More in one sentence is a list or a text without stops, and says nothing that can be told apart.
_MOST_HITS = 12


@dataclass(frozen=True, slots=True)
class Statement:
    """One person or post said to change: `person` and `post` are None where the sentence leaves them out.

    `post_said` is true where the post stands with the change itself, false where it is the one the person is known
    by; `supposed` where the change is only wished for or feared.
    """

    sentence: Sentence
    hit: Hit
    change: PostChange
    person: str | None
    post: Post | None
    date: DateExpression | None
    authority: str | None
    supposed: bool = False
    interim: bool = False
    post_said: bool = True


class _Said(NamedTuple):
    sentence: Sentence
    hit: Hit
    reach: tuple[int, int]


class SentenceReader:
    """Reads the statements of one article; people and posts are found once."""

    def __init__(self, context: Context, people: Sequence[PersonMention]) -> None:
        self.context = context
        self.people = [person for person in people if not person.is_inspector]
        self._starts = [person.start for person in self.people]

    def statements(self) -> Iterator[Statement]:
        """Every change said, sentence by sentence."""
        for sentence in self.context.sentences:
            found = sorted(self._hits(sentence), key=lambda hit: hit.start)[:_MOST_HITS]
            if not found or self._cue("ordinal").within(sentence):
                continue
            posts = [_moved(post, sentence.start) for post in find_posts(sentence.low)]
            # "Government-appointed commissioner" is a title, not an appointment.
            hits = [hit for hit in found if not any(p.start <= hit.start and hit.end <= p.end for p in posts)]
            if not hits:
                continue
            for hit, reach in zip(hits, self._reaches(sentence, hits), strict=True):
                if not self._is_denied(sentence, hit):
                    yield from self._read(sentence, hit, posts, reach)

    def _reaches(self, sentence: Sentence, hits: list[Hit]) -> list[tuple[int, int]]:
        """How far each cue's own words go: to where the next person is named whom the next cue speaks of."""
        edges = [sentence.start]
        for hit, after in pairwise(hits):
            between = [person.start for person in self._in(sentence) if hit.end <= person.start < after.start]
            edges.append(between[0] if between else edges[-1])
        ends = [*edges[1:], sentence.end]
        return [
            (start, end if end > hit.end else sentence.end) for start, end, hit in zip(edges, ends, hits, strict=True)
        ]

    def _hits(self, sentence: Sentence) -> Iterator[Hit]:
        taken: list[Hit] = []
        for name in ("replaced_by", "replaces", "out", "in"):
            for hit in islice(self._cue(name).every(sentence), _MOST_HITS):
                if not any(hit.start < other.end and other.start < hit.end for other in taken):
                    taken.append(replace(hit, label=name))
        return iter(taken)

    def _cue(self, name: str) -> Cue:
        return self.context.lexicon.cue(f"leadership.{name}")

    def _read(self, sentence: Sentence, hit: Hit, posts: list[Post], reach: tuple[int, int]) -> Iterator[Statement]:
        """What one cue says; `reach` are the code points that belong to it."""
        before, after = self._person_before(sentence, hit, posts), self._person_after(sentence, hit)
        post = self._post_after(sentence, hit, posts)
        if hit.label in ("replaced_by", "replaces"):
            leaver, comer = (before, after) if hit.label == "replaced_by" else (after, before)
            held = post or _last_before(posts, hit)
            yield from self._both(_Said(sentence, hit, reach), leaver, comer, held)
            return
        change: PostChange = "out" if hit.label == "out" else "in"
        of_object = self._is_said_of_object(sentence, hit)
        person = after if of_object else before
        said_post = post
        post = post or (person.post if person else None)
        if post is None and (person is None or not of_object):
            # "The council has had an interim director appointed."
            post = said_post = self._own_post(sentence, hit, posts, person)
        if (person is None and post is None) or (hit.text == "in post since" and not self._is_newcomer(sentence, hit)):
            return
        statement = self._statement(_Said(sentence, hit, reach), change, person, post)
        yield replace(statement, post_said=said_post is not None)

    def _both(
        self, said: _Said, leaver: PersonMention | None, comer: PersonMention | None, post: Post | None
    ) -> Iterator[Statement]:
        if leaver is None and comer is None:
            return
        known = post or (leaver.post if leaver else None) or (comer.post if comer else None)
        if leaver is not None:
            yield self._statement(said, "out", leaver, known)
        if comer is not None:
            replaces = said.hit.label == "replaces" and known is not None
            # "She replaces the interim director" says nothing of how she holds the post.
            yield self._statement(said, "in", comer, replace(known, interim=False) if replaces and known else known)

    def _statement(self, said: _Said, change: PostChange, person: PersonMention | None, post: Post | None) -> Statement:
        sentence, hit, _ = said
        interim = (post is not None and post.interim) or self._is_interim(said, person)
        if change == "in" and interim:
            change = "interim"
        return Statement(
            sentence=sentence,
            hit=hit,
            change=change,
            person=person.name if person else None,
            post=post,
            date=date_of(self.context, sentence, hit, said.reach),
            authority=self._authority(sentence, post),
            supposed=self._is_supposed(sentence, hit),
            interim=interim,
        )

    def _authority(self, sentence: Sentence, post: Post | None) -> str | None:
        """Whose post it is: "head of Devon's children's services", else whom the sentence speaks of."""
        own = [place for place in self.context.places_in(sentence) if post and post.start <= place.start < post.end]
        return own[0].name if own else self.context.authority_of(sentence)

    # -- who ----------------------------------------------------------------------------------------------------

    def _person_before(self, sentence: Sentence, hit: Hit, posts: list[Post]) -> PersonMention | None:
        """The person or pronoun nearest before the cue, unless he only says what follows."""
        low = sentence.low
        at = hit.start - sentence.start
        own = [person for person in self._in(sentence) if person.end <= hit.start]
        pronouns = [match for match in _PRONOUN.finditer(low, 0, hit.end - sentence.start) if match.start() < at + 12]
        nearest = own[-1] if own else None
        pronoun = pronouns[-1].start() + sentence.start if pronouns else -1
        if nearest is not None and nearest.start > pronoun:
            between = low[nearest.end - sentence.start : at]
            blocked = len(between) > _REACH or _speaks(between) or self._other_post_between(posts, nearest, hit)
            return None if blocked else nearest
        return (
            self._last_person(sentence, sentence.start + (pronouns[-1].start() if pronouns else 0))
            if pronouns
            else None
        )

    def _other_post_between(self, posts: list[Post], person: PersonMention, hit: Hit) -> bool:
        """A post that starts after the person, and isn't his, is the nearer subject."""
        between = [post for post in posts if person.end <= post.start and post.end <= hit.start]
        own = person.post.family if person.post else None
        return any(post.family != own for post in between)

    def _last_person(self, sentence: Sentence, before: int) -> PersonMention | None:
        """Whom a pronoun means: the person named last, not more than two sentences back."""
        at = bisect_left(self._starts, before) - 1
        first = max(0, sentence.index - _SENTENCES_BACK)
        earliest = self.context.sentences[first].start
        return self.people[at] if at >= 0 and self.people[at].start >= earliest else None

    def _person_after(self, sentence: Sentence, hit: Hit) -> PersonMention | None:
        later = [person for person in self._in(sentence) if person.start >= hit.end and person.start - hit.end <= 60]
        return later[0] if later else None

    def _in(self, sentence: Sentence) -> list[PersonMention]:
        return self.people[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]

    def _is_said_of_object(self, sentence: Sentence, hit: Hit) -> bool:
        """ "the council appointed Jane Smith", "the departure of Jane Smith"; not "Jane Smith was appointed"."""
        if hit.text.startswith(("departure", "resignation", "appointment")):
            return sentence.low[hit.end - sentence.start :].startswith(" of ") or hit.text.endswith(" of")
        if hit.text.endswith(" made"):
            return True
        if not hit.text.startswith(("appointed", "named", "recruited", "promoted", "reappointed", "re-appointed")):
            return False
        return not _PASSIVE.search(sentence.low[max(0, hit.start - sentence.start - 30) : hit.start - sentence.start])

    # -- which post ---------------------------------------------------------------------------------------------

    def _post_after(self, sentence: Sentence, hit: Hit, posts: list[Post]) -> Post | None:
        """ "resigned as cabinet member", "becomes interim chief executive", "appointed Jane Smith as director"."""
        low, begin = sentence.low, sentence.start
        for post in posts:
            if post.start < hit.end - 20 or post.end <= hit.end:
                continue
            person = self._person_after(sentence, hit)
            at = person.end if person and person.end <= post.start else hit.end
            between = low[at - begin : post.start - begin] if post.start >= at else ""
            if hit.label == "out" and not (_OUT_AS.match(between) or hit.text.endswith(" as")):
                return None
            return post if len(between) <= 45 and _AS_POST.fullmatch(between) else None
        return None

    def _own_post(self, sentence: Sentence, hit: Hit, posts: list[Post], person: PersonMention | None) -> Post | None:
        """The post that is itself the subject ("the director of children's services has resigned")."""
        post = _last_before(posts, hit)
        if post is None or post.former:
            return None
        between = sentence.low[post.end - sentence.start : hit.start - sentence.start]
        if _speaks(between) and person is None:
            return None
        beside_other = any(
            other.post and other.post.start == post.start for other in self._in(sentence) if other != person
        )
        return None if beside_other or len(between) > _REACH else post

    def _is_newcomer(self, sentence: Sentence, hit: Hit) -> bool:
        """In post since a date is a change only of one who is called new."""
        lead = sentence.low[: hit.start - sentence.start]
        return bool(_NEW_POST.search(lead[-90:]))

    # -- how ----------------------------------------------------------------------------------------------------

    def _lead(self, sentence: Sentence, hit: Hit) -> str:
        low = sentence.low[: hit.start - sentence.start]
        return re.split(r"[,;:]|\bbut\b", low)[-1][-45:]

    def _is_denied(self, sentence: Sentence, hit: Hit) -> bool:
        """True for what is said not to be so, and for what a person did before: "two months after he retired"."""
        lead = self._lead(sentence, hit)
        if _BEFORE_THAT.search(lead):
            return True
        return bool(self._cue("denied").pattern.search(lead)) or bool(self._cue("pressed").pattern.search(lead[-14:]))

    def _is_supposed(self, sentence: Sentence, hit: Hit) -> bool:
        return bool(self._cue("supposed").pattern.search(self._lead(sentence, hit)))

    def _is_interim(self, said: _Said, person: PersonMention | None) -> bool:
        """ "becomes interim director"; "Leonard Finch, on an interim contract since January, departs"."""
        low, begin = said.sentence.low, said.sentence.start
        own = person is not None and begin <= person.end <= said.hit.start
        start = person.end - begin if person is not None and own else max(0, said.hit.start - begin - 12)
        return bool(self._cue("interim").pattern.search(low[start : said.hit.end - begin + 45]))


def _moved(post: Post, by: int) -> Post:
    return replace(post, start=post.start + by, end=post.end + by)


def _last_before(posts: list[Post], hit: Hit) -> Post | None:
    earlier = [post for post in posts if post.end <= hit.start]
    return earlier[-1] if earlier else None


def _speaks(between: str) -> bool:
    return not word_list("posts", "names", "speech").isdisjoint(re.findall(r"[a-z]+", between))
