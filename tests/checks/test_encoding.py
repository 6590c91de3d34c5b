"""Damage done with wrong encodings is undone exactly, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint import Linter
from arlint.model import Applicability
from tests.checks.conftest import Fixer

WORDS = st.lists(
    st.sampled_from(["المدير", "القاهرة", "وزارة", "التربية", "أعلنت", "شمس", "دراسة", "مكتب", "يوم", "في", "على"]),
    min_size=2,
    max_size=8,
)
WESTERN = [
    "café", "Müller", "naïve", "École", "Çelik", "Şahin", "Åse", "Østfold", "São", "ÄÖÜ", "ÉÈÊ", "№", "Été", "à", "ÆØÅ",
]  # fmt: skip


def misread(text: str, written: str, read: str) -> str:
    """`text` in the encoding `written`, read as `read`; a byte that has no character becomes a C1 control."""
    return "".join(bytes([byte]).decode(read, "ignore") or chr(byte) for byte in text.encode(written))


@pytest.mark.parametrize("read", ["cp1252", "latin-1", "cp1256", "mac_roman", "cp437", "cp1251"])
@settings(deadline=None)
@given(words=WORDS)
def test_utf8_read_as_something_else(fix: Fixer, read: str, words: list[str]) -> None:
    text = " ".join(words)
    assert fix(f"قال: {misread(text, 'utf-8', read)}.") == f"قال: {text}."


@settings(deadline=None)
@given(words=WORDS)
def test_misread_twice(fix: Fixer, words: list[str]) -> None:
    text = " ".join(words)
    assert fix(misread(misread(text, "utf-8", "cp1252"), "utf-8", "cp1252")) == text


@pytest.mark.parametrize("written", ["cp1256", "iso8859_6"])
def test_code_pages_read_as_western(fix: Fixer, written: str) -> None:
    text = "أعلنت وزارة التربية في القاهرة أن المدير الجديد بدأ العمل"
    assert fix(misread(text, written, "cp1252")) == text


@pytest.mark.parametrize("word", WESTERN)
def test_western_words_stay(linter: Linter, word: str) -> None:
    assert linter.check(f"زار {word} المدينة") == []


def test_a_word_with_lost_bytes_is_reported_and_kept(linter: Linter, fix: Fixer) -> None:
    text = "Ù\ufffdÙŠ Ø§Ù„Ù…Ø¯ÙŠØ±"
    found = linter.check(text)
    assert [d.code for d in found] == ["EN001", "EN001"]
    assert found[0].fix is None
    assert fix(text) == "Ù\ufffdÙŠ المدير"


def test_lossless_repairs_are_safe(linter: Linter) -> None:
    for text in ("Ø§Ù„Ù…Ø¯ÙŠØ±", "ÇáÞÇåÑÉ"):
        (found,) = linter.check(text)
        assert found.fix is not None
        assert found.fix.applicability is Applicability.SAFE


def test_surrogates(fix: Fixer) -> None:
    assert fix("نقطة \ud83d\ude00") == "نقطة 😀"
    assert fix("نقطة \ud83d هنا").replace("  ", " ") == "نقطة هنا"


def test_escapes(fix: Fixer) -> None:
    written = ("\\u0645\\u0635\\u0631", "%D9%85%D8%B5%D8%B1", "=D9=85=D8=B5=D8=B1", "\\xd9\\x85\\xd8\\xb5\\xd8\\xb1")
    assert [fix(f"الاسم {escapes} هنا") for escapes in written] == ["الاسم مصر هنا"] * 4


@pytest.mark.parametrize(
    "text",
    [
        "وصلت ال????? إلى الميناء",
        "تأسست ?????? عام 1960 في بيروت وأغلقت بعد عامين",
        "قال ????? إن الخطة جاهزة",
        "وصلت الباخرة إلى الم?ينة",
        "الرئ?س ف? المد?نة",
        "زادت بنسبة ?????? 5 % مقارنة بالسنة الماضية",
        "اسمه «????» في الملف",
        "???? ???? (UNICEF) ?????",
    ],
)
def test_lost_letters_are_shown(linter: Linter, text: str) -> None:
    assert {found.code for found in linter.check(text)} == {"EN004"}


@pytest.mark.parametrize(
    "text",
    [
        "هل هذا صحيح ???? لا أصدق ذلك أبدا يا صديقي",
        "ماذا تقول ??? وأين كنت كل هذا الوقت يا رجل",
        "متى?قال لي نعم",
        "ما هذا?? لا أدري",
        "????",
        "انظر https://example.com/a?b=1 في الصفحة",
    ],
)
def test_angry_question_marks_are_no_lost_letters(linter: Linter, text: str) -> None:
    assert [found for found in linter.check(text) if found.code == "EN004"] == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("مرحبا \\ud83d\\ude00 بكم", "مرحبا 😀 بكم"),
        ("<U+0645><U+0635><U+0631> جميلة", "مصر جميلة"),
        ("طوله 15Â مترا", "طوله 15 مترا"),
        ("عام Ù¢Ù\u00a0Ù¢Ù£ كان حارا", "عام ٢٠٢٣ كان حارا"),
        ("الج\0و بارد\u2028اليوم\x1a", "الجو بارد\nاليوم"),
        ("قال \\'نعم\\' ومضى", "قال 'نعم' ومضى"),
    ],
)
def test_further_escapes_and_controls(fix: Fixer, text: str, fixed: str) -> None:
    assert fix(text) == fixed
