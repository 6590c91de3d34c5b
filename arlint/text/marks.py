"""How a text is vocalised."""

from __future__ import annotations

from arlint.text.chars import ARABIC_LETTER_BYTES, LATIN_LETTER_BYTES, MARKS, TANWIN, RareClass, encode

_VOWELS = frozenset(encode("".join(mark for mark in MARKS if mark not in TANWIN)))
_LETTERS = ARABIC_LETTER_BYTES | LATIN_LETTER_BYTES | {RareClass.LETTER}
_NO_VOWEL = bytes(byte for byte in range(256) if byte not in _VOWELS)
_NO_LETTER = bytes(byte for byte in range(256) if byte not in _LETTERS)


def is_vocalised(encoded: bytes) -> bool:
    """Whether a passage, encoded, carries its vowels throughout: one letter in four bears a mark, tanwin apart.

    Edited news carries about one mark in a hundred letters; vocalised verse and scripture one on nearly every letter.

    >>> is_vocalised(encode("قَالَ المُعَلِّمُ")), is_vocalised(encode("قال معلّم"))
    (True, False)
    """
    letters = len(encoded.translate(None, _NO_LETTER))
    return letters > 0 and len(encoded.translate(None, _NO_VOWEL)) * 4 >= letters
