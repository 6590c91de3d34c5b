"""Floods: many findings of one rule in a row, told as one.

A page whose markup was escaped twice, or a line of nothing but direction controls, has a finding for every few
characters. Nobody reads thousands of them, and each costs what a finding costs: one that covers the row says as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from arlint.document import Document
from arlint.model import Edit, Hit

#: Findings in a row up to which each is told alone: a real page's longest row of tags has fewer.
ROW = 16
#: Findings of one rule in a text from which on a row goes on over the ends of lines: no page has so many.
FLOOD = 1_000
#: Findings that are held before their rows are merged: a hundred million of them would fill the memory.
BATCH = 50_000
#: Edits of a row from which on those that nearly touch, with at most so many code points between, are one edit.
_MANY, _NEAR = 200, 8
#: Code points of a finding that may stand a letter from the next: no page has every other character wrong.
_SHORT = 2
_BLANKS = " \t\u00a0"


class _Gap(NamedTuple):
    """What may stand between two findings of a row: blanks, or so many letters where the findings are short."""

    blanks: str
    letters: int

    def parts(self, before: Hit, hit: Hit, text: str) -> bool:
        """Whether more than that stands between two findings."""
        short = max(before.end - before.start, hit.end - hit.start) <= _SHORT
        least = before.end + (self.letters if short else 0)
        return hit.start > least and bool(text[before.end : hit.start].strip(self.blanks))


def gathered(hits: list[Hit], rest: Iterator[Hit], document: Document) -> list[Hit]:
    """`hits` and the `rest` of them, those of every `BATCH` merged."""
    rows: list[Hit] = []
    while hits:
        rows += merged(hits, document)
        hits = list(islice(rest, BATCH))
    return rows


def merged(hits: list[Hit], document: Document) -> list[Hit]:
    """`hits` of one rule in the order of the text, each row of more than `ROW` made one.

    Those of a row touch one another on one line, or have blanks between them; they are equally sure, and their edits
    go together; where two overlap, those of the first. Edits between which nothing stands become one. The rows of a
    flood go on over the ends of lines, and over a letter. A row whose edits the file cannot take together stays as it
    is.
    """
    if len(hits) <= ROW:
        return hits
    text = document.text
    gap = _Gap(f"{_BLANKS}\r\n", 1) if len(hits) >= FLOOD and document.is_bare else _Gap(_BLANKS, 0)
    hits = sorted(hits, key=_start)
    found: list[Hit] = []
    first, edits = 0, [*(hits[0].edits or ())]
    for number in range(1, len(hits) + 1):
        if number < len(hits) and _follows(hits[number - 1], hits[number], edits, text, gap):
            continue
        row = hits[first:number]
        if len(row) > ROW:
            one = _one(row, edits, text)
            row = row if one.edits and document.writable(one.edits) is None else [one]
        found += row
        if number < len(hits):
            first, edits = number, [*(hits[number].edits or ())]
    return found


def _start(hit: Hit) -> int:
    return hit.start


def _follows(before: Hit, hit: Hit, done: list[Edit], text: str, gap: _Gap) -> bool:
    """Whether `hit` goes on with the row that ends with `before`; its edits are then added to what is `done` in it."""
    start, end, edits = hit.start, before.end, hit.edits
    if (
        hit.applicability != before.applicability
        or hit.clean != before.clean
        or hit.related
        or before.related
        or (edits is None) != (before.edits is None)
        or gap.parts(before, hit, text)
        or (text[end - 1 : end] == "\n" and "\n" not in gap.blanks)
    ):
        return False
    if not edits or not done:
        return edits is None
    last = done[-1]
    if edits[0].start < last.end and len(edits) == 1:
        edits = (_trimmed(edits[0], text),)  # two that share a word rewrite it both
    beside = edits[0].start == last.end and (edits[0].end == last.end or last.start == last.end)
    if edits[0].start < last.end and start < end:
        return True  # both cannot be made at once: its edits have their turn in the next pass
    if edits[0].start < last.end or beside or last.end > end or edits[-1].end > hit.end:
        return False
    done += edits
    return True


def _trimmed(edit: Edit, text: str) -> Edit:
    """`edit` without what it leaves as it is at its start."""
    kept = 0
    while kept < len(edit.text) and edit.start + kept < edit.end and text[edit.start + kept] == edit.text[kept]:
        kept += 1
    return Edit(edit.start + kept, edit.end, edit.text[kept:])


def _one(row: list[Hit], edits: list[Edit], text: str) -> Hit:
    """The finding that stands for a row."""
    first = row[0]
    values = {name: value if value.endswith("…") else f"{value}…" for name, value in first.values.items()}
    values.setdefault("match", f"{text[first.start : first.end]}…")
    if first.edits:
        values.setdefault("fix", f"{first.edits[0].text}…")
    cues = first.cues if all(hit.cues == first.cues for hit in row) else ()
    end = max(hit.end for hit in row)
    near = _NEAR if len(edits) > _MANY else 0
    return replace(
        first, end=end, edits=tuple(_joined(edits, text, near)) if edits else first.edits, values=values, cues=cues
    )


def _joined(edits: Iterable[Edit], text: str, near: int) -> Iterator[Edit]:
    """`edits`, which are in order, those between which at most `near` code points stand made one that keeps these."""
    start = end = -1 - near
    texts: list[str] = []
    for edit in edits:
        if edit.start > end + near:
            if end >= 0:
                yield Edit(start, end, "".join(texts))
            start, texts = edit.start, []
        elif edit.start > end:
            texts.append(text[end : edit.start])
        end = edit.end
        texts.append(edit.text)
    yield Edit(start, end, "".join(texts))
