"""Secrets go into addresses in the form that their place needs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alerts.channels.address import MailAddress, read_address
from alerts.placeholders import Missing, fill, names_in


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1))
def test_a_password_may_hold_any_character(password: str) -> None:
    template = "mailtos://${USER}:${PASSWORD}@smtp.example.org?to=a@example.org&from=b@example.org"
    filled = fill(template, {"USER": "watch", "PASSWORD": password})
    assert isinstance(filled, str)
    address = read_address(filled)
    assert isinstance(address, MailAddress)
    assert address.password == password.strip()


def test_a_whole_address_and_a_path_go_in_as_they_are() -> None:
    assert fill("${HOOK}", {"HOOK": "https://hooks.slack.com/services/T/B/X\n"}) == (
        "https://hooks.slack.com/services/T/B/X"
    )
    assert str(fill("https://hooks.slack.com/services/${PATH}", {"PATH": "T/B/X"})).endswith("/T/B/X")


def test_what_is_missing_or_empty_is_named() -> None:
    missing = fill("hooks://${HOST}/?secret=${SECRET}", {"HOST": "", "OTHER": "x"})
    assert missing == Missing(("HOST", "SECRET"))
    assert str(missing) == "HOST, SECRET are not set"
    assert names_in("mailto://${A}:${B}@${A}") == ("A", "B")
