"""Presentation forms: pictures of letters for old fonts, written back as letters.

What each character is comes from its compatibility decomposition in the Unicode data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from arlint.checks.places import matches, told_of_lines
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import TATWEEL
from arlint.text.words import NOUN_FRONT

#: The blocks FB50 to FDFF and FE70 to FEFC less what is text itself: the ornate brackets (FD3E, FD3F), honorifics and
#: whole words (FD40 to FD4F, FDF0 to FDFF with the rial sign), the dots of FBB2 to FBC2.
FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc"
#: One of them, which stands for their class.
ANY_FORM = "\ufe8d"
_RUN = later.pattern(f"[{FORMS}]+(?:[\u064b-\u0652\u0670\u0640]*[{FORMS}]+)*")
_JOINING = later.pattern("[\u0621-\u064a\u064b-\u0652\u0670-\u06d3\u0640\u200d\ufb50-\ufdc7\ufe70-\ufefc]")
#: Letters of Persian fonts in Arabic words.
_ARABIC_TWINS = {"\u06a9": "\u0643", "\u06cc": "\u064a", "\u06be": "\u0647", "\u06c1": "\u0647"}
_PADDING = str.maketrans("", "", " " + TATWEEL)


@lru_cache(maxsize=1024)
def form(char: str) -> str:
    """The form that a presentation form shows: "initial", "medial", "final" or "isolated"; "" for anything else."""
    tag = unicodedata.decomposition(char).partition(" ")[0]
    return tag.strip("<>") if tag.startswith("<") and tag != "<compat>" else ""


@lru_cache(maxsize=1024)
def letters(char: str) -> str:
    r"""The letters (or marks) that a presentation form stands for; any other character as it is.

    >>> letters("\ufefb")  # lam with alef
    'لا'
    """
    if not form(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    # The forms of marks decompose to a space or tatweel with the mark; the mark alone is meant.
    return plain.translate(_PADDING) if unicodedata.combining(plain[-1]) else plain


def joins_both_ways(run: str) -> int:
    """How often neighbours in `run` contradict each other: one joins to the next, which does not join to it."""
    wrong = 0
    shapes = [form(char) for char in run if not unicodedata.combining(letters(char)[-1])]
    for one, other in pairwise(shapes):
        if one and other:
            wrong += (one in ("initial", "medial")) != (other in ("medial", "final"))
    return wrong


def is_reversed(run: str) -> bool:
    """Whether `run` is written in visual order: its shapes fit together backwards and not forwards."""
    return len(run) > 1 and joins_both_ways(run) > joins_both_ways(run[::-1])


def alone(document: Document) -> Iterator[Hit]:
    """Single initial forms: a proclitic before a quote, heh for Hijri; a letter with tatweel shows the same."""
    for found in matches(document, _RUN, ANY_FORM):
        start, end = found.span()
        if _stands_alone(document.text, start, end) and form(found[0]) == "initial":
            new = _ARABIC_TWINS.get(letters(found[0]), letters(found[0])) + TATWEEL
            yield Hit(start, end, (Edit(start, end, new),))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a typesetter chose the joined form of one letter for its shape, or a text about letters shows it."""
    if end - start > 1 or form(text[start]) == "isolated":
        return False
    return not _JOINING.match(text, end) and not (start and _JOINING.match(text, start - 1))


#: Lines that speak of a letter show its shapes: ﻩ منفردة وﻬ في الوسط.
_OF_LETTERS = later.pattern(rf"(?<!\w){NOUN_FRONT}(?:حرف|أحرف|حروف)(?!\w)")
#: What stands before one that is shown: a word's end, perhaps with و.
_BEFORE_LONE = later.pattern("(?:^|[^\u0621-\u06d3\ufb50-\ufefc])\u0648?\\Z")


def _is_lone(text: str, start: int, end: int) -> bool:
    """Whether one form stands by itself, perhaps behind a و."""
    if end - start > 1 or _JOINING.match(text, end):
        return False
    return _BEFORE_LONE.search(text, max(0, start - 2), start) is not None


#: Fonts that draw the name without its alef have it before the ligature, which has one of its own.
_NAME_OF_GOD = later.pattern(
    "[\u0627\ufe8d\ufe8e]\ufdf2"
    # a font's sign like the forms beside it, not the writer's
    f"|(?<=[{FORMS}] )\ufdf2(?![\u0621-\u064a])|(?<![\u0621-\u064a])\ufdf2(?= [{FORMS}])"
)


def find(document: Document) -> Iterator[Hit]:
    """Runs of presentation forms, with the letters that they are; runs in visual order are left to their own rule."""
    text = document.text
    for found in _NAME_OF_GOD.finditer(text) if "\ufdf2" in text else ():
        yield Hit(*found.span(), (Edit(*found.span(), "الله"),))
    of_letters = told_of_lines(document, lambda lo, hi: _OF_LETTERS.search(text, lo, hi) is not None)
    for found in matches(document, _RUN, ANY_FORM):
        start, end = found.span()
        if _is_lone(text, start, end) and of_letters(start):
            continue
        if is_reversed(found[0]) or _stands_alone(text, start, end) or _NAME_OF_GOD.match(text, start):
            continue
        new = "".join(map(letters, found[0]))
        if form(found[0][-1]) in ("initial", "medial") and not _JOINING.match(text, end):
            new += TATWEEL  # what kept the last letter's shape
        yield Hit(start, end, (Edit(start, end, unicodedata.normalize("NFC", new)),))
