"""The folded view of a text, and its map back to code points.

Folding removes what Arabic spelling leaves free: marks, tatweel, hamza on alef, ى/ي, ة/ه, the digit set, the kind of
space, letter case, the kind of quotation mark. The view is bytes in the code page of `chars`; an index into it is
mapped to a code-point index of the text by `Folded.point`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from heapq import merge
from itertools import count
from operator import sub

from arlint.lazy import lazy
from arlint.text import search
from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, encode

_DELETED = search.marking(FOLD_DELETED)
_TWO_SPACES = b"  "


class Folded:
    """The folded view of one text.

    `view` holds the bytes, `point(i)` the code-point index of view byte `i`, `index(p)` the view index of the first
    byte at or after code point `p`. The map is built when it is first asked for.
    """

    __slots__ = ("__dict__", "_spaced", "view")

    def __init__(self, encoded: bytes) -> None:
        self._spaced = encoded.translate(FOLD_TABLE, FOLD_DELETED)
        self.view = _single_spaced(self._spaced)
        self._encoded = encoded

    @lazy
    def _dropped(self) -> array[int]:
        """Positions in the encoded text of the bytes that the view lacks, ascending.

        They take eight bytes each, as a text may be nothing but spaces.
        """
        if len(self.view) == len(self._encoded):
            return array("q")
        dropped = array("q", search.places(self._encoded.translate(_DELETED), search.HERE))
        if len(self.view) == len(self._spaced):
            return dropped
        shifts = array("q", map(sub, dropped, count()))
        seconds = (at + 1 for at in search.overlapping(self._spaced, _TWO_SPACES))
        return array("q", merge(dropped, (at + bisect_right(shifts, at) for at in seconds)))

    @lazy
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


def _single_spaced(view: bytes) -> bytes:
    while _TWO_SPACES in view:  # each turn halves the runs
        view = view.replace(_TWO_SPACES, b" ")
    return view


@lru_cache(maxsize=65536)
def fold(text: str) -> bytes:
    """A short string as the folded view has it, spaces single.

    >>> fold("أُحبُّ") == fold("احب")
    True
    """
    return _single_spaced(encode(text).translate(FOLD_TABLE, FOLD_DELETED))
