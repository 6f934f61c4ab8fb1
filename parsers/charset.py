"""Bytes of the web as text, whatever the server, the document and its byte order mark each claim.

The order follows the WHATWG encoding standard, save that bytes which are valid UTF-8 beyond ASCII are read as UTF-8
even where a header claims an eight-bit set: servers add `charset=iso-8859-1` to everything they send.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# WHATWG: these labels all mean windows-1252. What remains of Python's codecs is either none for documents (hex, idna)
# or none that a declaration readable as ASCII can mean (UTF-16, UTF-7).
_WINDOWS = frozenset(["ascii", "iso8859-1", "cp1252"])
_DOCUMENTS = re.compile(r"^(?:utf-8|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|johab|tis)")
_PROLOGUE = 2_048
# XML 1.0 section 2.2 allows no other control characters; surrogates and the two non-characters are out as well.
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r") + b"\x7f"
# How surrogates and the two non-characters begin in UTF-8; other characters may begin so, too.
_RARE = (b"\xed", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str | None]:
    """The text of `body`, and a sentence about what was wrong with its encoding, if anything was.

    Control characters that neither XML nor HTML allows are left out. Never raises.
    """
    text, _, problem = _decoded(body, content_type)
    return _clean(text), problem


def encoding_of(body: bytes, content_type: str | None = None) -> str:
    """The name of the character set that `decode` reads the body in."""
    return _decoded(body, content_type)[1]


def _decoded(body: bytes, content_type: str | None) -> tuple[str, str, str | None]:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace"), encoding, None
    if wide := _wide(body):
        return body.decode(wide, "replace"), wide, None
    try:
        return _utf8(body), "utf-8", None
    except UnicodeDecodeError:
        pass
    for claim in (_declared(body), _known(_first(_IN_HEADER, content_type or ""))):
        if claim is None or claim == "utf-8":
            continue
        try:
            return body.decode(claim), claim, None
        except UnicodeDecodeError:
            continue
    return _mixed(body)


def _utf8(body: bytes) -> str:
    """Strict, save that a document cut off in the middle of its last character is still UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(body) - 3:
            return body[: error.start].decode("utf-8")
        raise


def _mixed(body: bytes) -> tuple[str, str, str]:
    """UTF-8 with some bytes of another set, or windows-1252 that nobody declared: what fits more of it."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - broken
    if beyond_ascii > broken:
        return text, "utf-8", f"{broken} bytes are not valid UTF-8; they were replaced."
    text = body.decode("cp1252", "replace")
    return text, "cp1252", "The character set is not the declared one; read as Windows-1252."


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark shows itself by the zero byte beside its first `<`."""
    start = body[:4]
    if start[:2] == b"<\x00":
        return "utf-16-le"
    return "utf-16-be" if start[:2] == b"\x00<" else None


def _declared(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_PROLOGUE])
    return _known(found[1].decode("ascii", "replace")) if found else None


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    if name in _WINDOWS:
        return "cp1252"
    return name if _DOCUMENTS.match(name) else None


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[1] if found else None


def _clean(text: str) -> str:
    """Looking through the bytes first is ten times as fast, and hardly any text has something to take out."""
    text = text.lstrip("\ufeff")
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _CONTROLS)) == len(raw) and not any(mark in raw for mark in _RARE):
        return text
    return _FORBIDDEN.sub("", text)
