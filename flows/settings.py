"""Settings: the one place that reads the environment. Everything below `flows` gets values as arguments.

A value comes from the first of: an argument, `WATCHKEEPER_…` in the environment, `.env`, `watchkeeper.toml`, the
default. Both files are looked for in the working directory.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from flows.exchange import FetchOptions
from flows.politeness import Manners, Politeness

PREFIX = "WATCHKEEPER_"
FILE = "watchkeeper.toml"
VERSION = "0.1.0"
_PROJECT = Path(__file__).resolve().parent.parent
Port = Annotated[int, Field(ge=1, le=65_535)]
Seconds = Annotated[float, Field(gt=0, le=3_600)]


class SettingProblem(Exception):
    """A setting is missing or wrong; the text names it, where it may be set, and what to write."""


class Settings(BaseSettings):
    """Everything that can be configured, apart from sources and subscriptions, which have files of their own.

    Relative paths count from the working directory. Times are in seconds.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", toml_file=FILE, extra="forbid", frozen=True)

    home: Annotated[Path, Field(description="folder for the database, logs and Prefect's own data")] = Path("var")
    database_url: Annotated[
        str | None,
        # It may hold a password.
        Field(repr=False, description="sqlite:///path or postgresql+psycopg://user@host/name; default: SQLite in home"),
    ] = None
    seeds: Annotated[Path, Field(description="folder the system starts from")] = _PROJECT / "seeds"
    sources_file: Annotated[Path | None, Field(description="what is polled; default: sources.toml of the seeds")] = None
    own_sources_file: Annotated[
        Path, Field(description="sources of your own beside those; `watchkeeper sources add` writes them there")
    ] = Path("sources.toml")
    vocabulary_file: Annotated[Path, Field(description="words added to the reader's own")] = Path("vocabulary.toml")
    outlets_folder: Annotated[Path, Field(description="one file for each outlet whose pages are peculiar")] = Path(
        "outlets"
    )
    subscriptions_file: Annotated[Path, Field(description="who is told what")] = Path("subscriptions.toml")
    secrets_file: Annotated[
        Path, Field(description='one NAME = "value" a line, for ${NAME} in addresses; readable by its owner alone')
    ] = Path("secrets.toml")
    prefect_secrets: Annotated[
        bool, Field(description="whether secrets that are found nowhere else are looked for in Prefect's Secret blocks")
    ] = False

    templates_folder: Annotated[Path, Field(description="your own templates of messages, in place of ours")] = Path(
        "templates"
    )

    operator_contact: Annotated[
        str | None, Field(description="mail or web address that polled sites can complain to; needed before polling")
    ] = None
    operator_channel: Annotated[
        str | None,
        # Its address may hold a password.
        Field(repr=False, description="where the operator is told what is broken: an address as in subscriptions.toml"),
    ] = None
    ping_url: Annotated[
        str | None, Field(repr=False, description="fetched after every pass that went well; a watchdog's address")
    ] = None
    public_url: Annotated[
        str | None,
        Field(description="where readers reach `watchkeeper up`: https://…; needed to unsubscribe by a click"),
    ] = None
    signing_key: Annotated[
        str | None,
        Field(
            repr=False,
            min_length=16,
            description="signs the addresses by which readers unsubscribe; the same on all machines",
        ),
    ] = None
    web_host: Annotated[str, Field(description="the address that the web server listens on")] = "127.0.0.1"
    web_port: Port = 8400
    user_agent: Annotated[str | None, Field(description="instead of the one made from the contact")] = None

    trusted_hosts: Annotated[
        frozenset[str],
        NoDecode,
        Field(description="hosts (name, or name:port) that may be fetched though private; separated by commas"),
    ] = frozenset()
    connect_timeout: Seconds = 10.0
    fetch_timeout: Annotated[
        Seconds | None, Field(description="for one request; default: by its purpose, 15 to 120")
    ] = None
    fetch_concurrency: Annotated[int, Field(ge=1, le=1_000)] = 50
    host_concurrency: Annotated[int, Field(ge=1, le=20)] = 2
    host_spacing: Annotated[
        float, Field(ge=0, le=3_600, description="between the starts of two requests to one host")
    ] = 1.0

    dask_scheduler: Annotated[
        str | None, Field(description="where re-reading runs, as tcp://host:8786; default: on this machine")
    ] = None
    prefect_port: Port = 4200
    poll_every: Annotated[Seconds, Field(description="how often due sources are looked for; each has its own pace")] = (
        300.0
    )
    deliver_every: Seconds = 60.0
    roll_up_above: Annotated[
        int,
        Field(ge=0, le=1_000, description="so many messages to one person at once are still sent singly; 0: always"),
    ] = 5
    register_every: Seconds = 300.0

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        names = value.split(",") if isinstance(value, str) else value
        return frozenset(name.strip().lower() for name in names if name.strip())

    @field_validator("operator_contact")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        if value is not None and "@" not in value and not value.startswith(("https://", "http://", "mailto:")):
            raise ValueError("write a mail address or a web address")
        return value

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("write a web address, as https://watch.example.org")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, environment, `.env`, then the TOML file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _OurPartOfDotEnv(settings_cls), TomlConfigSettingsSource(settings_cls)

    @property
    def database(self) -> str:
        """The database's address. Not kept, so that a copy of the settings may have another."""
        return self.database_url or f"sqlite:///{self.home.absolute() / 'watchkeeper.db'}"

    @cached_property
    def sources(self) -> Path:
        """The file of sources."""
        return self.sources_file or self.seeds / "sources.toml"

    @cached_property
    def mail_contact(self) -> str | None:
        """The operator's mail address, for readers to write to; None where the contact is a web address."""
        contact = (self.operator_contact or "").removeprefix("mailto:")
        return contact if "@" in contact and not contact.startswith(("https://", "http://")) else None

    @cached_property
    def agent(self) -> str:
        """How we introduce ourselves to the sites we poll (RFC 9110, 10.1.5)."""
        if self.user_agent:
            return self.user_agent
        contact = self.operator_contact
        if contact and "@" in contact and not contact.startswith("mailto:"):
            contact = f"mailto:{contact}"
        return f"Watchkeeper/{VERSION} (+{contact})" if contact else f"Watchkeeper/{VERSION}"

    def require_contact(self) -> str:
        """Who a polled site can complain to. Raises SettingProblem when nobody is named."""
        if self.operator_contact:
            return self.operator_contact
        raise SettingProblem(
            "operator_contact is not set: sites that are polled must be able to reach whoever runs this. "
            f"Set {PREFIX}OPERATOR_CONTACT=you@example.org, or operator_contact in {FILE}."
        )

    def fetch_options(self) -> FetchOptions:
        """How to fetch."""
        return FetchOptions(
            user_agent=self.agent,
            trusted=self.trusted_hosts,
            per_host=self.host_concurrency,
            concurrency=self.fetch_concurrency,
            connect_timeout=self.connect_timeout,
            timeout=self.fetch_timeout,
        )

    def manners(self) -> Manners:
        """Fresh manners, for one pass."""
        return Manners(Politeness(self.host_spacing))


