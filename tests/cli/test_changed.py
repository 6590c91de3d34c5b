"""Only what is new in a change: by git, and by a diff on standard input."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from arlint.cli import changed, main
from arlint.cli.examine import unified_diff

WRONG = "صدر \ufe8d\ufedf\ufecc\ufeaa\ufea9"  # a word in presentation forms: CH001


def arlint(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["check", "--select", "CH001,BR", *args], prog_name="arlint", input=stdin)


def found(result: Result) -> list[tuple[str, int]]:
    assert result.exit_code in (0, 1), result.output
    return [(one["path"], one["start"]["line"]) for one in json.loads(result.stdout)]


def git(*args: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *args], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`main` has two files with a finding on line 1; the branch adds one on line 3 of each, and a file."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    folder = tmp_path / "مقالات"
    folder.mkdir()
    for path in (folder / "a.txt", tmp_path / "b c.txt"):
        path.write_text(f"{WRONG}\nسطر\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "old")
    git("switch", "-qc", "topic")
    for path in (folder / "a.txt", tmp_path / "b c.txt"):
        path.write_text(f"{WRONG}\nسطر\n{WRONG}\n", encoding="utf-8")
    git("commit", "-qam", "new")
    git("switch", "-q", "main")
    (tmp_path / "b c.txt").write_text(f"{WRONG} {WRONG}\nسطر\n", encoding="utf-8")
    git("commit", "-qam", "main goes on")
    git("switch", "-q", "topic")
    (tmp_path / "new.txt").write_text(WRONG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in no repository."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


EXPECTED = [("b c.txt", 3), ("new.txt", 1), ("مقالات/a.txt", 3)]


@pytest.mark.usefixtures("repository")
def test_a_branch_that_is_not_there_may_have_to_be_fetched() -> None:
    told = arlint("--diff-base", "origin/main")
    assert (told.exit_code, "bad revision 'origin/main'; it may have to be fetched" in told.stderr) == (2, True)


@pytest.mark.usefixtures("repository")
def test_since_a_branch_parted() -> None:
    assert found(arlint("--output-format", "json", "--diff-base", "main")) == EXPECTED


def test_programs_that_a_repository_names_are_not_run(repository: Path, tmp_path: Path) -> None:
    spy = tmp_path / ".git" / "spy"
    spy.write_text(f"#!/bin/sh\necho run >> {tmp_path}/.git/spied\ncat $1 2>/dev/null\n", encoding="utf-8")
    spy.chmod(0o755)
    git("config", "core.fsmonitor", str(spy))
    for key in ("diff.external", "diff.spy.command", "diff.spy.textconv", "pager.diff", "core.pager"):
        git("config", key, str(spy))
    hook = tmp_path / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(spy)
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "attributes").write_text("* diff=spy\n", encoding="utf-8")
    (repository / "new.txt").write_text(f"{WRONG}\n", encoding="utf-8")
    (tmp_path / "b c.txt").touch()
    assert ("new.txt", 1) in found(arlint("--output-format", "json", "--diff-base", "main"))
    assert not (tmp_path / ".git" / "spied").exists()


def test_in_a_folder_of_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "مقالات")
    assert found(arlint("--output-format", "json", "--diff-base", "main")) == [("a.txt", 3)]


def test_from_a_folder_beside(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "مقالات")
    assert found(arlint("--output-format", "json", "--diff-base", "main", "../b c.txt")) == [("../b c.txt", 3)]


@pytest.mark.parametrize("options", [[], ["-U0"], ["--no-prefix"], ["-c", "core.quotepath=on"]])
@pytest.mark.usefixtures("repository")
def test_a_diff_on_standard_input(options: list[str]) -> None:
    config = options if options[:1] == ["-c"] else []
    diff = git(*config, "diff", *([] if config else options), "main...topic")
    expected = [one for one in EXPECTED if one[0] != "new.txt"]
    assert found(arlint("--output-format", "json", "--diff-stdin", stdin=diff)) == expected


def test_a_finding_counts_where_any_part_of_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "\n\n".join(["أعلنت DeepSeek الخبر."] * 5 + ["قالت ديبسيك ذلك.", "وأضافت ديبسيك أيضا."]) + "\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    (one,) = json.loads(arlint("--output-format", "json", "--preview").stdout)[:1]
    last = text.count("\n")
    assert one["start"]["line"] < last
    diff = f"--- a/a.txt\n+++ b/a.txt\n@@ -{last},0 +{last},1 @@\n+وأضافت ديبسيك أيضا.\n"
    assert arlint("--diff-stdin", "--preview", stdin=diff).exit_code == 1


@pytest.mark.parametrize(
    ("args", "stdin", "message"),
    [
        (["--diff-stdin"], "nothing of the kind", "standard input is no unified diff"),
        (["--diff-base", "main"], "", "git rev-parse: not a git repository"),
        (["--diff-base", "-x"], "", "is no commit"),
        (["--diff-base", "main", "--fix"], "", "go with no --fix"),
        (["--diff-stdin", "-"], "", "go with no --fix"),
        (["--diff-base", "main", "--diff-stdin"], "", "give one"),
    ],
)
@pytest.mark.usefixtures("nowhere")
def test_what_cannot_be(args: list[str], stdin: str, message: str) -> None:
    result = arlint(*args, stdin=stdin)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_empty_diff_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(WRONG, encoding="utf-8")
    assert arlint("--diff-stdin", stdin="").exit_code == 0


LINES = st.lists(st.sampled_from(["a", "b", "--- x", "+++ y", "@@ -1 +1 @@", "", "\u2028", "\r"]), max_size=8)


@given(LINES, LINES)
def test_a_line_that_is_not_in_the_old_text_is_touched(old: list[str], new: list[str]) -> None:
    diff = "\n".join(unified_diff("f", "\n".join(old), "\n".join(new)))
    (lines,) = changed._parse(diff, [Path("/x")]).values() or [[]]
    touched = {number for some in lines for number in some}
    assert all(number in touched for number, line in enumerate(new, 1) if line not in old and line)
    assert touched <= set(range(1, len(new) + 1))
