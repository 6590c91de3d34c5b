"""Western and Arabic-Indic digits in one number, or side by side in one document; Persian ones in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from arlint.checks.places import matches, positions, told_of_lines
from arlint.document import Document
from arlint.model import Edit, Hit, Span
from arlint.text import later
from arlint.text.chars import encode

_WESTERN, _EASTERN, _PERSIAN = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
_MIXED = later.pattern(
    "(?<![0-9A-Za-z\u0660-\u0669\u06f0-\u06f9])(?:[0-9]+[\u0660-\u0669\u06f0-\u06f9]|[\u0660-\u0669\u06f0-\u06f9]+[0-9])"
    "[0-9\u0660-\u0669\u06f0-\u06f9]*(?![A-Za-z])"
)
_NUMBER = later.pattern(
    "(?<![0-9A-Za-z_\u0660-\u0669.,/:#@-])[0-9\u0660-\u0669]+(?:[.,/:\u066b\u066c-]"
    "[0-9\u0660-\u0669]+)*(?![0-9A-Za-z_\u0660-\u0669/@-])"
)
#: Years of either calendar, often quoted from a source in its own digits, and numbers of verses and pages.
_DATED = later.pattern(r"\s?(?:هـ|هجري|م\b|ه\b)")
#: Square and cubic metres.
_POWER = later.pattern(r"م[23\u0662\u0663]\Z")
#: A number at the end of a word of several letters: a note, or a name.
_FOOTNOTE = later.pattern(r"[\u0621-\u064a\u064b-\u0652]{3}\Z")
_LISTED = later.pattern(r"\s*[.)\-\u2013]")


def in_number(document: Document) -> Iterator[Hit]:
    """Numbers that are written with both sets of digits."""
    text, end = document.text, 0
    for at in positions(document, _EASTERN + _PERSIAN):  # each holds one, and most texts hold few
        if at < end:
            continue
        start = at
        while start > end and text[start - 1] in _WESTERN:
            start -= 1
        if (found := _MIXED.match(text, start)) is not None:
            yield Hit(*found.span())
            end = found.end()


_EXTENDED = later.pattern("[\u0660-\u0669]*[\u06f0-\u06f9]+[\u0660-\u0669\u06f0-\u06f9]*")
_TO_ARABIC = {0x06F0 + value: 0x0660 + value for value in range(10)}
_LETTER = later.pattern("[\u0621-\u064a]{2}")
_OF_SISTERS = later.pattern("فارسي|إيران|أردي|أوردو|كردي")
#: Digits in a row that are no number but the digits themselves.
_ALL_DIGITS = "\u06f1\u06f2\u06f3\u06f4\u06f5"


def extended(document: Document) -> Iterator[Hit]:
    """Numbers in Persian digits (U+06F0 to U+06F9) in lines of Arabic, in Arabic ones, which differ in ٤٥٦ alone."""
    text = document.text
    arabic = told_of_lines(
        document, lambda lo, hi: bool(_LETTER.search(text, lo, hi)) and not _OF_SISTERS.search(text, lo, hi)
    )
    for found in _EXTENDED.finditer(text):
        start, end = found.span()
        if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit() or _ALL_DIGITS in found[0]:
            continue  # a mix with Western digits, which another rule tells; or the row of the digits
        if not arabic(start):
            continue
        new = found[0].translate(_TO_ARABIC)
        yield Hit(start, end, (Edit(start, end, new),), values={"fix": new})


def in_document(document: Document) -> Iterator[Hit]:
    """One finding about a document that writes most numbers in one set of digits and some in the other."""
    encoded = document.encoded
    rare, common = sorted((_WESTERN, _EASTERN), key=lambda digits: -len(encoded.translate(None, encode(digits))))
    few = list(_numbers(document, rare))
    # One more is enough to know that the others are not fewer.
    others = list(islice(_numbers(document, common), len(few) + 1)) if few else []
    if not few or not others:
        return
    # Where they are even, the set that comes second is the stranger.
    fewer = min((few, others), key=lambda numbers: (len(numbers), -numbers[0].start))
    many = sum(1 for _ in matches(document, _NUMBER, common)) if fewer is few else len(few)
    first, *rest = fewer
    yield Hit(first.start, first.end, related=tuple(rest), values={"few": str(len(fewer)), "many": str(many)})


def _numbers(document: Document, digits: str) -> Iterator[Span]:
    """The numbers that begin with one of `digits`, without dates, footnotes and what else has digits of its own."""
    text = document.text
    for found in matches(document, _NUMBER, digits):
        start, end = found.span()
        line = document.lines[document.line_number(start)]
        if _DATED.match(text, end) or (_begins(text, line.start, start) and _LISTED.match(text, end)):
            continue
        if _POWER.search(text, max(line.start, start - 1), end):
            continue
        if not (_FOOTNOTE.search(text, max(line.start, start - 4), start) or document.is_protected(start, end)):
            yield Span(start, end)


#: Code points of white space before the first word of a line, at most.
_INDENT = 64


def _begins(text: str, line: int, start: int) -> bool:
    """Whether nothing but white space stands between the start of a line and `start`."""
    return start - line <= _INDENT and not text[line:start].strip()
