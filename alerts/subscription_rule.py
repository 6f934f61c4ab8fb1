"""One `[[subscription]]` of a file, or of the database, read key by key.

Where:  authorities, regions, lists, authority_types, neighbours_of; less exclude, and with exclude_own = true `own`.
What:   types; kinds, grades, directions, priority_actions, services, posts, query narrow it; confirmed = true adds.
When:   when = "immediate" | "hourly" | "daily" | "weekly", by default by the kind of news;
        digest = "weekly" | "daily" | "off", at = "07:30", days = ["Mon"];
        quiet = "20:00-07:00, weekends" | "none", wake_for_worst = false; paused = true: not now.
How:    to, channels.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from alerts import regions, subscription_keys
from alerts.channels import masked
from alerts.placeholders import Missing, fill
from alerts.problem import Problem
from alerts.query import parse_query
from alerts.subscription import DEFAULT_POSTS, DEFAULT_TYPES, Circle, Subscription
from alerts.subscription_keys import MAIL_ADDRESS, PACES, Choose, choices
from alerts.table_reader import TableReader
from alerts.timetable import EVERY_DAY, MONDAY, Quiet, Round, Timetable
from parsers.authorities import Gazetteer
from parsers.toml_blocks import Table

KEYS = (
    "name", "to", "channels", "authorities", "regions", "lists", "authority_types", "neighbours_of", "exclude",
    "exclude_own", "types", "kinds", "grades", "directions", "priority_actions", "services", "posts", "query",
    "confirmed", "paused", "when", "digest", "at", "days", "quiet", "wake_for_worst",
)  # fmt: skip


@dataclass(slots=True)
class Around:
    """What the rest of the file gives to a rule. `seen` are all channels that it names, problems or not."""

    gazetteer: Gazetteer
    secrets: Mapping[str, str] | None = field(repr=False)
    mail: str | None = field(default=None, repr=False)
    recipients: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    faulty_recipients: set[str] = field(default_factory=set)
    lists: dict[str, Circle] = field(default_factory=dict)
    neighbours: dict[str, Circle] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict, repr=False)
    choices: Mapping[str, Choose] = field(init=False, repr=False)
    _in_region: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.choices = choices(self.gazetteer)

    def in_region(self, region: str) -> frozenset[str]:
        """The authorities of today in a region."""
        if region not in self._in_region:
            today = (authority for authority in self.gazetteer.authorities if authority.until is None)
            names = (one.name for one in today if regions.spoken_for(region, one.region_ons))
            self._in_region[region] = frozenset(names)
        return self._in_region[region]


def key_of(name: str, line: int) -> str:
    """The id of a rule of that name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or f"line-{line}"


