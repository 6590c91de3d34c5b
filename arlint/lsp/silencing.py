"""Where in a line of Markdown a comment may stand without changing what the text is."""

from __future__ import annotations

from arlint.text import later, markdown
from arlint.text.spans import merge
from arlint.text.templates import front_matter

#: What must stay last in its line: the pipe after a cell, closing signs of a heading, a hard break.
_TAIL = later.pattern(r"(?<![ \t])[ \t]*+(?:(?<!\\)\|[ \t]*+|(?<=[ \t])#++[ \t]*+|\\)?+$")
_BLANK = later.pattern(r"\n[ \t]*+\r?\n")
_AROUND = 5_000
"""Code points on each side of a line that are read with it, up to a blank line: no block is as long as that."""


def place(text: str, start: int, end: int, comment: str) -> int | None:
    """Where `comment` goes in the line from `start` to `end`; None where nothing it could do leaves the text the same.

    >>> row = "| أ | ب |"
    >>> place(row, 0, len(row), " <!-- x -->"), place("نص  ", 0, 4, " <!-- x -->")
    (7, 2)
    """
    tail = _TAIL.search(text, start, end)
    head = front_matter(text)
    if tail is None or tail.start() == start or (head and start < head[1]):
        return None
    first, last = _block(text, start, end)
    at = tail.start() - first
    block = text[first:last]
    was, now = markdown.scan(block), markdown.scan(block[:at] + comment + block[at:])
    size = len(comment)

    def old(place: int) -> int:
        return place if place <= at else max(at, place - size)

    same = merge((old(begin), old(stop)) for begin, stop in now.spans) == merge(was.spans)
    seen = any(at <= begin and stop <= at + size for begin, stop, _ in now.comments)
    return tail.start() if same and seen else None


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines around a line that may be of one block with it."""
    first = max(0, start - _AROUND)
    blank = [found.end() for found in _BLANK.finditer(text, first, start)]
    if first:
        first = text.find("\n", first - 1, start) + 1 or start
    after = _BLANK.search(text, end, end + _AROUND)
    return (blank[-1] if blank else first), (after.start() if after else min(len(text), end + _AROUND))
