"""How well a reading agrees with its labels: pairs of mentions and labels, then counts for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parsers.model import AREAS
from parsers.partial_date import PartialDate

Mentioned = Mapping[str, Any]
ALERTING = ("new", "scheduled")
# Standing post-holders, named in passing, carry less confidence than this: nothing is ever made of them.
BACKGROUND = 0.3


@dataclass
class Tally:
    """True and false positives and misses; for accuracies `right` of `seen` in `hit` and `missed`."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Right ones among those given; None when none was given."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else None

    @property
    def recall(self) -> float | None:
        """Right ones among those there are; None when there are none."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        total = 2 * self.hit + self.false + self.missed
        return 2 * self.hit / total if total else None

    def add(self, other: Tally) -> None:
        """Count the other's too."""
        self.hit += other.hit
        self.false += other.false
        self.missed += other.missed


@dataclass
class Score:
    """The figures of one article or of many, and each disagreement in words."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def count(self, name: str, hit: int = 0, false: int = 0, missed: int = 0) -> None:
        """Add to the figure called `name`."""
        self.tallies.setdefault(name, Tally()).add(Tally(hit, false, missed))

    def add(self, other: Score) -> None:
        """Take in the other's figures and errors."""
        for name, tally in other.tallies.items():
            self.tallies.setdefault(name, Tally()).add(tally)
        self.errors.extend(other.errors)


def score_article(item: Mapping[str, Any], relevant: bool, mentions: list[dict[str, Any]]) -> Score:
    """The agreement of one reading (in the public format) with one labelled article."""
    score = Score()
    name = item["id"]
    if item["relevant"] or relevant:
        score.count(
            "relevance",
            int(relevant and item["relevant"]),
            int(relevant > item["relevant"]),
            int(relevant < item["relevant"]),
        )
    if relevant != item["relevant"]:
        score.errors.append(f"{name}: relevance is {item['relevant']}, read as {relevant}")
    labels = list(item["events"])
    pairs = pair(item["text"], labels, mentions)
    for label, found in pairs:
        _score_pair(score, item, label, found)
    for label in _left(labels, [one for one, _ in pairs]):
        _missed(score, name, label)
    for found in _left(mentions, [other for _, other in pairs]):
        _spurious(score, name, found)
    return score


def pair(text: str, labels: list[Any], mentions: list[Any]) -> list[tuple[Any, Any]]:
    """Labels and mentions of the same type, best agreement first, each used once."""
    scored = sorted(
        ((closeness(text, label, found), -i, -j) for i, label in enumerate(labels) for j, found in enumerate(mentions)
         if label["type"] == found["type"]),
        reverse=True,
    )  # fmt: skip
    used_labels: set[int] = set()
    used_mentions: set[int] = set()
    pairs: list[tuple[Any, Any]] = []
    for value, i, j in scored:
        if value < 2 or i in used_labels or j in used_mentions:
            continue
        used_labels.add(i)
        used_mentions.add(j)
        pairs.append((labels[-i], mentions[-j]))
    return pairs


def closeness(text: str, label: Mentioned, found: Mentioned) -> float:
    """How likely the two speak of one happening; below 2 they do not."""
    value = 0.0
    value += 2 if label["authority"] == found["authority"] else 0
    value += 2 if _overlaps(text, label, found) else 0
    value += 1.5 if label["role"] == found["role"] else 0
    value += 0.5 if label.get("kind") and label.get("kind") == found.get("kind") else 0
    value += 1 if label.get("instrument") and label.get("instrument") == found.get("instrument") else 0
    value += 1.5 if label.get("amount_gbp") and label.get("amount_gbp") == found.get("amount_gbp") else 0
    value += 2 * len(_names(label) & _names(found))
    for area, grade in (label.get("judgements") or {}).items():
        given = (found.get("judgements") or {}).get(area)
        value += 0.5 if given == grade else (-1 if given else 0)
    for key, iso in (label.get("dates") or {}).items():
        given = (found.get("dates") or {}).get(key)
        value += 0 if not given else (1 if agrees(iso, given) else -1)
    return value


def agrees(one: str, other: str) -> bool:
    """True when one date is the other, said less precisely."""
    return PartialDate(one).agrees(PartialDate(other))


def _overlaps(text: str, label: Mentioned, found: Mentioned) -> bool:
    start = text.find(label["quote"])
    first, last = found["evidence"]
    return start >= 0 and start < last and first < start + len(label["quote"])


def _names(mention: Mentioned) -> set[str]:
    return {person["name"] for person in mention.get("people") or () if person.get("name")}


def _left(items: Iterable[Any], used: list[Any]) -> list[Any]:
    taken = {id(item) for item in used}
    return [item for item in items if id(item) not in taken]


