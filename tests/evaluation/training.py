"""`make train`: the words that tell what an article's news is, learnt anew from labelled texts of our own writing.

Learnt from are the short texts of `seeds/corpus/leads.jsonl`, written for this, and the open articles of the corpus;
the closed quarter stays unseen. What comes out is rounded, so that small differences between machines do not show.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from parsers.authorities import load_authorities
from parsers.lexicon import Lexicon, load_lexicon
from parsers.model import Article
from parsers.reader import gist
from parsers.reader.reading import by_rules, prepare
from tests.evaluate import CORPUS, ROOT, article_of, fingerprint, is_closed, load_corpus
from tests.evaluation.folds import FOLDS, figures_of, fold_table

LEADS = CORPUS.with_name("leads.jsonl")
BLOCKS = ("headline", "opening", "lead", "body", "rules")
# Features kept of each block: with more the file grows and the figures of the folds do not.
KEPT = 1_500
SCALE = 100
_STRENGTH = 20.0
_LEAST = 2

Grams = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text as the model sees it; texts of one cluster are never on both sides of a fold."""

    grams: Grams
    gist: gist.Gist
    cluster: str


def gist_of_item(item: Mapping[str, Any]) -> gist.Gist:
    """What the news of a labelled article is: the first event that is new, else scheduled."""
    if not item["relevant"]:
        return "irrelevant"
    told = [event for event in item["events"] if event["role"] in ("new", "scheduled")]
    told.sort(key=lambda event: (event["role"] != "new", item["text"].find(event["quote"])))
    return gist.label_of(told[0]["type"]) if told else "none"


def examples(lexicon: Lexicon) -> list[Example]:
    """Everything that may be learnt from."""
    leads = [
        Example(_grams(Article(item["id"], item["text"], title=item["title"]), lexicon), item["news"], item["id"])
        for item in load_corpus(LEADS)
    ]
    articles = [
        Example(_grams(article_of(item), lexicon), gist_of_item(item), str(item.get("cluster") or item["id"]))
        for item in load_corpus()
        if not is_closed(item)
    ]
    return leads + articles


def _grams(article: Article, lexicon: Lexicon) -> Grams:
    context, _ = prepare(article, lexicon)
    return gist.grams_of(context, by_rules(context))


def learn(seen: Sequence[Example], kept: int = KEPT) -> gist.Model:
    """The model of these examples: learnt once, cut down to the grams that weigh most, and learnt again on those."""
    first = _fitted(seen, None)
    vocabulary = {name: _heaviest(block, kept) for name, block in first.blocks.items()}
    return _fitted(seen, vocabulary)


def _heaviest(block: gist.Block, kept: int) -> frozenset[str]:
    weight = {gram: max(map(abs, row)) * block.rarity[gram] for gram, row in block.weights.items()}
    return frozenset(sorted(weight, key=lambda gram: (-weight[gram], gram))[:kept])


def _fitted(seen: Sequence[Example], vocabulary: Mapping[str, frozenset[str]] | None) -> gist.Model:
    names: dict[str, list[str]] = {}
    rarity: dict[str, Any] = {}
    parts: list[csr_matrix] = []
    for name in BLOCKS:
        counts = [example.grams[name] for example in seen]
        known = vocabulary[name] if vocabulary else _frequent(counts)
        table = DictVectorizer()
        matrix = table.fit_transform([{gram: n for gram, n in count.items() if gram in known} for count in counts])
        weighing = TfidfTransformer(sublinear_tf=True)
        parts.append(weighing.fit_transform(matrix))
        names[name], rarity[name] = list(table.get_feature_names_out()), weighing.idf_
    fit = LogisticRegression(C=_STRENGTH, max_iter=5_000, class_weight="balanced", tol=1e-6)
    fit.fit(hstack(parts).tocsr(), [example.gist for example in seen])
    blocks, done = {}, 0
    for name in BLOCKS:
        columns = fit.coef_[:, done : done + len(names[name])]
        done += len(names[name])
        blocks[name] = gist.Block(
            dict(zip(names[name], map(float, rarity[name]), strict=True)),
            {gram: tuple(map(float, columns[:, number])) for number, gram in enumerate(names[name])},
        )
    return gist.Model(tuple(map(gist.label_of, fit.classes_)), tuple(map(float, fit.intercept_)), blocks)


def _frequent(counts: Iterable[Counter[str]]) -> frozenset[str]:
    found = Counter(gram for count in counts for gram in count)
    return frozenset(gram for gram, number in found.items() if number >= _LEAST)


def folds(seen: Sequence[Example]) -> list[tuple[gist.Gist, gist.Gist]]:
    """What each example is and what a model that has not seen it or its cluster takes it for."""
    pairs: list[tuple[gist.Gist, gist.Gist]] = []
    groups = [example.cluster for example in seen]
    for known, unknown in GroupKFold(FOLDS).split(groups, groups=groups):
        model = learn([seen[number] for number in known])
        pairs += [(seen[number].gist, most_likely(model, seen[number].grams)) for number in unknown]
    return pairs


def most_likely(model: gist.Model, grams: Grams) -> gist.Gist:
    """The gist that the model believes in most."""
    beliefs = model.beliefs(grams)
    return max(beliefs, key=lambda name: beliefs[name])


def as_json(model: gist.Model, record: Mapping[str, Any]) -> str:
    """The model as it is kept: whole hundredths, a line for each gram, so that a change can be read.

    `record` says what it was learnt from, and how it did on texts that it had not seen.
    """
    head = {**record, "gists": model.gists, "bias": [round(value, 3) for value in model.bias], "scale": SCALE}
    lines = [f'"{key}": {json.dumps(value)},' for key, value in head.items()]
    blocks = ",\n".join(f'"{name}": {{\n{_rows(block)}\n}}' for name, block in model.blocks.items())
    return "{\n" + "\n".join(lines) + '\n"blocks": {\n' + blocks + "\n}\n}\n"


def _rows(block: gist.Block) -> str:
    return ",\n".join(
        f"{json.dumps(gram, ensure_ascii=False)}: "
        + json.dumps(
            [round(SCALE * value) for value in (block.rarity[gram], *block.weights[gram])], separators=(",", ":")
        )
        for gram in sorted(block.weights)
    )


def fingerprint_of_texts() -> str:
    """The labelled texts that are learnt from, as a short hash: it tells whether the packaged model is of today's."""
    learnt = [fingerprint(item) for item in load_corpus(LEADS)]
    learnt += [fingerprint(item) for item in load_corpus() if not is_closed(item)]
    return hashlib.sha256("".join(learnt).encode()).hexdigest()[:16]


def main() -> None:
    """Learn, show what the folds say, and keep the model."""
    lexicon = load_lexicon(load_authorities((ROOT / "seeds" / "authorities.csv").read_text("utf-8")))
    seen = examples(lexicon)
    figures = figures_of(folds(seen))
    print(fold_table(figures))
    record = {"texts": len(seen), "fingerprint": fingerprint_of_texts(), "folds": figures}
    gist.HOME.write_text(as_json(learn(seen), record), "utf-8")
    print(f"Kept in {gist.HOME.relative_to(ROOT)}: {gist.HOME.stat().st_size / 1024:.0f} KiB, from {len(seen)} texts.")


if __name__ == "__main__":
    main()
