"""Everything that a stage needs, opened once: database, vocabulary, sources' manners, subscriptions, channels."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy.orm import Session

from alerts.channels import channel_id
from alerts.desk import NO_DESK, Desk, desk_of
from alerts.following import followed
from alerts.noticing import Known, Writer
from alerts.subscription import Subscription
from alerts.subscriptions import Loaded
from flows.exchange import FetchOptions
from flows.keyring import open_keyring
from flows.politeness import Manners
from flows.poster import GuardedPoster
from flows.settings import Settings
from flows.signing import signing_key
from flows.source_files import listed_sources
from flows.subscribing import gather
from parsers.authorities import Gazetteer, load_authorities
from parsers.lexicon import Lexicon, load_lexicon
from parsers.outlet_rules import Outlets, load_outlets
from parsers.reader.edition import edition
from storage import migrate, sources
from storage.database import Database

T = TypeVar("T")
NOBODY = Loaded((), ())


class Unreadable(Exception):
    """A file that a person wrote can't be used; the text names file and line and says what to do."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What the use cases work with. Close it, or use it as a context manager."""

    settings: Settings
    database: Database
    gazetteer: Gazetteer
    subscriptions: Sequence[Subscription]
    problems: Sequence[str]
    channels: Mapping[str, str]
    fetch_options: FetchOptions
    manners: Manners
    poster: GuardedPoster
    secrets: Mapping[str, str] = field(repr=False)
    desk: Desk = NO_DESK

    def writer(self, session: Session, known: Known | None = None) -> Writer:
        """Puts stored messages into words."""
        return Writer(session, self.gazetteer, self.subscriptions, self.desk, known)

    def address_of(self, recipient: str, channel: str) -> str | None:
        """The address behind a channel of a recipient, secrets still as placeholders; None when it has none now.

        A channel whose address was changed since, a mail server that moved, is the recipient's one of that kind.
        """
        if channel in self.channels:
            return self.channels[channel]
        kind = channel.partition("-")[0]
        now = {address for rule in self.subscriptions if rule.recipient == recipient for address in rule.channels}
        same = [address for address in now if channel_id(address).partition("-")[0] == kind]
        return same[0] if len(same) == 1 else None

    @property
    def lexicon(self) -> Lexicon:
        """The vocabulary; compiled when first asked for, because only reading needs it."""
        return open_lexicon(self.settings.seeds, self.settings.vocabulary_file)

    @property
    def outlets(self) -> Outlets:
        """What is peculiar to single outlets' pages."""
        return open_outlets(self.settings.outlets_folder)

    @property
    def read_by(self) -> str:
        """The reader as it is today, with its vocabulary, by its fingerprint."""
        return reader_edition(self.settings.seeds, self.settings.vocabulary_file)

    def close(self) -> None:
        """Give the database's connections back."""
        self.database.close()

    def __enter__(self) -> Shop:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()


def open_shop(settings: Settings) -> Shop:
    """Open everything as configured.

    Raises DatabaseProblem when the database is missing or at another revision, Unreadable for a file that can't be
    used at all. A subscription that is wrong is in force as it last was sound, and named in `problems`.
    """
    database = Database(settings.database)
    migrate.require_current(database)
    file = settings.subscriptions_file
    gazetteer = open_gazetteer(settings.seeds)
    text = _text(file) if file.exists() else None
    found = gather(database, file, text, gazetteer, open_keyring(settings), datetime.now(UTC))
    return lend_shop(settings, database, Loaded(found.subscriptions, found.problems))


def lend_shop(settings: Settings, database: Database, loaded: Loaded = NOBODY) -> Shop:
    """A shop around a database that somebody else opened."""
    options = settings.fetch_options()
    return Shop(
        settings=settings,
        database=database,
        gazetteer=open_gazetteer(settings.seeds),
        subscriptions=loaded.subscriptions,
        problems=tuple(str(problem) for problem in loaded.problems),
        channels={channel_id(address): address for rule in loaded.subscriptions for address in rule.channels},
        fetch_options=options,
        manners=settings.manners(),
        poster=GuardedPoster(options),
        secrets=open_keyring(settings),
        desk=open_desk(settings),
    )


def open_desk(settings: Settings) -> Desk:
    """How messages are written; where readers can reach us, with the key that signs their addresses."""
    key = signing_key(settings) if settings.public_url else None
    return desk_of(settings.templates_folder, settings.mail_contact, settings.public_url, key)


def open_gazetteer(seeds: Path) -> Gazetteer:
    """The authorities, by every name they go by."""
    return _gazetteer(seeds.absolute())


@functools.cache
def _gazetteer(seeds: Path) -> Gazetteer:
    return Gazetteer(_parsed(load_authorities, _text(seeds / "authorities.csv")))


def open_lexicon(seeds: Path, added: Path | None = None) -> Lexicon:
    """The vocabulary, with what the user added in a file of theirs; there need be none."""
    return _lexicon(seeds.absolute(), _additions(added))


@functools.cache
def _lexicon(seeds: Path, additions: tuple[tuple[str, str], ...]) -> Lexicon:
    return _parsed(load_lexicon, open_gazetteer(seeds).authorities, additions)


def reader_edition(seeds: Path, added: Path | None = None) -> str:
    """A fingerprint of the reader with the authorities and the user's vocabulary that it knows."""
    return edition([_text(seeds / "authorities.csv"), *(text for _, text in _additions(added))])


def _additions(added: Path | None) -> tuple[tuple[str, str], ...]:
    return ((str(added), _text(added)),) if added is not None and added.exists() else ()


def open_outlets(folder: Path) -> Outlets:
    """The rules for single outlets' pages, with the files that the user added in `folder`; there need be none."""
    return _outlets(tuple((str(file), _text(file)) for file in sorted(folder.glob("*.toml"))))


@functools.cache
def _outlets(additions: tuple[tuple[str, str], ...]) -> Outlets:
    return _parsed(load_outlets, additions)


def sync_sources(shop: Shop, now: datetime) -> tuple[str, ...]:
    """Make the database's sources those of the files; returns what is wrong with those.

    A source that is wrong in its file stays as it was. Raises Unreadable when there is no file to read.
    """
    try:
        loaded = listed_sources(shop.settings, shop.gazetteer)
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"the list of sources can't be read: {error}") from error
    wanted = followed(shop.subscriptions, shop.gazetteer)
    with shop.database.write() as session:
        sources.sync(session, loaded.specs, now, whole=not loaded.problems, followed=wanted)
    return loaded.problems


def _parsed(parse: Callable[..., T], *arguments: object) -> T:
    try:
        return parse(*arguments)
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{file} can't be read: {error}") from error
