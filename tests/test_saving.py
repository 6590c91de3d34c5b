"""Files under faults: full disks, missing rights, other writers, and a kill at every step. Nothing here is simulated in
Python: `strace` kills or refuses at system calls, the kernel refuses by limits and permissions."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from arlint import saving
from arlint.cli import main
from arlint.files import FileError

OLD, NEW = "قالت Openai أمس.\n".encode(), "قالت OpenAI أمس.\n".encode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    path = folder / "a.md"
    path.write_bytes(OLD)
    return path


def fix(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["check", "--fix", "--no-cache", "--no-config", "--select=BR001", *args])
    return done.exit_code, done.stdout, done.stderr


# What a file is besides its content.


def test_permissions_attributes_and_links_are_kept(file: Path) -> None:
    link = file.with_name("b.md")
    link.symlink_to("a.md")
    file.chmod(0o640)
    attributes = hasattr(os, "setxattr")
    if attributes:
        try:
            os.setxattr(file, "user.note", b"kept")
        except OSError:
            attributes = False
    assert saving.replace(link, NEW, OLD) == 0
    assert link.is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (NEW, 0o640)
    assert not attributes or os.getxattr(file, "user.note") == b"kept"
    assert names(file.parent) == ["a.md", "b.md"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept_or_nothing_is_written(file: Path) -> None:
    os.chown(file, 12345, 54321)
    assert saving.replace(file, NEW, OLD) == 0
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 54321)
    file.parent.chmod(0o777)
    file.chmod(0o666)
    done = as_nobody(file)
    assert "belongs to user 12345, group 54321" in done
    assert (file.read_bytes(), names(file.parent)) == (NEW, ["a.md"])


def as_nobody(file: Path) -> str:
    """What an ordinary user is told who fixes `file` back to its old content."""
    for folder in file.parents:
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    code = (
        "import os, sys, pathlib\nfrom arlint import saving\nfrom arlint.files import FileError\n"
        "os.setgid(65534); os.setuid(65534)\npath = pathlib.Path(sys.argv[1])\n"
        "try:\n    saving.replace(path, b'other', path.read_bytes())\nexcept FileError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_that_may_not_be_written_is_named(file: Path) -> None:
    os.chown(file, 65534, 65534)
    file.parent.chmod(0o755)
    told = as_nobody(file)
    assert f"its folder ({file.parent}) must be writable too" in told.replace("so their folder", "so its folder")
    assert file.read_bytes() == OLD


def test_a_read_only_file_is_left_as_it_is(file: Path) -> None:
    file.chmod(0o444)
    status, _, told = fix(str(file))
    assert status == 2
    assert f"{file}: is read-only" in told
    assert "chmod u+w" in told
    assert (file.read_bytes(), names(file.parent)) == (OLD, ["a.md"])


def test_other_names_of_a_file_keep_the_old_content_and_that_is_said(file: Path) -> None:
    other = file.with_name("b.bak")
    os.link(file, other)
    status, _, told = fix(str(file))
    assert status == 0
    assert told == f"arlint: note: {file}: had 1 other name (hard links), which keep the old content\n"
    assert (file.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    file = tmp_path / ("ن" * 125 + ".md")
    file.write_bytes(OLD)
    saving.replace(file, NEW, OLD)
    assert (file.read_bytes(), len(names(tmp_path))) == (NEW, 1)


def test_a_link_that_leads_out_of_the_folder_is_read_but_not_written(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "link.md").symlink_to(file)
    status, _, told = fix(str(folder))
    assert status == 2
    assert "link to a file elsewhere" in told
    assert file.read_bytes() == OLD
    assert fix(str(folder / "link.md"))[0] == 0  # whoever names it means it
    assert file.read_bytes() == NEW


def test_a_link_inside_the_folder_is_followed(file: Path) -> None:
    (file.parent / "z").mkdir()
    file.replace(file.parent / "z" / "a.txt")
    (file.parent / "b.md").symlink_to("z/a.txt")
    status, _, told = fix(str(file.parent))
    assert (status, told) == (0, "")
    assert (file.parent / "b.md").is_symlink()
    assert (file.parent / "z" / "a.txt").read_bytes() == NEW


# What is no file.


def test_pipes_devices_and_folders_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.md")
    Path("folder.md").mkdir()
    Path("zero.md").symlink_to("/dev/zero")
    Path("gone.md").symlink_to("nowhere")
    Path("a.md").write_bytes(OLD)
    status, _, told = fix(".")
    assert (status, told, Path("a.md").read_bytes()) == (0, "", NEW)
    for name in ("pipe.md", "zero.md", "/dev/zero"):
        status, _, told = fix(name)
        assert status == 2
        assert told.startswith(f"arlint: error: {name}: a pipe or a device, not a file; ")
    status, _, told = fix("gone.md")
    assert status == 2
    assert "no such file" in told


def test_a_file_that_grows_while_it_is_read_has_an_end(tmp_path: Path) -> None:
    large = tmp_path / "a.md"
    with large.open("wb") as file:
        file.truncate((64 << 20) + 1)
    status, _, told = fix(str(large))
    assert status == 2
    assert f"{large}: too large" in told


# Other writers.


def test_a_file_that_has_changed_since_it_was_read_is_left_alone(file: Path) -> None:
    file.write_bytes("كتب المحرر غير ذلك.\n".encode())
    with pytest.raises(FileError, match="has changed since it was read, and is left as it is; run the command again"):
        saving.replace(file, NEW, OLD)
    assert (file.read_text(encoding="utf-8"), names(file.parent)) == ("كتب المحرر غير ذلك.\n", ["a.md"])


def test_a_file_that_was_replaced_by_the_same_name_is_left_alone(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(OLD + b"more")
    other.replace(file)
    with pytest.raises(FileError, match="has changed"):
        saving.replace(file, NEW, OLD)
    assert file.read_bytes() == OLD + b"more"


def test_a_file_that_is_gone_does_not_come_back(file: Path) -> None:
    file.unlink()
    with pytest.raises(FileError, match="it is gone"):
        saving.replace(file, NEW, OLD)
    assert names(file.parent) == []


def test_a_file_that_another_arlint_is_writing_is_left_alone(file: Path) -> None:
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(FileError, match="another program is writing it"):
            saving.replace(file, NEW, OLD)
    assert file.read_bytes() == OLD


def test_two_at_once_leave_one_whole_result(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.md" for number in range(60)]
    for path in files:
        path.write_bytes(OLD * 50)
    command = [sys.executable, "-m", "arlint", "check", "--fix", "--no-config", "--select=BR001", "."]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(4)]
    told = [run.communicate()[1].decode() for run in runs]
    assert {path.read_bytes() for path in files} == {NEW * 50}
    assert names(tmp_path) == sorted(path.name for path in files)
    for run, lines in zip(runs, told, strict=True):
        assert run.returncode == (2 if lines else 0), lines
        for line in lines.splitlines():
            assert re.search("another program is writing it|has changed since it was read|it is gone", line), line


# What the system refuses.


def test_a_limit_on_the_size_of_files(file: Path) -> None:
    file.write_bytes(OLD * 4000)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({len(OLD) * 100}, {len(OLD) * 100}))"
    code = f"{limit}; from arlint.cli import main; main(prog_name='arlint')"
    command = [sys.executable, "-c", code, "check", "--fix", "--no-cache", "--no-config", "--select=BR001", "a.md"]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "a.md: cannot be written, and is unchanged: the file would be larger than is allowed" in done.stderr
    assert (file.read_bytes(), names(file.parent)) == (OLD * 4000, ["a.md"])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "arlint-test", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    file = small_disk / "a.md"
    file.write_bytes(OLD * 6000)  # more than half of it
    status, _, told = fix(str(file))
    assert status == 2
    assert f"{file}: cannot be written, and is unchanged: the disk is full; free some space and run" in told
    assert (file.read_bytes(), names(small_disk)) == (OLD * 6000, ["a.md"])


def test_a_read_only_disk(small_disk: Path) -> None:
    file = small_disk / "a.md"
    file.write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    status, _, told = fix(str(file))
    assert status == 2
    assert "is read-only" in told
    assert file.read_bytes() == OLD


# A fault at every system call.

STRACE = shutil.which("strace")
WAYS = {"unnamed file": "", "named file": "import os; del os.O_TMPFILE"}
CHILD = """
import pathlib, sys
from arlint import saving
from arlint.files import FileError
{}
path, new, old = (pathlib.Path(name) for name in sys.argv[1:])
try:
    saving.replace(path, new.read_bytes(), old.read_bytes())
