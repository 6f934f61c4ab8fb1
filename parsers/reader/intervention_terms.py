"""Which words of a sentence name an instrument of intervention there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import mood_before
from parsers.wordings import wordings

_said = wordings("intervention_terms")

# "The notice does not apply to Plymouth", "no improvement notice", "at short notice", "in the right direction".
_NOT = _said.shaped(r"['\"]? @not\b")
_NO = _said.shaped(r"\b@no (?:\w+ )?$|\b@not_england\b")
_IDIOM = _said.shaped(r"\b@idiom (?:\w+ )?$")
_OTHER_TRUSTS = _said.shaped(r"\b@other_trusts $")
_PATIENTS = _said("patients")
# "They need to build trust", "the council can be trusted".
_FAITH = _said.shaped(r"\b@faith $")
_FAITH_AFTER = _said.shaped(r"['\"]? @faith_after\b")
_POLICE = _said("police")
_ADVISES_OTHERWISE = _said.shaped(r"\b@advises_otherwise $")
# A notice of auditors or of a treasurer is about money, not about how a service is run.
_OF_AUDITORS = _said.shaped(r"\b@of_auditors (?:\w+ )?$")
_AUDITED = _said("audited")
_ELSEWHERE = _said.shaped(r"\b@elsewhere (?:\w+ )?$")
_INSPECTORS = _said("inspectors")
_PROBE = _said.shaped(r"\b@probe\W*$")


_NAMES = ("intervention.instrument", "intervention.weak", "intervention.overseer")


def terms_of(context: Context, sentence: Sentence) -> Iterator[Hit]:
    """Each instrument that the sentence names, in its order, the first name of each."""
    lexicon = context.lexicon
    if not lexicon.any_of(*_NAMES).may_be_in(sentence) or _is_of_others(context):
        return
    found = [*lexicon.cue("intervention.instrument").all(sentence)]
    for hit in lexicon.cue("intervention.weak").all(sentence):
        if not any(hit.start < other.end and other.start < hit.end for other in found) and _is_armed(
            context, sentence, hit
        ):
            found.append(hit)
    for hit in lexicon.cue("intervention.overseer").all(sentence):
        if not any(hit.start < other.end and other.start < hit.end for other in found):
            found.append(hit._replace(label="overseer"))
    seen: set[str] = set()
    for hit in sorted(found, key=lambda item: item.start):
        if hit.label not in seen and _is_meant(context, sentence, hit):
            seen.add(hit.label)
            yield _without_verb(sentence, hit)


def _without_verb(sentence: Sentence, hit: Hit) -> Hit:
    """Of "has been appointed commissioner" the title: "appointed" is the verb there, and no part of the name."""
    verb, _, title = hit.text.partition(" ")
    if verb != "appointed" or mood_before(sentence.low, hit.start - sentence.start) == "bare":
        return hit
    return hit._replace(start=hit.end - len(title), text=title)


_OTHER_DEPARTMENT = _said("other_department")
_OTHER_WORDS = ("communities ", "local government ", "mhclg", "dluhc")
_OUR_DEPARTMENT = _said("our_department")


def _is_of_others(context: Context) -> bool:
    """True where it is the department for communities that steps in, over how a council is run."""
    if not context.sentences:
        return False
    memory = context.sentences[0].seen
    found: bool | None = memory.get("another department")
    if found is None:
        low = [sentence.low for sentence in context.sentences]
        whole = "\n".join(low)
        found = (
            any(word in whole for word in _OTHER_WORDS)
            and any(_OTHER_DEPARTMENT.search(text) for text in low)
            and not any(_OUR_DEPARTMENT.search(text) for text in low)
        )
        memory["another department"] = found
    return found


_BETRAYS = frozenset(["commissioner", "intervention", "improvement_notice", "control", "ordered"])


def _is_armed(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """True where the article names the measure in full somewhere, so that "the notice" is that one."""
    named = named_in_full(context)
    if hit.label in named:
        return True
    if hit.label == "improvement_notice" and any(_AUDITED.search(text.low) for text in context.sentences):
        return False
    if hit.label in ("statutory_direction", "improvement_notice") and _government_near(context, sentence):
        return True
    return hit.label == "statutory_direction" and not named.isdisjoint(_BETRAYS)


def named_in_full(context: Context) -> frozenset[str]:
    """The instruments that the article or its headline names beyond doubt; looked for once an article."""
    if not context.sentences:
        return frozenset()
    memory = context.sentences[0].seen
    found: frozenset[str] | None = memory.get("instruments named")
    if found is None:
        cue = context.lexicon.cue("intervention.instrument")
        texts = (*context.sentences, *((context.headline,) if context.headline else ()))
        found = memory["instruments named"] = frozenset(hit.label for text in texts for hit in cue.all(text))
    return found


def _is_meant(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Words that mean much else count only where they can mean a measure of the government."""
    low, begin = sentence.low, sentence.start
    before, after = low[max(0, hit.start - begin - 40) : hit.start - begin], low[hit.end - begin :]
    if _NOT.match(after) or _NO.search(before):
        return False
    label = hit.label
    if label in ("commissioner", "adviser") and _ELSEWHERE.search(before):
        return False
    if label == "commissioner":
        return not _POLICE.search(low) and not before.endswith(("deputy ", "assistant "))
    if label == "adviser":
        return not _ADVISES_OTHERWISE.search(before) and (
            "government" in hit.text
            or "dfe" in hit.text
            or "improvement" in hit.text
            or _government_near(context, sentence)
            or _beside_a_notice(context, sentence)
        )
    if label == "trust":
        return _is_trust(hit, before, after, low)
    if label == "statutory_direction" and hit.text in ("direction", "directions", "new direction", "a direction"):
        return not _IDIOM.search(before + ("a " if hit.text[:2] == "a " else "")) and not after.startswith(" of travel")
    if label == "improvement_notice":
        return not (_OF_AUDITORS.search(before) or (hit.text == "notice" and _IDIOM.search(before)))
    if label in ("intervention", "control", "ordered"):
        return _is_of_government(context, sentence, hit, before)
    return True


