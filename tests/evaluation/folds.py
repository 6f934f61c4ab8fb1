"""How well what is learnt does on texts that it has not seen: figures over five folds, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FOLDS = 5


def figures_of(pairs: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Precision, recall, F1 and number of each gist, and under `all` the share that is right."""
    found: dict[str, list[float]] = {}
    for name in sorted({truth for truth, _ in pairs}):
        hit = sum(truth == name == taken for truth, taken in pairs)
        told, due = sum(taken == name for _, taken in pairs), sum(truth == name for truth, _ in pairs)
        found[name] = [
            round(hit / told, 3) if told else 0.0,
            round(hit / due, 3),
            round(2 * hit / (told + due), 3),
            due,
        ]
    right = sum(truth == taken for truth, taken in pairs) / len(pairs)
    return {**found, "all": [round(right, 3)] * 3 + [len(pairs)]}


def fold_table(figures: Mapping[str, Sequence[float]]) -> str:
    """The figures of the folds as lines with bars."""
    lines = [f"main news by its words, {FOLDS} folds", f"  {'':34}{'P':>6}{'R':>6}{'F1':>6}   n"]
    for name, (precision, recall, f1, due) in figures.items():
        lines.append(f"  {name:34}{precision:6.2f}{recall:6.2f}{f1:6.2f} {due:4.0f} {'█' * round(20 * f1)}")
    return "\n".join(lines)
