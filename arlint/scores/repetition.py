"""How much of a text says again what it said before: lines, and runs of words, as Gopher counts them.

The counts are those of Rae et al. 2021 (https://arxiv.org/abs/2112.11446, table A1), in the reading of them that
datatrove and FineWeb2 use, found by another way: a run of n words can recur only where its runs of n - 1 words do, so
each length looks only at the places that the one before it left. Ordinary prose leaves few after three words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress, pairwise

TOP = (2, 3, 4)
"""Lengths, in words, of which the commonest run is weighed."""
ALL = (5, 6, 7, 8, 9, 10)
"""Lengths of which every repeated run is weighed."""


def repeated(items: Iterable[bytes]) -> tuple[int, int]:
    """How many of `items` stood there before, and their size together.

    >>> repeated([b"ab", b"c", b"ab", b"ab"])
    (2, 4)
    """
    seen: set[bytes] = set()
    number = size = 0
    for item in items:
        if item in seen:
            number += 1
            size += len(item)
        else:
            seen.add(item)
    return number, size


def runs(words: Sequence[bytes]) -> dict[str, int]:
    """The size in code points of the commonest run of each length in `TOP`, and of all repeats of those in `ALL`.

    A commonest run counts as often as it stands there, with the spaces in it; a repeat without them. Of runs equally
    common the first is taken. A text too short for a length has 0.

    >>> runs([b"a", b"b", b"a", b"b"])["top-2-gram"]
    6
    """
    found = dict.fromkeys([f"top-{n}-gram" for n in TOP] + [f"duplicate-{n}-grams" for n in ALL], 0)
    keys: list[tuple[bytes, ...]] = list(pairwise(words))
    places = list(range(len(keys)))
    for n in range(TOP[0], ALL[-1] + 1):
        counts = Counter(keys)
        often = max(counts.values(), default=0)
        if n in TOP and len(words) >= n:
            # Where none recurs, the first run of the text; it is not looked for any more when `keys` are a few.
            first = 0
            if often > 1:
                first = places[keys.index(next(compress(counts, map(often.__eq__, counts.values()))))]
            found[f"top-{n}-gram"] = (sum(map(len, words[first : first + n])) + n - 1) * max(often, 1)
        elif n in ALL and often > 1:
            found[f"duplicate-{n}-grams"] = _repeats(places, keys, n)
        if often > 1:
            places = list(compress(places, map((1).__lt__, map(counts.__getitem__, keys))))
        elif n >= TOP[-1]:
            break
        else:
            places = []
        while places and places[-1] + n >= len(words):
            places.pop()
        keys = [tuple(words[at : at + n + 1]) for at in places]
    return found


def _repeats(places: list[int], keys: list[tuple[bytes, ...]], n: int) -> int:
    """The size of the runs at `places` that stood there before; runs that overlap a counted one don't count."""
    seen: set[tuple[bytes, ...]] = set()
    size = free = 0
    for at, key in zip(places, keys, strict=True):
        if at < free:
            continue
        if key in seen:
            size += sum(map(len, key))
            free = at + n
        else:
            seen.add(key)
    return size


def character_runs(text: bytes, n: int = 10) -> float:
    """The share of the commonest runs of `n` code points among all runs, as ROOTS takes it (0.0 for a short text).

    "Commonest" are the square root of the number of different runs, and no run that stands there once.
    """
    counts = sorted(
        Counter(map(text.__getitem__, map(slice, range(len(text) - n + 1), range(n, len(text) + 1)))).values()
    )
    if not counts:
        return 0.0
    several = len(counts) - counts.count(1)
    taken = min(int(len(counts) ** 0.5), several)
    return sum(counts[len(counts) - taken :]) / sum(counts)


def word_runs(words: Sequence[bytes], n: int = 5) -> float:
    """The share of runs of `n` words that stand there more than once, as ROOTS takes it (0.0 for a short text)."""
    counts = Counter(zip(*(words[i:] for i in range(n)), strict=False))
    total = counts.total()
    return sum(number for number in counts.values() if number > 1) / total if total else 0.0
