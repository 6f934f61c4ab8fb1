"""Subscriptions from a TOML file: who wants what, where, and by which channels.

    [mail]                                    # the server that plain e-mail addresses are reached through
    url = "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@smtp.example.org?from=watchkeeper@example.org"

    [recipient.newsdesk]                      # someone who is reached in several ways
    channels = ["news@example.org", "${SLACK_WEBHOOK}"]

    [list.own]                                # any named list; `own` is what `exclude_own` leaves out
    authorities = ["St Helens"]

    [neighbours]                              # statistical neighbours, as their publisher lists them
    "St Helens" = ["Halton", "Knowsley"]

    [[subscription]]
    name = "Merseyside"
    to = "newsdesk"                           # a recipient, or an e-mail address
    authorities = ["St Helens", "Knowsley"]
    regions = ["North West"]                  # Ofsted's or the ONS's; "England" is everything

`alerts.subscription_rule` has the other keys of a subscription. What is wrong with one entry is reported with its
line and never hides the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alerts.problem import Problem
from alerts.subscription import DEFAULT_TYPES, Circle, Subscription
from alerts.subscription_rule import Around, RuleReader, key_of
from parsers.authorities import Gazetteer
from parsers.toml_blocks import Table, tables

__all__ = ["DEFAULT_TYPES", "Loaded", "Problem", "Subscription", "load_subscriptions"]

OWN = "own"
_TABLES = "use [mail], [recipient.NAME], [list.NAME], [neighbours] and [[subscription]]"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The subscriptions that can be used, and everything that is wrong with the rest.

    `sound` has the ids of those that are as their author meant them; the others are what is left of a rule without
    what is wrong in it. `named` are the ids of all rules, those that came to nothing among them; `whole` is False
    where a table is so broken that nobody knows which rule it was. `rules` holds each rule as it was written.
    """

    subscriptions: tuple[Subscription, ...]
    problems: tuple[Problem, ...]
    sound: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    whole: bool = True
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    channels: tuple[str, ...] = field(default=(), repr=False)


def load_subscriptions(
    toml_text: str,
    name: str,
    gazetteer: Gazetteer,
    secrets: Mapping[str, str] | None = None,
    others: Sequence[Mapping[str, Any]] = (),
) -> Loaded:
    """Read a subscriptions file called `name`, and `others`, rules of the same form that are kept elsewhere.

    With `secrets` every channel's address is filled in and checked whole; without, as far as it can be.
    """
    return _File(name, gazetteer, secrets).load(toml_text, others)


