"""arlint against the floor: what no implementation of its design can avoid.

    python benchmarks/floor.py [CORPUS.jsonl[.zst] | FOLDER of .txt …] [--megabytes 4] [--runs 3]

The floor parses each JSON line, encodes the text to the 8-bit view, folds it, runs one automaton of arlint's own
literals over it, and writes the record again. `check` is `Linter.check`, `clean` makes the fixes and writes the text
with the edits that an audit keeps, `scores` finds every score of the document besides. All of them run in turn on the
same records, with every default rule, in seconds of one core's user time, the least of several runs; "x floor" is their
time over the floor's. A folder's texts are repeated to `--megabytes`. Without arguments: the corpora and sample
articles beside the source tree where they are, else the fixtures.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import measure
import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

import arlint
from arlint.config import Config, CorpusConfig
from arlint.linter import Linter
from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, encode

#: Records on which arlint learns what it learns as it goes, before anything is measured.
WARM = 3000


class Record(msgspec.Struct):
    """The part of a corpus record that is cleaned."""

    text: str


def records_of(source: Path | None, size: int) -> list[bytes]:
    """Up to `size` bytes of records."""
    if source is None or source.is_dir():
        texts = list(measure.texts(source)) if source else measure.fixture_texts()
        return [msgspec.json.encode(Record(text)) for text in measure.repeated(texts, size)]
    chosen, total = [], 0
    for line in measure.lines(source):
        chosen.append(line)
        total += len(line)
        if total >= size:
            break
    return chosen


def least_seconds(works: Sequence[Callable[[], None]], runs: int) -> list[float]:
    """The least user time of each work; they run in turn."""
    least = [float("inf")] * len(works)
    for _ in range(runs):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            least[at] = min(least[at], time.process_time() - start)
    return least


def measured(records: Sequence[bytes], runs: int) -> tuple[list[float], int]:
    """Seconds of the floor, of checking, of cleaning, of cleaning with scores; and how many literals there are."""
    linter = Linter()
    scoring = Linter(Config(corpus=CorpusConfig(scores=("all",))))
    automaton = BytesAhoCorasick(linter.ruleset.literals, implementation=Implementation.DFA)
    decoder = msgspec.json.Decoder(Record)
    encoder = msgspec.json.Encoder()

    def floor() -> None:
        for line in records:
            record = decoder.decode(line)
            automaton.find_matches_as_indexes(encode(record.text).translate(FOLD_TABLE, FOLD_DELETED))
            encoder.encode(record)

    def check() -> None:
        for line in records:
            linter.check(decoder.decode(line).text)

    def clean(by: Linter = linter) -> None:
        for line in records:
            cleaned = by.clean_text(decoder.decode(line).text)
            encoder.encode({"text": cleaned.text})
            if cleaned.edits or cleaned.scores:
                encoder.encode((cleaned.edits, cleaned.scores))

    for line in records[:WARM]:
        scoring.clean_text(decoder.decode(line).text)
        linter.clean_text(decoder.decode(line).text)
    return least_seconds((floor, check, clean, lambda: clean(scoring)), runs), len(linter.ruleset.literals)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    beside = [measure.CORPORA / "clean_news.jsonl.zst", measure.CORPORA / "raw_web.jsonl.zst", measure.SEEDS]
    sources: list[Path | None] = list(options.sources) or [source for source in beside if source.exists()] or [None]
    rows, literals = [], 0
    for source in sources:
        records = records_of(source, int(options.megabytes * 1e6))
        spent, literals = measured(records, options.runs)
        megabytes = sum(map(len, records)) / 1e6
        cells = [f"{source.name if source else 'fixtures'}, {megabytes:.1f} MB", f"{megabytes / spent[0]:.0f}"]
        for one in spent[1:]:
            cells += [f"{megabytes / one:.2f}", f"{one / spent[0]:.1f}"]
        rows.append(cells)
    print(f"{measure.machine()}; {measure.load()}")
    print(f"arlint {arlint.__version__}, {literals} literals, {measure.versions('ahocorasick_rs', 'msgspec', 'regex')}")
    print(f"MB/s and times the floor; {options.runs} runs\n")
    print(measure.table(("", "floor", "check", "x floor", "clean", "x floor", "scores", "x floor"), rows))


if __name__ == "__main__":
    main()
