"""What a reader of a format says of a piece of a file: its records, and where their texts stand.

A reader gets whole records and yields, in order, each text with its place, or why it couldn't be read. It
changes nothing; what it doesn't yield (blank lines, separators, a header) is copied. So a reader may be
wrong about a format and still nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from arlint.corpus.audit import AuditedEdit
from arlint.corpus.encodings import foreign
from arlint.corpus.spelling import Spelling
from arlint.linter import Cleaned

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Record(Struct):
    """A record at bytes `[start, end)` of its piece; without it the file is still well formed.

    `text` is the text as rules see it, `meta` the record's other fields. `number` and `line` count from 0 in the
    piece. A record with a `problem` couldn't be read. Its first `lead` bytes separate it from the record before: they
    go when it becomes the first. `place` is the reader's own note of where the value stands. One that
    `rewrites` is replaced whole, by `Format.rewrite`.
    """

    start: int
    end: int
    number: int
    line: int
    text: str = ""
    meta: dict[str, Any] | None = None
    problem: str = ""
    lead: int = 0
    place: tuple[int, int] = (0, 0)
    rewrites: bool = False


class Value(Struct, frozen=True):
    """A text as its file spells it: `raw` begins at byte `at` of its record."""

    at: int
    raw: str
    spelling: Spelling


class Format(Struct, frozen=True):
    """How to read one format.

    `read(data, field, header)` yields the records of a piece; `header` is the file's first row, for formats that
    have one, and None in the piece that holds it. `locate(data, record, field)` finds a record's value on demand,
    because most records aren't changed. `consequences(data, record, grown)` are further changes that an edit needs:
    (byte in the record, old, new), all before the value; `grown` says by how many bytes the value grew. `kind` is what
    the linter calls the texts' markup. With `rewrites` a text takes its value's place even where no rule changed it.
    `closing(data, header)` is what must be added behind a piece, because its records that stay would be lost without.
    `rewrite(data, record, cleaned)` is the change that puts another record in the place of one that is to be rewritten.
    """

    read: Callable[[bytes, str, bytes | None], Iterator[Record]]
    locate: Callable[[bytes, Record, str], Value]
    consequences: Callable[[bytes, Record, int], list[tuple[int, str, str]]] | None = None
    kind: str = "plain"
    rewrites: bool = False
    closing: Callable[[bytes, bytes | None], bytes] | None = None
    rewrite: Callable[[bytes, Record, Cleaned], AuditedEdit] | None = None


def absent(kind: str, name: str, names: Iterable[str]) -> str:
    """Why a record has no text: there is no `kind` (field, column) of this name; and the first of those there are.

    >>> absent("column", "text", ["id", "body"])
    'no column "text"; there are: id, body'
    """
    first = [one[:_NAME_LENGTH] for one in islice(names, _NAMES + 1)]
    told = ", ".join(first[:_NAMES]) + (", …" if len(first) > _NAMES else "")
    return f'no {kind} "{name}"' + (f"; there are: {told}" if told else "")


_NAMES, _NAME_LENGTH = 8, 40


def utf_16(data: bytes) -> str:
    """Why a file that begins with `data` can't be read where it has the mark of UTF-16; else nothing."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "not UTF-8: the file is UTF-16; clean it alone with --encoding utf-16" if marked else ""


def not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    """Why `data` isn't readable text, with the encoding that its first bytes suggest."""
    if told := utf_16(data):
        return told
    if found := foreign(data, error.start):
        return f"{found}, at byte {error.start} of the record in UTF-8"
    return f"not UTF-8: byte 0x{data[error.start]:02x} at byte {error.start} of the record"
