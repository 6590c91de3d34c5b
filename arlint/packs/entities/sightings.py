"""Where the cues of an entry stand in a document, found once for all phrases that ask.

The document is read in blocks, and only those that somebody asks for: one phrase in a long text costs what stands near
it, and a thousand phrases side by side cost one reading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import NamedTuple

from arlint.document import Document
from arlint.packs.entities.evidence import Cues

#: View bytes that are read at once: about one place, and where any place will do.
_BLOCK, _PIECE = 4096, 1 << 16
#: View bytes by which the bounds of a question are rounded: thousands lie between them.
GRAIN = 256
#: Places up to which each is looked at.
_FEW = 30


class _Places(NamedTuple):
    """Cues in the order of the text: where each starts and ends, and which it is; the numbers of each cue's places."""

    starts: list[int]
    ends: list[int]
    names: list[str]
    numbers: dict[str, list[int]]

    @classmethod
    def of(cls, found: list[tuple[int, int, str]]) -> _Places:
        """The places as they were found."""
        numbers: dict[str, list[int]] = {}
        for number, (_, _, name) in enumerate(found):
            numbers.setdefault(name, []).append(number)
        return cls([one[0] for one in found], [one[1] for one in found], [one[2] for one in found], numbers)

    def distinct(self, first: int, last: int) -> Iterable[str]:
        """The cues within view bytes `first` to `last`, each once, in the order of their first places."""
        low, high = bisect_left(self.starts, first), bisect_right(self.ends, last)
        if high - low == len(self.names):
            return self.numbers
        if high - low < _FEW:
            return dict.fromkeys(self.names[low:high])
        # One cue again and again: its next place is asked for, and the others are passed over.
        nexts = ((at[one], name) for name, at in self.numbers.items() if (one := bisect_left(at, low)) < len(at))
        return [name for number, name in sorted(nexts) if number < high]


class Sightings:
    """The places of one set of cues in a folded view."""

    def __init__(self, cues: Cues, view: bytes) -> None:
        self._cues = cues
        self._view = view
        self._read: dict[int, list[tuple[int, int, str]]] = {}
        self._outside: dict[bytes, dict[int, _Places]] = defaultdict(dict)
        self._anywhere: dict[bytes, tuple[str, ...]] = {}
        self._met: list[tuple[int, int, str]] = []
        self._ahead = (
            place for first in range(0, len(view), _PIECE) for place in cues.places(view, first, first + _PIECE)
        )
        self._within: dict[tuple[bytes, int, int, int], tuple[str, ...]] = {}

    def within(self, first: int, last: int, phrase: bytes, most: int) -> tuple[str, ...]:
        """Up to `most` distinct cues in view bytes `first` to `last`, outside of every occurrence of `phrase`.

        The bounds are moved apart to the next multiples of `GRAIN`, so that places beside one another ask the same.
        """
        first, last = max(0, first) // GRAIN * GRAIN, -(-min(last, len(self._view)) // GRAIN) * GRAIN
        asked = phrase, first, last, most
        if asked not in self._within:
            self._within[asked] = tuple(self._found(first, last, phrase, most))[:most]
        return self._within[asked]

    def _found(self, first: int, last: int, phrase: bytes, most: int) -> dict[str, None]:
        names: dict[str, None] = {}
        for number in range(first // _BLOCK, min(last, len(self._view)) // _BLOCK + 1):
            places = self._block(number, phrase)
            if places.names:
                names.update(dict.fromkeys(places.distinct(first, last)))
                if len(names) >= most:
                    break
        return names

    def anywhere(self, phrase: bytes) -> tuple[str, ...]:
        """The first cue of the document, outside of every occurrence of `phrase`, if there is one."""
        if phrase not in self._anywhere:
            outside = ((place[2],) for place in self._in_order() if self._is_outside(place, phrase))
            self._anywhere[phrase] = next(outside, ())
        return self._anywhere[phrase]

    def _in_order(self) -> Iterator[tuple[int, int, str]]:
        """All places, read as far as somebody asked."""
        for number in count():
            if number == len(self._met):
                self._met += islice(self._ahead, 1)
            if number == len(self._met):
                return
            yield self._met[number]

    def _block(self, number: int, phrase: bytes) -> _Places:
        """The places of a block without those that share a letter with an occurrence of `phrase`."""
        outside = self._outside[phrase]
        if number not in outside:
            if number not in self._read:
                self._read[number] = self._cues.places(self._view, number * _BLOCK, (number + 1) * _BLOCK)
            outside[number] = _Places.of([place for place in self._read[number] if self._is_outside(place, phrase)])
        return outside[number]

    def _is_outside(self, place: tuple[int, int, str], phrase: bytes) -> bool:
        """Whether a place shares no letter with an occurrence of `phrase`."""
        more = len(phrase) - 1
        return self._view.find(phrase, max(0, place[0] - more), place[1] + more) < 0


def sightings(document: Document, cues: Cues) -> Sightings:
    """Where `cues` stand in `document`."""
    found = document.shared.get(cues)
    if found is None:
        found = document.shared[cues] = Sightings(cues, document.folded.view)
    made: Sightings = found
    return made
