"""The edition: another name whenever the rules, the vocabulary or the model are others."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.reader import edition as subject
from parsers.reader.edition import edition


@pytest.mark.parametrize("name", ["rule.py", "reader/words.toml", "reader/gist.json"])
def test_each_part_of_the_reader_counts(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_ROOM", tmp_path)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    found = set()
    for text in ("1", "2"):
        file.write_text(text)
        subject._rules.cache_clear()
        found.add(edition(()))
    subject._rules.cache_clear()
    assert len(found) == 2


def test_additions_count() -> None:
    assert len({edition(()), edition(["a"]), edition(["b"]), edition(["a", "b"])}) == 4
    assert edition(["a"]) == edition(["a"])
