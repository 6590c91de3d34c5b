"""How a word sounds, roughly and in both scripts: what a name keeps when it is written in the other one.

The skeleton has the consonants, in classes as wide as Arabic spellings of foreign names are free: غ ج ق for g, ف ڤ for
f and v, س ز ص for s and z. The outline has the long vowels too.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

_ARABIC = {
    "ب": "B", "\u067e": "B", "ت": "T", "ط": "T", "ث": "T", "ج": "G", "غ": "G", "ق": "G", "\u06af": "G", "\u0686": "X",
    "ك": "K", "خ": "K", "د": "D", "ذ": "D", "ض": "D", "ر": "R", "ز": "S", "س": "S", "ص": "S", "ظ": "S", "ش": "X",
    "ف": "F", "\u06a4": "F", "ل": "L", "م": "M", "ن": "N", "ه": "H", "ح": "H", "ة": "a", "ا": "a", "أ": "a", "آ": "a",
    "ى": "i", "إ": "i", "ي": "i", "ئ": "i", "و": "u", "ؤ": "u",
}  # fmt: skip
_LATIN = {
    "b": "B", "p": "B", "t": "T", "d": "D", "g": "G", "j": "G", "k": "K", "q": "K", "f": "F", "v": "F", "s": "S",
    "z": "S", "l": "L", "m": "M", "n": "N", "r": "R", "h": "H", "x": "KS", "a": "a", "e": "i", "i": "i", "y": "i",
    "o": "u", "u": "u", "w": "u", "c": "K",
}  # fmt: skip
_PAIRS = ((re.compile(r"tch|sch|sh|ch|tsch"), "X"), (re.compile("ph"), "F"), (re.compile("th"), "T"),
          (re.compile("wh"), "u"), (re.compile("ck"), "K"), (re.compile("dge"), "Gi"), (re.compile("gh"), "G"),
          (re.compile("c(?=[eiy])"), "S"))  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def outline(word: str) -> str:
    """Consonant classes in capitals, long vowels in small letters; digits stay, spaces and signs go.

    >>> outline("غوغل"), outline("Google")
    ('GuGL', 'GuGLi')
    """
    text = word.casefold()
    for pattern, sound in _PAIRS:
        text = pattern.sub(sound, text)
    sounds = "".join(
        char if char.isdigit() or char.isupper() else _ARABIC.get(char, "") or _LATIN.get(char, "") for char in text
    )
    return _DOUBLED.sub(r"\1", sounds)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of the outline; h only where it begins the word, because most spellings drop it elsewhere.

    >>> skeleton("إنستجرام") == skeleton("Instagram") == skeleton("انستقرام")
    True
    """
    return consonants(outline(word))


def consonants(sounds: str) -> str:
    """The skeleton of an outline."""
    kept = [sound for sound in sounds if not sound.islower()]
    return _DOUBLED.sub(r"\1", "".join(c for i, c in enumerate(kept) if c != "H" or i == 0))


def likeness(one: str, two: str) -> float:
    """From 0 to 1, how alike two outlines are, vowels too."""
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


#: How the letters of an abbreviation are called in Arabic: سي إن إن.
_CALLED = {
    "a": "i", "b": "Bi", "c": "Si", "d": "Di", "e": "i", "f": "iF", "g": "Gi", "h": "iTX", "i": "ai", "j": "Gi",
    "k": "Ki", "l": "iL", "m": "iM", "n": "iN", "o": "u", "p": "Bi", "q": "Kiu", "r": "aR", "s": "iS", "t": "Ti",
    "u": "iu", "v": "Fi", "w": "DBLiu", "x": "iKS", "y": "uai", "z": "SD",
}  # fmt: skip
_LONGEST_ABBREVIATION = 5


def spelled_out(word: str) -> str:
    """The outline of an abbreviation read letter by letter; empty where `word` is none.

    >>> spelled_out("CNN"), spelled_out("Meta")
    ('SiiNiN', '')
    """
    if not (1 < len(word) <= _LONGEST_ABBREVIATION and word.isupper() and word.isalpha() and word.isascii()):
        return ""
    return "".join(_CALLED[letter] for letter in word.casefold())
