"""How soon each kind of news is told by default, what breaks the quiet, and one share for one person and channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from alerts.allotment import Share, allot, also_told
from alerts.channels import channel_id
from alerts.examples.build import change
from alerts.model import ChangeView
from alerts.pacing import is_grave, pace_of
from alerts.subscription import Subscription
from alerts.timetable import MONDAY, Quiet, Round, Timetable
from parsers.model import Facts, Person

# A Thursday evening in November.
NOW = datetime(2026, 11, 19, 21, tzinfo=UTC)
MORNING = datetime(2026, 11, 20, 7, tzinfo=UTC)
MONDAYS = Round("weekly", days=MONDAY)
DEFAULT = Timetable(None, MONDAYS)
MAIL, SLACK = "mailto://h?to=news@example.org", "${SLACK}"


def person(post: str | None, move: Any = "out") -> Facts:
    return Facts(people=(Person("A", "some title", move, post),))


JUDGED = change("published", "Leeds", Facts(judgements={"overall": "good"}), types=("judgement",))
INADEQUATE = replace(JUDGED, facts=Facts(judgements={"overall": "good", "leaders": "inadequate"}))
VISIT = change("published", "Leeds", Facts(kind="focused_visit", priority_actions=0), types=("visit_outcome",))
ACTIONS = replace(VISIT, facts=Facts(kind="focused_visit", priority_actions=1))
SEND = change("published", "Leeds", Facts(kind="area_send", judgements={"outcome": "positive"}), types=("judgement",))
FAILINGS = replace(SEND, facts=Facts(kind="area_send", judgements={"outcome": "systemic_failings"}))
ANNOUNCED = change("announced", "Leeds", Facts(), types=("inspection_announced",))
MOVED = replace(ANNOUNCED, kind="rescheduled")
NOTICE = change("issued", "Leeds", Facts(instrument="improvement_notice"), "intervention", types=("intervention",))
COMMISSIONER = replace(NOTICE, facts=Facts(instrument="commissioner"))
DIRECTION = replace(NOTICE, facts=Facts(instrument="statutory_direction"))
DIRECTOR = change("left", "Leeds", person("dcs"), "leadership", types=("leadership_change",))
MEMBER = replace(DIRECTOR, facts=person("lead_member"))
HEAD = replace(DIRECTOR, facts=person("inspector"))


def rule(name: str = "s", recipient: str = "desk", channels: tuple[str, ...] = (MAIL,), **more: Any) -> Subscription:
    wish: dict[str, Any] = {
        "reach": 1,
        "timetable": DEFAULT,
        "posts": ("dcs", "trust_chief", "commissioner", "lead_member"),
    }
    return Subscription(name, name, recipient, ("Leeds",), (), channels=channels, **(wish | more))


@pytest.mark.parametrize(
    ("news", "few", "many"),
    [
        (JUDGED, "immediate", "immediate"),
        (VISIT, "immediate", "immediate"),
        (SEND, "immediate", "immediate"),
        (NOTICE, "immediate", "immediate"),
        (DIRECTOR, "immediate", "immediate"),
        (replace(DIRECTOR, facts=person("trust_chief")), "immediate", "immediate"),
        (replace(DIRECTOR, facts=person("commissioner")), "immediate", "immediate"),
        (replace(DIRECTOR, facts=person(None)), "immediate", "immediate"),
        (MEMBER, "weekly", "weekly"),
        (ANNOUNCED, "immediate", "daily"),
        (replace(ANNOUNCED, kind="scheduled"), "immediate", "daily"),
        (MOVED, "weekly", "weekly"),
        (replace(MOVED, kind="corrected"), "immediate", "immediate"),
        (replace(ANNOUNCED, kind="cancelled"), "immediate", "daily"),
    ],
)
def test_the_default_paces(news: ChangeView, few: str, many: str) -> None:
    assert pace_of(rule(reach=5), news) == few
    assert pace_of(rule(reach=6), news) == many
    assert pace_of(rule(timetable=Timetable("hourly", MONDAYS)), news) == "hourly"


def test_other_posts_activity_and_funding_are_off() -> None:
    funding = change("reported", "Leeds", Facts(amount_gbp=1), "funding", types=("funding",))
    activity = change("reported", "Leeds", Facts(what="plan"), "activity", types=("improvement_activity",))
    for news in (HEAD, funding, activity):
        assert allot([rule()], news, NOW) == []


def test_the_worst() -> None:
    corrected = replace(JUDGED, kind="corrected", before=INADEQUATE.facts)
    assert [is_grave(one) for one in (INADEQUATE, ACTIONS, FAILINGS, COMMISSIONER, DIRECTION, corrected)] == [True] * 6
    lifted = replace(COMMISSIONER, kind="lifted")
    assert not any(map(is_grave, (JUDGED, VISIT, SEND, NOTICE, DIRECTOR, ANNOUNCED, lifted)))


@pytest.mark.parametrize(
    ("news", "wakes", "due"), [(JUDGED, True, MORNING), (INADEQUATE, True, NOW), (INADEQUATE, False, MORNING)]
)
def test_quiet_hours_and_what_breaks_them(news: ChangeView, wakes: bool, due: datetime) -> None:
    table = Timetable(None, MONDAYS, wakes=wakes)
    shares = allot([rule(channels=(MAIL, SLACK), quiet={SLACK: Quiet()}, timetable=table)], news, NOW)
    assert [(share.channel, share.due_at) for share in shares] == [(channel_id(MAIL), NOW), (channel_id(SLACK), due)]


def test_several_subscriptions_of_one_person_are_one_share_and_the_soonest_decides() -> None:
    rules = [
        rule("weekly", timetable=Timetable("weekly", MONDAYS)),
        rule("at once", timetable=Timetable("immediate", MONDAYS)),
        rule("another", "other", (f"{MAIL}.example",), timetable=Timetable("weekly", MONDAYS)),
    ]
    first, second = allot(rules, JUDGED, NOW)
    assert (first.recipient, first.round, first.reasons) == ("desk", None, ("because you follow Leeds",))
    assert (second.recipient, str(second.round)) == ("other", "weekly 07:30 Mon")


def test_a_mailbox_that_is_reached_by_two_servers_keeps_its_quiet() -> None:
    other = "mailto://relay?to=News@example.org"
    rules = [rule("a", quiet={MAIL: Quiet()}), rule("b", "other", (other,), quiet={other: Quiet()})]
    (share,) = allot(rules, ANNOUNCED, NOW)
    assert share.due_at == MORNING


def test_of_two_digests_the_one_that_comes_first() -> None:
    later = rule("later", timetable=Timetable("daily", Round("daily", time(23))))
    sooner = rule("sooner", timetable=Timetable("daily", Round("daily", time(22))))
    (share,) = allot([later, sooner], JUDGED, NOW)
    assert str(share.round) == "daily 22:00"


def test_what_is_learnt_late_goes_into_the_regular_digest_of_those_who_have_one() -> None:
    rules = [rule(), rule("no digest", recipient="other", timetable=Timetable("immediate", None))]
    (share,) = allot(rules, JUDGED, NOW, late=True)
    assert (share.recipient, share.round) == ("desk", MONDAYS)


def test_a_correction_reaches_those_who_were_told_and_keeps_their_quiet() -> None:
    slack = (rule("slack", channels=(SLACK,), quiet={SLACK: Quiet()}, types=()),)
    told = [("desk", channel_id(SLACK)), ("gone", channel_id(MAIL))]
    shares = also_told([], told, slack, replace(JUDGED, kind="corrected"), NOW)
    assert [(share.recipient, share.due_at) for share in shares] == [("desk", MORNING), ("gone", NOW)]
    known = Share("desk", channel_id(SLACK), ("because",), NOW)
    assert also_told([known], told[:1], slack, JUDGED, NOW + timedelta(1)) == [known]
