"""What a `.gitignore` or a configuration of anyone's may say of files, in folders that anyone made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arlint.cli import main
from arlint.projects import Projects
from arlint.text.globs import GlobError, Timed, compiled
from arlint.walking import discover

NONE = ["!", "\\", "a\\", "[z-a]"]
SLOW = [
    *("*a" * 12 + "b", "*?" * 12 + "b", "**a" * 12 + "b", "[!b]*" * 12 + "c", "**/a" * 12 + "/b"),
    "*a*?*[ab]" * 20 + "c",
]
LONG = "a" * 250


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.md").write_text("ذهب إلى البيت\n", encoding="utf-8")
    Path(LONG).mkdir()
    Path(LONG, "c.md").write_text("ذهب إلى البيت\n", encoding="utf-8")


def check() -> Result:
    return CliRunner().invoke(main, ["check", "--no-cache"])


@pytest.mark.parametrize("glob", NONE)
def test_git_passes_over_what_is_no_glob(glob: str) -> None:
    Path(".gitignore").write_text(f"{glob}\nb.md\n", encoding="utf-8")
    done = check()
    assert (done.exit_code, done.stderr) == (0, "")
    assert [path.name for path in discover([Path()], Projects({}).excludes)[0]] == ["c.md"]


@pytest.mark.parametrize("glob", NONE)
@pytest.mark.parametrize("key", ["exclude = [{}]", "[per-file-ignores]\n{} = ['PN']"])
def test_a_configuration_is_told(glob: str, key: str) -> None:
    written = glob.replace("\\", "\\\\")
    Path("arlint.toml").write_text(key.replace("{}", f'"{written}"'), encoding="utf-8")
    done = check()
    assert done.exit_code == 2
    assert re.search("arlint.toml:[12]: ", done.stderr)
    assert "is no glob (in " in done.stderr


@pytest.mark.parametrize("glob", SLOW)
def test_no_glob_takes_for_ever(glob: str) -> None:
    name = "a" * 250 + "/" + "a" * 250
    globs = compiled([glob, "b.md"], lenient=True)
    assert not globs.match_file(name)
    assert globs.match_file("b.md")


def test_a_slow_glob_is_told_once_and_asked_no_more() -> None:
    slow = Timed("(?:a|aa)+$", "written")
    with pytest.raises(GlobError, match="the glob 'written' takes too long"):
        slow.match("a" * 5000 + "b")
    assert slow.match("a") is None


def test_more_stretches_than_anyone_writes() -> None:
    Path("arlint.toml").write_text(f'exclude = ["{SLOW[-1]}"]', encoding="utf-8")
    done = check()
    assert (done.exit_code, "is no glob: too many *" in done.stderr) == (2, True)
    assert not compiled([SLOW[-1]], lenient=True).match_file("c")


@pytest.fixture
def depth() -> Iterator[int]:
    """So many folders `a` in one another, with a text in the last; gone afterwards, which few programs manage."""
    top, number = Path.cwd(), 1200
    for _ in range(number):
        os.mkdir("a")  # noqa: PTH102  (the path from the top may be too long)
        os.chdir("a")
    Path("x.md").write_text("ذهب إلى البيت\n", encoding="utf-8")
    os.chdir(top)
    yield number
    for _ in range(number):
        os.chdir("a")
    Path("x.md").unlink()
    for _ in range(number):
        os.chdir("..")
        os.rmdir("a")  # noqa: PTH106


def test_folders_nested_deeper_than_calls(depth: int) -> None:
    asked: list[Path] = []
    projects = Projects({})
    real = Path.is_file
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "is_file", lambda path: asked.append(path) or real(path))
        found, problems = discover([Path("a")], projects.excludes)
    assert (len(found), problems) == (1, [])
    assert len(asked) < 8 * depth  # each folder is asked for its configuration once


def test_python_has_nothing_to_say_of_a_glob(recwarn: pytest.WarningsRecorder) -> None:
    assert compiled(["[[a]*", "[a--b]", "[a||b]"], lenient=True).match_file("[x")
    assert not recwarn.list
