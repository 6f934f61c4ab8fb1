"""The house rules that a machine can see: who may import whom, what is kept out of which room, how long a file is.

Each rule is proven by a snippet that breaks it, beside the test that the code keeps it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("parsers", "storage", "alerts", "flows", "web")

# Prefixes of what each room may import of ours.
MAY_IMPORT = {
    "parsers": ("parsers",),
    "storage": ("storage", "parsers"),
    "alerts": ("alerts", "storage", "parsers"),
    "flows": ("flows", "alerts", "storage", "parsers"),
    "web": ("web", "flows.steps", "flows.shop", "alerts", "storage", "parsers"),
}
# The one file that starts the dashboard, inside a function.
STARTS_WEB = "flows/cli.py"
RUNS_PREFECT = ("flows/deployments.py", "flows/once.py", "flows/up.py", "flows/serve.py", "flows/prefect_secrets.py")
CHANNELS = "alerts/channels/"

NETWORK = ("socket", "ssl", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib")
DATABASES = ("sqlalchemy", "sqlite3", "psycopg", "alembic")
PROCESSES = ("subprocess", "multiprocessing", "threading", "asyncio")
NOT_IN = {
    "parsers": (*NETWORK, *DATABASES, *PROCESSES, "time", "tempfile", "prefect", "apprise"),
    "storage": (*NETWORK, "prefect", "apprise"),
    "alerts": ("prefect",),
    "web": ("prefect", "apprise"),
    "flows": ("apprise",),
}
# Whatever leaves for the web leaves by one door, where the guard stands; `up` asks our own server whether it is ready.
WEB_CLIENTS = ("aiohttp", "httpx", "requests", "urllib.request", "http.client", "urllib3")
ONE_DOOR = ("flows/fetch.py", "flows/resolver.py", "flows/up.py")
CLOCKS_AND_ENVIRONMENT = (
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic",
    "os.environ", "os.getenv", "os.urandom", "random.random", "uuid.uuid4",
)  # fmt: skip
# Whoever is allowed the clock or the environment there, and why.
CLOCK_FREE = ("parsers", "storage")

SILENCED = re.compile(r"# (?:type: ignor[e]|noq[a]\b)")
REASON = re.compile(r"# type: ignor[e]\[[a-z-]+\]  # \w|# noq[a]: [A-Z0-9, ]+ - \w")
LINES = 300
# Longer for a reason: the reason stands beside the name.
MAY_BE_LONGER: dict[str, str] = {}
NOT_SOURCE = ("storage/migrations/versions/",)

MACHINE = re.compile(
    r"/wor[k]/|/tm[p]/|/roo[t]/|/hom[e]/|pypi\.or[g]|pythonhosted\.or[g]|registry\.npmj[s]|--(?:extra-)?index-ur[l]"
)


@dataclass(frozen=True)
class Source:
    """A Python file of ours and what it says."""

    path: str
    text: str

    @property
    def room(self) -> str:
        return self.path.split("/")[0]

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@dataclass(frozen=True)
class Import:
    """A module imported, and whether when the file itself is."""

    module: str
    at_top: bool


def imports(source: Source) -> Iterator[Import]:
    """Every import in a file, save those for type checkers; `from flows import steps` counts as `flows.steps`."""
    skipped = {id(inner) for node in ast.walk(source.tree) if _for_type_checkers(node) for inner in ast.walk(node)}
    top = {id(inner) for node in source.tree.body if not _is_function(node) for inner in ast.walk(node)}
    for node in ast.walk(source.tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            assert node.level == 0, f"{source.path}: relative import"
            names = [f"{module}.{alias.name}" for alias in node.names] if module in ROOMS else [module]
            yield from (Import(name, id(node) in top) for name in names)


def _for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def begins(module: str, prefixes: tuple[str, ...]) -> bool:
    """True when the module is one of these packages or lies in one."""
    return any(module == prefix or module.startswith(f"{prefix}.") for prefix in prefixes)


def wrong_directions(source: Source) -> list[str]:
    """Imports against `parsers <- storage <- alerts <- flows <- web`."""
    ours = [found for found in imports(source) if begins(found.module, ROOMS)]
    allowed = MAY_IMPORT[source.room]
    return [
        found.module
        for found in ours
        if not begins(found.module, allowed)
        and not (source.path == STARTS_WEB and begins(found.module, ("web",)) and not found.at_top)
    ]


def strangers(source: Source) -> list[str]:
    """Libraries that have no business in the room."""
    found = [found.module for found in imports(source)]
    wrong = [module for module in found if begins(module, NOT_IN[source.room])]
    if source.path not in ONE_DOOR:
        wrong += [module for module in found if begins(module, WEB_CLIENTS) and module not in wrong]
    if source.room == "alerts" and not source.path.startswith(CHANNELS):
        wrong += [module for module in found if begins(module, ("apprise",))]
    if source.room == "flows" and source.path not in RUNS_PREFECT and not has_flow(source):
        wrong += [module for module in found if begins(module, ("prefect",))]
    return wrong


def has_flow(source: Source) -> bool:
    """True for a file with a function under @flow."""
    decorators = (
        decorator.func if isinstance(decorator, ast.Call) else decorator
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
    )
    return any(isinstance(decorator, ast.Name) and decorator.id == "flow" for decorator in decorators)


def clocks(source: Source) -> list[str]:
    """Looks at the clock, chance or the environment where `now` and values must be arguments."""
    if source.room not in CLOCK_FREE:
        return []
    return [
        spelt
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and (spelt := _spelt(node)).endswith(CLOCKS_AND_ENVIRONMENT)
    ]


def _spelt(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_spelt(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def machine_paths(text: str) -> list[str]:
    """Paths of some machine, and addresses of package registries."""
    return MACHINE.findall(text)


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the rooms."""
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    return tuple(Source(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files)


def broken(rule: object) -> dict[str, list[str]]:
    """Files that break a rule, and how."""
    assert callable(rule)
    return {source.path: wrong for source in sources() if (wrong := rule(source))}


def test_imports_go_one_way() -> None:
    assert broken(wrong_directions) == {}


def test_each_library_stays_in_its_room() -> None:
    assert broken(strangers) == {}


def test_below_flows_time_and_settings_are_arguments() -> None:
    found = {path: wrong for path, wrong in broken(clocks).items() if not path.startswith("storage/migrations/")}
    # An id of a row may be random: nothing is decided by it.
    ids_only = {path: [spelt for spelt in wrong if not spelt.endswith("uuid4")] for path, wrong in found.items()}
    assert {path: wrong for path, wrong in ids_only.items() if wrong} == {}


def test_nothing_in_flows_can_be_mistaken_for_a_package() -> None:
    """Prefect may put flows/ on the import path: a file there would hide the room, or the library, of its name."""
    assert shadowing(module.stem for module in (ROOT / "flows").iterdir()) == []


def shadowing(names: Iterator[str]) -> list[str]:
    """Names that are also those of a room, a folder of the project or a module of Python's own."""
    taken = {*ROOMS, "seeds", "deploy", "tests", *sys.stdlib_module_names}
    return sorted(name for name in names if name in taken)


def test_files_hold_one_noun() -> None:
    long = {
        source.path: source.text.count("\n")
        for source in sources()
        if source.text.count("\n") > LINES and not source.path.startswith(NOT_SOURCE)
    }
    assert set(long) - set(MAY_BE_LONGER) == set(), long
    assert set(MAY_BE_LONGER) - set(long) == set(), "no longer long: take it off the list"


def test_what_silences_a_check_says_why_on_its_line() -> None:
    tests = [
        Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in (ROOT / "tests").rglob("*.py")
    ]
    found = [
        f"{source.path}:{number}"
        for source in (*sources(), *tests)
        for number, line in enumerate(source.text.splitlines(), start=1)
        if SILENCED.search(line) and not REASON.search(line)
    ]
    assert found == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = {}
    for name in filter(None, listed.stdout.split("\0")):
        file = ROOT / name
        if name.startswith("seeds/") or not file.is_file():
            continue
        wrong = machine_paths(file.read_text(encoding="utf-8", errors="replace"))
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("parsers/x.py", "import storage.tables", ["storage.tables"]),
        ("parsers/x.py", "from storage import tables", ["storage.tables"]),
        ("storage/x.py", "from alerts.render import render", ["alerts.render"]),
        ("alerts/x.py", "def f():\n    import flows.fetch", ["flows.fetch"]),
        ("flows/x.py", "def f():\n    import web.app", ["web.app"]),
        ("flows/cli.py", "from web.app import app", ["web.app"]),
        ("flows/cli.py", "def f():\n    from web.app import app", []),
        ("web/x.py", "from flows import fetch", ["flows.fetch"]),
        ("web/x.py", "from flows import steps", []),
        ("web/x.py", "from flows.shop import Shop", []),
        ("storage/x.py", "from parsers.model import Facts", []),
    ],
)
def test_a_wrong_direction_is_seen(path: str, text: str, wrong: list[str]) -> None:
    assert wrong_directions(Source(path, text)) == wrong


