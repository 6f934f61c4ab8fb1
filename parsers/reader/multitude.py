"""What is said of many authorities, or of one abroad, and so of none that the article is about."""

from __future__ import annotations

import re

from parsers.expressions import Expression, holds_one
from parsers.reader.clauses import Clause
from parsers.reader.context import Context
from parsers.reader.joint import meant_together
from parsers.reader.sentences import Sentence

_SEVERAL = 4
_NUMBER = (
    r"(?:(?!(?:19|20)\d\d\b)\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|dozens|several|many|most|few|fewer|some|other|(?<!no )more|all|only|such)"
)
_SHARE = (
    r"(?:half|(?:a|one|two)[ -](?:third|quarter|fifth|tenth|handful|dozen)s?|three[ -]quarters"
    r"|(?:one|two|three|four|nine) (?:in|out of) \w+|[\w.]+ ?(?:per cent|percent|%)"
    r"|majority|minority|number|numbers|proportion|percentage|share|none|neither|hundreds|dozens)"
)
# "All five areas inspected" and "two out of four areas" are parts of one inspection.
_NOT_JUDGED = "".join(f"(?<!{one} {two} )" for one in ("all", "the", "of", "its") for two in ("three", "four", "five"))
_GROUP = (
    r"(?:councils|(?:local )?authorities|town halls|boroughs|counties|council areas|local areas|departments"
    rf"|{_NOT_JUDGED}areas (?:in|across|inspected|visited|assessed|checked|that)|inspections"
    r"|(?:children's|youth|send)(?: [\w-]+){0,2} (?:services|teams|departments)|partnerships|trusts)\b(?!')"
)
_OWNED = r"(?!\w+(?<!children)'s? |(?:its|their|our) )"
# "half of youth offending services", "the number of inadequate councils", "no authority in the country".
# "For the third time in eight years children's services": a number of years is no number of services.
_NO_TIME = r"(?! (?:years?|months?|weeks?|days?|decades?|times?)\b)"
_MANY = re.compile(
    rf"\b{_SHARE}\b(?: {_OWNED}[\w'-]+){{0,5}}? {_GROUP}"
    rf"|\b{_NUMBER}{_NO_TIME}(?: {_OWNED}[\w'-]+){{0,3}}? {_GROUP}"
    rf"|(?:^|[.,;:] |\bthe )['\"(]*(?!all )(?:{_NUMBER}) (?:judged|rated|graded|found|deemed)\b"
    rf"|(?:^|[.,;:] )['\"(]*(?:english |local )?(?:councils|authorities)\b|\bwhich (?:councils|authorities)\b"
    r"|\b(?:no|any|every|each)(?: other| single)? (?:local )?(?:council|authority|county council|borough) (?:in"
    r"|has|had|was|will|can)\b"
    rf"|\b(?:of the|all|those|these|the) {_NUMBER}\b{_NO_TIME}(?: [\w'-]+){{0,3}}? {_GROUP}"
)
_SAYS_MANY = Expression(_MANY.pattern)
# "eight required improvement", "10 have been rated good", "none was outstanding": a number is all the subject there is.
_COUNTED = re.compile(
    rf"(?:^|[,;:(] |\b(?:and|while|with|but|of which|of whom) )['\"]*(?:just |only |the (?:remaining|other) "
    rf"|a further )?"
    rf"(?:{_NUMBER}|{_SHARE}|one)(?: more| others?| of (?:them|those|these))?(?: \(\d+\))?,? "
    r"(?:were|was|are|is|had|have|has|required?|requires|received|got|fell|remain\w*|['\"]?(?:good|inadequate"
    r"|outstanding|requires?))\b(?!['\"]? (?:ratings|grades|judge?ments|marks|verdicts|areas)\b)"
)
_IN_MANY = re.compile(rf"[^.;]{{0,70}}?\b(?:in|across|at|by|of|among) (?:{_MANY.pattern})")
_ONE_NAMED = re.compile(r"\b(?:one|another|a second|the other),? [^,.;]{2,40}, ")
# Without a plural or a number there is no crowd: most sentences need no closer look.
_PLURALS = (
    "services", "authorit", "areas", "councils", "inspections", "teams", "boroughs", "counties", "departments",
    "partnerships", "trusts", "town halls",
)  # fmt: skip
_HINT = re.compile(rf"\b(?:{_SHARE}|{_NUMBER}|one|no|any|every|each)\b")
_REACH = 140
_AHEAD = 40


def speaks_of_many(context: Context, clause: Clause, place: int) -> bool:
    """True when what stands at `place` is said of a number of authorities, and none is named between."""
    begin = clause.sentence.start
    low = clause.sentence.low
    if not _may_tell_of_many(clause.sentence) or meant_together(low, context.joint):
        return False
    first = max(0, place - begin - _REACH)
    before = low[first : place - begin + _AHEAD]
    said = _MANY.finditer(before) if _SAYS_MANY.search(before) else ()
    many = [match for match in said if first + match.start() < place - begin]
    found = min(many[-1].end(), place - begin - first) if many else -1
    inside = low[clause.start - begin : place - begin + 24]
    counted = [match for match in _COUNTED.finditer(inside) if match.start() <= place - clause.start]
    if counted:
        found = max(found, counted[-1].start() + clause.start - begin - first)
    if found < 0:
        return _is_followed_by_many(context, clause, place)
    if _ONE_NAMED.search(before[found - 4 if found > 4 else 0 :]):
        return False
    named = context.surely_in(clause.sentence)
    return not any(begin + first + found <= item.start <= place for item in named)


def _may_tell_of_many(sentence: Sentence) -> bool:
    """False where neither a plural nor a number stands in the sentence; looked for once."""
    found: bool | None = sentence.seen.get(_HINT)
    if found is None:
        low = sentence.low
        found = sentence.seen[_HINT] = holds_one(low, _PLURALS) or _HINT.search(low) is not None
    return found


def _is_followed_by_many(context: Context, clause: Clause, place: int) -> bool:
    """True for "inadequate in three-quarters of the authorities that were inspected"."""
    low, begin = clause.sentence.low, clause.sentence.start
    after = _IN_MANY.match(low[place - begin : place - begin + 120])
    return after is not None and not any(item.start < place for item in context.surely_in(clause.sentence))


def names_a_foreign_place(context: Context, clause: Clause) -> bool:
    """True when the clause names a Welsh, Scottish or Northern Irish council, and no English one."""
    if not any(clause.holds(start) for start in context.foreign_places):
        return False
    return not any(clause.holds(item.start) for item in context.surely_in(clause.sentence))


def is_list(context: Context) -> bool:
    """True for a round-up of authorities: its headline names none, and its opening several or none."""
    if context.headline is None:
        return False
    named = {place.name for sentence in context.sentences for place in context.surely_in(sentence)}
    told = context.titled
    return len(named) >= _SEVERAL and not told
