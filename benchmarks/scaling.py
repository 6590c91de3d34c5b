"""How arlint's time and memory grow: with the size of a text, of a corpus, of the packs, and with workers.

    python benchmarks/scaling.py [CORPUS.jsonl[.zst]] [--parts document line lines corpus phrases workers]
        [--document 4M] [--line 4M] [--lines 1M 2M] [--corpus 4M 8M 16M] [--phrases 1000 10000]
        [--workers 1 2] [--runs 3]

- `document`: `--document` bytes of the corpus with their lines, checked in this process as texts of 1 KB, of 2 KB, and
  so on up to one text;
- `line`: the same of `--line` bytes, each text in one line;
- `lines`: one line of each size of `--lines` checked and cleaned, and the memory that took;
- `corpus`: `arlint clean` over JSON lines of each size of `--corpus`, one worker: user seconds and peak memory;
- `phrases`: checking with a pack of so many made-up phrases more;
- `workers`: `arlint clean` over the largest `--corpus` with so many processes: seconds by the clock.

Seconds are those of one core's user time, the least of several runs. "2n / n" is the time of a text against the row
above. For texts it is that of the same content cut twice as often: a longer piece of a corpus holds other things than a
shorter one, and is no measure of growth. Without a corpus the fixtures are repeated.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import measure
import startup

import arlint
from arlint.config import Config
from arlint.linter import Linter

SMALLEST = 1_000
#: Seconds for which a size is measured again and again, so that short texts are not lost in the clock's steps.
LONG_ENOUGH = 0.2
PARTS = ("document", "line", "lines", "corpus", "phrases", "workers")


def joined(texts: Sequence[str], size: int, gap: str) -> str:
    """About `size` bytes of text, cut at a code point."""
    whole = gap.join(measure.repeated(texts, size + 1))
    return whole.encode()[:size].decode(errors="ignore")


def seconds(work: Callable[[], object], runs: int) -> float:
    """The least user time of one `work` in `runs` runs, each long enough to be measured."""
    least, repeats = float("inf"), 1
    for _ in range(runs):
        began = time.process_time()
        for _ in range(repeats):
            work()
        spent = time.process_time() - began
        least = min(least, spent / repeats)
        if spent < LONG_ENOUGH:
            repeats = min(10_000, int(repeats * LONG_ENOUGH / max(spent, 1e-4)) + 1)
    return least


def cut(text: str, parts: int) -> list[str]:
    """`text` in so many parts of nearly the same length, none of which ends within a word."""
    ends = [0]
    for number in range(1, parts):
        at = number * len(text) // parts
        ends.append(max(text.rfind(" ", ends[-1], at), text.rfind("\n", ends[-1], at), ends[-1]))
    return [text[start:end] for start, end in itertools.pairwise((*ends, len(text)))]


def texts_of_growing_size(texts: Sequence[str], largest: int, runs: int, *, one_line: bool) -> Iterator[list[str]]:
    """A row for each size from `SMALLEST` to `largest`, doubled: always the same text, cut into pieces of the size."""
    linter = Linter()
    linter.prepare()
    sizes = list(itertools.takewhile(lambda size: size <= largest, (SMALLEST << n for n in itertools.count())))
    text = joined(texts, sizes[-1], "\n\n")
    if one_line:
        text = " ".join(text.split())
    megabytes = len(text.encode()) / 1e6
    linter.check(text)  # a word costs more where it is met for the first time
    before = 0.0
    for size in sizes:
        parts = cut(text, sizes[-1] // size)
        found = sum(len(linter.check(part)) for part in parts)
        spent = seconds(lambda parts=parts: [linter.check(part) for part in parts], runs)  # type: ignore[misc]
        ratio = f"{2 * spent / before:.2f}" if before else ""
        shown = measure.shown(size), f"{found}", f"{1000 * spent / len(parts):.1f}", f"{megabytes / spent:.2f}"
        yield [*shown, ratio]
        before = spent


def long_lines(texts: Sequence[str], sizes: Sequence[int]) -> Iterator[list[str]]:
    """A row for each size, ascending: one line is checked and cleaned, once."""
    linter = Linter()
    linter.prepare()
    before = (0.0, 0.0)
    for size in sizes:
        text = " ".join(joined(texts, size, " ").split())
        began = time.process_time()
        found = len(linter.check(text))
        between = time.process_time()
        linter.clean_text(text)
        checking, cleaning = between - began, time.process_time() - between
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        grown = [f"{now / then:.2f}" if then else "" for now, then in zip((checking, cleaning), before, strict=True)]
        before = checking, cleaning
        row = measure.shown(size), f"{found}", f"{checking:.1f}", grown[0], f"{cleaning:.1f}", grown[1], f"{peak:.2f}"
        yield list(row)


def corpus(path: Path, texts: Sequence[str], size: int) -> None:
    """Write `size` bytes of records, over and over the same."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(itertools.cycle(texts)):
            if file.tell() >= size:
                return
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def clean(source: Path, workers: int) -> measure.Usage:
    """`arlint clean` over `source`."""
    out = Path(tempfile.mkdtemp(dir=source.parent))
    used = measure.run([*measure.ARLINT, "clean", source, "-o", out / "out", "--workers", str(workers), "--no-config"])
    shutil.rmtree(out)
    return used


