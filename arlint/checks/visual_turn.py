"""Turning a line from the order in which it is drawn to that in which it is read.

Readers of PDF files differ in what they keep: numbers and Latin words mostly stand as they are read, but some programs
reverse every character of a line; brackets come as drawn or as meant; the two letters of لا may stay in order; and
some reverse the letters of each word and leave the words where they belong.
"""

from __future__ import annotations

import re

from arlint.checks.presentation import letters
from arlint.text import later
from arlint.text.chars import MARKS
from arlint.text.lam_alef import is_swapped, restored

_LATIN = r"[A-Za-z][\w'.+#&@/:%-]*"
#: As the bidirectional algorithm has it behind Arabic letters: a dash or percent sign is no part of the number there.
_NUMBER = r"[0-9\u0660-\u0669]+(?:[.,:/\u066b\u066c][0-9\u0660-\u0669]+)*"
#: What runs from left to right: numbers, and Latin words with what they take along.
_LEFT_TO_RIGHT = later.pattern(
    rf"[\w.+%-]+@[\w.-]+[A-Za-z]|{_LATIN}(?: (?:{_LATIN}|[0-9][0-9.]*(?![\w%])))*|{_NUMBER}", re.ASCII
)
_FIRST_NUMBER = later.pattern(r"^[0-9]+(?:\.[0-9]+)*(?:-[0-9]+(?:\.[0-9]+)*)+(?=[\s.)])")
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_WORD = later.pattern("[\u0621-\u064a]+")
_WORD_OR_FORMS = later.pattern("[\u0621-\u0652\u0670-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"))
_CLUSTER = later.pattern(f".[{MARKS}]*", re.DOTALL)
_LOOSE_MARK = later.pattern(f"(?:^|[^\u0621-\u064a{MARKS}])[{MARKS}]")
#: A stop or comma at the end of a word, and one before it.
_AFTER = later.pattern("[\u0621-\u064a][،؛.؟!:](?=\\s|$)")
_BEFORE = later.pattern("(?:^|\\s)[،؛.؟!:][\u0621-\u064a]")
_PUNCTUATED = later.pattern("(?<!\\S)([،؛.؟!:]+)([\u0621-\u0652]+)(?!\\S)")
#: The stop of the sentence before the last word, though at the end of its line.
_LAST = later.pattern("[^.؟!\\s] [.؟!][\u0621-\u064a]+$")
_LATIN_BACKWARDS = later.pattern("\\b[a-z]+[A-Z]\\b")
_LATIN_NORMAL = later.pattern("\\b[A-Z][a-z]+\\b|\\b(?:the|and|of|com|www|http)\\b")
_YEAR = later.pattern("(?<![0-9.,])(?:1[89]|20)[0-9]{2}(?![0-9.,%])")
_YEAR_BACKWARDS = later.pattern("(?<![0-9.,])[0-9]{2}(?:[89]1|02)(?![0-9.,%])")


def turn(text: str) -> str:
    """`text` from visual to logical order; numbers and Latin words keep theirs.

    >>> turn("ةرهاقلا يف 25")
    '25 في القاهرة'
    >>> turn("ةنيدملا يف )ريبكلا( قوسلا ، يملاسإلا خيراتلا")
    'التاريخ الإسلامي ، السوق (الكبير) في المدينة'
    """
    if len(_AFTER.findall(text)) > len(_BEFORE.findall(text)) or (_LAST.search(text) and text[0] not in ".؟!"):
        text = _PUNCTUATED.sub(r"\2\1", text)
        return _ordered(_WORD_OR_FORMS.sub(lambda m: _reversed(m[0]), text))
    parts: list[str] = []
    at = 0
    for kept in () if _is_naive(text) else _LEFT_TO_RIGHT.finditer(text):
        parts += (_reversed(text[at : kept.start()]), kept[0])
        at = kept.end()
    parts.append(_reversed(text[at:]))
    turned = _with_brackets("".join(reversed(parts)))
    # Before the first letter the algorithm keeps the parts of a number together: 3-2 of a heading.
    return _ordered(_FIRST_NUMBER.sub(lambda m: "-".join(reversed(m[0].split("-"))), turned))


def _reversed(text: str) -> str:
    """The characters backwards; marks stay behind their letters where they stood behind them."""
    backwards = text[::-1] if _LOOSE_MARK.search(text) else "".join(reversed(_CLUSTER.findall(text)))
    return "".join(map(letters, backwards))


def _is_naive(text: str) -> bool:
    """Whether numbers and Latin words were reversed with the rest: snemeiS, 3202."""
    latin = len(_LATIN_BACKWARDS.findall(text)) - len(_LATIN_NORMAL.findall(text))
    years = len(_YEAR_BACKWARDS.findall(text)) - 2 * len(_YEAR.findall(text))
    return latin > 0 or (latin == 0 and years > 0)


def _with_brackets(text: str) -> str:
    """Brackets as they are where that makes pairs of them, else mirrored."""
    mirrored = text.translate(_MIRRORED)  # a number or Latin word holds none
    return text if _broken(text) < _broken(mirrored) else mirrored


def _broken(text: str) -> int:
    """How many brackets close nothing."""
    broken = 0
    for opening, closing in _PAIRS:
        depth = 0
        for char in text:
            depth += (char == opening) - (char == closing)
            broken += depth < 0
            depth = max(depth, 0)
    return broken


def _ordered(text: str) -> str:
    """`text` with the letters of لا in order, where the words show that they were not turned with the rest."""
    proved = any(is_swapped(word) for word in _WORD.findall(text))
    return _WORD.sub(lambda m: restored(m[0], proved=proved) or m[0], text)
