"""Finding the article that `explain` is asked about, with what is known of its publication."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from flows.inputs import Input, read_input
from flows.replay import load_corpus
from flows.settings import Settings
from flows.shop import Unreadable
from parsers.charset import decode
from parsers.model import LONDON, Article
from parsers.pages import read_page


def article_at(where: str, settings: Settings, published: str | None) -> Article:
    """The article in a file or at an address.

    A file that a manifest beside it lists is dated as the manifest says; a page as it says itself; `published`
    (YYYY-MM-DD) overrules both. Raises Unreadable when there is nothing to read.
    """
    day = _day(published)
    listed = _listed(Path(where)) if where != "-" else None
    if listed is not None and day is None:
        return listed
    given = read_input(where, settings)
    if not given.body.strip():
        raise Unreadable(f"{where} is empty; name a file or an address with an article in it")
    page = read_page(given.body, given.url, "text/plain" if _is_text(given) else given.content_type)
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
