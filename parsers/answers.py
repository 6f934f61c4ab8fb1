"""What an answer is that is not the feed that was asked for: a challenge, a wall, an error page, or just a web page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parsers.pages import read_page
from parsers.poll_status import PollStatus

_OF_STATUS: Mapping[int, PollStatus] = {
    401: "forbidden",
    403: "forbidden",
    404: "not_found",
    410: "gone",
    451: "forbidden",
}
_BUSY = frozenset({429, 503})
_WALLS: Mapping[str, PollStatus] = {"consent": "consent_wall", "paywall": "login_page", "error": "error_page"}
_SEARCHED = 64 * 1024
# How the usual guards against robots give themselves away: Cloudflare, Imperva, DataDome, PerimeterX, AWS, Sucuri,
# Anubis. Only looked for where there is no feed, so that a report on any of them is no challenge.
_CHALLENGE = re.compile(
    rb"cdn-cgi/challenge-platform|cf[-_]chl[-_]|<title>\s*(?:just a moment|attention required|access denied)|"
    rb"checking your browser|_incapsula_resource|incapsula incident|captcha-delivery\.com|px-captcha|"
    rb"awswafintegration|aws-waf-token|sucuri website firewall|within\.website/x/cmd/anubis|"
    rb"enable javascript and cookies to continue|verify (?:that )?you are (?:a )?human|g-recaptcha|h-captcha",
    re.IGNORECASE,
)

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|meta|title|script|div)\b",
    re.IGNORECASE,
)


def refused(status: int | None, reason: PollStatus, headers: Mapping[str, str], body: bytes) -> PollStatus:
    """What it means that a server answered with this HTTP status, or, without one, did not answer for this reason.

    Header names in lower case; of the body its beginning is enough.
    """
    if status is None:
        return reason
    if _is_challenge(headers, body):
        return "challenge"
    if status in _BUSY:
        return "busy"
    if status >= 500:
        return "server_error"
    return _OF_STATUS.get(status, reason)


def instead_of_a_feed(body: bytes, headers: Mapping[str, str], url: str | None, content_type: str | None) -> PollStatus:
    """What a body is from which no feed could be read, though the server said that all is well."""
    if _is_challenge(headers, body):
        return "challenge"
    if not _is_html(body):
        return "not_a_feed"
    return _WALLS.get(read_page(body, url, content_type).kind, "web_page")


def _is_challenge(headers: Mapping[str, str], body: bytes) -> bool:
    # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    return headers.get("cf-mitigated") == "challenge" or _CHALLENGE.search(body[:_SEARCHED]) is not None


def _is_html(body: bytes) -> bool:
    return _HTML.search(body[:1_024]) is not None
