"""Every kind of message as files, to be looked at: text, HTML, Slack blocks and webhook payload."""

from __future__ import annotations

import json
from pathlib import Path

from alerts.examples import example_notices
from alerts.render import render


def write_gallery(folder: Path, base_url: str | None = "https://watchkeeper.example") -> list[Path]:
    """Render every example into `folder`, made if need be, and say what was written, an index first."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    lines: list[str] = []
    for name, notice in example_notices().items():
        message = render(notice, base_url)
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
    index = folder / "index.txt"
    index.write_text("\n".join(lines), encoding="utf-8")
    return [index, *written]
