"""How a text is vocalised."""

from __future__ import annotations

from arlint.text.chars import MARKS, TANWIN

_VOWELS = "".join(mark for mark in MARKS if mark not in TANWIN)


def is_vocalised(text: str) -> bool:
    """Whether a passage carries its vowels throughout: one letter in four or more bears a mark, tanwin apart.

    Edited news carries about one mark in a hundred letters; vocalised verse and scripture one on nearly every letter.

    >>> is_vocalised("قَالَ المُعَلِّمُ"), is_vocalised("قال معلّم")
    (True, False)
    """
    letters = sum(char.isalpha() for char in text)
    return letters > 0 and sum(text.count(vowel) for vowel in _VOWELS) * 4 >= letters
