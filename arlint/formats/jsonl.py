"""JSON Lines: one record a line, one field of which is the text.

A changed text is put in the place of the old string; every other byte of the line stays as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from arlint.text import later

_SPACE = later.pattern(r"[ \t\r]*")
_DECODER = json.JSONDecoder()


class Record(Struct, frozen=True):
    """The text of one record: its 0-based number, its line from 1, the span of its JSON string in the file's text."""

    number: int
    line: int
    text: str
    start: int
    end: int


class BadLine(Struct, frozen=True):
    """A line, from 1, that is no JSON object, and what is wrong with it."""

    line: int
    reason: str


def records(text: str, field: str) -> Iterator[Record | BadLine]:
    """The records of the file's `text` whose `field` is a string; blank lines are no records."""
    start = number = line_number = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line_number += 1
        line = text[start:end] + "\n"  # a sentinel: no look-ahead runs out of the line
        if not line.isspace():
            try:
                found = _string_field(line, field)
            except RecursionError:
                yield BadLine(line_number, "it is nested too deeply")
            except ValueError as error:
                yield BadLine(line_number, error.msg if isinstance(error, json.JSONDecodeError) else str(error))
            else:
                if found is not None:
                    value, first, last = found
                    yield Record(number, line_number, value, start + first, start + last)
            number += 1
        start = end + 1


def replace(text: str, changes: Iterable[tuple[Record, str]]) -> str:
    """The file's `text` with each record's text replaced; the changes are in the order of the file.

    Escapes are kept: a string that was written in ASCII only stays so.
    """
    parts: list[str] = []
    at = 0
    for record, new in changes:
        old = text[record.start : record.end]
        escaped = ("\\u" in old and old.isascii()) or re.search("[\ud800-\udfff]", new) is not None
        parts += (text[at : record.start], json.dumps(new, ensure_ascii=escaped))
        at = record.end
    return "".join([*parts, text[at:]])


def _string_field(line: str, field: str) -> tuple[str, int, int] | None:
    """The value and span of `field`, the last of that name, in the object on `line`, which ends with its newline."""
    found = None
    at = _skip(line, int(line.startswith("\ufeff")))  # the byte order mark of a file that was joined to another
    if line[at] != "{":
        raise ValueError("a record must be a JSON object: {…}")
    at = _skip(line, at + 1)
    more = line[at] != "}"
    while more:
        key, at = _DECODER.raw_decode(line, at)
        at = _skip(line, at)
        if not isinstance(key, str) or line[at] != ":":
            raise ValueError(f"expected a quoted name and a colon before column {at + 1}")
        first = _skip(line, at + 1)
        value, at = _DECODER.raw_decode(line, first)
        if key == field:
            found = (value, first, at) if isinstance(value, str) else None
        at = _skip(line, at)
        if line[at] not in ",}":
            raise ValueError(f"expected a comma or a closing brace at column {at + 1}")
        more = line[at] == ","
        at = _skip(line, at + 1) if more else at
    at = _skip(line, at + 1)
    if line[at] != "\n":
        raise ValueError(f"more than one value on the line, at column {at + 1}")
    return found


def _skip(text: str, at: int) -> int:
    """The first place from `at` on that is no white space; the newline counts as none."""
    match = _SPACE.match(text, at)
    return match.end() if match else at
