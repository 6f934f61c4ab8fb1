"""The key of this machine: made once, whole from the first moment on, whoever asks first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flows.settings import Settings
from flows.signing import signing_key


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    for number in range(30):
        home = tmp_path / str(number)
        with ThreadPoolExecutor(8) as pool:
            keys = {one.result() for one in [pool.submit(signing_key, Settings(home=home)) for _ in range(8)]}
        assert len(keys) == 1
        assert [file.name for file in home.iterdir()] == ["signing.key"]
        assert (home / "signing.key").stat().st_mode & 0o077 == 0
