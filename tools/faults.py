"""Faults injected into whole runs of `arlint check --fix`, counted: a kill and a refusal at every system call.

    python tools/faults.py [STRIDE [FILE …]]

Needs strace. FILE is a name of `FILES`, all of them without. From the first system call that touches a file to the last
of the process, every STRIDE-th is made the one at which the process is killed; from the call that locks the file on,
every one. The same again with an error instead of a kill. Afterwards the file must hold its old content or its new, all
of it, and nothing else may lie in the folder. The figures in `docs/reliability.md` say their STRIDE.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

WRONG, RIGHT = "أعلنت Openai الخبر أمس.", "أعلنت OpenAI الخبر أمس."
CALL = re.compile(r"([a-z_0-9]+)\((.*)")
#: What a kernel or a disk refuses, by system call.
ERRORS = {
    "openat": ("EIO", "EMFILE"),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "fchmod": ("EPERM",),
    "fchown": ("EPERM",),
    "linkat": ("ENOSPC", "EACCES"),
    "rename": ("EIO", "EACCES"),
    "flock": ("EWOULDBLOCK", "ENOLCK"),
    "lseek": ("EIO",),
    "read": ("EIO",),
}


class Tally(NamedTuple):
    """What came of the faults of one kind on one file."""

    faults: int = 0
    old: int = 0
    new: int = 0
    half: int = 0
    left_over: int = 0


def word(text: str) -> bytes:
    """A Word document that says `text`."""
    head = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        body = f"{head}<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
        archive.writestr(zipfile.ZipInfo("word/document.xml"), body)
    return file.getvalue()


def notebook(text: str) -> bytes:
    """A notebook that says `text`."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": [text]}
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False).encode()


FILES = {
    "a.md": (f"# عنوان\n\n{WRONG}\n".encode(), f"# عنوان\n\n{RIGHT}\n".encode()),
    "a.po": (f'msgid "x"\nmsgstr "{WRONG}"\n'.encode(), f'msgid "x"\nmsgstr "{RIGHT}"\n'.encode()),
    "a.docx": (word(WRONG), word(RIGHT)),
    "a.jsonl": (f'{{"n": 1, "text": "{WRONG}"}}\n'.encode(), f'{{"n": 1, "text": "{RIGHT}"}}\n'.encode()),
    "a.csv": (f'id,text\r\n1,"{WRONG}"\r\n'.encode(), f'id,text\r\n1,"{RIGHT}"\r\n'.encode()),
    "a.ipynb": (notebook(WRONG), notebook(RIGHT)),
}


def run(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A whole run on `file` under strace."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "ARLINT_CACHE_DIR": ""}
    fix = ("-m", "arlint", "check", "--fix", "--no-config", "--select=BR001", file.name)
    command = ["strace", "-qq", *options, sys.executable, *fix]
    return subprocess.run(command, cwd=file.parent, env=environment, capture_output=True, text=True, check=False)


def steps(file: Path, stride: int) -> list[tuple[str, int]]:
    """Where to strike: system calls, each with how manieth of its name it is."""
    log = file.parent.parent / "log"
    done = run(file, "-o", str(log))
    if done.returncode:
        sys.exit(f"strace cannot run here: {done.stderr}")
    seen: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    locked = touched = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if not (call := CALL.match(line)):
            continue
        seen[call[1]] += 1
        touched = touched or (call[1] != "execve" and f'"{file.name}"' in call[2])
        locked = locked or call[1] == "flock"
        if locked or (touched and sum(seen.values()) % stride == 0):
            found.append((call[1], seen[call[1]]))
    return found


def struck(file: Path, contents: tuple[bytes, bytes], faults: list[str]) -> Tally:
    """Each of `faults` in a run of its own."""
    old = new = half = left_over = 0
    for fault in faults:
        file.write_bytes(contents[0])
        run(file, "-o", "/dev/null", "-e", f"inject={fault}")
        now = file.read_bytes()
        old, new = old + (now == contents[0]), new + (now == contents[1])
        half += now not in contents
        others = [other for other in file.parent.iterdir() if other != file]
        left_over += len(others)
        for other in others:
            other.unlink()
    return Tally(len(faults), old, new, half, left_over)


def main() -> None:
    """Run all, and print a table."""
    stride = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    wanted = sys.argv[2:] or list(FILES)
    print("| file | fault | injected | old content | new content | half | left beside |")
    print("|---|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            contents = FILES[name]
            file = Path(folder) / "here" / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(contents[0])
            where = steps(file, stride)
            if file.read_bytes() != contents[1]:
                contents = (contents[0], file.read_bytes())  # (a zip file may be packed otherwise)
            kills = [f"{call}:signal=KILL:when={number}" for call, number in where]
            errors = [f"{call}:error={error}:when={number}" for call, number in where for error in ERRORS.get(call, ())]
            for kind, faults in (("kill", kills), ("refusal", errors)):
                print(f"| {name} | {kind} | {' | '.join(map(str, struck(file, contents, faults)))} |", flush=True)
            file.unlink()


if __name__ == "__main__":
    main()
