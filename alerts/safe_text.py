"""Text that others wrote, made harmless for the medium it goes into.

Article text, titles, names and addresses are all written by strangers. Every string passes `plain` first, then the
escape of its medium; every address passes `link`.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

ELLIPSIS = "…"
QUOTED_WORDS = 25
_LONGEST_LINK = 2000
_LONGEST_SLACK_LINK = 400
_LINK_CHARACTERS = ":/?#[]@!$&'()+,;=%-._"

_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_SPACES = re.compile(r"\s+")
_PILED_MARKS = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_QUOTATION_MARKS = "\"“”'‘’«» "
# Slack reads these as formatting wherever they touch a word; the look-alikes on the right mean nothing to it.
_SLACK = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})


def plain(text: str | None, limit: int = 300) -> str:
    """One line without control characters, direction overrides or invisible characters, cut to `limit` characters."""
    # A title of a megabyte is an attack; what lies far beyond the limit is not worth the walk.
    sample = (text or "")[: limit * 4 + 400]
    composed = unicodedata.normalize("NFC", "".join(map(_harmless, sample)))
    return cut(_SPACES.sub(" ", _PILED_MARKS.sub(r"\1", composed)).strip(), limit)


def cut(text: str, limit: int) -> str:
    """The text, or its start up to the end of a word and an ellipsis: at most `limit` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole_words = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return whole_words.rstrip(" ,;:–-") + ELLIPSIS


def excerpt(text: str | None, words: int = QUOTED_WORDS) -> str:
    """The first words of a quotation, without the quotation marks at its ends."""
    spoken = plain(text, 600).strip(_QUOTATION_MARKS).split(" ")
    if len(spoken) <= words:
        return " ".join(spoken)
    return " ".join(spoken[:words]).rstrip(" ,;:.–-") + ELLIPSIS


def slack(text: str | None, limit: int = 2900) -> str:
    """Text for Slack's mrkdwn: no mention, link or formatting in it survives. Cut before it is escaped."""
    return plain(text, limit).translate(_SLACK)


def slack_link(url: str | None, label: str) -> str:
    """A Slack link, or the label alone when the address is not one we would link to, or takes too much room."""
    safe = (link(url) or "").replace("&", "&amp;")
    # A bar parts address and label in Slack's syntax, so the label may hold none of its own.
    shown = slack(label, 100).replace("|", "¦")
    return f"<{safe}|{shown}>" if safe and len(safe) <= _LONGEST_SLACK_LINK else shown


def link(url: str | None) -> str | None:
    """The address, percent-encoded, if it is plainly one of the web, else None.

    Dropped are other schemes (`javascript:`, `data:`), a user name in front of the host (it shows one host and leads
    to another), backslashes, white space and invisible characters, and what is longer than 2,000 characters. Names
    of hosts outside ASCII are shown in their wire form, so that no letter passes for another.
    """
    address = (url or "").strip()
    if not address or len(address) > _LONGEST_LINK or "\\" in address:
        return None
    if any(character == " " or _harmless(character) != character for character in address):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    shown_host = f"[{host}]" if ":" in host else host
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return f"{parts.scheme}://{shown_host}{port}{quote(rest, safe=_LINK_CHARACTERS)}"


def _harmless(character: str) -> str:
    """The character, a space for white space and line ends, nothing for what is invisible or steers the display."""
    if character.isspace():
        return " "
    # Cc control, Cf format (direction overrides, zero width, tags), Cs surrogate, Co private use, Cn unassigned.
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character
