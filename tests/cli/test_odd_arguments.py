"""What nobody means to write on a command line is told, without a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.corpus import run, sources
from arlint.linter import Linter

ENDLESS = "9" * 30


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("ذهب في في البيت\n", encoding="utf-8")
    Path("b.txt").write_bytes("ذهب إلى البيت".encode("cp1256"))


@pytest.mark.parametrize("encoding", ["rot13", "hex", "undefined", "idna", "no such", ""])
@pytest.mark.parametrize("command", [["check"], ["explain", "b.txt:1"], ["baseline", "write", "b.txt"]])
def test_an_encoding_that_is_none(command: list[str], encoding: str) -> None:
    done = CliRunner().invoke(main, [*command, "--encoding", encoding])
    assert done.exit_code == 2
    assert f"no encoding is called {encoding!r}" in done.stderr


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["explain", f"a.md:{'9' * 5000}"], "is no place"),
        (["explain", f"a.md:1:{'9' * 5000}"], "is no place"),
        (["learn", "boilerplate", "a.md", "-o", ""], "is a folder; name a file in it"),
    ],
)
def test_what_is_told(command: list[str], told: str) -> None:
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, told in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["diff", "out", "--limit", ENDLESS],
        ["learn", "brands", "a.md", "--limit", ENDLESS, "--least", ENDLESS],
        ["learn", "boilerplate", "a.md", "--limit", ENDLESS],
        ["clean", "a.md", "-o", "new", "--dedup-lines", ENDLESS],
        ["clean", "a.md", "-o", "new", "--to", "jsonl", "--shard-size", ENDLESS],
    ],
)
def test_more_than_a_machine_counts_to(command: list[str]) -> None:
    run.clean(sources.find(["a.md"]), Path("out"), Linter, run.Options(), version="test")
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    "command", [["learn", "boilerplate"], ["learn", "brands"], ["clean", "--dedup", "exact", "-o", "out"]]
)
def test_a_table_that_is_none_among_others(command: list[str]) -> None:
    Path("in").mkdir()
    Path("in/a.parquet").write_bytes(b"PAR1 nothing")
    Path("in/a.arrow").write_bytes(b"ARROW1 nothing")
    Path("in/b.txt").write_text("ذهب إلى البيت", encoding="utf-8")
    done = CliRunner().invoke(main, [*command, "in"])
    assert "Traceback" not in done.stderr, done.stderr
    assert done.exit_code in {0, 1}, done.stderr
