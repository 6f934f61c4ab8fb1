"""What inspectors listed without counting it, and who they were."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.reader.context import Context
from parsers.reader.sentences import Sentence

_HEADING = re.compile(r"(?:the )?areas? for priority action\b(?: (?:include|are|were|is)\b|:|$)")
# In its letters Ofsted puts what needs to improve after the areas for priority action.
_NEXT_HEADING = re.compile(
    r"(?:in order )?to improve\b|areas? for improvement\b|what needs to improve\b|the (?:letter|council)\b"
)
_MOST = 6
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"
_INSPECTORS = re.compile(rf"\b[Ii]nspectors?,? (?P<first>{_NAME})(?: and (?P<second>{_NAME}))?")


def listed_actions(context: Context) -> tuple[Sentence, ...]:
    """The first sentences of the paragraphs that list areas for priority action; empty unless the list has an end."""
    firsts = [s for s in context.sentences if s.index == 0 or context.sentences[s.index - 1].paragraph != s.paragraph]
    for place, first in enumerate(firsts):
        if not _HEADING.match(first.low):
            continue
        begin = place if len(first.text.split()) > 6 else place + 1
        for end in range(begin + 1, min(len(firsts), begin + _MOST + 1)):
            if _NEXT_HEADING.match(firsts[end].low):
                return tuple(firsts[begin:end])
    return ()


def inspectors_in(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Inspectors whom the sentences name, in the order of the text."""
    found: dict[str, None] = {}
    for sentence in sorted(sentences, key=lambda item: item.start):
        for match in _INSPECTORS.finditer(sentence.text):
            found.update(dict.fromkeys(name for name in match.group("first", "second") if name))
    return tuple(found)
