"""What is taken for what: how often a label of one type and role was read as another, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.evaluation.scoring import BACKGROUND, closeness, pair

NOTHING = "nothing"
# The same authority in the same sentence: the two speak of one thing, whatever each calls it.
_SAME = 4

Confusion = Counter[tuple[str, str]]


def confusion_of(item: Mapping[str, Any], mentions: list[dict[str, Any]]) -> Confusion:
    """How often each label (`type/role`) was read as what, over one article."""
    text, labels = item["text"], list(item["events"])
    told = [mention for mention in mentions if mention.get("confidence", 1.0) >= BACKGROUND]
    pairs = pair(text, labels, told)
    found: Confusion = Counter((_name(label), _name(mention)) for label, mention in pairs)
    labels = [label for label in labels if not any(label is one for one, _ in pairs)]
    told = [mention for mention in told if not any(mention is other for _, other in pairs)]
    for label in labels:
        close = [mention for mention in told if closeness(text, label, mention) >= _SAME]
        best = max(close, key=lambda mention: closeness(text, label, mention), default=None)
        if best is not None:
            told.remove(best)
        found[_name(label), _name(best) if best else NOTHING] += 1
    found.update((NOTHING, _name(mention)) for mention in told)
    return found


def confusion_table(confusion: Confusion) -> str:
    """A line for each label: how often it was read as itself, and as what else."""
    lines = ["  labelled as                         read as"]
    for label in sorted({label for label, _ in confusion}):
        read = sorted(((count, name) for (one, name), count in confusion.items() if one == label), reverse=True)
        right = confusion[label, label]
        others = ", ".join(f"{name} {count}" for count, name in read if name != label)
        total = sum(count for count, _ in read)
        share = "" if label == NOTHING else f"{right:4} of {total:<4}"
        lines.append(f"  {label:35} {share:12} {others}".rstrip())
    return "\n".join(lines)


def _name(mention: Mapping[str, Any]) -> str:
    return f"{mention['type']}/{mention['role']}"
