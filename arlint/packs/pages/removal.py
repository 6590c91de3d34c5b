"""From judged lines to findings: which lines make one, how far its fix may be trusted, and what the fix deletes."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.pages.layout import Layout


def hits(document: Document, layout: Layout, owner: str, *, blocks: bool, trust: Applicability) -> Iterator[Hit]:
    """The findings of rule `owner`: a line each, or with `blocks` one for lines that follow one another.

    `trust` is how far the fixes of the rule may be trusted at most.
    """
    group: list[int] = []
    for at in layout.places.get(owner, ()):
        number = layout.lines[at].number
        taken = layout.taken[number]
        before = layout.taken[layout.lines[group[-1]].number] if group else None
        together = blocks or (taken.heading is not None and taken.heading != number)
        alike = before is not None and (before.sure, before.report) == (taken.sure, taken.report)
        if group and not (together and alike and group[-1] == at - 1):
            yield _hit(document, layout, group, trust)
            group = []
        group.append(at)
    if group:
        yield _hit(document, layout, group, trust)


def _hit(document: Document, layout: Layout, group: list[int], most: Applicability) -> Hit:
    text, lines = document.text, layout.lines
    taken = [layout.taken[lines[at].number] for at in group]
    start, end = document.lines[lines[group[0]].number].start, document.lines[lines[group[-1]].number].end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(line.report for line in taken):
        return Hit(start, end, None, Applicability.DISPLAY)
    sure = Applicability.SAFE if all(line.sure for line in taken) else Applicability.UNSAFE
    clean = None
    if document.is_source:
        # An author wrote the file: what looks like furniture may be theirs, so nobody removes it unread. A corpus does.
        clean, sure = sure is Applicability.SAFE or None, Applicability.UNSAFE
    if document.kind == "html":
        return Hit(start, end, tuple(_between_tags(document, start, end)), min(most, sure), clean)
    return Hit(start, end, (Edit(*_cut(document, layout, group[0], group[-1]), ""),), min(most, sure), clean)


def _cut(document: Document, layout: Layout, first: int, last: int) -> tuple[int, int]:
    """What to delete so that no gap grows: the blank lines after the block, or before it at the end of the page."""
    lines, spans = layout.lines, document.lines
    if last >= layout.last_text:
        if first == 0:
            # Nothing stays. Other blocks of the page begin where this one ends.
            whole = last == len(lines) - 1
            return 0, len(document.text) if whole else spans[lines[last].number].end
        return spans[lines[first - 1].number].end, spans[lines[last].number].end
    start = spans[lines[first].number].start if first else 0
    return start, spans[lines[last + 1].number].start


def _between_tags(document: Document, start: int, end: int) -> Iterator[Edit]:
    """The deletion of `text[start:end]` that leaves the tags in place, and the white space that parts them."""
    at = start
    for lo, hi in document.regions:
        if hi <= start or lo >= end:
            continue
        if not document.text[at:lo].isspace() and lo > at:
            yield Edit(at, lo, "")
        at = max(at, hi)
    if at < end:
        yield Edit(at, end, "")
