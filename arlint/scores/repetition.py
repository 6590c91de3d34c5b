"""How much of a text says again what it said before: lines, and runs of words, as Gopher counts them.

The counts are those of Rae et al. 2021 (https://arxiv.org/abs/2112.11446, table A1), in the reading of them that
datatrove and FineWeb2 use, found by another way: a run of n words can recur only where both its runs of n - 1 words do,
so each length looks only at the places that the one before it left. Ordinary prose leaves few after two words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress, pairwise
from operator import ne
from struct import Struct

TOP = (2, 3, 4)
"""Lengths, in words, of which the commonest run is weighed."""
ALL = (5, 6, 7, 8, 9, 10)
"""Lengths of which every repeated run is weighed."""
_Names = Sequence[int] | Mapping[int, int]
_RUN = 10
"""Code points of the runs that ROOTS counts."""
_AT_ONCE = Struct(f"{_RUN}s" * 8)
_NONE = dict.fromkeys(TOP + ALL, 0)


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


def runs(words: Sequence[bytes]) -> dict[int, int]:
    """The size in code points of the commonest run of each length in `TOP`, and of all repeats of those in `ALL`.

    A commonest run counts as often as it stands there, with the spaces in it; a repeat without them. Of runs equally
    common the first is taken. A text too short for a length has 0.

    >>> runs([b"a", b"b", b"a", b"b"])[2]
    6
    """
    found = _NONE.copy()
    places: Sequence[int] = range(len(words) - 1)
    keys: Iterable[tuple[object, object]] = pairwise(words)
    n = TOP[0]
    while n <= ALL[-1] and len(places) > 1:
        # A run is named by the first place where it stands; `name` finds that by place.
        met: dict[tuple[object, object], int] = {}
        first = list(map(met.setdefault, keys, places))
        if len(met) == len(first):
            break
        repeats = list(compress(places, map(ne, first, places)))
        name: _Names = first if n == TOP[0] else dict(zip(places, first, strict=True))
        again = [name[at] for at in repeats]
        here = {*repeats, *again}
        if n in TOP:
            top, often = _commonest(again)
            found[n] = (sum(map(len, words[top : top + n])) + n - 1) * (often + 1)
        else:
            found[n] = _repeats(words, n, sorted(here), name)
        places = sorted([at for at in here if at + 1 in here])
        keys = [(name[at], name[at + 1]) for at in places]
        n += 1
    for length in TOP:
        if length >= n and len(words) >= length:
            found[length] = sum(map(len, words[:length])) + length - 1
    return found


def _commonest(items: list[int]) -> tuple[int, int]:
    """The least of those that stand in `items` most often, and how often: a Counter takes several times as long."""
    items.sort()
    top = last = items[0]
    most = often = 0
    for item in items:
        often = often + 1 if item == last else 1
        last = item
        if often > most:
            top, most = item, often
    return top, most


def _repeats(words: Sequence[bytes], n: int, places: Iterable[int], name: _Names) -> int:
    """The size of the runs at `places` that stood there before; runs that overlap a counted one don't count."""
    seen: set[int] = set()
    size = free = 0
    for at in places:
        if at < free:
            continue
        if name[at] in seen:
            size += sum(map(len, words[at : at + n]))
            free = at + n
        else:
            seen.add(name[at])
    return size


def character_runs(text: bytes) -> float:
    """The share of the commonest runs of ten code points among all runs, as ROOTS takes it (0.0 for a short text).

    "Commonest" are the square root of the number of different runs, and no run that stands there once.
    """
    counts = Counter(_windows(text))
    several = sorted(filter((1).__lt__, counts.values()))
    taken = min(int(len(counts) ** 0.5), len(several))
    return sum(several[len(several) - taken :]) / counts.total() if taken else 0.0


def _windows(text: bytes) -> Iterable[bytes]:
    """All runs of `_RUN` code points, in no order.

    Each of ten sweeps cuts the text into runs that don't overlap, eight at a time: three times as fast as slices.
    """
    parts: list[Iterable[bytes]] = []
    for shift in range(min(_RUN, len(text) - _RUN + 1)):
        end = shift + (len(text) - shift) // _AT_ONCE.size * _AT_ONCE.size
        parts.append(chain.from_iterable(_AT_ONCE.iter_unpack(memoryview(text)[shift:end])))
        parts.append([text[at : at + _RUN] for at in range(end, len(text) - _RUN + 1, _RUN)])
    return chain.from_iterable(parts)


def word_runs(words: Sequence[bytes], n: int = 5) -> float:
    """The share of runs of `n` words that stand there more than once, as ROOTS takes it (0.0 for a short text)."""
    counts = Counter(zip(*(words[i:] for i in range(n)), strict=False))
    total = counts.total()
    return sum(number for number in counts.values() if number > 1) / total if total else 0.0
