"""Lines that stand in many documents of a corpus: found in a first pass over it, taken out in the second.

Lines are the same where their words are, whatever their marks, tatweel, hamza and signs. The first document that has
such a line keeps it, and so do exact copies of that document, which `--dedup` drops. A removal is an edit like any
other, with the code `CODE`: it is in the audit log and can be undone.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from arlint.corpus.fingerprints import key, words
from arlint.corpus.task import Shareable
from arlint.linter import Cleaned, Linter
from arlint.model import Applied

CODE = "RP020"
"""The rule that removed lines are counted under."""
GONE = "duplicate-lines: every line of it stands in other documents"
"""Why a document is dropped of which nothing is left."""

LEAST_WORDS = 3
"""Shorter lines are never taken out: headings of chapters, answers in a dialogue."""

Recurring = Mapping[int, int]
"""The lines to take out, by `hashes`, each with the key of the document that keeps it."""

_PARTS = 256


def number(digest: bytes) -> int:
    """A hash as a number."""
    return int.from_bytes(digest, "little")


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Bounds of each line of `text` without its end, and its hash; 0 where it has too few words."""
    start = 0
    for line in text.split("\n"):
        found = words(line)
        yield start, start + len(line), number(key(found)) if len(found) >= LEAST_WORDS else 0
        start += len(line) + 1


def hashes(text: str) -> frozenset[int]:
    """The hashes of the lines of `text`.

    >>> hashes("قَالَ الرئيس:") == hashes("قال الرئيس")
    True
    """
    return frozenset(hashed for _, _, hashed in _spans(text) if hashed)


def removal(text: str, recurring: Recurring) -> tuple[Applied, ...]:
    """The edits that take recurring lines out of `text`, with the blank lines that they would leave together."""
    mine = -1
    gone: list[list[int]] = []
    blank = True  # the line that stays before this one
    for start, end, hashed in _spans(text):
        out = False
        if hashed in recurring:
            mine = number(key(words(text))) if mine < 0 else mine
            out = recurring[hashed] != mine
        if not out and start == end and blank and gone and gone[-1][1] == start:
            out = True
        if not out:
            blank = start == end
        elif gone and gone[-1][1] == start:
            gone[-1][1] = end + 1
        else:
            gone.append([start, end + 1])
    if gone and gone[-1][1] > len(text):
        gone[-1] = [max(gone[-1][0] - 1, 0), len(text)]
    return tuple(Applied(start, end, "", (CODE,)) for start, end in gone if start < end)


class Taking:
    """A linter that also takes out recurring lines, before the gates look at what is left."""

    def __init__(self, linter: Linter, recurring: Recurring) -> None:
        self._linter = linter
        self._recurring = recurring
        self.fingerprint = linter.fingerprint

    def prepare(self) -> None:
        """As `Linter.prepare`."""
        self._linter.prepare()

    def clean_text(self, text: str, *, kind: str = "plain", meta: dict[str, Any] | None = None) -> Cleaned:
        """As `Linter.clean_text`. Lines of markup stay: what recurs there may be its structure."""
        if kind != "plain":
            return self._linter.clean_text(text, kind=kind, meta=meta)
        cleaned = self._linter.clean_further(text, self._further, meta=meta)
        if not cleaned.dropped and any(CODE in edit.codes for edit in cleaned.edits) and not words(cleaned.text):
            return replace(cleaned, dropped=GONE)
        return cleaned

    def _further(self, text: str) -> tuple[Applied, ...]:
        return removal(text, self._recurring)


def taking(make_cleaner: Callable[[], Shareable], recurring: Recurring) -> Shareable:
    """The cleaner of a worker in the second pass."""
    cleaner = make_cleaner()
    return Taking(cleaner, recurring) if recurring and isinstance(cleaner, Linter) else cleaner


class Lines:
    """All lines of a corpus, in 16 bytes each."""

    def __init__(self) -> None:
        self._hashes = [array("Q") for _ in range(_PARTS)]
        self._documents = [array("Q") for _ in range(_PARTS)]

    def add(self, document: int, found: Iterable[int]) -> None:
        """Take up the lines of a document, numbered in the order of the corpus."""
        for hashed in found:
            self._hashes[hashed % _PARTS].append(hashed)
            self._documents[hashed % _PARTS].append(document)

    def recurring(self, least: int, gone: Collection[int]) -> dict[int, int]:
        """Each line that stands in `least` documents, those in `gone` not counted, with the first of them."""
        found = {}
        for part, documents in zip(self._hashes, self._documents, strict=True):
            pairs = sorted(pair for pair in zip(part, documents, strict=True) if pair[1] not in gone)
            for hashed, group in groupby(pairs, itemgetter(0)):
                (_, first), *others = group
                if len(others) + 1 >= least:
                    found[hashed] = first
        return found
