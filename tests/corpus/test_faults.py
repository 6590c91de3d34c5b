"""Corpora under faults: a disk that is really full, inputs that are no files, links, a kill at every step."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TEXT = {"text": "قال محــمد في الخبر  إن الأمر انتهى.", "url": "https://a.example/1"}
STRACE = shutil.which("strace")


def arlint(folder: Path, *args: str, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    command = [*under, sys.executable, "-m", "arlint", *args]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment, timeout=120
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [json.dumps(TEXT | {"n": n}, ensure_ascii=False) for n in range(1500)]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "b.txt").write_text(TEXT["text"], encoding="utf-8")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB with a file in the way."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "arlint-test", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    (folder / "filler").write_bytes(bytes(330_000))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named_and_the_run_goes_on(corpus: Path, small_disk: Path, tmp_path: Path) -> None:  # noqa: ARG001
    out = small_disk / "out"
    assert arlint(tmp_path, "clean", "in", "-o", "plain", "--workers=1").returncode == 0
    done = arlint(tmp_path, "clean", "in", "-o", str(out), "--workers=1")
    assert done.returncode == 2
    assert re.search("out: No space left on device; .*free some space.* --resume", done.stderr), done.stderr
    (small_disk / "filler").unlink()
    done = arlint(tmp_path, "clean", "in", "-o", str(out), "--workers=1", "--resume")
    assert done.returncode == 0, done.stderr
    assert contents(out) == contents(tmp_path / "plain")


def test_a_full_disk_while_restoring_leaves_nothing_half(corpus: Path, small_disk: Path, tmp_path: Path) -> None:  # noqa: ARG001
    assert arlint(tmp_path, "clean", "in", "-o", "plain", "--workers=1").returncode == 0
    done = arlint(tmp_path, "restore", "plain", "-o", str(small_disk / "back"))
    assert (done.returncode, "a.jsonl: can't be written: No space left" in done.stderr) == (2, True), done.stderr
    assert not contents(small_disk / "back").keys() & {"a.jsonl", "a.jsonl.part"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is not limited so")
def test_a_record_that_fills_the_memory_is_told(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.truncate(1_000_000_000)  # one line without an end, of a file with nothing on the disk
    limited = ("sh", "-c", 'ulimit -v 900000; exec "$@"', "sh")
    done = arlint(tmp_path, "clean", "a.jsonl", "-o", "out", "--workers=1", under=limited)
    assert (done.returncode, "the memory is used up, and a record" in done.stderr) == (2, True), done.stderr


def test_a_full_disk_while_reporting_leaves_nothing_half(corpus: Path, small_disk: Path, tmp_path: Path) -> None:  # noqa: ARG001
    assert arlint(tmp_path, "clean", "in", "-o", "plain", "--workers=1").returncode == 0
    (small_disk / "more").write_bytes(bytes(60_000))
    done = arlint(tmp_path, "report", "plain", "-o", str(small_disk / "report"))
    assert (done.returncode, "No space left on device; free some space" in done.stderr) == (2, True), done.stderr
    for name, data in contents(small_disk / "report").items():
        assert not name.endswith(".part")
        assert data.endswith((b"}\n", b"</html>\n"))


def test_what_is_no_file_is_not_waited_for(corpus: Path, tmp_path: Path) -> None:
    os.mkfifo(corpus / "pipe.jsonl")
    (corpus / "folder.jsonl").mkdir()
    (corpus / "gone.txt").symlink_to("nowhere")
    (corpus / "zero.txt").symlink_to("/dev/zero")
    done = arlint(tmp_path, "clean", "in", "-o", "out", "--workers=1")
    assert done.returncode == 0, done.stderr
    assert sorted(contents(tmp_path / "out" / "data")) == ["a.jsonl", "b.txt"]
    assert "Not read, because they are no files of a known format: pipe.jsonl, zero.txt" in done.stdout
    for name in ("in/pipe.jsonl", "in/zero.txt"):
        done = arlint(tmp_path, "clean", name, "-o", "other")
        assert (done.returncode, "a pipe or a device, not a file" in done.stderr) == (2, True)


def test_the_inputs_are_never_written(corpus: Path, tmp_path: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in corpus.iterdir()}
    for path in corpus.iterdir():
        path.chmod(0o444)
    assert arlint(tmp_path, "clean", "in", "-o", "out", "--workers=1").returncode == 0
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in corpus.iterdir()} == before
    (tmp_path / "in2").symlink_to("in")
    inside = arlint(tmp_path, "clean", "in2", "-o", "in/out", "--workers=1")
    assert (inside.returncode, "stands inside in2" in inside.stderr) == (2, True)
    assert {path: path.read_bytes() for path in before} == {path: data for path, (_, data) in before.items()}


#: What changes a disk; a kill between two of them is a kill at one of them.
#: `ARLINT_FAULTS=all` takes every one of them, minutes long; else one in seven.
_STEPS = ("mkdir", "openat", "write", "fsync", "rename", "ftruncate", "unlink", "rmdir", "unlinkat")


def test_a_kill_at_every_change_of_the_disk(corpus: Path, tmp_path: Path) -> None:
    lines = (corpus / "a.jsonl").read_text(encoding="utf-8").splitlines()[:5]
    (corpus / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = ("clean", "in", "--workers=1", "-o")
    assert arlint(tmp_path, *command, "plain").returncode == 0
    log = tmp_path / "log"
    if STRACE is None or arlint(tmp_path, *command, "out", under=(STRACE, "-qq", "-o", str(log))).returncode:
        pytest.skip("strace is missing, or not allowed here")
    seen: Counter[str] = Counter()
    steps = []
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if call := re.match(r"([a-z_0-9]+)\(", line):
            seen[call[1]] += 1
            begun = begun or (call[1] == "mkdir" and "out" in line)
            if begun and call[1] in _STEPS and "O_RDONLY" not in line and "write(1," not in line:
                steps.append((call[1], seen[call[1]]))
    assert len(steps) >= 25, steps
    wanted = contents(tmp_path / "plain")
    assert contents(tmp_path / "out") == wanted
    for name, number in steps[:: 1 if os.environ.get("ARLINT_FAULTS") == "all" else 7]:
        shutil.rmtree(tmp_path / "out")
        inject = (str(STRACE), "-qq", "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={number}")
        arlint(tmp_path, *command, "out", under=inject)
        done = arlint(tmp_path, *command, "out", *(["--resume"] if (tmp_path / "out").exists() else []))
        assert done.returncode == 0, (name, number, done.stderr)
        assert contents(tmp_path / "out") == wanted, (name, number)
