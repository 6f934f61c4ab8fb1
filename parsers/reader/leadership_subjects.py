"""Who comes or goes: the people before a verb, after it, or meant by a pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.context import Context
from parsers.reader.people import PersonMention
from parsers.reader.posts import Post
from parsers.reader.sentences import Sentence
from parsers.reader.word_lists import word_list

OWNED = re.compile(r"(?:'s|s'|\b(?:her|his|their))(?: \w+){0,2} $")
_PRONOUN = re.compile(r"\b(?:he|she|her|his|they|their)\b")
_ALL_OF_THEM = Expression(
    r"\b(?:each|both|the (?:two|three|four|pair|duo|trio)|all (?:two|three|four))(?: of them| have| has)? $"
)
# "... ," said Cllr Jane Smith; "...", the new director, Jane Smith, said.
_SAID_BY = re.compile(r"[\"',] (?:said|says|added|explained|wrote|commented|told \w+) (?:[\w'&,\-]+ ){0,12}$")
# "She told staff that it was time to move on": for herself.
_TIME_TO = re.compile(r"(?:right )?time to |moment to ")
_ALL_WITHIN = re.compile(r" (?:both|all|each) ")
# "A letter from the chief executive says that she ...": the one who writes is seldom the one written of.
_WRITER = re.compile(
    r"\b(?:letter|statement|email|message|memo|note|post|report|briefing|tweet|interview) (?:\w+ )?(?:from|by"
    r"|with) [^,.;]{0,60}$"
)
_APPOSITION = r"(?:, (?!who said)[^;]{2,110}?)?"
_LISTED = re.compile(rf"{_APPOSITION},? (?:and|&|along with|alongside) (?:also )?$|{_APPOSITION}, $")
_ALONGSIDE = re.compile(
    r"(?: [\w']+){0,4}? (?:alongside|along with|together with|as (?:has|have|did)|and so (?:has|have|did)),? "
)
_TITLED = re.compile(r"(?:\b(?:cllrs?|clrs?|coun|councillors?|ms|mrs|mr|miss|dr|prof|professor|sir|dame)\.? ){1,4}$")
_MALE, _FEMALE = frozenset(["mr", "sir", "lord", "baron"]), frozenset(["mrs", "ms", "miss", "dame", "lady", "baroness"])
_HE, _SHE = frozenset(["he", "his"]), frozenset(["she", "her"])
FIRST_PERSON = re.compile(
    r"\b(?P<who>i|we)(?:'ll|'ve|'m|'d| will| have| am| had| shall| would| also| now| be| was| are| were)* $"
)
# "Jane Smith, who had been interim director, ...": the post is hers.
_PREDICATE = re.compile(r",? (?:who|formerly|previously|currently|until|once)\b[^,.;]{0,60}$")
_WARD = re.compile(r"\([^()]{0,40}$")
# "From an interim who had been holding the fort": nobody named.
_SOMEBODY = Expression(
    r"\b(?:an?|the|her|his) (?:\w+ )?(?:interim|deputy|predecessor|successor|woman|man|person|colleague|one)"
    r" who(?: (?:has|had|have|was|is|been|will|would|recently|\w+ly))* $"
)
# "Jane Smith, who has led the department": what stands there is her own post.
_BESIDE = 3
_NEW_CLAUSE = re.compile(r"(?:[,;]|\band|\bbut|\bwhile)(?: and| but| while)? (?:the|its|their)(?: \w+){0,2} $")
_REACH = 120
_SENTENCES_BACK = 3
_AHEAD = 60


class Subjects:
    """The people of one article, and who of them is meant at a place."""

    def __init__(self, context: Context, people: Sequence[PersonMention]) -> None:
        self.context = context
        text = context.article.text
        self.people = [
            person
            for person in people
            if not person.is_inspector
            # "Cllr Jane Smith (Lab, Castle Hill)": the second is her ward.
            and not (person.evidence == "none" and _WARD.search(text[max(0, person.start - 40) : person.start]))
        ]
        self._starts = [person.start for person in self.people]
        self._men = {item.name for item in self.people if (item.honorific or "") in _MALE}
        self._women = {item.name for item in self.people if (item.honorific or "") in _FEMALE}

    def within(self, sentence: Sentence) -> list[PersonMention]:
        """The people named in the sentence."""
        return self.people[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]

    def before(self, sentence: Sentence, hit: Hit, posts: list[Post]) -> list[PersonMention]:
        """The people or the pronoun nearest before the cue, but not one who only says what follows."""
        low = sentence.low
        at = hit.start - sentence.start
        if _ALL_OF_THEM.search(low[:at]) or _ALL_WITHIN.search(hit.text):
            return self._group_before(sentence)
        if first := FIRST_PERSON.search(low[:at]):
            return self._speaker(sentence) if first["who"] == "i" else []
        if _SOMEBODY.search(low[:at]):
            return []
        own = [person for person in self.within(sentence) if person.end <= hit.start]
        pronouns = [match for match in _PRONOUN.finditer(low, 0, hit.end - sentence.start) if match.start() < at + 12]
        nearest = own[-1] if own else None
        pronoun = pronouns[-1].start() + sentence.start if pronouns else -1
        if nearest is not None and nearest.start > pronoun:
            between = low[nearest.end - sentence.start : at]
            if (
                len(between) > _REACH
                or " which " in between
                or (speaks(between) and not _TIME_TO.match(hit.text))
                or self._other_post_between(posts, nearest, hit)
            ):
                return []
            return [*self._listed_before(sentence, own), *self._listed_after(sentence, hit)]
        if not pronouns:
            return []
        place = pronouns[-1]
        if self._other_subject(sentence, posts, sentence.start + place.end(), hit):
            return []
        person = self._meant(sentence, sentence.start + place.start(), place.group())
        return [person] if person else []

    def after(self, sentence: Sentence, hit: Hit) -> list[PersonMention]:
        """The people named soon after the cue, or within it ("named ... as"), in one list."""
        later = [item for item in self.within(sentence) if item.start > hit.start]
        if not later or self._begin(later[0], hit) - hit.end > _AHEAD:
            return []
        return self._run(sentence, later)

    @staticmethod
    def _begin(person: PersonMention, hit: Hit) -> int:
        """Where a naming begins: with the post, where that stands before the name."""
        post = person.post if person.beside_post else None
        return post.start if post is not None and hit.end <= post.start < person.start else person.start

    def _run(self, sentence: Sentence, later: list[PersonMention]) -> list[PersonMention]:
        group = later[:1]
        for person in later[1:]:
            if not self._joined(sentence, group[-1], person):
                break
            group.append(person)
        return group

    def _listed_before(self, sentence: Sentence, own: list[PersonMention]) -> list[PersonMention]:
        """ "Jane Smith, James Brown and Ann Jones resigned": all of them."""
        group = own[-1:]
        for person in reversed(own[:-1]):
            if not self._joined(sentence, person, group[0]):
                break
            group.insert(0, person)
        return group

    def _speaker(self, sentence: Sentence) -> list[PersonMention]:
        """Who says "I": the one named with words of speech after it, or last before it with them or a statement."""
        after = [
            person for person in self.within(sentence) if _SAID_BY.search(sentence.low[: person.start - sentence.start])
        ]
        if after:
            return after[:1]
        for person in reversed(self.people[: bisect_left(self._starts, sentence.start)]):
            text = self.context.article.text[max(0, person.start - 20) : person.end + 45].lower()
            before = re.split(r"[:\"“”\n]", text[: min(20, person.start)])[-1]
            text = before + text[min(20, person.start) :]
            if "statement" in text or speaks(text):
                return [person]
        return []

    def _listed_after(self, sentence: Sentence, hit: Hit) -> list[PersonMention]:
        """ "... has quit alongside James Brown and Ann Jones"."""
        later = [item for item in self.within(sentence) if item.start >= hit.end]
        link = _ALONGSIDE.match(sentence.low, hit.end - sentence.start) if later else None
        if link is None or not _is_title(sentence.low[link.end() : later[0].start - sentence.start]):
            return []
        return self._run(sentence, later)

    def _joined(self, sentence: Sentence, one: PersonMention, other: PersonMention) -> bool:
        # "Director Jane Smith and cabinet member James Brown": the post of the second stands before his name.
        titled = other.beside_post and other.post is not None and one.end < other.post.start < other.start
        end = other.post.start if titled and other.post else other.start
        between = _TITLED.sub("", sentence.low[one.end - sentence.start : end - sentence.start])
        return len(between) <= _REACH and _LISTED.fullmatch(between) is not None and not speaks(between)

    def _group_before(self, sentence: Sentence) -> list[PersonMention]:
        """Whom "both" or "each" means: the list in the sentence itself, or in the one before."""
        before = self.context.previous(sentence)
        for text in (sentence, *((before,) if before else ())):
            own = self.within(text)
            for last in range(len(own), 1, -1):
                group = self._listed_before(text, own[:last])
                if len(group) > 1:
                    return group
        return []

    @staticmethod
    def _other_subject(sentence: Sentence, posts: list[Post], after: int, hit: Hit) -> bool:
        """ "... the council he works for now, and the interim director will hand over": not he does."""
        return any(
            after <= post.start
            and post.end < hit.start
            and _NEW_CLAUSE.search(sentence.low, 0, post.start - sentence.start)
            for post in posts
        )

    def _other_post_between(self, posts: list[Post], person: PersonMention, hit: Hit) -> bool:
        """A post that starts after the person, and isn't his, is the nearer subject."""
        text = self.context.article.text
        between = [
            post
            for post in posts
            if person.end + _BESIDE < post.start
            and post.end <= hit.start
            and not _PREDICATE.match(text[person.end : post.start])
        ]
        own = person.post.family if person.post else None
        return any(post.family != own and not post.former for post in between)

    def _meant(self, sentence: Sentence, before: int, pronoun: str) -> PersonMention | None:
        """Whom a pronoun means: the person named last whom it fits, not more than two sentences back."""
        own = [person for person in self.within(sentence) if person.start < before]
        fit = [person for person in reversed(own) if self._fits(person, pronoun) and not self._writes(person)]
        if fit:
            return fit[0]
        # Who stands first in a sentence is what it is about, and what the next one goes on about.
        earlier = self.context.sentences[max(0, sentence.index - _SENTENCES_BACK) : sentence.index]
        named = [person for text in reversed(earlier) for person in self.within(text)]
        fit = [person for person in named if self._fits(person, pronoun) and not self._writes(person)]
        return next((person for person in fit if not self._comments(person)), None) or next(iter(fit), None)

    def meant_before(self, sentence: Sentence, pronoun: str) -> PersonMention | None:
        """Whom a pronoun after the cue means, who isn't its subject."""
        subjects = {person.name for person in self.within(sentence)}
        earlier = self.context.sentences[max(0, sentence.index - _SENTENCES_BACK) : sentence.index]
        named = (person for text in reversed(earlier) for person in self.within(text))
        return next((item for item in named if item.name not in subjects and self._fits(item, pronoun)), None)

    def _comments(self, person: PersonMention) -> bool:
        text = self.context.article.text
        after = text[person.end : person.end + 24].lower().partition("\n")[0]
        return speaks(after) or speaks(text[max(0, person.start - 8) : person.start].lower())

    def _fits(self, person: PersonMention, pronoun: str) -> bool:
        if pronoun in _HE:
            return person.name not in self._women
        return pronoun not in _SHE or person.name not in self._men

    def _writes(self, person: PersonMention) -> bool:
        lead = self.context.article.text[max(0, person.start - 90) : person.start].lower()
        return _WRITER.search(lead) is not None


def _is_title(text: str) -> bool:
    return not text or _TITLED.fullmatch(text) is not None


def speaks(between: str) -> bool:
    """True where somebody says what follows."""
    return not word_list("posts", "names", "speech").isdisjoint(re.findall(r"[a-z]+", between))


def is_next(sentence: Sentence, hit: Hit, person: PersonMention | None) -> bool:
    """True where the verb has the person for its object: "she follows Jane Smith"."""
    return (
        person is not None
        and person.start - hit.end <= 12
        and not OWNED.search(sentence.low[: hit.start - sentence.start])
    )
