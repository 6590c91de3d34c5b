"""Latin words in Arabic text: whether one stands by itself, in a run of them, in an Arabic sentence."""

from __future__ import annotations

from arlint.text import later
from arlint.text.chars import TATWEEL
from arlint.text.words import ARABIC_LETTERS

_BEFORE = later.pattern(r"[A-Za-z0-9][ \-/&+._'’]?\Z")
_AFTER = later.pattern(r"[ \-/&+._]?[A-Za-z0-9]|['’`][A-Za-z]|[=~<>!]=|, (?:Inc|Ltd|LLC|Corp|GmbH|SA|S\.A)\b")
#: Characters that `_BEFORE` may have to see.
_REACH = 2


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit is next to `text[start:end]`, be it after a space or a joining sign.

    >>> stands_alone("تطبيق Google Maps الجديد", 6, 12)
    False
    >>> stands_alone("أعلنت Google، وMeta", 6, 12)
    True
    >>> stands_alone("أعلنت Google, Inc. أمس", 6, 12)  # a legal name
    False
    """
    return _AFTER.match(text, end) is None and _BEFORE.search(text, max(0, start - _REACH), start) is None


_IN_LANGUAGE = later.pattern(rf"\(ب(?:ال|لغة ?ال)?[{ARABIC_LETTERS}]+ية?:? ?[\"«“]?\Z")
_LANGUAGE_REACH = 20


def is_original(text: str, start: int) -> bool:
    """Whether a bracket says in which language the word at `start` is the name: ليما (بالإسبانية: Lima).

    >>> text = "بيتكوين (بالإنجليزية: Bitcoin) عملة"
    >>> is_original(text, text.index("B")), is_original("عملة (Bitcoin)", 6)
    (True, False)
    """
    return _IN_LANGUAGE.search(text, max(0, start - _LANGUAGE_REACH), start) is not None


_ARABIC_BEFORE = later.pattern(rf"[{ARABIC_LETTERS}][{TATWEEL}\s*(\[\"«“‘،,:-]{{0,4}}\Z")
_ARABIC_AFTER = later.pattern(rf"[\s*)\]\"»”’،,.:؟!-]{{0,4}}[{ARABIC_LETTERS}]")
_SENTENCE_REACH = 5


def in_arabic(text: str, start: int, end: int) -> bool:
    """Whether an Arabic word is next to `text[start:end]`, no more than quotes, brackets and the like between them.

    >>> in_arabic("صمم (chatgpt) للحوار", 5, 12), in_arabic("tags: rag, chatgpt", 11, 18)
    (True, False)
    """
    before = _ARABIC_BEFORE.search(text, max(0, start - _SENTENCE_REACH), start)
    return before is not None or _ARABIC_AFTER.match(text, end) is not None


_ARABIC_LETTER = later.pattern(f"[{ARABIC_LETTERS}]")
_WORD = later.pattern(r"[A-Za-z]{2,}")
#: Code points on either side in which a line is looked at, and Latin words besides its name that make it another
#: language's.
_LINE_REACH, _SENTENCE = 200, 2


def in_foreign_line(text: str, start: int, end: int) -> bool:
    """Whether the line of `text[start:end]` is a sentence or a title of another language: no Arabic letter, more words.

    >>> in_foreign_line("Translated by Open Ai Tx", 14, 21), in_foreign_line("- Open Ai", 2, 9)
    (True, False)
    """
    first = text.rfind("\n", max(0, start - _LINE_REACH), start) + 1 or max(0, start - _LINE_REACH)
    last = text.find("\n", end, end + _LINE_REACH)
    line = text[first:start], text[end : last if last >= 0 else end + _LINE_REACH]
    if any(_ARABIC_LETTER.search(part) for part in line):
        return False
    return sum(len(_WORD.findall(part)) for part in line) >= _SENTENCE
