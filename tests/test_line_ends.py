"""Whatever its line ends are, a text has the same findings and fixes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint import edits
from arlint.config import Config
from arlint.formats import work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import Options
from arlint.linter import Linter
from arlint.packs.kinds import AnySpec

LINTER = Linter(Config(preview=True))
MARKS = str.maketrans("", "", "⟦⟧")


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("spec", [spec for spec in LINTER.rules if spec.invalid], ids=lambda spec: spec.code)
def test_examples_with_cr_lf(spec: AnySpec) -> None:
    for example in (*spec.invalid, *spec.valid):
        lines = example.text.translate(MARKS) + "\nنص آخر\n"
        about: dict[str, Any] = {"kind": example.kind, "meta": {"source": example.source}}
        text = crlf(lines)
        found = [(d.code, text[d.start : d.end], d.fix and d.fix.applicability) for d in LINTER.check(text, **about)]
        same = [
            (d.code, crlf(lines[d.start : d.end]), d.fix and d.fix.applicability) for d in LINTER.check(lines, **about)
        ]
        assert found == same
        fixed, wanted = LINTER.fix(text, unsafe=True, **about), LINTER.fix(lines, unsafe=True, **about)
        assert fixed.text == crlf(wanted.text) == edits.apply(text, fixed.edits)
        assert [fixed.text[d.start : d.end] for d in fixed.remaining] == [
            crlf(wanted.text[d.start : d.end]) for d in wanted.remaining
        ]


PIECES = [
    "\r\n",
    "\n",
    "\r",
    " ",
    "اترك تعليقا",
    "في في",
    "المدرسه .",
    "أعلنت Openai ,الخبر",
    "<br>",
    "\u200b",
    "اقرأ أيضا",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_line_ends(text: str) -> None:
    fixed = LINTER.fix(text, unsafe=True)
    lines = LINTER.fix(text.replace("\r\n", "\n"), unsafe=True)
    assert fixed.text == edits.apply(text, fixed.edits)
    assert fixed.text.replace("\r", "") == lines.text.replace("\r", "")
    assert all(d.start <= d.end <= len(fixed.text) for d in fixed.remaining)
    cleaned = LINTER.clean_text(text)
    assert cleaned.text == edits.apply(text, cleaned.edits)


PAGES = {
    "rst": "عنوان\n=====\n\n{}\n\n{}\n",
    "asciidoc": "= عنوان\n\n{}\n\n{}\n",
    "latex": "\\section{{عنوان}}\n\n{}\n\n{}\n",
    "csv": 'id,text\n1,"{}"\n2,"{}"\n',
    "srt": "1\n00:00:01,000 --> 00:00:03,000\n{}\n\n2\n00:00:04,000 --> 00:00:05,000\n{}\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_formats(name: str) -> None:
    text = PAGES[name].format("وصل الوفد، وقالت Openai إنها ,ستبني المدرسه\nفي في المدينة .", "بدأ العمل مساءا")
    lines, ended = (work.check(one, FORMATS[name], LINTER, Options()) for one in (text, crlf(text)))
    found = [(d.code, crlf(text[d.start : d.end])) for d in lines.diagnostics]
    assert found
    assert [(d.code, crlf(text)[d.start : d.end]) for d in ended.diagnostics] == found
    lines, ended = (work.fix(one, FORMATS[name], LINTER, Options(), unsafe=True) for one in (text, crlf(text)))
    assert ended.text == crlf(lines.text)
