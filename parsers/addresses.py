"""The address guard's rules: which URLs may be requested at all, and which network addresses are public.

Feeds and subscribers can write any URL they like. A request goes out only to an address that every reader of it
understands alike, on a usual port, at a host on the public internet; unless the operator named that host as trusted.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

import idna
from yarl import URL

IPAddress = IPv4Address | IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
MAX_URL_CHARACTERS = 8_000

# The IANA special-purpose registries for IPv4 (RFC 6890 and its successors). Written out, for the tables in the
# standard library change from one Python release to the next.
_SPECIAL_IPV4 = tuple(
    (ip_network(block), name)
    for block, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local, where cloud metadata lives"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
# Of IPv6 only 2000::/3 is handed out for public use; what is special inside it. Forms that carry an IPv4 address
# (mapped, compatible, NAT64, 6to4, Teredo) lie outside or are listed: they could lead back to a private one.
_PUBLIC_IPV6 = ip_network("2000::/3")
_SPECIAL_IPV6 = tuple(
    (ip_network(block), name)
    for block, name in (
        ("2001::/23", "protocol assignments, Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
    )
)
_USUAL_PORTS = {"http": 80, "https": 443}
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=-._~|^`{}"
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")
# A last label that is a number makes the whole host an IPv4 address to browsers and C libraries (WHATWG URL, 3.5).
_NUMERIC_ENDING = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)$")
_LABEL = re.compile(r"^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$")


@dataclass(frozen=True, slots=True)
class CheckedUrl:
    """A URL that may be requested, provided its host resolves to public addresses or is trusted."""

    url: str
    scheme: str
    host: str
    port: int
    trusted: bool

    @property
    def origin(self) -> str:
        """`https://host:port`: what robots.txt and politeness count by."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a URL is not requested, as a sentence for a person."""

    reason: str


def why_not_public(address: str | IPAddress) -> str | None:
    """What kind of special address this is; None for an ordinary public one.

    Raises ValueError when the text is not an IP address.
    """
    ip = ip_address(address) if isinstance(address, str) else address
    if isinstance(ip, IPv4Address):
        return next((name for block, name in _SPECIAL_IPV4 if ip in block), None)
    if ip.scope_id is not None or ip not in _PUBLIC_IPV6:
        return _outside_public_ipv6(ip)
    return next((name for block, name in _SPECIAL_IPV6 if ip in block), None)


def is_public(address: str | IPAddress) -> bool:
    """True for an address on the public internet. Raises ValueError when the text is not an IP address."""
    return why_not_public(address) is None


def is_trusted(host: str, port: int, trusted: Collection[str]) -> bool:
    """True when the operator listed `host` or `host:port`; an IPv6 address is listed in brackets."""
    name = f"[{host}]" if ":" in host else host
    return name in trusted or f"{name}:{port}" in trusted


def checked_url(url: str, trusted: Collection[str] = ()) -> CheckedUrl | Refusal:
    """The URL in the one form that is requested, or why it is refused. A fragment is dropped.

    `trusted` lists hosts (`feeds.example`, `127.0.0.1:8080`) that may have private addresses and any port.
    """
    plain = url.strip(" \t\r\n").replace(" ", "%20")
    if len(plain) > MAX_URL_CHARACTERS:
        return Refusal(f"the address is {len(plain):,} characters long, at most {MAX_URL_CHARACTERS:,} are followed")
    if _FORBIDDEN.search(plain):
        return Refusal("the address holds a control character or a backslash")
    read = _read_twice(plain)
    if isinstance(read, Refusal):
        return read
    host = _checked_host(read.host)
    if isinstance(host, Refusal):
        return host
    known = is_trusted(host, read.port, trusted)
    if not known:
        refusal = _untrusted(host, read.port)
        if refusal:
            return refusal
    return CheckedUrl(_requested(read.target, host, read.port), read.target.scheme, host, read.port, known)


@dataclass(frozen=True, slots=True)
class _Read:
    target: SplitResult
    host: str
    port: int


def _read_twice(url: str) -> _Read | Refusal:
    """Two parsers with different pasts must see the same host: attacks live where they differ."""
    try:
        first, second = urlsplit(url), URL(url)
        first_port, second_port = first.port, second.explicit_port
    except ValueError as error:
        return Refusal(f"not a web address: {error}")
    if first.scheme not in ("http", "https"):
        return Refusal(f"only http and https are followed, not {first.scheme or 'an address without a scheme'}")
    if first.username is not None or first.password is not None or second.raw_user is not None:
        return Refusal("an address with a user name or password in it is not followed")
    host = second.host
    if not first.hostname or not host:
        return Refusal("the address names no host")
    if (first.scheme, first_port) != (second.scheme, second_port) or not _same_host(first.hostname, host):
        return Refusal(f"the address can be read in two ways: host {first.hostname} or {host}")
    return _Read(first, host, second_port or _USUAL_PORTS[first.scheme])


def _requested(target: SplitResult, host: str, port: int) -> str:
    """Path and query stay as written, for signed links break on any other spelling of the same."""
    name = f"[{host}]" if ":" in host else host
    place = name if port == _USUAL_PORTS[target.scheme] else f"{name}:{port}"
    query = f"?{quote(target.query, safe=_AS_WRITTEN)}" if target.query else ""
    return f"{target.scheme}://{place}{quote(target.path, safe=_AS_WRITTEN) or '/'}{query}"


def _same_host(one: str, other: str) -> bool:
    return _ascii(one) == _ascii(other) is not None or _address(one) == _address(other) is not None


def _address(host: str) -> IPAddress | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _ascii(host: str) -> str | None:
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _checked_host(host: str) -> str | Refusal:
    name = _ascii(host.removesuffix("."))
    if name is None:
        return Refusal(f"{host} is not a possible host name")
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    if _NUMERIC_ENDING.search(name):
        return Refusal(f"{host} is a number in disguise, not a host name")
    if len(name) > 253 or not all(_LABEL.match(label) for label in name.split(".")):
        return Refusal(f"{host} is not a possible host name")
    return name


def _untrusted(host: str, port: int) -> Refusal | None:
    if port not in PORTS:
        usual = ", ".join(str(known) for known in sorted(PORTS))
        return Refusal(f"port {port} is not one of {usual}; {_remedy(host, port)}")
    try:
        special = why_not_public(host)
    except ValueError:
        return None
    return Refusal(f"{host} is not a public address ({special}); {_remedy(host, port)}") if special else None


def _remedy(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"if this host is yours, add {name}:{port} to WATCHKEEPER_TRUSTED_HOSTS"


def _outside_public_ipv6(ip: IPv6Address) -> str:
    if ip.is_loopback:
        return "loopback"
    if ip.is_multicast:
        return "multicast"
    if ip.is_link_local:
        return "link-local"
    if ip.ipv4_mapped is not None:
        return "an IPv4 address in IPv6 form"
    if ip in ip_network("64:ff9b::/32"):
        return "NAT64"
    return "private" if ip.is_private else "reserved"
