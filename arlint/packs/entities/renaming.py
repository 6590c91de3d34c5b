"""What a fix of the kind `entity` writes: which spelling of the name, and where, with the clitics of the old one."""

from __future__ import annotations

import itertools
import re

from arlint.document import Document
from arlint.model import Edit, Span
from arlint.packs.entities.entries import Form
from arlint.text.chars import TATWEEL
from arlint.text.words import Clitics, attach


def spelling(document: Document, choices: tuple[str, ...]) -> str:
    """What to write of `choices`: the first spelling, or another where the document uses only that.

    The document is searched once for each name.
    """
    key = (spelling, choices)
    if key not in document.shared:
        first, *others = choices
        text = document.text
        document.shared[key] = next((o for o in others if _writes(text, o) and not _writes(text, first)), first)
    chosen: str = document.shared[key]
    return chosen


def _writes(text: str, name: str) -> bool:
    """Whether `text` has the name as a word, after proclitics too; لاما is not written in اللاما.

    >>> _writes("ولـMeta", "Meta"), _writes("نموذج اللاما", "لاما")
    (True, False)
    """
    return re.search(rf"(?<!\w)[وف]?[بكل]?{TATWEEL}?{re.escape(name)}(?!\w)", text) is not None


def renamed(text: str, span: Span, form: Form, clitics: Clitics, name: str) -> Edit:
    """The edit that puts `name` for the core of the `form` at `span`, its clitics kept."""
    start, end = span.start, span.end
    if not form.lead:
        name = attach(Clitics(clitics.conjunction, clitics.preposition), name)
    if form.lead:
        for match in itertools.islice(re.finditer(r"\s+", text[span.start : span.end]), form.lead):
            start = span.start + match.end()
    for _ in range(form.trail):
        end = start + len(text[start:end].rstrip().rpartition(" ")[0])
    return Edit(start, end, name)
