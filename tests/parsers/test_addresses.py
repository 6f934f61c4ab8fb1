"""What the address guard lets through."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.addresses import CheckedUrl, Refusal, checked_url, is_public, is_trusted

PRIVATE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.31.255.255",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "5f00::1", "4000::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "192.0.1.1", "223.255.255.254", "2606:4700::1111"]

REFUSED = {
    "ftp://example.com/": "only http",
    "file:///etc/passwd": "only http",
    "javascript:alert(1)": "only http",
    "//example.com/": "only http",
    "http:///path": "names no host",
    "http:example.com": "names no host",
    "http://user@example.com/": "user name",
    "http://:secret@example.com/": "user name",
    "http://example.com:22/": "port 22",
    "http://example.com:99999/": "not a web address",
    "http://example.com:80:80/": "not a web address",
    "http://2130706433/": "number in disguise",
    "http://0x7f000001/": "number in disguise",
    "http://0177.0.0.1/": "number in disguise",
    "http://127.1/": "number in disguise",
    "http://0/": "number in disguise",
    "http://127.0.0.1/": "loopback",
    "http://127.0.0.1./": "loopback",
    "http://[::1]/": "loopback",
    "http://[::ffff:127.0.0.1]/": "IPv4 address in IPv6 form",
    "http://[::ffff:7f00:1]/": "IPv4 address in IPv6 form",
    "http://[64:ff9b::127.0.0.1]/": "NAT64",
    "http://[fe80::1%25eth0]/": "",
    "http://169.254.169.254/latest/meta-data/": "metadata",
    "http://①②⑦.0.0.1/": "loopback",
    "http://127。0。0。1/": "loopback",
    "http://example.com\\@evil.example/": "backslash",
    "http://exam\tple.com/": "control character",
    "http://example.com\r\nHost: evil/": "control character",
    "http://exa%6dple.com/": "possible host name",
    "http://a..b/": "possible host name",
    "http://" + "a" * 64 + ".com/": "possible host name",
    "http://example.com/" + "a" * 9_000: "characters long",
}


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(("url", "why"), REFUSED.items())
def test_what_is_refused_and_why(url: str, why: str) -> None:
    refusal = checked_url(url)
    assert isinstance(refusal, Refusal), refusal
    assert why in refusal.reason


@pytest.mark.parametrize(
    ("url", "requested", "host", "port"),
    [
        ("http://example.com", "http://example.com/", "example.com", 80),
        ("https://EXAMPLE.com:443/a b?x=1&y=%2F#part", "https://example.com/a%20b?x=1&y=%2F", "example.com", 443),
        (" https://example.com:8443/ ", "https://example.com:8443/", "example.com", 8443),
        ("http://example.com./", "http://example.com/", "example.com", 80),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC", "xn--bcher-kva.example", 80),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/", "2606:4700::1111", 80),
        ("http://my_site.example.com/", "http://my_site.example.com/", "my_site.example.com", 80),
    ],
)
def test_what_is_allowed_comes_out_in_one_form(url: str, requested: str, host: str, port: int) -> None:
    checked = checked_url(url)
    assert isinstance(checked, CheckedUrl), checked
    assert (checked.url, checked.host, checked.port, checked.trusted) == (requested, host, port, False)


def test_a_refusal_that_the_operator_can_lift_says_how() -> None:
    refusal = checked_url("http://127.0.0.1:9000/feed")
    assert isinstance(refusal, Refusal)
    assert "add 127.0.0.1:9000 to WATCHKEEPER_TRUSTED_HOSTS" in refusal.reason


@pytest.mark.parametrize(
    ("host", "port", "trusted", "known"),
    [
        ("127.0.0.1", 9000, {"127.0.0.1:9000"}, True),
        ("127.0.0.1", 9001, {"127.0.0.1:9000"}, False),
        ("feeds.internal", 9001, {"feeds.internal"}, True),
        ("evil.feeds.internal", 80, {"feeds.internal"}, False),
        ("::1", 80, {"[::1]:80"}, True),
    ],
)
def test_trust_is_by_host_and_port(host: str, port: int, trusted: set[str], known: bool) -> None:
    assert is_trusted(host, port, trusted) is known
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    if known:
        checked = checked_url(url, trusted)
        assert isinstance(checked, CheckedUrl)
        assert checked.trusted


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_no_text_breaks_the_guard(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://example.com/{text}", f"http://{text}@127.0.0.1/"):
        checked_url(url)


@given(st.ip_addresses(v=4))
def test_however_an_ipv4_address_is_spelt_it_is_judged_as_what_the_machine_would_connect_to(ip: IPv4Address) -> None:
    """The C library reads short, octal and hexadecimal forms; the guard refuses them or sees the same address."""
    number = int(ip)
    spellings = [str(number), hex(number), oct(number).replace("o", ""), f"{number >> 24}.{number & 0xFFFFFF}", str(ip)]
    for spelling in spellings:
        checked = checked_url(f"http://{spelling}/")
        if isinstance(checked, CheckedUrl):
            assert is_public(ip)
            assert ip_address(socket.inet_aton(checked.host)) == ip
