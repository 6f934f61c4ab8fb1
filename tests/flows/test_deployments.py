"""What runs when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.utilities.importtools import import_object

from flows import settings
from flows.deployments import deployments
from flows.prefect_settings import environment


@pytest.fixture
def registered() -> Iterator[dict[str, Any]]:
    """The deployments by the name of their flow."""
    found = deployments(settings.load(poll_every=300, deliver_every=60, register_every=900))
    return {deployment.flow_name: deployment for deployment in found}  # type: ignore[return-value]  # a fixture


def test_each_flow_has_its_schedule(registered: dict[str, Any]) -> None:
    schedules = {name: item.schedules[0].schedule for name, item in registered.items() if item.schedules}
    assert set(registered) - set(schedules) == {"reread"}
    intervals = {name: found.interval for name, found in schedules.items() if isinstance(found, IntervalSchedule)}
    assert intervals == {
        "poll": timedelta(minutes=5),
        "deliver": timedelta(minutes=1),
        "register": timedelta(minutes=15),
    }
    nightly = schedules["maintain"]
    assert isinstance(nightly, CronSchedule)
    assert (nightly.cron, nightly.timezone) == ("17 3 * * *", "Europe/London")


def test_entrypoints_are_modules_and_lead_to_the_flows(registered: dict[str, Any]) -> None:
    for name, deployment in registered.items():
        assert deployment.entrypoint == f"flows.{name}.{name}"
        assert import_object(deployment.entrypoint).name == name


def test_a_run_that_meets_its_predecessor_is_dropped(registered: dict[str, Any]) -> None:
    for deployment in registered.values():
        assert deployment.concurrency_limit == 1
        assert deployment.concurrency_options.collision_strategy == ConcurrencyLimitStrategy.CANCEL_NEW


class TestEnvironment:
    def test_prefect_keeps_to_our_folder_and_to_itself(self, tmp_path: Path) -> None:
        found = environment(settings.load(home=tmp_path), {"PATH": "/bin"}, "http://127.0.0.1:4200/api")
        assert found["PREFECT_HOME"] == str(tmp_path / "prefect")
        assert found["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
        assert (found["DO_NOT_TRACK"], found["PREFECT_SERVER_ANALYTICS_ENABLED"]) == ("1", "false")
        assert found["PATH"] == "/bin"

    def test_a_server_that_the_user_has_for_other_work_is_left_alone(self) -> None:
        theirs = {"PREFECT_API_URL": "https://api.example/", "PREFECT_API_KEY": "x", "PREFECT_PROFILE": "work"}
        found = environment(settings.load(), theirs)
        assert not set(theirs) & set(found)
        assert found["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] == "true"

    def test_a_child_in_any_folder_works_on_the_same_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        here = settings.load(home="var", subscriptions_file="mine.toml")
        for name, value in environment(here, {}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir("/")
        there = settings.load()
        assert there.database == f"sqlite:///{tmp_path}/var/watchkeeper.db"
        assert there.subscriptions_file == tmp_path / "mine.toml"
        assert there.sources == here.sources
