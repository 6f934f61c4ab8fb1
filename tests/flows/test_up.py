"""`watchkeeper up` with a real Prefect server: one serves the whole file, for a start costs ten seconds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from sqlalchemy import update

from flows import settings
from flows.prefect_settings import environment
from flows.up import UpProblem, up
from parsers.model import Article
from storage import events, mentions
from storage.database import Database
from storage.tables import SourceRow
from tests.alerts.channels.servers import http_listener, smtp_server
from tests.flows.conftest import empty_home
from tests.newsstand.stand import Newsstand

pytestmark = [pytest.mark.flow, pytest.mark.xdist_group("prefect"), pytest.mark.timeout(180)]

ROOT = Path(__file__).resolve().parents[2]
UP = "from flows import settings, up; up.up(settings.load(), lambda said: print(said, flush=True))"


@dataclass(slots=True)
class Running:
    """An `up` of its own in an empty home, polling every five seconds."""

    process: subprocess.Popen[bytes]
    port: int
    home: Path
    variables: dict[str, str]

    @property
    def said(self) -> str:
        return (self.home / "terminal.txt").read_text()

    def ask(self, path: str, **body: Any) -> Any:
        """Post to Prefect's API."""
        answer = httpx.post(f"http://127.0.0.1:{self.port}/api{path}", json=body, timeout=20)
        return answer.raise_for_status().json()

    def runs(self, flow: str) -> list[dict[str, Any]]:
        """The runs of a flow that ended, the earliest first."""
        found = self.ask(
            "/flow_runs/filter",
            flows={"name": {"any_": [flow]}},
            flow_runs={"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}},
            sort="START_TIME_ASC",
        )
        return list(found)

    def prefect(self, *arguments: str) -> str:
        """Run Prefect's own command line against this server."""
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.variables, capture_output=True, text=True, timeout=90)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def until(happened: Callable[[], Any], seconds: float) -> Any:
    """Wait until something is true, and give it."""
    limit = time.monotonic() + seconds
    while not (found := happened()):
        assert time.monotonic() < limit, f"not in {seconds} s"
        time.sleep(0.25)
    return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An `up` for the whole file."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = settings.load(home=home, sources_file=home / "sources.toml")
    variables = environment(own, os.environ, f"http://127.0.0.1:{port}/api") | {
        **empty_home(home),
        "WATCHKEEPER_PREFECT_PORT": str(port),
        "WATCHKEEPER_POLL_EVERY": "5",
        "WATCHKEEPER_TRUSTED_HOSTS": "127.0.0.1",
        "WATCHKEEPER_HOST_SPACING": "0",
        "WATCHKEEPER_OPERATOR_CONTACT": "desk@example.org",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
    }
    with (home / "terminal.txt").open("wb") as terminal:
        process = subprocess.Popen(
            [sys.executable, "-c", UP], cwd=home, env=variables, stdout=terminal, stderr=subprocess.STDOUT
        )
    made = Running(process, port, home, variables)
    try:
        until(lambda: "Watching." in made.said or process.poll() is not None, 120)
        assert process.poll() is None, made.said
        yield made
    finally:
        everything = [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        process.kill()
        process.wait()
        for left in everything:
            if left.is_running():
                left.kill()


def test_prefects_interface_can_be_reached(running: Running) -> None:
    assert f"http://127.0.0.1:{running.port} " in running.said
    for path, holds in (("/api/health", "true"), ("/", "<html")):
        answer = httpx.get(f"http://127.0.0.1:{running.port}{path}", follow_redirects=True)
        assert (answer.status_code, holds in answer.text) == (200, True)


def test_a_second_one_says_that_the_port_is_taken(running: Running) -> None:
    with pytest.raises(UpProblem, match=f"port {running.port} is taken.*WATCHKEEPER_PREFECT_PORT"):
        up(settings.load(home=running.home, prefect_port=running.port), print)


def test_a_schedule_fires_again_and_again(running: Running) -> None:
    ended = until(lambda: len(found := running.runs("poll")) >= 2 and found, 90)
    assert [run["state"]["type"] for run in ended[:2]] == ["COMPLETED", "COMPLETED"]
    assert ended[0]["state"]["message"] == "Polled: nothing to do. Read: nothing to do. Delivered: nothing to do."
    artifacts = running.ask("/artifacts/latest/filter", artifacts={"key": {"any_": ["poll"]}})
    assert "## Polled" in artifacts[0]["data"]


def test_news_is_told_once_however_often_it_is_polled(running: Running) -> None:
    """The scheduled flow polls over HTTP; mail and webhook get one message each; a copy elsewhere adds a source."""
    now = datetime.now(UTC)
    story = Article(
        id="visit",
        title="Inspectors praise St Helens children's services",
        text=(
            "St Helens Council's children's services were given no areas for priority action when Ofsted inspectors "
            "made a focused visit.\n\nTheir letter was published today. The council said that it was pleased."
        ),
    )
    with Newsstand() as stand, smtp_server() as mailbox, http_listener() as hook:
        for slug in ("star", "echo"):
            stand.open_outlet(slug, f"Example {slug.title()}")
        stand.publish(story, at=now, outlets=["star"])
        (running.home / "subscriptions.toml").write_text(
            "[recipient.desk]\nchannels = [\n"
            f'"mailto://127.0.0.1:{mailbox.port}?from=watch@example.org&to=desk@example.org",\n'
            f'"hook://{hook.url}/in?secret=sixteen-or-more-letters"]\n'
            '[[subscription]]\nname = "All"\nto = "desk"\nregions = ["England"]\n'
        )
        (running.home / "sources.toml").write_text(
            "".join(
                f'[[source]]\nid = "{slug}"\nname = "{slug}"\nurl = "{stand.feed_url(slug)}"\nkind = "rss"\n'
                'group = "local press"\nserves = ["St Helens"]\nevery = 5\n'
                for slug in ("star", "echo")
            )
        )
        until(lambda: mailbox.raw and hook.requests, 90)
        stand.publish(replace(story, text=story.text.replace("pleased", "very pleased")), at=now, outlets=["echo"])
        _poll_again(running)
        polled = len(running.runs("poll"))
        until(lambda: len(running.runs("poll")) >= polled + 2, 60)
        until(lambda: len(_outlets(running)) == 2, 60)
        assert (len(mailbox.raw), len(hook.requests)) == (1, 1)
    (running.home / "sources.toml").write_text("")


def _poll_again(running: Running) -> None:
    """Make every source due: five minutes, the shortest pace of a source, are long for a test."""
    with Database(f"sqlite:///{running.home}/watchkeeper.db") as database, database.write() as session:
        session.execute(update(SourceRow).values(due_at=datetime.now(UTC)))


def _outlets(running: Running) -> set[str | None]:
    with Database(f"sqlite:///{running.home}/watchkeeper.db") as database, database.read() as session:
        (event,) = events.find(session)
        return {article.outlet for article in mentions.articles_telling(session, event.id)}


def test_the_process_that_runs_the_schedules_is_started_again(running: Running) -> None:
    def schedules() -> list[psutil.Process]:
        started = psutil.Process(running.process.pid).children()
        return [child for child in started if "flows.deployments" in child.cmdline()]

    (first,) = schedules()
    first.kill()
    until(lambda: "schedules ended (killed by SIGKILL); starting it again in 1 s" in running.said, 10)
    (second,) = until(schedules, 10)
    assert second.pid != first.pid


def test_prefect_yaml_deploys(running: Running) -> None:
    running.prefect("work-pool", "create", "--type", "process", "watchkeeper")
    running.prefect("deploy", "--prefect-file", str(ROOT / "deploy" / "prefect.yaml"), "--all")
    found = running.ask("/deployments/filter", work_pools={"name": {"any_": ["watchkeeper"]}})
    assert {deployment["entrypoint"] for deployment in found} == {
        "flows.poll.poll", "flows.deliver.deliver", "flows.register.register", "flows.maintain.maintain",
        "flows.audit.audit", "flows.reread.reread",
    }  # fmt: skip
    for deployment in found:
        assert deployment["pull_steps"] in (None, [])
        assert deployment["global_concurrency_limit"]["limit"] == 1
        assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        by_hand = deployment["entrypoint"] == "flows.reread.reread"
        assert [schedule["active"] for schedule in deployment["schedules"]] == ([] if by_hand else [True])


def test_ctrl_c_ends_everything(running: Running) -> None:
    everything = psutil.Process(running.process.pid).children(recursive=True)
    assert len(everything) >= 2
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(20) == 0
    assert running.said.endswith("Stopped.\n")
    assert "Traceback" not in running.said
    assert [child for child in everything if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
