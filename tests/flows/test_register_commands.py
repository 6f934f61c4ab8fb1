"""`watchkeeper register …` as people and scripts use it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import main
from tests.documents import SPLIT_AREAS, ilacs_report, letter
from tests.spreadsheets import HISTORY, ods


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["watchkeeper", *arguments])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return call


def test_a_report_as_a_table_with_pages_and_what_is_not_in_it(tmp_path: Path, run: Run) -> None:
    grades = ("Good", "Good", "Inadequate", "Outstanding", "Good")
    (tmp_path / "report.pdf").write_bytes(ilacs_report(tuple(zip(SPLIT_AREAS, grades, strict=True))))
    done = run("register", "read", "report.pdf")
    assert done.code == 0
    assert "Brent" in done.out and "inadequate" in done.out and "2023-02-20" in done.out
    assert "not read: published: the document does not print" in done.out


def test_letters_as_json_lines(tmp_path: Path, run: Run) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(letter(priority=["Risk is not seen."]))
    done = run("register", "read", "a.pdf", "b.pdf", "--json")
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert (first["document"], second["document"]) == ("a.pdf", "b.pdf")
    assert first["facts"]["priority_action_texts"] == ["Risk is not seen."]
    assert {"path": "dates.start", "value": "2022-11-23"}.items() <= first["found"][2].items()
    assert first["addressee"]["name"] == "Cara Dunn"


def test_what_is_no_report_ends_with_one_and_a_sentence(tmp_path: Path, run: Run) -> None:
    (tmp_path / "page.html").write_text("<html></html>")
    (tmp_path / "good.pdf").write_bytes(letter())
    done = run("register", "read", "page.html", "missing.pdf", "good.pdf")
    assert done.code == 1
    assert "page.html can't be read: it is no PDF" in done.err
    assert "missing.pdf can't be read: No such file" in done.err
    assert "Halton" in done.out


def test_statistics_are_taken_in_once_and_alert_nobody(tmp_path: Path, run: Run) -> None:
    link, good = "Ofsted Local Authority Webpage", ("Good", "Good", "Good", "Good", "Good")
    row = (
        link,
        "E09000003",
        "Barnet",
        "Current",
        "London",
        "2027-01-11",
        "2027-02-23",
        "ILACS Short Inspection",
        *good,
    )
    (tmp_path / "statistics.ods").write_bytes(ods({"History": [HISTORY, row]}))
    first = run("register", "import", "statistics.ods", "--json")
    assert json.loads(first.out)["new"] == 1 and first.code == 0
    assert "1 in all: 0 new, 0 changed, 1 as known" in run("register", "import", "statistics.ods").out
    told = run("events", "-a", "Barnet", "--json")
    assert "2027-01-11" in told.out
    assert not json.loads(run("alerts", "list", "--json").out)


def test_a_file_that_is_no_spreadsheet_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "statistics.ods").write_bytes(b"a picture")
    done = run("register", "import", "statistics.ods")
    assert done.code == 3
    assert "statistics.ods can't be read: it is no OpenDocument spreadsheet" in done.err
