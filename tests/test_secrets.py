"""No secret of a channel is in what is printed, logged, stored or listed among processes, whatever servers repeat."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import psutil
import pytest
from aiosmtpd.smtp import AuthResult

from flows import steps
from flows.passes import direct_pass
from flows.settings import Settings, load
from storage import migrate
from storage.database import Database
from tests.alerts.channels.servers import Listener, http_listener, smtp_server
from tests.newsstand.stand import Newsstand
from tests.test_end_to_end import ARTICLE

ROOT = Path(__file__).parents[1]
# Each is unlike anything else, so that finding it means that it leaked.
MAIL, SLACK, HOOK, NTFY = "qmail7secret/:@", "Qslack7secret7token", "qhook7secret7of7sixteen", "qntfy7secret"
VARIABLES = {"MAIL_PASSWORD": MAIL, "SLACK_TOKEN": SLACK, "HOOK_SECRET": HOOK, "NTFY_PASSWORD": NTFY}
# As they are, and percent-encoded as in an address.
FORMS = [MAIL, "qmail7secret", SLACK, HOOK, NTFY]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """It fails, and repeats all that it was sent."""
    with http_listener() as running:

        def answer() -> tuple[int, dict[str, str], bytes]:
            path, headers, _ = running.requests[-1]
            return 500, {}, f"{path} {headers} {HOOK} {SLACK} {NTFY}".encode()

        running.answer = answer
        yield running


def talkative(*about: object) -> AuthResult:
    """A mail server that repeats the password that it does not accept."""
    return AuthResult(success=False, handled=False, message=f"535 5.7.8 no such password: {MAIL}")


@pytest.mark.timeout(240)
def test_nothing_shows_a_secret_after_sending_failed(tmp_path: Path, listener: Listener) -> None:
    with (
        Newsstand() as stand,
        smtp_server(auth_required=True, auth_require_tls=False, authenticator=talkative) as mailbox,
    ):
        stand.open_outlet("star", "Example Star")
        _set_up(tmp_path, stand, mailbox.port, listener)
        with steps.open_shop(_settings(tmp_path)) as shop:
            direct_pass(shop, lambda: datetime.now(UTC) - timedelta(days=1))
        # The article is new now: at the first poll all that a source holds is history.
        stand.publish(ARTICLE, at=datetime.now(UTC) - timedelta(hours=1), outlets=["star"])
        seen = ""
        for command in (["run", "--direct"], ["alerts", "list", "--json"], ["doctor"]):
            seen += _run(tmp_path, *command)
    shown = {Path(request[0]).name for request in listener.requests}
    assert SLACK in shown and "in" in shown, "the messages went to where the secrets are"
    assert "did not accept user and password" in seen
    for file in [file for file in tmp_path.rglob("*") if file.is_file()]:
        seen += file.read_bytes().decode("latin-1")
    assert [form for form in FORMS if form in seen] == []


def _run(home: Path, *arguments: str) -> str:
    """Run a command; gives what it printed, and the command lines of all processes that it was meanwhile."""
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith(("WATCHKEEPER_", "PYTEST"))
    } | VARIABLES  # fmt: skip
    variables |= {
        "WATCHKEEPER_HOME": str(home / "var"),
        "WATCHKEEPER_SOURCES_FILE": str(home / "sources.toml"),
        "WATCHKEEPER_TRUSTED_HOSTS": "127.0.0.1",
        "WATCHKEEPER_HOST_SPACING": "0",
        "WATCHKEEPER_OPERATOR_CONTACT": "desk@example.org",
        "WATCHKEEPER_LOG": "DEBUG",
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=home, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines: set[str] = set()
    printed: list[str] = []
    watched = psutil.Process(process.pid)
    thread = Thread(target=lambda: printed.append(process.communicate()[0]))
    thread.start()
    while thread.is_alive():
        with suppress(psutil.Error):
            lines |= {" ".join(one.cmdline()) for one in (watched, *watched.children(recursive=True))}
        time.sleep(0.3)
    thread.join()
    return "\n".join([*lines, *printed])


def _settings(home: Path) -> Settings:
    """As the commands find them."""
    return load(
        home=home / "var",
        sources_file=home / "sources.toml",
        subscriptions_file=home / "subscriptions.toml",
        trusted_hosts="127.0.0.1",
        host_spacing=0,
        operator_contact="desk@example.org",
    )


def _set_up(home: Path, stand: Newsstand, mail: int, listener: Listener) -> None:
    (home / "var").mkdir()
    with Database(f"sqlite:///{home}/var/watchkeeper.db") as database:
        migrate.upgrade(database)
    (home / "sources.toml").write_text(
        f'[[source]]\nid = "star"\nname = "Example Star"\nurl = "{stand.feed_url("star")}"\nkind = "rss"\n'
        'group = "local press"\nserves = ["St Helens"]\nevery = 5\n'
    )
    channels = [
        f"mailto://watch:${{MAIL_PASSWORD}}@127.0.0.1:{mail}?from=w@example.org&to=a@example.org",
        f"slackhook://{listener.url}/services/T000/B000/${{SLACK_TOKEN}}?tls=no",
        f"hook://{listener.url}/in?secret=${{HOOK_SECRET}}",
        f"ntfy://reader:${{NTFY_PASSWORD}}@{listener.url}/council",
    ]
    (home / "subscriptions.toml").write_text(
        f'[[subscription]]\nname = "All"\nto = "desk"\nregions = ["England"]\nchannels = {json.dumps(channels)}\n'
        'when = "immediate"\nquiet = "none"\n'
    )