@pytest.mark.parametrize(
    ("path", "text", "wrong"),
    [
        ("parsers/x.py", "import socket", ["socket"]),
        ("parsers/x.py", "import requests.adapters", ["requests.adapters"]),
        ("parsers/x.py", "from sqlalchemy.orm import Session", ["sqlalchemy.orm"]),
        ("parsers/x.py", "from urllib.request import urlopen", ["urllib.request"]),
        ("flows/x.py", "import aiohttp", ["aiohttp"]),
        ("flows/fetch.py", "import aiohttp", []),
        ("storage/x.py", "import aiohttp", ["aiohttp"]),
        ("alerts/x.py", "import apprise", ["apprise"]),
        ("alerts/channels/mail.py", "import apprise", []),
        ("flows/x.py", "from prefect import flow", ["prefect"]),
        ("flows/x.py", "from prefect import flow\n@flow\ndef x(): ...", []),
        ("flows/x.py", "from prefect import flow\n@flow(name='x')\ndef x(): ...", []),
        ("flows/up.py", "import prefect", []),
        ("web/x.py", "import prefect", ["prefect"]),
    ],
)
def test_a_stranger_is_seen(path: str, text: str, wrong: list[str]) -> None:
    assert strangers(Source(path, text)) == wrong


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        ("parsers/x.py", "import datetime as d\nx = d.datetime.now()", True),
        ("parsers/x.py", "from datetime import date\nx = date.today()", True),
        ("parsers/x.py", "import os\nx = os.environ['HOME']", True),
        ("parsers/x.py", "import time\nx = time.time()", True),
        ("storage/x.py", "from datetime import datetime, UTC\nx = datetime.now(UTC)", True),
        ("flows/x.py", "import os\nx = os.environ['HOME']", False),
        ("parsers/x.py", "def f(now): return now.date()", False),
    ],
)
def test_a_look_at_the_clock_is_seen(path: str, text: str, seen: bool) -> None:
    assert bool(clocks(Source(path, text))) is seen


def test_a_shadowing_file_is_seen() -> None:
    assert shadowing(iter(["alerts", "http", "poll", "tests"])) == ["alerts", "http", "tests"]


@pytest.mark.parametrize(
    "parts", [("cd /wor", "k/main"), ("open('/tm", "p/x')"), ("--index-ur", "l x"), ("https://pypi.or", "g/simple")]
)
def test_a_machine_path_is_seen(parts: tuple[str, str]) -> None:
    assert machine_paths("".join(parts))
    assert machine_paths("a work/tmp folder, at home") == []
