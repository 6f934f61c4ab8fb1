"""Examples of interventions, changes of post-holders, improvement activity and funding."""

from __future__ import annotations

from datetime import UTC, datetime

from alerts.examples.build import change, dates, notice, press
from alerts.model import ChangeView, Citation, Notice
from parsers.model import Action, Facts, Instrument, Person

_JANUARY = datetime(2020, 1, 22, 9, 0, tzinfo=UTC)


def interventions() -> dict[str, Notice]:
    """Every instrument issued, and an improvement notice revised and closed."""
    report = press(
        "Example Star",
        _JANUARY,
        "The report reveals that a formal improvement notice was issued and an adviser appointed.",
    )
    instruments: tuple[Instrument, ...] = ("improvement_notice", "adviser")
    both = notice(
        *(
            change(
                "issued",
                "St Helens",
                Facts(inspectorate="DfE", instrument=instrument, action="issued"),
                "intervention",
                at=_JANUARY,
                id=number,
                event_id=f"01example{number}",
                citations=(report,),
            )
            for number, instrument in enumerate(instruments)
        )
    )
    return {
        "intervention": both,
        "intervention-revised": notice(_notice_page("improvement_notice", "revised")),
        "intervention-lifted": notice(_notice_page("improvement_notice", "lifted")),
        "intervention-commissioner": notice(_notice_page("commissioner", "issued")),
        "intervention-direction": notice(_notice_page("statutory_direction", "issued", service="SEND")),
    }


def leadership() -> dict[str, Notice]:
    """An elected member replaced, a director leaving and one arriving."""
    cabinet = Facts(
        people=(
            Person("Joe Pearson", "cabinet member", "out"),
            Person("Nova Charlton", "cabinet member for protecting young people", "in"),
        ),
        dates=dates(effective="2019-08"),
    )
    leaving = Facts(
        people=(Person("Alex Example", "director of children’s services", "out"),),
        dates=dates(effective="2026-09-30"),
    )
    arriving = Facts(people=(Person("Sam Sample", "Director of Children’s Services", "interim"),))
    reported = press("Example Star", datetime(2026, 8, 20, 10, 5, tzinfo=UTC))
    return {
        "leadership": notice(
            change("joined", "St Helens", cabinet, "leadership", at=datetime(2019, 9, 17, 8, 0, tzinfo=UTC))
        ),
        "leadership-leaving": notice(
            change("left", "Exampleshire", leaving, "leadership", citations=(reported,)),
        ),
        "leadership-interim": notice(change("joined", "Exampleshire", arriving, "leadership", status="confirmed")),
    }


def opt_in() -> dict[str, Notice]:
    """Improvement activity and funding, which a subscription must ask for."""
    partner = Facts(what="partner in practice", partner="Cheshire West and Chester")
    money = Facts(amount_gbp=5_500_000, per="year", what="extra for children’s services")
    return {
        "activity": notice(change("reported", "St Helens", partner, "activity")),
        "funding": notice(change("reported", "St Helens", money, "funding")),
    }


def _notice_page(instrument: Instrument, action: Action, service: str | None = None) -> ChangeView:
    page = Citation(
        "GOV.UK",
        "Improvement notices and directions",
        "https://www.gov.uk/government/publications/improvement-notice-issued-to-exampleshire",
        None,
        None,
        official=True,
    )
    facts = Facts(
        inspectorate="DfE", instrument=instrument, action=action, service=service, dates=dates(effective="2026-08-19")
    )
    return change(action, "Exampleshire", facts, "intervention", status="confirmed", citations=(page,))