class RuleReader(TableReader):
    """A subscription, or another table that names channels and authorities, in the middle of its file."""

    def __init__(self, table: Table, home: str, around: Around, problems: list[Problem]) -> None:
        super().__init__(table, home, problems)
        self.around = around

    def name(self) -> str | None:
        """The rule's name, which it needs."""
        name = self.table.values.get("name")
        if isinstance(name, str) and name.strip():
            return name.strip()
        self.say(self.table.line, "this subscription has no name", 'write name = "…"')
        return None

    def subscription(self, key: str, name: str, origin: Literal["file", "database"]) -> Subscription | None:
        """The rule as far as it can be used; None where what is left would mean something else, or nothing."""
        self._unknown_keys()
        to = self.table.values.get("to")
        if not isinstance(to, str) or not to.strip():
            self.say(self.table.line, f"{name!r} is to nobody", 'write to = "news@example.org" or a recipient’s name')
            return None
        channels = self._reached_by(to.strip())
        lists = {key: self.listed(key, choose) for key, choose in self.around.choices.items()}
        circles, excluded = self._circles(lists["authority_types"] or ()), self._excluded(lists["exclude"] or ())
        query = self.read("query", parse_query, str)
        if any(chosen == () for chosen in lists.values()) or circles is None or (query is None and self.has("query")):
            # Every value of a list was wrong: without them the rule would mean something else than its author meant.
            return None
        authorities, places = lists["authorities"] or (), lists["regions"] or ()
        if not authorities and not places and not circles:
            self.say(
                self.table.line, f"{name!r} follows no place", 'write authorities = ["…"] or regions = ["England"]'
            )
            return None
        chosen: dict[str, Any] = {key: lists[key] or () for key in ("kinds", "grades", "directions", "services")}
        posts = lists["posts"] or DEFAULT_POSTS
        return Subscription(
            id=key,
            name=name,
            recipient=to.strip(),
            authorities=authorities,
            regions=places,
            types=lists["types"] or DEFAULT_TYPES,  # type: ignore[arg-type]  # of its vocabulary
            channels=channels,
            circles=circles,
            excluded=excluded,
            priority_actions=self.flag("priority_actions"),
            posts=() if "all" in posts else posts,
            query=query,
            confirmed=self.flag("confirmed"),
            paused=self.flag("paused"),
            reach=self._reach(authorities, places, circles, excluded),
            timetable=self._timetable(),
            quiet=self._quiet(channels),
            origin=origin,
            **chosen,
        )

    def channels(self) -> tuple[str, ...]:
        """The channels that this table names."""
        given = self.strings("channels")
        if not given:
            self.say(self.table.line, "there is no channel here", 'write channels = ["news@example.org"]')
        line = self.table.line_of("channels")
        return tuple(dict.fromkeys(url for text in given for url in self._checked(text, line)))

    def _unknown_keys(self) -> None:
        for key in self.table.values:
            if key not in KEYS:
                close = difflib.get_close_matches(key, KEYS, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(KEYS)}"
                self.say(self.table.line_of(key), f"{key!r} is not known here and does nothing", hint)

    def _circles(self, types: Sequence[str]) -> tuple[Circle, ...] | None:
        """Lists, neighbours and types of authority; None where one was meant that there is not."""
        around = self.around
        found = [
            *self._named("lists", around.lists, "add [list.{}] with authorities"),
            *self._neighbours(),
            *(Circle(_plural(name), subscription_keys.of_type(around.gazetteer, name)) for name in types),
        ]
        meant = any(self.has(key) and self.table.values[key] for key in ("lists", "neighbours_of"))
        return None if meant and not found else tuple(found)

    def _named(self, key: str, known: Mapping[str, Circle], remedy: str) -> list[Circle]:
        found = []
        for name in self.strings(key):
            if name.strip() in known:
                found.append(known[name.strip()])
                continue
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else remedy.format(name)
            self.say(self.table.line_of(key), f"{name!r} in {key} is not known", hint)
        return found

    def _neighbours(self) -> list[Circle]:
        """The neighbours of councils that are named, or of every one of `own`."""
        own = self.around.lists.get("own")
        found = []
        for typed in self.strings("neighbours_of"):
            council = self.around.gazetteer.resolve(typed)
            names = sorted(own.authorities) if typed.strip() == "own" and own else [council.name if council else typed]
            for name in names:
                if name in self.around.neighbours:
                    found.append(self.around.neighbours[name])
                else:
                    what = f"nobody says which are the neighbours of {name}"
                    self.say(self.table.line_of("neighbours_of"), what, f'write "{name}" = ["…"] under [neighbours]')
        return found

    def _excluded(self, named: Sequence[str]) -> frozenset[str]:
        own = self.around.lists.get("own")
        if not self.flag("exclude_own"):
            return frozenset(named)
        if own is None:
            line = self.table.line_of("exclude_own")
            self.say(line, "exclude_own has nothing to leave out", 'add [list.own] with authorities = ["…"]')
        return frozenset(named) | (own.authorities if own else frozenset())

    def _reach(
        self, authorities: Sequence[str], places: Sequence[str], circles: Sequence[Circle], excluded: frozenset[str]
    ) -> int:
        groups = (*(circle.authorities for circle in circles), *map(self.around.in_region, places))
        return len(set(authorities).union(*groups) - excluded)

    def _timetable(self) -> Timetable:
        given = self.table.values
        pace = self.word("when", PACES)
        regular = self.word("digest", ("weekly", "daily", "off")) or ("daily" if pace == "daily" else "weekly")
        at = self.read("at", subscription_keys.clock) or Round("daily").at
        chosen = self.read("days", subscription_keys.days) if "days" in given else None
        if regular == "off" and pace in ("daily", "weekly"):
            self.say(self.table.line_of("digest"), f'digest is off, but when = "{pace}" asks for one', "take one out")
            regular = str(pace)
        digest = (
            Round("daily", at, chosen or EVERY_DAY) if regular == "daily" else Round("weekly", at, chosen or MONDAY)
        )
        return Timetable(
            pace=pace,  # type: ignore[arg-type]  # one of its words
            digest=None if regular == "off" else digest,
            daily=Round("daily", at),
            wakes=self.flag("wake_for_worst", True),
        )

    def _quiet(self, channels: Sequence[str]) -> Mapping[str, Quiet]:
        """The channels that keep still, and when: as the rule says, else those that disturb by their nature."""
        if self.has("quiet"):
            hours = self.read("quiet", subscription_keys.quiet)
            return dict.fromkeys(channels, hours) if hours else {}
        return {channel: Quiet() for channel in channels if subscription_keys.disturbs(self._filled(channel))}

    def _filled(self, channel: str) -> str:
        filled = fill(channel, self.around.secrets or {})
        return channel if isinstance(filled, Missing) else filled

    def _reached_by(self, to: str) -> tuple[str, ...]:
        if self.has("channels"):
            return self.channels()
        if to in self.around.recipients:
            self.faulty = self.faulty or to in self.around.faulty_recipients
            return self.around.recipients[to]
        line = self.table.line_of("to")
        if MAIL_ADDRESS.fullmatch(to):
            return self._checked(to, line)
        close = difflib.get_close_matches(to, self.around.recipients, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"add [recipient.{to}] with channels, or channels here"
        self.say(line, f"{to!r} is neither an e-mail address nor a recipient of this file", hint)
        return ()

    def _checked(self, text: str, line: int) -> tuple[str, ...]:
        """The channel's address, or nothing and a problem."""
        url, mail, secrets = text.strip(), self.around.mail, self.around.secrets
        if MAIL_ADDRESS.fullmatch(url):
            if mail is None:
                self.say(line, f"no mail server is set up to reach {url}", 'add [mail] with url = "mailtos://…"')
                return ()
            url = f"{mail}{'&' if '?' in mail else '?'}to={quote(url)}"
        self.around.seen[url] = None
        filled = fill(url, secrets) if secrets is not None else url
        if isinstance(filled, Missing):
            # The rule is as it was meant; what it lacks is kept elsewhere.
            self.problems.append(Problem(self.home, line, str(filled), "put it in the environment or in .env"))
            return (url,)
        if fault := subscription_keys.channel_fault(filled):
            self.say(line, f"the channel {masked(url)} does not work", fault)
            return ()
        return (url,)


def _plural(name: str) -> str:
    """`London boroughs`, `county councils`, `unitary authorities`."""
    words = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    return words if words.startswith("London") else words[:1].lower() + words[1:]
