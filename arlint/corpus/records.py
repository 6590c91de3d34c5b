"""Where the texts stand in the bytes of an input: one reader of records a format.

A reader gets a piece of whole records and yields, in order, each text with its place, or what couldn't be
read. It never changes anything; what it doesn't yield (blank lines, separators, a byte order mark) is
copied. So a reader may be wrong about a format and still nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from arlint.corpus import json_lines
from arlint.corpus.spelling import PLAIN, Spelling, unify_newlines

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Record(Struct):
    """A record at bytes `[start, end)` of its piece.

    `text` is the text as rules see it; its value, as spelled in the file, is `raw`, which begins at byte
    `at`. `locate` finds both on demand, because most records aren't changed. `number` counts from 0 in the
    piece, `line` likewise. A record with a `problem` couldn't be read.
    """

    start: int
    end: int
    number: int
    line: int
    text: str = ""
    meta: dict[str, Any] | None = None
    problem: str = ""


class Format(Struct, frozen=True):
    """How to read one format: its records, the place of a record's text, and its spelling.

    `read(data, field, context)` yields the records; `locate(data, record, field)` gives the byte at which
    the text's value begins and the value itself as spelled.
    """

    read: Callable[[bytes, str], Iterator[Record]]
    locate: Callable[[bytes, Record, str], tuple[int, str]]
    spelling: Spelling


def of(name: str) -> Format:
    """The reader of a format of `sources.FORMATS`."""
    if name == "jsonl":
        return Format(_read_json_lines, _locate_json_lines, json_lines.SPELLING)
    return Format(_read_document, _locate_document, PLAIN)


def _read_document(data: bytes, field: str) -> Iterator[Record]:
    """The whole file is one record."""
    del field
    record = Record(0, len(data), 0, 0)
    try:
        record.text = unify_newlines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        record.problem = not_utf8(data, error)
    yield record


def _locate_document(data: bytes, record: Record, field: str) -> tuple[int, str]:
    del field, record
    start = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    return start, data[start:].decode()


def _read_json_lines(data: bytes, field: str) -> Iterator[Record]:
    decode = json_lines.decoder(field)
    end = 0
    for number, line in enumerate(data.split(b"\n")):
        start, end = end, min(end + len(line) + 1, len(data))
        if not line or line.isspace():
            continue
        body = line.removeprefix(BYTE_ORDER_MARK) if start == 0 else line
        record = Record(start, end, number, number)
        try:
            record.text, record.meta = decode(body)
        except json_lines.UnreadableError as error:
            record.problem = str(error)
        yield record


def _locate_json_lines(data: bytes, record: Record, field: str) -> tuple[int, str]:
    line = data[record.start : record.end]
    start, end = json_lines.locate(line, field, record.text)
    return start, line[start:end].decode()


def not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    """Why `data` isn't readable text, with the encoding that its first bytes suggest."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "not UTF-8: the file is UTF-16"
    byte = data[error.start]
    return f"not UTF-8: byte 0x{byte:02x} at byte {error.start} of the record"
