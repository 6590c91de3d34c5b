"""Every example of every built-in rule, and the promises that the packs make together."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from arlint.config import Config
from arlint.linter import Linter
from arlint.packs.kinds import AnySpec
from arlint.packs.phrase import Phrase
from arlint.testing import problems
from arlint.text.lists import builtin_root

LINTER = Linter(Config(preview=True))


@pytest.mark.parametrize("spec", LINTER.rules, ids=lambda spec: spec.code)
def test_examples(spec: AnySpec) -> None:
    assert list(problems(spec, LINTER)) == []


def test_names_and_codes_are_unique_and_never_reused() -> None:
    names = Counter(spec.name for spec in LINTER.rules)
    assert [name for name, count in names.items() if count > 1] == []
    retired = builtin_root() / "retired.toml"
    gone = tomllib.loads(retired.read_text(encoding="utf-8"))["codes"]
    assert set(gone).isdisjoint(spec.code for spec in LINTER.rules)


@pytest.mark.parametrize("spec", LINTER.rules, ids=lambda spec: spec.code)
def test_messages_speak_both_languages(spec: AnySpec) -> None:
    assert spec.message.en.isascii() or any("a" <= c <= "z" for c in spec.message.en)
    assert any("ا" <= c <= "ي" for c in spec.message.ar)
    assert spec.why.strip()


@pytest.mark.parametrize("spec", [s for s in LINTER.rules if isinstance(s, Phrase)], ids=lambda spec: spec.code)
def test_what_a_phrase_is_replaced_with_is_written_right(spec: Phrase) -> None:
    """ى and ة end words only, and a rule has nothing to say about what it wrote."""
    written = (*spec.replace.values(), *filter(None, [spec.fix]))
    assert [text for text in written if re.search("[ىة][\u0621-\u064a]", text)] == []
    assert [text for text in written if any(d.code == spec.code for d in LINTER.check(text))] == []
