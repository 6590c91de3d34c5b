"""The hooks, installed and run by the real pre-commit in a repository of content."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from arlint.files import KINDS

yaml = pytest.importorskip("yaml", reason="pre-commit is not installed")
pytest.importorskip("pre_commit", reason="pre-commit is not installed")

ROOT = Path(__file__).parents[1]
HOOKS = ROOT / ".pre-commit-hooks.yaml"

WRONG = "أعلنت Openai الخبر أمس."
FRONT_MATTER = '---\ntitle: "خبر"\nslug: openai-news\n---\n\n'
#: Path -> content, and the line of its one defect, Openai for OpenAI, which has a safe fix.
CONTENT = {
    "posts/news.md": (f"{FRONT_MATTER}{WRONG}\n", 6),
    "pages/about.html": (f"<!DOCTYPE html>\n<html><body>\n<p title='x'>{WRONG}</p>\n</body></html>\n", 3),
    "locale/ar.po": (f'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "News"\nmsgstr "{WRONG}"\n', 5),
    "video/talk.srt": (f"1\n00:00:01,000 --> 00:00:03,000\n{WRONG}\n", 3),
}
CLEAN = {f"posts/clean-{number}.md": f"{FRONT_MATTER}# عنوان\n\nنص سليم رقم {number}.\n" for number in range(16)}

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="no git checkout")


def git(folder: Path, *args: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This tree, as a repository that pre-commit can clone."""
    reach = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "-d",
        str(tmp_path_factory.mktemp("pip")),
        "hatchling",
    ]
    if subprocess.run(reach, capture_output=True, check=False).returncode:
        pytest.skip("no package registry can be reached, which the hook's environment needs")
    folder = tmp_path_factory.mktemp("tool")
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "tree")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which pre-commit has installed nothing yet."""
    places = {name: str(tmp_path_factory.mktemp(name.lower())) for name in ("PRE_COMMIT_HOME", "ARLINT_CACHE_DIR")}
    return os.environ | places | {"PRE_COMMIT_COLOR": "never", "GIT_TERMINAL_PROMPT": "0"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name, text in CLEAN.items() | {(name, text) for name, (text, _) in CONTENT.items()}:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "code.py").write_text("# Openai\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    return tmp_path


def pre_commit(folder: Path, home: dict[str, str], *args: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pre_commit", *args]
    done = subprocess.run(command, cwd=folder, env=home, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def configure(folder: Path, tool: Path, hook: str, *args: str) -> None:
    revision = git(tool, "rev-parse", "HEAD").strip()
    hooks = [{"id": hook, "args": list(args)}]
    config = {"repos": [{"repo": tool.as_posix(), "rev": revision, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(folder, "add", ".pre-commit-config.yaml")


def reported(output: str) -> dict[str, int]:
    return {path: int(line) for path, line in re.findall(r"^(\S+?):(\d+):\d+ BR001 ", output, re.MULTILINE)}


def test_the_hooks_take_what_a_folder_walk_takes() -> None:
    for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8")):
        pattern = re.compile(hook["files"])
        assert [suffix for suffix in KINDS if not pattern.search(f"a{suffix}")] == []
        assert not pattern.search("a.py")


def test_try_repo(tool: Path, content: Path, home: dict[str, str]) -> None:
    status, output = pre_commit(content, home, "try-repo", tool.as_posix(), "arlint", "--all-files")
    assert status == 1, output
    assert reported(output) == {name: line for name, (_, line) in CONTENT.items()}, output


def test_a_commit_is_stopped_then_fixed_then_passes(tool: Path, content: Path, home: dict[str, str]) -> None:
    configure(content, tool, "arlint-fix")
    status, output = pre_commit(content, home, "run")
    assert status == 1, output
    assert "files were modified by this hook" in output
    for name, (text, _) in CONTENT.items():
        assert (content / name).read_text(encoding="utf-8") == text.replace("Openai", "OpenAI"), name
    assert (content / "code.py").read_text(encoding="utf-8") == "# Openai\n"
    git(content, "add", "-A")
    status, output = pre_commit(content, home, "run")
    assert status == 0, output


def test_a_real_commit(tool: Path, content: Path, home: dict[str, str]) -> None:
    configure(content, tool, "arlint")
    assert pre_commit(content, home, "install")[0] == 0
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-m", "posts"]
    stopped = subprocess.run(
        command, cwd=content, env=home, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert stopped.returncode == 1
    assert reported(stopped.stdout + stopped.stderr).keys() == CONTENT.keys()


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--ignore", "BR001"], 0),
        (["--select=PN,SP"], 0),
        (["--message-language", "ar"], 1),
        (["--output-format", "concise"], 1),
        (["--exit-zero"], 0),
    ],
)
def test_arguments(tool: Path, content: Path, home: dict[str, str], args: list[str], status: int) -> None:
    configure(content, tool, "arlint", *args)
    done, output = pre_commit(content, home, "run")
    assert done == status, output


def test_what_the_configuration_excludes_is_left_alone(tool: Path, content: Path, home: dict[str, str]) -> None:
    configure(content, tool, "arlint")
    (content / "arlint.toml").write_text('exclude = ["locale/", "*.srt", "*.html"]\n', encoding="utf-8")
    status, output = pre_commit(content, home, "run")
    assert status == 1
    assert list(reported(output)) == ["posts/news.md"]
