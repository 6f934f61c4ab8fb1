"""Addresses of channels: read, checked, masked and named."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.channels import channel_id, check_url, masked
from alerts.channels.address import MailAddress, Unusable, options_of, read_address

TO = "to=news@example.org"


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        (f"mailtos://smtp.example.org?{TO}", 587, "starttls"),
        (f"mailtos://smtp.example.org:465?{TO}", 465, "tls"),
        (f"mailtos://smtp.example.org:2465?mode=ssl&{TO}", 2465, "tls"),
        (f"mailto://relay.example.org?{TO}", 25, "none"),
    ],
)
def test_how_mail_is_encrypted(url: str, port: int, security: str) -> None:
    address = read_address(url)
    assert isinstance(address, MailAddress)
    assert (address.port, address.security) == (port, security)


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        (f"mailtos://me:pw@gmail.com?{TO}", "write smtp.gmail.com"),
        (f"mailtos://me:p%C3%A4@smtp.example.org?{TO}", "ASCII characters only"),
        (f"mailto://me:pw@smtp.example.org?{TO}", "in the clear; write mailtos://"),
        ("mailtos://smtp.example.org", "?to=news@example.org"),
        ("mailtos://smtp.example.org?to=a@example.org,b@example.org", "one recipient in a channel"),
        (f"mailtos://smtp.example.org?from=nobody&{TO}", "&from=watchkeeper@example.org"),
        (f"mailtos://?{TO}", "name the mail server"),
        (f"mailtos://smtp.example.org:587587?{TO}", "port"),
        ("hooks://example.org/", "add ?secret="),
        ("hooks://u:p@example.org/?secret=0123456789abcdef", "take user and password out"),
        ("https://hooks.slack.com/", "copy the whole webhook address"),
        ("https://example.org/x", "write hooks://"),
        ("jsons://example.org/x", "write hooks://"),
        ("nosuch://example.org", "no service has the scheme"),
        ("news@example.org", "begin with a scheme"),
        ("", "begin with a scheme"),
    ],
)
def test_what_to_write_instead(url: str, remedy: str) -> None:
    assert remedy in (check_url(url) or "")


@pytest.mark.parametrize(
    "url",
    [
        f"mailto://u:p@localhost:1025?{TO}",
        "mailtos://watch@smtp.example.org/news@example.org",
        "hooks://example.org/x?secret=0123456789abcdef",
        "https://hooks.slack.com/services/T/B/X",
        "slackhook://chat.example.org/hooks/x",
        "ntfy://alerts.example.org/council",
    ],
)
def test_what_can_be_used(url: str) -> None:
    assert check_url(url) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"mailtos://user:tok3n@smtp.example.org:587?{TO}", "mailtos://smtp.example.org:587 to news@example.org"),
        ("hooks://example.org/tok3n?secret=tok3n", "hooks://example.org/…"),
        ("https://hooks.slack.com/services/T/B/tok3n", "https://hooks.slack.com/…"),
        ("tgram://tok3n/1", "tgram://…"),
        ("${SLACK_WEBHOOK}", "${SLACK_WEBHOOK}"),
        ("http://[tok3n", "(an address that can't be read)"),
    ],
)
def test_masks(url: str, shown: str) -> None:
    assert masked(url) == shown


@given(st.text())
def test_any_text_is_read_and_masked(text: str) -> None:
    for url in (text, f"mailtos://{text}", f"hooks://{text}", f"slackhook://{text}"):
        masked(url)
        read_address(url)
        assert len(channel_id(url)) <= 64


def test_a_channels_name_is_stable_and_tells_nothing() -> None:
    template = "mailtos://${USER}:${PASSWORD}@smtp.example.org?to=news@example.org"
    assert channel_id(template) == "mailtos-" + channel_id(f" {template} ").removeprefix("mailtos-")
    assert channel_id(template) != channel_id(template.replace("news@", "desk@"))
    assert "example" not in channel_id(template)


def test_remedies_never_repeat_the_address() -> None:
    for url in ("mailtos://tok3n:tok3n@gmail.com", "hooks://example.org/tok3n", "https://tok3n.example/tok3n"):
        found = read_address(url)
        assert isinstance(found, Unusable) and "tok3n" not in found.remedy


def test_reading_subscriptions_leaves_apprise_alone() -> None:
    """Loading it takes most of a second, which no `--help` has to spare."""
    code = (
        "import sys, alerts.subscriptions, alerts.render; from alerts.channels import check_url;"
        "check_url('hooks://example.org/?secret=0123456789abcdef'); sys.exit('apprise' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(alphabet="ab=&;%20+ @", max_size=30))
def test_options_are_those_of_the_standard_library_save_that_a_plus_is_a_plus(query: str) -> None:
    assert options_of(query) == dict(parse_qsl(query.replace("+", "%2B")))
