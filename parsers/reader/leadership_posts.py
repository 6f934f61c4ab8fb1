"""Which post a verb speaks of: one said with it, or the work that is taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers.additions import Titles
from parsers.cues import Hit
from parsers.reader.context import Context
from parsers.reader.leadership_subjects import Subjects
from parsers.reader.posts import Post, PostFamily, find_posts, openings
from parsers.reader.sentences import Sentence

_AS_POST = re.compile(
    r",? ?(?:(?:as|to|of|from|the|its|a|an|new|be|their|our|her|his|in|for|on|interim|acting|permanent|next"
    r"|proposed|first"
    r"|temporary|both|(?:post|role|job|position|duties|responsibilities)s? (?:of|as)|[\w'\-]+'s) )*"
    r"(?:(?:[\w'\-]+ ){1,4}(?:council's |council |authority's |borough's |county's |city's |trust's )"
    r"(?:(?:new|next|first|interim|acting|permanent|latest) )*)?"
)
_OUT_AS = re.compile(
    r"(?: (?:from )?(?:the|her|his|their|its) (?:\w+ )?(?:post|role|job|position|cabinet post)s?)? (?:as|of"
    r"|on) |s?(?: as)? "
)
_OF_POST = re.compile(r"(?: of| by)(?: the| its| their| our| a| an| both| [\w\-]+'s| [\w\-]+ council's)* ")
_CHILDREN = frozenset(["children", "children's", "childrens", "young", "families"])
_NEARNESS = 60
# "takes over children's services", "responsibility for the council's troubled children's services department".
_SERVICE = (
    r"(?: [\w'\-]+){0,7}? (?P<work>children(?:'?s)?(?: and (?:young people|famil(?:y|ies))(?:'s)?)?(?: social)?"
    r" (?:services?|care|department|directorate|brief|portfolio|role|job))\b"
)
_WORK = re.compile(_SERVICE)
_TO_RUN = re.compile(
    r",? to (?:run|lead|head|head up|steer|oversee|stabilise|rescue|sort out|look after|oversee the running of|manage"
    r"|take charge of|turn round|turn around|fix)" + _SERVICE
)
_WORK_ENDS = re.compile(r" (?:brief|portfolio|department|directorate|role|job)$")
_TAKES = (
    "take", "taking", "took", "assum", "will take", "to take", "inherit", "handed", "given", "assigned", "land", "bag",
    "clinch", "entrusted", "tasked", "charged",
)  # fmt: skip
# "Is back at Barset, eleven years after she left, to run its children's services".
_COMES_TO = re.compile(r"\b(?:back|return\w*|comeback|out of retirement|comes?|coming|came|in)\b")
_REACH = 90
_LEADS = re.compile(r"\b(?:lead|run|head|head up|steer|manage)$")
_ELECTED = re.compile(r"\b(?:cabinet|executive|portfolio|brief|leader|cllr|clr|councillor|coun|mayor|political)\b")


_BRIEF = re.compile(r"(?:the|her|his|their) (?P<work>[a-z' ,&]{4,60}?) (?:brief|portfolio)\b")
_CHARGE = re.compile(
    r"\b(?:in charge of|responsible for|responsibility for|to oversee) (?:the )?(?P<work>children(?:'s)?"
    r"(?:(?:,| and| &)? (?:services|social|care|young|people|people's|families|education|schools|learning|skills))*)"
    r"(?![\w'])"
)
_CHAIR = re.compile(
    r"\b(?:new|next|first|independent|interim|acting) (?:independent )?(?P<title>chair(?:man|woman|person)?)\b"
)
_OUR_BOARD = re.compile(r"\bboard\b[^.;]{0,60}\b(?:improv|child|trust)|\b(?:improv|child|trust)[^.;]{0,60}\bboard\b")
_WORKERS = frozenset(["who", "charge", "woman", "man", "exec", "executive", "official", "officer", "boss"])
_WORKER = re.compile(
    r"\b(?:who (?:has (?:led|run|headed)|leads|runs|heads)"
    r"|(?:(?:wo)?man|exec(?:utive)?|person|official|officer|boss) in charge of) (?:[\w'\-]+ ){0,4}?"
    r"(?P<work>children's (?:services|social care))(?![\w'])"
)
_TO_BE = re.compile(r",?(?: [\w']+){0,5}? (?:to be|to become|as) (?:(?:its|the|their|a|new|next|[\w\-]+'s) )*")
_BRIEFS = ("brief", "portfolio", "charge of", "responsib")
# "... the board overseeing improvements", "the new children's trust", "its improvement board".
_BOARD = re.compile(
    r" (?:(?:the|its|a|an|their|new|independent|\w+'s) ){0,3}(?P<body>(?:[\w'&\-]+ ){0,4}?(?:improvement board"
    r"|transformation board|improvement partnership|safeguarding (?:children(?:'s)? )?(?:board|partnership)"
    r"|children's (?:services )?(?:board|trust)|children(?:'s)? (?:[\w&]+ ){0,3}trust"
    r"|board (?:that|which|overseeing|of|driving|set up|charged)(?= [^.;]{0,60}\b(?:improve|children|trust))))"
)
_LINE = re.compile(r"(?P<work>[a-z][a-z',& \-]{4,60}): (?:cllr|clr|coun|councillor)\b")


def posts_of(sentence: Sentence, added: Titles) -> tuple[Post, ...]:
    """The posts named in the sentence, in code points of it; looked for once."""
    found: tuple[Post, ...] | None = sentence.seen.get(find_posts)
    if found is None:
        named = not sentence.words.isdisjoint(openings(added))
        found = sentence.seen[find_posts] = tuple(find_posts(sentence.low, added)) if named else ()
    return found


class LeadershipPosts:
    """The posts of one article, as its sentences name them."""

    def __init__(self, context: Context, subjects: Subjects) -> None:
        self.context = context
        self.subjects = subjects

    def within(self, sentence: Sentence) -> list[Post]:
        """The posts named in the sentence, in code points of the text; that of a trust is a trust's."""
        found: list[Post] | None = sentence.seen.get("posts")
        if found is None:
            found = sentence.seen["posts"] = self._within(sentence)
        return found

    def _within(self, sentence: Sentence) -> list[Post]:
        trusts = [place for place in self.context.places_in(sentence) if place.form == "trust"]
        found = [
            replace(p, start=p.start + sentence.start, end=p.end + sentence.start)
            for p in posts_of(sentence, self.context.lexicon.titles)
        ]
        if "children's" in sentence.words and not sentence.words.isdisjoint(_WORKERS):
            found = sorted((*found, *_described(sentence, found)), key=lambda post: post.start)
        if "board" in sentence.words and "chair" in sentence.low:
            found = sorted((*found, *_chairs(sentence, found)), key=lambda post: post.start)
        if not trusts:
            return found
        near = [
            any(-60 <= place.end - post.start <= 3 or 0 <= place.start - post.end <= 8 for place in trusts)
            for post in found
        ]
        return [
            replace(post, family="trust_chief") if at_trust and post.family == "chief_executive" else post
            for post, at_trust in zip(found, near, strict=True)
        ]

    def after(self, sentence: Sentence, hit: Hit, posts: list[Post]) -> Post | None:
        """ "resigned as cabinet member", "becomes interim chief executive", "appointed Jane Smith as director"."""
        low, begin = sentence.low, sentence.start
        inside = next((post for post in posts if hit.start < post.start and post.end <= hit.end), None)
        if inside is not None and (hit.label in ("in", "removed") or inside.end >= hit.end - len(" to")):
            return inside
        for post in posts:
            if post.start < hit.start or post.end <= hit.end:
                continue
            named = self.subjects.after(sentence, hit)
            person = next((item for item in reversed(named) if item.end <= post.start), None)
            at = max(person.end, hit.end) if person else hit.end
            between = low[at - begin : post.start - begin] if post.start >= at else ""
            if hit.label == "out" and not (_OUT_AS.match(between) or hit.text.endswith(" as")):
                return None
            if hit.label == "departure" and person is None:
                return post if _OF_POST.fullmatch(between) else None
            if len(between) <= _NEARNESS and _AS_POST.fullmatch(between):
                return self._taken(low, post, posts, begin) if hit.label == "appointed" else post
            break
        if hit.label == "removed":
            return self.brief_in(sentence, hit)
        if hit.label == "in" or (hit.label == "appointed" and (not posts or _LEADS.search(hit.text))):
            return (
                self._chair_after(sentence, hit)
                or self._work_after(sentence, hit)
                or (self.brief_in(sentence, hit) if any(word in low for word in _BRIEFS) else None)
            )
        return None

    def _taken(self, low: str, post: Post, posts: list[Post], begin: int) -> Post:
        """ "Has poached Mellorshire's deputy director to be its director": the second is the one that is taken."""
        later = next((item for item in posts if item.start >= post.end), None)
        taken = later is not None and _TO_BE.fullmatch(low, post.end - begin, later.start - begin)
        return later if later is not None and taken else post

    def _chair_after(self, sentence: Sentence, hit: Hit) -> Post | None:
        """ "Will chair the improvement board": the post is in the verb."""
        match = _BOARD.match(sentence.low, hit.end - sentence.start) if hit.text.endswith(" chair") else None
        if match is None:
            return None
        family: PostFamily = "trust_chair" if "trust" in match["body"] else "board_chair"
        title = f"chair of the {match['body']}"
        return Post(hit.start, sentence.start + match.end(), title, family)

    def brief_in(self, sentence: Sentence, hit: Hit) -> Post | None:
        """The portfolio that the verb itself names, or the line of a list of them ("Children's services: Cllr ...")."""
        begin = hit.start - sentence.start
        text = sentence.low[begin : begin + len(hit.text) + _NEARNESS]
        match = _BRIEF.search(text) or _LINE.match(sentence.low) or _BRIEF.search(sentence.low)
        charge = _CHARGE.search(sentence.low, begin) if match is None else None
        match = match or charge
        # "From the cabinet and given the children's portfolio": the words next to it.
        work = re.split(r"\b(?:the|her|his|their) ", match["work"])[-1].strip() if match else ""
        if not set(re.findall(r"[a-z']+", work)) & _CHILDREN:
            return None
        if charge and not _ELECTED.search(sentence.low):
            return Post(hit.start, hit.end, f"director of {work}", "dcs", portfolio=True)
        return Post(hit.start, hit.end, f"cabinet member for {work}", "lead_member", portfolio=True)

    def _work_after(self, sentence: Sentence, hit: Hit) -> Post | None:
        """The post of whoever takes over "children's services": a councillor's is the brief, an officer's the work."""
        low, begin = sentence.low, sentence.start
        named = self.subjects.after(sentence, hit)
        at = (named[-1].end if named else hit.end) - begin
        leads = _LEADS.search(hit.text) is not None
        match = (_TO_RUN if hit.label == "appointed" and not leads else _WORK).match(low, at)
        if match is None and _COMES_TO.search(hit.text):
            match = _TO_RUN.search(low, at, at + _REACH)
        if match is None or (
            hit.label == "in" and not (hit.text.startswith(_TAKES) or leads or _COMES_TO.search(hit.text))
        ):
            return None
        family: PostFamily = "lead_member" if _ELECTED.search(low) else "dcs"
        title = "cabinet member for" if family == "lead_member" else "director of"
        work = _WORK_ENDS.sub("", match["work"])
        return Post(begin + match.start("work"), begin + match.end(), f"{title} {work}", family)


def _described(sentence: Sentence, found: list[Post]) -> Iterator[Post]:
    """ "The woman in charge of children's services", "who has led Barset's children's services since 2019"."""
    for match in _WORKER.finditer(sentence.low):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if not any(post.start < end and start < post.end for post in found):
            elected = _ELECTED.search(sentence.low[max(0, match.start() - _REACH) : match.start()])
            family: PostFamily = "lead_member" if elected else "dcs"
            title = "cabinet member for" if elected else "director of"
            yield Post(start, end, f"{title} {match['work']}", family, portfolio=True)


def _chairs(sentence: Sentence, found: list[Post]) -> Iterator[Post]:
    """ "The board that oversees improvement has a new chair": of no other board."""
    if not _OUR_BOARD.search(sentence.low):
        return
    for match in _CHAIR.finditer(sentence.low):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if not any(post.start < end and start < post.end for post in found):
            yield Post(start, end, match["title"], "board_chair")


def last_before(posts: list[Post], hit: Hit) -> Post | None:
    """The post named last before the cue."""
    earlier = [post for post in posts if post.end <= hit.start]
    return earlier[-1] if earlier else None
