"""Public sets of pages whose bodies people have marked, read from where their authors published them.

Each layout is told by the files it has; a set is given as the folder of a checkout and nothing of it is kept here.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html as lxml_html


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and its body; or, where the set marks no whole bodies, what must and must not be in it."""

    name: str
    page: bytes
    url: str | None
    body: str | None
    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def samples_in(folder: Path) -> tuple[str, Iterator[Sample]]:
    """The name of the set in `folder` and its pages. Raises ValueError where no known set is in it."""
    for name, sign, read in _LAYOUTS:
        if (folder / sign).exists():
            return f"{name} ({folder.name})" if name in _ONE_OF_SEVERAL else name, read(folder)
    raise ValueError(f"{folder}: no known page set; known are those with {', '.join(sign for _, sign, _ in _LAYOUTS)}")


def _shingled_benchmark(folder: Path) -> Iterator[Sample]:
    for name, truth in sorted(_json(folder / "ground-truth.json").items()):
        yield Sample(name, _bytes(folder / "html" / f"{name}.html.gz"), truth.get("url"), truth.get("articleBody", ""))


def _marked_segments(folder: Path) -> Iterator[Sample]:
    for url, truth in sorted(_json(folder / "tests" / "evaldata.json").items()):
        places = (folder / "tests" / place / truth["file"] for place in ("cache", "eval"))
        if path := next((path for path in places if path.is_file()), None):
            yield Sample(truth["file"], path.read_bytes(), url, None, tuple(truth["with"]), tuple(truth["without"]))


def _reader_view(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "test" / "test-pages").glob("*/source.html")):
        wanted = lxml_html.document_fromstring(path.with_name("expected.html").read_bytes())
        yield Sample(path.parent.name, path.read_bytes(), None, " ".join(map(str, wanted.itertext())))


def _of_publishers(folder: Path) -> Iterator[Sample]:
    """A publisher's pages are in the order of its versions; where their numbers differ they can't be told apart."""
    addresses = _json(folder / "meta.info")
    for path in sorted(folder.glob("*.json")):
        versions = [truth for _, truth in sorted(_json(path).items())]
        pages = sorted(folder.glob(f"{path.stem}_[0-9]*.html.gz"))
        if len(pages) == len(versions):
            for page, truth in zip(pages, versions, strict=True):
                address = addresses.get(page.name, {}).get("url")
                yield Sample(page.name, _bytes(page), address, _sections(truth.get("body") or {}))


def _sections(body: dict[str, Any]) -> str:
    parts = list(body.get("summary", []))
    for section in body.get("sections", []):
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def _many_kinds(folder: Path) -> Iterator[Sample]:
    """Its articles alone: its shops, forums and listings are not what a reader of news takes for articles."""
    for name, about in sorted(_json(folder / "metadata.json")["files"].items()):
        if about["page_type"] == "article":
            truth = _json(folder / about["split"] / "ground-truth" / f"{name}.json")
            body = truth["ground_truth"].get("main_content") or ""
            yield Sample(name, _bytes(folder / about["split"] / "html" / f"{name}.html.gz"), truth.get("url"), body)


def _references(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "html").iterdir()):
        wanted = folder / "reference" / path.name
        if path.is_file() and wanted.is_file():
            text = re.sub(r"<[^<>]{1,20}>", " ", wanted.read_text(encoding="utf-8", errors="replace"))
            yield Sample(path.name, path.read_bytes(), None, text)


def _goose(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "tests" / "data" / "content").glob("*.html")):
        truth = _json(path.with_suffix(".json"))
        if body := truth["expected"].get("cleaned_text"):
            yield Sample(path.stem, path.read_bytes(), truth.get("url"), body)


def _newspaper(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "tests" / "data" / "html").glob("*.html")):
        for place in ("text", "txt"):
            wanted = folder / "tests" / "data" / place / f"{path.stem}.txt"
            if wanted.is_file():
                yield Sample(path.stem, path.read_bytes(), None, wanted.read_text(encoding="utf-8", errors="replace"))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


# A name, a file that only this layout has, and its reading.
_LAYOUTS: tuple[tuple[str, str, Callable[[Path], Iterator[Sample]]], ...] = (
    ("article-extraction-benchmark", "ground-truth.json", _shingled_benchmark),
    ("trafilatura", "tests/evaldata.json", _marked_segments),
    ("readability", "test/test-pages", _reader_view),
    ("fundus", "meta.info", _of_publishers),
    ("wcxb articles", "metadata.json", _many_kinds),
    ("goose", "tests/data/content", _goose),
    ("newspaper", "tests/data/html", _newspaper),
    ("references", "reference", _references),
)
_ONE_OF_SEVERAL = frozenset(["fundus", "newspaper", "references"])
