"""The list of real words behind `lexicon`: how it is stored, and what is asked of it.

The words are kept in one byte a letter, ordered by skeleton, beside two columns of one byte a word: how rare it is, and
a mark that only `lexicon` reads. Reading it takes about 15 ms, nearly all of it in C; nothing is decoded before it is
asked for.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress

#: One byte a letter; its order is the alphabet's, and it has a byte for every letter of Arabic and for no other.
CODEC = "iso8859_6"
#: Rarities are counted in centibels, as `wordfreq` does: 300 is one word in a thousand, 600 one in a million.
_CENTIBELS_A_STEP = 10
_RARITY_BASE = 0x21
_MOST_STEPS = 90
#: The marks of words that are listed because they are doubtful or wrong; every other mark says that a word is right.
DOUBTFUL, RARE, MISTAKE = b"?!#"
_IS_RIGHT = bytes(byte not in b"?!#" for byte in range(256))

_ALEFS = bytes.maketrans("أإآ".encode(CODEC), "ااا".encode(CODEC))
_ENDS = bytes.maketrans("ىة".encode(CODEC), "يه".encode(CODEC))


def fold(word: bytes) -> bytes:
    """The skeleton of an encoded word: plain alef, and final ي and ه with or without their dots the same."""
    return word[:-1].translate(_ALEFS) + word[-1:].translate(_ALEFS).translate(_ENDS)


class WordList:
    """The words of a file that `pack` made."""

    def __init__(self, data: bytes) -> None:
        joined, self._rarities, self._marks = zlib.decompress(data).split(b"\0")
        self._joined = joined
        self._words = joined.split(b"\n")

    @cached_property
    def right(self) -> frozenset[bytes]:
        """The encoded words that are right as they are."""
        return frozenset(compress(self._words, self._marks.translate(_IS_RIGHT)))

    @cached_property
    def _skeletons(self) -> list[bytes]:
        """The skeleton of each word, ascending."""
        folded = (self._joined + b"\n").translate(_ALEFS)
        for end in "ىة".encode(CODEC):
            folded = folded.replace(bytes((end, 10)), bytes((end, 10)).translate(_ENDS))
        return folded.split(b"\n")[:-1]

    @cached_property
    def skeletons(self) -> frozenset[bytes]:
        """The skeletons of all words."""
        return frozenset(self._skeletons)

    def of_skeleton(self, key: bytes) -> Iterator[tuple[str, float, int]]:
        """Each word of the skeleton `key`: its letters, its rarity in centibels, its mark."""
        at = bisect_left(self._skeletons, key)
        while at < len(self._skeletons) and self._skeletons[at] == key:
            rarity = (self._rarities[at] - _RARITY_BASE) * _CENTIBELS_A_STEP
            yield self._words[at].decode(CODEC), rarity, self._marks[at]
            at += 1


def pack(words: Iterable[tuple[str, float, int]]) -> bytes:
    """A file of words, each with its rarity in centibels and its mark."""
    encoded = [(word.encode(CODEC), rarity, mark) for word, rarity, mark in words]
    encoded.sort(key=lambda entry: (fold(entry[0]), entry[0]))
    rarities = bytes(_RARITY_BASE + min(round(rarity / _CENTIBELS_A_STEP), _MOST_STEPS) for _, rarity, _ in encoded)
    marks = bytes(mark for _, _, mark in encoded)
    return zlib.compress(b"\0".join((b"\n".join(word for word, _, _ in encoded), rarities, marks)), 9)
