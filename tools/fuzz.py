"""Fuzzing led by coverage: atheris over the targets of `tests/fuzz`.

    pip install atheris
    python tools/fuzz.py --seconds 3600 --corpus FOLDER [TARGET …]

Each target has its share of the time in a process of its own, one after the other, again and again until the time is
over. FOLDER keeps what reached new code, by target, and goes on from there the next time; an input that breaks an
invariant is written to FOLDER/found and told at the end. Each belongs into `tests/fuzz/test_found.py`, mended.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Seconds by the clock that one input may take, and MB that one target may hold, before it counts as found.
LIMIT, MEMORY = 120, 2048
#: Bytes of an input at most: what small inputs do not show is the business of `benchmarks/adversarial.py`.
LONGEST = 400
_DONE = re.compile(r"Done (\d+) runs|^#(\d+)\s", re.MULTILINE)


def main() -> int:
    """Fuzz; the exit status says whether anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--turn", type=int, default=120, help="seconds that a target has at a time")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*")
    options = parser.parse_args()
    if options.one:
        fuzz(options.one, options.corpus, options.turn)
        return 0
    return rounds(options.seconds, options.turn, options.corpus, options.targets)


def rounds(seconds: int, turn: int, corpus: Path, wanted: list[str]) -> int:
    """Give each target its turn until the time is over."""
    sys.path.insert(0, str(ROOT))
    from tests.fuzz.targets import TARGETS

    names = wanted or list(TARGETS)
    found = corpus / "found"
    found.mkdir(parents=True, exist_ok=True)
    runs: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    end = time.monotonic() + seconds
    for name in _turns(names, end):
        began = time.monotonic()
        command = [sys.executable, __file__, "--one", name, "--corpus", str(corpus), "--turn", str(turn)]
        with (corpus / f"{name}.log").open("w+", encoding="utf-8", errors="replace") as log:
            subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False, cwd=ROOT)
            log.seek(0)
            counts = [int(one or other) for one, other in _DONE.findall(log.read())]
        runs[name] += max(counts, default=0)
        spent[name] += round(time.monotonic() - began)
        lines = [f"{one}\t{runs[one]}\t{spent[one]}" for one in names]
        total = f"all\t{runs.total()}\t{spent.total()}\tfound {len(list(found.iterdir()))}"
        (corpus / "progress.tsv").write_text("\n".join([*lines, total, ""]), encoding="utf-8")
    print(f"{runs.total():,} inputs in {spent.total() / 3600:.1f} hours over {len(names)} targets")
    for path in sorted(found.iterdir()):
        print(f"found: {path}")
    return int(any(found.iterdir()))


def _turns(names: list[str], end: float) -> Iterator[str]:
    while True:
        for name in names:
            if time.monotonic() > end:
                return
            yield name


def fuzz(name: str, corpus: Path, seconds: int) -> None:
    """Fuzz one target in this process until the time is over, or an input breaks it."""
    import atheris

    sys.path.insert(0, str(ROOT))
    os.environ["ARLINT_CACHE_DIR"] = str(corpus / "cache")
    with atheris.instrument_imports(include=["arlint"]):
        from tests.fuzz import texts
        from tests.fuzz.targets import TARGETS
    kept, begin = corpus / name, corpus / "begin"
    # What of the seeds reaches new code is written to the target's own folder: the others need no second turn.
    folders = [str(kept)] if kept.is_dir() else [str(kept), str(begin)]
    kept.mkdir(parents=True, exist_ok=True)
    begin.mkdir(exist_ok=True)
    for number, seed in enumerate(texts.seeds()):
        (begin / str(number)).write_bytes(b"\x80" + seed)
    flags = [f"-max_total_time={seconds}", f"-timeout={LIMIT}", f"-report_slow_units={LIMIT}"]
    flags += [f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}"]
    where = f"-artifact_prefix={corpus / 'found'}/{name}-"
    atheris.Setup([name, *folders, *flags, where, "-print_final_stats=1"], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
