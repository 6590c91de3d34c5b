"""Cues near a match."""

from __future__ import annotations

import pytest

from arlint.packs.context import starts_word
from arlint.text.fold import fold


@pytest.mark.parametrize(
    "text", ["برمجة", "والبرمجة", "وبالبرمجة", "للبرمجيات", "**برمجة**", "#برمجة", "|برمجة|", "_برمجة_", "…برمجة"]
)
def test_a_cue_begins_a_word(text: str) -> None:
    assert starts_word(fold(text), fold("برمج"))


@pytest.mark.parametrize("text", ["مبرمج", "يبرمج", "xبرمج", "المبرمج"])
def test_a_cue_within_a_word_is_none(text: str) -> None:
    assert not starts_word(fold(text), fold("برمج"))
