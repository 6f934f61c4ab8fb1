"""Amounts in pounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.reader.money import find_money

AMOUNTS = [
    ("an additional £5.5 million per year to help", 5_500_000, "year", "£5.5 million per year"),
    ("an additional £5.5m annually.", 5_500_000, "year", "£5.5m annually"),
    ("put £900,000 into flats", 900_000, None, "£900,000"),
    ("The £900k comes out of receipts", 900_000, None, "£900k"),
    ("funding of £240,000 a year would go on", 240_000, "year", "£240,000 a year"),
    ("half a million pounds for families", 500_000, None, "half a million pounds"),
    ("a quarter of a million pounds", 250_000, None, "quarter of a million pounds"),
    ("two million pounds", 2_000_000, None, "two million pounds"),
    ("nine hundred grand for flats", 900_000, None, "nine hundred grand"),
    ("700,000 pounds more", 700_000, None, "700,000 pounds"),
    ("an annual £3m boost", 3_000_000, "year", "£3m"),
    ("£1.25bn nationally", 1_250_000_000, None, "£1.25bn"),
    ("£4.50 monthly", 4, "month", "£4.50 monthly"),
    ("about £2-3m more", 2_000_000, None, "£2-3m"),
    ("£ 12 million", 12_000_000, None, "£ 12 million"),
    ("£99p", 99, None, "£99"),
    ("£5,500,000 each year", 5_500_000, "year", "£5,500,000 each year"),
]


@pytest.mark.parametrize(("text", "pounds", "per", "said"), AMOUNTS)
def test_an_amount_is_read(text: str, pounds: int, per: str | None, said: str) -> None:
    (amount,) = find_money(text)
    assert (amount.pounds, amount.per, amount.text) == (pounds, per, said)
    assert text[amount.start : amount.end] == said


@pytest.mark.parametrize(
    "text", ["", "5.5 million children", "38 per cent", "$5m", "a grand old house", "£", "one pound"]
)
def test_this_is_no_amount(text: str) -> None:
    assert find_money(text) == ()


def test_several_amounts_stand_in_order() -> None:
    assert [a.pounds for a in find_money("from half a million pounds to £2m, then £350,000")] == [
        500_000,
        2_000_000,
        350_000,
    ]


@given(st.text(alphabet="£0123456789.,-–km bngradhlfoupq", max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    for amount in find_money(text):
        assert text[amount.start : amount.end] == amount.text
        assert amount.pounds >= 0
