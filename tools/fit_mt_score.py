"""Fit the signals of the MT score, and print how well it is calibrated. Run by hand; the weights go into the list.

    python tools/fit_mt_score.py --translated mt_tech.jsonl --edited clean_news.jsonl [--also raw_web.jsonl]

Corpora are JSON lines with the fields `text` and `source`. Both sides weigh the same. Every second document (by a
hash of its source) fits the weights, the others are scored: their tables are what `docs/quality/names.md` shows.
`--also` is scored and not fitted. `--keep` scores the weights in use.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from arlint.config import Config
from arlint.document import Document
from arlint.linter import Linter
from arlint.mt_score import measure, signals

BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)
SHORTEST = 60  # words; a shorter text has no habits
RIDGE = 5.0


class Sample(NamedTuple):
    """One document: its signals, whether it is translated, its half, and whether its source calls it technology."""

    values: tuple[float, ...]
    translated: bool
    held_out: bool
    technology: bool


def main() -> None:
    """Fit, then print weights and tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--translated", type=Path, required=True)
    options.add_argument("--edited", type=Path, required=True)
    options.add_argument("--also", type=Path)
    options.add_argument("--keep", action="store_true")
    given = options.parse_args()
    linter = Linter(Config(select=("NE", "MT")))
    translated = list(samples(given.translated, linter, translated=True))
    edited = list(samples(given.edited, linter, translated=False))
    weights = [signal.weight for signal in signals()]
    if not given.keep:
        weights = fit([s for s in translated + edited if not s.held_out], len(weights))
    for signal, weight in zip(signals(), weights, strict=True):
        print(f"{signal.name}\t{weight:.2f}")
    table("held-out half", [s for s in translated + edited if s.held_out], weights)
    technology = [s for s in edited if s.technology]
    share("edited, technology sections", technology, weights)
    if given.also:
        share(given.also.name, list(samples(given.also, linter, translated=False)), weights)


def samples(path: Path, linter: Linter, *, translated: bool) -> Iterator[Sample]:
    """The documents of a corpus, short ones left out."""
    for line in path.read_bytes().splitlines():
        record = json.loads(line)
        text, source = record["text"], record["source"]
        if text.count(" ") < SHORTEST:
            continue
        values = tuple(measure(Document(text), linter.check(text)))
        half = zlib.crc32(f"{source}{len(text)}".encode()) % 2 == 1
        yield Sample(values, translated, half, "/technology/" in source)


def fit(found: Sequence[Sample], size: int) -> list[float]:
    """The weights of a logistic regression with a ridge, both sides weighing the same (Newton's method)."""
    weights = [0.0] * size
    positives = sum(s.translated for s in found)
    share_of = {True: len(found) / (2 * positives), False: len(found) / (2 * (len(found) - positives))}
    for _ in range(12):
        gradient = [RIDGE * w if i else 0.0 for i, w in enumerate(weights)]
        hessian = [[RIDGE * (i == j and i > 0) for j in range(size)] for i in range(size)]
        for sample in found:
            odds = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, sample.values, strict=True))))
            weight = share_of[sample.translated]
            error, spread = weight * (odds - sample.translated), weight * odds * (1 - odds)
            present = [(i, v) for i, v in enumerate(sample.values) if v]
            for i, v in present:
                gradient[i] += error * v
                for j, w in present:
                    hessian[i][j] += spread * v * w
        step = solve(hessian, gradient)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
    return weights


def solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a linear system, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for r in range(size):
            if r != column:
                factor = rows[r][column] / rows[column][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def score(sample: Sample, weights: Sequence[float]) -> float:
    """The probability that the weights give the sample."""
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, sample.values, strict=True))))


def table(title: str, found: Sequence[Sample], weights: Sequence[float]) -> None:
    """Print the reliability table: what share of each bin is translated, both sides weighing the same."""
    positives = sum(s.translated for s in found)
    weight = {True: 0.5 / positives, False: 0.5 / (len(found) - positives)}
    print(f"\n{title}: {positives} translated, {len(found) - positives} edited")
    print(f"{'score':<12}{'translated':>12}{'edited':>8}{'mean score':>12}{'share translated':>18}")
    total = 0.0
    for low, high in itertools.pairwise(BINS):
        inside = [(s, p) for s in found if low <= (p := score(s, weights)) < high]
        mass = sum(weight[s.translated] for s, _ in inside)
        mean = sum(weight[s.translated] * p for s, p in inside) / mass if mass else 0.0
        observed = sum(weight[True] for s, _ in inside if s.translated) / mass if mass else 0.0
        total += mass * abs(mean - observed)
        yes = sum(s.translated for s, _ in inside)
        print(f"{low:.1f} to {min(high, 1):.1f}{yes:>13}{len(inside) - yes:>8}{mean:>12.2f}{observed:>18.2f}")
    print(f"expected calibration error {total:.3f}")


def share(title: str, found: Sequence[Sample], weights: Sequence[float]) -> None:
    """Print how many of the documents score above each bar."""
    scores = [score(s, weights) for s in found]
    above = ", ".join(f"{sum(p >= bar for p in scores) / max(len(scores), 1):.1%} at {bar}" for bar in (0.5, 0.7, 0.9))
    print(f"\n{title}: {len(scores)} documents; score reached by {above}")


if __name__ == "__main__":
    main()
