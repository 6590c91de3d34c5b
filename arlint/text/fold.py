"""The folded view of a text, and its map back to code points.

Folding removes what Arabic spelling leaves free: marks, tatweel, hamza on alef, ى/ي, ة/ه, the digit set, the kind of
space, letter case, the kind of quotation mark. The view is bytes in the code page of `chars`; an index into it is
mapped to a code-point index of the text by `Folded.point`.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, lru_cache
from heapq import merge
from itertools import count
from operator import sub

from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, encode

_DELETED = re.compile(b"[" + re.escape(FOLD_DELETED) + b"]")
_SPACES = re.compile(b" {2,}")
#: In the encoded text, what the folded view lacks: deleted characters, and each space of a run but the first.
_DROPPED = re.compile(b"[" + re.escape(FOLD_DELETED) + b"]")


class Folded:
    """The folded view of one text.

    `view` holds the bytes, `point(i)` the code-point index of view byte `i`, `index(p)` the view index of the first
    byte at or after code point `p`. The map is built when it is first asked for.
    """

    __slots__ = ("__dict__", "_single_spaced", "view")

    def __init__(self, encoded: bytes) -> None:
        self._single_spaced = encoded.translate(FOLD_TABLE, FOLD_DELETED)
        self.view = self._single_spaced
        while b"  " in self.view:  # each turn halves the runs
            self.view = self.view.replace(b"  ", b" ")
        self._encoded = encoded

    @cached_property
    def _dropped(self) -> array[int]:
        """Positions in the encoded text of the bytes that the view lacks, ascending.

        They take eight bytes each, as a text may be nothing but spaces.
        """
        if len(self.view) == len(self._encoded):
            return array("q")
        dropped = array("q", _places(self._encoded))
        if len(self.view) == len(self._single_spaced):
            return dropped
        shifts = array("q", map(sub, dropped, count()))
        extra = (
            i + bisect_right(shifts, i)
            for m in _SPACES.finditer(self._single_spaced)
            for i in range(m.start() + 1, m.end())
        )
        return array("q", merge(dropped, extra))

    @cached_property
    def _shifts(self) -> array[int]:
        return array("q", map(sub, self._dropped, count()))

    def point(self, index: int) -> int:
        """The code-point index of view byte `index`."""
        return index + bisect_right(self._shifts, index)

    def index(self, point: int) -> int:
        """The view index of code point `point`, or of the next one that the view keeps."""
        return point - bisect_left(self._dropped, point)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code-point span of view bytes `start` to `end`, with the marks that sit on its last letter."""
        first = self.point(start)
        last = self.point(end - 1) + 1 if end > start else first
        encoded = self._encoded
        while last < len(encoded) and encoded[last] in _TRAILING:
            last += 1
        return first, last


_TRAILING = frozenset(FOLD_DELETED)
#: Bytes that folding keeps.
_KEPT = bytes(set(range(256)).difference(FOLD_DELETED))
#: Deleted bytes up to which each is looked for by itself: most texts have some tanwins, and no other marks.
_FEW = 40


def _places(encoded: bytes) -> Iterable[int]:
    """Where the bytes stand that folding deletes, ascending."""
    deleted = encoded.translate(None, _KEPT)
    if len(deleted) > _FEW:
        return map(re.Match.start, _DROPPED.finditer(encoded))
    found = []
    for byte in set(deleted):
        at = encoded.find(byte)
        while at >= 0:
            found.append(at)
            at = encoded.find(byte, at + 1)
    return sorted(found)


@lru_cache(maxsize=65536)
def fold(text: str) -> bytes:
    """A short string as the folded view has it, spaces single.

    >>> fold("أُحبُّ") == fold("احب")
    True
    """
    return _SPACES.sub(b" ", encode(text).translate(FOLD_TABLE, FOLD_DELETED))
