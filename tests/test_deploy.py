"""What lies in deploy/ fits the project: there is no Docker here, so its parts are checked and run by themselves."""

from __future__ import annotations

import gzip
import os
import re
import shlex
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows import settings
from flows.deployments import deployments
from flows.settings import PREFIX, Settings
from storage import migrate
from storage.database import Database
from tests.conftest import Cluster

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"


def test_the_image_copies_what_is_there_and_all_that_is_needed() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    copied = {name for line in re.findall(r"^COPY (.+)$", text, re.M) for name in shlex.split(line)[:-1]}
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert {"parsers", "storage", "alerts", "flows", "seeds", "requirements.lock"} <= copied


def test_files_speak_of_settings_that_exist() -> None:
    files = ["Dockerfile", "compose.yaml", ".env.example", "README.md", *(f"systemd/{unit}" for unit in units())]
    for name in files:
        spoken = set(re.findall(rf"{PREFIX}([A-Z_]+)", (DEPLOY / name).read_text()))
        assert {setting for setting in spoken if setting.lower() not in Settings.model_fields} == set(), name


def test_compose_waits_for_what_it_needs() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services: dict[str, Any] = compose["services"]
    for service in services.values():
        for needed in service.get("depends_on", {}):
            assert "healthcheck" in services[needed]
    assert {service.get("image", "watchkeeper") for service in services.values()} == {"postgres:17", "watchkeeper"}
    published = [port for service in services.values() for port in service.get("ports", ())]
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_prefect_yaml_says_the_same_as_the_registry() -> None:
    written = yaml.safe_load((DEPLOY / "prefect.yaml").read_text())
    assert written["pull"] == []
    served = {item.entrypoint: item for item in deployments(settings.load())}
    assert {item["entrypoint"] for item in written["deployments"]} == set(served)
    for item in written["deployments"]:
        if "schedules" not in item:
            assert not served[item["entrypoint"]].schedules
            continue
        schedule: Any = served[item["entrypoint"]].schedules[0]  # type: ignore[index]  # not empty
        (own,) = item["schedules"]
        assert (item["name"], own["slug"]) == (served[item["entrypoint"]].name, schedule.slug)
        if "interval" in own:
            assert own["interval"] == schedule.schedule.interval.total_seconds()
        else:
            assert (own["cron"], own["timezone"]) == (schedule.schedule.cron, schedule.schedule.timezone)


def units() -> list[str]:
    """The names of the systemd units."""
    return sorted(file.name for file in (DEPLOY / "systemd").iterdir())


def test_units_start_what_is_there() -> None:
    assert units() == ["watchkeeper-backup.service", "watchkeeper-backup.timer", "watchkeeper.service"]
    for name in units():
        for command in re.findall(r"^ExecStart=/opt/watchkeeper/(\S+)", (DEPLOY / "systemd" / name).read_text(), re.M):
            assert command == ".venv/bin/watchkeeper" or os.access(ROOT / command, os.X_OK)


class TestBackup:
    def backup(self, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
        """Run it as the timer would."""
        variables = {"PATH": os.environ["PATH"], "WATCHKEEPER_HOME": str(home), **more}
        return subprocess.run([DEPLOY / "backup.sh"], env=variables, capture_output=True, text=True, check=False)

    def test_a_copy_made_in_use_is_whole(self, tmp_path: Path, migrated_file: Path) -> None:
        (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
        with sqlite3.connect(tmp_path / "watchkeeper.db") as live:
            live.execute("PRAGMA journal_mode=WAL")
            live.execute("CREATE TABLE written_just_now (x)")
            live.commit()
            done = self.backup(tmp_path)
        assert done.returncode == 0, done.stderr
        (made,) = (tmp_path / "backups").iterdir()
        assert made.stat().st_mode & 0o077 == 0
        (tmp_path / "restored.db").write_bytes(gzip.decompress(made.read_bytes()))
        with sqlite3.connect(tmp_path / "restored.db") as restored:
            tables = {name for (name,) in restored.execute("SELECT name FROM sqlite_master")}
        assert {"written_just_now", "alembic_version"} <= tables

    def test_postgresql_is_dumped_and_restored(self, tmp_path: Path, cluster: Cluster, migrated_name: str) -> None:
        tools = {"PATH": f"{cluster.programs}{os.pathsep}{os.environ['PATH']}"}
        done = self.backup(tmp_path, WATCHKEEPER_DATABASE_URL=cluster.url(migrated_name), **tools)
        assert done.returncode == 0, done.stderr
        (made,) = (tmp_path / "backups").iterdir()
        with cluster.fresh() as url:
            plain = url.replace("+psycopg", "")
            subprocess.run(["pg_restore", "--clean", "--if-exists", "-d", plain, made], env=tools, check=True)
            with Database(url) as restored:
                migrate.require_current(restored)

    def test_the_last_fourteen_are_kept(self, tmp_path: Path, migrated_file: Path) -> None:
        (tmp_path / "watchkeeper.db").write_bytes(migrated_file.read_bytes())
        (tmp_path / "backups").mkdir()
        for day in range(1, 21):
            (tmp_path / "backups" / f"watchkeeper-202001{day:02d}T023000Z.db.gz").touch()
        assert self.backup(tmp_path).returncode == 0
        kept = sorted(file.name for file in (tmp_path / "backups").iterdir())
        assert len(kept) == 14
        assert kept[0] == "watchkeeper-20200108T023000Z.db.gz"

    def test_a_database_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        done = self.backup(tmp_path)
        assert done.returncode != 0
        assert "watchkeeper.db is not there" in done.stderr


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_are_pinned_and_name_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.M)
    assert {"prefect", "hatchling", "editables", "aiohttp"} <= set(pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"index-url|find-links|https?://", text)
