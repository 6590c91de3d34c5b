"""The engine: what fixing promises for any text, and what stops a bad rule."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import arlint
from arlint import edits
from arlint.config import BrandsConfig, Config, ConfigError, CorpusConfig, UnknownSelectorError
from arlint.document import Document
from arlint.engine import RuleError
from arlint.linter import Linter
from arlint.testing import unmark

LINTER = Linter()
PIECES = st.sampled_from(
    [
        "اترك تعليقا", "لن يتم نشر عنوان بريدك الإلكتروني.", "منظمة العفو الدولية", "رقائق", "Openai", "ديبسيك",
        "ديب سيك", "DeepSeek", "عام 2000", "محــمد",
        "،", " ،", ",", "?", "\n", "\n\n", " ", "  ", "<b>", "[", "](http://a.b)",
        "أن أن", "الى", "ﻻ", "\u200f", "\u200b", "\u064b", "Ø§Ù„", "ÇáÞÇåÑÉ", "3.5%", "﴿", "﴾", "«", "»",
        '"', "و", "لـ",
        "المصدر", "اقرأ أيضا:", "`code`", "https://a.b/ج", "الوزیر", "خبر", " قصه", " طويله", "المدرسه",
        "انتهى.", "\r\n", "\t", "!!!", "؟؟",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_findings_lie_in_the_text_and_are_sorted(text: str) -> None:
    found = LINTER.check(text)
    assert [(d.start, d.end, d.code) for d in found] == sorted((d.start, d.end, d.code) for d in found)
    for d in found:
        assert 0 <= d.start <= d.end <= len(text)
        for edit in d.fix.edits if d.fix else ():
            assert 0 <= edit.start <= edit.end <= len(text)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.booleans())
def test_fixing_twice_is_fixing_once(text: str, unsafe: bool) -> None:
    once = LINTER.fix(text, unsafe=unsafe)
    assert LINTER.fix(once.text, unsafe=unsafe).text == once.text


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_the_edits_tell_the_whole_difference(text: str) -> None:
    cleaned = LINTER.clean_text(text)
    assert edits.apply(text, cleaned.edits) == cleaned.text


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_text_without_arabic_is_left_alone_by_word_rules(text: str) -> None:
    assert [d for d in LINTER.check(text) if d.code[:2] in ("NE", "MT", "SP")] == []


PACK = """
[pack]
id = "mine"
prefix = "XX"
title = "Mine"

