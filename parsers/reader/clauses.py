"""Sentences cut at the joints where a report turns from its own news to what went before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.cues import Cue, Hit
from parsers.reader.comparison import comparisons
from parsers.reader.sentences import Sentence

# It begins with a set of letters because a pattern that does is looked for several times as fast as one with `,?`.
_JOINT = re.compile(
    # What may stand next, before any of the joints is tried.
    r"[;,:\s](?:(?<=[;,:])(?=\s)|(?<=\s)(?=-|a(?:ft|lth|mid|nd )|but|fol|sin|tho|wh[ei])|(?<=\) )(?=\w))"
    r"(?:(?<=;)\s|(?<=\s)-{1,2}\s(?!['\"]?(?:inadequate|good|outstanding|requires? improvement)"
    r"[\w ]{0,12}['\"]?\.?$)"
    r"|(?:(?<=,) |(?<= ))\b(?:but|despite|amid|while|although|though(?!,)|whereas"
    r"|when(?! (?:\w+ ){1,3}(?:leaves?|have left"
    r"|left) care)|(?<!areas )(?<!things )(?<!matters )(?<!points )where|since(?! (?:last )?(?:\d|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|then"
    r"|the (?:spring|summer|autumn)|(?:last )?(?:year|month|week|easter|christmas)))|following(?! (?:day|week"
    r"|month|year|morning|afternoon))|after which)\b"
    r"|(?:(?<=,) |(?<= )(?<!looked )(?<!looks )(?<!look )(?<!looking ))\bafter\b(?! (?:all|nine|ten|eleven|noon"
    r"|lunch|\d"
    r"|(?:\w+ ){1,3}(?:leaves?|have left) care)\b)"
    r"|(?<=,) (?:which(?! includ)|who|whose|and in|and means|and it|and is|and was|having|as it|with its|the same)\b"
    r"|(?<=[a-z\d]\) )\b(?!(?:is|are|was|were) (?:all|both|each|also)\b)|(?<=,) (?:and|in) (?=(?:\d{4}|in \d{4})\b)"
    r"|(?<= )and (?=(?:was|is|has been|had been|will|must|ordered|in \d{4}|now|again in)\b)"
    r"|(?<=,) (?=the same (?:grade|rating|judgement|mark|verdict)\b)"
    r"|(?<=,) (?=(?:an?|the|its|their|his|her) (?:[\w'-]+ ){0,3}(?:report|letter|document) (?:published|released"
    r"|issued|made public|from|by"
    r"|shows?|showed|says?|said|reveals?|revealed|states?)\b)"
    r"|(?<=:) (?=in [a-z]+ )|(?<=,) (?=more recently|however,)"
    r"|(?P<main>(?<=,) (?=(?:they|it|inspectors|ofsted|the|an?|council|services|children's) (?!and\b|or\b)[a-z]+)))"
)
# "Since it was rated inadequate in 2020, inspectors ...": the comma ends the clause that looks back.
_OPENING = re.compile(r"[\s\"',-]*(?P<word>since|after|when|while|although|though|having|following)\b")
_RELATIVE = re.compile(r",? (?:which|who|whose|where|having|since|after|when|while|following|although|though)\b")
_RESUMES = re.compile(
    r", (?:(?:now|also|still|again|has|have|had|will) )?(?:as|is|are|was|were|has|have|had|will|must"
    r"|should|would|could|can|may"
    r"|gets?|got|says?|said|moves?|went|goes|falls?|fell|rises?|rose|remains?|receives?|received|improved|requires"
    r"|gave|gives|finds?|concluded|awarded|marked|put"
    r"|(?:be )?(?:rated|judged|graded|found|deemed|given|downgraded|upgraded))\b"
)
# "Every judgement but one" and "good in all but leadership" go on.
_ALL_BUT = re.compile(r"\b(?:all|everything|everyone|anything|nothing|every \w+) ?$")
# "the service, rated good since 2019, is ...".
_RATED_ASIDE = re.compile(
    r", (?:(?:currently|already|once|previously|now|both|still|long|formerly|hitherto|since"
    r"|until now) )?(?:rated|judged|graded|deemed|branded|ranked"
    r"|labelled"
    r"|considered|found)\b[^,;]{3,80}(?=, (?:is|are|was|were|has|have|had|will|must|should|would|could"
    r"|can|may|said|says)\b)"
)
_SUBJECTS = ("they ", "inspectors ", "ofsted ")
# "The last inspection, in 2018": the year belongs to what it follows.
_DATES_NOUN = re.compile(
    r"\b(?:inspection|inspected|visit|visited|review|reviewed|report|judge?ment|rating|verdict)"
    r"(?: (?:of|by|from|into|to) (?:[\w'-]+ ){0,3}[\w'-]+)?,?$"
)
_SINCE_WHEN = re.compile(r" since (?:\w+ ){1,3}\w+,? $")


@dataclass(slots=True)
class Clause:
    """Part of a sentence: code points of the whole text, and the joint that it begins with; `low` is normalised."""

    sentence: Sentence
    start: int
    end: int
    low: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        begin = self.sentence.start
        self.low = self.sentence.low[self.start - begin : self.end - begin]

    def holds(self, place: int) -> bool:
        """True when the code point lies in it."""
        return self.start <= place < self.end

    def hits(self, cue: Cue) -> Iterator[Hit]:
        """The phrases of the cue that begin in the clause."""
        return (hit for hit in cue.all(self.sentence) if self.start <= hit.start < self.end)

    def has(self, cue: Cue) -> bool:
        """True when a phrase of the cue begins in the clause."""
        return self.first(cue) is not None

    def first(self, cue: Cue) -> Hit | None:
        """The first phrase of the cue that begins in the clause."""
        for hit in cue.all(self.sentence):
            if self.start <= hit.start < self.end:
                return hit
        return None


def clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order, with nothing left out between them."""
    found: tuple[Clause, ...] | None = sentence.seen.get("clauses")
    if found is None:
        found = sentence.seen["clauses"] = _cut(sentence)
    return found


