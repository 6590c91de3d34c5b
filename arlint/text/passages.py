"""Passages that no rule of words touches, in text of any kind: verses of the Quran, fenced code, formulas.

Every pattern is linear on any input, as in `regions`.
"""

from __future__ import annotations

import re

from arlint.text import later
from arlint.text.chars import ARABIC_BLOCKS
from arlint.text.spans import merge

# A formula of TeX, $x_1$ or $$ on lines of its own: it has a command, an index or a relation, and no Arabic phrase.
_FORMULA = later.pattern(
    r"(?<![\\$])\$\$(?!\$)(?:[^$\n]|\n(?![ \t]*+\n)){1,2000}+\$\$"
    r"|(?<![\\$\w])\$(?![\s$])[^$\n]{1,300}+(?<![\s\\])\$(?![\w$])"
)
_FORMULA_SIGN = later.pattern(r"\\[A-Za-z]|[\^_][{\w]|[=<>\u2264\u2265\u2208+]|^\$[A-Za-z](?:[(,'][^$]*)?\$$")
_TAG_OPENS = later.pattern(r"</?[A-Za-z]+[ >]")  # a price that a page coloured
_FORMULA_TEXT = later.pattern(r"\\[a-z]*text[a-z]*\{[^{}]*+\}")
_PHRASE = later.pattern(rf"[{ARABIC_BLOCKS}]{{2,}} [{ARABIC_BLOCKS}]{{2,}} [{ARABIC_BLOCKS}]{{2,}}")

_VERSE_OR_BREAK = later.pattern(r"[\ufd3e\ufd3f]|\n[ \t\r]*+\n")  # the two Quran brackets, or a blank line
_FENCE_LINE = later.pattern(r"^[ \t]*+(?:> ?)*+(`{3,}+(?!.*`)|~{3,}+)[ \t]*+(.*)$", re.MULTILINE)
_BLANK_LINE = later.pattern(r"\n[ \t\r]*+(?=\n)")


def document_regions(text: str) -> list[tuple[int, int]]:
    """Return the spans of Quran verses in ornate brackets, of fenced code and of formulas, in text of any kind.

    A verse or fence that is never closed ends with its line, a fence with its paragraph: a stray bracket must not
    hide the document. (In Markdown such a fence runs to the end; `markdown_regions` says so.)
    """
    spans: list[tuple[int, int]] = []
    if "\ufd3e" in text or "\ufd3f" in text:
        spans += _verses(text)
    if "```" in text or "~~~" in text:
        spans += _fences(text)
    if "$" in text:
        spans += [m.span() for m in _FORMULA.finditer(text) if _is_formula(m[0])]
    return merge(spans)


def _is_formula(span: str) -> bool:
    """Say whether what stands between two $ is mathematics, and no sum of money before another."""
    if _TAG_OPENS.search(span):
        return False
    return _FORMULA_SIGN.search(span) is not None and _PHRASE.search(_FORMULA_TEXT.sub("", span)) is None


def _verses(text: str) -> list[tuple[int, int]]:
    """Pair the ornate brackets within a paragraph.

    U+FD3F opens in right-to-left text and U+FD3E closes; many texts have them the other way round, so either opens
    where the other follows. U+FD3F alone protects the rest of its line, U+FD3E alone nothing.
    """
    spans = []
    opener: tuple[int, str] | None = None
    for match in _VERSE_OR_BREAK.finditer(text):
        sign = match[0]
        if opener is not None and sign in "\ufd3e\ufd3f" and sign != opener[1]:
            spans.append((opener[0], match.end()))
            opener = None
        elif opener is not None and sign not in "\ufd3e\ufd3f":
            spans += _unclosed(text, opener)
            opener = None
        elif sign in "\ufd3e\ufd3f" and (opener is None or opener[1] == "\ufd3e"):
            opener = (match.start(), sign)
    if opener is not None:
        spans += _unclosed(text, opener)
    return spans


def _unclosed(text: str, opener: tuple[int, str]) -> list[tuple[int, int]]:
    if opener[1] != "\ufd3f":
        return []
    newline = text.find("\n", opener[0])
    return [(opener[0], len(text) if newline < 0 else newline)]


def _fences(text: str) -> list[tuple[int, int]]:
    """Pair the lines of ``` or ~~~; the closing one is as long at least and bare."""
    spans = []
    opener: tuple[int, str] | None = None
    for match in _FENCE_LINE.finditer(text):
        fence, info = match[1], match[2].strip()
        if opener is None:
            opener = (match.start(), fence)
        elif fence[0] == opener[1][0] and len(fence) >= len(opener[1]) and not info:
            spans.append((opener[0], match.end()))
            opener = None
    if opener is not None:
        blank = _BLANK_LINE.search(text, opener[0])
        spans.append((opener[0], blank.start() if blank else len(text)))
    return spans
