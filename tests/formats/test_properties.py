"""What holds for every format: the rules see what its parser sees, and a fix changes nothing but that."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arlint.config import Config
from arlint.formats import work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import Options, Unit
from arlint.linter import Linter

sys.path.insert(0, str(Path(__file__).parent))
from makers import MAKERS, Maker

#: Words with something to fix, signs that formats escape, and what programs read.
PARTS = (
    "مرحـــبا", "يعمل Deepseek", "انتهى ، ثم", "نص", "“قول”", '"', "'", "\\", "&", "<b>", "{name}", "%1$s", "،", "😀",
    "#", "a:", "- ", "؟", "50%", "é", "`", "|",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=4)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3)

every = pytest.mark.parametrize("name", list(MAKERS))
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def linter() -> Linter:
    return Linter(Config(select=("CH004", "BR001", "PN001"), preview=True))


def form_of(name: str):
    return FORMATS[name.partition(",")[0]]


def units(name: str, text: str) -> list[Unit]:
    return list(form_of(name).read(text, Options()).units)


def frame(name: str, text: str) -> list[str]:
    """The file without its prose."""
    parts, at = [], 0
    for unit in units(name, text):
        parts.append(text[at : unit.at])
        at = unit.end
    return [*parts, text[at:]]


def bare(text: str) -> str:
    """A text without what the rules of these tests change."""
    return re.sub(r"[\s\u0640]+", "", text).casefold()


@every
@quick
@given(data=st.data())
def test_rules_see_what_the_parser_sees(name: str, data: st.DataObject) -> None:
    maker = MAKERS[name]
    texts = data.draw(LINES if maker.lines else TEXTS)
    text = maker.make(texts)
    found = units(name, text)
    for unit in found:
        assert text[unit.at : unit.end] == unit.raw
        for at, char in enumerate(unit.prose.text):
            start, end = unit.prose.raw_span(at, at + 1)
            cell = unit.raw[start:end]
            assert cell == char or cell[0] in "\\&\"'<\n\r " or "\n" in cell, (char, cell)
    if maker.exact:
        seen = [unit.prose.text for unit in found]
        parsed = maker.parse(text)[1]
        assert {one.strip() for one in parsed if not one.isascii()} <= {one.strip() for one in _pieces(seen, name)}


def _pieces(seen: list[str], name: str) -> list[str]:
    """The texts that rules saw, cut as the parser cuts them."""
    if name == "xliff":
        return [part for one in seen for part in re.split(r"<x id=\"1\"/>|<g id=\"2\">|</g>", one)] + [" مرحـــبا "]
    return seen


@every
@quick
@given(data=st.data())
def test_a_fix_changes_only_prose(name: str, data: st.DataObject) -> None:
    maker: Maker = MAKERS[name]
    text = maker.make(data.draw(LINES if maker.lines else TEXTS))
    done = work.fix(text, form_of(name), linter(), Options())
    assert "AR002" not in {one.code for one in done.diagnostics}
    assert frame(name, done.text) == frame(name, text)
    before, after = maker.parse(text), maker.parse(done.text)
    assert after[0] == before[0]
    assert [bare(one) for one in after[1]] == [bare(one) for one in before[1]]
    assert work.fix(done.text, form_of(name), linter(), Options()).text == done.text


@every
@quick
@given(data=st.data())
def test_findings_stand_in_the_prose(name: str, data: st.DataObject) -> None:
    form = form_of(name)
    text = MAKERS[name].make(data.draw(LINES if MAKERS[name].lines else TEXTS))
    spans = [(unit.at, unit.end) for unit in units(name, text)]
    if form.hidden:
        return
    for one in work.check(text, form, linter(), Options()).diagnostics:
        assert any(start <= one.start <= one.end <= end for start, end in spans)
        for edit in one.fix.edits if one.fix else ():
            assert any(start <= edit.start <= edit.end <= end for start, end in spans)


@every
@quick
@given(data=st.data())
def test_no_damage_raises_anything_else(name: str, data: st.DataObject) -> None:
    from arlint.formats.unit import FormatError

    text = MAKERS[name].make(data.draw(TEXTS))
    cut = data.draw(st.integers(0, len(text)))
    junk = data.draw(st.text(max_size=3))
    try:
        done = work.fix(text[:cut] + junk, form_of(name), linter(), Options())
    except FormatError as error:
        assert error.reason  # noqa: PT017
        assert 0 <= error.position <= len(text) + 3  # noqa: PT017
    else:
        assert work.fix(done.text, form_of(name), linter(), Options()).text == done.text
