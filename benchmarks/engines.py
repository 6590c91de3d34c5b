"""The same corpus cleaned by the local engine, Ray and Spark: time, memory, and whether the output is the same.

    python benchmarks/engines.py CORPUS.jsonl… [--megabytes 1000] [--engines local ray spark] [-- --profile web]

`CORPUS.jsonl` (several may be given) is repeated up to `--megabytes`, each copy of a record with an `id` of its own.
What follows `--` goes to `arlint clean`. CPU seconds and memory are those of all processes that a run starts, also of
those that outlive their parents (Ray's); memory is the largest sum of proportional set sizes (PSS), looked at every
half second. The output of each engine is compared record for record, order aside: the clean records as they are
written, the edits, the reasons and the scores. Needs Linux, and pyarrow for the comparison.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

MARK = "ARLINT_BENCHMARK"
TICKS = os.sysconf("SC_CLK_TCK")


def repeated(sources: list[Path], path: Path, size: int) -> None:
    """Write `size` bytes of records of `sources`, over and over."""
    copy = 0
    with path.open("wb") as file:
        while True:
            for source in sources:
                with source.open("rb") as lines:
                    for line in lines:
                        record = json.loads(line)
                        record["id"] = f"{copy}:{record.get('id', '')}"
                        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
                        if file.tell() >= size:
                            return
            copy += 1


class Watch:
    """Processor time and memory of every process with a mark in its environment."""

    def __init__(self, mark: str) -> None:
        self._mark = f"{MARK}={mark}".encode()
        self._times: dict[int, float] = {}
        self.peak = 0

    def look(self) -> None:
        """Take one sample."""
        memory = 0
        for folder in Path("/proc").iterdir():
            try:
                if not folder.name.isdecimal() or self._mark not in (folder / "environ").read_bytes():
                    continue
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                self._times[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICKS
                lines = (folder / "smaps_rollup").read_text().splitlines()
                memory += 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            except (OSError, StopIteration):
                continue
        self.peak = max(self.peak, memory)

    @property
    def seconds(self) -> float:
        """Processor time so far, less what a process used after it was last looked at."""
        return sum(self._times.values())


def measured(engine: str, corpus: Path, output: Path, workers: int, more: list[str]) -> str:
    """Clean with an engine; what it took."""
    command = [sys.executable, "-m", "arlint", "clean", str(corpus), "-o", str(output)]
    command += ["--engine", engine, "--workers", str(workers), *more]
    watch = Watch(engine)
    began = time.monotonic()
    child = subprocess.Popen(command, env={**os.environ, MARK: engine}, stdout=subprocess.DEVNULL)
    while child.poll() is None:
        watch.look()
        time.sleep(0.5)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{engine}: exit status {child.returncode}")
    return f"{time.monotonic() - began:.0f} s, CPU {watch.seconds:.0f} s, peak {watch.peak / 1e9:.2f} GB"


def identity(record: bytes | str) -> str:
    """The id of a record."""
    return str(json.loads(record)["id"])


def local(corpus: Path, output: Path) -> Iterator[tuple[str, ...]]:
    """(what, id, value) for all that a local run wrote."""
    with (output / "data" / corpus.name).open("rb") as lines:
        for line in lines:
            yield "record", identity(line), line.decode().rstrip("\n")
    ids = []
    with corpus.open("rb") as lines:
        ids = [identity(line) for line in lines]
    with gzip.open(output / "audit" / f"{corpus.name}.jsonl.gz", "rb") as lines:
        for line in lines:
            event = json.loads(line)
            yield from _done(
                ids[event["record"]],
                event.get("edits", []),
                event.get("dropped") or event.get("rejected"),
                event.get("scores", {}),
            )


def on_engine(output: Path) -> Iterator[tuple[str, ...]]:
    """The same of what an engine wrote."""
    import pyarrow.dataset as ds

    for batch in ds.dataset(output / "data", partitioning="hive").to_batches(batch_size=2048):
        for row in batch.to_pylist():
            name = identity(row["record"])
            if row["outcome"] == "kept":
                yield "record", name, row["record"]
            what = row["arlint"]
            yield from _done(name, json.loads(what["edits"] or "[]"), what["reason"], dict(what["scores"] or []))


def _done(name: str, edits: object, reason: str | None, scores: dict[str, float]) -> Iterator[tuple[str, ...]]:
    if edits:
        yield "edits", name, json.dumps(edits, sort_keys=True)
    if reason:
        yield "reason", name, reason
    if scores:
        yield "scores", name, json.dumps(scores, sort_keys=True)


def digests(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For each kind of row how many there are, and a sum over their hashes that doesn't depend on their order."""
    sums: dict[str, list[int]] = {}
    for kind, *row in rows:
        number = int.from_bytes(hashlib.blake2b("\0".join(row).encode(), digest_size=16).digest())
        found = sums.setdefault(kind, [0, 0])
        found[0] += 1
        found[1] = (found[1] + number) % (1 << 128)
    return {kind: f"{count:,} {total:032x}" for kind, (count, total) in sorted(sums.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--engines", nargs="+", default=["local", "ray", "spark"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where to work; a folder of its own is made in it")
    ours, more = (sys.argv[1:], [])
    if "--" in ours:
        at = ours.index("--")
        ours, more = ours[:at], ours[at + 1 :]
    arguments = parser.parse_args(ours)
    folder = Path(tempfile.mkdtemp(dir=arguments.folder))
    corpus = folder / "corpus.jsonl"
    repeated(arguments.corpus, corpus, int(arguments.megabytes * 1e6))
    print(f"{corpus.stat().st_size / 1e6:,.0f} MB, {arguments.workers} workers, {' '.join(more)}", flush=True)
    found = {}
    for engine in arguments.engines:
        output = folder / engine
        print(f"{engine}: {measured(engine, corpus, output, arguments.workers, more)}", flush=True)
        found[engine] = digests(local(corpus, output) if engine == "local" else on_engine(output))
        print(f"  {found[engine]}", flush=True)
        shutil.rmtree(output)
    same = all(one == next(iter(found.values())) for one in found.values())
    print("the same output" if same else "the outputs differ", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