class _File:
    """One file being read; faults gather in `problems`."""

    def __init__(self, name: str, gazetteer: Gazetteer, secrets: Mapping[str, str] | None) -> None:
        self.name = name
        self.around = Around(gazetteer, secrets)
        self.problems: list[Problem] = []
        self.found: dict[str, Subscription] = {}
        self.sound: set[str] = set()
        self.named: set[str] = set()
        self.rules: dict[str, Mapping[str, Any]] = {}
        self.elsewhere: set[str] = set()
        self.whole = True

    def load(self, text: str, others: Sequence[Mapping[str, Any]]) -> Loaded:
        self.elsewhere = {key_of(str(values.get("name")), 0) for values in others}
        sound = [table for table in tables(text) if self._sound(table)]
        for table in sound:
            self._around(table)
        for table in sound:
            if table.name.startswith("recipient."):
                self._recipient(table)
        for table in sound:
            if table.name == "subscription":
                self._subscription(table, self.name)
        for values in others:
            self._subscription(Table("subscription", 0, dict(values), ()), "in the database")
        return Loaded(
            tuple(self.found.values()),
            tuple(sorted(self.problems, key=lambda problem: problem.line)),
            frozenset(self.sound),
            frozenset(self.named),
            self.whole,
            self.rules,
            tuple(self.around.seen),
        )

    def _say(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, what, remedy))

    def _sound(self, table: Table) -> bool:
        if table.fault is not None:
            line = table.fault_line or table.line
            self._say(line, f"not TOML: {table.fault}", "mend this table; the others are in force")
            self._note_broken(table)
            return False
        kind = table.name.partition(".")[0]
        known = table.name in ("mail", "subscription", "neighbours") or (
            kind in ("recipient", "list") and "." in table.name
        )
        if not known:
            shown = f"the table [{table.name}]" if table.name else "a value outside any table"
            self._say(table.line, f"{shown} is not known", _TABLES)
        return known

    def _note_broken(self, table: Table) -> None:
        """Which rule it was that can't be read; its name may stand in a line that can."""
        if table.name not in ("subscription", ""):
            return
        name = table.text_of("name")
        if name is None:
            self.whole = False
        else:
            self.named.add(key_of(name, table.line))

    def _around(self, table: Table) -> None:
        if table.name == "mail":
            self._mail(table)
        elif table.name == "neighbours":
            for whose in table.values:
                self._neighbours(table, whose)
        elif table.name.startswith("list."):
            self._list(table)

    def _mail(self, table: Table) -> None:
        url = table.values.get("url")
        if self.around.mail is not None:
            self._say(table.line, "[mail] is there twice", "keep one; the first is in force")
        elif not isinstance(url, str):
            self._say(table.line, "[mail] has no url", 'write url = "mailtos://user:password@smtp.example.org"')
        else:
            self.around.mail = url

    def _recipient(self, table: Table) -> None:
        name = table.name.removeprefix("recipient.")
        if name in self.around.recipients:
            self._say(table.line, f"the recipient {name!r} is there twice", "rename one; the first is in force")
            return
        reader = self._reader(table, self.name)
        self.around.recipients[name] = reader.channels()
        if reader.faulty:
            self.around.faulty_recipients.add(name)

    def _list(self, table: Table) -> None:
        name = table.name.removeprefix("list.")
        if name in self.around.lists:
            self._say(table.line, f"the list {name!r} is there twice", "rename one; the first is in force")
            return
        said = table.values.get("said")
        words = said.strip() if isinstance(said, str) and said.strip() else f"your list “{name}”"
        self.around.lists[name] = Circle(words, self._members(table, "authorities", f"the list {name!r}"))

    def _neighbours(self, table: Table, whose: str) -> None:
        council, remedy = self.around.choices["authorities"](whose)
        if council is None:
            self._say(table.line_of(whose), f"{whose!r} is not known", remedy or "take it out")
            return
        members = self._members(table, whose, f"the neighbours of {whose}")
        self.around.neighbours[council] = Circle(f"statistical neighbours of {council}", members)

    def _members(self, table: Table, key: str, what: str) -> frozenset[str]:
        reader = self._reader(table, self.name)
        members = reader.listed(key, self.around.choices["authorities"])
        if not members and not reader.faulty:
            self._say(table.line, f"{what} is empty", f'write {key} = ["…"]')
        return frozenset(members or ())

    def _subscription(self, table: Table, home: str) -> None:
        reader = self._reader(
            table, f"the subscription {table.values.get('name')!r} {home}" if not table.line else home
        )
        name = reader.name()
        if name is None:
            return
        key = key_of(name, table.line)
        line = table.line_of("name")
        if table.line and key in self.elsewhere:
            remedy = "rename one; the one in the database is in force (watchkeeper subscriptions list)"
            reader.say(line, f"the name {name!r} is that of a subscription in the database", remedy)
            return
        if key in self.named:
            reader.say(line, f"the name {name!r} is there twice", "rename one; the first is in force")
            return
        self.named.add(key)
        subscription = reader.subscription(key, name, "file" if table.line else "database")
        if subscription is None:
            return
        self.found[key], self.rules[key] = subscription, table.values
        if not reader.faulty:
            self.sound.add(key)

    def _reader(self, table: Table, home: str) -> RuleReader:
        return RuleReader(table, home, self.around, self.problems)
