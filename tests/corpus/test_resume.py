"""A run that is killed, and goes on: the same bytes in the end."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from arlint.corpus import journal, manifest, outputs, restore, run, sources
from arlint.corpus.errors import CorpusError

OPTIONS = {"chunk_bytes": 4000, "checkpoint_seconds": 0.0}

CHILD = """
import sys
sys.path.insert(0, {folder!r})
from pathlib import Path
from conftest import StandIn
from arlint.corpus import run, sources
again = Path(sys.argv[2]).exists()
options = run.Options(resume=again, workers=int(sys.argv[3]), chunk_bytes=4000, checkpoint_seconds=0)
run.clean(sources.find([sys.argv[1]]), Path(sys.argv[2]), StandIn, options, version="test")
"""


@pytest.fixture
def corpus(tmp_path):
    """Several formats, with records to change, to drop and to set aside."""
    folder = tmp_path / "in"
    (folder / "texts").mkdir(parents=True)
    for number in range(40):
        (folder / "texts" / f"{number:02}.txt").write_text(f"نص [x] {number}\n" * number, encoding="utf-8")
    lines = []
    for number in range(200):
        text = "سطر [q] طويل " * (number % 17) + ("DROP" if number % 50 == 7 else "")
        lines.append(json.dumps({"text": text, "n": number}, ensure_ascii=bool(number % 3)))
        if number % 40 == 3:
            lines.append("{")
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0)[:-300])
    (folder / "nothing.jsonl").write_bytes(b"")
    return folder


def start(corpus, output, make_cleaner, **options):
    found = sources.find([str(corpus)])
    return run.clean(found, output, make_cleaner, run.Options(**{**OPTIONS, **options}), version="test")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.mark.parametrize(
    ("owner", "method", "after"),  # where it crashes: before or after the call
    [
        (journal.Journal, "commit", False),
        (journal.Journal, "commit", True),
        (outputs.ShardOutput, "append", True),
        (outputs.ShardOutput, "finish", False),
        (outputs.ShardOutput, "finish", True),
        (manifest, "write", False),
        (manifest, "write", True),
    ],
)
@pytest.mark.parametrize("times", [1, 2, 15])
def test_a_crash_at_any_step_leaves_a_resumable_run(  # noqa: PLR0917
    corpus, tmp_path, make_cleaner, monkeypatch, owner, method, after, times
):
    start(corpus, tmp_path / "whole", make_cleaner)
    original = getattr(owner, method)
    calls = 0

    def crashing(*arguments):
        nonlocal calls
        calls += 1
        if calls == times and not after:
            raise Killed
        result = original(*arguments)
        if calls == times:
            raise Killed
        return result

    with monkeypatch.context() as patch:
        patch.setattr(owner, method, crashing)
        if times == 1:
            with pytest.raises(Killed):
                start(corpus, tmp_path / "out", make_cleaner)
        else:
            with suppress(Killed):
                start(corpus, tmp_path / "out", make_cleaner)
    start(corpus, tmp_path / "out", make_cleaner, resume=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert not any(verdict.problem for verdict in restore.verify(tmp_path / "out"))


@pytest.mark.parametrize("workers", [1, 2])
def test_kill_minus_nine_at_random_moments(corpus, tmp_path, make_cleaner, workers):
    start(corpus, tmp_path / "whole", make_cleaner)
    size = folder_size(tmp_path / "whole")
    chance = random.Random(workers)
    script = CHILD.format(folder=str(Path(__file__).parent))
    kills = 0
    while kills < 8:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        while not (tmp_path / "out" / manifest.FILE_NAME).exists():
            arguments = [sys.executable, "-c", script, str(corpus), str(tmp_path / "out"), str(workers)]
            child = subprocess.Popen(arguments)
            now = folder_size(tmp_path / "out")
            moment = now + chance.randrange(1, size // 3)  # so that every start gets further
            while child.poll() is None and folder_size(tmp_path / "out") < moment:
                time.sleep(0.0005)
            if child.poll() is None:
                os.kill(child.pid, signal.SIGKILL)
                kills += 1
            child.wait()
            assert child.returncode in (0, -signal.SIGKILL)
        if (tmp_path / "out" / journal.FOLDER).exists():  # killed while it was tidying up
            start(corpus, tmp_path / "out", make_cleaner, resume=True)
        assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_finished_work_is_not_done_again(corpus, tmp_path, make_cleaner, monkeypatch):
    crash_after(20, corpus, tmp_path / "out", make_cleaner, monkeypatch)
    done = (tmp_path / "out" / journal.FOLDER / "journal.jsonl").read_bytes().count(b"\n") - 1
    texts = []

    class Counting(make_cleaner):
        def clean_text(self, text, *, kind="plain", meta=None):
            texts.append(text)
            return super().clean_text(text, kind=kind, meta=meta)

    start(corpus, tmp_path / "again", Counting)
    whole = len(texts)
    texts.clear()
    start(corpus, tmp_path / "out", Counting, resume=True)
    assert done == 20
    assert len(texts) < whole * 0.7


def crash_after(times, corpus, output, make_cleaner, monkeypatch):
    original = journal.Journal.commit
    calls = 0

    def crashing(self, commit):
        nonlocal calls
        calls += 1
        original(self, commit)
        if calls == times:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(journal.Journal, "commit", crashing)
        with pytest.raises(Killed):
            start(corpus, output, make_cleaner)


def test_a_changed_configuration_is_noticed(corpus, tmp_path, make_cleaner, monkeypatch):
    crash_after(5, corpus, tmp_path / "out", make_cleaner, monkeypatch)

    class Other(make_cleaner):
        fingerprint = "other rules"

    with pytest.raises(CorpusError, match="different: the rules, "):
        start(corpus, tmp_path / "out", Other, resume=True)
    with pytest.raises(CorpusError, match=r"choose another name \(or --resume"):
        start(corpus, tmp_path / "out", make_cleaner)


@pytest.mark.parametrize("times", [6, 25])
def test_a_changed_input_is_noticed(corpus, tmp_path, make_cleaner, monkeypatch, times):
    crash_after(times, corpus, tmp_path / "out", make_cleaner, monkeypatch)
    data = (corpus / "a.jsonl").read_bytes()
    (corpus / "a.jsonl").write_bytes(b"!" + data[1:])
    with pytest.raises(CorpusError, match=r"a\.jsonl: has changed since"):
        start(corpus, tmp_path / "out", make_cleaner, resume=True)
    (corpus / "a.jsonl").write_bytes(data)
    (corpus / "nothing.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"nothing\.jsonl has changed, vanished or appeared"):
        start(corpus, tmp_path / "out", make_cleaner, resume=True)
    (corpus / "nothing.jsonl").write_bytes(b"")
    start(corpus, tmp_path / "out", make_cleaner, resume=True)
    assert not any(verdict.problem for verdict in restore.verify(tmp_path / "out"))


def test_a_finished_run_is_not_done_again(corpus, tmp_path, make_cleaner):
    first = start(corpus, tmp_path / "out", make_cleaner)
    assert start(corpus, tmp_path / "out", make_cleaner, resume=True) == first


def test_a_full_disk_is_said_and_the_run_goes_on_later(corpus, tmp_path, make_cleaner, monkeypatch):
    start(corpus, tmp_path / "whole", make_cleaner)
    original = outputs.ShardOutput.append
    calls = 0

    def full(self, chunk, result):
        nonlocal calls
        calls += 1
        if calls == 12:
            raise OSError(28, "No space left on device", "out/data/a.jsonl")
        original(self, chunk, result)

    with monkeypatch.context() as patch:
        patch.setattr(outputs.ShardOutput, "append", full)
        with pytest.raises(CorpusError, match="free some space and run the same command with --resume"):
            start(corpus, tmp_path / "out", make_cleaner)
    start(corpus, tmp_path / "out", make_cleaner, resume=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_two_runs_do_not_write_to_one_folder(corpus, tmp_path, make_cleaner):
    (tmp_path / "out" / journal.FOLDER).mkdir(parents=True)
    code = (
        "import sys; from pathlib import Path; from arlint.corpus.journal import Journal\n"
        "journal = Journal(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "out")]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CorpusError, match="another run is writing there"):
            start(corpus, tmp_path / "out", make_cleaner, resume=True)
        holder.communicate()


@pytest.mark.parametrize("after", [2, 30, 46])
def test_a_folder_that_is_removed_meanwhile_is_noticed(corpus, tmp_path, make_cleaner, after):
    told = []

    def removed(size):
        told.append(size)
        if len(told) == after:
            shutil.rmtree(tmp_path / "out")

    found = sources.find([str(corpus)])
    options = run.Options(**OPTIONS)
    with pytest.raises(CorpusError, match=r"out/.partial: was removed while the run wrote there; clean into a new"):
        run.clean(found, tmp_path / "out", make_cleaner, options, version="test", progress=removed)
    assert not (tmp_path / "out" / manifest.FILE_NAME).exists()


def folder_size(folder: Path) -> int:
    """The bytes in a folder that another process changes meanwhile."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.stat(os.path.join(parent, name)).st_size  # noqa: PTH116, PTH118
    return total
