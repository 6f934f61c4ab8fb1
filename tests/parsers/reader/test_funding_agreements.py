"""Agreements on a deficit: news without a sum, of every council that is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Reading

ReadText = Callable[..., Reading]
OPENING = "Councils run special educational needs (SEND) and children's services under strain. "


def told(reading: Reading) -> set[tuple[str | None, str]]:
    """Whose money is spoken of, and how."""
    return {(mention.authority, mention.role) for mention in reading.mentions if mention.type == "funding"}


@pytest.mark.parametrize(
    "text",
    [
        "The safety valve agreements of Kent, Dorset and Norfolk are subject to review, the department said today.",
        "Kent, Dorset and Norfolk have had their safety valve deals suspended.",
        "Ministers have paused the safety-valve agreements with Kent, Dorset and Norfolk.",
        "Safety valve payments to Kent, Dorset and Norfolk are being withheld.",
        "The Department for Education has extended its Delivering Better Value programme in Kent, Dorset and Norfolk.",
        "Kent, Dorset and Norfolk have signed safety valve agreements with the Department for Education.",
        "The bailout deals of Kent, Dorset and Norfolk were ended by ministers on Wednesday.",
        "Safety valve bids by Kent, Dorset and Norfolk have been turned down.",
    ],
)
def test_each_council_of_the_list_is_meant(text: str, read_text: ReadText) -> None:
    assert told(read_text(OPENING + text)) == {("Kent", "new"), ("Dorset", "new"), ("Norfolk", "new")}


def test_the_agreements_are_those_that_were_named(read_text: ReadText) -> None:
    text = (
        "Safety valve deals for special educational needs are changing. For two other councils, Bury and Kirklees, "
        "the agreements have been extended."
    )
    assert told(read_text(OPENING + text)) == {("Bury", "new"), ("Kirklees", "new")}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ministers could end the safety valve agreement with Dorset.", "conditional"),
        ("Dorset may leave its safety valve deal.", "conditional"),
        ("If it overspends again, the safety valve agreement of Dorset might be terminated.", "conditional"),
        ("In March 2021 Dorset signed a safety valve agreement.", "retrospective"),
        ("Dorset had joined the safety valve programme.", "retrospective"),
        ("Dorset left the safety valve programme two years ago.", "retrospective"),
    ],
)
def test_what_may_be_and_what_was_is_no_news(text: str, role: str, read_text: ReadText) -> None:
    assert told(read_text(OPENING + text)) == {("Dorset", role)}


@pytest.mark.parametrize(
    "text",
    [
        "Dorset's finance team explained what a safety valve agreement is.",
        "Dorset was invited to join the safety valve programme.",
        "Dorset's deal with a bus company has been suspended.",
        "Safety valve agreements of eight councils in England were suspended.",
    ],
)
def test_other_deals_are_none(text: str, read_text: ReadText) -> None:
    assert not told(read_text(OPENING + "Dorset Council's SEND team met on Monday. " + text))


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("Dorset has been handed a large sum today: £4.86m to form family safeguarding teams.", 4_860_000),
        ("Dorset Council has the largest grant up to now, £5m, for early help for families.", 5_000_000),
        ("A £12m programme to cut the number of Dorset children in care was unveiled today.", 12_000_000),
    ],
)
def test_sums_are_read_behind_a_colon_an_aside_and_a_cut_of_numbers(
    text: str, pounds: int, read_text: ReadText
) -> None:
    reading = read_text(OPENING + text)
    assert [item.facts.amount_gbp for item in reading.mentions if item.type == "funding"] == [pounds]


def test_what_many_councils_got_is_no_councils_sum(read_text: ReadText) -> None:
    text = (
        "45 of 152 English authorities have been awarded £59.4m for children's social care. Leeds City Council is glad."
    )
    assert not [item for item in read_text(OPENING + text).mentions if item.facts.amount_gbp]
