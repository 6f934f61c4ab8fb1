"""How the contents of feeds misbehave: named scenarios that serve other bytes than lie at a path.

The honest feed is RSS as the newsstand prints it; each scenario does to it what publishers do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

from tests.newsstand.scenarios import scenario
from tests.newsstand.visits import Visit, answer

_GUID = re.compile(r"(<guid[^>]*>)[^<]*")
_ITEMS = re.compile(r"<item>.*</item>", re.DOTALL)
_RSS = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{attributes}><channel>{head}{items}</channel></rss>\n'
_NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
_TOPICS = ["council", "school", "hospital", "road", "police", "park"]


def _changed(name: str, change: Callable[[Visit], bytes], content_type: str | None = None) -> None:
    """A scenario that serves other bytes than lie there, honestly otherwise."""

    @scenario(name)
    async def _serve(visit: Visit) -> web.StreamResponse:
        resource = replace(visit.resource, body=change(visit))
        return answer(visit.request, replace(resource, content_type=content_type or resource.content_type))


def _text(visit: Visit) -> str:
    return visit.resource.body.decode("utf-8")


def _recoded(visit: Visit, encoding: str, label: str) -> bytes:
    text = _text(visit).replace('encoding="UTF-8"', f'encoding="{label}"')
    return text.encode(encoding, "xmlcharrefreplace")


def _entity_bomb(visit: Visit) -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>\n<rss'
    return _text(visit).replace("<rss", doctype, 1).replace("<title>", "<title>" + "&a;" * 2_000, 1).encode()


def _external_entity(visit: Visit) -> bytes:
    doctype = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<rss'
    return _text(visit).replace("<rss", doctype, 1).replace("<title>", "<title>&a;", 1).encode()


_changed("wrong_charset_in_header", lambda visit: visit.resource.body, "application/rss+xml; charset=iso-8859-1")
_changed("wrong_charset_in_xml", lambda visit: _text(visit).replace("UTF-8", "iso-8859-1").encode(), "text/xml")
_changed("utf16", lambda visit: _recoded(visit, "utf-16", "UTF-16"), "text/xml")
_changed("windows1252", lambda visit: _recoded(visit, "cp1252", "windows-1252"), "text/xml; charset=utf-8")
_changed("byte_order_mark", lambda visit: b"\xef\xbb\xbf" + visit.resource.body)
_changed("leading_blank_lines", lambda visit: b"\n\n  \n" + visit.resource.body)
_changed("warning_before_feed", lambda visit: b"<br />\n<b>Warning</b>: deprecated in x.php\n" + visit.resource.body)
_changed("cut_short", lambda visit: visit.resource.body[: int(len(visit.resource.body) * visit.option("share", 0.6))])
_changed(
    "undeclared_entities", lambda visit: visit.resource.body.replace(b"</title>", b"&nbsp;&pound;5 & more</title>")
)
_changed("entity_bomb", _entity_bomb)
_changed("external_entity", _external_entity)
_changed("one_guid_for_all", lambda visit: _GUID.sub(r"\1same", _text(visit)).encode())
_changed("new_guids_each_time", lambda visit: _text(visit).replace("</guid>", f"#{visit.number}</guid>").encode())
_changed("new_site", lambda visit: _GUID.sub(r"\1", _text(visit)).replace("/news/", "/stories/a-").encode())


def _without(tag: str) -> Callable[[Visit], bytes]:
    return lambda visit: re.sub(rf"<{tag}[^>]*>[^<]*</{tag}>", "", _text(visit)).encode()


def _made(items: str, head: str = "<title>Made</title>", attributes: str = "") -> bytes:
    return _RSS.format(items=items, head=head, attributes=attributes).encode()


def _item(number: int, link: str, title: str, at: datetime = _NOON) -> str:
    return (
        f'<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{link}</guid>'
        f"<pubDate>{format_datetime(at - timedelta(hours=number), usegmt=True)}</pubDate></item>"
    )


def _many(visit: Visit) -> bytes:
    """`items` of them, 5,000 unless said otherwise."""
    numbers = range(visit.option("items", 5_000))
    return _made("".join(_item(n, f"{visit.base}/many/{n}", f"Story {n}") for n in numbers))


def _subject(visit: Visit) -> bytes:
    """Twenty items a visit about the town; from the visit `turns` on about something else, on another host."""
    turned = visit.number >= visit.option("turns", 5)
    words, host = (("spins", "jackpot", "bonus", "slots"), "casino.example") if turned else (_TOPICS, "star.example")
    numbers = range(20 * visit.number, 20 * visit.number + 20)
    return _made(
        "".join(
            _item(
                -n, f"https://{host}/news/{n}", f"The {words[n % len(words)]} and the {words[n // 7 % len(words)]} {n}"
            )
            for n in numbers
        )
    )


def _hints(visit: Visit) -> bytes:
    """A feed that asks for `minutes` of patience, by its ttl."""
    head = f"<title>Patient</title><ttl>{visit.option('minutes', 120)}</ttl>"
    return _made(_item(1, f"{visit.base}/patient/1", "Story"), head)


_changed("without_links", _without("link"))
_changed("without_titles", _without("title"))
_changed("without_dates", _without("pubDate"))
_changed("without_guids", _without("guid"))
_changed("many_items", _many)
_changed("another_subject", _subject)
_changed("asks_for_patience", _hints)
_changed(
    "future_dates",
    lambda visit: _made(_item(0, f"{visit.base}/future/1", "Story", _NOON + timedelta(days=visit.option("days", 900)))),
)
_changed("relative_links", lambda visit: _made(_item(1, "../news/1?a=1", "Story") + _item(2, "/news/2", "Story 2")))
_changed(
    "xml_base",
    lambda visit: (
        b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/">'
        b'<title>Base</title><id>x</id><updated>2026-11-20T12:00:00Z</updated><entry xml:base="b/"><id>1</id>'
        b'<title>Story</title><link href="news/1"/><updated>2026-11-20T12:00:00Z</updated></entry></feed>'
    ),
    "application/atom+xml",
)
_changed(
    "wrong_charset_in_meta",
    lambda visit: visit.resource.body.decode().replace('charset="utf-8"', 'charset="iso-8859-1"').encode(),
    "text/html; charset=utf-8",
)
_changed("zip_archive", lambda visit: b"PK\x03\x04" + b"\x00" * 4_000, "application/zip")


@scenario("goes_quiet")
async def _goes_quiet(visit: Visit) -> web.StreamResponse:
    """What lay there at the first visit, for good: a publisher that forgot its feed."""
    return answer(
        visit.request, replace(visit.resource, body=_made(_item(1, f"{visit.base}/quiet/1", "The last story")))
    )
