"""What a decision changes, the decisions there are, and one event with all about it, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alerts.safe_text import plain
from flows.dossier import Decision, Dossier
from flows.screens.listings import cell, moment, show, table
from flows.screens.output import hint, say
from flows.standing import Standing
from flows.steps.deciding import Outcome


def show_outcome(outcome: Outcome, dry_run: bool) -> None:
    """What was so before and is otherwise now, and how to take it back."""
    made = table("event", "fact", "before", "after", whole=("event", "fact"))
    for before, after in zip(outcome.before, outcome.after, strict=True):
        for path, was, now in _differences(before, after):
            made.add_row(cell(after.id, "bold"), cell(path), cell(was, "dim"), cell(now))
    show(made, "No fact changes.")
    if outcome.told:
        say(f"Readers {'would be' if dry_run else 'will be'} told: {', '.join(outcome.told)}.", "yellow")
    if dry_run:
        say("A dry run: nothing was changed.", "dim")
    elif outcome.undone:
        say(f"Decision {outcome.decision} ({outcome.kind}) is undone.")
    else:
        hint(f"Decision {outcome.decision} is in force. To take it back: watchkeeper events undo {outcome.decision}")


def show_decisions(decisions: Sequence[Decision]) -> None:
    """Decisions, the oldest first; those undone are dim."""
    made = table("no", "when", "by", "decision", "event", "what", "undone", whole=("no", "when", "event"))
    for decision in decisions:
        style = "dim" if decision.undone_at else ""
        undone = f"{moment(decision.undone_at)}, {decision.undone_by}" if decision.undone_at else None
        made.add_row(
            cell(decision.number, style), cell(moment(decision.at), style), cell(decision.by, style),
            cell(decision.kind, style), cell(decision.event, style), cell(_what(decision), style), cell(undone, style),
        )  # fmt: skip
    show(made, "Nobody has decided anything yet.")


def show_dossier(found: Dossier) -> None:
    """An event: its facts, what it rests on, what was decided, how it came to be as it is."""
    standing = found.standing
    if found.asked != standing.id:
        say(f"{found.asked} is part of {standing.id}.", "yellow")
    say(f"{standing.id}  {found.authority}, {found.family}, {standing.status}", "bold")
    for note in standing.notes:
        say(f"note: {plain(note)}", "italic")
    facts = table("fact", "value", whole=("fact",))
    for path, value in standing.facts.items():
        facts.add_row(cell(path), cell(value))
    show(facts, "Nothing is known of it.")
    rests = table("rests on", "outlet", "address", whole=("rests on",))
    for support in found.supports:
        where = f"({support.fate} since)" if support.fate else support.url
        rests.add_row(cell(support.name), cell(support.outlet), cell(where, "dim"))
    show(rests, "Nothing supports it.")
    changes = table("when", "change", "told or not, and why", whole=("when", "change"))
    for at, kind, why in found.changes:
        changes.add_row(cell(moment(at)), cell(kind), cell(why, "dim"))
    show(changes, "It never changed.")
    if found.decisions:
        show_decisions(found.decisions)


def _differences(before: Standing | None, after: Standing) -> list[tuple[str, str | None, str | None]]:
    was, now = _rows(before), _rows(after)
    paths = dict.fromkeys([*was, *now])
    return [(path, was.get(path), now.get(path)) for path in paths if was.get(path) != now.get(path)]


def _rows(standing: Standing | None) -> Mapping[str, str]:
    """What there is to see of an event, a merged one only by what it is part of."""
    if standing is None:
        return {}
    status = f"part of {standing.merged_into}" if standing.merged_into else standing.status
    rows = {"status": status, "sources": str(len(standing.sources))}
    if standing.merged_into is None:
        rows |= standing.facts
    return rows | {f"note {place}": note for place, note in enumerate(standing.notes, 1)}


def _what(decision: Decision) -> str:
    what: Mapping[str, Any] = decision.what
    match decision.kind:
        case "merge":
            return f"into {what['into']}"
        case "split":
            return f"{len(what['sources'])} off into {what['into']}"
        case "correct":
            return ", ".join(f"{path}={_said(value)}" for path, value in what.items())
        case "note":
            return str(what["text"])
    return ""


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(person.get("name") or "unnamed") for person in value)
    return "" if value is None else str(value)
