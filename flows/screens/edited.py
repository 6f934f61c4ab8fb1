"""An article's versions, and an edit of it in colour: what went in red, what came in green, marked in words too."""

from __future__ import annotations

from rich.text import Text

from alerts.safe_text import plain
from flows.article_versions import ArticleHistory, Edit
from flows.screens.listings import moment
from flows.screens.output import console, say
from parsers.version_diff import Passage

_STYLE = {"same": "", "removed": "red strike", "added": "green underline"}
# As wdiff marks them, for those who see no colour and for files.
_MARK = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def show_edit(history: ArticleHistory, edit: Edit | None) -> None:
    """Where the article is, its versions, and the passages that changed."""
    say(f"{history.outlet or 'no outlet'} · {history.url or 'no address'}", "bold")
    if history.recheck_at:
        say(f"next look for edits {moment(history.recheck_at)}", "dim")
    if edit is None:
        say(
            f"One version, seen {moment(history.versions[0].seen_at)}; nothing has changed." if history.versions else ""
        )
        return
    say(
        f"version {edit.old.number} ({moment(edit.old.seen_at)}) → version {edit.new.number}"
        f" ({moment(edit.new.seen_at)}), of {len(history.versions)}",
        "dim",
    )
    skipped = 0
    for passage in edit.passages:
        if not passage.changed:
            skipped += 1
            continue
        if skipped:
            say(f"  … {skipped} unchanged", "dim")
        skipped = 0
        say()
        console().print(_marked(passage), soft_wrap=not console().is_terminal)
    if skipped:
        say()
        say(f"  … {skipped} unchanged", "dim")


def _marked(passage: Passage) -> Text:
    text = Text()
    for piece in passage.pieces:
        words = plain(piece.text, 20_000)
        gap = " " if piece.text.endswith(" ") else ""
        text.append(_MARK[piece.fate].format(words.strip()), _STYLE[piece.fate])
        text.append(gap or ("" if piece is passage.pieces[-1] else " "))
    return text
