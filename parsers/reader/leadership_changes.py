"""Statements about people gathered into changes: one for each post and each time that its holder changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parsers.posts import same_person
from parsers.reader.context import Context
from parsers.reader.leadership_statement import Statement
from parsers.reader.people import PersonMention
from parsers.reader.posts import PostFamily
from parsers.reader.roles import days_before, timing

_CHILDREN = frozenset(["children's", "childrens", "children"])
FAMILIES: Mapping[PostFamily, PostFamily] = {
    "dcs": "dcs", "director": "dcs", "lead_member": "lead_member", "member": "lead_member",
    "chief_executive": "chief_executive", "leader": "leader", "mayor": "mayor", "board_chair": "board_chair",
    "trust_chief": "trust_chief", "trust_chair": "trust_chair", "assistant_director": "assistant_director",
}  # fmt: skip
# "12 months ago", "since 2019": done long before the day of the report, whichever that is.
_LONG_AGO = re.compile(
    r"\b(?:years?|(?:\d\d?|several|many|ten|eleven|twelve|eighteen) months) (?:ago|earlier|before|previously)\b"
    r"|\blast year\b"
)
# "The director has quit. ... Mike Livingstone had been in the post for eight years."
_HELD = re.compile(
    r",? (?:who )?ha[sd] (?:only |just )?(?:been (?:in (?:the |her |his )?(?:post|role|job|charge|position)"
    r"|(?:the )?head of the (?:department|service|directorate)|at the helm)"
    r"|(?:headed|led|run) the (?:department|service|directorate)|held the (?:post|role|job|position))\b"
)
_NEAR, _OPENING = 2, 4
_RECENTLY = 270
# "The director", "its new director"; not "a medical director".
_BARE = re.compile(r"(?:^|[.,;:“\"\n] ?|\b(?:the|a|an|its|their|our|council's|new|interim|acting)) ?$", re.IGNORECASE)


@dataclass(slots=True)
class Change:
    """What the article says of one post of one authority; `old` where it is said to have been long before."""

    family: PostFamily
    authority: str | None
    old: bool
    statements: list[Statement] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        """The statement that stands first."""
        return self.statements[0]

    @property
    def dated(self) -> Statement | None:
        """The statement with the finest date, the first of equals."""
        known = [statement for statement in self.statements if statement.date and statement.date.first]
        return max(
            known, key=lambda item: len(item.date.first.iso) if item.date and item.date.first else 0, default=None
        )

    @property
    def is_vague(self) -> bool:
        """True where neither a name nor a portfolio is said: "a new director was appointed"."""
        return all(item.person is None and not (item.post and item.post.portfolio) for item in self.statements)

    def says(self, statement: Statement) -> bool:
        """True when it has the same person going the same way."""
        return statement.person is not None and any(
            item.person == statement.person and way(item) == way(statement) for item in self.statements
        )

    def contradicts(self, statement: Statement) -> bool:
        """True when the person goes the other way in it, or somebody else leaves the post."""
        if statement.person is None:
            return False
        same = [item for item in self.statements if item.person == statement.person]
        if any(way(item) != way(statement) for item in same):
            return True
        others = [item.person for item in self.statements if item.person and way(item) == way(statement) == "out"]
        return not same and bool(others)

    def takes(self, statement: Statement, family: PostFamily, old: bool, long_ago: bool) -> bool:
        """True when the statement speaks of this change: who has come, or who held the post until a short while ago."""
        if self.says(statement):
            # Who is made permanent now was interim before: two changes.
            was_interim = old and not self.old and statement.change == "interim"
            return (family == self.family or not old) and not was_interim
        if family != self.family or statement.authority != self.authority or self.contradicts(statement):
            return False
        if old == self.old:
            return True
        near = abs(self.statements[-1].sentence.index - statement.sentence.index) <= _NEAR
        undated = statement.date is None or not statement.date.first
        other_way = way(statement) != way(self.statements[-1])
        if old:
            return near and other_way and way(statement) == "out" and not long_ago and statement.person is not None
        return near and undated and other_way


def way(statement: Statement) -> str:
    """Out, or in of any kind."""
    return "out" if statement.change == "out" else "in"


def family_of(statement: Statement) -> PostFamily | None:
    """The family of posts that are watched; None for all others."""
    post = statement.post
    return FAMILIES.get(post.family) if post and not post.former else None


def gathered(context: Context, statements: Iterable[Statement], people: Sequence[PersonMention]) -> list[Change]:
    """The changes, in the order of their first statement, with the people that their posts are said to have."""
    changes: list[Change] = []
    for statement in statements:
        family = family_of(statement)
        if family is None or statement.supposed or _is_of_other_trade(context, statement, changes):
            continue
        old = is_old(context, statement)
        long_ago = old and is_long_ago(context, statement)
        takers = [item for item in changes if item.takes(statement, family, old, long_ago)]
        change = next((item for item in takers if item.says(statement) and not item.is_vague), next(iter(takers), None))
        if change is None:
            changes.append(Change(family, statement.authority, old, [statement]))
        else:
            # When somebody comes, the day on which the one before had gone is not the day of the change.
            aside = old and not change.old and change.first.tense not in ("past", "before")
            change.statements.append(replace(statement, date=None) if aside else statement)
            comes = way(statement) == "in" and all(way(item) == "out" for item in change.statements[:-1])
            if comes and change.old and not old and statement.tense in ("future", "present", "perfect"):
                # "She resigned in June, and he will now chair the board": today's news with how it came.
                change.old = False
    kept = [
        change
        for change in changes
        if not _is_said_again(change, changes)
        and not _is_where_from(context, change, changes)
        and not _is_how_leaver_came(change, changes)
    ]
    for change in kept:
        _name_the_leaver(context, change, kept, people)
    return kept


def is_old(context: Context, statement: Statement) -> bool:
    """True for what is said to have been long before."""
    date = statement.date.first if statement.date else None
    if timing(date, context.published) == "old":
        return not (context.published_is_guessed and statement.tense in ("future", "present", "perfect"))
    if statement.date and statement.date.relation == "since" and statement.tense == "perfect":
        return True
    if date is not None or statement.tense in ("future", "present"):
        return False
    rest = statement.sentence.low[statement.hit.start - statement.sentence.start :]
    return statement.tense == "before" or _LONG_AGO.search(rest) is not None


def is_long_ago(context: Context, statement: Statement) -> bool:
    """False for who "had left in March", when a successor is named in May: one change."""
    date = statement.date.first if statement.date else None
    ago = days_before(date, context.published) if date else None
    return (ago is not None and ago > _RECENTLY) or _LONG_AGO.search(statement.sentence.low) is not None


def _is_of_other_trade(context: Context, statement: Statement, changes: Sequence[Change]) -> bool:
    """Every trade has directors: without more, it is the one whose change was just told."""
    post = statement.post
    if post is None or post.family != "director" or any(change.family == "dcs" for change in changes):
        return False
    before = context.previous(statement.sentence)
    texts = (statement.sentence, before, context.headline)
    if any(text is not None and not text.words.isdisjoint(_CHILDREN) for text in texts):
        return False
    opening = context.sentences[:_OPENING]
    at_home = any(not text.words.isdisjoint(_CHILDREN) for text in opening)
    return not (at_home and _BARE.search(context.article.text[max(0, post.start - 24) : post.start]))


def _is_said_again(change: Change, changes: Sequence[Change]) -> bool:
    """ "A new director was appointed. Jane Smith is chief executive of the trust": the second says who and what."""
    return change.is_vague and any(
        other is not change
        and other.first.sentence.index - change.first.sentence.index in range(_NEAR + 1)
        and any(item.person and way(item) == way(change.first) for item in other.statements)
        for other in changes
    )


def _is_where_from(context: Context, change: Change, changes: Sequence[Change]) -> bool:
    """ "She leaves her post in Kent and starts here": the going is part of the coming."""
    if context.subject is None or change.authority == context.subject or any(way(s) == "in" for s in change.statements):
        return False
    comers = {
        item.person
        for other in changes
        if other.authority == context.subject
        for item in other.statements
        if way(item) == "in"
    }
    return not change.old and all(item.person in comers for item in change.statements)


def _is_how_leaver_came(change: Change, changes: Sequence[Change]) -> bool:
    """ "She retires in April, having put that off to take the job": how who goes once came, on no day."""
    if (
        change.old
        or change.dated is not None
        or any(way(item) == "out" or not item.person for item in change.statements)
    ):
        return False
    leavers = {
        item.person
        for other in changes
        if other is not change and not other.old and other.authority == change.authority
        for item in other.statements
        if way(item) == "out" and item.sentence.index < change.first.sentence.index
    }
    return all(item.person in leavers for item in change.statements)


def _name_the_leaver(
    context: Context, change: Change, changes: Sequence[Change], people: Sequence[PersonMention]
) -> None:
    """ "The director has quit" names nobody: it is whoever is said to hold the post, where that is one."""
    if change.old or any(item.person and way(item) == "out" for item in change.statements):
        return
    unnamed = [at for at, item in enumerate(change.statements) if way(item) == "out"]
    if not unnamed:
        return
    comers = {item.person for item in change.statements if item.person}
    holders = [
        item.name
        for item in people
        if item.beside_post and item.post and not item.post.former and FAMILIES.get(item.post.family) == change.family
    ]
    holders += [
        item.person
        for other in changes
        if other.old and other.family == change.family and other.authority == change.authority
        for item in other.statements
        if item.person and way(item) == "in" and item.tense != "before"
    ]
    holders += [item.name for item in people if not item.post and _HELD.match(context.low, item.end)]
    names = list(dict.fromkeys(name for name in holders if name not in comers))
    if names and all(same_person(names[0], name) or _is_short_for(names[0], name) for name in names):
        for at in unnamed:
            change.statements[at] = replace(change.statements[at], person=max(names, key=len))


def _is_short_for(one: str, other: str) -> bool:
    """ "Alli Parkinson" and "Allison Parkinson"."""
    (first, _, last), (second, _, final) = one.partition(" "), other.partition(" ")
    return last == final and (first.startswith(second[:3]) or second.startswith(first[:3]))
