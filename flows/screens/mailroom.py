"""Messages and tests of channels as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from alerts.wording import count
from flows.screens.listings import cell, moment, show, table
from flows.screens.output import complain, say

_STYLE = {"sent": "green", "owed": "yellow", "refused": "bold red", "failed": "bold red", "not taken": "yellow"}


def show_messages(messages: Sequence[Mapping[str, Any]], problems: Sequence[str]) -> None:
    """What went out and what waits, then what is wrong with the subscriptions."""
    made = table("when", "state", "to", "by", "headline", "answer", whole=("when", "state"))
    for message in messages:
        state = message["state"]
        made.add_row(
            cell(moment(datetime.fromisoformat(message["at"]))), cell(state, _STYLE.get(state, "")),
            cell(message["recipient"]), cell(message["channel"], "dim"), cell(message["headline"], "bold"),
            cell(message["detail"], "dim"),
        )  # fmt: skip
    show(made, "No messages yet.")
    for problem in problems:
        complain(problem)


def show_tests(results: Sequence[Mapping[str, Any]], problems: Sequence[str]) -> None:
    """What each channel answered."""
    for result in results:
        say(f"{result['outcome']:<9}  {result['recipient']} by {result['channel']}", _STYLE.get(result["outcome"], ""))
        say(result["detail"], "dim")
    for problem in problems:
        complain(problem)


def show_subscriptions(found: Sequence[Mapping[str, Any]], problems: Sequence[str]) -> None:
    """Who follows what, when they are told, and where the rule is at home."""
    made = table("name", "to", "follows", "told", "digest", "home", whole=("home",))
    for rule in found:
        made.add_row(
            cell(rule["name"], "bold"), cell(rule["recipient"]), cell(_places(rule)),
            cell(_pace(rule)), cell(rule["digest"] or "none"), cell(rule["origin"], "dim"),
        )  # fmt: skip
    show(made, "No subscriptions yet: watchkeeper init writes a first one.")
    for problem in problems:
        complain(problem)


def show_subscription(rule: Mapping[str, Any]) -> None:
    """One subscription, what it says of each matter in a line."""
    lines = {
        "to": rule["recipient"],
        "by": ", ".join(rule["channels"]) or "no channel",
        "follows": f"{_places(rule)} ({count(rule['reach'], 'council', 'councils')})",
        "without": ", ".join(rule["excluded"]),
        **{key: ", ".join(rule[key]) for key in ("types", "kinds", "grades", "directions", "services", "posts")},
        "query": rule["query"],
        "only with": "priority actions" if rule["priority_actions"] else "",
        "told": _pace(rule),
        "digest": rule["digest"] or "none",
        "quiet": ", ".join(rule["quiet"]),
        "home": rule["origin"],
    }
    say(rule["name"], "bold")
    for key, value in lines.items():
        if value:
            say(f"  {key:<10} {str(value).replace('_', ' ')}")


def _pace(rule: Mapping[str, Any]) -> str:
    return "not now: paused" if rule.get("paused") else rule["pace"] or "by the kind of news"


def _places(rule: Mapping[str, Any]) -> str:
    return ", ".join([*rule["authorities"], *rule["regions"], *(words for words, _ in rule["circles"])])
