"""Finding the article that `explain` is asked about, with what is known of its publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from flows.inputs import Input, read_input
from flows.replay import load_corpus
from flows.settings import Settings
from flows.shop import Unreadable, open_outlets
from parsers.charset import decode
from parsers.model import LONDON, Article
from parsers.pages import read_page
from parsers.spelling import did_you_mean


def article_at(where: str, settings: Settings, published: str | None) -> Article:
    """The article in a file or at an address; `articles.jsonl#a001` is one of a file of labelled articles.

    A file that a manifest beside it lists is dated as the manifest says; a page as it says itself; `published`
    (YYYY-MM-DD) overrules both. Raises Unreadable when there is nothing to read.
    """
    day = _day(published)
    if (labelled := _labelled(where)) is not None:
        return replace(labelled, published=_noon(day) or labelled.published)
    listed = _listed(Path(where)) if where != "-" else None
    if listed is not None and day is None:
        return listed
    given = read_input(where, settings)
    if not given.body.strip():
        raise Unreadable(f"{where} is empty; name a file or an address with an article in it")
    page = read_page(
        given.body,
        given.url,
        "text/plain" if _is_text(given) else given.content_type,
        outlets=open_outlets(settings.outlets_folder),
    )
    if not page.body.strip():
        kind = "" if page.kind == "error" else f" (a page of kind {page.kind})"
        raise Unreadable(f"{where} holds no article{kind}. {' '.join(page.problems)}".strip())
    if _is_text(given):
        text = listed.text if listed and listed.text else decode(given.body)[0]
        return Article(given.name, text, published=_noon(day))
    return Article(
        given.name, page.body, url=page.url, title=page.title, outlet=page.outlet,
        published=_noon(day) or page.published,
    )  # fmt: skip


def _labelled(where: str) -> Article | None:
    """One of a file of labelled articles; None for anything else."""
    file, _, name = where.rpartition("#")
    if not file.endswith(".jsonl") or "://" in file:
        return None
    items = {item.id: item for item in load_corpus(Path(file))}
    if name not in items:
        raise Unreadable(f"{file} has no article {name!r}{did_you_mean(name, items)}")
    return items[name].article()


def _listed(path: Path) -> Article | None:
    if not (path.parent / "manifest.toml").exists():
        return None
    return next((item.article() for item in load_corpus(path.parent) if item.file == path.name), None)


def _is_text(given: Input) -> bool:
    return given.content_type == "text/plain" or b"<" not in given.body[:2000]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"--published {text!r} is not a day; write it as 2019-09-17") from None


def _noon(day: date | None) -> datetime | None:
    return datetime.combine(day, time(12), LONDON).astimezone(UTC) if day else None
