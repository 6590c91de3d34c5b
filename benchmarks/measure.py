"""What the benchmarks share: timing whole processes, reading corpora, describing the machine, printing tables."""

from __future__ import annotations

import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
#: The corpora that the project measures on, where they lie beside the source tree.
CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
SEEDS = CORPORA.parent / "seeds"
ARLINT = (sys.executable, "-m", "arlint")


class Usage(NamedTuple):
    """What one finished process took, with all of its children: seconds, and the bytes of its largest process."""

    user: float
    system: float
    wall: float
    peak: int
    status: int

    @property
    def cpu(self) -> float:
        """Seconds of processor time."""
        return self.user + self.system


#: Starts a command and tells what it took. It is small: a new process first counts the memory of the one it came from.
_LAUNCHER = """
import json, os, sys, time
began = time.monotonic()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
wall = time.monotonic() - began
told = [used.ru_utime, used.ru_stime, wall, used.ru_maxrss, os.waitstatus_to_exitcode(status)]
os.write(int(os.environ["MEASURE_TO"]), json.dumps(told).encode())
"""


def run(
    command: Sequence[str | Path], *, cwd: Path | None = None, stdin: Path | None = None, output: Path | None = None
) -> Usage:
    """Run `command` to its end. Its output is thrown away, or goes to the file `output`."""
    reader, writer = os.pipe()
    with (stdin or Path(os.devnull)).open("rb") as source, (output or Path(os.devnull)).open("wb") as sink:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, *(str(part) for part in command)],
            cwd=cwd,
            stdin=source,
            stdout=sink,
            stderr=subprocess.DEVNULL,
            env={**_ENV, "MEASURE_TO": str(writer)},
            pass_fds=[writer],
            check=False,
        )
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        user, system, wall, peak, status = json.loads(told.read())
    return Usage(user, system, wall, int(peak) * (1 if sys.platform == "darwin" else 1024), status)


def _environment() -> dict[str, str]:
    """Bytecode and arlint's own cache are kept as after an installation, but in a folder of this run's own."""
    folder = Path(tempfile.mkdtemp(prefix="arlint-benchmark-"))
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "ARLINT_CACHE_DIR": str(folder / "cache")}


_ENV = _environment()


def cache_folder() -> Path:
    """Where the processes that `run` starts keep arlint's cache."""
    return Path(_ENV["ARLINT_CACHE_DIR"])


def least(usages: Iterable[Usage]) -> Usage:
    """The run that took the least user time: what else ran on the machine can only have added to it."""
    return min(usages, key=lambda usage: usage.user)


def texts(path: Path, limit: int | None = None) -> Iterator[str]:
    """The texts of a corpus: the field `text` of JSON lines (`.zst` too), or the files of a folder."""
    if path.is_dir():
        found = (file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt")))
    else:
        found = (json.loads(line)["text"] for line in lines(path))
    return itertools.islice(found, limit)


def lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that are not empty."""
    if path.suffix == ".zst":
        import zstandard

        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            data = stream.readall()
    else:
        data = path.read_bytes()
    return (line for line in data.split(b"\n") if line.strip())


def fixture(name: str) -> str:
    """The text of one of the project's own fixtures."""
    return next((FIXTURES / name).glob("input.*")).read_text(encoding="utf-8")


def fixture_texts() -> list[str]:
    """The texts of the project's own fixtures."""
    return [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*/input.*"))]


def repeated(once: Sequence[str], size: int) -> Iterator[str]:
    """`once` over and over, up to about `size` bytes of UTF-8 in all."""
    total = 0
    for text in itertools.cycle(once):
        yield text
        total += len(text.encode())
        if total >= size:
            return


def machine() -> str:
    """The machine in a line: processor, cores, memory, system, Python."""
    name = platform.processor() or platform.machine()
    memory = 0
    if (info := Path("/proc/cpuinfo")).exists():
        models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        name = models[0] if models else name
        memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024**2
    python = f"Python {platform.python_version()}"
    return f"{name}, {os.cpu_count()} cores, {memory} GiB, {platform.system()} {platform.release()}, {python}"


def load() -> str:
    """How busy the machine is, which is for the reader to know."""
    return f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""


def versions(*distributions: str) -> str:
    """The versions of installed distributions."""
    found = []
    for name in distributions:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: the first column to the left, the others to the right, padded for a terminal."""
    body = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[at]) for row in body) for at in range(len(head))]
    padded = [
        [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in body
    ]
    rule = ["-" * width if at == 0 else "-" * (width - 1) + ":" for at, width in enumerate(widths)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (padded[0], rule, *padded[1:]))


def size(text: str) -> int:
    """Bytes of a size such as 64K, 10M, 1G (powers of ten); for argparse."""
    units = {"K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
    unit = text[-1:].upper()
    return int(float(text[:-1]) * units[unit]) if unit in units else int(text)


def shown(count: float) -> str:
    """A size as `size` reads it."""
    for unit, factor in (("G", 1e9), ("M", 1e6), ("K", 1e3)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}B"
    return f"{count:.0f} B"
