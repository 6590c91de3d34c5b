"""Misspelt words, by the sign that is wrong; and a document's habit, told once."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.slips import Slip, spelling
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.text.lexicon import Change

#: A word with two signs wrong is reported under the first of these.
_ORDER = (
    Change.HAMZA_DROPPED,
    Change.DOTLESS_YA,
    Change.HA,
    Change.TA_MARBUTA,
    Change.DOTTED_MAQSURA,
    Change.HAMZA_ADDED,
    Change.HAMZA_SWAPPED,
)


def slip(document: Document, kind: str) -> Iterator[Hit]:
    """The words in which the sign `kind` (a name of `Change`) is wrong, where that is not the document's habit."""
    wanted, found = Change[kind], spelling(document)
    for one in found.slips:
        change = one.correction.change
        if next(c for c in _ORDER if c in change) is wanted and not change & found.habits:
            trust = None if one.correction.certain else Applicability.UNSAFE
            yield Hit(one.start, one.end, (_edit(one),), trust)


def habit(document: Document, kind: str) -> Iterator[Hit]:
    """The document's habit of writing `kind` otherwise: one finding at the first word, with the fix of all of them."""
    wanted, found = Change[kind], spelling(document)
    if wanted not in found.habits:
        return
    group = [s for s in found.slips if wanted in s.correction.change and not document.is_protected(s.start, s.end)]
    if group:
        first = group[0]
        related = tuple(Span(s.start, s.end) for s in group[1:])
        edits = tuple(_edit(s) for s in group)
        yield Hit(first.start, first.end, edits, values={"count": str(len(group))}, related=related)


def _edit(one: Slip) -> Edit:
    return Edit(one.start, one.end, one.correction.word)
