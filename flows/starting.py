"""A first subscription, from what a person answers: the files that say so, without a secret in the wrong one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from alerts import regions
from alerts.channels import check_url, holds_secret
from alerts.placeholders import Missing, fill, names_in
from alerts.subscription_keys import MAIL_ADDRESS
from flows.settings import FILE, Settings
from flows.shop import Unreadable, open_gazetteer
from parsers.authorities import Gazetteer

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What `init` was told. `mail_server` reaches mail addresses: mailtos://user:password@smtp.example.org."""

    name: str
    authorities: tuple[str, ...]
    regions: tuple[str, ...]
    channel: str = field(repr=False)
    mail_server: str | None = field(repr=False)
    contact: str


@dataclass(frozen=True, slots=True)
class Files:
    """What is to be written: file by file its text; those with secrets are for nobody else to read."""

    texts: Mapping[Path, str] = field(repr=False)
    secret: frozenset[Path] = frozenset()

    def write(self) -> None:
        """Write all of them. Raises Unreadable where that can't be done."""
        for file, text in self.texts.items():
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch(mode=0o600 if file in self.secret else 0o644, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            except OSError as error:
                raise Unreadable(f"{file} can't be written: {error.strerror or error}") from error


def places(settings: Settings, typed: Sequence[str], confirm: Ask | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The councils and regions that were meant. One that is not known is asked about, or refused with suggestions.

    Raises Unreadable where nobody is there to ask.
    """
    gazetteer = open_gazetteer(settings.seeds)
    councils: dict[str, None] = {}
    wide: dict[str, None] = {}
    for text in filter(None, (part.strip() for part in typed)):
        if found := gazetteer.resolve(text):
            councils[found.name] = None
        elif region := regions.region(text):
            wide[region] = None
        else:
            councils[_suggested(gazetteer, text, confirm)] = None
    return tuple(councils), tuple(wide)


def files_for(settings: Settings, answers: Answers) -> Files:
    """The subscriptions file, the settings file where it lacks the contact, and the secrets file where one is needed.

    Raises Unreadable for a file of subscriptions that is there already, and for a channel that can't work.
    """
    file = settings.subscriptions_file
    if file.exists():
        raise Unreadable(
            f"{file} is there already: write more of it by hand, or add to the database with "
            "watchkeeper subscriptions add"
        )
    secrets: dict[str, str] = {}
    mail, channel = _mail(answers, secrets), _channel(answers, secrets)
    _require_working(mail, channel, secrets)
    texts = {file: _subscriptions(answers, mail, channel)}
    if settings.operator_contact is None:
        known = Path(FILE).read_text(encoding="utf-8") if Path(FILE).exists() else ""
        texts[Path(FILE)] = f"operator_contact = {json.dumps(answers.contact)}\n{known}"
    if secrets:
        kept = settings.secrets_file.read_text(encoding="utf-8") if settings.secrets_file.exists() else ""
        lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in secrets.items())
        texts[settings.secrets_file] = f"{kept}{lines}"
    return Files(texts, frozenset([settings.secrets_file]))


def _suggested(gazetteer: Gazetteer, text: str, confirm: Ask | None) -> str:
    near = gazetteer.suggest(text)
    hint = f"did you mean {' or '.join(near)}?" if near else "use the name of one of the 153 councils, or a region"
    if confirm is None:
        raise Unreadable(f"{text!r} is no council or region that is known: {hint}")
    while True:
        answer = confirm(f"{text!r} is not known; {hint} Council").strip() or (near[0] if near else "")
        if found := gazetteer.resolve(answer):
            return found.name


def _mail(answers: Answers, secrets: dict[str, str]) -> str | None:
    """The server's address with user and password as `${NAME}`."""
    server = answers.mail_server
    if server is None:
        return None
    parts = urlsplit(server)
    if not parts.password:
        return server
    secrets["SMTP_USER"], secrets["SMTP_PASSWORD"] = unquote(parts.username or ""), unquote(parts.password)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc="${SMTP_USER}:${SMTP_PASSWORD}@" + host).geturl()


def _channel(answers: Answers, secrets: dict[str, str]) -> str:
    channel = answers.channel.strip()
    if MAIL_ADDRESS.fullmatch(channel) or not holds_secret(channel) or names_in(channel):
        return channel
    secrets["CHANNEL"] = channel
    return "${CHANNEL}"


def _require_working(mail: str | None, channel: str, secrets: Mapping[str, str]) -> None:
    address = channel
    if MAIL_ADDRESS.fullmatch(channel):
        if mail is None:
            raise Unreadable(f"no mail server is given to reach {channel}: --mail-server mailtos://user:password@host")
        address = f"{mail}{'&' if '?' in mail else '?'}to={quote(channel)}"
    filled = fill(address, secrets)
    fault = None if isinstance(filled, Missing) else check_url(filled)
    if fault:
        raise Unreadable(f"this channel does not work: {fault}")


def _subscriptions(answers: Answers, mail: str | None, channel: str) -> str:
    """The file, with a word on each line that somebody may want to change."""
    lines = ["# Who is told what. watchkeeper doctor checks it; the README has every key.", ""]
    if mail is not None:
        lines += ["[mail]  # the server that mail addresses are reached through", f"url = {_text(mail)}", ""]
    to = channel
    if not MAIL_ADDRESS.fullmatch(channel):
        to = "desk"
        lines += ["[recipient.desk]", f"channels = [{_text(channel)}]", ""]
    lines += ["[[subscription]]", f"name = {_text(answers.name)}", f"to = {_text(to)}"]
    if answers.authorities:
        lines.append(f"authorities = [{', '.join(map(_text, answers.authorities))}]")
    if answers.regions:
        lines.append(f"regions = [{', '.join(map(_text, answers.regions))}]")
    lines += ['# when = "daily"    # by default by the kind of news, and a digest on Mondays at 07:30', ""]
    return "\n".join(lines)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def title_of(authorities: Sequence[str], wide: Sequence[str]) -> str:
    """A name for what is followed: `St Helens, Knowsley and 3 more`."""
    names = [*authorities, *wide]
    shown = names if len(names) < 4 else [*names[:2], f"{len(names) - 2} more"]
    said = " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else ""
    return re.sub(r"\s+", " ", said)
