"""Whole messages as files: a change of wording or looks shows as a difference to be read.

After looking at it: `python -c "from tests.alerts.test_golden import keep; keep()"` in the project's folder.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.examples import example_notices
from alerts.gallery import every_kind, write_gallery

GOLDEN = Path(__file__).with_name("golden")
KEPT = (
    "judgement", "judgement-no-overall", "judgement-learnt-late", "visit-priority-actions", "announced", "corrected",
    "intervention", "leadership", "leadership-leaving", "digest", "digest-empty", "digest-first",
)  # fmt: skip
SITE = "https://watchkeeper.example"


def forms(name: str) -> dict[str, str]:
    message = every_kind(SITE)[name]
    return {"txt": f"Subject: {message.subject}\n\n{message.text}", "html": message.html}


def keep() -> None:
    for name in KEPT:
        for ending, content in forms(name).items():
            (GOLDEN / f"{name}.{ending}").write_text(content, encoding="utf-8")


@pytest.mark.parametrize("name", KEPT)
def test_messages_read_as_they_did(name: str) -> None:
    for ending, content in forms(name).items():
        assert content == (GOLDEN / f"{name}.{ending}").read_text(encoding="utf-8"), f"{name}.{ending}"


def test_the_gallery_holds_every_kind_of_message(tmp_path: Path) -> None:
    written = write_gallery(tmp_path / "new" / "gallery", SITE)
    assert {path.name for path in written} >= {f"{name}.html" for name in example_notices()}
    index = written[0].read_text(encoding="utf-8")
    assert "CORRECTION: Exampleshire: 2 priority actions, not 3" in index
