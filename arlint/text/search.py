"""Many strings looked for at once."""

from __future__ import annotations

from collections.abc import Iterable

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
