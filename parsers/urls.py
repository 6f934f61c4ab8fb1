"""Addresses: one canonical form for each page, and the page behind a redirect link.

Nothing here touches the network and nothing raises: an address is whatever some feed printed.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, quote, unquote, urljoin, urlsplit

_LONGEST = 8_192
_DEEPEST_NEST = 10
_PORTS = {"http": 80, "https": 443}
_SECOND_LEVEL_UK = frozenset(["ac", "co", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"])

_TRACKING_PREFIXES = ("utm_", "at_", "ns_", "mc_", "hsa_", "pk_", "mtm_", "piwik_", "fb_action_")
_TRACKING = frozenset(
    [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
        "cmpid", "cmp", "ocid", "smid", "xtor", "_ga", "_gl", "s_kwcid", "intcid", "ito", "icid", "mkt_tok",
    ]
)  # fmt: skip
_TRACKING_PAIRS = frozenset(
    [
        ("ref", "rss"), ("ref", "rl"), ("ref", "mr"), ("ref", "ar"), ("ref", "twtrec"), ("ref", "fb"),
        ("ref", "twitter"), ("ref", "facebook"), ("service", "rss"), ("source", "rss"), ("src", "rss"),
        ("from", "rss"), ("output", "amp"), ("outputtype", "amp"), ("amp", ""), ("amp", "1"), ("amp", "true"),
    ]
)  # fmt: skip

_STANDING_FOR = ("www.", "amp.")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?|[^!-~]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_AMP_TAIL = re.compile(r"(?<=[^/])(?:/amp|\.amp|/amp\.html)$", re.IGNORECASE)
_GOOGLE_HOST = re.compile(r"^(?:[a-z]+\.)?google\.(?:com?\.)?[a-z]{2,3}$")
_PLAIN_URL = re.compile(rb"https?://[!-~]+")

# An address as most are printed: it means the same on any page. And words of hosts whose links may wrap another.
_USUAL = re.compile(
    r"https?://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>(?:/[A-Za-z0-9._~!$&'()*+,=:@-]+)+)"
    r"(?P<rest>/?(?:\?[!$-;=?-Z_a-z~]+)?)"
)
_MAY_WRAP = re.compile("google|ampproject|bing|facebook|outlook")
_NOT_CLEAN = re.compile(r"/\.\.?(?:/|$)|[/.]amp(?:\.html)?$", re.IGNORECASE)

# Whose links wrap the page's address in a query parameter: hosts, start of the path, names of the parameter.
_REDIRECTORS = (
    (_GOOGLE_HOST, "/url", ("url", "q")),
    (re.compile(r"^bing\.com$"), "/news/apiclick", ("url",)),
    (re.compile(r"^(?:lm?\.)?facebook\.com$"), "/l.php", ("u",)),
    (re.compile(r"\.safelinks\.protection\.outlook\.com$"), "/", ("url",)),
)


def canonical_url(url: str) -> str:
    """The identity of a page: equal for every address under which the same page is known.

    Redirect wrappers, `www.` and `amp.` hosts, user names, default ports, fragments, tracking parameters, AMP tails
    and a trailing slash are dropped; the query is sorted; escapes are in the form of RFC 3986 section 6.2.2. `http`
    on the default port becomes `https`, for sites move from one to the other. It is a key, not a link: fetch the
    address that was given. What is not an http(s) address comes back as it was, without surrounding blanks.
    """
    usual = _USUAL.fullmatch(url)
    if usual and not usual["rest"] and _is_bare(url) and not _NOT_CLEAN.search(usual["path"]):
        return f"https://{_without(usual['host'], _STANDING_FOR)}{usual['path']}"
    for _ in range(_DEEPEST_NEST):
        plain = _normalised(unwrap_redirect(url))
        if plain == url:
            break
        url = plain
    return url


def unwrap_redirect(url: str) -> str:
    """The page that a search engine's or mail filter's redirect link names; any other address as it was.

    Google News links of 2024 and later name it only in encrypted form: those stay as they are.
    """
    if _USUAL.fullmatch(url) and _is_bare(url):
        return url
    parts = _split(url)
    if parts is None:
        return url.strip()
    target = _target(parts)
    if target is None or _split(target) is None:
        return url.strip()
    return target.strip()


def host_of(url: str) -> str | None:
    """The host in lower case, without `www.`; None for anything but an http(s) address."""
    parts = _split(url)
    return _bare_host(parts) if parts else None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registrable domain (`bbc.co.uk`, `sthelens.gov.uk`)."""
    hosts = host_of(one), host_of(other)
    return None not in hosts and _site(hosts[0] or "") == _site(hosts[1] or "")


