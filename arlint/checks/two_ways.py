"""One thing spelled in two right ways in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from arlint.document import Document
from arlint.model import Edit, Hit, Span
from arlint.text.chars import MARKS, encode


def find(document: Document, pairs: dict[str, str]) -> Iterator[Hit]:
    """Of each pair of which a text has both, the places of the rarer form, with the edits that make them the other."""
    text = document.text
    for pair in pairs.items():
        if any(_encoded(form) not in document.encoded for form in reversed(pair)):  # the second is the rarer mostly
            continue
        rarer, usual = sorted(pair, key=text.count)
        places = [
            Span(*match.span())
            for match in re.finditer(re.escape(rarer), text)
            if not document.is_protected(*match.span())
        ]
        if places and not any(_speaks_of(text, span, *pair) for span in places):
            edits = tuple(Edit(span.start, span.end, usual) for span in places)
            values = {"rarer": str(len(edits)), "usual": str(text.count(usual)), "form": usual}
            first, *others = (_word(text, span) for span in places)
            yield Hit(first.start, first.end, edits, values=values, related=tuple(others))


def _word(text: str, span: Span) -> Span:
    """The word of which `span` is a part."""
    start, end = span.start, span.end
    while start and _of_word(text[start - 1]):
        start -= 1
    while end < len(text) and _of_word(text[end]):
        end += 1
    return Span(start, end)


def _of_word(char: str) -> bool:
    return char.isalpha() or char in MARKS


_encoded = lru_cache(encode)

#: Code points around a word in which the other spelling stands where a text speaks of both.
_NEAR = 20


def _speaks_of(text: str, span: Span, one: str, other: str) -> bool:
    """Whether the two spellings stand side by side at a place: أمريكي وأميركي."""
    around = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    return any(re.search(rf"{a}\w*(?: و| أو |[/،] ?)(?:ال)?{b}", around) for a, b in ((one, other), (other, one)))
