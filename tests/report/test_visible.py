from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.report.visible import FSI, PDI, escaped, excerpt, isolated, visible

DANGEROUS = {"Cc", "Cs", "Co", "Zl", "Zp"}
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def shown(text: str, match: str) -> str:
    start = text.index(match)
    return excerpt(text, start, start + len(match)).removeprefix(FSI).removesuffix(PDI)


@given(st.text())
def test_nothing_invisible_or_dangerous_is_left(text: str) -> None:
    assert not [c for c in visible(text) if unicodedata.category(c) in DANGEROUS or c in BIDI]


@given(st.text(st.characters(codec="utf-8")))
def test_escaped_json_has_the_same_value(text: str) -> None:
    line = escaped(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(line) == {"text": text}
    assert not [c for c in line if unicodedata.category(c) in DANGEROUS or c in BIDI]


def test_code_points_are_shown() -> None:
    assert visible("أ\u200bب\u00a0ج\U000e0041") == "أ<U+200B>ب<U+00A0>ج<U+E0041>"


def test_what_is_seen_stays() -> None:
    text = "نَصٌّ (Arabic) ﷺ ﴿آية\u06dd﴾ ١٢٣ \U0001f600"
    assert visible(text) == text


def test_only_right_to_left_text_is_isolated() -> None:
    assert isolated("plain") == "plain"
    assert isolated("اكتب this") == f"{FSI}اكتب this{PDI}"


@given(st.text(), st.data())
def test_an_excerpt_is_one_balanced_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line = excerpt(text, start, end)
    assert line.startswith(FSI)
    assert line.endswith(PDI)
    assert (line.count(FSI), line.count(PDI)) == (1, 1)
    assert "\n" not in line


@pytest.mark.parametrize(
    ("text", "match", "line"),
    [
        ("سطر\nقبل خطأ بعد\nسطر", "خطأ", "قبل ⟦خطأ⟧ بعد"),
        ("قبل خطأ بعد\r\nسطر", "خطأ", "قبل ⟦خطأ⟧ بعد"),
        ("أ\u200bب", "\u200b", "أ⟦<U+200B>⟧ب"),
        ("اسم\nبريد", "اسم\nبريد", "⟦اسم⏎بريد⟧"),
        ("كتاب\u064f\u064f", "\u064f\u064f", "كتاب⟦\u25cc\u064f\u064f⟧"),
        ("كلمة " * 20 + "خطأ" + " كلمة" * 20, "خطأ", "…" + "كلمة " * 6 + "⟦خطأ⟧" + " كلمة" * 6 + "…"),
    ],
)
def test_excerpts(text: str, match: str, line: str) -> None:
    assert shown(text, match) == line


def test_a_long_match_is_shortened() -> None:
    line = shown("ب" * 1000, "ب" * 1000)
    assert len(line) < 90
    assert " … " in line