class _OurPartOfDotEnv(DotEnvSettingsSource):
    """Of `.env` only what is ours: Prefect, Compose and the secrets of channels share the file."""

    def __call__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__call__().items() if name in Settings.model_fields}

    def _load_env_vars(self) -> Mapping[str, str | None]:
        variables = super()._load_env_vars()
        _refuse_misspelt(name.upper() for name in variables)
        return variables


def load(**values: Any) -> Settings:
    """The settings as this process finds them; `values` go before all else.

    Raises SettingProblem for anything unreadable, unknown or out of range.
    """
    _refuse_misspelt(os.environ)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingProblem("\n".join(_sentence(problem) for problem in error.errors())) from None
    except (SettingsError, ValueError) as error:
        raise SettingProblem(f"{FILE} can't be read: {error}. Mend the line it names.") from error


def _sentence(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0]) if problem["loc"] else "settings"
    field = Settings.model_fields.get(name)
    if field is None:
        return f"{name}: there is no such setting.{_near(name)} Correct or remove it in {FILE}."
    what = f" ({field.description})" if field.description else ""
    message = problem["msg"].removeprefix("Value error, ")
    return f"{name}{what}: {message}. Set {PREFIX}{name.upper()}, or {name} in {FILE}."


def _near(name: str) -> str:
    close = difflib.get_close_matches(name.lower(), Settings.model_fields, n=1, cutoff=0.8)
    return f" Did you mean {close[0]}?" if close else ""


def _refuse_misspelt(environment: Iterable[str]) -> None:
    """A variable that is nearly a setting is an error: silently ignored, it would be looked for in vain."""
    for variable in environment:
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name not in Settings.model_fields and _near(name):
            raise SettingProblem(f"{variable} is not a setting.{_near(name)}")
