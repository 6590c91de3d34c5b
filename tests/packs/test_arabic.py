from __future__ import annotations

import re

import pytest

from arlint.linter import Linter
from arlint.packs.arabic import _arabic, reason

RULES = {spec.code: spec for spec in Linter().rules}


def test_every_built_in_rule_says_why_in_arabic() -> None:
    assert sorted(RULES.keys() - _arabic().keys()) == [], "add them to rules/lists/why-ar.tsv"
    assert sorted(_arabic().keys() - RULES.keys()) == [], "rules that are gone"


@pytest.mark.parametrize("code", sorted(RULES))
def test_arabic_texts_are_arabic_and_legible(code: str) -> None:
    spec = RULES[code]
    for text in (reason(spec, "ar"), spec.message.ar):
        letters = re.findall(r"[^\W\d_]", text)
        assert sum("\u0621" <= letter <= "\u064a" for letter in letters) > len(letters) / 3, text
        assert not re.search("[\u200e\u200f\u2066-\u2069]", text), text
        assert " ،" not in text


@pytest.mark.parametrize("code", sorted(RULES))
def test_both_languages_fill_in_the_same_values(code: str) -> None:
    message = RULES[code].message
    english, arabic = (set(re.findall(r"\{(\w+)\}", text)) for text in (message.en, message.ar))
    assert english ^ arabic <= {"match", "fix"}


def test_what_is_not_translated_is_english() -> None:
    assert reason(RULES["BP002"], "en").startswith("زر الذهاب إلى الأعلى is what a screen reader says")
