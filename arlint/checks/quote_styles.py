"""Several styles of quotation marks in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.checks.places import matches
from arlint.document import Document
from arlint.model import Edit, Hit, Span
from arlint.text import later

#: Each style with its pair of marks; a quotation holds none of the other marks, so that nested ones are not counted.
_STYLES = (("«", "»"), ("“", "”"), ('"', '"'))
_LETTER = later.pattern("[\u0621-\u064a]")
_QUOTATION = later.pattern(r"«[^«»\n]*»|“[^“”\n]*”|\"[^\"\n]*\"")


def find(document: Document) -> Iterator[Hit]:
    """The first quotation in a style that is not the text's commonest, with the edits that make all of them uniform."""
    text = document.text
    if sum(opener in text for opener, _ in _STYLES) < 2:
        return
    quotations: dict[str, list[re.Match[str]]] = {}
    for match in matches(document, _QUOTATION, '«“"'):
        if _LETTER.search(text, *match.span()):
            quotations.setdefault(match[0][0], []).append(match)
    if len(quotations) < 2:
        return
    usual = max(quotations, key=lambda opener: len(quotations[opener]))
    opener, closer = next(style for style in _STYLES if style[0] == usual)
    unusual = sorted((m for key, group in quotations.items() if key != usual for m in group), key=re.Match.start)
    others = [m for m in unusual if not document.is_protected(*m.span())]
    if not others:
        return
    edits = tuple(
        edit for m in others for edit in (Edit(m.start(), m.start() + 1, opener), Edit(m.end() - 1, m.end(), closer))
    )
    related = tuple(Span(m.start(), m.start() + 1) for m in others[1:])
    styles = " ".join(f"{a}{b}" for a, b in _STYLES if a in quotations)
    yield Hit(others[0].start(), others[0].start() + 1, edits, values={"styles": styles}, related=related)
