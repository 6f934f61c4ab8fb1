"""The five articles, replayed: the events, standing facts and messages that they must give, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows import settings
from flows.replay import Replayed, load_corpus, replay
from flows.screens.replayed import replay_to_dict
from flows.shop import open_lexicon
from parsers import reader

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests" / "gold" / "st_helens.json").read_text(encoding="utf-8"))
WANTED = {event["id"]: event for event in GOLD["events"]}
# What gold names in a sentence, by the word for it in the system's own vocabulary.
ACTIVITIES = {
    "R04": "improvement board",
    "R10": "action plan",
    "R13": "improvement partner",
    "R17": "progress review",
}


@pytest.fixture(scope="module")
def replayed() -> Replayed:
    return replay(settings.load(seeds=ROOT / "seeds"), load_corpus(ROOT / "seeds"))


@pytest.fixture(scope="module")
def found(replayed: Replayed) -> dict[str, dict[str, Any]]:
    """Gold id -> the system's event; each event answers to one gold event at most."""
    events = replay_to_dict(replayed)["events"]
    matched: dict[str, dict[str, Any]] = {}
    for gold_id, gold in WANTED.items():
        fitting = [event for event in events if _answers(gold_id, gold, event)]
        assert len(fitting) == 1, f"{gold_id}: {len(fitting)} events fit {gold}"
        matched[gold_id] = fitting[0]
    assert len({event["id"] for event in matched.values()}) == len(matched)
    return matched


def _answers(gold_id: str, gold: dict[str, Any], event: dict[str, Any]) -> bool:
    if event["family"] != gold["family"] or event["authority"] != gold["authority"]:
        return False
    if set(event["articles"]) != set(gold["articles"]):
        return False
    if gold_id in ACTIVITIES:
        return bool(event["what"] == ACTIVITIES[gold_id])
    keys = ("kind", "instrument", "amount_gbp")
    if any(gold.get(key) is not None and gold[key] != event.get(key) for key in keys):
        return False
    start = gold["dates"].get("start", "")
    return bool(event.get("dates", {}).get("start", "").startswith(start))


def test_there_are_sixteen_events(replayed: Replayed, found: dict[str, dict[str, Any]]) -> None:
    known = {event["id"] for event in found.values()}
    extra = [event for event in replay_to_dict(replayed)["events"] if event["id"] not in known]
    assert not extra
    assert len(found) == 16


@pytest.mark.parametrize("gold_id", WANTED)
def test_facts_match(gold_id: str, found: dict[str, dict[str, Any]]) -> None:
    gold, event = WANTED[gold_id], found[gold_id]
    for key in (
        "kind", "judgements", "priority_actions", "areas_for_improvement", "theme", "instrument", "action",
        "inspectorate", "amount_gbp", "per", "partner", "inspectors",
    ):  # fmt: skip
        if gold.get(key) is not None:
            assert event.get(key) == gold[key], key
    for key, iso in gold["dates"].items():
        assert event["dates"][key].startswith(iso), key
    wanted = [(p["name"], p["change"]) for p in gold.get("people", ())]
    people = [(p["name"], p["change"]) for p in event.get("people", ())]
    assert sorted(people, key=str) == sorted(wanted, key=str)


def test_eight_messages_in_order(replayed: Replayed, found: dict[str, dict[str, Any]]) -> None:
    gold_of = {event["id"]: gold_id for gold_id, event in found.items()}
    messages = [
        [message.articles[0], sorted(gold_of.get(view.event_id, "?") for view in message.notice.changes)]
        for message in replayed.messages
    ]
    assert messages == [[article, sorted(events)] for article, events in GOLD["messages_in_order"]]


def test_changes_are_of_the_right_kind(replayed: Replayed, found: dict[str, dict[str, Any]]) -> None:
    gold_of = {event["id"]: gold_id for gold_id, event in found.items()}
    told = {
        (gold_of[view.event_id], message.articles[0]): (view.kind, view.learnt_late)
        for message in replayed.messages
        for view in message.notice.changes
    }
    wanted = {
        (gold_id, alert["article"]): (alert["change"], alert.get("learnt_late", False))
        for gold_id, gold in WANTED.items()
        for alert in gold["alerts"]
    }
    assert told == wanted


def test_three_standing_facts_support_no_event() -> None:
    lexicon = open_lexicon(ROOT / "seeds")
    readings = {item.id: reader.read(item.article(), lexicon) for item in load_corpus(ROOT / "seeds")}
    states = {
        name: [mention for mention in reading.mentions if mention.role == "state"] for name, reading in readings.items()
    }
    holders = {person.name: person.post for mention in states["002"] for person in mention.facts.people}
    assert holders == {"Jim Leivers": "dcs", "Nova Charlton": "lead_member"}
    cadence = [mention for mention in states["001"] if mention.family == "inspection"]
    assert len(cadence) == 1
    assert not cadence[0].facts.dates
    everyone = [mention for state in states.values() for mention in state]
    assert all(mention.family in ("leadership", "inspection") for mention in everyone)


def test_the_virtual_clock_gives_the_same_each_time(replayed: Replayed) -> None:
    again = replay(settings.load(seeds=ROOT / "seeds"), load_corpus(ROOT / "seeds"))
    assert replay_to_dict(again) == replay_to_dict(replayed)
