"""One pass through Prefect's embedded API."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from flows import settings
from flows.once import run_once
from storage.database import DatabaseProblem
from tests.flows.conftest import empty_home

ONCE = """
from flows import settings
from flows.once import run_once
if __name__ == "__main__":
    print(run_once(settings.load()))
"""


def once(home: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What the user's terminal shows of a pass."""
    script = home / "once.py"
    script.write_text(ONCE)
    return subprocess.run(
        [sys.executable, script], cwd=home, env=variables, capture_output=True, text=True, timeout=170
    )


@pytest.mark.flow
@pytest.mark.xdist_group("prefect")
@pytest.mark.timeout(180)
def test_a_pass_says_what_it_did_and_nothing_else(tmp_path: Path) -> None:
    done = once(tmp_path, empty_home(tmp_path))
    assert done.stderr == ""
    assert done.stdout == "Polled: nothing to do. Read: nothing to do. Delivered: nothing to do.\n"
    assert "Finished in state Completed" in (tmp_path / "prefect.log").read_text()
    assert not [process for process in psutil.process_iter() if str(tmp_path) in _environ(process)]


def test_a_missing_database_is_named_before_prefect_is_started(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="Run: watchkeeper db upgrade"):
        run_once(settings.load(home=tmp_path))
    assert not (tmp_path / "prefect.log").exists()


def _environ(process: psutil.Process) -> str:
    try:
        return process.environ().get("WATCHKEEPER_HOME", "")
    except psutil.Error:
        return ""