def _cut(sentence: Sentence) -> tuple[Clause, ...]:
    edges = [0]
    for joint in _JOINT.finditer(sentence.low):
        place = joint.start()
        if place - edges[-1] < 4:
            continue
        if joint.group().endswith("but") and _ALL_BUT.search(sentence.low, max(0, place - 24), place):
            continue
        if joint.group().strip(", ") == "in" and _DATES_NOUN.search(sentence.low, max(0, place - 60), place):
            continue
        if joint["main"] and not _ends_an_opening(sentence.low, edges[-1], place):
            continue
        if (
            place
            and sentence.low[place - 1] == ")"
            and " " not in sentence.low[sentence.low.rfind("(", 0, place) : place]
        ):
            # An acronym in brackets, as of the Care Quality Commission, ends nothing.
            continue
        if joint.group().strip(", ") == "when" and _SINCE_WHEN.search(sentence.low[edges[-1] : place + 1] + " "):
            continue
        edges.append(place)
    if (comma := _opening_ends(sentence)) and comma not in edges:
        edges = sorted([*edges, comma])
    edges = sorted({*edges, *_resumptions(sentence.low, edges), *_around_comparisons(sentence.low)})
    edges.append(len(sentence.low))
    return tuple(
        Clause(sentence, sentence.start + first, sentence.start + last)
        for first, last in pairwise(edges)
        if last > first
    )


def _resumptions(low: str, edges: list[int]) -> list[int]:
    """The commas that close "..., which was rated inadequate in 2015, as requires improvement"."""
    found = []
    for edge, following in zip(edges, [*edges[1:], len(low)], strict=True):
        if not _RELATIVE.match(low, edge):
            continue
        comma = low.find(", ", edge + 8, following)
        if comma > 0 and _RESUMES.match(low, comma):
            found.append(comma)
    for aside in _RATED_ASIDE.finditer(low):
        found += [aside.start(), aside.end()]
    return found


def _around_comparisons(low: str) -> list[int]:
    """Both ends of "since its last inspection in 2019", whatever joins it to what is told."""
    return [place for span in comparisons(low) for place in span if place < len(low.rstrip(" .\"'"))]


def _opening_ends(sentence: Sentence) -> int | None:
    """The comma after "Following a long process, Surrey County Council ...", where a name begins the main clause."""
    opening = _OPENING.match(sentence.low)
    if opening is None or opening["word"] not in ("since", "following", "after"):
        return None
    comma = sentence.low.find(", ", opening.end())
    return comma if comma > 8 and sentence.text[comma + 2 : comma + 3].isupper() else None


def _ends_an_opening(low: str, begin: int, comma: int) -> bool:
    """True where the comma is the first one after "since ..." or "following ...", and the main clause begins there."""
    opening = _OPENING.match(low, begin)
    if opening is None or low.find(",", opening.end(), comma) >= 0:
        return False
    return opening["word"] in ("since", "following", "after") or low[comma + 2 :].startswith(_SUBJECTS)
