"""How a text is vocalised."""

from __future__ import annotations

from arlint.text.chars import ARABIC_LETTER_BYTES, LATIN_LETTER_BYTES, MARKS, TANWIN, RareClass, encode

_VOWELS = frozenset(encode("".join(mark for mark in MARKS if mark not in TANWIN)))
_SHORT = frozenset("\u064e\u064f\u0650")
_LETTERS = ARABIC_LETTER_BYTES | LATIN_LETTER_BYTES | {RareClass.LETTER}
_NO_VOWEL = bytes(byte for byte in range(256) if byte not in _VOWELS)
_NO_LETTER = bytes(byte for byte in range(256) if byte not in _LETTERS)
#: Code points beside a word that tell whether it stands among words with their vowels: a verse within a sentence.
_BESIDE = 14


def is_vocalised(encoded: bytes) -> bool:
    """Whether a passage, encoded, carries its vowels throughout: one letter in four bears a mark, tanwin apart.

    Edited news carries about one mark in a hundred letters; vocalised verse and scripture one on nearly every letter.

    >>> is_vocalised(encode("قَالَ المُعَلِّمُ")), is_vocalised(encode("قال معلّم"))
    (True, False)
    """
    letters = len(encoded.translate(None, _NO_LETTER))
    return letters > 0 and len(encoded.translate(None, _NO_VOWEL)) * 4 >= letters


def is_among_vowels(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands beside words with their vowels, as the words of a verse do.

    >>> text = "قال تعالى: إِنَّ المُتَّقينَ فى جَنّٰتٍ وَعُيونٍ صدق الله"
    >>> [is_among_vowels(text, at, at + 2) for at in (text.index("فى"), text.index("الله"))]
    [True, False]
    """
    sides = text[max(0, start - _BESIDE) : end], text[start : end + _BESIDE]
    return any(not _SHORT.isdisjoint(side) and is_vocalised(encode(side)) for side in sides)
