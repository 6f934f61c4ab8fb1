"""`watchkeeper up`: Prefect's server and our schedules as child processes, kept alive until Ctrl-C.

Each child is a process group of its own with a log in `var/`, so that Ctrl-C reaches us alone and we end the others
in order, along with every process they started.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

import psutil

from flows.prefect_settings import environment
from flows.settings import Settings

HOST = "127.0.0.1"
START_SECONDS = 120.0
# Prefect's own shutdown takes up to five; what is left after ten is killed.
GRACE_SECONDS = 10.0
_TICK_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 60.0
# One that lived so long did not fail at its start, and begins with the shortest pause again.
_SETTLED_SECONDS = 60.0

Tell = Callable[[str], None]


class UpProblem(Exception):
    """`up` can't begin; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Program:
    """A child to keep alive: what people call it, its command, and the log's file name without ending."""

    name: str
    command: tuple[str, ...]
    log: str


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Starts programs, starts them again when they die, and ends them with all their descendants."""

    folder: Path
    variables: Mapping[str, str]
    tell: Tell
    clock: Callable[[], float] = time.monotonic
    grace: float = GRACE_SECONDS
    _children: list[_Child] = field(default_factory=list)
    _descendants: set[psutil.Process] = field(default_factory=set)

    def start(self, program: Program) -> None:
        """Start a program and look after it from now on."""
        child = _Child(program)
        self._children.append(child)
        self._launch(child)

    def check(self) -> None:
        """Start again what died, after a pause that doubles each time up to a minute."""
        for child in self._children:
            if child.process is None:
                if self.clock() >= child.again_at:
                    self._launch(child)
            elif child.process.poll() is not None:
                self._note_death(child, child.process.returncode)
            else:
                self._note_descendants(child.process.pid)

    def stop(self) -> None:
        """End everything, the last started first: politely, then by force. Takes at most about twice the grace."""
        for child in self._children:
            if child.process is not None:
                self._note_descendants(child.process.pid)
        for child in reversed(self._children):
            self._end(child)
        _, alive = psutil.wait_procs([process for process in self._descendants if process.is_running()], timeout=0)
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(alive, timeout=2)

    def _launch(self, child: _Child) -> None:
        with self._log(child.program) as log:
            child.process = subprocess.Popen(  # noqa: S603 - the command is ours
                child.program.command,
                env=dict(self.variables),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child.started = self.clock()

    def _log(self, program: Program) -> IO[bytes]:
        return (self.folder / f"{program.log}.log").open("ab")

    def _note_death(self, child: _Child, code: int) -> None:
        child.process = None
        child.failures = 1 if self.clock() - child.started > _SETTLED_SECONDS else child.failures + 1
        pause = min(2.0 ** (child.failures - 1), _LONGEST_PAUSE_SECONDS)
        child.again_at = self.clock() + pause
        log = self.folder / f"{child.program.log}.log"
        self.tell(f"{child.program.name} ended ({_cause(code)}); starting it again in {pause:.0f} s. Why: {log}")

    def _note_descendants(self, pid: int) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            self._descendants.update(psutil.Process(pid).children(recursive=True))

    def _end(self, child: _Child) -> None:
        process, child.process = child.process, None
        if process is None or process.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(self.grace)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def up(settings: Settings, tell: Tell, also: Sequence[Program] = ()) -> None:
    """Run server and schedules, and `also` what else is given, until SIGINT or SIGTERM.

    Raises UpProblem when the port is taken or Prefect's server does not come up.
    """
    port = settings.prefect_port
    _require_free(port)
    folder = settings.home.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor(folder, environment(settings, os.environ, f"http://{HOST}:{port}/api"), tell)
    with _until_told_to_stop() as stopping:
        try:
            supervisor.start(server(port))
            tell(f"Starting Prefect on port {port} …")
            _await_health(port, supervisor, stopping)
            for program in (SCHEDULES, *also):
                supervisor.start(program)
            tell(f"Watching. Runs and schedules: http://{HOST}:{port}   Ctrl-C ends it.")
            while not stopping.wait(_TICK_SECONDS):
                supervisor.check()
            tell("Stopping …")
        finally:
            supervisor.stop()
    tell("Stopped.")


def server(port: int) -> Program:
    """Prefect's server: API, scheduler and UI."""
    command = (sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port))
    return Program("Prefect's server", command, "prefect-server")


WEB = Program("The web server", (sys.executable, "-m", "flows.cli", "web"), "web")
SCHEDULES = Program("The process that runs the schedules", (sys.executable, "-m", "flows.deployments"), "schedules")


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UpProblem(
                f"port {port} is taken ({error.strerror}), perhaps by another `watchkeeper up` or a Prefect server. "
                "End that one, or set WATCHKEEPER_PREFECT_PORT to a free port."
            ) from error


def _await_health(port: int, supervisor: Supervisor, stopping: threading.Event) -> None:
    limit = time.monotonic() + START_SECONDS
    while not stopping.is_set() and not healthy(port):
        if time.monotonic() > limit:
            raise UpProblem(
                f"Prefect's server did not come up in {START_SECONDS:.0f} s: {supervisor.folder}/prefect-server.log"
            )
        supervisor.check()
        stopping.wait(_TICK_SECONDS)


def healthy(port: int) -> bool:
    """True when Prefect's server answers on this port."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def _until_told_to_stop() -> Iterator[threading.Event]:
    """An event that the first SIGINT or SIGTERM sets; both mean what they meant before once it is over."""
    stopping = threading.Event()

    def note(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _cause(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
