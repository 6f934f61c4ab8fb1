"""Keeping secrets out of what is said: servers repeat addresses, logins and tokens in their answers."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from alerts.channels.address import (
    ForeignAddress,
    HookAddress,
    MailAddress,
    SlackAddress,
    SlackBotAddress,
    read_address,
)
from alerts.model import Outcome

HIDDEN = "…"
# What is shorter is in too many words to be taken out of them.
_SHORTEST = 4


def discreet(outcome: Outcome, url: str) -> Outcome:
    """The outcome without anything of the address that is a secret."""
    return replace(outcome, detail=without(outcome.detail, secrets_in(url)))


def without(text: str, secrets: Iterable[str]) -> str:
    """The text with the secrets left out, as they are and in the forms in which the wire carries them."""
    forms = {form for secret in secrets if len(secret) >= _SHORTEST for form in _forms(secret)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, HIDDEN)
    return text


def secrets_in(url: str) -> tuple[str, ...]:
    """Every part of an address that lets who knows it send or read: passwords, tokens, secret paths."""
    match read_address(url):
        case MailAddress(password=password):
            found = [password] if password else []
        case SlackAddress(url=hook):
            found = list(_path(hook))
        case SlackBotAddress(token=token):
            found = [token]
        case HookAddress(url=hook, secret=secret):
            # The path of a hook may hold a token, and one's own server knows it without our saying so.
            found = [secret, *_path(hook)]
        case ForeignAddress(url=whole):
            found = [part for part in _everything(whole) if len(part) >= _SHORTEST]
        case _:
            found = list(_everything(url))
    return tuple(found)


def _path(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    yield from (part for part in parts.path.split("/") if len(part) > _SHORTEST)
    yield from (value for _, value in parse_qsl(parts.query))


def _everything(url: str) -> Iterator[str]:
    """For services that keep tokens anywhere, even in the place of the host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    place = parts.netloc.rpartition("@")
    yield from (part for part in (place[0], *place[0].split(":"), *parts.path.split("/")) if part)
    if "." not in place[2] and ":" not in place[2]:
        yield place[2]
    yield from (value for _, value in parse_qsl(parts.query))


def _forms(secret: str) -> Iterator[str]:
    for form in (secret, unquote(secret)):
        yield form
        yield quote(form, safe="")
        yield base64.b64encode(form.encode()).decode()
