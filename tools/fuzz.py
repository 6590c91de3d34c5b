"""Fuzzing led by coverage: atheris over the targets of `tests/fuzz`.

    pip install atheris
    python tools/fuzz.py --seconds 3600 --corpus FOLDER [TARGET …]

Each target has its turn in a process of its own, the one that had the least time first, again and again until the time
is over; several of these commands may share a FOLDER, and a later one goes on where the last one stopped. FOLDER keeps
what reached new code, by target, and `turns.tsv`, a line a turn: target, inputs, seconds, seconds of a processor. An
input that breaks an invariant does not end a turn: it is written to FOLDER/found with its traceback, the shortest of
each kind, and told at the end. Each belongs into `tests/fuzz/test_targets.py`, mended.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib
import os
import pkgutil
import re
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Seconds by the clock that one input may take, and MB that one target may hold, before it counts as found.
LIMIT, MEMORY = 120, 3072
#: Bytes of an input at most: what small inputs do not show is the business of `benchmarks/adversarial.py`.
LONGEST = 1200
_DONE = re.compile(r"Done (\d+) runs|^#(\d+)\s", re.MULTILINE)
_CODE = re.compile(r"\b[A-Z]{2}\d{3}\b")


def main() -> int:
    """Fuzz; the exit status says whether anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--turn", type=int, default=120, help="seconds that a target has at a time")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.one:
        fuzz(options.one, options.corpus.resolve(), options.turn)
        return 0
    return rounds(options.seconds, options.turn, options.corpus.resolve(), options.targets)


def rounds(seconds: int, turn: int, corpus: Path, wanted: list[str]) -> int:
    """Give each target its turn until the time is over."""
    from tests.fuzz.targets import TARGETS

    names = wanted or list(TARGETS)
    found = corpus / "found"
    found.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        spent = _spent(corpus)[1]
        with _taken(corpus, sorted(names, key=lambda name: spent[name])) as name:
            began, used = time.monotonic(), _used()
            runs = _turn(name, corpus, turn)
            times = f"{round(time.monotonic() - began)}\t{round(_used() - used)}"
            with (corpus / "turns.tsv").open("a", encoding="utf-8") as turns:
                turns.write(f"{name}\t{runs}\t{times}\n")
    runs_of, spent, used_by = _spent(corpus)
    hours = f"{spent.total() / 3600:.1f} hours by the clock ({used_by.total() / 3600:.1f} of a processor)"
    print(f"{runs_of.total():,} inputs in {hours} over {len(spent)} targets")
    reports = sorted(found.glob("*"))
    for path in reports:
        print(f"found: {path}")
    return int(bool(reports))


def _turn(name: str, corpus: Path, seconds: int) -> int:
    """Fuzz `name` in a process of its own; how many inputs it tried."""
    command = [sys.executable, __file__, "--one", name, "--corpus", str(corpus), "--turn", str(seconds)]
    with (corpus / f"{name}.log").open("w+", encoding="utf-8", errors="replace") as log:
        subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False, cwd=ROOT)
        log.seek(0)
        counts = [int(one or other) for one, other in _DONE.findall(log.read())]
    return max(counts, default=0)


def _used() -> float:
    """Seconds of a processor that the turns so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spent(corpus: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Inputs, seconds and seconds of a processor of each target, of all turns so far."""
    runs: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    used: Counter[str] = Counter()
    turns = corpus / "turns.tsv"
    for line in turns.read_text(encoding="utf-8").splitlines() if turns.exists() else ():
        name, count, seconds, processor = line.split("\t")
        runs[name] += int(count)
        spent[name] += int(seconds)
        used[name] += int(processor)
    return runs, spent, used


@contextmanager
def _taken(corpus: Path, names: list[str]) -> Iterator[str]:
    """The first of `names` that no other command fuzzes, for as long as this one does."""
    locks = corpus / "locks"
    locks.mkdir(exist_ok=True)
    for name in names:
        with (locks / name).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            yield name
            return
    sys.exit("every target is being fuzzed already")


def fuzz(name: str, corpus: Path, seconds: int) -> None:
    """Fuzz one target in this process until the time is over, or an input hangs it."""
    import atheris

    os.environ["ARLINT_CACHE_DIR"] = str(corpus / "cache")
    with atheris.instrument_imports(include=["arlint"]):  # all now: what is imported later is not measured
        import arlint
        from tests.fuzz.seeds import seeds_of, words_of
        from tests.fuzz.targets import TARGETS

        for module in pkgutil.walk_packages(arlint.__path__, "arlint."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    kept, begin = corpus / name, corpus / "begin" / name
    kept.mkdir(parents=True, exist_ok=True)
    seeds = list(seeds_of(name))
    digest = hashlib.sha256(b"\xff".join(seeds)).hexdigest()[:8]
    folders = [str(kept)]
    if not (begin / digest).exists():  # what of them reaches new code is kept: the others need no second turn
        begin.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (begin / f"{number}.seed").write_bytes(seed)
        (begin / digest).touch()
        folders.append(str(begin))
    flags = [f"-max_total_time={seconds}", f"-timeout={LIMIT}", f"-report_slow_units={LIMIT}", "-len_control=20"]
    flags += [f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}"]
    if words := words_of(name):
        dictionary = corpus / "begin" / f"{name}.dict"
        dictionary.write_text("".join(f'"{_spelled(word)}"\n' for word in words), encoding="ascii")
        flags.append(f"-dict={dictionary}")
    where = f"-artifact_prefix={corpus / 'found'}/{name}-"
    guarded = _guarded(name, TARGETS[name], corpus / "found")
    atheris.Setup([name, *folders, *flags, where, "-print_final_stats=1"], guarded)
    atheris.Fuzz()


def _spelled(word: bytes) -> str:
    """A word as libFuzzer reads it in a dictionary."""
    return "".join(f"\\x{byte:02x}" for byte in word)


def _guarded(name: str, target: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """`target`, but what it raises is written to `found`: once for each kind and place, the shortest input of all."""

    def run(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:  # noqa: BLE001  (whatever an input raises is what is looked for)
            told = traceback.format_exc()
            places = re.findall(r'File ".*?/((?:arlint|tests)/[^"]*)", line (\d+)', told)[-3:]
            state = repr((type(error), places, sorted(set(_CODE.findall(str(error))))[:4]))
            path = found / f"{name}-{hashlib.sha256(state.encode()).hexdigest()[:10]}"
            if not path.exists() or path.stat().st_size > len(data):
                path.write_bytes(data)
                path.with_suffix(".txt").write_text(told[-20000:], encoding="utf-8", errors="backslashreplace")

    return run


if __name__ == "__main__":
    sys.exit(main())
