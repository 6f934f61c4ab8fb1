"""What kind of document it is, under which framework, and which authority it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parsers.authorities import Gazetteer
from parsers.model import Kind
from parsers.official.layout import Document, plain
from parsers.official.letter_head import Letterhead

_DATES = re.compile(
    r"^\s*(?:inspection\s+dates?|dates?\s+of\s+(?:the\s+)?inspection|report\s+published)\b", re.IGNORECASE
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("jtai", re.compile(r"joint targeted area inspection|\bjtai\b|joint inspection of child protection")),
    (
        "area_send_monitoring",
        re.compile(r"send.{0,300}(?:monitoring|re-?visit)|(?:monitoring|re-?visit).{0,300}\bsend\b"),
    ),
    (
        "area_send",
        re.compile(r"area send|\bsend inspection|joint (?:local )?area (?:inspection|send)|special educational needs"),
    ),
    ("monitoring_visit", re.compile(r"monitoring (?:visit|inspection|report)")),
    ("focused_visit", re.compile(r"focus(?:s?ed)? visit|assurance visit")),
    ("sif", re.compile(r"services for children in need of help and protection|looked after.{0,20}and care leavers")),
)  # fmt: skip
_ILACS = re.compile(
    r"children\s?[’'‘`]?\s?s (?:(?:social care )?services|trust)|families trust|together for children|children first"
)
_OFTEN = 3
_FIRST_SENTENCES = 320
_LONGEST_TITLE = 600
_SENTENCE = re.compile(
    r"\b(?:visit|inspection|revisit)\s+(?:of|to|in)\s+(?P<who>[^.]{3,160}?)(?=\s+(?:on|from|between)\s|[.,]\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed; for a letter its subject. `opening` is the sentence that a letter begins with."""

    text: str
    opening: str = ""


def read_title(document: Document, head: Letterhead) -> Title:
    """The title of a report, or what a letter is about."""
    front = document.front
    if head.subject or head.address:
        text = plain(" ".join(line.text for line in front))
        dear = max(text.casefold().find("dear "), 0)
        subject = text.find(head.subject, dear) if head.subject else -1
        after = subject + len(head.subject) if subject >= 0 else dear
        return Title(head.subject[:_LONGEST_TITLE], text[after:][:900])
    lines: list[str] = []
    for line in front[:12]:
        if _DATES.match(line.text) or (
            lines and re.match(r"\s*(?:lead inspector|judgement\b)", line.text, re.IGNORECASE)
        ):
            break
        lines.append(line.text)
    return Title(plain(" ".join(lines))[:_LONGEST_TITLE], "")


def read_kind(title: Title) -> Kind | None:
    """The kind that the title names; `ilacs_standard` stands for either length. None when it names none."""
    for text in (title.text, title.opening[:_FIRST_SENTENCES]):
        low = plain(text).casefold()
        for kind, cue in _KINDS:
            if cue.search(low):
                return kind
        if text and not title.opening and _ILACS.search(low):
            return "ilacs_standard"
    return None


def read_authority(
    title: Title, head: Letterhead, running: Sequence[str], gazetteer: Gazetteer, on: date | None, text: str = ""
) -> tuple[str | None, str | None]:
    """The short name of the authority, or why it can't be told.

    The title names it; the letter's first sentence, the council in its address and the running line must agree.
    """
    named = _named(title.text, gazetteer, on)
    sentence = _SENTENCE.search(title.opening)
    opening = _named(sentence["who"], gazetteer, on) if sentence else []
    councils = _councils(" , ".join(head.address)[:_LONGEST_TITLE], gazetteer, on)
    repeated = _named(" ".join(running[:2]), gazetteer, on)
    candidates = named or opening or repeated or councils
    if not candidates:
        return None, f"no authority is named in its title ({title.text[:80]!r})"
    agreed = [name for name in candidates if not opening or name in opening]
    if not agreed:
        return None, f"the title names {' and '.join(named)}, the letter’s first sentence {' and '.join(opening)}"
    if len(agreed) > 1:
        agreed = [name for name in agreed if name in councils or name in repeated] or agreed
    if len(agreed) > 1:
        agreed = _mostly(agreed, text, gazetteer, on)
    if len(agreed) > 1:
        return None, f"it names {' and '.join(agreed)}"
    # Boroughs share directors: an address elsewhere counts only against a letter that names its authority but once.
    if councils and agreed[0] not in councils and not (named and opening):
        return None, f"it is about {agreed[0]}, but addressed to {' and '.join(councils)}"
    return agreed[0], None


def _mostly(names: list[str], text: str, gazetteer: Gazetteer, on: date | None) -> list[str]:
    """The one of the names that the text has often, the others hardly; all of them where none stands out."""
    spoken = Counter(place.name for place in gazetteer.places(text[:12_000], on) if place.form != "trust")
    ranked = sorted(names, key=lambda name: -spoken[name])
    return ranked[:1] if spoken[ranked[0]] >= _OFTEN and spoken[ranked[0]] > 3 * spoken[ranked[1]] else names


def _named(text: str, gazetteer: Gazetteer, on: date | None) -> list[str]:
    return list(dict.fromkeys(place.name for place in gazetteer.places(text, on)))


def _councils(text: str, gazetteer: Gazetteer, on: date | None) -> list[str]:
    return list(dict.fromkeys(place.name for place in gazetteer.places(text, on) if place.form == "council"))
