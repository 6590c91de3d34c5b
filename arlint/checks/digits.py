"""Western and Arabic-Indic digits in one number, or side by side in one document."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.document import Document
from arlint.model import Hit, Span
from arlint.text import later

_MIXED = later.pattern(
    "(?<![0-9A-Za-z\u0660-\u0669])(?:[0-9]+[\u0660-\u0669]|[\u0660-\u0669]+[0-9])[0-9\u0660-\u0669]*(?![A-Za-z])"
)
_NUMBER = later.pattern(
    "(?<![0-9A-Za-z_\u0660-\u0669.,/:#@-])[0-9\u0660-\u0669]+(?:[.,/:\u066b\u066c-]"
    "[0-9\u0660-\u0669]+)*(?![0-9A-Za-z_\u0660-\u0669/@-])"
)
#: Years of either calendar, often quoted from a source in its own digits, and numbers of verses and pages.
_DATED = later.pattern(r"\s?(?:هـ|هجري|م\b|ه\b)")
#: Square and cubic metres.
_POWER = later.pattern("م[23\u0662\u0663]$")
#: A number at the end of a word of several letters: a note, or a name.
_FOOTNOTE = later.pattern("[\u0621-\u064a\u064b-\u0652]{3}$")
_LISTED = later.pattern(r"\s*[.)\-\u2013]")


def in_number(document: Document) -> Iterator[Hit]:
    """Numbers that are written with both sets of digits."""
    for found in _MIXED.finditer(document.text):
        yield Hit(*found.span())


def in_document(document: Document) -> Iterator[Hit]:
    """One finding about a document that writes most numbers in one set of digits and some in the other."""
    text = document.text
    western: list[Span] = []
    eastern: list[Span] = []
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        line = document.lines[document.line_number(start)]
        if _DATED.match(text, end) or (_begins(text, line.start, start) and _LISTED.match(text, end)):
            continue
        if _POWER.search(text, max(line.start, start - 1), end):
            continue
        if _FOOTNOTE.search(text, max(line.start, start - 4), start) or document.is_protected(start, end):
            continue
        (western if found[0][0] <= "9" else eastern).append(Span(start, end))
    # Where they are even, the set that comes second is the stranger.
    fewer, more = sorted((western, eastern), key=lambda numbers: (len(numbers), -numbers[0].start if numbers else 0))
    if fewer:
        yield Hit(
            fewer[0].start,
            fewer[0].end,
            related=tuple(fewer[1:]),
            values={"few": str(len(fewer)), "many": str(len(more))},
        )


#: Code points of white space before the first word of a line, at most.
_INDENT = 64


def _begins(text: str, line: int, start: int) -> bool:
    """Whether nothing but white space stands between the start of a line and `start`."""
    return start - line <= _INDENT and not text[line:start].strip()
