"""The list of real words behind `lexicon`: how it is stored, and what is asked of it.

The words are kept in one byte a letter, ordered by skeleton, beside two columns of one byte a word: how rare it is, and
a mark that only `lexicon` reads. A short text asks for a few hundred words: each is looked for in its block, so that
the list is ready in 6 ms. Sets of all words and skeletons, made in 40 ms, answer whoever asks for many.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
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
#: Bytes of a block, about: as many blocks are found in a ms, and one is searched in a µs.
_BLOCK = 1024
#: Words asked for from which on the sets are worth making: so many look-ups in blocks take as long.
_MANY = 4_000

_ALEFS = bytes.maketrans("أإآ".encode(CODEC), "ااا".encode(CODEC))
_ENDS = bytes.maketrans("ىة".encode(CODEC), "يه".encode(CODEC))


def fold(word: bytes) -> bytes:
    """The skeleton of an encoded word: plain alef, and final ي and ه with or without their dots the same."""
    return word[:-1].translate(_ALEFS) + word[-1:].translate(_ALEFS).translate(_ENDS)


class WordList:
    """The words of a file that `pack` made."""

    def __init__(self, data: bytes) -> None:
        joined, self._rarities, self._marks = zlib.decompress(data).split(b"\0")
        self._joined = joined + b"\n"
        self._asked = 0
        self._folded = lru_cache(maxsize=None)(self._fold_block)

    def not_right(self, words: set[bytes]) -> set[bytes]:
        """Those of the encoded `words` that are not right as they are."""
        self._asked += len(words)
        if self._asked >= _MANY:
            return words - self.right
        return {word for word in words if not any(same == word for same, at in self._of(fold(word)) if self._right(at))}

    def misspellable(self, words: Iterable[bytes]) -> list[bytes]:
        """Those of the encoded `words` whose skeleton a word of the list has."""
        written = b"\n".join(words)
        if not written:
            return []
        keys = _fold_lines(written + b"\n").split(b"\n")  # all at once: most texts bring a dozen words that are new
        known = self._skeletons if self._asked >= _MANY else {key for key in keys if next(self._of(key), None)}
        return list(compress(written.split(b"\n"), map(known.__contains__, keys)))

    def of_skeleton(self, key: bytes) -> Iterator[tuple[str, float, int]]:
        """Each word of the skeleton `key`: its letters, its rarity in centibels, its mark."""
        for word, at in self._of(key):
            yield word.decode(CODEC), (self._rarities[at] - _RARITY_BASE) * _CENTIBELS_A_STEP, self._marks[at]

    def prepare(self) -> None:
        """Make the sets now, for many look-ups to come."""
        self._asked = _MANY
        self.misspellable([b"-"])
        self.not_right(set())

    @cached_property
    def right(self) -> frozenset[bytes]:
        """The encoded words that are right as they are."""
        return frozenset(compress(self._joined.split(b"\n"), self._marks.translate(_IS_RIGHT)))

    @cached_property
    def _skeletons(self) -> frozenset[bytes]:
        """The skeletons of all words."""
        return frozenset(_fold_lines(self._joined).split(b"\n")[:-1])

    def _right(self, at: int) -> bool:
        return self._marks[at] not in b"?!#"

    def _of(self, key: bytes) -> Iterator[tuple[bytes, int]]:
        """Each word of the skeleton `key`, encoded, with its number."""
        keys, starts, numbers = self._blocks
        block = max(bisect_right(keys, key) - 1, 0)
        folded = self._folded(block)
        line = key + b"\n"
        at = 0 if folded.startswith(line) else folded.find(b"\n" + line) + 1
        if at == 0 and not folded.startswith(line):
            return
        number = numbers[block] + folded.count(b"\n", 0, at)
        while folded.startswith(line, at):
            start = starts[block] + at
            yield self._joined[start : start + len(key)], number
            at += len(line)
            number += 1

    @cached_property
    def _blocks(self) -> tuple[list[bytes], list[int], list[int]]:
        """The blocks of the list: of each the skeleton that it begins with, where it starts, its first word's number.

        The words of one skeleton stand in one block.
        """
        joined, keys, starts, numbers = self._joined, [fold(self._joined.partition(b"\n")[0])], [0], [0]
        while True:
            at = joined.find(b"\n", starts[-1] + _BLOCK) + 1
            if at == 0 or at == len(joined):
                return keys, starts, numbers
            before = fold(joined[joined.rfind(b"\n", 0, at - 1) + 1 : at - 1])
            while (key := fold(joined[at : joined.find(b"\n", at)])) == before:
                at = joined.find(b"\n", at) + 1
            if at == len(joined):
                return keys, starts, numbers
            numbers.append(numbers[-1] + joined.count(b"\n", starts[-1], at))
            keys.append(key)
            starts.append(at)

    def _fold_block(self, block: int) -> bytes:
        """The skeletons of a block, each where its word stands."""
        starts = self._blocks[1]
        return _fold_lines(self._joined[starts[block] : starts[block + 1] if block + 1 < len(starts) else None])


def _fold_lines(words: bytes) -> bytes:
    """The skeletons of words, each of which ends with a line feed."""
    folded = words.translate(_ALEFS)
    for end in "ىة".encode(CODEC):
        folded = folded.replace(bytes((end, 10)), bytes((end, 10)).translate(_ENDS))
    return folded


def pack(words: Iterable[tuple[str, float, int]]) -> bytes:
    """A file of words, each with its rarity in centibels and its mark."""
    encoded = [(word.encode(CODEC), rarity, mark) for word, rarity, mark in words]
    encoded.sort(key=lambda entry: (fold(entry[0]), entry[0]))
    rarities = bytes(_RARITY_BASE + min(round(rarity / _CENTIBELS_A_STEP), _MOST_STEPS) for _, rarity, _ in encoded)
    marks = bytes(mark for _, _, mark in encoded)
    return zlib.compress(b"\0".join((b"\n".join(word for word, _, _ in encoded), rarities, marks)), 9)
