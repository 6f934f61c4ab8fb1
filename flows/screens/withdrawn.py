"""Articles that were withdrawn: what that came to, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from alerts.wording import count
from flows.screens.listings import cell, moment, show, table
from flows.screens.output import hint, say
from flows.steps.withdrawing import Came, Withdrawal
from storage.withdrawals import ERASED_AFTER


def show_withdrawal(came: Came, dry_run: bool) -> None:
    """What was withdrawn, what became of the events that it tells of, and what else holds its words."""
    one = came.withdrawal
    would = "Would be withdrawn" if dry_run else "Withdrawn"
    say(f"{would}: article {one.article}, {one.outlet or 'no outlet'}, {one.url or 'no address'}", "bold")
    words = "deleted" if one.erased_at else f"hidden now, deleted after {ERASED_AFTER.days} days"
    say(f"Its words are {words}; nothing of them is shown or sent.")
    lost = [now for was, now in came.events if now.status == "retracted" and was and was.status != "retracted"]
    kept = len(came.events) - len(lost)
    if kept:
        keep = count(kept, "event keeps its facts", "events keep their facts")
        say(f"{keep} and will say that a source was withdrawn.")
    for event in lost:
        say(f"{event.id} rested on it alone and is taken back.", "yellow")
    if came.told:
        say(f"Readers will be told: {', '.join(came.told)}.", "yellow")
    if came.copies:
        say(f"Found to repeat its text, and not touched: {', '.join(came.copies)}.", "yellow")
    if not dry_run:
        hint(f"To take it back: watchkeeper articles restore {one.article}", "dim")


def show_restored(came: Came) -> None:
    """What is shown again, and from when."""
    one = came.withdrawal
    say(f"Article {one.article} is shown again, {count(len(came.events), 'event rests', 'events rest')} on it.")
    if one.erased_at:
        say("Its words were deleted: they are asked for at its address with the next pass.", "yellow")


def show_withdrawals(found: Sequence[Withdrawal]) -> None:
    """Every withdrawal with who, when and why."""
    made = table("article", "outlet", "withdrawn", "by", "why", "words", "taken back", whole=("article", "withdrawn"))
    for one in found:
        words = "deleted" if one.erased_at else "shown" if one.undone_at else "hidden"
        back = f"{moment(one.undone_at)} by {one.undone_by}" if one.undone_at else None
        made.add_row(
            cell(one.article), cell(one.outlet), cell(moment(one.at)), cell(one.by),
            cell(one.reason + (" (its facts too)" if one.facts_too else "")), cell(words), cell(back),
        )  # fmt: skip
    show(made, "Nothing was withdrawn.")
