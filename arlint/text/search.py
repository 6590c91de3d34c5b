"""Many strings looked for at once, and the ends of many pieces that may have none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from ahocorasick_rs import BytesAhoCorasick

#: Bytes that are searched at once: a text may be nothing but hits, and each takes some 150 bytes.
_BLOCK = 1 << 18


def hits(automaton: BytesAhoCorasick, view: bytes, longest: int) -> Iterable[tuple[int, int, int]]:
    """Every string of `automaton`, overlapping ones too, in `view`: its number, its start, its end.

    None of the strings is over `longest` bytes. They come in the order of their ends, block by block in a long text.
    """
    if len(view) <= _BLOCK:
        return automaton.find_matches_as_indexes(view, overlapping=True)
    return (
        (number, offset + start, offset + end)
        for offset in range(0, len(view), _BLOCK)
        for number, start, end in automaton.find_matches_as_indexes(
            view[offset : offset + _BLOCK + longest], overlapping=True
        )
        if start < _BLOCK
    )


def places(view: bytes, needle: bytes) -> Iterator[int]:
    """Where `needle` stands in `view`, ascending, without those that overlap the one before."""
    at = view.find(needle)
    while at >= 0:
        yield at
        at = view.find(needle, at + len(needle))


#: What `marking` leaves at a place.
HERE = b"\1"


def marking(members: Iterable[int]) -> bytes:
    """A table for `bytes.translate` that leaves `HERE` where one of the bytes `members` stands, and 0 elsewhere.

    To map a text and look for one byte is several times as fast as an expression where the places are few.
    """
    wanted = frozenset(members)
    return bytes(byte in wanted for byte in range(256))


def overlapping(view: bytes, needle: bytes) -> Iterator[int]:
    """Where `needle` stands in `view`, ascending, also where it overlaps the one before."""
    at = view.find(needle)
    while at >= 0:
        yield at
        at = view.find(needle, at + 1)


#: Places of one string that are kept: a text may be nothing but that string.
_MOST_PLACES = 10_000


class Signs:
    """Where exact strings stand in a text, found in one pass for all who ask later."""

    def __init__(self, strings: AbstractSet[bytes] = frozenset(), found: Iterable[tuple[bytes, int]] = ()) -> None:
        """`strings` were looked for, and `found` with their places, which ascend."""
        self._strings = strings
        self._places: dict[bytes, list[int]] = {}
        for string, place in found:
            places = self._places.setdefault(string, [])
            if len(places) <= _MOST_PLACES:
                places.append(place)

    @property
    def standing(self) -> AbstractSet[bytes]:
        """The strings that stand in the text."""
        return self._places.keys()

    def among(self, needles: AbstractSet[bytes]) -> AbstractSet[bytes]:
        """The `needles` that stand in the text, or that were not looked for."""
        return self.standing & needles if needles <= self._strings else needles

    def of(self, needle: bytes) -> Sequence[int] | None:
        """Where `needle` stands, ascending; None where it was not looked for, or has too many places to be kept."""
        places = self._places.get(needle, ())
        return None if len(places) > _MOST_PLACES or not (places or needle in self._strings) else places


class Ahead:
    """Where an expression stands next in a text, asked for places that ascend: no character is read twice for it."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._next: re.Match[str] | None = None
        self._read = -1

    def of(self, place: int) -> re.Match[str] | None:
        """The first match that begins at `place` or behind it."""
        if self._read < 0 or (self._next is not None and self._next.start() < place):
            self._next = self._pattern.search(self._text, place)
            self._read = place
        return self._next


def closed(
    text: str, opener: re.Pattern[str], whole: re.Pattern[str], closer: re.Pattern[str], longest: int
) -> Iterator[re.Match[str]]:
    """The matches of `whole`, which begin with an `opener` and hold a `closer`, in order.

    No more than `longest` characters are looked at for the closer. What none follows is not tried, or a flood of
    openers would cost `longest` for each.
    """
    ends = Ahead(closer, text)
    found = opener.search(text)
    while found is not None:
        start, place = found.span()
        end = ends.of(place)
        if end is None:
            return
        match = whole.match(text, start) if end.end() - start <= longest else None
        if match is not None:
            yield match
            place = match.end()
        found = opener.search(text, max(place, end.end() - longest))
