"""What kind of page it is: an article to be read, or one of the things that come in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, cast
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from parsers.page_body import Body
from parsers.page_declared import Declared
from parsers.page_furniture import any_of, count_in, text_of

Kind = Literal["article", "paywall", "consent", "error", "index"]

# In words of body. A stub of a paywalled report is rarely longer; a whole report is rarely as short.
_STUB = 220
_WALL = 150
# An announcement may be one sentence; so may what a page says that is made by a script.
_FEWEST, _NOTICE = 5, 25
# A list of links: so many, holding so much of the text.
_LISTED_LINKS = 8
_LISTED_SHARE = 0.45
# Of less than so many words of body a page is told by all its links, of more by those in their midst.
_LEAST_BODY = 40
_THROUGHOUT = 0.4
_HEADED = 0.6
_FEWEST_CARDS = 4
_ALL_BUT_A_SENTENCE = 0.82
_FRONT_PAGE_SHARE = 0.15
# Walls speak briefly, and before or after what else there is.
_LONGEST_SIGN, _SIGNS_SEARCH = 400, 30_000
_LOCKED_CLASS = re.compile(r"paywall|premium-content|subscriber-only|piano-|tp-modal|regwall|meter-wall", re.IGNORECASE)
_NAMES = etree.XPath("//@class | //@id", smart_strings=False)


class Signs(NamedTuple):
    """What a page shows of its kind before its furniture is taken out; walls and banners are furniture, too."""

    consent: int
    paywall: bool
    paywall_hint: bool
    locked_class: bool
    login_title: bool
    error_title: bool


def read_signs(tree: HtmlElement, declared: Declared, shown: Iterable[str]) -> Signs:
    """Looks through the whole page once; `shown` are the lines that it shows, furniture included."""
    text = " ".join(line for line in shown if len(line) <= _LONGEST_SIGN)
    text = f"{text[:_SIGNS_SEARCH]} {text[_SIGNS_SEARCH:][-_SIGNS_SEARCH:]}".lower()
    heading = tree.find(".//h1")
    titles = [declared.title_element or "", text_of(heading) if heading is not None else ""]
    return Signs(
        consent=count_in(text, "kinds", "consent"),
        paywall=count_in(text, "kinds", "paywall") > 0,
        paywall_hint=count_in(text, "kinds", "paywall_hints") > 0,
        locked_class=_LOCKED_CLASS.search(" ".join(cast("list[str]", _NAMES(tree)))) is not None,
        login_title=any(any_of("kinds", "login_titles").search(title) for title in titles),
        error_title=any(any_of("kinds", "error_titles").search(title) for title in titles),
    )


def kind_of(tree: HtmlElement, read: Body, declared: Declared, signs: Signs, url: str | None) -> tuple[Kind, str]:
    """The kind, and for all but articles a sentence that says why. `tree` is without furniture."""
    body = read.paragraphs
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
    if _is_list(tree, words, read, url):
        return "index", "The page lists other pages; it is no article itself."
    if words and not (words < _NOTICE and any_of("kinds", "no_text").search(" ".join(body))):
        return "article", ""
    return "error", "There is no text to read on the page."


def _asks_consent(body: list[str]) -> bool:
    asking = [paragraph for paragraph in body if any_of("kinds", "consent").search(paragraph)]
    return 2 * sum(map(len, asking)) >= sum(map(len, body))


def _is_list(tree: HtmlElement, words: int, read: Body, url: str | None) -> bool:
    """Whether links stand all through it; around an article they stand before and after it."""
    links = [text for link in tree.iter("a") if (text := text_of(link))]
    if len(links) < _LISTED_LINKS:
        return False
    if words < _LEAST_BODY:
        body = tree.find("body")
        everything = max(len(text_of(body if body is not None else tree)), 1)
        if sum(map(len, links)) >= (_LISTED_SHARE if words < _FEWEST else _ALL_BUT_A_SENTENCE) * everything:
            return True
    if urlsplit(url or "").path in ("", "/") and url:
        return read.linked >= _FRONT_PAGE_SHARE
    cards = len(tree.findall(".//article"))
    if cards >= _FEWEST_CARDS and words < _WALL * cards and read.linked >= _FRONT_PAGE_SHARE:
        return True
    return read.linked >= _THROUGHOUT or read.headed >= _HEADED
