"""Examples of digests: a full week, a week without news, and a reader's first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from alerts.digest import Checked, Digest, Standing, Told
from alerts.examples.build import change, dates, official, press
from alerts.roll_up import RollUp
from parsers.forecast import Estimate
from parsers.model import Facts, Grade, Person
from parsers.partial_date import Window

_SINCE, _UNTIL = datetime(2026, 11, 16, 7, 30, tzinfo=UTC), datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
_WHY = ("because you follow the North West",)


def roll_up() -> RollUp:
    """Seven reports that came out on one day."""
    at = datetime(2024, 7, 12, 9, 30, tzinfo=UTC)
    places: dict[str, tuple[Grade, Grade]] = {
        "Knowsley": ("inadequate", "requires_improvement"), "Halton": ("requires_improvement", "requires_improvement"),
        "Exampleton": ("good", "requires_improvement"), "Sampleford": ("good", "good"),
        "Demoborough": ("outstanding", "good"), "Exampleshire": ("good", "inadequate"),
        "Trafford": ("requires_improvement", "good"),
    }  # fmt: skip
    changes = tuple(
        change(
            "published", place,
            Facts(kind="ilacs_short", judgements={"overall": now}, previous_overall=before,
                  dates=dates(published="2024-07-12")),
            at=at, id=number, types=("judgement",), status="confirmed", event_id=f"01example{number}",
            citations=(official("Ofsted report", 50300010 + number),),
        )
        for number, (place, (now, before)) in enumerate(places.items())
    )  # fmt: skip
    return RollUp("example-roll-up", "newsdesk", changes, _WHY, at)


def digests() -> dict[str, Digest]:
    """Digests by name."""
    visit = change(
        "published", "Exampleton",
        Facts(kind="focused_visit", priority_actions=0, dates=dates(published="2026-11-18")),
        status="confirmed", citations=(official("Ofsted letter", 50300004),),
    )  # fmt: skip
    closed = change(
        "lifted", "Sampleford", Facts(instrument="improvement_notice", action="lifted"), "intervention",
        citations=(press("Example Star", datetime(2026, 11, 17, 14, 5, tzinfo=UTC)),),
    )  # fmt: skip
    member = change(
        "joined", "Demoborough",
        Facts(people=(Person("Sam Sample", "cabinet member for children", "in", "lead_member"),)), "leadership",
        citations=(press("Example Echo", datetime(2026, 11, 19, 9, 0, tzinfo=UTC)),),
    )  # fmt: skip
    late = change(
        "left", "Demoborough",
        Facts(people=(Person("Alex Example", "director of children’s services", "out", "dcs"),),
              dates=dates(effective="2026-09")),
        "leadership", at=_UNTIL, learnt_late=True,
        citations=(press("Example Echo", datetime(2026, 10, 2, 9, tzinfo=UTC)),),
    )  # fmt: skip
    coming = change(
        "announced", "Exampleshire",
        Facts(inspectorate="Ofsted", kind="ilacs_standard", dates=dates(start="2026-11-30", end="2026-12-11")),
    )  # fmt: skip
    estimate = Estimate(
        "Sampleford", "inspection", "next inspection", Window(date(2027, 1, 4), date(2027, 6, 30)),
        "nine in ten came 2.6 to 3.9 years after a Good",
    )  # fmt: skip
    week = Digest(
        id="example-digest",
        recipient="newsdesk",
        names=("North West",),
        since=_SINCE,
        until=_UNTIL,
        checked=Checked(24, 41, ("Example Reporter", "Example Globe"), ("Halton",), _UNTIL.replace(hour=7, minute=12)),
        new=(visit, closed, member),
        late=(late,),
        told=(
            Told(datetime(2026, 11, 17, 9, 41, tzinfo=UTC), "Knowsley: Inadequate (was Requires improvement)"),
            Told(
                datetime(2026, 11, 20, 10, 5, tzinfo=UTC),
                "Exampleshire: children’s services director to leave (press only)",
            ),
        ),
        put_right=(
            Told(datetime(2026, 11, 19, 12, 0, tzinfo=UTC), "CORRECTION: Exampleshire: 2 priority actions, not 3"),
        ),
        coming=(coming,),
        estimates=(estimate,),
        reasons=_WHY,
    )
    bare = replace(
        week, new=(), late=(), told=(), put_right=(), coming=(), estimates=(),
        checked=replace(week.checked, failing=(), thin=()),
    )  # fmt: skip
    first = replace(
        bare,
        names=("Mersey",),
        standings=(
            Standing("Halton", "Requires improvement, Apr 2020"),
            Standing("Knowsley", "Inadequate, Jan 2025"),
            Standing("St Helens", "Good (was Inadequate), Sep 2023"),
        ),
        checked=replace(bare.checked, councils=3, sources=9),
        reasons=("because you subscribe to Mersey",),
    )
    return {"digest": week, "digest-empty": bare, "digest-first": first}
