"""Source text is written by strangers: one test for each medium, and properties for all text there is."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from alerts.channels.address import MailAddress
from alerts.channels.mail import compose
from alerts.channels.plugins import tame
from alerts.channels.wire import Envelope, Unreachable, Wire
from alerts.digest import Checked, Digest, Standing, Told
from alerts.digest_render import render_digest
from alerts.examples.build import change, notice
from alerts.model import Citation, Rendered
from alerts.render import SHORT, render
from alerts.safe_text import cut, excerpt, link, plain, slack, slack_link
from parsers.forecast import Estimate
from parsers.model import Facts, Person
from parsers.partial_date import Window

NOW = datetime(2026, 8, 20, 12, 0, tzinfo=UTC)
RTL = "\u202e"
ATTACK = (
    f"<script>alert(1)</script>{RTL}<!channel> <@U1> *bold* _it_ ~no~ `code` <https://evil.example|Ofsted>"
    "\r\nBcc: victim@example.org\r\n\r\n\x00\x1b[31m\u200b\U000e0041 {{ 7*7 }} {% raw %} [Ofsted](https://evil.example)"
    " @everyone =HYPERLINK(1)"
)
HUGE = "A" * 1_000_000


def hostile(text: str, url: str = "javascript:alert(1)") -> Rendered:
    """A message all of whose strings are the given text."""
    citation = Citation(text, text, url, NOW, text, official=False)
    document = Citation(text, text, url, NOW, text, official=True)
    facts = Facts(kind="focused_visit", theme=text, priority_actions=1, priority_action_texts=(text,))
    people = Facts(people=(Person(text, text, "out"),), what=text)
    money = Facts(what=text, partner=text, per=text, amount_gbp=1)
    wrong = Facts(kind="focused_visit", what="x", partner="y")
    more: dict[str, Any] = {"citations": (citation, document), "context": (text,), "told_citing": text}
    changes = (
        change("published", text, facts, **more),
        change("left", text, people, "leadership", **more),
        change("reported", text, money, "funding", **more),
        change("corrected", text, money, "activity", before=wrong, **more),
    )
    return render(notice(*changes, reasons=(text,)), "https://watch.example")


def hostile_digest(text: str) -> Rendered:
    """A digest into which strangers wrote wherever they can."""
    facts = Facts(kind="focused_visit", theme=text, priority_actions=1)
    source = Citation(text, text, "javascript:alert(1)", NOW, text, official=False)
    views = tuple(change("published", text, facts, citations=(source,), id=number) for number in range(60))
    estimate = Estimate(text, "inspection", text, Window(NOW.date(), NOW.date()), text)
    return render_digest(
        Digest(
            "id",
            "news",
            (text,),
            NOW,
            NOW,
            Checked(1, 1, (text,) * 9, (text,) * 9, NOW),
            views,
            views[:1],
            views[:1],
            (Told(NOW, text),) * 60,
            (Told(NOW, text),),
            views[:9],
            (estimate,),
            (Standing(text, text),),
            (text,),
        )
    )


@pytest.mark.parametrize("text", [ATTACK, ATTACK * 3000], ids=["attack", "both"])
def test_a_digest_is_safe_in_every_medium(text: str) -> None:
    message = hostile_digest(text)
    page = BeautifulSoup(message.html, "html.parser")
    assert not page.find_all(["script", "img", "iframe", "form", "object", "a"])
    assert "javascript:" not in message.text and "\nBcc:" not in message.text and "\x1b" not in message.text
    assert all(len(line) <= 76 for line in message.text.splitlines())
    assert len(message.subject) <= 150 and len(message.short) <= 160
    assert len(message.slack_blocks) <= 50
    for block in message.slack_blocks:
        for element in block.get("elements", [block.get("text")]):
            shown = element["text"]
            assert len(shown) <= 3000 and element["verbatim"]
            assert "<!" not in shown and "<@" not in shown and "<https://evil" not in shown


ALL = [ATTACK, HUGE, ATTACK * 3000]


@pytest.mark.parametrize("text", ALL, ids=["attack", "huge", "both"])
def test_html_holds_no_element_of_the_article(text: str) -> None:
    page = BeautifulSoup(hostile(text).html, "html.parser")
    assert not page.find_all(["script", "img", "iframe", "form", "object"])
    assert all(a["href"].startswith("https://watch.example/") for a in page.find_all("a"))
    assert "49" not in page.get_text(), "templates in source text are not run"
    assert len(str(page)) < 102_000


@pytest.mark.parametrize("text", ALL, ids=["attack", "huge", "both"])
def test_plain_text_holds_no_control_character_and_keeps_its_width(text: str) -> None:
    shown = hostile(text).text
    assert RTL not in shown and "\x1b" not in shown and "\r" not in shown and "\u200b" not in shown
    assert all(len(line) <= 76 for line in shown.splitlines())
    assert "\nBcc:" not in shown
    assert "javascript:" not in shown


@pytest.mark.parametrize("text", ALL, ids=["attack", "huge", "both"])
def test_slack_reads_no_mention_link_or_formatting(text: str) -> None:
    message = hostile(text)
    texts = [message.slack_text]
    for block in message.slack_blocks:
        texts += [element["text"] for element in block.get("elements", [block.get("text")])]
        assert all(element["verbatim"] for element in block.get("elements", [block.get("text")]))
    for shown in texts:
        assert "<!" not in shown and "<@" not in shown and "<https://evil" not in shown
        assert "_it_" not in shown and "~no~" not in shown and "`" not in shown
        assert len(shown) <= 3000
    assert len(message.slack_blocks) <= 50


def test_long_addresses_and_much_escaping_keep_to_slacks_bounds() -> None:
    message = hostile("<&>" * 500, "https://example.org/?" + "&a=b" * 450)
    for block in message.slack_blocks:
        for element in block.get("elements", [block.get("text")]):
            assert len(element["text"]) <= 3000


@pytest.mark.parametrize("text", ALL, ids=["attack", "huge", "both"])
def test_headers_of_a_mail_stay_one_line_each(text: str) -> None:
    message = hostile(text)
    address = MailAddress("smtp.example", 25, "none", None, None, "w@example.org", "W", "news@example.org")
    wire = Wire(lambda *_: Unreachable("no network here"), NOW)
    envelope = Envelope(message, "id\r\nBcc: x@example.org", "re\nply", "javascript:alert(1)")
    parsed = message_from_bytes(compose(address, envelope, wire), policy=policy.default)
    assert parsed["Bcc"] is None and parsed["List-Unsubscribe"] is None
    assert set(parsed.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "List-Id",
        "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert len(parsed["Subject"]) <= 200


@pytest.mark.parametrize("text", ALL, ids=["attack", "huge", "both"])
def test_the_webhook_payload_is_bounded_and_clean(text: str) -> None:
    document = json.dumps(hostile(text).payload)
    assert len(document) < 60_000
    assert "\\u202e" not in document and "\\u0000" not in document and "javascript:" not in document


@pytest.mark.parametrize("text", ALL, ids=["attack", "huge", "both"])
def test_the_short_form_is_short(text: str) -> None:
    message = hostile(text)
    assert len(message.short) <= SHORT and "\n" not in message.short and RTL not in message.short


def test_services_of_unknown_markup_get_no_calls_or_labelled_links() -> None:
    shown = tame(hostile(ATTACK).text)
    assert "@everyone" not in shown and "](" not in shown and "<@" not in shown and "<!" not in shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org/a b", None),
        ("https://www.example.org/a\nb", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/x", None),
        ("https://", None),
        ("https://a<!channel>b/", None),
        ('https://a"b/', None),
        ("https://ofsted.gov.uk@evil.example/", None),
        ("https://evil.example\\@ofsted.gov.uk/", None),
        (f"https://example.org/{RTL}fdp.exe", None),
        ("https://example.org:99999/", None),
        ("https://example.org/" + "a" * 2000, None),
        ("", None),
        (None, None),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/a|b>c", "https://example.org/a%7Cb%3Ec"),
        ("https://example.org/café?q=%20x#top", "https://example.org/caf%C3%A9?q=%20x#top"),
        ("https://оfsted.example/", "https://xn--fsted-iye.example/"),
        ("HTTPS://Example.org:8443/x", "https://example.org:8443/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_links(url: str | None, shown: str | None) -> None:
    assert link(url) == shown


@given(st.text())
def test_plain_text_is_one_visible_line(text: str) -> None:
    shown = plain(text, 80)
    assert len(shown) <= 80
    assert plain(shown, 80) == shown
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in shown)


@given(st.text())
def test_slack_text_has_no_bare_syntax(text: str) -> None:
    shown = slack(text)
    assert not set("<>*_~`") & set(shown)
    assert all(part.startswith(("amp;", "lt;", "gt;")) for part in shown.split("&")[1:])


@given(st.text(), st.text())
def test_a_slack_link_has_one_address_and_one_label(path: str, label: str) -> None:
    shown = slack_link(f"https://example.org/{path}", label)
    assert shown.count("<") == shown.count(">") == shown.count("|") <= 1


@given(st.text(), st.integers(1, 40))
def test_an_excerpt_is_words_of_the_text(text: str, words: int) -> None:
    assert len(excerpt(text, words).split()) <= words


@given(st.text(min_size=1), st.integers(10, 100))
def test_cutting_keeps_the_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


def test_piled_up_marks_do_not_spill_over_other_lines() -> None:
    assert len(plain("o" + "\u0335" * 400)) <= 3
