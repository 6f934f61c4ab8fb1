"""Posts as written: "interim executive director of children's services", "the former cabinet member for families"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Literal, cast

from parsers.additions import Titles
from parsers.expressions import Expression
from parsers.reader.word_lists import word_list, word_lists
from parsers.tokens import Tokens, tokens_of

PostFamily = Literal[
    "dcs", "lead_member", "chief_executive", "leader", "mayor", "commissioner", "adviser", "board_chair", "trust_chief",
    "trust_chair", "assistant_director", "inspector", "director", "member", "other",
]  # fmt: skip

_WORD = re.compile(r"[a-z']+")
_GRADED = Expression(r"\b(?:executive|corporate|strategic|group|statutory|joint)\b")
_IN_BRACKETS = re.compile(r" ?\((?:interim|acting)\)")
_OF_TRUST = re.compile(r" (?:of|at) (?:the )?(?:[\w'&]+ ){0,6}?trust\b|, (?:[\w'&]+ ){1,6}?trust\b")
# "Chair of the Barset children's trust".
_CHAIR_OF = (
    r" (?:of|for) (?:the |its )?(?:[\w'&\-]+ ){0,4}?(?:children's trust|children first|trust|improvement board"
    r"|transformation board|safeguarding children(?:'s)? (?:board|partnership)|safeguarding board"
    r"|children's (?:services )?board)(?![\w'])"
)
# "A former Barset County Council director".
_FORMER_OF = re.compile(r"\b(?:former|one-time|previous) (?:[\w&\-]+ ){1,3}$")
# "Director of the department": whichever that is.
_WHOLE = frozenset(["department", "service", "services", "directorate"])
# Leaders of anything but a council.
_OF_GROUP = re.compile(
    r"\b(?:group|party|opposition|labour|conservative|tory|liberal democrats?|lib dems?|green|reform"
    r"|independents?|scout|team"
    r"|youth|majesty's|deputy|union|faith|community|religious|school|project|club|minority|business|world|prayer"
    r"|campaign|gang|market|national|work|care|education|sector|service|services|practice|health|charity|system)[ -]$"
    r"|\b(?:an?|another|experienced|senior|strong|inspirational|respected|proven|transformational|born|natural) $"
)
_GROUP_AFTER = re.compile(
    r" of (?:the |a |an )?(?:[\w\-']+ ){0,3}(?:group|party|democrats|conservatives|labour|greens|opposition"
    r"|independents)\b"
)
_SPACE = r"[\s\-]{1,3}"
# "head of Devon County Council's failing children's services".
_OWNER = (
    r"(?:(?:[\w&'\-]+ ){0,5}?[\w\-]+(?<!children)(?<!people)(?<!adult)(?<!adults)(?:'s|s') "
    r"(?:(?:struggling|failing|troubled|beleaguered|under-fire|inadequate) )?"
    # "head of Barset children's services"
    r"|(?:(?!(?:adults?|adult's|and|education|health|the|for|of|corporate|social|schools?|learning|families|housing"
    r"|people|community|vulnerable|all|disabled|integrated|early)\b)[\w\-]+ ){1,3}"
    r"(?=children's (?:services|social care)\b))"
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post named in a text, in code points; `title` is in lower case without its qualifiers.

    `family` is `director` or `member` where the portfolio is not said and only the context can tell. `former` and
    `interim` are said of the holder.
    """

    start: int
    end: int
    title: str
    family: PostFamily
    former: bool = False
    interim: bool = False
    portfolio: bool = False


def find_posts(low: str, added: Titles = (), tokens: Tokens | None = None) -> Iterator[Post]:
    """The posts in normalised text (see `sentences.normalise`), in order, none overlapping.

    `tokens` are the words of the text, where they are known already.
    """
    end = 0
    begins, pattern = openings(added), _pattern(added)
    known = tokens_of(low) if tokens is None else tokens
    for word, start in compress(zip(known.words, known.starts, strict=True), map(begins.__contains__, known.words)):
        if start < end or _is_quoted(low, start, start + len(word)):
            continue
        match = pattern.match(low, start)
        if match is not None:
            post = _post(low, match)
            end = post.end if post else match.end()
            if post:
                yield post


def _is_quoted(low: str, start: int, end: int) -> bool:
    """True where a single quotation mark touches the word."""
    return low[start - 1 : start] == "'" or low[end : end + 1] == "'"


