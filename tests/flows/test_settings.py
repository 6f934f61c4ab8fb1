"""Settings: where they come from, and what is said when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import settings
from flows.settings import SettingProblem


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with nothing in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_needs_to_be_set(folder: Path) -> None:
    found = settings.load()
    assert found.database == f"sqlite:///{folder}/var/watchkeeper.db"
    assert found.sources.name == "sources.toml"
    assert found.sources.parent.is_dir()
    assert found.trusted_hosts == frozenset()


def test_the_nearer_place_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "watchkeeper.toml").write_text(
        'fetch_concurrency = 101\nprefect_port = 1002\nhome = "toml"\nhost_concurrency = 9\n'
    )
    (folder / ".env").write_text("WATCHKEEPER_PREFECT_PORT=2002\nWATCHKEEPER_HOME=dotenv\nPREFECT_HOME=/elsewhere\n")
    monkeypatch.setenv("WATCHKEEPER_HOME", "environment")
    found = settings.load(host_concurrency=3)
    assert (found.fetch_concurrency, found.prefect_port, found.home, found.host_concurrency) == (
        101,
        2002,
        Path("environment"),
        3,
    )


@pytest.mark.parametrize("written", ["127.0.0.1:8080,Feeds.Internal", " 127.0.0.1:8080 , feeds.internal, "])
def test_trusted_hosts_in_the_environment_are_parted_by_commas(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHKEEPER_TRUSTED_HOSTS", written)
    assert settings.load().fetch_options().trusted == {"127.0.0.1:8080", "feeds.internal"}


def test_trusted_hosts_in_the_file_are_a_list(folder: Path) -> None:
    (folder / "watchkeeper.toml").write_text('trusted_hosts = ["127.0.0.1:8080"]\n')
    assert settings.load().trusted_hosts == {"127.0.0.1:8080"}


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("PREFECT_PORT", "99999", ["prefect_port", "less than or equal to 65535", "WATCHKEEPER_PREFECT_PORT"]),
        ("PREFECT_PORT", "http", ["prefect_port", "valid integer"]),
        ("OPERATOR_CONTACT", "the desk", ["operator_contact", "mail address or a web address"]),
        ("HOST_SPACING", "-1", ["host_spacing", "greater than or equal to 0", "two requests to one host"]),
        ("OPERATR_CONTACT", "a@b.example", ["WATCHKEEPER_OPERATR_CONTACT", "Did you mean operator_contact?"]),
    ],
)
def test_a_wrong_value_names_the_setting_and_the_remedy(
    variable: str, value: str, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"WATCHKEEPER_{variable}", value)
    with pytest.raises(SettingProblem) as problem:
        settings.load()
    for part in says:
        assert part in str(problem.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('operator_contct = "a@b.example"', "Did you mean operator_contact?"),
        ("colour = 1", "colour: there is no such setting"),
        ("prefect_port 8470", "line 1"),
    ],
)
def test_a_wrong_line_in_the_file(folder: Path, text: str, says: str) -> None:
    (folder / "watchkeeper.toml").write_text(text)
    with pytest.raises(SettingProblem, match=r"watchkeeper\.toml") as problem:
        settings.load()
    assert says in str(problem.value)


def test_a_misspelt_line_in_dotenv_is_not_ignored(folder: Path) -> None:
    (folder / ".env").write_text("WATCHKEEPER_PREFECT_PRT=1\n")
    with pytest.raises(SettingProblem, match="Did you mean prefect_port"):
        settings.load()


def test_polling_needs_a_contact() -> None:
    with pytest.raises(SettingProblem, match="WATCHKEEPER_OPERATOR_CONTACT=you@example"):
        settings.load().require_contact()
    assert settings.load(operator_contact="desk@example.org").require_contact() == "desk@example.org"


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        (None, "Watchkeeper/0.1.0"),
        ("desk@example.org", "Watchkeeper/0.1.0 (+mailto:desk@example.org)"),
        ("https://example.org/watch", "Watchkeeper/0.1.0 (+https://example.org/watch)"),
    ],
)
def test_the_user_agent_names_the_contact(contact: str | None, agent: str) -> None:
    assert settings.load(operator_contact=contact).fetch_options().user_agent == agent


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHKEEPER_DATABASE_URL", "postgresql://user:hunter2@localhost/watchkeeper")
    found = settings.load()
    assert "hunter2" not in f"{found!r} {found}"
    assert "hunter2" in found.database
