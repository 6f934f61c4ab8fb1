"""Addresses of channels, as subscribers write them.

    mailtos://user:password@smtp.example.org?from=…&to=…    STARTTLS on 587; 465 or ?mode=ssl for TLS throughout
    mailto://localhost:25?from=…&to=…                       plain, for a relay on a trusted network; no password
    https://hooks.slack.com/services/T…/B…/…                Slack's incoming webhook, as Slack shows it
    slackhook://chat.example.org/hooks/…                    the same, elsewhere
    slackbot://${SLACK_TOKEN}@slack.com/C0123456            a bot of one's own in Slack, which can reply in threads
    hooks://example.org/path?secret=…                       JSON by HTTPS, signed with the secret; hook:// by HTTP

Everything else is Apprise's. `rate=30/m` among the options of any sets its pace. Reading an address needs no network
and no Apprise.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from alerts.channels.rate import read_rate

_SLACK_HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_SHORTEST_SECRET = 16
# Providers whose users know the domain of their address, but not the name of their mail server.
_SERVERS = {
    "gmail.com": "smtp.gmail.com",
    "googlemail.com": "smtp.gmail.com",
    "outlook.com": "smtp-mail.outlook.com",
    "hotmail.com": "smtp-mail.outlook.com",
    "icloud.com": "smtp.mail.me.com",
    "yahoo.com": "smtp.mail.yahoo.com",
    "yahoo.co.uk": "smtp.mail.yahoo.com",
}
# They post to any address that one types, past the guard; the signed webhook does the same within it.
_UNGUARDED = frozenset(["json", "jsons", "xml", "xmls", "form", "forms", "apprise", "apprises"])


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A mailbox and the server it is reached through. `security` is how the connection is encrypted."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    sender_name: str
    recipient: str

    @property
    def server(self) -> tuple[str, int, str, str | None, str | None]:
        """The server and the login alone: the same for every mailbox that is reached through it."""
        return self.host, self.port, self.security, self.user, self.password


@dataclass(frozen=True, slots=True)
class SlackAddress:
    """A Slack webhook; its path is a secret."""

    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlackBotAddress:
    """A channel in Slack and the token of the bot that writes there."""

    url: str
    token: str = field(repr=False)
    channel: str


@dataclass(frozen=True, slots=True)
class HookAddress:
    """A webhook of one's own and the secret that signs what it gets."""

    url: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ForeignAddress:
    """A service that Apprise knows, by its scheme."""

    scheme: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unusable:
    """An address that can't work, and what to write instead."""

    remedy: str


Address = MailAddress | SlackAddress | SlackBotAddress | HookAddress | ForeignAddress


