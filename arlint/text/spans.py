"""Half-open spans of code points, as sorted and disjoint lists."""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort the spans, drop the empty ones, and join those that overlap or touch.

    >>> merge([(5, 7), (0, 2), (2, 3), (4, 4)])
    [(0, 3), (5, 7)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def inside(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether `position` lies in one of the sorted, disjoint `spans`.

    >>> inside([(0, 3), (5, 7)], 3)
    False
    """
    at = bisect_right(spans, (position, sys.maxsize)) - 1
    return at >= 0 and position < spans[at][1]


def outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of `spans` that begin outside of an earlier one.

    >>> list(outermost([(2, 3), (0, 5), (5, 6)]))
    [(0, 5), (5, 6)]
    """
    reach = -1
    for start, end in sorted(spans):
        if start >= reach:
            yield start, end
            reach = end