def corpora(texts: Sequence[str], sizes: Sequence[int], runs: int) -> Iterator[list[str]]:
    """A row for each size of corpus."""
    before = 0.0
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "corpus.jsonl")
        for size in sizes:
            corpus(source, texts, size)
            used = measure.least(clean(source, 1) for _ in range(runs if size < 64_000_000 else 1))
            ratio = f"{used.user / before:.2f}" if before else ""
            before = used.user
            peak = f"{used.peak / 1e6:.0f}"
            yield [measure.shown(size), f"{used.user:.2f}", f"{size / 1e6 / used.user:.2f}", peak, ratio]


def phrases(texts: Sequence[str], counts: Sequence[int], runs: int) -> Iterator[list[str]]:
    """A row for each number of phrases more than the built-in rules have; each rule holds a hundred."""
    some = list(measure.repeated(texts, 1_000_000))
    before = 0.0
    for count in (0, *counts):
        with tempfile.TemporaryDirectory() as name:
            if count:
                startup.phrase_pack(Path(name), count, each=100)
            linter = Linter(Config(extend_packs=(name,) if count else ()))
            linter.prepare()
            spent = seconds(lambda linter=linter: [linter.check(text) for text in some], runs + 1)  # type: ignore[misc]
        ratio = f"{spent / before:.2f}" if before else ""
        before = spent
        yield [f"{count:,} more", f"{len(linter.ruleset.literals):,}", f"{1000 * spent:.0f}", ratio]


def by_workers(texts: Sequence[str], size: int, counts: Sequence[int], runs: int) -> Iterator[list[str]]:
    """A row for each number of workers."""
    first = 0.0
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "corpus.jsonl")
        corpus(source, texts, size)
        for count in counts:
            used = min((clean(source, count) for _ in range(runs)), key=lambda used: used.wall)
            first = first or used.wall
            yield [f"{count}", f"{used.wall:.1f}", f"{used.cpu:.1f}", f"{first / used.wall:.2f}"]


def main() -> None:
    """Measure and print a table for each part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--document", type=measure.size, default="4M")
    parser.add_argument("--line", type=measure.size, default="4M")
    parser.add_argument("--lines", type=measure.size, nargs="+", default=[1_000_000, 2_000_000])
    parser.add_argument("--corpus", type=measure.size, nargs="+", default=[4_000_000, 8_000_000, 16_000_000])
    parser.add_argument("--phrases", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    texts = list(measure.texts(given.source, 20_000)) if given.source else measure.fixture_texts()
    print(f"{measure.machine()}; {measure.load()}")
    print(f"arlint {arlint.__version__}; {given.source.name if given.source else 'fixtures'}; {given.runs} runs")
    checked = ("texts of", "findings in all", "ms a text", "MB/s", "2n / n")
    parts: dict[str, tuple[Sequence[str], Iterator[list[str]]]] = {
        "document": (checked, texts_of_growing_size(texts, given.document, given.runs, one_line=False)),
        "line": (("lines of", *checked[1:]), texts_of_growing_size(texts, given.line, given.runs, one_line=True)),
        "lines": (
            ("one line", "findings", "check s", "x", "clean s", "x", "peak GB"),
            long_lines(texts, given.lines),
        ),
        "corpus": (("clean", "user s", "MB/s", "peak MB", "2n / n"), corpora(texts, given.corpus, given.runs)),
        "phrases": (("phrases", "literals", "ms a MB", "ratio"), phrases(texts, given.phrases, given.runs)),
        "workers": (
            ("workers", "s by the clock", "CPU s", "speed-up"),
            by_workers(texts, max(given.corpus), given.workers, given.runs),
        ),
    }
    for part in given.parts:
        head, rows = parts[part]
        print(f"\n{measure.table(head, rows)}", flush=True)


if __name__ == "__main__":
    main()
