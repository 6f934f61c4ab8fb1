"""Which words of a sentence name an instrument of intervention there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.cues import Hit
from parsers.expressions import Expression
from parsers.reader.context import Context
from parsers.reader.sentences import Sentence
from parsers.reader.verb_group import mood_before

# "The notice does not apply to Plymouth", "no improvement notice", "at short notice", "in the right direction".
_NOT = re.compile(r"['\"]? (?:does|do|did|is) not (?:apply|concern|cover)\b")
_NO = Expression(
    r"\b(?:no(?! longer)|without an?|not an?|nor an?|never(?: \w+){1,3}) (?:\w+ )?$|\b(?:welsh|scottish) government\b"
)
_IDIOM = re.compile(
    r"\b(?:serv(?:e|ed|ing|es)|short|further|late|give|gave|given|gives|handed in|hand in|handing in|took"
    r"|takes?|public|(?:his|her|their|my)"
    r"|weeks'?|month'?s'?|months'?|on|legal|eviction|right|wrong|same|clear|strategic|sense of|new|change of|travel"
    r"|of|in (?:the|a|that|this)|positive|good|future|strong) (?:\w+ )?$"
)
_OTHER_TRUSTS = re.compile(
    r"\b(?:nhs|foundation|hospital|hospitals|academy|academies|multi-academy|health|healthcare|ambulance|charitable"
    r"|learning|education|wildlife|national|care leavers'|sports|leisure|housing|school|mental|partnership|brain) $"
)
_PATIENTS = re.compile(r"\bhospitals?\b|\bnhs\b|\bpatients\b|\bacademy\b|\bacademies\b")
# "They need to build trust", "the council can be trusted".
_FAITH = re.compile(
    r"\b(?:build|building|rebuild|rebuilding|lost|gain|earn|public|win|regain|of|mutual|restore|whose|the) $"
)
_FAITH_AFTER = re.compile(r"['\"]? (?:in|between|among|and confidence)\b")
_POLICE = re.compile(
    r"\bcrime commissioner|\bpolice\b|\bfinanc|\bmoney\b|commissioners? for england|england's children's commissioner"
    r"|information commissioner|\bnhs\b|\bhealth\b|\bcommissioners of\b|\bde souza|longfield|best value"
    r"|charity commissioner|traffic commissioner|high commissioner|\bprovider"
)
_ADVISES_OTHERWISE = re.compile(
    r"\b(?:personal|financial|legal|union|political|special|senior|careers?|policy|chief|participation"
    r"|clinical|expert"
    r" legal) $"
)
# A notice of auditors or of a treasurer is about money, not about how a service is run.
_OF_AUDITORS = re.compile(r"\b(?:section (?:24|114)|s24|s114|financial|auditors?'?|best value) (?:\w+ )?$")
_AUDITED = re.compile(r"\b(?:section (?:24|114)|s24|s114) (?:notice|report)\b")
_ELSEWHERE = re.compile(
    r"\b(?:become|becoming|became|worked as|former|retired|to be|role of|job of|served as) (?:an? |the )?(?:\w+ )?$"
)
_INSPECTORS = re.compile(r"\b(?:inspectors?|ofsted|watchdog|regulator|court|judge|coroner|ombudsman)\b")
_PROBE = re.compile(r"\b(?:inspection|review|inquiry|investigation|visit|audit|report)\W*$")


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


_OTHER_DEPARTMENT = re.compile(
    r"\bcommunities (?:department|secretary|ministry)|\blocal government (?:department|secretary)|\bmhclg\b|\bdluhc\b"
)
_OTHER_WORDS = ("communities ", "local government ", "mhclg", "dluhc")
_OUR_DEPARTMENT = re.compile(
    r"department for education|\bdfe\b|education secretary|children's minister|secretary of state for education"
)


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
_BOARD = re.compile(r" (?:board|directors|chiefs?|bosses|managers|leaders|executive)\b")
_DONE_BY = re.compile(r"\b(?:by|from|to|told|of) (?:the |its |an? )?(?:[\w'-]+ ){0,2}$")


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
_IN_MEASURES = re.compile(
    r"\b(?:inadequate|children's services|council|service)\b.{0,120}?\b(?:into|out of|from) special measures\b"
)
_SELF_EVIDENT = re.compile(
    r"government|ministers?|whitehall|dfe|department|secretary|formal|statutory|control|hands|stripp?|remove"
    r"|take|los(?:e|es|ing|t)\b|run |ced(?:e|ing)|surrender|forfeit|relinquish|giv\w+ up|gave up|hand\w* over"
)
MONITORED = re.compile(r"\b(?:monitoring|supervision|scrutiny)\b")
_EASED = re.compile(
    r"\b(?:no longer|no more|not needed|lift(?:s|ed|ing)?|end(?:s|ed|ing)?|releas\w+ from|freed|free (?:of|from)"
    r"|remov\w+|out of|step(?:s|ped|ping)? down|st(?:and|ood) down|ceas\w+|stopp?(?:s|ed|ing)?|exit\w*"
    r"|withdr[ae]w\w*|conclud\w+|wound (?:up|down)|scaled back)\b"
)
_EARLY = re.compile(r"\b(?:early|early help|medical|police|ofsted|clinical|educational|timely|targeted|crisis) $")


_DECIDED = re.compile(r"\b(?:decided|announced|confirmed|ordered|ruled|directed|said|says|revealed|order|decision)\b")
_NO_CONTROL = re.compile(
    r"\b(?:rating|grade|status|title|councils|authorities|hands-on|in-?house|director|role|post|job"
    r"|chair|boss|head|as)\b"
)


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
