"""Any page of GOV.UK as an article, by the content API: what its author wrote, without what the site puts around it.

How the API names things: https://content-api.publishing.service.gov.uk/reference.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from parsers.markup import one_line, paragraphs
from parsers.model import Page
from parsers.timestamps import read_timestamp

_HOSTS = frozenset(["www.gov.uk", "gov.uk"])
_API = "/api/content"
_SITE = "https://www.gov.uk"
# Served beside the pages, and by the API not known.
_NO_PAGES = ("/api/", "/assets/", "/government/uploads/", "/search/")
_NO_ARTICLES = frozenset(["gone", "redirect", "vanish", "special_route"])


def content_address(url: str) -> str | None:
    """Where the content API has the page at this address; None for what is no page of GOV.UK's."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if (parts.hostname or "").lower() not in _HOSTS or not path or path.startswith(_NO_PAGES):
        return None
    if "." in path.rpartition("/")[2]:
        # A feed, a document or a picture.
        return None
    return f"{_SITE}{_API}{path}"


def is_content(url: str) -> bool:
    """Whether this is an address of the content API itself."""
    parts = urlsplit(url)
    return (parts.hostname or "").lower() in _HOSTS and parts.path.startswith(f"{_API}/")


def read_content_page(body: bytes | str) -> Page:
    """The page that an answer of the content API holds. Never raises; what is none has no body, and says why."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("title"), str):
        return _none("not a page of GOV.UK's content API")
    kind = str(content.get("schema_name") or content.get("document_type") or "")
    if kind in _NO_ARTICLES:
        return _none(f"GOV.UK has no page there any more ({kind})")
    details = content.get("details")
    said = [str(content.get("description") or ""), *_bodies(details if isinstance(details, dict) else {})]
    return Page(
        url=_address(content),
        title=one_line(content["title"]) or None,
        byline=None,
        outlet=None,
        published=read_timestamp(_text(content.get("first_published_at"))),
        updated=read_timestamp(_text(content.get("public_updated_at"))),
        language=_text(content.get("locale")),
        kind="article",
        body="\n\n".join(filter(None, map(paragraphs, said))),
    )


def _bodies(details: Mapping[str, Any]) -> Iterator[str]:
    """The page's own text, or that of its parts, each under its heading."""
    parts = details.get("parts")
    if isinstance(parts, list):
        for part in parts:
            if isinstance(part, dict):
                yield str(part.get("title") or "")
                yield from _html(part.get("body"))
    yield from _html(details.get("body"))


def _html(body: object) -> Iterator[str]:
    """Text as HTML; some kinds of page give it in two forms."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, list):
        forms = [form for form in body if isinstance(form, dict) and form.get("content_type") == "text/html"]
        yield from (str(form.get("content") or "") for form in forms)


def _address(content: Mapping[str, Any]) -> str | None:
    path = _text(content.get("base_path"))
    return f"{_SITE}{path}" if path and path.startswith("/") and not path.startswith("//") else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _none(why: str) -> Page:
    return Page(None, None, None, None, None, None, None, "error", "", problems=(why,))
