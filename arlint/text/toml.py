"""TOML that strangers wrote: read in bounded time, with one kind of error."""

from __future__ import annotations

import tomllib
from typing import Any

#: Characters of a file at most. The largest built-in pack has some 60,000; a list of names lies in a table beside it.
LONGEST = 8_000_000
#: Dots in one line at most: what `tomllib` does for a key grows with the square of its parts.
_MOST_DOTS = 1_000


class TomlError(ValueError):
    """What is no TOML, or more of it than anyone writes; the message says what and, where it is known, the line."""


def loads(text: str) -> dict[str, Any]:
    """The tables of `text`. Raises `TomlError`.

    >>> loads("a = 1")
    {'a': 1}
    """
    if len(text) > LONGEST:
        raise TomlError(f"the file is too long ({len(text):,} characters, the limit is {LONGEST:,})")
    if text.count(".") > _MOST_DOTS:
        for number, line in enumerate(text.split("\n"), 1):
            if line.count(".") > _MOST_DOTS:
                raise TomlError(f"too many dots (at line {number}, column 1)")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlError("it is nested too deeply") from None
    except ValueError as error:  # with it numbers that are too long for Python
        raise TomlError(str(error)) from error


def quoted(text: str) -> str:
    r"""A string of TOML that holds `text`, with what does not show escaped.

    Half a surrogate pair becomes U+FFFD: TOML has no way to write one.

    >>> print(quoted('a "b"\u202e'))
    "a \"b\"\u202E"
    """
    return '"' + "".join(map(_written, text)) + '"'


def _written(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return "\\n" if char == "\n" else f"\\u{ord(char):04X}" if char <= "\uffff" else f"\\U{ord(char):08X}"