def _beside_a_notice(context: Context, sentence: Sentence) -> bool:
    """True for "a notice, under which an adviser was appointed"."""
    found = context.lexicon.cue("intervention.instrument").all(sentence)
    return any(item.label in ("improvement_notice", "statutory_direction") for item in found)


# "Approved by the children's company board": who decides is there before.
_BOARD = _said.shaped(r" @board\b")
_DONE_BY = _said.shaped(r"\b@done_by (?:[\w'-]+ ){0,2}$")


def _is_trust(hit: Hit, before: str, after: str, sentence_low: str) -> bool:
    if _PATIENTS.search(sentence_low) or (_BOARD.match(after) and _DONE_BY.search(before)):
        return False
    if after.startswith("'s ") and not re.search(r"(?:under|into|for|of) (?:the |an? )?$", before):
        return False
    if "trust" not in hit.text:
        return True
    if _OTHER_TRUSTS.search(before) or _FAITH_AFTER.match(after):
        return False
    return hit.text != "trust" or not _FAITH.search(before)


# "Inadequate for a decade, it came out of special measures": of a service, no school.
_IN_MEASURES = _said("in_measures")
_SELF_EVIDENT = _said("self_evident")
MONITORED = _said("monitored")
_EASED = _said("eased")
_EARLY = _said.shaped(r"\b@early $")


_DECIDED = _said("decided")
_NO_CONTROL = _said("no_control")


def _is_of_a_grade(sentence: Sentence, hit: Hit) -> bool:
    """True where inspectors strip a council of its rating, or somebody takes over a post."""
    low, begin = sentence.low, sentence.start
    before, after = (
        low[max(0, hit.start - begin - 24) : hit.start - begin],
        low[hit.start - begin : hit.end - begin + 40],
    )
    return "ofsted" in before or _NO_CONTROL.search(after) is not None


def _is_of_government(context: Context, sentence: Sentence, hit: Hit, before: str) -> bool:
    """ "To step in" and "intervene" are the government's only where it is spoken of; early intervention never is."""
    if _EARLY.search(before):
        return False
    if hit.label == "control" and _is_of_a_grade(sentence, hit):
        return False
    if hit.label == "ordered" and (_PROBE.search(before) or _INSPECTORS.search(sentence.low)):
        return False
    if hit.label == "control" and " over" in hit.text and "taken over" not in hit.text:
        government = context.lexicon.cue("intervention.government").all(sentence)
        # "Barset is to take over Mellorshire's services, ministers have decided."
        decided = any(item.start >= hit.end for item in government) and _DECIDED.search(sentence.low)
        return bool(decided) or any(item.end <= hit.start for item in government)
    if hit.text == "be next":
        return _government_near(context, sentence)
    if MONITORED.search(hit.text):
        # That a plan is monitored is no measure; that it is monitored no longer tells of one.
        return _government_near(context, sentence) and _EASED.search(sentence.low) is not None
    if hit.text == "special measures":
        told = context.headline is not None and hit.text in context.headline.low
        return told or _government_near(context, sentence) or _IN_MEASURES.search(sentence.low) is not None
    return (
        bool(_SELF_EVIDENT.search(hit.text))
        or _government_near(context, sentence)
        or hit.text == "be next"
        or ("intervention" in hit.text and "the" not in hit.text)
    )


def _government_near(context: Context, sentence: Sentence) -> bool:
    """True where the sentence or the one before it speaks of the government."""
    cue = context.lexicon.cue("intervention.government")
    before = context.previous(sentence)
    return cue.within(sentence) or (before is not None and cue.within(before))