def _score_pair(score: Score, item: Mapping[str, Any], label: Mentioned, found: Mentioned) -> None:
    name, text = item["id"], item["text"]
    kind = label["type"]
    authority = label["authority"] == found["authority"]
    role = label["role"] == found["role"]
    both = authority and role
    score.count("authority", int(authority), int(not authority), int(not authority))
    overlap = _overlaps(text, label, found)
    score.count("evidence overlap", int(overlap), 0, int(not overlap))
    for figure in ("type+role", f"{kind}/{label['role']}"):
        score.count(figure, int(both), 0, int(not both))
    if not both:
        score.count("type+role", 0, 1)
        score.count(f"{kind}/{found['role']}", 0, 1)
        score.errors.append(
            f"{name}: {kind} {label['authority']} {label['role']}, read as {found['authority']} {found['role']}:"
            f" {label['quote'][:70]!r}"
        )
    _score_alert(score, name, label, found, authority)
    _score_facts(score, name, label, found)


def _score_alert(score: Score, name: str, label: Mentioned, found: Mentioned, authority: bool) -> None:
    wanted, given = bool(label["alert"]), found["role"] in ALERTING
    score.count(
        "alert",
        int(wanted and given and authority),
        int(given and not (wanted and authority)),
        int(wanted and not (given and authority)),
    )


def _missed(score: Score, name: str, label: Mentioned) -> None:
    score.count("type+role", missed=1)
    score.count(f"{label['type']}/{label['role']}", missed=1)
    if label["alert"]:
        score.count("alert", missed=1)
    score.errors.append(f"{name}: missed {label['type']}/{label['role']} {label['authority']}: {label['quote'][:90]!r}")


def _spurious(score: Score, name: str, found: Mentioned) -> None:
    """A mention without a label is false, unless it is background that the reader itself hardly claims."""
    if found.get("confidence", 1.0) < BACKGROUND:
        return
    score.count("type+role", false=1)
    score.count(f"{found['type']}/{found['role']}", false=1)
    if found["role"] in ALERTING:
        score.count("alert", false=1)
    score.errors.append(
        f"{name}: not there {found['type']}/{found['role']} {found['authority']}: {found['quote'][:90]!r}"
    )


_PLAIN = (
    "kind",
    "inspectorate",
    "previous_overall",
    "priority_actions",
    "areas_for_improvement",
    "instrument",
    "action",
    "amount_gbp",
)


def _score_facts(score: Score, name: str, label: Mentioned, found: Mentioned) -> None:
    for fact in _PLAIN:
        _score_fact(score, name, fact, label.get(fact), found.get(fact))
    for area in AREAS:
        _score_fact(
            score,
            name,
            f"judgement {area}",
            (label.get("judgements") or {}).get(area),
            (found.get("judgements") or {}).get(area),
        )
    _score_dates(score, name, label, found)
    _score_people(score, name, label, found)


def _score_fact(score: Score, name: str, fact: str, wanted: Any, given: Any) -> None:
    """Silence where the label is silent is no success; a fact where the label has none counts as false."""
    if wanted is None and given is None:
        return
    right = wanted == given
    score.count(fact, int(right), int(given is not None and not right), int(wanted is not None and not right))
    if not right:
        score.errors.append(f"{name}: {fact} is {wanted}, read as {given}")


def _score_dates(score: Score, name: str, label: Mentioned, found: Mentioned) -> None:
    given = found.get("dates") or {}
    for key, iso in (label.get("dates") or {}).items():
        exact = given.get(key) == iso
        near = key in given and agrees(iso, given[key])
        score.count("dates exact", int(exact), 0, int(not exact))
        score.count("dates within precision", int(near), 0, int(not near))
        if not near:
            score.errors.append(
                f"{name}: {label['type']}/{label['role']} {label['authority']} {key} is {iso}, read as {given.get(key)}"
            )
    extra = set(given) - set(label.get("dates") or {}) - {"end"}
    for key in sorted(extra):
        score.count("dates within precision", 0, 1)
        score.count("dates exact", 0, 1)
        score.errors.append(
            f"{name}: {label['type']}/{label['role']} {label['authority']} {key} not labelled, read as {given[key]}"
        )


def _score_people(score: Score, name: str, label: Mentioned, found: Mentioned) -> None:
    wanted = {(p["name"], p["change"]) for p in label.get("people") or ()}
    given = {(p["name"], p["change"]) for p in found.get("people") or ()}
    if wanted or given:
        score.count("people", len(wanted & given), len(given - wanted), len(wanted - given))
    if wanted != given:
        score.errors.append(f"{name}: people are {sorted(map(str, wanted))}, read as {sorted(map(str, given))}")
