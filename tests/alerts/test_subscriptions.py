"""Subscriptions from TOML: what is right works, what is wrong is named with its line and hides nothing else."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.subscriptions import DEFAULT_TYPES, Loaded, load_subscriptions
from parsers.authorities import Gazetteer
from parsers.model import Authority
from parsers.toml_blocks import tables

NAMES = ("St Helens", "Knowsley", "Halton", "Leeds")
GAZETTEER = Gazetteer(
    Authority(name, f"E0800000{number}", (), None, "North West", "North West", "Metropolitan district")
    for number, name in enumerate(NAMES)
)
MAIL = '[mail]\nurl = "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@smtp.example.org?from=watch@example.org"\n'
SMTP = {"SMTP_USER": "u", "SMTP_PASSWORD": "p"}
GOOD = '[[subscription]]\nname = "Good"\nto = "news@example.org"\nauthorities = ["St Helens"]\n'


def load(text: str, secrets: dict[str, str] | None = None) -> Loaded:
    return load_subscriptions(text, "subscriptions.toml", GAZETTEER, secrets)


def said(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in loaded.problems]


def test_a_whole_file() -> None:
    loaded = load(
        MAIL
        + """
[recipient."news desk"]
channels = ["news@example.org", "${SLACK_WEBHOOK}"]   # two ways

[[subscription]]
name = "North West, all of it"
to = "news desk"
authorities = ["st helens council", "KNOWSLEY"]
regions = ["north west", "Yorkshire & The Humber"]
types = ["judgement", "Visit outcome"]
kinds = ["focused visit"]
grades = ["Inadequate"]

[[subscription]]
name = "Direct"
to = "desk"
regions = "England"
channels = ["hooks://example.org/in?secret=${HOOK_SECRET}"]
"""
    )
    assert said(loaded) == []
    first, second = loaded.subscriptions
    assert (first.id, first.recipient) == ("north-west-all-of-it", "news desk")
    assert first.authorities == ("St Helens", "Knowsley")
    assert first.regions == ("North West", "Yorkshire and the Humber")
    assert (first.types, first.kinds, first.grades) == (
        ("judgement", "visit_outcome"), ("focused_visit",), ("inadequate",),
    )  # fmt: skip
    assert first.channels == (
        "mailtos://${SMTP_USER}:${SMTP_PASSWORD}@smtp.example.org?from=watch@example.org&to=news%40example.org",
        "${SLACK_WEBHOOK}",
    )
    assert second.types == DEFAULT_TYPES
    assert second.channels == ("hooks://example.org/in?secret=${HOOK_SECRET}",)


def rule(more: str) -> str:
    return f'[[subscription]]\nname = "Bad"\nto = "news@example.org"\n{more}\n'


@pytest.mark.parametrize(
    ("bad", "line", "what"),
    [
        (rule('authorities = ["St Helnes"]'), 4, "'St Helnes' in authorities is not known; did you mean St Helens?"),
        (rule('regions = ["North Wset"]'), 4, "did you mean North West?"),
        (rule('authorities = ["Halton"]\ntypes = ["judgment"]'), 5, "did you mean 'judgement'?"),
        (rule('authorities = ["Halton"]\ngrades = ["rubbish"]'), 5, "'rubbish' in grades is not known"),
        (rule('authorities = ["Halton"]\nkinds = [3]'), 5, "kinds is not a list of texts"),
        (rule(""), 1, "'Bad' follows no place"),
        (rule('authority = ["Halton"]'), 4, "did you mean 'authorities'?"),
        (rule('authorities = ["Halton"'), 4, "not TOML"),
        (rule('authorities = ["Halton"]\nchannels = ["foo://x"]'), 5, "no service has the scheme foo://"),
        (rule('authorities = ["Halton"]\nchannels = ["json://example.org"]'), 5, "write hooks://"),
        (rule('authorities = ["Halton"]\nchannels = ["mailto://smtp.example.org"]'), 5, "say whom it is for"),
        (rule('authorities = ["Halton"]\nname = "Twice"'), 5, "not TOML: Cannot overwrite a value"),
        ('[[subscription]]\nname = "Bad"\n', 1, "'Bad' is to nobody"),
        ('[[subscription]]\nto = "news@example.org"\n', 1, "has no name"),
        ('[[subscriptions]]\nname = "Bad"\n', 1, "the table [subscriptions] is not known"),
        ('[[subscription]]\nname = "Bad"\nto = "newsdesk"\nregions = ["London"]\n', 3, "add [recipient.newsdesk]"),
        ("[recipient.x]\nchannels = []\n", 1, "there is no channel here"),
    ],
)
def test_what_is_wrong_is_named_and_hides_nothing_else(bad: str, line: int, what: str) -> None:
    for text, shift in ((bad + MAIL + GOOD, 0), (MAIL + GOOD + bad, (MAIL + GOOD).count("\n"))):
        loaded = load(text)
        assert any(s.startswith(f"subscriptions.toml:{line + shift}: ") and what in s for s in said(loaded)), said(
            loaded
        )
        assert "Good" in [subscription.name for subscription in loaded.subscriptions]


WIDE = """
[list.own]
authorities = ["Halton"]

