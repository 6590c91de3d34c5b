"""What starting costs: `--version` and `--help` import nothing of arlint but its command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

import arlint
from arlint.packs.content import content_hash
from arlint.text.lists import builtin_root

SCRIPT = """
import sys
from arlint.cli import main
try:
    main({args}, prog_name="arlint")
except SystemExit:
    pass
watched = ("arlint", "msgspec", "pathspec", "regex", "ftfy", "pyarrow")
print(sorted(m for m in sys.modules if m.split(".")[0] in watched))
"""


def modules_after(*args: str) -> str:
    script = SCRIPT.format(args=list(args))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("option", "more"),
    [("--help", ""), ("--version", ", 'arlint.packs', 'arlint.packs.content', 'arlint.text', 'arlint.text.lists'")],
)
def test_options_import_only_the_command_line(option: str, more: str) -> None:
    assert modules_after(option) == f"['arlint', 'arlint.cli'{more}]"


def test_the_version_tells_the_rules() -> None:
    done = subprocess.run([sys.executable, "-m", "arlint", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"arlint {arlint.__version__} (rules {content_hash(builtin_root())[:12]})\n"


def test_a_command_imports_no_other_command() -> None:
    assert "arlint.cli.check" not in modules_after("init", "--help")
    assert "pyarrow" not in modules_after("check", "--help")
