"""Interventions in the many ways that reports tell them: whose, by whom, and how sure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers.model import Mention, Reading

ReadText = Callable[..., Reading]
NORFOLK = "Norfolk County Council's children's services will be inspected by Ofsted next week. Its leaders are ready. "
BRADFORD = "Children's services in Bradford were rated inadequate by Ofsted in January 2024. "


def measures(reading: Reading) -> list[Mention]:
    """What it says of interventions."""
    return [mention for mention in reading.mentions if mention.type == "intervention"]


@pytest.mark.parametrize(
    "text",
    [
        "Slough, Sunderland and Sandwell have also had their departments taken away after critical reports.",
        "Slough, Sunderland and Sandwell had their children's services taken over in 2015.",
        "Slough, Sunderland and Sandwell were forced by the government to cede control of their services in 2015.",
        "Ministers made Slough, Sunderland and Sandwell give up control of child protection in 2015.",
        "Slough, Sunderland and Sandwell surrendered control of children's services in 2015.",
    ],
)
def test_others_who_lost_their_services_are_recalled_each(text: str, read_text: ReadText) -> None:
    found = {(mention.authority, mention.role) for mention in measures(read_text(NORFOLK + text))}
    assert found == {(name, "retrospective") for name in ("Slough", "Sunderland", "Sandwell")}


@pytest.mark.parametrize(
    "text",
    [
        "Two months ago a commissioner was appointed by the government to improve children's services in Croydon.",
        "In March 2024 ministers sent a commissioner to run children's services in Croydon.",
        "A commissioner was sent in March 2024 to lead the services of Croydon.",
    ],
)
def test_where_somebody_is_sent_to_run_services_is_whom_it_befalls(text: str, read_text: ReadText) -> None:
    found = [(item.authority, item.role, item.facts.instrument) for item in measures(read_text(NORFOLK + text))]
    assert found == [("Croydon", "retrospective", "commissioner")]


@pytest.mark.parametrize(
    "text",
    [
        "If it is rated inadequate again, intervention by the government would almost certainly follow.",
        "It could face intervention from the Department for Education.",
        "The council risks losing responsibility for child protection.",
        "It might have to surrender control of the service.",
    ],
)
def test_what_threatens_is_conditional(text: str, read_text: ReadText) -> None:
    found = [(item.authority, item.role) for item in measures(read_text(NORFOLK + text))]
    assert found == [("Norfolk", "conditional")]


@pytest.mark.parametrize(
    ("text", "name", "change"),
    [
        ("Paul Fenwick has been appointed commissioner by the Department for Education today.", "Paul Fenwick", "in"),
        ("The commissioner, Eleanor Marsh, was appointed by ministers today.", "Eleanor Marsh", "in"),
        (
            "Ministers today named Eleanor Marsh, formerly of Leeds City Council, as commissioner.",
            "Eleanor Marsh",
            "in",
        ),
        ("Ministers have sent in a commissioner, Eleanor Marsh, to help the council.", "Eleanor Marsh", "in"),
        ("Eleanor Marsh OBE, a former director, comes in as commissioner today.", "Eleanor Marsh", "in"),
        ("Eleanor Marsh has stood down as commissioner today.", "Eleanor Marsh", "out"),
        ("The minister, Jane Keen, said a commissioner had been appointed today.", None, None),
        ("A commissioner has been sent in, said council leader Tom Hare today.", None, None),
    ],
)
def test_the_commissioner_has_a_name(text: str, name: str | None, change: str | None, read_text: ReadText) -> None:
    found = [item for item in measures(read_text(BRADFORD + text)) if item.facts.instrument == "commissioner"]
    assert [item.role for item in found] == ["new"]
    assert [(one.name, one.change) for one in found[0].facts.people] == ([(name, change)] if name else [])


@pytest.mark.parametrize(
    "text",
    [
        "The Department for Education appointed John Coughey, the boss of Hampshire County Council, to oversee it.",
        "Ministers sent the chief executive of Hampshire County Council to lead the improvement.",
        "The government has brought in Hampshire's director of children's services to oversee the improvement.",
    ],
)
def test_whoever_is_sent_to_oversee_it_changes_no_post(text: str, read_text: ReadText) -> None:
    reading = read_text(BRADFORD + text)
    assert {mention.authority for mention in measures(reading)} == {"Bradford"}
    assert not [item for item in reading.mentions if item.type == "leadership_change" and item.role != "state"]


@pytest.mark.parametrize(
    ("text", "instrument", "role"),
    [
        ("This week's statutory direction says that the authority is failing.", "statutory_direction", "new"),
        ("Yesterday's improvement notice sets out what must change.", "improvement_notice", "new"),
        ("The commissioner would give her recommendations in December.", "commissioner", "scheduled"),
        (
            "At that time commissioners from the Department for Education oversaw the service.",
            "commissioner",
            "retrospective",
        ),
        ("It was in 2008 that the council got an improvement notice.", "improvement_notice", "retrospective"),
        (
            "It was then issued with an improvement notice, under which an adviser was appointed.",
            "adviser",
            "retrospective",
        ),
    ],
)
def test_how_a_measure_is_told(text: str, instrument: str, role: str, read_text: ReadText) -> None:
    found = measures(read_text(BRADFORD + text))
    assert (instrument, role) in {(item.facts.instrument, item.role) for item in found}


def test_a_service_comes_out_of_special_measures_and_a_school_does_not(read_text: ReadText) -> None:
    service = measures(
        read_text(BRADFORD + "Inadequate for a decade, the service came out of special measures in 2022.")
    )
    assert [(item.role, item.facts.action) for item in service] == [("retrospective", "lifted")]
    assert not measures(read_text(BRADFORD + "Oak Lane primary school came out of special measures in 2022."))