def join(base: str | None, url: str) -> str | None:
    """The absolute http(s) address that `url` means on the page `base`; None where it means none."""
    if len(url) <= _LONGEST and _USUAL.fullmatch(url):
        return url
    url = "".join(url.splitlines()).strip().replace("\t", "").replace(" ", "%20")
    try:
        absolute = urljoin(base or "", url)
    except ValueError:
        return None
    return absolute if _split(absolute) else None


def _is_bare(url: str) -> bool:
    """Whether a usual address can't wrap another one."""
    return len(url) <= _LONGEST and not _MAY_WRAP.search(url)


@lru_cache(maxsize=2_048)
def _split(url: str) -> SplitResult | None:
    if len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS and parts.hostname else None


def _normalised(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return url.strip()
    host = _bare_host(parts, drop=_STANDING_FOR)
    netloc = f"[{host}]" if ":" in host else host
    scheme = parts.scheme
    if parts.port in (None, _PORTS[scheme]):
        scheme = "https"
    else:
        netloc += f":{parts.port}"
    query = _query(parts.query)
    return f"{scheme}://{netloc}{_path(parts.path)}{'?' + query if query else ''}"


def _bare_host(parts: SplitResult, drop: tuple[str, ...] = ("www.",)) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = quote(host, safe="")
    return _without(host.lower(), drop)


def _without(host: str, drop: tuple[str, ...]) -> str:
    while host.startswith(drop) and "." in host.partition(".")[2]:
        host = host.partition(".")[2]
    return host


def _path(path: str) -> str:
    kept: list[str] = []
    for segment in _escaped(path).split("/"):
        if segment == "..":
            kept = kept[:-1] or kept
        elif segment != ".":
            kept.append(segment)
    clean = "/" + "/".join(kept).strip("/")
    while (shorter := _AMP_TAIL.sub("", clean).rstrip("/")) != clean and shorter:
        clean = shorter
    return clean


def _query(query: str) -> str:
    pairs = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if pair and not _is_tracking(unquote(name).lower(), value.lower()):
            pairs.append(_escaped(pair))
    return "&".join(sorted(pairs))


def _is_tracking(name: str, value: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or (name, value) in _TRACKING_PAIRS


def _escaped(text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        if match[0][0] != "%":
            return quote(match[0], safe="", errors="replace")
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _PERCENT.sub(replace, text)


def _site(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    public = 2 if labels[-1] == "uk" and len(labels) > 1 and labels[-2] in _SECOND_LEVEL_UK else 1
    return ".".join(labels[-public - 1 :])


def _target(parts: SplitResult) -> str | None:
    host, path = _bare_host(parts), parts.path
    if host == "news.google.com":
        return _google_news_target(path)
    if _GOOGLE_HOST.match(host) and path.startswith("/amp/s/"):
        return "https://" + path.removeprefix("/amp/s/")
    if host.endswith(".ampproject.org") and "/s/" in path:
        return "https://" + path.partition("/s/")[2]
    for hosts, prefix, names in _REDIRECTORS:
        if hosts.search(host) and path.startswith(prefix):
            given = parse_qs(parts.query)
            return next((given[name][0] for name in names if name in given), None)
    return None


def _google_news_target(path: str) -> str | None:
    """Article links of before 2024 are a base64 record with the page's address in the clear."""
    token = path.rpartition("/")[2]
    try:
        record = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    found = _PLAIN_URL.search(record)
    return found[0].decode("ascii") if found else None
