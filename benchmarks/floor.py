"""arlint against the floor: what no implementation of its design can avoid.

    python benchmarks/floor.py CORPUS.jsonl[.zst] [--docs N]

The floor parses each JSON line, encodes the text to the 8-bit view, folds it, runs one automaton of arlint's own
literals over it, and writes the record again. arlint's figures are multiples of it, taken in the same run on the
same lines, in CPU seconds of one core. Without a corpus the fixtures are repeated to 10 MB.
"""

from __future__ import annotations

import argparse
import itertools
import json
import platform
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

import arlint
from arlint.linter import Linter
from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, encode

REPEATS = 3


class Record(msgspec.Struct):
    """The part of a corpus record that is cleaned."""

    text: str


def lines_of(path: Path, limit: int | None) -> list[bytes]:
    """The raw records of a corpus."""
    if path.suffix == ".zst":
        import zstandard

        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            return list(itertools.islice(_split(stream.readall()), limit))
    return list(itertools.islice(_split(path.read_bytes()), limit))


def _split(data: bytes) -> Iterator[bytes]:
    return (line for line in data.split(b"\n") if line)


def fixtures() -> list[bytes]:
    """The fixtures as records, repeated to 10 MB."""
    folder = Path(__file__).resolve().parents[1] / "fixtures"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/input.*"))]
    once = [json.dumps({"text": text}, ensure_ascii=False).encode() for text in texts]
    return once * (10_000_000 // sum(map(len, once)) + 1)


def seconds(work: Callable[[Iterable[bytes]], None], records: list[bytes]) -> float:
    """The least CPU time of `REPEATS` runs."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work(records)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--docs", type=int, help="use at most this many records")
    options = parser.parse_args()
    records = lines_of(options.corpus, options.docs) if options.corpus else fixtures()
    linter = Linter()
    automaton = BytesAhoCorasick(linter.ruleset.literals, implementation=Implementation.DFA)
    decoder = msgspec.json.Decoder(Record)
    encoder = msgspec.json.Encoder()

    def floor(lines: Iterable[bytes]) -> None:
        for line in lines:
            record = decoder.decode(line)
            automaton.find_matches_as_indexes(encode(record.text).translate(FOLD_TABLE, FOLD_DELETED))
            encoder.encode(record)

    def check(lines: Iterable[bytes]) -> None:
        for line in lines:
            linter.check(decoder.decode(line).text)

    def clean(lines: Iterable[bytes]) -> None:
        for line in lines:
            encoder.encode({"text": linter.clean_text(decoder.decode(line).text).text})

    size = sum(map(len, records)) / 1e6
    check(itertools.islice(itertools.cycle(records), 5000))  # what arlint learns as it goes: its caches are warm
    base = seconds(floor, records)
    print(f"arlint {arlint.__version__}, Python {platform.python_version()}, {len(records)} records, {size:.1f} MB")
    print(f"{len(linter.ruleset.literals)} literals")
    for name, work in (("floor", floor), ("check", check), ("clean", clean)):
        spent = base if work is floor else seconds(work, records)
        print(f"{name:6} {size / spent:8.1f} MB/s  {spent / base:6.2f} x floor")


if __name__ == "__main__":
    main()
