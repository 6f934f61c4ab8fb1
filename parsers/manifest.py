"""Lists of articles to read: the manifest that lies beside article files, and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from parsers.model import LONDON, Article
from parsers.partial_date import PartialDate
from parsers.toml_tables import TomlTable, tables

_KEYS = (
    "id", "file", "outlet", "url", "title", "published", "published_earliest", "published_latest", "known",
)  # fmt: skip

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """One article of a list, with what is known of its publication.

    `published` stands at noon in London where only the day is known. `earliest` and `latest` bound the day where it
    was worked out or is unknown; `known` says how. The text is in `file`, or in `text` itself. `synthetic` articles
    were written for tests.
    """

    id: str
    published: datetime | None = None
    earliest: date | None = None
    latest: date | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    file: str | None = None
    text: str | None = None
    known: str | None = None
    synthetic: bool = False

    @property
    def moment(self) -> datetime | None:
        """When it had certainly been published: that moment, else noon of the last possible day."""
        if self.published is not None:
            return self.published
        day = self.latest or self.earliest
        return None if day is None else _noon(day)

    @property
    def approximate(self) -> bool:
        """True where the day was worked out and may be another."""
        return self.earliest != self.latest

    def article(self, text: str | None = None) -> Article:
        """The article with this text, else with its own."""
        return Article(
            id=self.id,
            text=text if text is not None else self.text or "",
            url=self.url,
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            earliest=self.earliest,
            latest=self.latest,
        )


def load_manifest(toml_text: str, name: str = "manifest.toml") -> tuple[ManifestItem, ...]:
    """The `[[article]]` tables of a manifest, in publication order.

    Raises ValueError, naming file and line, for broken TOML, an unknown key, a missing id or file, an id used twice
    and a date that is none.
    """
    items: dict[str, ManifestItem] = {}
    for table in tables(toml_text, "article", name):
        item = _manifest_item(table)
        if item.id in items:
            raise table.fault(f"id {item.id!r} is used twice; ids must be unique")
        items[item.id] = item
    return in_publication_order(items.values())


def load_items(jsonl_text: str, name: str) -> tuple[ManifestItem, ...]:
    """The articles of JSON Lines text, in its order: `id` and `text`, and what there is of `url`, `published`,
    `title`, `outlet` and `synthetic`; other keys are left alone.

    Raises ValueError, naming file and line, for a line that is not a JSON object, and for a value of a wrong type.
    """
    return tuple(
        _line_item(line, f"{name}, line {number}")
        for number, line in enumerate(jsonl_text.removeprefix("\ufeff").split("\n"), 1)
        if line.strip()
    )


def in_publication_order(items: Iterable[ManifestItem]) -> tuple[ManifestItem, ...]:
    """By `moment`; those without any date come last, in their order."""
    return tuple(sorted(items, key=lambda item: (item.moment is None, item.moment or datetime.min.replace(tzinfo=UTC))))


def _manifest_item(table: TomlTable) -> ManifestItem:
    table.only(_KEYS)
    file = table.needed("file")
    if "/" in file or "\\" in file or file.startswith("."):
        raise table.fault(f"file {file!r} must be the plain name of a file beside the manifest")
    published, earliest, latest = _published(table.values.get("published"), table.fault)
    earliest = _day(table, "published_earliest") or earliest
    latest = _day(table, "published_latest") or latest
    if earliest and latest and earliest > latest:
        raise table.fault(f"published_earliest {earliest} is later than published_latest {latest}")
    return ManifestItem(
        id=table.needed("id"),
        published=published,
        earliest=earliest,
        latest=latest,
        url=table.web_address("url") if table.text("url") else None,
        title=table.text("title"),
        outlet=table.text("outlet"),
        file=file,
        known=table.text("known"),
    )


def _line_item(line: str, where: str) -> ManifestItem:
    def fault(what: str) -> ValueError:
        return ValueError(f"{where}: {what}")

    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise fault(f"not JSON: {error}; each line must be one JSON object") from None
    if not isinstance(value, dict):
        raise fault("each line must be one JSON object")
    # A lone surrogate, which JSON can spell, is no character: nothing can be written with it.
    texts = {key: _written(value.get(key)) for key in ("url", "title", "outlet", "text")}
    for key, text in texts.items():
        if not isinstance(text, str) and not (text is None and key != "text"):
            raise fault(f"{key} must be text, not {text!r}")
    identity, synthetic = value.get("id"), value.get("synthetic", False)
    if isinstance(identity, bool) or not isinstance(identity, str | int) or identity == "":
        raise fault(f"id must be text, not {identity!r}")
    if not isinstance(synthetic, bool):
        raise fault(f"synthetic must be true or false, not {synthetic!r}")
    published, earliest, latest = _published(value.get("published"), fault)
    return ManifestItem(str(identity), published, earliest, latest, synthetic=synthetic, **texts)


def _written(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _published(value: Any, fault: Callable[[str], ValueError]) -> tuple[datetime | None, date | None, date | None]:
    """The moment and the bounds that a date, a moment, or text for either gives; a month or year gives bounds.

    A year that no article here can be of, 1 or 9999, is a slip of a program: such a date counts as unknown.
    """
    if value is None or value == "" or not _plausible(value):
        return None, None, None
    if isinstance(value, datetime):
        return _aware(value), None, None
    if isinstance(value, date):
        return _noon(value), None, None
    if isinstance(value, str):
        try:
            partial = PartialDate(value)
        except ValueError:
            return _moment(value, fault), None, None
        if partial.precision == "day":
            return _noon(partial.earliest), None, None
        return None, partial.earliest, partial.latest
    raise fault(f"published is not a date: {value!r}; write it as 2019-09-17 or 2019-09-17T09:30:00+01:00")


def _plausible(value: Any) -> bool:
    if isinstance(value, date):
        return _FIRST_YEAR <= value.year <= _LAST_YEAR
    year = value[:4] if isinstance(value, str) else ""
    return not year.isdecimal() or _FIRST_YEAR <= int(year) <= _LAST_YEAR


def _moment(value: str, fault: Callable[[str], ValueError]) -> datetime:
    try:
        return _aware(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        raise fault(f"published is not a date: {value!r}; write it as 2019-09-17 or 2019-09-17T09:30:00Z") from None


def _day(table: TomlTable, key: str) -> date | None:
    value = table.values.get(key)
    if value is None:
        return None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise table.fault(f"{key} must be a day such as {key} = 2019-09-17, not {value!r}")
    return value


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON).astimezone(UTC)
