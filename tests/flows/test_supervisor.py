"""Looking after child processes, with small programs in place of Prefect."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from flows.up import Program, Supervisor, healthy
from tests.flows.conftest import Site

STAYS = "import time; print('up', flush=True); time.sleep(60)"
IGNORES_US = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {STAYS}"
HAS_A_CHILD = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STAYS!r}], start_new_session=True); {STAYS}"
)


def program(code: str, name: str = "child") -> Program:
    """A Python program."""
    return Program(name, (sys.executable, "-c", code), name)


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Watched:
    """A supervisor, what it said, and its clock."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.clock = Clock()
        self.folder = folder
        self.supervisor = Supervisor(folder, {}, self.said.append, self.clock, grace=0.5)

    def log(self, name: str = "child") -> str:
        """What the child wrote."""
        return (self.folder / f"{name}.log").read_text()

    def until(self, happened: Callable[[], bool]) -> None:
        """Check on the children until something has happened."""
        limit = time.monotonic() + 10
        while not happened():
            assert time.monotonic() < limit, self.said
            self.supervisor.check()
            time.sleep(0.02)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """A supervisor that is stopped at the end."""
    made = Watched(tmp_path)
    yield made
    made.supervisor.stop()


def test_a_child_that_dies_is_started_again_after_a_pause_that_doubles(watched: Watched) -> None:
    watched.supervisor.start(program("print('up', flush=True); raise SystemExit(3)"))
    for pause in (1, 2, 4, 8, 16, 32, 60, 60):
        said = len(watched.said)
        watched.until(lambda said=said: len(watched.said) > said)  # type: ignore[misc]  # its default
        assert f"child ended (exit code 3); starting it again in {pause} s" in watched.said[-1]
        assert str(watched.folder / "child.log") in watched.said[-1]
        watched.clock.now += pause
    watched.until(lambda: watched.log().count("up") == 9)


def test_a_child_that_lived_long_starts_with_the_shortest_pause_again(watched: Watched) -> None:
    watched.supervisor.start(program(STAYS))
    for _ in range(2):
        watched.until(lambda: bool(children()))
        watched.clock.now += 61
        children()[0].kill()
        said = len(watched.said)
        watched.until(lambda said=said: len(watched.said) > said)  # type: ignore[misc]  # its default
        assert "child ended (killed by SIGKILL); starting it again in 1 s" in watched.said[-1]
        watched.clock.now += 1


def test_nothing_is_left_when_it_stops(watched: Watched) -> None:
    for code, name in ((STAYS, "polite"), (IGNORES_US, "stubborn"), (HAS_A_CHILD, "parent")):
        watched.supervisor.start(program(code, name))
    watched.until(lambda: all("up" in watched.log(name) for name in ("polite", "stubborn", "parent")))
    watched.until(lambda: watched.log("parent").count("up") == 2)
    before = children()
    assert len(before) == 4
    watched.supervisor.stop()
    assert not [process for process in before if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_a_grandchild_is_ended_though_its_parent_died_before(watched: Watched) -> None:
    watched.supervisor.start(program(HAS_A_CHILD))
    watched.until(lambda: watched.log().count("up") == 2)
    watched.supervisor.check()
    parent, grandchild = sorted(children(), key=lambda process: process.create_time())
    parent.send_signal(signal.SIGKILL)
    watched.until(lambda: bool(watched.said))
    watched.supervisor.stop()
    assert not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE


def test_health_is_asked_of_the_server(site: Site) -> None:
    assert not healthy(site.port)
    site.page("/api/health", "true")
    assert healthy(site.port)
    site.stop()
    assert not healthy(site.port)


def children() -> list[psutil.Process]:
    """All processes that descend from this one, save those of other fixtures."""
    found = psutil.Process().children(recursive=True)
    return [process for process in found if "-c" in process.cmdline()]
