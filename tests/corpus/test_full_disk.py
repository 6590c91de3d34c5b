"""A disk that is really full: said clearly, nothing half, and the run goes on to the same bytes once there is room."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from arlint.corpus import run, sources
from tests.corpus.conftest import StandIn

CHILD = """
import shutil, sys
from contextlib import suppress
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.corpus.conftest import StandIn
from arlint.corpus import export, restore, run, sources
from arlint.corpus.errors import CorpusError

corpus, whole, disk = map(Path, sys.argv[1:4])

def contents(folder):
    return {{str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}}

expected = contents(whole)
needed = sum(len(data) + 4096 for data in expected.values())
stops = 0
for step in range(9):
    out = disk / "out"
    shutil.rmtree(out, ignore_errors=True)
    free = needed * step // 9
    while True:
        ballast = disk / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        with ballast.open("r+b") as file:
            file.truncate(max(ballast.stat().st_size - free, 0))
        options = run.Options(workers=int(sys.argv[4]), resume=out.exists(), chunk_bytes=4000, checkpoint_seconds=0)
        try:
            run.clean(sources.find([str(corpus)]), out, StandIn, options, version="test")
            break
        except CorpusError as error:
            assert "No space left" in str(error) or "can't be written" in str(error), error
            assert "--resume" in str(error) or "another output folder" in str(error), error
            stops += 1
        for name, data in (contents(out) if out.exists() else {{}}).items():
            if not name.startswith(".partial") and name != "manifest.json.part":
                assert data == expected[name], f"{{name}} is half"
        if not (out / ".partial").exists():
            shutil.rmtree(out, ignore_errors=True)
        ballast.unlink()
        free += needed // 3
    ballast.unlink(missing_ok=True)
    assert contents(out) == expected
    assert not any(verdict.problem for verdict in restore.verify(out))
print(stops)
"""


def in_small_disk(folder: Path, size: int, arguments: list[str]) -> list[str]:
    """The command that runs `arguments` with an own file system of `size` bytes at `folder`."""
    return [
        "unshare",
        "-rm",
        "sh",
        "-c",
        f'mount -t tmpfs -o size={size} none "$0" && exec "$@"',
        str(folder),
        *arguments,
    ]


@pytest.fixture
def disk(tmp_path):
    (tmp_path / "disk").mkdir()
    if shutil.which("unshare") is None:
        pytest.skip("needs Linux, to make a small disk")
    if subprocess.run(in_small_disk(tmp_path / "disk", 8192, ["true"]), capture_output=True, check=False).returncode:
        pytest.skip("no user namespaces here, to make a small disk in")
    return tmp_path / "disk"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_meets_a_full_disk_again_and_again(disk, tmp_path, workers):
    corpus = tmp_path / "in"
    corpus.mkdir()
    lines = [json.dumps({"text": "سطر [q] طويل " * (n % 17) + ("DROP" if n % 50 == 7 else "")}) for n in range(300)]
    (corpus / "a.jsonl").write_text("\n".join([*lines, "{"]), encoding="utf-8")
    (corpus / "b.json").write_text("[" + ",\n".join(lines) + "]", encoding="utf-8")
    (corpus / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0)[:-30])
    for number in range(8):
        (corpus / f"{number}.txt").write_text("نص [x]\n" * 300, encoding="utf-8")
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(
        pa.table({"text": [json.loads(line)["text"] + str(n) for n, line in enumerate(lines)]}), corpus / "d.parquet"
    )
    options = run.Options(chunk_bytes=4000, checkpoint_seconds=0)
    run.clean(sources.find([str(corpus)]), tmp_path / "whole", StandIn, options, version="test")

    size = 4 * sum(path.stat().st_size + 4096 for path in (tmp_path / "whole").rglob("*"))
    code = CHILD.format(root=str(Path(__file__).parents[2]))
    command = [sys.executable, "-c", code, str(corpus), str(tmp_path / "whole"), str(disk), str(workers)]
    done = subprocess.run(in_small_disk(disk, size, command), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 9


RESTORE = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from arlint.corpus import restore
from arlint.corpus.errors import CorpusError
target = Path(sys.argv[2]) / "back"
try:
    list(restore.restore(Path(sys.argv[1]), target))
except CorpusError as error:
    print(error, sorted(path.name for path in target.iterdir()))
"""


def test_restoring_to_a_full_disk_leaves_nothing_half(disk, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("[x]", encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "[x]"}\n' * 9000, encoding="utf-8")
    run.clean(sources.find([str(tmp_path / "in")]), tmp_path / "out", StandIn, run.Options(), version="test")
    code = RESTORE.format(root=str(Path(__file__).parents[2]))
    command = [sys.executable, "-c", code, str(tmp_path / "out"), str(disk)]
    done = subprocess.run(in_small_disk(disk, 65536, command), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "b.jsonl: can't be written: No space left on device; restore into another folder" in done.stdout
    assert "['a.txt']" in done.stdout
