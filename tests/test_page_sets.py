"""The measure of bodies against public page sets, on a set of two pages of our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.benchmarks.page_set_layouts import Sample, samples_in
from tests.benchmarks.page_sets import Score, f1, interval, main, score

STORY = "\n".join(f"Inspectors said on visit {number} that the council had made some progress." for number in range(8))


def sample(body: str | None, included: tuple[str, ...] = (), excluded: tuple[str, ...] = ()) -> Sample:
    return Sample("a", b"", None, body, included, excluded)


def test_shingles_are_counted_each_page_alike() -> None:
    assert score(STORY, sample(STORY)) == Score(1, 0, 0)
    assert score("", sample("one two three four")) == Score(0, 0, 1)
    half = score("one two three four five", sample("one two three four"))
    assert half == Score(0.5, 0.5, 0)
    assert f1([half], segments=False)[1:] == (0.5, 1.0)


def test_segments_are_found_whatever_the_blanks() -> None:
    wanted = sample(None, ("the council had", "not there"), ("visit 3", "cookies"))
    assert score(STORY.replace(" ", "\n"), wanted) == Score(1, 1, 1)


def test_interval_holds_what_it_measures() -> None:
    good, bad = [Score(1, 0, 0)] * 30, [Score(0.8, 0.2, 0)] * 30
    low, high = interval(good, bad, segments=False)
    assert 0 < low <= high < 0.2
    assert interval(bad, bad, segments=False) == (0, 0)


def test_set_is_told_by_its_files_and_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "html").mkdir()
    page = f"<html><body><h1>A</h1><article>{''.join(f'<p>{line}</p>' for line in STORY.splitlines())}</article></body>"
    (tmp_path / "html" / "one.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "ground-truth.json").write_text(
        json.dumps({"one": {"articleBody": STORY, "url": "https://a.example/"}})
    )
    main([str(tmp_path)])
    said = capsys.readouterr().out
    assert "article-extraction-benchmark: 1 pages" in said
    assert "ours                   F1 1.0000" in said
    assert "ours +0.0000 [+0.0000, +0.0000]" in said


def test_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no known page set"):
        samples_in(tmp_path)
    with pytest.raises(SystemExit, match="Usage"):
        main([])
