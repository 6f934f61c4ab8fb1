"""What kind of page it is: an article to be read, or one of the things that come in its place."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from parsers.page_declared import Declared
from parsers.page_furniture import any_of, text_of

Kind = Literal["article", "paywall", "consent", "error", "index"]

# In words of body. A stub of a paywalled report is rarely longer; a whole report is rarely as short.
_STUB = 220
_WALL = 150
# An announcement may be one sentence; less than this is what is left of a page without text.
_FEWEST = 5
# A list of links: so many, holding so much of the text.
_LISTED_LINKS = 8
_LISTED_SHARE = 0.45
_LOCKED_CLASS = re.compile(r"paywall|premium-content|subscriber-only|piano-|tp-modal|regwall|meter-wall", re.IGNORECASE)


class Signs(NamedTuple):
    """What a page shows of its kind before its furniture is taken out; walls and banners are furniture, too."""

    consent: int
    paywall: bool
    paywall_hint: bool
    locked_class: bool
    login_title: bool
    error_title: bool


def read_signs(tree: HtmlElement, declared: Declared) -> Signs:
    """Looks through the whole page once."""
    heading = tree.find(".//h1")
    titles = [declared.title_element or "", text_of(heading) if heading is not None else ""]
    text = _visible(tree)
    return Signs(
        consent=len({found.casefold() for found in any_of("kinds", "consent").findall(text)}),
        paywall=any_of("kinds", "paywall").search(text) is not None,
        paywall_hint=any_of("kinds", "paywall_hints").search(text) is not None,
        locked_class=any(_LOCKED_CLASS.search(name) for name in tree.xpath("//@class | //@id")),
        login_title=any(any_of("kinds", "login_titles").search(title) for title in titles),
        error_title=any(any_of("kinds", "error_titles").search(title) for title in titles),
    )


def kind_of(tree: HtmlElement, body: list[str], declared: Declared, signs: Signs, url: str | None) -> tuple[Kind, str]:
    """The kind, and for all but articles a sentence that says why. `tree` is without furniture."""
    words = sum(len(paragraph.split()) for paragraph in body)
    if signs.error_title and words < _WALL and not declared.is_article:
        return "error", "The server answered with an error page instead of an article."
    if signs.login_title and words < _WALL:
        return "paywall", "The page asks the reader to sign in."
    if words < _STUB and (declared.is_free is False or signs.paywall or (signs.paywall_hint and signs.locked_class)):
        return "paywall", "Only the beginning is shown without a subscription; the rest was not read."
    if signs.consent >= 2 and (words < _FEWEST or _asks_consent(body)):
        return "consent", "The page asks for consent to cookies before it shows the article."
    if declared.is_article and words:
        return "article", ""
    if _is_list(tree, words, url):
        return "index", "The page lists other pages; it is no article itself."
    if words >= _FEWEST:
        return "article", ""
    return "error", "There is no text to read on the page."


def _asks_consent(body: list[str]) -> bool:
    asking = [paragraph for paragraph in body if any_of("kinds", "consent").search(paragraph)]
    return 2 * sum(map(len, asking)) >= sum(map(len, body))


def _is_list(tree: HtmlElement, words: int, url: str | None) -> bool:
    links = [text for link in tree.iter("a") if (text := text_of(link))]
    if urlsplit(url or "").path in ("", "/") and url and len(links) >= _LISTED_LINKS:
        return True
    if len(links) < _LISTED_LINKS:
        return False
    everything = len(text_of(tree.find("body") if tree.find("body") is not None else tree))
    linked = sum(len(text) for text in links)
    cards = len(tree.findall(".//article"))
    return linked >= _LISTED_SHARE * max(everything, 1) or (cards >= 4 and words < _WALL * cards)


def _visible(tree: HtmlElement) -> str:
    pieces = (
        piece
        for element in tree.iter()
        if isinstance(element.tag, str)
        for piece in (element.text if element.tag not in ("script", "style", "template") else "", element.tail)
    )
    return " ".join(" ".join(piece for piece in pieces if piece).split())
