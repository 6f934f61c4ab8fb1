"""What reading pages costs, beside trafilatura's default extraction of the same pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from parsers.pages import read_page

_PAGES = Path(__file__).parents[1] / "parsers" / "pages"
_ROUNDS = 5
_LONG = 2_000_000


def bench_pages(say: Callable[[str, str, str], None]) -> None:
    """The golden pages, all of their metadata included, and a page of two million bytes."""
    pages = [path.read_bytes() for path in sorted(_PAGES.glob("*.html"))]
    took, theirs = _side_by_side(pages)
    say(
        "page to article, golden pages",
        f"{1000 * took / len(pages):.2f} ms each",
        f"trafilatura's extraction alone {1000 * theirs / len(pages):.2f} ms: {took / theirs:.2f} × (aim: 2 ×)",
    )
    took, theirs = _side_by_side([_long_page()])
    say("page to article, 2 MB", f"{took:.2f} s", f"trafilatura {theirs:.2f} s: {took / theirs:.2f} × (aim: 2 s)")


def _side_by_side(pages: Sequence[bytes]) -> tuple[float, float]:
    """Seconds of processor time, the best of some rounds taken in turn so that both meet the same machine."""
    ours = theirs = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        for page in pages:
            read_page(page, None, "text/html")
        middle = time.process_time()
        for page in pages:
            trafilatura.extract(page)
        ours, theirs = min(ours, middle - start), min(theirs, time.process_time() - middle)
    return ours, theirs


def _long_page() -> bytes:
    """An article of two million bytes, in paragraphs that all differ."""
    sentence = "Inspectors said on visit {} that the council had made some progress since their last one in spring {}. "
    paragraphs = (f"<p>{sentence.format(number, number * 7) * 3}</p>" for number in range(_LONG // 310))
    return f"<html><body><article><h1>Progress</h1>{''.join(paragraphs)}</article></body></html>".encode()
