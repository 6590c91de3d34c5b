"""Checking takes no more work than was recorded: counted, not timed, so the numbers are the same on every machine."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RECORDED: dict[str, dict[str, int]] = json.loads((HERE / "recorded.json").read_text(encoding="utf-8"))
#: How far a number may grow before somebody must say that it is worth it: other versions of Python and of libraries
#: make a few calls more or less, and each new rule that runs on a fixture adds some.
SLACK, FEW = 1.25, 12
#: What a text twice as long may take.
DOUBLE = 2.2
#: What a run over one plain text has no use for.
HEAVY = (
    "arlint.corpus",
    "arlint.formats.work",
    "arlint.lsp",
    "arlint.scores",
    "arlint.text.markdown",
    "asyncio",
    "difflib",
    "importlib.metadata",
    "importlib.resources",
    "multiprocessing",
    "tomllib",
    "yaml",
    "zipfile",
)


@cache
def counted() -> dict[str, dict[str, int]]:
    run = subprocess.run([sys.executable, HERE / "count.py", "--json"], capture_output=True, check=True)
    found: dict[str, dict[str, int]] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("name", RECORDED)
def test_no_more_work_than_recorded(name: str) -> None:
    grown = {
        what: f"{number}, recorded {RECORDED[name][what]}"
        for what, number in counted()[name].items()
        if number > RECORDED[name][what] * SLACK + FEW
    }
    assert not grown, (
        f"{name}: {grown}. Look for what runs more often than before: python tests/effort/count.py. "
        "If it is worth it, record the new numbers with python tests/effort/count.py --write, and say why in the commit"
    )


def test_everything_recorded_is_counted() -> None:
    assert counted().keys() == RECORDED.keys()


def test_twice_the_text_takes_twice_the_work() -> None:
    once, twice = counted()["clean-news, 16 times"], counted()["clean-news, 32 times"]
    assert {what: twice[what] / number for what, number in once.items() if twice[what] > DOUBLE * number} == {}


def test_a_run_over_one_text_imports_nothing_heavy() -> None:
    sys.path.insert(0, str(HERE))
    try:
        import count
    finally:
        sys.path.remove(str(HERE))
    modules = count.start(next((count.ROOT / "fixtures" / "clean-news").glob("input.*")))[1]
    assert not [name for name in modules if name in HEAVY or name.partition(".")[0] in HEAVY]
