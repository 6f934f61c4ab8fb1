"""Every kind of message as files, to be looked at: text, HTML, Slack blocks and webhook payload."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from alerts.digest_render import render_digest
from alerts.examples import example_notices, trial_notice
from alerts.examples.digests import digests, roll_up
from alerts.examples.operator import example_note
from alerts.model import Rendered
from alerts.operator_note import render_note
from alerts.render import render
from alerts.roll_up import render_roll_up
from alerts.stationery import PLAIN, Stationery


def write_gallery(
    folder: Path, base_url: str | None = "https://watchkeeper.example", stationery: Stationery = PLAIN
) -> list[Path]:
    """Render every example into `folder`, made if need be, and say what was written, an index first."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    lines: list[str] = []
    kinds = every_kind(base_url, stationery)
    for name, message in kinds.items():
        forms = {
            "txt": f"Subject: {message.subject}\n\n{message.text}",
            "html": message.html,
            "slack.json": json.dumps(
                {"text": message.slack_text, "blocks": message.slack_blocks}, ensure_ascii=False, indent=1
            ),
            "json": json.dumps(message.payload, ensure_ascii=False, indent=1),
        }
        for ending, content in forms.items():
            path = folder / f"{name}.{ending}"
            path.write_text(content, encoding="utf-8")
            written.append(path)
        lines += [f"{name}", f"  subject  {message.subject}", f"  slack    {message.slack_text}",
                  f"  short    {message.short}", ""]  # fmt: skip
    page = folder / "index.html"
    page.write_text(_page(kinds), encoding="utf-8")
    index = folder / "index.txt"
    index.write_text("\n".join(lines), encoding="utf-8")
    return [index, page, *written]


def _page(names: Iterable[str]) -> str:
    """All of them on one page, each in a frame."""
    frames = "".join(
        f"<section><h2>{name}</h2><iframe src='{name}.html' title='{name}' loading=lazy></iframe></section>"
        for name in names
    )
    return (
        "<!doctype html><html lang=en-GB><meta charset=utf-8><meta name=color-scheme content='light dark'>"
        "<title>Every kind of message</title><style>body{font:15px system-ui,sans-serif;margin:1.5rem;"
        "display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:1.5rem}h2{font-size:1rem}"
        f"iframe{{width:100%;height:34rem;border:1px solid #8886;border-radius:6px}}</style>{frames}"
    )


def every_kind(base_url: str | None = None, stationery: Stationery = PLAIN) -> Mapping[str, Rendered]:
    """Every kind of message in words, by name."""
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    return {
        **{name: render(notice, base_url, stationery) for name, notice in example_notices().items()},
        "test": render(trial_notice("newsdesk", at), base_url, stationery),
        **{name: render_digest(digest, stationery) for name, digest in digests().items()},
        "roll-up": render_roll_up(roll_up(), stationery),
        "operator": render_note(example_note(at), at, stationery),
    }