[[rule]]
code = "XX001"
name = "my-rule"
since = "1"
message = {{ en = "no", ar = "لا" }}
why = "because"
{body}
"""


def own(tmp_path: Path, body: str) -> Linter:
    (tmp_path / "mine.toml").write_text(PACK.format(body=body), encoding="utf-8")
    return Linter(Config(select=("XX001", "AR"), extend_packs=(str(tmp_path),)))


def test_a_fix_may_not_change_a_number_that_its_rule_does_not_claim(tmp_path: Path) -> None:
    linter = own(tmp_path, "kind = 'pattern'\npattern = '0(?= كان)'\nfix = ''\nchars = '0'")
    fixed = linter.fix("في عام 2000 كان الأمر كذلك.")
    assert fixed.text == "في عام 2000 كان الأمر كذلك."
    assert "AR002" in [d.code for d in fixed.remaining]
    assert "2000" in next(d.message for d in fixed.remaining if d.code == "AR002")


def test_fixes_that_do_not_settle_are_rolled_back(tmp_path: Path) -> None:
    linter = own(tmp_path, "kind = 'pattern'\npattern = 'نعم'\nfix = 'نعم نعم'\nliterals = ['نعم']")
    fixed = linter.fix("قال نعم.")
    assert fixed.text == "قال نعم."
    assert fixed.edits == ()
    assert [d.code for d in fixed.remaining] == ["AR002", "XX001"]
    assert "longer and longer" in fixed.remaining[0].message


def test_why_a_text_stays_as_it_was_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turning = own(tmp_path, "kind = 'pattern'\npattern = '(نعم|لا) (نعم|لا)'\nfix = '\\2 \\1'\nliterals = ['نعم']")
    assert "do not settle" in turning.fix("قال نعم لا.").remaining[0].message
    monkeypatch.setattr(Document, "edited", lambda *_: None)
    assert "cannot hold" in turning.fix("قال نعم لا.").remaining[0].message


def test_a_pattern_that_backtracks_without_end_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arlint.packs.limits.SECONDS", 0.2)
    linter = own(tmp_path, "kind = 'pattern'\npattern = '(ا|اا)+ب'\nliterals = ['ااا']")
    with pytest.raises(RuleError, match=r"XX001.*too long"):
        linter.check("ا" * 200)


def test_a_line_that_stands_many_times_is_mended_everywhere() -> None:
    fixed = LINTER.fix("أعلنت شركة Openai خبرا.\n" * 30)
    assert fixed.text == "أعلنت شركة OpenAI خبرا.\n" * 30
    assert {d.code for d in fixed.remaining} == {"RP002"}


@pytest.mark.parametrize(
    "config",
    [{"select": ("ZZ",)}, {"ignore": ("BR01",)}, {"extend_safe_fixes": ("no-such-rule",)}],
)
def test_a_selector_that_names_no_rule_is_told(config: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ConfigError, match="no rule has the code or name"):
        Linter(Config(**config)).check("نص")


def test_settings_that_cannot_be_meant_are_told() -> None:
    with pytest.raises(TypeError, match="select takes several"):
        Config(select="BP")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="message_language is one of en, ar"):
        Config(message_language="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="script is one of keep, majority, latin, arabic, and not 'Latin'"):
        BrandsConfig(script="Latin")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="brands is a BrandsConfig, and not dict"):
        Config(brands={"script": "latin"})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="the gate of words is a Gate, and not dict"):
        CorpusConfig(gates={"words": {"min": 20}})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="a Linter takes a Config, and not str"):
        Linter("BP")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="kind is one of plain, markdown, html"):
        LINTER.check("نص", kind="md")
    with pytest.raises(TypeError, match="clean_text"):
        list(LINTER.clean("نص"))


def test_every_public_name_is_listed_and_found() -> None:
    assert set(arlint.__all__) <= set(dir(arlint))
    assert all(hasattr(arlint, name) for name in arlint.__all__)


@pytest.mark.parametrize(
    ("text", "code", "titles"),
    [
        ("مدينة الـــــعربية اليوم", "CH005", ("Replace with “العربية”", "استبدل به «العربية»")),
        ("خامــــنـــئي قال هذا", "CH004", ("Replace with “خامنئي”", "استبدل به «خامنئي»")),
        ("قال الرجل ، ثم ذهب", "PN001", ("Replace with “،”", "استبدل به «،»")),
        ("نص\u200bهنا اليوم", "CH006", ("Remove", "احذف")),
    ],
)
def test_a_fix_that_deletes_a_part_says_what_is_left(text: str, code: str, titles: tuple[str, str]) -> None:
    for language, title in zip(("en", "ar"), titles, strict=True):
        found = Linter(Config(select=(code,), message_language=language)).check(text)
        assert [one.fix.title for one in found if one.fix] == [title]


def test_a_fix_that_leaves_tags_alone_removes() -> None:
    footer = "<footer>\n<p>جميع الحقوق محفوظة © 2024</p>\n<a href='/a'>من نحن</a>\n</footer>\n"
    assert {one.fix.title for one in LINTER.check(footer, kind="html") if one.fix} == {"Remove"}


def test_threads_may_share_a_linter() -> None:
    shared = Linter()
    texts = [unmark(example.text)[0] for spec in shared.rules for example in spec.invalid]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(shared.check, texts))
    assert together == [shared.check(text) for text in texts]


def test_a_linter_travels_to_other_processes() -> None:
    linter = arlint.Linter(arlint.Config(select=("BR",), brands=arlint.BrandsConfig(names={"Hsoub": ("هسوب",)})))
    linter.check("Openai")
    there = pickle.loads(pickle.dumps(linter))
    assert there.config == linter.config
    assert there.fingerprint == linter.fingerprint
    assert there is pickle.loads(pickle.dumps(linter)), "made once a process"
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        (cleaned,) = pool.map(linter.clean_text, ["قالت Openai ،إن"])
    assert cleaned.text == "قالت OpenAI ،إن"


@pytest.mark.parametrize(
    "error", [UnknownSelectorError("no rule", "select"), ConfigError("no name", "brands"), RuleError("XX001", "broke")]
)
def test_what_goes_wrong_travels_back(error: Exception) -> None:
    """A pool of processes waits for ever for an error that can't be read back."""
    there = pickle.loads(pickle.dumps(error))
    assert (str(there), vars(there)) == (str(error), vars(error))


@pytest.mark.parametrize("text", [None, b"x", float("nan")])
def test_what_is_no_text_is_a_type_error(text: Any) -> None:
    linter = arlint.Linter()
    for call in (linter.check, linter.fix, linter.clean_text):
        with pytest.raises(TypeError, match=f"^a text is a str, and not {type(text).__name__}$"):
            call(text)


def test_a_fix_that_takes_a_part_of_a_word_hides_no_other_finding_of_it() -> None:
    text = "تطوير الذكاء الاصطناعـ\u0640ى في المدينة سريع."
    assert [d.code for d in LINTER.check(text)] == ["CH004", "SP002"]
