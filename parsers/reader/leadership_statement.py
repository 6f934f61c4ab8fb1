"""One thing said of one person or post that changes."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.cues import Hit
from parsers.model import PostChange
from parsers.reader.dates import DateExpression
from parsers.reader.leadership_tense import Tense
from parsers.reader.posts import Post
from parsers.reader.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """One person or post said to change: `person` and `post` are None where the sentence leaves them out.

    `post_said` is true where the post stands with the change itself, false where it is the one the person is known
    by; `supposed` where the change is only wished for, feared or rumoured. `tense` is that of the verb.
    """

    sentence: Sentence
    hit: Hit
    change: PostChange
    person: str | None
    post: Post | None
    date: DateExpression | None
    authority: str | None
    supposed: bool = False
    interim: bool = False
    post_said: bool = True
    tense: Tense = "past"
