"""Spaces: of an unusual kind, doubled, or at the end of a line.

A no-break space that a typographer set stays: between a number and its unit, inside « », before the signs that French
sets off. So does a wide gap that holds a verse apart or lines up columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span

_UNUSUAL = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[ {_UNUSUAL}]+")
_UNUSUAL_RUN = re.compile(f" *[{_UNUSUAL}][ {_UNUSUAL}]*")
_DOUBLE = re.compile(f"[ {_UNUSUAL}]{{2,}}")
_TRAILING = re.compile(f"[ \t{_UNUSUAL}]+(?=\r?\n|\\Z)")
_NO_BREAK = "\u00a0\u202f"
_NARROW = "\u2006-\u200a\u2005\u2004\u202f"
_SET_OFF = ":;!?؛؟»%٪"
_NUMBER_END = re.compile("[0-9\u0660-\u0669%٪]$")
_VERSE_GAP = 3  # spaces that may part the halves of a verse
_FEW_WORDS = range(2, 9)
_MANY = 4


def unusual(document: Document) -> Iterator[Hit]:
    """Single spaces that are not U+0020, made so; at the head of a line they go."""
    text = document.text
    for found in _UNUSUAL_RUN.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if after in ("", "\n", "\r"):
            continue  # at a line's end it is the other rule's
        head = before in ("", "\n")
        if end - start > 1 and not head:
            continue
        if not head and _is_set(found[0], before, after):
            continue
        yield Hit(start, end, (Edit(start, end, "" if head else " "),), values={"code": f"U+{ord(found[0].strip(' ')[:1] or ' '):04X}"})


def _is_set(space: str, before: str, after: str) -> bool:
    """Whether a typographer may have set this one space."""
    if re.match(f"[{_NARROW}]", space) and not (before.isalpha() and after.isalpha()):
        return True
    if space not in _NO_BREAK:
        return False
    return after in _SET_OFF or before == "«" or (_NUMBER_END.search(before) is not None and (after.isalpha() or after in "$€£"))


def doubled(document: Document) -> Iterator[Hit]:
    """Two or more spaces between words, made one; wide gaps that may be layout are left alone."""
    text = document.text
    for found in _DOUBLE.finditer(text):
        start, end = found.span()
        line = document.lines[document.line_number(start)]
        if start == line.start or end >= line.end:
            continue
        width = end - start
        if width >= _VERSE_GAP and _is_layout(document, line):
            continue
        if _is_list_mark(text[line.start : start]):
            continue
        trust = Applicability.SAFE if width < _MANY else Applicability.UNSAFE
        yield Hit(start, end, (Edit(start, end, " "),), trust, clean=width >= _MANY)


def _is_list_mark(head: str) -> bool:
    return re.fullmatch(r"\s*(?:[-*•·▪●–—]|[0-9\u0660-\u0669]{1,3}[.)\-]?|[\u0621-\u064a][.)\-])", head) is not None


def _is_layout(document: Document, line: Span) -> bool:
    """Whether the wide gaps of `line` hold columns apart, or the two halves of a verse."""
    text = document.text
    gaps = [m.span() for m in re.finditer(f"[ {_UNUSUAL}]{{{_VERSE_GAP},}}", text[line.start : line.end].strip())]
    if len(gaps) != 1:
        return len(gaps) > 1
    body = text[line.start : line.end].strip()
    first, second = body[: gaps[0][0]].split(), body[gaps[0][1] :].split()
    return len(first) in _FEW_WORDS and len(second) in _FEW_WORDS and abs(len(first) - len(second)) <= 3 and not re.search(r"[.؟:!]$", body[: gaps[0][0]])  # noqa: PLR2004


def trailing(document: Document) -> Iterator[Hit]:
    """White space at the end of a line, and on lines that hold nothing else."""
    text = document.text
    for line in document.lines:
        end = line.end
        if end > line.start and text[end - 1] in " \t\u00a0\u3000\u2002\u2003":
            found = _TRAILING_RUN.search(text, line.start, end)
            if found:
                yield Hit(found.start(), end, (Edit(found.start(), end, ""),))


_TRAILING_RUN = re.compile(f"[ \t{_UNUSUAL}]+$")
