"""Places in a text as the Language Server Protocol counts them."""

from __future__ import annotations

import re
from bisect import bisect_right

_NEWLINE = re.compile(r"\r\n|\n|\r")
#: Bytes of one unit of each encoding that a client may count in.
_UNITS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


class Positions:
    r"""The lines of `text`, with columns in units of `encoding`: UTF-16 unless the client has agreed to another.

    Lines end where the protocol says so, at LF, CRLF and CR, and nowhere else: U+2028 does not end one.

    >>> Positions("كِ\n😀ب").position(4)
    (1, 2)
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text = text
        self._codec = encoding if encoding == "utf-8" else f"{encoding}-le"
        self._unit = _UNITS[encoding]
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the character, both from 0, of the code point at `offset`."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._width(self._text[self._starts[line] : offset])

    def offset(self, line: int, character: int) -> int:
        """The code point at a place; past the end of a line it is the line's end, past the last line the text's end."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        left = character
        for at, char in enumerate(self._text[start:end].rstrip("\r\n"), start):
            if left <= 0:
                return at
            left -= self._width(char)
        return start + len(self._text[start:end].rstrip("\r\n"))

    def line(self, offset: int) -> tuple[int, int]:
        """The line of `offset`: its beginning, and its end before its newline."""
        start = self._starts[bisect_right(self._starts, offset) - 1]
        found = _NEWLINE.search(self._text, offset)
        return start, found.start() if found else len(self._text)

    def _width(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._unit
