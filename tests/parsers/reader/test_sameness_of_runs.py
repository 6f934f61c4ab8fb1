"""The same articles give the same readings in every process, whatever order its sets happen to have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import hashlib
from pathlib import Path
from parsers.authorities import load_authorities
from parsers.lexicon import load_lexicon
from parsers.manifest import load_items
from parsers.model import Article
from parsers.reader import read

seeds = Path("seeds")
lexicon = load_lexicon(load_authorities((seeds / "authorities.csv").read_text("utf-8")))
items = load_items((seeds / "corpus" / "articles.jsonl").read_text("utf-8"), "articles.jsonl")
articles = [item.article() for item in items]
joined = [Article(f"{n}", " ".join(a.text.replace(".", "") for a in articles[n : n + 2])) for n in range(0, 40, 2)]
print(hashlib.sha256(repr([read(article, lexicon) for article in articles[::3] + joined]).encode()).hexdigest())
"""


def told(seed: str) -> str:
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


def test_readings_do_not_depend_on_the_process() -> None:
    assert told("1") == told("2") == told("3")
