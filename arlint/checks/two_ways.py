"""One thing spelled in two right ways in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.document import Document
from arlint.model import Edit, Hit, Span


def find(document: Document, pairs: dict[str, str]) -> Iterator[Hit]:
    """Of each pair of which a text has both, the places of the rarer form, with the edits that make them the other."""
    for one, other in pairs.items():
        if one not in document.text or other not in document.text or _speaks_of(document.text, one, other):
            continue
        places = {form: _places(document, form) for form in (one, other)}
        rarer, usual = sorted((one, other), key=lambda form: len(places[form]))
        if places[rarer]:
            first, *others = places[rarer]
            edits = tuple(Edit(span.start, span.end, usual) for span in places[rarer])
            values = {"rarer": str(len(edits)), "usual": str(len(places[usual])), "form": usual}
            yield Hit(first.start, first.end, edits, values=values, related=tuple(others))


def _speaks_of(text: str, one: str, other: str) -> bool:
    """Whether a text names the two spellings side by side: أمريكي وأميركي."""
    return any(re.search(rf"{a}\w*(?: و| أو |[/،] ?)(?:ال)?{b}", text) for a, b in ((one, other), (other, one)))


def _places(document: Document, form: str) -> list[Span]:
    found = (Span(*match.span()) for match in re.finditer(re.escape(form), document.text))
    return [span for span in found if not document.is_protected(span.start, span.end)]
