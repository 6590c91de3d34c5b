"""arlint against the floor: what no implementation of its design can avoid.

    python benchmarks/floor.py [CORPUS.jsonl[.zst] | FOLDER of .txt …] [--megabytes 4] [--runs 3]

The floor parses each JSON line, encodes the text to the 8-bit view, folds it, runs one automaton of arlint's own
literals over it, and writes the record again. `asked` does besides what these rules ask of every text before one of
them runs, in bare calls of C: a second automaton for exact strings, each word cut out and looked up in a set, each line
cut out and its first word looked up. `check` is `Linter.check`, `clean` makes the fixes and writes the text with the
edits that an audit keeps, `scores` finds every score of the document besides. All of them run in turn on the same
records, with every default rule, in seconds of one core's user time, the least of several runs; "x floor" is their time
over the floor's. A folder's texts are repeated to `--megabytes`. Without arguments: the corpora and sample articles
beside the source tree where they are, else the fixtures.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import measure
import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

import arlint
from arlint.checks.slips import tokens
from arlint.config import Config, CorpusConfig
from arlint.document import Document
from arlint.linter import Linter
from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, encode

#: Records on which arlint learns what it learns as it goes, before anything is measured.
WARM = 3000


#: What is timed besides the floor.
PARTS = ("asked", "check", "clean", "scores")


class Record(msgspec.Struct):
    """The part of a corpus record that is cleaned."""

    text: str


_decoder, _encoder = msgspec.json.Decoder(Record), msgspec.json.Encoder()


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


class Bench:
    """What is timed, each part over all records: it decodes a record, works, and encodes what is kept of it."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self.records = records
        self.linter = Linter()
        self.scoring = Linter(Config(corpus=CorpusConfig(scores=("all",))))
        self.automaton = BytesAhoCorasick(self.linter.ruleset.literals, implementation=Implementation.DFA)
        exact = [encode(raw) for rule in self.linter.rules for raw in getattr(rule, "raw", ())]
        self.exact = BytesAhoCorasick(exact, implementation=Implementation.DFA)
        self.words = {word for line in records for word in tokens(Document(_decoder.decode(line).text))}
        self.firsts = set(random.Random(0).sample(sorted(self.words), min(1_000, len(self.words))))

    def floor(self) -> None:
        """Parse, encode, fold, look for all literals, write."""
        for line in self.records:
            record = _decoder.decode(line)
            self.automaton.find_matches_as_indexes(encode(record.text).translate(FOLD_TABLE, FOLD_DELETED))
            _encoder.encode(record)

    def asked(self) -> None:
        """The floor, and the questions that every text is asked."""
        for line in self.records:
            record = _decoder.decode(line)
            document = Document(record.text)
            view = document.encoded.translate(FOLD_TABLE, FOLD_DELETED)
            self.automaton.find_matches_as_indexes(view)
            self.exact.find_matches_as_indexes(document.encoded)
            self.words.issuperset(tokens(document))
            self.firsts.isdisjoint([piece.partition(b" ")[0] for piece in view.split(b"\n")])
            _encoder.encode(record)

    def check(self) -> None:
        """Findings."""
        for line in self.records:
            self.linter.check(_decoder.decode(line).text)

    def clean(self) -> None:
        """Fixes and audit."""
        self._clean(self.linter)

    def scores(self) -> None:
        """Fixes, audit and all scores."""
        self._clean(self.scoring)

    def _clean(self, by: Linter) -> None:
        for line in self.records:
            cleaned = by.clean_text(_decoder.decode(line).text)
            _encoder.encode({"text": cleaned.text})
            if cleaned.edits or cleaned.scores:
                _encoder.encode((cleaned.edits, cleaned.scores))


def measured(records: Sequence[bytes], runs: int) -> tuple[list[float], int]:
    """Seconds of the floor, and of the parts named in `PARTS`; and how many literals there are."""
    bench = Bench(records)
    for line in records[:WARM]:
        bench.scoring.clean_text(_decoder.decode(line).text)
        bench.linter.clean_text(_decoder.decode(line).text)
    works = [bench.floor, *(getattr(bench, name) for name in PARTS)]
    return least_seconds(works, runs), len(bench.linter.ruleset.literals)


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
    print(measure.table(("", "floor", *(cell for name in PARTS for cell in (name, "x floor"))), rows))


if __name__ == "__main__":
    main()
