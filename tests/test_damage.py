"""Damage that is mended for certain hides nothing: cleaned, a damaged text is what it is without the damage."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from arlint.linter import Linter
from arlint.testing import unmark

LINTER = Linter()
LETTER = "[\u0621-\u063a\u0641-\u064a]"
GAP = re.compile(rf"(?<={LETTER}) (?={LETTER})")
#: What every line, or every gap between two words, becomes.
DAMAGE: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: GAP.sub("\u00a0", text),
    "doubled spaces": lambda text: GAP.sub("  ", text),
    "zero-width spaces": lambda text: GAP.sub(" \u200b", text),
    # Before a Latin word, behind a bullet too, it is no damage: it makes the line begin on the right.
    "marks of direction": lambda text: re.sub(r"(?m)^(?=.)(?![^\w\n]*[A-Za-z])", "\u200f", text),
    "blanks behind lines": lambda text: re.sub("(?m)$", "  ", text),
    "indented lines": lambda text: re.sub("(?m)^(?=.)", " ", text),
}
#: Families whose examples are of characters and markup themselves: damaged twice they are other texts.
OTHERS = ("AR", "CH", "EN", "MK", "PI")
#: Rules with an example that is not found through damage: a phrase of which one word is a slip too (انشاء الله), a sign
#: that is all of its line.
LOST = frozenset({"SP009", "MT008"})
TEXTS = sorted(
    {
        unmark(example.text)[0]
        for spec in LINTER.rules
        if spec.code[:2] not in OTHERS and spec.code not in LOST
        for example in spec.invalid
        if example.kind == "plain" and "\u0640" not in example.text
    }
)


def words(text: str) -> list[str]:
    """The lines of a text without what stands around them."""
    return [line.strip() for line in text.strip().split("\n")]


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_hides_nothing(name: str) -> None:
    for text in TEXTS:
        damaged = DAMAGE[name](text)
        assert words(LINTER.clean_text(damaged).text) == words(LINTER.clean_text(text).text), damaged
