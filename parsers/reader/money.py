"""Amounts of money in pounds, as the press writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "k": 1_000, "grand": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000,
    "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_WORDS = {
    "half": Decimal("0.5"), "quarter": Decimal("0.25"), "one": Decimal(1), "a": Decimal(1), "two": Decimal(2),
    "three": Decimal(3), "four": Decimal(4), "five": Decimal(5), "six": Decimal(6), "seven": Decimal(7),
    "eight": Decimal(8), "nine": Decimal(9), "ten": Decimal(10), "twenty": Decimal(20), "fifty": Decimal(50),
}  # fmt: skip
_PERIODS = {
    "annual": "year", "annually": "year", "annum": "year", "yearly": "year", "year": "year", "pa": "year",
    "month": "month", "monthly": "month", "week": "week", "weekly": "week",
}  # fmt: skip

_FIGURE = re.compile(
    r"£\s?(?P<number>\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?P<part>\.\d{1,3})?"
    r"(?:\s?[-–]\s?£?\d{1,12}(?:\.\d{1,3})?(?=\s?(?:k|mn?|bn|million|billion|thousand)\b))?"
    r"(?:\s?(?P<scale>k|mn?|bn|grand|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"\b(?P<count>{'|'.join(_WORDS)}|\d{{1,3}}(?:,\d{{3}})*(?:\.\d{{1,3}})?)(?: of)?(?: an?)?(?P<hundred> hundred)?"
    r"(?: (?P<scale>thousand|grand|million|billion))?(?P<pounds>[ -]pounds?| quid)?\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[,\s]{1,2}(?:(?:per|a|each|every|in each|for each)\s(?P<unit>year|annum|month|week)"
    r"|(?P<adverb>annually|yearly|pa\b|monthly|weekly))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?P<adjective>annual|yearly|monthly|weekly)\s(?:[a-z]+\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: `pounds` in whole pounds, `per` the period it recurs in (`year`, `month`, `week`), None for once.

    `start` and `end` are code points of the text. Of a range ("£2-3m") the lower figure is taken.
    """

    start: int
    end: int
    text: str
    pounds: int
    per: str | None = None


def find_money(text: str) -> tuple[Amount, ...]:
    """Every amount in pounds, in the order of the text. Dollars, euros and percentages are none."""
    found = [_figure(text, match) for match in _FIGURE.finditer(text)] if "£" in text else []
    low = text.lower()
    if any(word in low for word in ("pound", " quid", " grand")):
        taken = {amount.start for amount in found}
        spelt = (match for match in _SPELT.finditer(text) if _is_in_pounds(match) or _is_grand(match))
        found += [_spelt(text, match) for match in spelt if match.start() - 1 not in taken]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _is_in_pounds(match: re.Match[str]) -> bool:
    """ "six million pound boost" is money, "one pound" a coin or a weight."""
    pounds = (match["pounds"] or "").lower()
    return pounds.endswith(("pounds", "quid")) or bool(pounds and match["scale"])


def _is_grand(match: re.Match[str]) -> bool:
    """ "nine hundred grand" is money, "a grand house" is not."""
    return (match["scale"] or "").lower() == "grand" and (match["count"].lower() != "a" or bool(match["hundred"]))


def _figure(text: str, match: re.Match[str]) -> Amount:
    value = Decimal(match["number"].replace(",", "") + (match["part"] or ""))
    return _amount(text, match.start(), match.end(), value * _SCALES.get((match["scale"] or "").lower(), 1))


def _spelt(text: str, match: re.Match[str]) -> Amount:
    count = match["count"].lower()
    value = _WORDS[count] if count in _WORDS else Decimal(count.replace(",", ""))
    value *= _SCALES.get((match["scale"] or "").lower(), 1) * (100 if match["hundred"] else 1)
    return _amount(text, match.start(), match.end(), value)


def _amount(text: str, start: int, end: int, value: Decimal) -> Amount:
    after = _AFTER.match(text, end)
    if after is not None:
        return Amount(
            start, after.end(), text[start : after.end()], int(value), _period(after["unit"] or after["adverb"])
        )
    before = _BEFORE.search(text, max(0, start - 30), start)
    return Amount(start, end, text[start:end], int(value), _period(before["adjective"]) if before else None)


def _period(word: str) -> str | None:
    return _PERIODS.get(word.lower())