except FileError as error:
    sys.exit(str(error))
"""
_CALL = re.compile(r"(?:[0-9]+ +)?([a-z_0-9]+)\(")
#: What a disk or a kernel may refuse, and how.
REFUSALS = {
    "openat": "EIO",
    "write": "ENOSPC",
    "read": "EIO",
    "lseek": "EIO",
    "fsync": "EIO",
    "fchmod": "EPERM",
    "flock": "ENOLCK",
    "flistxattr": "EIO",
    "linkat": "ENOSPC",
    "rename": "EIO",
    "fstat": "EIO",
    "newfstatat": "EIO",
}


class Step(NamedTuple):
    """A system call: its name, and how manieth of that name in its process."""

    name: str
    number: int


def traced(way: str, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    args = [str(path) for path in (file, file.parent.parent / "new", file.parent.parent / "old")]
    code = CHILD.format(WAYS[way])
    command = [str(STRACE), "-qq", *options, sys.executable, "-c", code, *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def steps(way: str, file: Path) -> list[Step]:
    """The system calls of one replacement, from the first that touches the file."""
    file.parent.with_name("new").write_bytes(NEW)
    file.parent.with_name("old").write_bytes(OLD)
    log = file.parent.with_name("log")
    if STRACE is None or traced(way, file, "-o", str(log)).returncode:
        pytest.skip("strace is missing, or not allowed here")
    assert (file.read_bytes(), names(file.parent)) == (NEW, ["a.md"])
    seen: Counter[str] = Counter()
    found: list[Step] = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if call := _CALL.match(line):
            seen[call[1]] += 1
            if found or (str(file) in line and call[1] != "execve"):
                found.append(Step(call[1], seen[call[1]]))
    assert {"openat", "write", "fsync", "fchmod", "rename"} <= {step.name for step in found}
    assert ("linkat" in {step.name for step in found}) is (way == "unnamed file")
    return found


@pytest.mark.parametrize("way", WAYS)
def test_a_kill_at_every_step(way: str, file: Path) -> None:
    killed = left_over = 0
    for step in steps(way, file):
        file.write_bytes(OLD)
        done = traced(way, file, "-o", "/dev/null", "-e", f"inject={step.name}:signal=KILL:when={step.number}")
        killed += done.returncode != 0
        assert file.read_bytes() in (OLD, NEW), step
        rest = names(file.parent)
        assert rest in (["a.md"], [".a.md.arlint-new", "a.md"]), step
        left_over += len(rest) - 1
        file.write_bytes(OLD)
        saving.replace(file, NEW, OLD)  # the next run removes what is left
        assert (file.read_bytes(), names(file.parent)) == (NEW, ["a.md"]), step
    assert killed >= 15
    assert left_over <= 1 or way == "named file"


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_at_every_step(way: str, file: Path) -> None:
    refused = 0
    for step in steps(way, file):
        if step.name not in REFUSALS:
            continue
        file.write_bytes(OLD)
        error = REFUSALS[step.name]
        done = traced(way, file, "-o", "/dev/null", "-e", f"inject={step.name}:error={error}:when={step.number}")
        assert "Traceback" not in done.stderr, (step, done.stderr)
        assert (file.read_bytes(), names(file.parent)) == (OLD if done.returncode else NEW, ["a.md"]), step
        assert not done.returncode or str(file) in done.stderr, (step, done.stderr)
        refused += done.returncode != 0
    assert refused >= 6
