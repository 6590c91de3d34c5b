"""How fast `arlint clean` is and how much memory it takes: run by hand, on a file of one's own or on generated text.

    python benchmarks/corpus.py [FILE.jsonl] [--megabytes 100] [--workers 1 2] [--floor]

`--floor` cleans with no rules at all: what reading, logging and writing cost by themselves. Memory is the largest
sum of the processes' proportional set sizes (PSS), looked at ten times a second; it needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

WORDS = ("أعلنت", "الشركة", "اليوم", "عن", "نموذج", "جديد", "للذكاء", "الاصطناعي", "وقال", "المدير", "إن", "الإصدار")
CHILD = """
import resource, sys
from functools import partial
from pathlib import Path
from arlint.corpus import run, sources
from arlint.linter import Cleaned, Linter

class Nothing:
    fingerprint = "nothing"
    def prepare(self):
        pass
    def clean_text(self, text, *, kind="plain", meta=None):
        return Cleaned(text, None, (), {})

path, output, workers, floor = sys.argv[1:]
options = run.Options(workers=int(workers))
run.clean(sources.find([path]), Path(output), Nothing if floor == "1" else Linter, options, version="benchmark")
seconds = [sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print("  CPU of the process that reads and writes {:.2f} s, of those that clean {:.2f} s".format(*seconds), flush=True)
"""


def generate(path: Path, size: int) -> None:
    """Write about `size` bytes of records of made-up Arabic sentences, some with tatweel to remove."""
    chance = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < size:
            words = chance.choices([*WORDS, "جديـــد"], k=chance.randrange(50, 600))
            file.write(json.dumps({"id": chance.random(), "text": " ".join(words)}, ensure_ascii=False) + "\n")


def memory(process: int) -> int:
    """Bytes that the process and its children hold, shared pages counted once."""
    total = 0
    for folder in Path("/proc").iterdir():
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if process in (int(folder.name), int(status[1])):
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError, StopIteration):
            continue
    return total


def measure(path: Path, workers: int, *, floor: bool) -> None:
    folder = Path(tempfile.mkdtemp(dir=path.parent))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    arguments = [sys.executable, "-c", CHILD, str(path), str(folder / "out"), str(workers), str(int(floor))]
    child = subprocess.Popen(arguments)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while child.poll() is None:
            peak = max(peak, memory(child.pid))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    child.wait()
    watcher.join()
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = path.stat().st_size
    audit = sum(os.path.getsize(p) for p in (folder / "out" / "audit").glob("*"))  # noqa: PTH202
    print(
        f"workers {workers}: {size / 1e6:,.0f} MB, {seconds:.1f} s, {size / 1e6 / seconds:.1f} MB/s; "
        f"CPU {cpu:.1f} s, {size / 1e6 / cpu:.1f} MB/s; peak {peak / 1e6:.0f} MB; audit {audit / size:.2%}",
        flush=True,
    )
    shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--floor", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.file or Path(folder, "generated.jsonl")
        if arguments.file is None:
            generate(path, arguments.megabytes * 1_000_000)
        for workers in arguments.workers:
            measure(path, workers, floor=arguments.floor)


if __name__ == "__main__":
    main()