@lru_cache(maxsize=256)
def read_address(url: str) -> Address | Unusable:
    """What an address means. Remedies never repeat the address, for it may hold a secret."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        _ = parts.port, parts.hostname
    except ValueError:
        return Unusable("the port must be a number up to 65535, and an IPv6 address stands in brackets")
    if any(ord(character) < 0x21 for character in text):
        return Unusable("take the spaces and line ends out; within a password write them as %20")
    if not parts.scheme or "://" not in text:
        return Unusable("begin with a scheme, as in mailtos://user:password@smtp.example.org?to=news@example.org")
    if "rate" in (options := options_of(parts.query)) and read_rate(options["rate"]) is None:
        return Unusable("write a pace as rate=2/s, rate=30/m or rate=500/h")
    if parts.scheme in ("mailto", "mailtos"):
        return _mail(parts)
    if parts.scheme in ("hook", "hooks"):
        return _hook(parts)
    return _other(parts, text)


def masked(url: str) -> str:
    """The address for logs and pages: scheme, host and port, and for mail the recipient; `${NAME}` may be shown."""
    text = url.strip()
    if re.fullmatch(r"\$\{\w+\}", text):
        return text
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "(an address that can't be read)"
    scheme = parts.scheme or "(no scheme)"
    if scheme in ("mailto", "mailtos"):
        to = options_of(parts.query).get("to")
        return f"{scheme}://{host}{f':{port}' if port else ''}{f' to {to}' if to else ''}"
    if scheme in ("hook", "hooks", "http", "https", "slackhook", "slackbot"):
        return f"{scheme}://{host}{f':{port}' if port else ''}/…"
    # For other services even what stands in the place of the host is often a token.
    return f"{scheme}://…"


@lru_cache(maxsize=50_000)
def channel_id(template: str) -> str:
    """A short, stable name for a channel that tells nothing of its secrets: `mailtos-3f29c0a1b2c4`.

    It is made from the address as written, placeholders and all, so that a new password makes no new channel.
    """
    scheme = re.sub(r"[^a-z0-9]", "", template.partition("://")[0].lower())[:16] if "://" in template else "named"
    return f"{scheme or 'named'}-{hashlib.sha256(template.strip().encode()).hexdigest()[:12]}"


def _mail(parts: SplitResult) -> MailAddress | Unusable:
    options = options_of(parts.query)
    host = options.get("smtp") or parts.hostname or ""
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    recipient = options.get("to") or unquote(parts.path.strip("/"))
    sender = options.get("from") or (user if user and "@" in user else f"{user or 'watchkeeper'}@{host}")
    fault = _mail_fault(host, recipient, sender) or _login_fault(parts.scheme, host, user, password)
    if fault:
        return Unusable(fault)
    plain = parts.scheme == "mailto"
    whole = options.get("mode") == "ssl" or parts.port == 465
    security = "none" if plain else "tls" if whole else "starttls"
    port = parts.port or {"none": 25, "tls": 465, "starttls": 587}[security]
    return MailAddress(
        host, port, security, user, password, sender, _one_line(options.get("name") or "Watchkeeper"), recipient
    )


def _login_fault(scheme: str, host: str, user: str | None, password: str | None) -> str | None:
    if not f"{user}{password}".isascii():
        # So smtplib has it, and few servers take anything else.
        return "user and password of a mail server may hold ASCII characters only"
    if scheme == "mailto" and password and not _is_this_machine(host):
        return "mailto:// would send the password in the clear; write mailtos://"
    return None


def _mail_fault(host: str, recipient: str, sender: str) -> str | None:
    if not host:
        return "name the mail server, as in mailtos://user:password@smtp.example.org?to=news@example.org"
    if host in _SERVERS:
        return f"{host} is not a mail server; write {_SERVERS[host]}"
    if "," in recipient or " " in recipient:
        return "write one recipient in a channel, and a channel for each recipient"
    if not _MAILBOX.fullmatch(recipient):
        return "say whom it is for, as in ?to=news@example.org"
    if not _MAILBOX.fullmatch(sender):
        return "say whom it is from, as in &from=watchkeeper@example.org"
    return None


def _hook(parts: SplitResult) -> HookAddress | Unusable:
    secret = options_of(parts.query).get("secret", "")
    if not parts.hostname:
        return Unusable("name the host, as in hooks://example.org/path?secret=…")
    if parts.username is not None:
        return Unusable("take user and password out; the signature says who we are")
    if len(secret) < _SHORTEST_SECRET:
        return Unusable(f"add ?secret= with {_SHORTEST_SECRET} characters or more; messages are signed with it")
    rest = "&".join(option for option in parts.query.split("&") if not option.startswith(("secret=", "rate=")))
    scheme = "https" if parts.scheme == "hooks" else "http"
    return HookAddress(parts._replace(scheme=scheme, query=rest, fragment="").geturl(), secret)


def _other(parts: SplitResult, text: str) -> Address | Unusable:
    if parts.scheme == "https" and parts.hostname in _SLACK_HOSTS:
        return _slack(parts._replace(query=""), "https")
    if parts.scheme == "slackhook":
        plain = options_of(parts.query).get("tls") == "no"
        return _slack(parts._replace(query=""), "http" if plain else "https")
    if parts.scheme == "slackbot":
        return _slack_bot(parts)
    if parts.scheme in ("http", "https"):
        hook = "hooks" if parts.scheme == "https" else "hook"
        return Unusable(f"for a webhook of your own write {hook}:// and add ?secret=…; for a service its Apprise URL")
    if parts.scheme in _UNGUARDED:
        return Unusable("for a webhook of your own write hooks://example.org/path?secret=…")
    return ForeignAddress(parts.scheme, text)


def _slack(parts: SplitResult, scheme: str) -> SlackAddress | Unusable:
    if not parts.hostname or not parts.path.strip("/"):
        return Unusable("copy the whole webhook address from Slack: https://hooks.slack.com/services/T…/B…/…")
    return SlackAddress(parts._replace(scheme=scheme, fragment="").geturl())


def _slack_bot(parts: SplitResult) -> SlackBotAddress | Unusable:
    token, channel = unquote(parts.username or ""), parts.path.strip("/")
    if not token or not parts.hostname or not re.fullmatch(r"[A-Z0-9]{2,}", channel):
        return Unusable("write slackbot://${SLACK_TOKEN}@slack.com/C0123456, with the id of the channel at its end")
    scheme = "http" if options_of(parts.query).get("tls") == "no" else "https"
    place = parts.netloc.rpartition("@")[2]
    return SlackBotAddress(f"{scheme}://{place}/api/chat.postMessage", token, channel)


def options_of(query: str) -> dict[str, str]:
    """What stands after the question mark. A plus is a plus, as in `news+alerts@example.org`."""
    if "%" not in query:
        # Nothing to decode; this runs for every channel that news reaches.
        pairs = (part.partition("=") for part in query.split("&"))
        return {name: value for name, _, value in pairs if value}
    return dict(parse_qsl(query.replace("+", "%2B")))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:100]


@lru_cache(maxsize=50_000)
def reached(template: str) -> str:
    """Who is reached by a channel, as far as that tells it from others: the mailbox, else the address as written."""
    scheme, _, rest = template.strip().partition("://")
    if scheme.lower() not in ("mailto", "mailtos"):
        return template.strip()
    given = options_of(rest.partition("?")[2])
    return (given.get("to") or unquote(rest.partition("?")[0].partition("/")[2].strip("/"))).lower()


def holds_secret(template: str) -> bool:
    """Whether an address as written gives a secret away: all but a `${NAME}` may be one, save for mail's host."""
    text = re.sub(r"\$\{\w+\}", "", template.strip())
    if text != template.strip() and not text:
        return False
    scheme, _, rest = text.partition("://")
    if scheme.lower() in ("mailto", "mailtos"):
        login = rest.partition("?")[0].rpartition("@")[0]
        return bool(login.partition(":")[2])
    if scheme.lower() in ("hook", "hooks"):
        return bool(options_of(rest.partition("?")[2]).get("secret"))
    # A placeholder in the middle of another service's address is its secret; without one, the address is.
    return text == template.strip()
