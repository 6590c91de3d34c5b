"""Spaces: of an unusual kind, doubled, or at the end of a line.

A no-break space that a typographer set stays: between a number and its unit, inside « », before the signs that French
sets off. So does a wide gap that holds a verse apart or lines up columns.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from functools import cache

from arlint.checks.places import in_code, occurrences, positions
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.text import later
from arlint.text.chars import encode

_UNUSUAL = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ALL = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES = later.pattern(f"[ {_UNUSUAL}]+")
_UNUSUAL_SPACE = later.pattern(f"[{_UNUSUAL}]")
#: Any run of two or more holds one of these, or is of rarer spaces alone.
_PAIRS = ("  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0")
_AT_END = tuple(f"{space}\n" for space in " \t\u00a0\u2002\u2003\u3000")
_NO_BREAK = "\u00a0\u202f"
_NARROW = "\u2006-\u200a\u2005\u2004\u202f"
_SET_OFF = ":;!?؛؟»%٪"
#: Behind these no typographer sets a narrow space.
_ENDING = "\u060c\u061b\u061f:.!"
_NUMBER_END = later.pattern(r"[0-9\u0660-\u0669%٪]\Z")
_VERSE_GAP = 3  # spaces that may part the halves of a verse
_WIDE = later.pattern(f"[ {_UNUSUAL}]{{{_VERSE_GAP},}}")
_UNEVEN = 3  # words by which the halves of a verse may differ
_FEW_WORDS = range(2, 9)
_MANY = 4
#: What a form leaves to be filled in stands between: (     ).
_BLANKS = ("()", "[]")
#: What ends prose: verse has no full stop, though it may have dots.
_FULL_STOP = later.pattern(r"[^.]\.\Z")


def unusual(document: Document) -> Iterator[Hit]:
    """Single spaces that are not U+0020, made so; at the head of a line they go."""
    text = document.text
    reach = -1
    for start, end in _runs(document, positions(document, _NO_BREAK + "\u2003")):
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if start < reach or after in ("", "\n", "\r"):
            continue  # at a line's end it is the other rule's
        reach = end
        head = before in ("", "\n")
        if (end - start > 1 and not head) or (head and document.kind != "plain"):
            continue
        space = text[start:end]
        if (head or not _is_set(space, before, after)) and not in_code(document, start, end):
            code = f"U+{ord(space.strip(' ')[0]):04X}"
            yield Hit(start, end, (Edit(start, end, "" if head else " "),), values={"code": code})


def _pairs(document: Document) -> Iterator[int]:
    """Where two spaces begin, once for each run of them: a text may be nothing but spaces."""
    encoded, run = document.encoded, _byte_run()
    reach = 0
    for at in heapq.merge(*document.places(_pair_bytes()).values()):
        if at >= reach and (found := run.match(encoded, at)):
            reach = found.end()
            yield at


@cache
def _pair_bytes() -> frozenset[bytes]:
    return frozenset(map(encode, _PAIRS))


@cache
def _byte_run() -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(encode("".join(_PAIRS))) + b"]+")


def _runs(document: Document, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The runs of spaces that hold one of `places`, each once."""
    text, reach = document.text, -1
    for at in places:
        if at < reach:
            continue
        start = at
        while start and text[start - 1] in _ALL:
            start -= 1
        found = _SPACES.match(text, start)
        if found is not None and found.end() > at:
            reach = found.end()
            if _UNUSUAL_SPACE.search(text, start, reach) or reach - start > 1:
                yield start, reach


def _is_set(space: str, before: str, after: str) -> bool:
    """Whether a typographer may have set this one space."""
    if re.match(f"[{_NARROW}]", space) and not (after.isalpha() and (before.isalpha() or before in _ENDING)):
        return True
    if space not in _NO_BREAK:
        return False
    if after in _SET_OFF or before == "«":
        return True
    return _NUMBER_END.search(before) is not None and (after.isalpha() or after in "$€£")


def doubled(document: Document) -> Iterator[Hit]:
    """Two or more spaces between words, made one; wide gaps that may be layout are left alone."""
    text = document.text
    layout: dict[int, bool] = {}  # by line: one may be long, and its gaps many
    for start, end in _runs(document, _pairs(document)):
        line = document.lines[document.line_number(start)]
        if start == line.start or end >= line.end or in_code(document, start, end):
            continue
        width = end - start
        if text[start - 1] + text[end] in _BLANKS:
            continue
        if width >= _VERSE_GAP:
            if line.start not in layout:
                layout[line.start] = _is_layout(document, line)
            if layout[line.start]:
                continue
        if _LIST_MARK.fullmatch(text, line.start, start):
            continue
        trust = Applicability.SAFE if width < _MANY else Applicability.UNSAFE
        yield Hit(start, end, (Edit(start, end, " "),), trust, clean=width >= _MANY)


_LIST_MARK = later.pattern(r"\s*+(?:[-*•·▪●–—]|[0-9\u0660-\u0669]{1,3}[.)\-]?|[\u0621-\u064a][.)\-])")


def _is_layout(document: Document, line: Span) -> bool:
    """Whether the wide gaps of `line` hold columns apart, or the two halves of a verse."""
    body = document.text[line.start : line.end].strip()
    gaps = list(_WIDE.finditer(body))
    if len(gaps) != 1:
        return len(gaps) > 1
    first, second = body[: gaps[0].start()], body[gaps[0].end() :]
    one, other = len(first.split()), len(second.split())
    halves = one in _FEW_WORDS and other in _FEW_WORDS and abs(one - other) <= _UNEVEN
    return halves and first[-1] not in ".؟:!" and not _FULL_STOP.search(second)


def trailing(document: Document) -> Iterator[Hit]:
    """White space at the end of a line, and on lines that hold nothing else."""
    text = document.text
    reach = -1
    for at in occurrences(document, _AT_END):
        line = document.lines[document.line_number(at)]
        if line.end <= reach or line.end == len(text):
            continue  # at the end of all somebody may still be writing
        reach = line.end
        start = line.end
        while start > line.start and text[start - 1] in _ALL + "\t":
            start -= 1
        if start < line.end and not in_code(document, start, line.end):
            yield Hit(start, line.end, (Edit(start, line.end, ""),))
