"""A rule that breaks goes on as it last was sound; what has left the file ends; nothing is stored that is secret."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from alerts.in_force import InForce, Kept, in_force
from alerts.stored_form import form_of, from_form
from alerts.subscriptions import load_subscriptions
from tests.alerts.test_subscriptions import GAZETTEER, GOOD, MAIL, SMTP, WIDE, rule

GOOD_AT = datetime(2026, 11, 12, 9, tzinfo=UTC)
SECRET = (
    'channels = ["hooks://example.org/tok3n?secret=0123456789abcdef", "https://hooks.slack.com/services/T/B/tok3n"]'
)
FULL = rule(
    'lists = ["mersey"]\nexclude = ["Leeds"]\ndirections = ["worse"]\npriority_actions = true\nservices = ["SEND"]\n'
    'query = "neglect*"\nwhen = "hourly"\nat = "17:30"\nquiet = "22:00-06:00, Sun"\nposts = ["all"]'
)


def settle(text: str, before: InForce | None = None, missing: bool = False) -> InForce:
    loaded = load_subscriptions(text, "subscriptions.toml", GAZETTEER, SMTP)
    kept = (
        [Kept(one.id, "file", json.loads(json.dumps(form_of(one))), GOOD_AT) for one in before.sound] if before else []
    )
    return in_force(loaded, kept, "subscriptions.toml", missing)


def names(found: InForce) -> list[str]:
    return sorted(one.name for one in found.subscriptions)


def test_a_form_is_the_whole_subscription_and_comes_back_from_json() -> None:
    (found,) = load_subscriptions(MAIL + WIDE + FULL, "s", GAZETTEER, SMTP).subscriptions
    back = from_form(json.loads(json.dumps(form_of(found))), "file", ())
    assert back == found


def test_no_secret_is_stored_and_its_channel_is_found_again() -> None:
    first = settle(rule('authorities = ["Halton"]\n' + SECRET))
    (kept,) = first.sound
    assert "tok3n" not in json.dumps(form_of(kept)) and "0123456789abcdef" not in json.dumps(form_of(kept))
    broken = settle(rule('authorities = ["Haltn"]\n' + SECRET), first)
    assert broken.subscriptions[0].channels == kept.channels
    moved = settle(rule('authorities = ["Haltn"]\nchannels = ["nobody@example.org"]'), first)
    assert moved.subscriptions[0].channels == ()
    assert "save for 2 of its channels" in str(moved.problems[-1])


def test_a_broken_rule_is_in_force_as_it_last_was_and_that_is_said() -> None:
    first = settle(MAIL + GOOD)
    assert names(first) == ["Good"] and not first.problems
    for broken in (
        GOOD.replace("St Helens", "St Helnes"),
        GOOD.replace('["St Helens"]', '["St Helens"'),
        GOOD + 'grades = ["rubbish"]\n',
        GOOD + 'authority_typs = ["London borough"]\n',
        GOOD.replace("news@example.org", "nobody"),
    ):
        now = settle(MAIL + broken, first)
        (left,) = now.subscriptions
        assert (left.authorities, left.channels) == (("St Helens",), first.subscriptions[0].channels)
        assert "'Good' is in force as it was on 12 November 2026" in str(now.problems[-1])
        assert len(now.problems) == 2 and not now.sound and not now.retired


def test_a_broken_recipient_or_mail_server_silences_nobody() -> None:
    relay = "mailto://relay.example.org?to=a@b.example"
    desk = f'[recipient.desk]\nchannels = ["{relay}"]\n' + GOOD.replace("news@example.org", "desk")
    first = settle(desk)
    assert settle(desk.replace(relay, "foo://topic"), first).subscriptions[0].channels == (relay,)
    mail = settle(MAIL + GOOD)
    assert settle(GOOD, mail).subscriptions[0].channels == mail.subscriptions[0].channels


def test_a_list_that_breaks_keeps_the_rules_that_stand_on_it() -> None:
    first = settle(MAIL + WIDE + FULL)
    now = settle(MAIL + WIDE.replace('authorities = ["Halton", "Knowsley"]', 'authorities = ["Halton"') + FULL, first)
    assert now.subscriptions[0].circles == first.subscriptions[0].circles


def test_mended_it_is_in_force_as_written_and_kept_anew() -> None:
    first = settle(MAIL + GOOD)
    now = settle(MAIL + GOOD.replace("St Helens", "Leeds"), first)
    assert now.subscriptions[0].authorities == ("Leeds",) and len(now.sound) == 1 and not now.problems
    assert settle(MAIL + GOOD, first).sound == ()


def test_a_new_rule_with_a_fault_is_in_force_as_far_as_it_is_known() -> None:
    now = settle(MAIL + rule('authorities = ["Nowhere", "Halton"]'))
    assert now.subscriptions[0].authorities == ("Halton",) and not now.sound


def test_what_leaves_the_file_ends_and_a_file_that_is_gone_ends_nothing() -> None:
    first = settle(MAIL + GOOD)
    assert (names(settle(MAIL, first)), settle(MAIL, first).retired) == ([], ("good",))
    gone = settle("", first, missing=True)
    assert names(gone) == ["Good"] and not gone.retired
    assert "the file is not there; its 1 subscriptions go on as they were" in str(gone.problems[0])


def test_a_table_that_nobody_can_name_ends_nothing() -> None:
    first = settle(MAIL + GOOD)
    now = settle(MAIL + "[[subscription]]\nname = Good\n", first)
    assert names(now) == ["Good"] and not now.retired
