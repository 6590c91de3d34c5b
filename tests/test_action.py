"""The GitHub Action: its file fits GitHub's schema, and its script does what it says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

yaml = pytest.importorskip("yaml", reason="pre-commit, which brings it, is not installed")

ROOT = Path(__file__).parents[1]
ACTION = ROOT / "action.yml"

pytestmark = pytest.mark.skipif(not ACTION.exists(), reason="not in a source tree")


@pytest.fixture(scope="module")
def action() -> dict:
    return yaml.safe_load(ACTION.read_text(encoding="utf-8"))


def test_it_fits_the_schema_of_actions(action: dict) -> None:
    vendor = files(pytest.importorskip("check_jsonschema")) / "builtin_schemas" / "vendor" / "github-actions.json"
    jsonschema.Draft7Validator(json.loads(vendor.read_text(encoding="utf-8"))).validate(action)


@pytest.mark.parametrize(
    ("paths", "args", "status", "found"),
    [
        (".", "", 1, ["a b.txt", "posts/c.txt"]),
        ("a b.txt\n", "", 1, ["a b.txt"]),
        ("posts\na b.txt", "--ignore BR --select CH001", 0, []),
        (".", "--exit-zero", 0, ["a b.txt", "posts/c.txt"]),
        ("$(touch hacked)", "", 2, []),
        (".", "; touch hacked", 2, ["a b.txt", "posts/c.txt"]),
    ],
)
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_the_script(  # noqa: PLR0917  a case is a row of the table
    action: dict, tmp_path: Path, paths: str, args: str, status: int, found: list[str]
) -> None:
    binaries = tmp_path / "runner" / "arlint" / "bin"
    binaries.mkdir(parents=True)
    stub = binaries / "arlint"
    stub.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m arlint "$@"\n', encoding="utf-8")
    stub.chmod(0o755)
    content = tmp_path / "content"
    (content / "posts").mkdir(parents=True)
    for name in ("a b.txt", "posts/c.txt"):
        (content / name).write_text("أعلنت Openai الخبر.\n", encoding="utf-8")
    script = action["runs"]["steps"][-1]["run"]
    env = os.environ | {"RUNNER_TEMP": str(tmp_path / "runner"), "PATHS": paths, "ARGS": args, "DIFF_BASE": ""}
    # As GitHub runs `shell: bash`.
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=content, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == status, done.stderr
    assert [line.split("file=")[1].split(",")[0] for line in done.stdout.splitlines()] == found
    assert not (content / "hacked").exists()
