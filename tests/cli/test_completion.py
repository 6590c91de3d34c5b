"""Completion in the shells, as docs/guides tells to set it up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ARLINT = [sys.executable, "-c", "from arlint.cli import main; main(prog_name='arlint')"]


def complete(shell: str, words: str, **env: str) -> list[str]:
    """What the completion script of `shell` is given for the last of `words`."""
    asked = env | {"_ARLINT_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    code = "from arlint.cli import main; main(prog_name='arlint')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | asked,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_good_for_its_shell(shell: str, tmp_path: Path) -> None:
    env = os.environ | {"_ARLINT_COMPLETE": f"{shell}_source"}
    if shell == "bash" and not shutil.which("bash"):
        pytest.skip("click asks bash for its version")
    done = subprocess.run(ARLINT, env=env, capture_output=True, text=True, check=True)
    assert "_ARLINT_COMPLETE" in done.stdout
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed, so that its script was only written")
    script = tmp_path / "complete"
    script.write_text(done.stdout, encoding="utf-8")
    subprocess.run([shell, "-n", str(script)], check=True)


def test_commands_options_values_and_codes() -> None:
    assert "plain,check" in complete("bash", "arlint ch")
    assert "plain,--diff-base" in complete("bash", "arlint check --diff")
    assert "plain,sarif" in complete("bash", "arlint check --output-format s")
    assert complete("bash", "arlint rule BR00")[:2] == ["plain,BR001", "plain,BR002"]


def test_a_broken_configuration_completes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("arlint.toml").write_text("selct = 1\n", encoding="utf-8")
    assert "".join(complete("bash", "arlint rule BR0")) == ""
