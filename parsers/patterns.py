"""The language that wordings are written in, turned into regular expressions over normalised text.

It is that of cue phrases (`parsers.phrases`), with more to say how words stand to each other:

    (a|b)  (a|b)?   one of these; one of them or none. Without a space they are part of a word: invest(s|ed|ing)?
    (a|b)*          any number of these up to nine, one after the other
    improv*         a word that begins so; *ing one that ends so; * alone is any word
    ~  ~3  ~1-8     up to five words; up to three; one to eight. ~3, are up to three with commas among them
    <60>  <60 ,£>   up to sixty characters of the same clause; without a comma and a pound sign among them
    !(a|b)  =(a|b)  none of these follows; one of these does, and is no part of what is found
    (a|b)!          none of these stands right before
    {spent}         one of the list `spent` in the same file; {inspectors.who} is a list of another one;
                    {money}, {digits}, {year} and {quote} stand for figures and marks

Words are in lower case with straight quotes. Unlike in cue phrases a space is no hyphen: write follow(-| )up for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.phrases import NUMBER

_TOKEN = re.compile(
    r"(?P<space> +)|(?P<gap>~(?:(?P<least>\d)-)?(?P<most>\d)?)(?P<comma>,)?"
    r"|<(?P<reach>\d{1,3})(?: (?P<without>[^<>\]\\]+))?>"
    r"|\{(?P<name>[a-z_]+(?:\.[a-z_]+)?)\}|(?P<open>[!=]?\()|(?P<close>\))(?P<sign>[?*!]?)|(?P<any>\*)|(?P<number>#)"
    r"|(?P<word>[a-z0-9'\"£$%&,.:;/+\-]+)"
)
_AHEAD = {"!(": "?!", "=(": "?="}
_GAP_WORDS, _ANY_WORD = (r"[\w'&%£-]+", r"[\w'&%£,-]+"), r"[\w'-]+"


class Piece(NamedTuple):
    """A part of an expression, and whether it surely begins and ends with a letter or digit."""

    source: str
    begins: bool = True
    ends: bool = True
    # How often, for what may be missing or come more than once: the space after it belongs to it then.
    often: str = ""
    # What it is where it is no word: "space", "reach", "ahead" or "behind".
    kind: str = ""


_SPACE = Piece(" ", kind="space")
# A gap, or what comes more than once, as it stands in an expression.
_STRETCHES = re.compile(r"\{\d+,\d+\}\?|\{0,9\}")

# What the name of a list stands for.
Lists = Callable[[str], Piece]


def compile_pattern(pattern: str, where: str, lists: Lists) -> Piece:
    """The expression for one pattern, for use within others.

    Raises ValueError naming `where`, the pattern and the remedy when it can't be understood.
    """
    return _Reader(pattern, f"{where}: {pattern!r}", lists).whole()


def one_of(pieces: Sequence[Piece]) -> Piece:
    """One of several, the first that fits."""
    source = f"(?:{'|'.join(piece.source for piece in pieces)})"
    return Piece(source, all(piece.begins for piece in pieces), all(piece.ends for piece in pieces))


def as_whole(piece: Piece) -> str:
    """The expression where no part of a word stands beside it."""
    return f"{_start(piece)}{piece.source}{_end(piece)}"


def _start(piece: Piece) -> str:
    return r"\b" if piece.begins else r"(?<!\w)"


def _end(piece: Piece) -> str:
    return r"\b" if piece.ends else r"(?!\w)"


def _says_nothing(piece: Piece) -> bool:
    return re.match(piece.source, "") is not None


@dataclass(slots=True)
class _Reader:
    """Reads a pattern from left to right."""

    pattern: str
    where: str
    lists: Lists
    at: int = 0

    def whole(self) -> Piece:
        found = self._alternatives()
        if self.at < len(self.pattern):
            raise self._fault("a bracket is closed that was never opened; take it away")
        if not self.pattern.strip():
            raise self._fault("there is no word in it; write one")
        if any(_says_nothing(piece) for piece in found):
            raise self._fault("nothing in it has to be there, so it would be found everywhere; write a word that must")
        return found[0] if len(found) == 1 else one_of(found)

    def _fault(self, what: str) -> ValueError:
        return ValueError(f"{self.where}: {what}. How to write it is told in parsers/patterns.py.")

    def _alternatives(self) -> list[Piece]:
        """Those up to the closing bracket, or to the end."""
        found = [_Row(self._pieces()).joined()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            found.append(_Row(self._pieces()).joined())
        return found

    def _pieces(self) -> list[Piece]:
        found: list[Piece] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            token = _TOKEN.match(self.pattern, self.at)
            if token is None:
                raise self._fault(f"{self.pattern[self.at]!r} can't stand there; write words in lower case")
            self.at = token.end()
            found.append(self._bracket(token["open"]) if token["open"] else self._piece(token, found))
        if [piece.kind for piece in found] == ["space"]:
            return [Piece(" ", False, False)]
        if found and found[0].kind == "space":
            raise self._fault("what stands in brackets, and a pattern, begins without a space")
        return found[:-1] if found and found[-1].kind == "space" else found

    def _piece(self, token: re.Match[str], before: Sequence[Piece]) -> Piece:
        if token["space"]:
            return _SPACE
        if token["gap"]:
            return Piece(_GAP_WORDS[bool(token["comma"])], False, False, self._range(token))
        if token["reach"]:
            return Piece(f"[^.;{re.escape(token['without'] or '')}]{{0,{token['reach']}}}?", kind="reach")
        if token["name"]:
            return self.lists(token["name"])
        if token["number"]:
            return Piece(NUMBER)
        if token["any"]:
            return self._any(before)
        word = token["word"]
        return Piece(re.escape(word).replace(r"\-", "-"), word[0].isalnum(), word[-1].isalnum())

    def _range(self, token: re.Match[str]) -> str:
        least, most = int(token["least"] or 0), int(token["most"] or 5)
        if not most:
            raise self._fault(f"{token.group()} is no gap at all; take it away")
        if least > most:
            raise self._fault(f"{token.group()} is no range; write the smaller number first")
        return f"{{{least},{most}}}?"

    def _any(self, before: Sequence[Piece]) -> Piece:
        """Any ending, any beginning, or any word at all."""
        if before and before[-1].kind != "space" and not before[-1].often:
            return Piece(r"\w*", before[-1].begins, before[-1].ends)
        glued = bool(re.match(r"[a-z0-9']", self.pattern[self.at :]))
        return Piece(r"\w+") if glued else Piece(_ANY_WORD, False, False)

    def _bracket(self, opening: str) -> Piece:
        found = self._alternatives()
        closing = _TOKEN.match(self.pattern, self.at)
        if closing is None or closing["close"] is None:
            raise self._fault("a bracket is never closed; close it")
        self.at = closing.end()
        sign = closing["sign"]
        if any(_says_nothing(piece) for piece in found):
            raise self._fault("each way to say what stands in brackets needs a word; put a gap beside the brackets")
        if sign == "*" and any(_STRETCHES.search(piece.source) for piece in found):
            # Stretches that may follow on each other can be cut up in more ways than could ever be tried.
            raise self._fault("what may come more than once is words alone; take the gaps out of the brackets")
        if opening in _AHEAD:
            return Piece(_AHEAD[opening] + one_of(found).source + _end(one_of(found)), kind="ahead")
        if sign == "!":
            if any(set(piece.source) & set("\\([{") for piece in found):
                raise self._fault("what must not stand before can be no more than plain words")
            return Piece("".join(f"(?<!{_start(piece)}{piece.source} )" for piece in found), kind="behind")
        return one_of(found)._replace(often="{0,9}" if sign == "*" else sign)


@dataclass(slots=True)
class _Row:
    """Pieces that follow on each other, joined so that each space belongs to one of them."""

    pieces: Sequence[Piece]
    parts: list[str] = field(default_factory=list)
    # The space before what comes next is written already, or there is none yet.
    spaced: bool = True

    def joined(self) -> Piece:
        """All of them as one."""
        for place in range(len(self.pieces)):
            self._add(place)
        first, last = self._side(self.pieces), self._side(self.pieces[::-1])
        begins, ends = all(piece.begins for piece in first), all(piece.ends for piece in last)
        return Piece("".join(self.parts), begins and bool(first), ends and bool(last))

    def _add(self, place: int) -> None:
        piece, parted = self.pieces[place], self._kind(place - 1) == "space"
        if piece.kind == "space":
            return
        first = self.spaced
        space = " " if parted and not first else ""
        self.spaced = piece.kind in ("reach", "behind") or (piece.kind == "ahead" and not space)
        if piece.kind == "ahead":
            self.parts.append(f"({piece.source[:2]}{space}{piece.source[2:]})")
        elif piece.kind == "reach":
            self.parts.append(self._reach(place))
        elif piece.often:
            self.parts.append(self._perhaps(place, space, first))
        else:
            self.parts.append(space + piece.source)

    def _perhaps(self, place: int, space: str, first: bool) -> str:
        """What may be missing, and one of the spaces beside it with it."""
        piece, follow = self.pieces[place], self.pieces[place + 1 :]
        word = next((part for part in follow if part.kind or not part.often), _SPACE)
        if not word.kind:
            return f"{space}(?:{piece.source}){piece.often}"
        if not first or not follow or follow[0].kind != "space":
            return f"(?:{space}{piece.source}){piece.often}"
        self.spaced = True
        return f"(?:{piece.source} ){piece.often}"

    def _reach(self, place: int) -> str:
        """What lies between two words, neither of which is cut short."""
        before, after = self._side(self.pieces[:place][::-1]), self._side(self.pieces[place + 1 :])
        left = r"\b" if all(piece.ends for piece in before) else r"(?!\w)"
        right = r"\b" if all(piece.begins for piece in after) else r"(?<!\w)"
        return f"{left if before else ''}{self.pieces[place].source}{right if after else ''}"

    def _kind(self, place: int) -> str:
        return self.pieces[place].kind if 0 <= place < len(self.pieces) else ""

    def _side(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """The pieces that may be the outermost, seen from that side: all up to the first that can't be missing."""
        found: list[Piece] = []
        for piece in pieces:
            if piece.kind in ("ahead", "behind"):
                continue
            if piece.kind != "space":
                found.append(piece if not piece.kind else piece._replace(begins=False, ends=False))
            if found and not found[-1].often:
                break
        return found
