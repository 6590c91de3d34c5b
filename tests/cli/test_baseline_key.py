"""The baseline of a configuration: written once, used by every check from any folder, its own file never checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main


def arlint(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, [*args])
    return done.exit_code, done.stdout + done.stderr


def test_write_then_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "arlint.toml").write_text('baseline = "known.json"\nselect = ["BR001", "AR"]\n', encoding="utf-8")
    (tmp_path / "posts" / "a.txt").write_text("أعلنت Openai الخبر.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert arlint("baseline", "write")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "arlint.toml", "known.json", "posts"]
    assert arlint("check")[0] == 0
    assert arlint("check", "known.json", "posts")[0] == 0
    monkeypatch.chdir(tmp_path / "posts")
    assert arlint("check", "a.txt")[0] == 0
    assert arlint("baseline", "prune") == (0, "Findings kept in ../known.json: 1, forgotten: 0.\n")
    Path("a.txt").write_text("أعلنت Openai الخبر.\nقالت Openai.\n", encoding="utf-8")
    status, shown = arlint("check", "--output-format", "concise")
    assert (status, shown.count("BR001"), "a.txt:2:6" in shown) == (1, 1, True)
    assert arlint("check", "--no-config")[0] == 1
