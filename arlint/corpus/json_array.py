"""A JSON file: an array of objects, or one object. It is read whole, so it must fit in memory; JSONL need not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.corpus.json_lines import SPELLING, UnreadableError, scan_object, skip_value
from arlint.corpus.records import BYTE_ORDER_MARK, Format, Record, Value, not_utf8
from arlint.corpus.spelling import has_surrogate, unify_newlines

_SPACE = re.compile(r"[ \t\r\n]*")


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    del header
    whole = Record(0, len(data), 0, 0)
    try:
        source = data.removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        whole.problem = not_utf8(data, error)
        yield whole
        return
    try:
        yield from list(_records(source, field, len(data) - len(source.encode())))
    except UnreadableError as error:
        whole.problem = str(error)
        yield whole


def _records(source: str, field: str, byte: int) -> Iterator[Record]:
    """The records of `source`, whose first byte is byte `byte` of the file; `UnreadableError` for broken syntax."""
    at = _skip(source, 0)
    if source[at : at + 1] != "[":
        record = Record(byte, byte + len(source.encode()), 0, 0)
        if not source.strip(" \t\r\n"):
            return
        _take(source, at, field, record)
        record.place = (byte + len(source[: record.place[0]].encode()), byte + len(source[: record.place[1]].encode()))
        yield record
        return
    done = at + 1  # code points of `source` behind us, and their bytes
    position = byte + len(source[:done].encode())
    line = source.count("\n", 0, done)
    at = _skip(source, done)
    number = 0
    while source[at : at + 1] != "]":
        lead = 0
        if number:
            if source[at : at + 1] != ",":
                raise UnreadableError(f"not JSON: Expecting ',' at character {at}")
            at = _skip(source, at + 1)
            lead = len(source[done:at].encode())
        start_line = line + source.count("\n", done, at)
        record = Record(position if number else position + len(source[done:at].encode()), 0, number, start_line)
        end = _take(source, at, field, record)
        first, last = record.place
        base = position + len(source[done:at].encode())
        begin = base + len(source[at:first].encode())
        record.place = (begin, begin + len(source[first:last].encode()))
        record.end = base + len(source[at:end].encode())
        record.lead = lead
        line = start_line + source.count("\n", at, end)
        position, done = record.end, end
        yield record
        number += 1
        at = _skip(source, end)
    if _skip(source, at + 1) != len(source):
        raise UnreadableError(f"not JSON: Extra data at character {at + 1}")


def _take(source: str, at: int, field: str, record: Record) -> int:
    """Read the element at `at` into `record`; where it ends. The place of its text is in code points."""
    end = skip_value(source, at)
    record.place = (at, at)
    try:
        fields, place, _ = scan_object(source[at:end], field)
        text = fields[field]
        if has_surrogate(text):
            record.problem = f'unpaired surrogate escape in field "{field}"'
            return end
    except UnreadableError as error:
        record.problem = str(error)
    else:
        record.text, record.meta = unify_newlines(text), fields
        record.place = (at + place[0], at + place[1])
    return end


def _skip(source: str, position: int) -> int:
    match = _SPACE.match(source, position)
    return match.end() if match else position


def _locate(data: bytes, record: Record, field: str) -> Value:
    del field
    start, end = record.place
    return Value(start - record.start, data[start:end].decode(), SPELLING)


FORMAT = Format(_read, _locate)
