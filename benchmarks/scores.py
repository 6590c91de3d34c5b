"""The gates of `fineweb2-arb` beside datatrove's own filters: how fast each is, and where they decide differently.

    python benchmarks/scores.py CORPUS.jsonl… [--documents 5000] [--profile fineweb2-arb] [--runs 3] [--differences]

Documents are drawn from the files in equal numbers and held in memory; times are CPU seconds of one core, the least
of several runs, in which the two take turns, so that what else the machine does meets both. datatrove's
filters stop at the first that drops a document, arlint finds every score of the profile. `--differences` counts the
documents that only one of the two drops, by its reasons. Needs `datatrove[processing]` and spaCy.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from arlint.config import CorpusConfig
from arlint.document import Document
from arlint.scores import profiles
from arlint.scores.gates import Judge

LANGUAGE = "arb_Arab"
TURN = 500


def datatrove_filters() -> list[Any]:
    """The three filters of FineWeb2's pipeline (fineweb-2-pipeline.py) with the numbers of `configs/arb_Arab.yml`."""
    from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter

    gates = profiles.profile("fineweb2-arb").gates
    words = list(profiles.profile("fineweb2-arb").stop_words)
    return [
        GopherRepetitionFilter(
            language=LANGUAGE,
            dup_para_frac=0,
            dup_line_frac=gates["duplicate-lines"].max,
            dup_para_char_frac=0,
            dup_line_char_frac=0,
            top_n_grams=tuple((n, gates[f"top-{n}-gram"].max) for n in (2, 3, 4)),
            dup_n_grams=tuple((n, gates[f"duplicate-{n}-grams"].max) for n in range(5, 11)),
        ),
        FineWebQualityFilter(
            language=LANGUAGE,
            short_line_thr=999,
            char_duplicates_ratio=gates["duplicate-line-characters"].max,
            line_punct_thr=gates["terminal-lines"].min,
            new_line_ratio=gates["newlines-per-word"].max,
        ),
        GopherQualityFilter(
            language=LANGUAGE,
            max_avg_word_length=gates["word-length"].max,
            min_avg_word_length=gates["word-length"].min,
            max_non_alpha_words_ratio=gates["words-with-letters"].min,
            stop_words=words,
            min_stop_words=2,
        ),
    ]


def theirs() -> Decide:
    """Why datatrove drops a text, "" where it keeps it."""
    from datatrove.data import Document as TroveDocument

    filters = datatrove_filters()

    def decide(text: str) -> str:
        document = TroveDocument(text=text, id="")
        for one in filters:
            verdict = one.filter(document)
            if verdict is not True:
                return verdict[1] if isinstance(verdict, tuple) else "?"
        return ""

    return decide


def drawn(paths: list[Path], number: int) -> list[str]:
    """`number` texts, as many of each file."""
    chance = random.Random(0)
    texts: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            all_of_it = [json.loads(line)["text"] for line in lines]
        texts += chance.sample(all_of_it, min(number // len(paths), len(all_of_it)))
    return texts


Decide = Callable[[str], str]


def timed(sides: Sequence[Decide], texts: list[str]) -> list[tuple[float, list[str]]]:
    """CPU seconds of each side for all texts, by turns, and what it says of each text."""
    seconds = [0.0] * len(sides)
    verdicts: list[list[str]] = [[] for _ in sides]
    for start in range(0, len(texts), TURN):
        for at, decide in enumerate(sides):
            began = time.process_time()
            verdicts[at] += map(decide, texts[start : start + TURN])
            seconds[at] += time.process_time() - began
    return list(zip(seconds, verdicts, strict=True))


def _gates(reason: str) -> str:
    """The names of the gates in a reason."""
    return ", ".join(part.partition(" ")[0] for part in reason.split("; "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--profile", default="fineweb2-arb")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--alone", action="store_true", help="without datatrove")
    arguments = parser.parse_args()
    texts = drawn(arguments.corpus, arguments.documents)
    judge = Judge(CorpusConfig(profile=arguments.profile))
    sides: dict[str, Decide] = {arguments.profile: lambda text: judge.judge(Document(text), text).dropped}
    if not arguments.alone:
        sides["datatrove"] = theirs()
    timed(list(sides.values()), texts[:1])
    runs = [timed(list(sides.values()), texts) for _ in range(arguments.runs)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    least = [min(run[at][0] for run in runs) for at in range(len(sides))]
    for at, name in enumerate(sides):
        dropped = sum(map(bool, runs[0][at][1]))
        print(f"{name}: {size / least[at]:.2f} MB/s ({size:.1f} MB, {least[at]:.2f} s), {dropped:,} dropped")
    if arguments.alone:
        return
    ratios = ", ".join(f"{other / own:.1f}" for (own, _), (other, _) in runs)
    print(f"times datatrove's speed: {least[1] / least[0]:.1f} (each run: {ratios})")
    ours, others = (verdicts for _, verdicts in runs[0])
    print(f"the same decision: {sum(bool(a) == bool(b) for a, b in zip(ours, others, strict=True)):,}")
    if arguments.differences:
        both = zip(ours, others, strict=True)
        reasons = Counter(
            f"only arlint: {_gates(a)}" if a else f"only datatrove: {b}" for a, b in both if bool(a) != bool(b)
        )
        for reason, count in reasons.most_common():
            sys.stdout.write(f"  {count:,} {reason}\n")


if __name__ == "__main__":
    main()