[list.mersey]
said = "the councils on the Mersey"
authorities = ["Halton", "Knowsley"]

[neighbours]
"St Helens" = ["Halton", "Knowsley"]
Halton = ["St Helens"]

"""


def test_every_key() -> None:
    loaded = load(
        MAIL
        + WIDE
        + rule(
            """lists = ["mersey"]
authority_types = ["Metropolitan districts"]
neighbours_of = ["own", "St Helens"]
exclude = ["Leeds"]
exclude_own = true
directions = ["worse", "first inadequate"]
priority_actions = true
services = ["SEND"]
posts = ["dcs", "Lead member"]
query = "neglect* OR exploitation"
confirmed = true
when = "daily"
at = 17.30
days = "weekdays"
quiet = "22:00-06:00, Sunday"
wake_for_worst = false
""".replace("17.30", '"17:30"')
        )
    )
    assert said(loaded) == []
    (found,) = loaded.subscriptions
    assert [circle.words for circle in found.circles] == [
        "the councils on the Mersey", "statistical neighbours of Halton", "statistical neighbours of St Helens",
        "metropolitan districts",
    ]  # fmt: skip
    assert found.excluded == {"Leeds", "Halton"}
    assert found.reach == 2
    assert (found.directions, found.services, found.posts) == (
        ("worse", "first_inadequate"), ("send",), ("dcs", "lead_member"),
    )  # fmt: skip
    assert found.priority_actions and found.confirmed and found.query and not found.timetable.wakes
    assert (found.timetable.pace, str(found.timetable.digest)) == ("daily", "daily 17:30 Mon,Tue,Wed,Thu,Fri")
    (hours,) = found.quiet.values()
    assert (hours.start, hours.end, hours.days) == (time(22), time(6), (6,))


def test_the_defaults() -> None:
    (found,) = load(MAIL + GOOD).subscriptions
    assert found.timetable.pace is None
    assert str(found.timetable.digest) == "weekly 07:30 Mon"
    assert found.posts == ("dcs", "trust_chief", "commissioner", "lead_member")
    assert (found.reach, found.quiet) == (1, {})


def test_slack_and_push_keep_still_by_default_and_mail_and_programs_do_not() -> None:
    channels = ["news@example.org", "${SLACK}", "ntfy://topic", "hooks://example.org/?secret=${KEY}"]
    text = MAIL + rule(f'regions = "London"\nchannels = {channels}')
    (found,) = load(text, {"SLACK": "https://hooks.slack.com/services/T/B/x", "KEY": "k" * 16, **SMTP}).subscriptions
    assert list(found.quiet) == ["${SLACK}", "ntfy://topic"]
    (named,) = load(MAIL + rule('regions = "London"\nchannels = ["${MAIL}"]'), {"MAIL": "mailto://h?to=a@b.example"}
    ).subscriptions  # fmt: skip
    assert named.quiet == {}


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ('lists = ["mersy"]', "'mersy' in lists is not known; did you mean 'mersey'?"),
        ('neighbours_of = ["Leeds"]', "nobody says which are the neighbours of Leeds"),
        ('authority_types = ["county"]', "'county' in authority_types is not known"),
        ('regions = "London"\nquery = \'"front door\'', "query has a quotation mark without its partner"),
        ('regions = "London"\nwhen = "dayly"', "did you mean 'daily'?"),
        ('regions = "London"\nat = "half past"', "'half past' is no time of day; write 07:30"),
        ('regions = "London"\ndays = ["Funday"]', "'Funday' is no day"),
        ('regions = "London"\nquiet = "20:00"', "'20:00' is no day"),
        ('regions = "London"\nquiet = "weekdays, weekends"', "nothing would ever go out"),
        ('regions = "London"\nconfirmed = "yes"', "confirmed is neither true nor false"),
        ('regions = "London"\nwhen = "weekly"\ndigest = "off"', "digest is off"),
        ('regions = "London"\nexclude_own = 1', "neither true nor false"),
    ],
)
def test_a_fault_in_a_key_is_named_with_its_line(more: str, what: str) -> None:
    text = MAIL + WIDE.replace("[list.own]", "[list.ours]") + rule(more)
    loaded = load(text)
    last = len(text.rstrip().splitlines())
    assert any(f":{last}: " in one and what in one for one in said(loaded)), said(loaded)
    assert "bad" not in loaded.sound


def test_a_name_has_one_home() -> None:
    kept = {"name": "Good", "to": "desk@example.org", "regions": ["London"]}
    loaded = load_subscriptions(MAIL + GOOD, "subscriptions.toml", GAZETTEER, None, [kept])
    assert [(one.name, one.origin) for one in loaded.subscriptions] == [("Good", "database")]
    assert "subscriptions.toml:4: the name 'Good' is that of a subscription in the database" in said(loaded)[0]


def test_values_before_the_first_table_are_named() -> None:
    loaded = load('# mine\nname = "Bad"\n' + MAIL + GOOD)
    assert said(loaded)[0].startswith("subscriptions.toml:1: a value outside any table is not known")
    assert len(loaded.subscriptions) == 1


def test_the_known_part_of_a_list_stays_in_force() -> None:
    loaded = load(MAIL + rule('authorities = ["Nowhere-on-Sea", "Halton"]'))
    assert loaded.subscriptions[0].authorities == ("Halton",)
    assert len(loaded.problems) == 1


def test_a_list_of_which_nothing_is_known_never_widens_a_rule() -> None:
    assert load(MAIL + rule('authorities = ["Halton"]\ngrades = ["rubbish"]')).subscriptions == ()


def test_the_second_of_a_name_is_left_out() -> None:
    loaded = load(MAIL + GOOD + GOOD.replace("St Helens", "Leeds"))
    assert [subscription.authorities for subscription in loaded.subscriptions] == [("St Helens",)]
    assert "'Good' is there twice" in said(loaded)[0]


def test_an_email_address_needs_a_server_and_its_subscription_stays_for_previews() -> None:
    loaded = load(GOOD)
    assert "no mail server is set up" in said(loaded)[0]
    assert loaded.subscriptions[0].channels == ()


def test_with_secrets_at_hand_the_whole_address_is_checked() -> None:
    text = rule('authorities = ["Halton"]\nchannels = ["${HOOK}"]')
    assert "HOOK is not set; put it in the environment" in said(load(text, {}))[0]
    short = load(text, {"HOOK": "hooks://example.org/?secret=short"})
    assert "16 characters" in said(short)[0] and "short" not in said(short)[0].replace("shorter", "")
    assert said(load(text, {"HOOK": "hooks://example.org/?secret=long-enough-to-sign-with"})) == []


def test_no_secret_in_what_is_printed() -> None:
    loaded = load(rule('authorities = ["Halton"]\nchannels = ["hooks://example.org/tok3n?secret=0123456789abcdef",'
                       ' "telegram-token-tok3n"]'))  # fmt: skip
    assert "tok3n" not in repr(loaded) and "0123456789abcdef" not in repr(loaded)


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    assert said(load("\ufeff" + (MAIL + GOOD).replace("\n", "\r\n"))) == []


@given(st.text(alphabet=st.sampled_from("[]=\"\n a#.1{}'\\"), max_size=60))
def test_no_text_breaks_the_reader_or_hides_a_later_table(text: str) -> None:
    found = list(tables(f"{text}\n[recipient.last]\nkey = 1\n"))
    assert found[-1].values == {"key": 1}
    assert found[-1].line == len(f"{text}\n".splitlines()) + 1
