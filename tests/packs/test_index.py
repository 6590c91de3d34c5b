import os
import subprocess
import sys
from pathlib import Path

import pytest

from arlint.config import Config
from arlint.linter import Linter
from arlint.packs import index, load
from arlint.packs.names.mentions import unpacked
from arlint.packs.pages.template import Template


def test_what_the_cache_keeps_is_what_was_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(index.CACHE_VARIABLE, str(tmp_path))
    compiled = index.entries(load.roots(()))
    assert list(tmp_path.glob("packs-*"))
    restored = index.entries(load.roots(()))
    assert restored == compiled


_NUMBERS = """
from arlint.config import Config
from arlint.linter import Linter
from arlint.packs.kinds import build
for spec in Linter().rules:
    print(spec.code, list(build(spec, Config()).literals.items()))
"""


def test_triggers_have_the_numbers_that_another_process_gave_them() -> None:
    """The index keeps them, and the rule that a later process builds, which orders sets otherwise, asks by them."""
    numbers = {
        subprocess.run(
            [sys.executable, "-c", _NUMBERS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(numbers) == 1
    assert len(numbers.pop()) > 100_000


def test_names_come_back_from_the_index() -> None:
    entry = next(entry for entry in Linter(Config(select=("BR001",)))._entries if entry.code == "BR001")
    names = unpacked(entry.prepared)
    assert unpacked(names.packed)._forms == names._forms
    assert entry.literals.items() <= names.literals(("name", "slip", "swapped"), (True, False)).items()
    assert len({id(form.name) for form in names._forms}) < len(names._forms)


@pytest.mark.parametrize(
    ("text", "least", "holds"),
    [
        ("كتب {name}", 2, ()),
        ("نشر في {date}", 3, ("date",)),
        ("{n} {تعليق|تعليقات}", 2, ("n",)),
        ("{words:3-5} اقرأ", 4, ()),
        ("اقرأ {words:0-5}", 1, ()),
        ("{words} {:} {n}", 0, ("n",)),
    ],
)
def test_what_a_line_must_have_for_a_template(text: str, least: int, holds: tuple[str, ...]) -> None:
    template = Template(text, {})
    assert (template.least, template.holds) == (least, holds)


def test_a_distribution_with_packs_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert not load._may_be_installed()
    metadata = tmp_path / "house_rules-1.dist-info"
    metadata.mkdir()
    (metadata / "entry_points.txt").write_text("[console_scripts]\nx = y:z\n", encoding="utf-8")
    assert not load._may_be_installed()
    (metadata / "entry_points.txt").write_text(f"[{load.ENTRY_POINT_GROUP}]\nx = y\n", encoding="utf-8")
    assert load._may_be_installed()
    monkeypatch.setattr("sys.path", [str(metadata / "entry_points.txt")])  # no folder: an archive, perhaps
    assert load._may_be_installed()