def _post(low: str, match: re.Match[str]) -> Post | None:
    """The post at the match; None for a head, boss or chief of something else."""
    qualifiers = match["qualifiers"].replace("-", " ")
    former = any(f"{word} " in qualifiers for word in word_list("posts", "qualifiers", "former"))
    interim = any(f"{word} " in qualifiers for word in word_list("posts", "qualifiers", "interim"))
    former = former or _FORMER_OF.search(low, max(0, match.start() - 32), match.start()) is not None
    begin = match.end("qualifiers")
    label = match.lastgroup or ""
    if label.startswith("title_"):
        family = cast(PostFamily, label.removeprefix("title_"))
        title = low[begin : match.end()]
        if title == "leader" and (
            _OF_GROUP.search(low, max(0, begin - 24), begin) or _GROUP_AFTER.match(low, match.end())
        ):
            family = "other"
        if family == "chief_executive" and _OF_TRUST.match(low, match.end()):
            family = "trust_chief"
        words = _words().match(low, match.end() + 1) if title.endswith((" for", "overseeing", " of")) else None
        end = words.end() if words else match.end()
        return Post(match.start(), end, _plain(low[begin:end]), family, former, interim, words is not None)
    if label == "chair":
        family = "trust_chair" if match.group().endswith("trust") else "board_chair"
        return Post(match.start(), match.end(), _plain(low[begin : match.end()]), family, former, interim)
    end, portfolio, link = _portfolio(low, match.end())
    if label == "chief" and not link.strip() and low[match.end() - 4 : match.end()] == "head":
        # "Who will head services for children": a verb.
        return None
    if label == "chief" and not set(_WORD.findall(portfolio)) & word_list("posts", "portfolio", "children"):
        return None
    family = _member(portfolio) if label == "member" else _director(match.group(), portfolio)
    if label == "chief":
        family = "dcs"
    interim = interim or _IN_BRACKETS.match(low, end) is not None
    title = _plain(f"{low[begin : match.end()]}{link}{portfolio}")
    return Post(match.start(), end, title, family, former, interim, bool(portfolio))


def _director(head: str, portfolio: str) -> PostFamily:
    """The statutory director has children in the portfolio, or, with a grade in the title, education or learning.

    "Director of children's social care" answers to the statutory one; with a grade it is the statutory one.
    """
    if not portfolio:
        return "director"
    if set(_WORD.findall(portfolio)) <= _WHOLE:
        return "director"
    graded = _GRADED.search(head) is not None
    found = set(_WORD.findall(portfolio))
    if not found & word_list("posts", "portfolio", "children"):
        return "dcs" if graded and found & {"education", "learning"} else "other"
    below = any(portfolio.endswith(part) for part in word_list("posts", "portfolio", "below_director"))
    return "assistant_director" if below and not graded else "dcs"


def _member(portfolio: str) -> PostFamily:
    if not portfolio:
        return "member"
    return "lead_member" if set(_WORD.findall(portfolio)) & word_list("posts", "portfolio", "children") else "other"


def _portfolio(low: str, at: int) -> tuple[int, str, str]:
    """Where the portfolio after a head ends, its words, and those that link it; nothing where none follows."""
    link = _link().match(low, at)
    portfolio = _words().match(low, link.end()) if link else None
    if link is None or portfolio is None:
        return at, "", ""
    owner = link["owner"]
    return portfolio.end(), portfolio.group(), low[at : link.start("owner")] if owner else link.group()


def _plain(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip(" ,-")


@cache
def _pattern(added: Titles) -> re.Pattern[str]:
    lists = {**word_lists("posts"), "titles": _titles(added)}
    titles = "|".join(f"(?P<title_{family}>{_any(phrases)})" for family, phrases in _longest_first(lists["titles"]))
    grades, directors, members = (_any(lists["heads"][key]) for key in ("grades", "director", "member"))
    qualifiers = _any([word for words in lists["qualifiers"].values() for word in words])
    director = rf"(?P<director>(?:(?:{grades}){_SPACE}){{0,3}}(?:{directors}))"
    heads = rf"{titles}|{director}|(?P<member>{members})|(?P<chief>{_any(lists['heads']['chief'])})"
    heads += rf"|(?P<chair>chair(?:man|woman)?){_CHAIR_OF}"
    return re.compile(rf"(?P<qualifiers>(?:(?:{qualifiers}){_SPACE}){{0,3}})(?:{heads})(?![\w])")


@cache
def openings(added: Titles) -> frozenset[str]:
    """The words that a post can begin with."""
    lists = {**word_lists("posts"), "titles": _titles(added)}
    phrases = [phrase for table in ("titles", "qualifiers") for some in lists[table].values() for phrase in some]
    phrases += [phrase for key in ("grades", "director", "member", "chief") for phrase in lists["heads"][key]]
    first = {phrase.split()[0] for phrase in phrases} | {"chair", "chairman", "chairwoman"}
    return frozenset(first | {word.replace("'", "") for word in first})


def _titles(added: Titles) -> dict[str, list[str]]:
    """The titles of each family, with those that a user added."""
    titles = dict(word_lists("posts")["titles"])
    for family, more in added:
        titles[family] = [*titles[family], *more]
    return titles


def _longest_first(titles: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Families whose phrases contain those of others come first ("deputy leader of the council")."""
    order = ("other", "board_chair", "trust_chair", "trust_chief", "lead_member", "assistant_director", "dcs")
    return sorted(titles.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))


def _any(phrases: list[str]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(_SPACE.join(re.escape(word).replace("'", "'?") for word in phrase.split()) for phrase in ordered)


@cache
def _link() -> re.Pattern[str]:
    links = _any(word_lists("posts")["heads"]["links"])
    return re.compile(rf"(?:,|:| -)?[ (]{{1,2}}(?:(?:{links}) )?(?:the |its |their |our )?(?P<owner>{_OWNER})?")


@cache
def _words() -> re.Pattern[str]:
    lists = word_lists("posts")["portfolio"]
    word = rf"(?:{_any(lists['words'])})(?![\w'])"
    joins = _any(lists["joins"])
    return re.compile(rf"{word}(?:(?:,? (?:{joins})(?: the)? |, | ){word}){{0,9}}")
