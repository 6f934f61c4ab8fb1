"""How sources fare, as commands and Prefect show it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows import steps
from flows.report import sources_as_markdown
from flows.shop import Unreadable
from flows.source_health import Health, Wanted, attempt_as_dict, chosen, health, health_of, last_body
from parsers.model import Article
from storage.tables import SourceRow
from tests.town import Town

TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORY = Article(
    id="visit",
    title="Knowsley children's services rated inadequate by Ofsted",
    text=(
        "Ofsted has judged children's services at Knowsley Council to be inadequate.\n\nInspectors visited the council "
        "between 28 September and 9 October 2026, and their report was published this week."
    ),
)


def fares(town: Town, now: datetime) -> dict[str, Health]:
    """Every source by its id."""
    with town.shop() as shop:
        return {item.row.id: item for item in health(shop, now)}


def test_who_told_first_and_who_is_usually_behind(town: Town) -> None:
    for slug in ("star", "echo", "post"):
        town.open_outlet(slug, f"Example {slug.title()}")
    for hours, slug in enumerate(("star", "echo")):
        town.stand.publish(STORY, TODAY - (5 - 3 * hours) * HOUR, [slug])
    town.run(TODAY)
    found = fares(town, TODAY)
    star, echo = found["star"].lag, found["echo"].lag
    assert star is not None
    assert echo is not None
    assert (star.events, star.first, star.median) == (1, 1, 0 * HOUR)
    assert (echo.events, echo.first, echo.median) == (1, 0, 3 * HOUR)
    assert found["post"].lag is None
    assert found["echo"].as_dict()["lag"] == {"events": 1, "first": 0, "median_hours": 3.0}


def test_every_state_has_its_word(town: Town) -> None:
    for slug in ("star", "echo", "post", "bell"):
        town.open_outlet(slug, f"Example {slug.title()}")
    town.stand.mount("/outlet/echo/feed", "consent_wall")
    town.stand.mount("/outlet/post/feed", "gone")
    town.stand.mount("/outlet/bell/feed", "empty_feed")
    town.stand.publish(Article("road", "A road is closed."), TODAY - HOUR, ["star"])
    with town.shop() as shop:
        for hours in (0, 48):
            steps.refresh_sources(shop, TODAY)
            steps.poll_due(shop, TODAY + hours * HOUR, 10, pages=0)
        with shop.database.write() as session:
            session.add(
                SourceRow(
                    id="off", name="Off", url="x", kind="rss", group="trade", serves=[], every_minutes=30, enabled=False
                )
            )
    now = TODAY + 49 * HOUR
    found = fares(town, now)
    assert {name: (item.state, item.well) for name, item in found.items()} == {
        "star": ("unchanged", True),
        "echo": ("consent wall", False),
        "post": ("parked: gone", False),
        "bell": ("empty", True),
        "off": ("off", True),
    }
    assert fares(town, now + 100 * 24 * HOUR)["star"].state == "quiet"
    told = sources_as_markdown(list(found.values()))
    assert told.startswith("3 of 5 sources fare well.")
    assert "| Example Echo | consent wall |" in told and "Example Star" not in told
    for wanted, names in (
        (Wanted(), {"bell", "echo", "off", "post", "star"}),
        (Wanted(status="failing"), {"echo", "post"}),
        (Wanted(status="consent wall"), {"echo"}),
        (Wanted(authority="st helens"), {"bell", "echo", "post", "star"}),
        (Wanted(authority="Kent", kind="rss"), set()),
        (Wanted(kind="atom"), set()),
    ):
        with town.shop() as shop:
            assert {item.row.id for item in chosen(shop, wanted, now)} == names
    with town.shop() as shop:
        with pytest.raises(Unreadable, match="no source is 'dead'"):
            chosen(shop, Wanted(status="dead"), now)
        assert b"<html" in last_body(shop, "echo")
        with pytest.raises(Unreadable, match="nothing that bell sent is kept"):
            last_body(shop, "bell")


def test_the_history_of_one_source(town: Town) -> None:
    town.open_outlet("star", "Example Star")
    town.stand.mount("/outlet/star/feed", "server_error", times=1)
    with town.shop() as shop:
        steps.refresh_sources(shop, TODAY)
        for hours in range(0, 6, 2):
            steps.poll_due(shop, TODAY + hours * HOUR, 10, pages=0)
        for name in ("star", "example star"):
            item, tries = health_of(shop, name, TODAY)
            assert item.row.id == "star"
            assert [attempt_as_dict(tried)["status"] for tried in tries] == ["empty", "empty", "server_error"]
            assert tries[-1].http_status == 500
        with pytest.raises(Unreadable, match="no source has the id or name 'moon'"):
            health_of(shop, "moon", TODAY)
