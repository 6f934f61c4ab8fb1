"""Subscriptions from a TOML file: who wants what, where, and by which channels.

    [mail]                                    # the server that plain e-mail addresses are reached through
    url = "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@smtp.example.org?from=watchkeeper@example.org"

    [recipient.newsdesk]                      # someone who is reached in several ways
    channels = ["news@example.org", "${SLACK_WEBHOOK}"]

    [[subscription]]
    name = "Merseyside"
    to = "newsdesk"                           # a recipient, or an e-mail address
    authorities = ["St Helens", "Knowsley"]
    regions = ["North West"]                  # Ofsted's or the ONS's; "England" is everything

`types`, `kinds` and `grades` narrow it, `channels` overrides the recipient's. What is wrong with one entry is
reported with its line and never hides the others.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from alerts import regions
from alerts.channels import check_url, masked
from alerts.placeholders import Missing, fill, names_in
from parsers.authorities import Gazetteer
from parsers.model import GRADES, KINDS, MENTION_TYPES, SEND_OUTCOMES, MentionType
from parsers.toml_blocks import Table, tables

DEFAULT_TYPES: tuple[MentionType, ...] = (
    "inspection_announced", "visit_outcome", "judgement", "intervention", "leadership_change",
)  # fmt: skip
_KEYS = ("name", "to", "authorities", "regions", "types", "kinds", "grades", "channels")
_MAIL_ADDRESS = re.compile(r"[^@\s:/?#\"<>,;]+@[^@\s:/?#\"<>,;]+\.[^@\s:/?#\"<>,;]+")

Choose = Callable[[str], tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one recipient wants. Empty `kinds` and `grades` mean all of them.

    `channels` are addresses with their secrets still as `${NAME}`; `alerts.placeholders.fill` puts them in.
    """

    id: str
    name: str
    recipient: str
    authorities: tuple[str, ...]
    regions: tuple[str, ...]
    types: tuple[str, ...] = DEFAULT_TYPES
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    channels: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, where, and what to do about it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The subscriptions that can be used, and everything that is wrong with the rest."""

    subscriptions: tuple[Subscription, ...]
    problems: tuple[Problem, ...]


def load_subscriptions(
    toml_text: str, name: str, gazetteer: Gazetteer, secrets: Mapping[str, str] | None = None
) -> Loaded:
    """Read a subscriptions file called `name`.

    With `secrets` every channel's address is filled in and checked whole; without, as far as it can be.
    """
    return _File(name, gazetteer, secrets).load(toml_text)


class _File:
    """One file being read; faults gather in `problems`."""

    def __init__(self, name: str, gazetteer: Gazetteer, secrets: Mapping[str, str] | None) -> None:
        self.name = name
        self.gazetteer = gazetteer
        self.secrets = secrets
        self.problems: list[Problem] = []
        self.mail: str | None = None
        self.recipients: dict[str, tuple[str, ...]] = {}

    def load(self, text: str) -> Loaded:
        sound = [table for table in tables(text) if self._sound(table)]
        for table in sound:
            if table.name == "mail":
                self._mail(table)
        for table in sound:
            if table.name.startswith("recipient."):
                self._recipient(table)
        found: dict[str, Subscription] = {}
        for table in sound:
            if table.name == "subscription" and (subscription := self._subscription(table, found)):
                found[subscription.id] = subscription
        return Loaded(tuple(found.values()), tuple(sorted(self.problems, key=lambda problem: problem.line)))

    def _say(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, what, remedy))

    def _sound(self, table: Table) -> bool:
        if table.fault is not None:
            line = table.fault_line or table.line
            self._say(line, f"not TOML: {table.fault}", "mend this table; the others are in force")
            return False
        known = table.name in ("mail", "subscription") or table.name.startswith("recipient.")
        if not known:
            shown = f"the table [{table.name}]" if table.name else "a value outside any table"
            self._say(table.line, f"{shown} is not known", "use [mail], [recipient.NAME] and [[subscription]]")
        return known

    def _mail(self, table: Table) -> None:
        url = table.values.get("url")
        if self.mail is not None:
            self._say(table.line, "[mail] is there twice", "keep one; the first is in force")
        elif not isinstance(url, str):
            self._say(table.line, "[mail] has no url", 'write url = "mailtos://user:password@smtp.example.org"')
        else:
            self.mail = url

    def _recipient(self, table: Table) -> None:
        name = table.name.removeprefix("recipient.")
        if name in self.recipients:
            self._say(table.line, f"the recipient {name!r} is there twice", "rename one; the first is in force")
            return
        self.recipients[name] = self._channels(table)

    def _subscription(self, table: Table, found: Mapping[str, Subscription]) -> Subscription | None:
        self._unknown_keys(table)
        name, to = table.values.get("name"), table.values.get("to")
        if not isinstance(name, str) or not name.strip():
            self._say(table.line, "this subscription has no name", 'write name = "…"')
            return None
        key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or f"line-{table.line}"
        if key in found:
            self._say(table.line_of("name"), f"the name {name!r} is there twice", "rename one; the first is in force")
            return None
        if not isinstance(to, str) or not to.strip():
            self._say(table.line, f"{name!r} is to nobody", 'write to = "news@example.org" or the name of a recipient')
            return None
        lists = {key: self._list(table, key, choose) for key, choose in self._choices().items()}
        if any(chosen == () for chosen in lists.values()):
            # Every value of a list was wrong: without them the rule would mean something else than its author meant.
            return None
        if not lists["authorities"] and not lists["regions"]:
            self._say(table.line, f"{name!r} follows no place", 'write authorities = ["…"] or regions = ["England"]')
            return None
        return Subscription(
            id=key,
            name=name.strip(),
            recipient=to.strip(),
            authorities=lists["authorities"] or (),
            regions=lists["regions"] or (),
            types=lists["types"] or DEFAULT_TYPES,
            kinds=lists["kinds"] or (),
            grades=lists["grades"] or (),
            channels=self._reached_by(table, to.strip()),
        )

    def _unknown_keys(self, table: Table) -> None:
        for key in table.values:
            if key not in _KEYS:
                close = difflib.get_close_matches(key, _KEYS, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(_KEYS)}"
                self._say(table.line_of(key), f"{key!r} is not known here and does nothing", hint)

    def _choices(self) -> Mapping[str, Choose]:
        return {
            "authorities": self._authority,
            "regions": _region,
            "types": _one_of(MENTION_TYPES),
            "kinds": _one_of(KINDS),
            "grades": _one_of((*GRADES, *SEND_OUTCOMES)),
        }

    def _list(self, table: Table, key: str, choose: Choose) -> tuple[str, ...] | None:
        """What of a list is known; None when it is not there or empty, () when nothing in it is known."""
        given = self._strings(table, key)
        if not given:
            return None
        chosen: dict[str, None] = {}
        for text in given:
            value, remedy = choose(text)
            if value is None:
                self._say(table.line_of(key), f"{text!r} in {key} is not known", remedy or "take it out")
            else:
                chosen[value] = None
        return tuple(chosen)

    def _strings(self, table: Table, key: str) -> Sequence[str]:
        given: Any = table.values.get(key, [])
        given = [given] if isinstance(given, str) else given
        if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
            self._say(table.line_of(key), f"{key} is not a list of texts", f'write {key} = ["…", "…"]')
            return ()
        return given

    def _authority(self, typed: str) -> tuple[str | None, str | None]:
        if authority := self.gazetteer.resolve(typed):
            return authority.name, None
        near = self.gazetteer.suggest(typed)
        return None, f"did you mean {' or '.join(near)}?" if near else "use the name of one of the 153 councils"

    def _reached_by(self, table: Table, to: str) -> tuple[str, ...]:
        if "channels" in table.values:
            return self._channels(table)
        if to in self.recipients:
            return self.recipients[to]
        line = table.line_of("to")
        if _MAIL_ADDRESS.fullmatch(to):
            return self._checked(to, line)
        close = difflib.get_close_matches(to, self.recipients, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"add [recipient.{to}] with channels, or channels here"
        self._say(line, f"{to!r} is neither an e-mail address nor a recipient of this file", hint)
        return ()

    def _channels(self, table: Table) -> tuple[str, ...]:
        given = self._strings(table, "channels")
        if not given:
            self._say(table.line, "there is no channel here", 'write channels = ["news@example.org"]')
        line = table.line_of("channels")
        return tuple(dict.fromkeys(url for text in given for url in self._checked(text, line)))

    def _checked(self, text: str, line: int) -> tuple[str, ...]:
        """The channel's address, or nothing and a problem."""
        url = text.strip()
        if _MAIL_ADDRESS.fullmatch(url):
            if self.mail is None:
                self._say(line, f"no mail server is set up to reach {url}", 'add [mail] with url = "mailtos://…"')
                return ()
            url = f"{self.mail}{'&' if '?' in self.mail else '?'}to={quote(url)}"
        filled = fill(url, self.secrets) if self.secrets is not None else url
        if isinstance(filled, Missing):
            # What is owed meanwhile waits for the secret; without the channel it would be owed to nobody.
            self._say(line, str(filled), "put it in the environment or in .env")
            return (url,)
        fault = None if names_in(filled) else check_url(filled)
        if fault:
            self._say(line, f"the channel {masked(url)} does not work", fault)
            return ()
        return (url,)


def _region(typed: str) -> tuple[str | None, str | None]:
    found, near = regions.region(typed), regions.suggest(typed)
    return found, f"did you mean {near}?" if near else f"regions are {', '.join(regions.REGIONS)}"


def _one_of(known: Iterable[str]) -> Choose:
    words = tuple(known)

    def choose(typed: str) -> tuple[str | None, str | None]:
        key = re.sub(r"[\s-]+", "_", typed.strip().lower())
        if key in words:
            return key, None
        close = difflib.get_close_matches(key, words, n=1)
        return None, f"did you mean {close[0]!r}?" if close else f"known are {', '.join(words)}"

    return choose
