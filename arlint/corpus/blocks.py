"""A stream of blocks of a file, from which a splitter reads as much as it needs to see a whole record."""

from __future__ import annotations

from collections.abc import Iterator


def more(held: bytes, source: Iterator[bytes], size: int) -> tuple[bytes, bool]:
    """`held` with at least `size` bytes of `source` behind it, and whether that is the end of the stream.

    >>> source = iter([b"ab", b"cd", b"e"])
    >>> more(b"_", source, 3), more(b"", source, 3)
    ((b'_abcd', False), (b'e', True))
    """
    parts = [held]
    while size > 0:
        block = next(source, None)
        if block is None:
            return b"".join(parts), True
        parts.append(block)
        size -= len(block)
    return b"".join(parts), False
