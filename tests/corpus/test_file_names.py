"""Names that a file system allows, and that a log's name, a manifest or a terminal does not hold as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main

LONG = (f"{'ن' * 124}.jsonl", f"{'ن' * 125}.txt", f"{'x' * 249}.jsonl", f"{'x' * 248}.jsonl", f"{'ن' * 124}.csv")
ODD = (
    "new\nline.txt",
    "esc\x1b[31m.txt",
    "-o.txt",
    "@a.txt",
    " a.txt",
    "a .txt",
    "a\\b.txt",
    "[ab]*.txt",
    "\u202ea.txt",
)


def test_the_longest_and_oddest_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name in (*LONG, *ODD):
        text = '{"text": "صدر القرار ,أمس"}\n{bad\n' if name.endswith(".jsonl") else "text\nصدر القرار ,أمس\n"
        Path("in", name).write_text(text, encoding="utf-8")
    for command in (["clean", "in", "-o", "out", "--workers=1"], ["restore", "out", "-o", "back"], ["report", "out"]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == int(command[0] == "clean"), done.output  # records were set aside
    for name in (*LONG, *ODD):
        assert Path("back", name).read_bytes() == Path("in", name).read_bytes()


@pytest.mark.parametrize("name", [b"bad\xff.txt", b"bad\xff/a.txt", b"bad\xff.what"])
def test_names_that_are_no_text(name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    path = Path("in", os.fsdecode(name))
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text("نص", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    Path("in/a.txt").write_text("نص", encoding="utf-8")
    done = CliRunner().invoke(main, ["clean", "in", "-o", "out"])
    if name.endswith(b".what"):  # left out, and listed
        assert (done.exit_code, "bad\\\\udcff.what" in Path("out/manifest.json").read_text()) == (0, True), done.output
    else:
        assert (done.exit_code, "its name isn't in UTF-8; rename it" in done.stderr) == (2, True), done.output
        assert not Path("out").exists()
