"""Texts that were made to be slow: twice the text is twice the work, counted in calls and not in seconds."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import FrameType

import pytest

from arlint.linter import Linter

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "adversarial.py"
SIZE = 4000
#: What doubling a text may do to the work: 2 is linear, 4 is quadratic.
MOST = 2.6


@cache
def benchmark():
    spec = importlib.util.spec_from_file_location("adversarial", PATH)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["adversarial"] = module
    spec.loader.exec_module(module)
    return module


@cache
def linter() -> Linter:
    made = Linter()
    made.clean_text("قال الرئيس ، إن الحكومه تعمل.")  # what is made once counts for no text
    return made


def calls(text: str, kind: str) -> int:
    """How many functions, of Python and of C, a check of `text` calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    linter().check(text, kind=kind)
    sys.setprofile(note)
    try:
        linter().check(text, kind=kind)
    finally:
        sys.setprofile(None)
    return count


#: Each was quadratic once, or is what quadratic code is usually met with.
MADE = {
    "embeddings": ("plain", lambda n: "\u202e" * n),
    "isolates": ("plain", lambda n: "\u2067" * (n // 2) + "\u2069" * (n // 2)),
    "marks that do nothing": ("plain", lambda n: "ا\u200f " * (n // 3)),
    "gaps": ("plain", lambda n: "ا ب  " * (n // 5)),
    "letters apart": ("plain", lambda n: "ا\u0653 " * (n // 3)),
    "misread words": ("plain", lambda n: "Ø§Ù„ x " * (n // 7)),
    "breaks": ("plain", lambda n: "ا<br>ب " * (n // 7)),
    "tags": ("plain", lambda n: "<b>ا</b> " * (n // 9)),
    "elements": ("plain", lambda n: "<script></script>ا " * (n // 19)),
    "opened elements": ("plain", lambda n: "<svg>ا" * (n // 6) + "</a>"),
    "signs of tags": ("plain", lambda n: "&lt;ا " * (n // 6)),
    "codes": ("plain", lambda n: "[b]ا[/b] " * (n // 9)),
    "ticks": ("plain", lambda n: "`ا` <b>ا " * (n // 9)),
    "marks on one letter": ("plain", lambda n: "ب" + "\u064e\u0651" * (n // 2)),
    "prose in one line": ("plain", lambda n: benchmark().prose(n)),
    "short lines": ("plain", lambda n: "ا ب\n" * (n // 4)),
    "brackets": ("plain", lambda n: "(" * (n // 2) + "ا" + ")" * (n // 2)),
    "quotations": ("markdown", lambda n: "> " * (n // 2) + "ا"),
    "links": ("markdown", lambda n: "[ا](x) " * (n // 7)),
    "open links": ("markdown", lambda n: "[ا](" * (n // 4)),
    "elements of a page": ("html", lambda n: "<div>" * (n // 11) + "ا" + "</div>" * (n // 11)),
    "noise": ("plain", lambda n: benchmark().noise(n)),
}


@pytest.mark.parametrize("name", MADE)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    kind, make = MADE[name]
    once, twice = calls(make(SIZE), kind), calls(make(2 * SIZE), kind)
    assert twice <= MOST * once + 500, (once, twice)


#: Expressions that tried every way to part a text: with these there would be no end.
ENDLESS = {
    "attributes of a tag": "[b" + " a=x" * 60,
    "values of a shortcode": "[name" + " a=&quot;x&quot;" * 60 + " !",
    "an address": "[img]https://" + "a.b/" * 3000 + " ",
    "a run of letters": "\u06cc" + " " + "ا" * 20_000,
    "digits": "\u0663" * 20_000,
    "open codes": "[url=" * 4000,
    "open comments": "<!--" * 4000,
    "half sentences": ".." * 5000 + " " * 20_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_there_is_an_end(name: str) -> None:
    """It ends at all: the exponential ones would take longer than the universe has."""
    assert linter().check(ENDLESS[name]) is not None


def test_every_case_of_the_benchmark_makes_its_size() -> None:
    cases = list(benchmark().cases())
    assert len({case.name for case in cases}) == len(cases)
    assert [case.name for case in cases if not 300 <= len(case.make(1000)) <= 1500] == []
