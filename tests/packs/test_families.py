"""What a pack says of its family: which fixes come first, and what naming the family turns on."""

from __future__ import annotations

from pathlib import Path

import pytest

from arlint.config import Config
from arlint.linter import Linter
from arlint.packs.schema import LAST

PACK = """
[pack]
id = "{prefix}"
prefix = "{prefix}"
title = "{prefix}"
{header}

[[rule]]
code = "{prefix}901"
name = "our-{prefix}"
kind = "phrase"
since = "1"
message = {{ en = "no", ar = "لا" }}
why = "because"
{keys}
"""


def linter(folder: Path, *packs: tuple[str, str, str], select: tuple[str, ...]) -> Linter:
    for prefix, header, keys in packs:
        (folder / f"{prefix}.toml").write_text(PACK.format(prefix=prefix, header=header, keys=keys), encoding="utf-8")
    return Linter(Config(extend_packs=(str(folder),), select=select))


@pytest.mark.parametrize(
    ("xa", "xb", "fixed"),
    [("", "", "أولى"), ("", "rank = 5", "ثانية"), ("rank = 4", "rank = 5", "أولى"), ("rank = 6", "rank = 5", "ثانية")],
)
def test_where_two_fixes_meet_the_lower_rank_is_made(xa: str, xb: str, fixed: str, tmp_path: Path) -> None:
    first, second = (f"[rule.replace]\n'كلمة غريبة' = '{word}'" for word in ("أولى", "ثانية"))
    lint = linter(tmp_path, ("XA", xa, first), ("XB", xb, second), select=("XA", "XB"))
    assert lint.fix("هذه كلمة غريبة هنا").text == f"هذه {fixed} هنا"


def test_a_pack_of_a_family_that_has_a_rank_has_it_too(tmp_path: Path) -> None:
    rules = linter(tmp_path, ("EN", "", "phrases = ['كلمة']"), ("XA", "", "phrases = ['كلمة']"), select=()).ruleset
    assert rules.rank("EN901") == rules.rank("EN001") < rules.rank("SP001") < rules.rank("XA901")


@pytest.mark.parametrize(
    ("header", "select", "runs"),
    [
        ("", "XA", False),
        ("", "XA9", True),
        ("opt-in = true", "XA", True),
        ("opt-in = true", "our-XA", True),
        ("opt-in = true", "CH", False),
    ],
)
def test_naming_an_opt_in_family_turns_on_what_is_off(header: str, select: str, runs: bool, tmp_path: Path) -> None:
    lint = linter(tmp_path, ("XA", header, "default = false\nphrases = ['كلمة']"), select=(select,))
    assert [found.code for found in lint.check("هذه كلمة هنا")] == ["XA901"] * runs


def test_every_built_in_family_has_a_rank_and_an_arabic_title() -> None:
    assert [spec.code for spec in Linter().rules if not spec.pack.title_ar or spec.rank == LAST] == []
