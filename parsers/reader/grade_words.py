"""Grade words: where "good" and its like are grades, and not ordinary words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.lexicon import Lexicon
from parsers.reader.clauses import Clause
from parsers.reader.judgement_areas import area_hits
from parsers.reader.said_of import is_said_of_practice

_RATING_BEFORE = re.compile(
    r"(?:\brat\w+|judg\w+|grad(?:ed|es|ing)|deemed|found|given|gives?|gave|handed|awarded|earned|achieved"
    r"|retained|secured|told|branded|labelled|had|has|have|hold|holds|held|with|receiv\w+|got|get|called"
    r"|\b[a-z]{3,14}ly|at last|already|considered|were|was|is|are|be|been"
    r"|became|become|becomes|remains?|remained|stays?|stayed|from|to|at|on|as|both|each|all|and|or|an?|kept (?:its"
    r"|their)"
    r"|retained its|its|overall|declared|branded"
    r"|marked|described as|seen as|as being|not|now|again|also|still|mostly|too|same|lost its|of|services|being"
    r"|scored|:|-|\(|,|ruled|well|'|(?:left|leaves|leaving|makes|making|made) (?:it|them)"
    r"|(?:crown|hail|nam|dubb|pronounc|proclaim|certifi|classifi|class|assess|rank|plac|upgrad|downgrad|promot|elevat"
    r"|reach|regain|return|award|earn|clinch|land|bagg|scoop|nett)(?:e?d|es|s|ing)|confirmed|won|wins|bags"
    r"|hits?|gain(?:ed|s)"
    r"|\")[\s'\"(]{0,12}$"
    r"|\b(?:rat|judg|grad|mark|deem|declar|brand|label)(?:e?d|es|e|s|ing) (?:them|it|us|(?:the|its|our|their"
    r"|this)(?: [\w'&-]+){1,4})[\s'\"(]*$"
    r"|\bfound (?:the|its|our|their)(?: [\w'&-]+){1,4}[\s'\"(]*$"
    r"|\b(?:rat|judg|grad|mark|deem|declar|brand|label)(?:e?d|es|e|s|ing) (?:[\w'&-]+ ){1,6}(?:council|borough|county"
    r"|authority|department|trust|partnership|services?)[\s'\"(]*$"
)

_FOLLOWS = frozenset([
    "earlier", "last", "yesterday", "today", "recently", "two", "three", "four", "five", "six", "just", "months",
    "years", "rating", "ratings", "grade", "grades", "judgement", "judgements", "overall", "in", "for", "at", "by",
    "and", "or", "when", "after", "but", "while", "with", "across", "throughout", "all", "to", "since", "as",
    "first", "ofsted", "authority", "council", "services", "department", "again", "now", "only", "too", "on",
    "despite", "following", "this", "status", "mark", "marks", "verdict", "result", "results", "both", "each",
    "every", "because", "if", "though", "although", "under", "from", "even", "local", "children's", "childrens",
    "than", "until", "council's", "leadership", "leaders", "help", "services'", "nor", "standard", "report",
    "across-the-board", "outcome", "outcomes", "category", "top", "once", "per", "within", "before", "which", "is",
    "are", "was", "were", "including", "there", "not", "authorities", "back", "so", "having", "where", "may",
    "will", "being", "more", "between", "against", "she", "he", "they", "it", "we", "you",
])  # fmt: skip

_ORDINARY = re.compile(
    r"(?:\b(?:a|the|any|no|some|such|very|really|more|how|for|so|as|pretty|too|in|do|feel|feels|not|is|are|any"
    r"|of)\s)$"
)

_NEXT_WORD = re.compile(r"['\")\]]*\s+(?!-+ )['\"]?([\w'/-]+)")
_RATED_AFTER = re.compile(r"['\"]?-rated\b")

# What a grade may be called.
NOUNS = (
    r"(?:ratings?|grades?|gradings?|judge?ments?|marks?|verdicts?|scores?|rankings?|assessments?|bands?"
    r"|categor(?:y|ies))"
)
_GRADE_NOUN = re.compile(rf"['\"]? (?:ofsted )?{NOUNS}\b(?! (?:of|by) (?:need|risk|the child|each child))")
# "the good it was given in 2019"
_GIVEN = re.compile(
    r"['\"]? (?:that )?(?:it|they|the \w+) (?:was |were |had |has |have )*(?:given|received|got|awarded|had|held"
    r"|earned|secured"
    r"|picked up|won|carried|boasted)\b"
)

# "inadequate staffing" finds fault and grades nothing.
_LACKING = re.compile(
    r"['\"]? (?:protection|staffing|food|controls|records?|recording|support|response|supervision|resources|funding"
    r"|housing"
    r"|accommodation|oversight|planning|plans|arrangements|measures|levels|numbers?|training|management"
    r"|information|weather)\b"
)

# The names of the grades, said of nobody: "from outstanding down to inadequate", "grades such as good".
_SCALE = Expression(
    r"\bfrom outstanding (?:down |all the way )?to inadequate|\bgrades? (?:such as|like|of)\b.{0,30}\bor\b"
    r"|\boutstanding, good, requires improvement"
)

# "a further four areas require improvement" counts areas for improvement and grades nothing.
_SOME_AREAS = Expression(
    r"\b(?:further|other|some|several|following|these|number of) (?:\w+ )?(?:areas?|things|points|matters"
    r"|aspects)(?: (?:that|which|where(?: \w+){1,3})(?: still| also)?)? $|\bareas? (?:that|which"
    r"|where(?: \w+){1,3}) $"
)

# "Highlighted areas requiring improvement", too.
_FOUND_WANTING = Expression(
    r"\b(?:highlight|identif|list|outlin|flag|nam|point|not|detail|recommend|found|uncover)\w* (?:[\w-]+ ){0,4}"
    r"(?:areas?|aspects|matters|things|points) (?:still |also )?$"
)
# "The story is mostly good": what is called so is nothing that inspectors grade.
_EVERYDAY = re.compile(
    r"\b(?:story|news|picture|progress|morale|weather|relationships?|start|intentions?|reasons?|food|idea|attendance"
    r"|feedback|response|communication|behaviour|position)(?: [\w']+){0,3} $"
)
# "The Good and Beyond Board", "Outstanding Leaders Together"
_NAME = re.compile(
    r"(?:Good|Outstanding) (?:and |to |for )?(?!Good|Outstanding|Ofsted|Requires|Inadequate|Leaders|Leadership|Help"
    r"|Children)"
    r"[A-Z][a-z]+ (?:[A-Z][a-z]+ )*(?:Board|Programme|Plan|Partnership|Group|Strategy|Team|Project|Award|Awards"
    r"|Network)"
)

# "Was told to improve its recording": what is to be improved is a matter of practice, and no grade.
_OF_PRACTICE = re.compile(
    r" (?:how|the (?:way|quality|timeliness|consistency)|(?:its|their|the) (?!(?:[\w'-]+ ){0,2}?(?:services?|children|"
    r"social|department|rating|grade)))\b"
)
_ESCAPED = re.compile(
    r"\b(?:escap\w+|avoid\w*|spared|short of|rather than|instead of|far from|not|better than|worse than"
    r"|nothing but|anything but) (?:being )?(?:an?|the)?[\s'\"]*$"
)


_RATES = re.compile(r"\b(?:rat|grad|judg|deem|rank)(?:ed|es|ing|e|ings)\b|\bofsted (?:says|said|found|finds)\b")
# "stayed as good as it had been"
_COMPARED = re.compile(r" as\b")
# "what is needed to improve the care of children"
_WHAT_IS = re.compile(
    r"\b(?:what(?:'s| is| was| were| will be| would be)?|that (?:is|are|was|were)|all|everything|work|changes?"
    r"|support|action|steps?|help|resources|time|money) (?:still |also |now )?$"
)

_GIVES = re.compile(
    r"\b(?:left|ended|came (?:back|out|away)|emerged|earn|secur|won|win|pick|collect|landed|achiev|receiv|got"
    r"|rat|judg"
    r"|grad|deem|found|given|hand|award|remain|kept|retain|stay|called|score|was|were|is|are|lost|describ|brand"
    r"|class|label|finally)"
)
# "Good assessments" are a social worker's; "three good assessments" are Ofsted's.
_COUNTED = re.compile(r"\b(?:two|three|four|five|all) (?:\w+ )?assessments\b")
_FOR_WHAT = re.compile(r"['\"]? (?:rating|grade|judgement|for|overall|across)")


def grade_hits(clause: Clause, lexicon: Lexicon) -> list[Hit]:
    """The grade words of the clause that are used as grades, not as ordinary words."""
    if not lexicon.cue("inspection.grade").all(clause.sentence):
        return []
    key = ("grades", clause.start, clause.end)
    found: list[Hit] | None = clause.sentence.seen.get(key)
    if found is None:
        found = clause.sentence.seen[key] = _look(clause, lexicon)
    return found


def _look(clause: Clause, lexicon: Lexicon) -> list[Hit]:
    cue = lexicon.cue("inspection.grade")
    found = [] if _SCALE.search(clause.low) else list(clause.hits(cue))
    strong = any(hit.label != "good" for hit in found)
    areas = area_hits(clause, lexicon) if found else []
    return [hit for hit in found if _is_rating(clause, hit, strong, areas)]


def _is_rating(clause: Clause, hit: Hit, strong: bool, areas: Sequence[Hit]) -> bool:
    sentence = clause.sentence
    after = sentence.low[hit.end - sentence.start :]
    following = _NEXT_WORD.match(after)
    if _ESCAPED.search(text_before(clause, hit, 40)) or _SOME_AREAS.search(text_before(clause, hit, 30)):
        return False
    if _is_compared(clause, hit, after) or (after.startswith(" assessments") and not _COUNTED.search(clause.low)):
        return False
    if _GRADE_NOUN.match(after) or _RATED_AFTER.match(after) or _GIVEN.match(after):
        return True
    bare = hit.text in ("good", "outstanding", "inadequate", "outstandings", "inadequates")
    if not bare:
        return _is_wordy_rating(clause, hit, after)
    if hit.text == "inadequate":
        return not (_LACKING.match(after) or is_said_of_practice(clause, hit, areas))
    if following and after[:1] not in ",.;:'\")" and following.group(1) not in _FOLLOWS:
        return False
    if bare and (_EVERYDAY.search(text_before(clause, hit, 40)) or is_said_of_practice(clause, hit, areas)):
        return False
    if _NAME.match(sentence.text, hit.start - sentence.start):
        return False
    after_area = any(0 < hit.start - area.end <= 2 for area in areas)
    if after_area or sentence.text[hit.start - sentence.start] in "GO":
        return True
    if after[:1] in "'\"" and text_before(clause, hit, 1)[-1:] in ("'", '"'):
        return True
    before = text_before(clause, hit, 40)
    if not before.strip():
        return True
    return bool(_RATING_BEFORE.search(before)) and (
        strong or not _ORDINARY.search(before) or _near_rating(text_before(clause, hit, 90), after)
    )


def _is_wordy_rating(clause: Clause, hit: Hit, after: str) -> bool:
    """False for "told to improve" where nobody is told, and for practice that needs improvement."""
    if hit.label == "requires_improvement" and _FOUND_WANTING.search(text_before(clause, hit, 60)):
        return False
    if hit.text == "need improvement":
        # In the plural this is more often said of practice than it is a grade.
        rated = _RATES.search(text_before(clause, hit, 40))
        return rated is not None or after[:1] in ("'", '"') or "overall" in clause.low
    if hit.text.endswith("told to improve") and _OF_PRACTICE.match(after):
        return False
    return hit.text != "told to improve" or " told to improve" in clause.sentence.low


def _is_compared(clause: Clause, hit: Hit, after: str) -> bool:
    """True for "as good as it had been" and "what is needed to improve"."""
    if _COMPARED.match(after) and text_before(clause, hit, 4).endswith(" as "):
        return True
    return hit.text == "needed to improve" and _WHAT_IS.search(text_before(clause, hit, 40)) is not None


def _near_rating(before: str, after: str) -> bool:
    return bool(_GIVES.search(before) or _FOR_WHAT.match(after))


def text_before(clause: Clause, hit: Hit, length: int) -> str:
    low, place = clause.sentence.low, hit.start - clause.sentence.start
    return low[max(0, place - length) : place]
