"""Where secrets come from, by name, and that a file of them is nobody else's to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.keyring import Keyring, fault_of, open_keyring
from flows.settings import Settings


def secrets_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "secrets.toml"
    file.write_text(text)
    file.chmod(mode)
    return file


def test_the_environment_comes_first_then_dotenv_then_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = secrets_file(tmp_path, 'A = "file"\nB = "file"\nC = "file"\n')
    (tmp_path / ".env").write_text("A=dotenv\nB=dotenv\n")
    monkeypatch.setenv("A", "environment")
    keyring = open_keyring(Settings(secrets_file=file))
    assert [keyring.get(name) for name in "ABCD"] == ["environment", "dotenv", "file", None]
    assert "environment" not in repr(keyring)


@pytest.mark.parametrize(
    ("text", "mode", "fault"),
    [
        ('A = "b"\n', 0o600, None),
        ('A = "b"\n', 0o644, "may be read by others, so that nothing of it is used: chmod 600"),
        ("A = tok3n\n", 0o600, 'is not TOML: write one NAME = "value" a line'),
        ("A = 5\n", 0o600, 'A is not a text: write A = "value"'),
    ],
)
def test_a_file_that_cannot_be_used_is_said_to_be_without_what_it_holds(
    tmp_path: Path, text: str, mode: int, fault: str | None
) -> None:
    file = secrets_file(tmp_path, text, mode)
    found = fault_of(file)
    assert (found is None) == (fault is None)
    assert fault is None or fault in str(found)
    assert "tok3n" not in str(found)
    assert ("A" in open_keyring(Settings(secrets_file=file))) == (fault is None)


def test_what_is_nowhere_else_is_asked_for_once() -> None:
    asked: list[str] = []

    def ask(name: str) -> str | None:
        asked.append(name)
        return "block" if name == "B" else None

    keyring = Keyring({"A": "known", "EMPTY": ""}, ask)
    assert [keyring.get(name) for name in ("A", "B", "B", "C", "C")] == ["known", "block", "block", None, None]
    assert asked == ["B", "C"]


_SCRIPT = """
import sys
from flows.prefect_secrets import prefect_secret
from flows.settings import Settings
known = Settings(home=sys.argv[1], prefect_port=int(sys.argv[2]))
assert prefect_secret("SMTP_PASSWORD", known) is None
from prefect.blocks.system import Secret
Secret(value="s3cret").save("smtp-password")
assert prefect_secret("SMTP_PASSWORD", known) == "s3cret"
"""


@pytest.mark.timeout(180)
def test_prefects_secret_blocks_are_asked(tmp_path: Path, free_tcp_port: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path), str(free_tcp_port)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
