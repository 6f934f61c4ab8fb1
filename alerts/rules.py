"""Who is owed a change, and why: a subscription held against it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from alerts import wording
from alerts.comparison import compare
from alerts.headline import phrase
from alerts.model import ChangeView
from alerts.query import fold
from alerts.regions import in_a_sentence, spoken_for
from alerts.subscription import POSTS, Direction, Service, Subscription
from parsers.model import SILENT_CHANGES

_BELOW_GOOD = frozenset(["requires_improvement", "inadequate", "inconsistent", "systemic_failings"])
_WORST = frozenset(["inadequate", "systemic_failings"])


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a recipient gets a message, in words that go under it: `because you follow St Helens`."""

    subscription: str
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Matter:
    """A change with what rules ask of it, worked out once however many subscriptions are held against it."""

    change: ChangeView

    @cached_property
    def grades(self) -> frozenset[str]:
        """Every grade or outcome that it gives."""
        return frozenset(self.change.facts.judgements.values())

    @cached_property
    def directions(self) -> frozenset[Direction]:
        """How its grades lie to those before."""
        return frozenset(_directions(self.change))

    @cached_property
    def service(self) -> Service:
        """The service that it is about."""
        facts = self.change.facts
        if facts.kind in ("area_send", "area_send_monitoring") or "send" in (facts.service or "").lower():
            return "send"
        return "youth_justice" if facts.kind == "hmip_youth_justice" else "social_care"

    @cached_property
    def posts(self) -> frozenset[str]:
        """The posts that change hands."""
        return posts_of(self.change)

    @cached_property
    def words(self) -> str:
        """All that it says, for free-text queries."""
        facts, change = self.change.facts, self.change
        said = [change.authority, phrase(change), facts.theme, facts.what, facts.partner, facts.service, change.text]
        said += [
            f"{wording.AREA_IN_A_SENTENCE[area]} {wording.GRADE[grade]}" for area, grade in facts.judgements.items()
        ]
        said += [wording.INSPECTION[facts.kind] if facts.kind else None]
        said += [*facts.priority_action_texts, *facts.improvement_texts]
        said += [part for person in facts.people for part in (person.name, person.role)]
        said += [part for citation in change.citations for part in (citation.title, citation.quote, citation.outlet)]
        return fold(" \n ".join(filter(None, said)))


def matches(subscription: Subscription, change: ChangeView | Matter) -> Reason | None:
    """The reason why the subscription wants this change, or None.

    A change must be material, of a place followed and of a type wanted. What narrows judgements narrows nothing else:
    someone who wants only Inadequate still hears of notices and directors.
    """
    matter = change if isinstance(change, Matter) else Matter(change)
    change = matter.change
    if subscription.paused:
        return None
    if change.kind in SILENT_CHANGES and not (subscription.confirmed and change.kind == "confirmed"):
        return None
    if not any(kind in subscription.types for kind in change.types):
        return None
    place = follows(subscription, change.authority, change.region)
    if place is None:
        return None
    for fits in _NARROWING:
        if not fits(subscription, matter):
            return None
    return Reason(subscription.id, f"because you follow {place}{_asked(subscription)}")


def _asked(subscription: Subscription) -> str:
    if subscription.query is None:
        return ""
    text = subscription.query.text
    return f" and asked for {text}" if '"' in text else f" and asked for “{text}”"


def follows(subscription: Subscription, authority: str, region: str | None) -> str | None:
    """The narrowest place followed, in words: the authority's own name before a list's, a list's before its region's.

    None when the authority is not followed.
    """
    if authority in subscription.excluded:
        return None
    if authority in subscription.authorities:
        return authority
    for circle in subscription.circles:
        if authority in circle.authorities:
            return circle.words
    for followed in subscription.regions:
        if spoken_for(followed, region):
            return in_a_sentence(followed)
    return None


def _kind(subscription: Subscription, matter: Matter) -> bool:
    """A kind that nobody has said yet may be one that is wanted."""
    kind = matter.change.facts.kind
    return not subscription.kinds or matter.change.family != "inspection" or kind is None or kind in subscription.kinds


def _grade(subscription: Subscription, matter: Matter) -> bool:
    return not subscription.grades or not matter.grades or bool(matter.grades & set(subscription.grades))


def _direction(subscription: Subscription, matter: Matter) -> bool:
    return not subscription.directions or not matter.grades or bool(matter.directions & set(subscription.directions))


def _actions(subscription: Subscription, matter: Matter) -> bool:
    """Narrows outcomes of visits. That a later report adds them to one that was silent is a change of its own."""
    visit = "visit_outcome" in matter.change.types and not matter.grades and matter.change.kind != "retracted"
    return not subscription.priority_actions or not visit or bool(matter.change.facts.priority_actions)


def _service(subscription: Subscription, matter: Matter) -> bool:
    return not subscription.services or matter.service in subscription.services


def _post(subscription: Subscription, matter: Matter) -> bool:
    """A post that nobody has named may be one that is wanted."""
    leadership = matter.change.family == "leadership"
    return not leadership or not subscription.posts or not matter.posts or bool(matter.posts & set(subscription.posts))


def _words(subscription: Subscription, matter: Matter) -> bool:
    return subscription.query is None or subscription.query.fits(matter.words)


# Cheapest first: the words are put together only where everything else fits.
_NARROWING: tuple[Callable[[Subscription, Matter], bool], ...] = (
    _kind, _grade, _direction, _actions, _service, _post, _words,
)  # fmt: skip


def posts_of(change: ChangeView) -> frozenset[str]:
    """The posts that change hands, as subscriptions name them; empty where somebody's is not worked out."""
    moving = [person for person in change.facts.people if person.change] or change.facts.people
    posts = {person.post for person in moving}
    if None in posts:
        return frozenset()
    return frozenset(_POST_IS.get(str(post), str(post) if post in POSTS else "other") for post in posts)


# Rough families that the reader falls back to.
_POST_IS: Mapping[str, str] = {"director": "dcs", "member": "lead_member"}


def _directions(change: ChangeView) -> Iterator[Direction]:
    grades = set(change.facts.judgements.values())
    if grades & _BELOW_GOOD:
        yield "below_good"
    before = set(change.previous.judgements.values()) if change.previous else set()
    if change.facts.previous_overall and not before:
        before = {change.facts.previous_overall}
    if grades & _WORST and not before & _WORST:
        yield "first_inadequate"
    if any(row.direction == "worse" for row in compare(change.facts, change.previous).rows):
        yield "worse"
