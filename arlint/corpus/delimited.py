r"""CSV and TSV: rows of fields, of which one is the text.

Read as RFC 4180 and Excel have it: a field that begins with a quotation mark ends with the next single one,
and may hold delimiters, line ends and `""`. A mark further inside a field is itself. Rows end with LF or CR LF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from arlint.corpus.blocks import more
from arlint.corpus.records import BYTE_ORDER_MARK, Format, Record, Value, absent, not_utf8, utf_16
from arlint.corpus.spelling import DOUBLED_QUOTES, UNQUOTED, unify_newlines

LONGEST_ROW = 256 << 20
"""A quotation mark that isn't closed within this many bytes is taken for a stray one, and its line for a bad row."""


class Grammar(Struct, frozen=True):
    """The patterns of one delimiter."""

    row: re.Pattern[bytes]
    field: re.Pattern[bytes]


@lru_cache(maxsize=4)
def grammar(delimiter: bytes) -> Grammar:
    """How rows and fields look; a row matches with its line end, or at the end of the data without."""
    quoted = rb'"(?:[^"]|"")*+"(?!")[^%b\r\n]*+' % delimiter
    field = rb'(?:%b|(?!")(?:[^%b\r\n]|\r(?!\n))*+)' % (quoted, delimiter)
    return Grammar(re.compile(rb"%b(?:%b%b)*+(?:\r?\n|\Z)" % (field, delimiter, field)), re.compile(field))


def delimiter_of(header: bytes, kind: str) -> bytes:
    """A tab for TSV; for CSV the commoner of comma and semicolon in the header, as Excel writes both."""
    if kind == "tsv":
        return b"\t"
    return b";" if header.count(b";") > header.count(b",") else b","


def splitter(kind: str, chunk_bytes: int) -> Callable[[Iterable[bytes]], Iterator[tuple[bytes, int, int]]]:
    """Cut a stream of blocks into whole rows: (data, rows without the header, lines)."""

    def split(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, int, int]]:
        held = b""
        source = iter(blocks)
        rows, at, ended = -1, 0, False
        row: re.Pattern[bytes] | None = None
        while not ended or at < len(held):
            if row is None and (b"\n" in held or ended):
                row = grammar(delimiter_of(held.partition(b"\n")[0], kind)).row
            match = row.match(held, at) if row is not None else None
            if not ended and (match is None or match.end() == len(held)):
                if len(held) - at < LONGEST_ROW:
                    # Read as much again as is held, so that a long row isn't looked at for each block.
                    held, ended = more(held, source, max(len(held) - at, 1))
                    continue
                match = None
            at = _row_end(held, at, match)
            rows += 1
            if at >= chunk_bytes:
                yield held[:at], rows, held.count(b"\n", 0, at)
                held, at, rows = held[at:], 0, 0
        if held:
            yield held, rows, held.count(b"\n")

    return split


def _row_end(data: bytes, at: int, match: re.Match[bytes] | None) -> int:
    """Where the row at `at` ends; a row that doesn't match ends with its line."""
    if match is not None:
        return match.end()
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end + 1


def header_of(data: bytes, kind: str) -> bytes:
    """The first row of a file that begins with `data`."""
    row = grammar(delimiter_of(data.partition(b"\n")[0], kind)).row
    return data[: _row_end(data, 0, row.match(data))]


def _reader(kind: str) -> Callable[[bytes, str, bytes | None], Iterator[Record]]:
    def read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
        first = header if header is not None else header_of(data, kind)
        rules = grammar(delimiter_of(first, kind))
        names = [_value(first, place, "replace") for place in _fields(first, rules, 0)]
        at = line = number = 0
        if header is None:
            at, line, number = len(first), first.count(b"\n"), 0
        while at < len(data):
            match = rules.row.match(data, at)
            end = _row_end(data, at, match)
            record = Record(at, end, number, line)
            if data[at:end].strip(b"\r\n"):
                record.problem = utf_16(first)  # whose names are none
                if not record.problem:
                    _read_row(data, record, rules if match else None, names, field)
                yield record
            number += 1
            line += data.count(b"\n", at, end)
            at = end

    return read


def _read_row(data: bytes, record: Record, rules: Grammar | None, names: list[str], field: str) -> None:
    """Put the row's text into `record`, or why it has none."""
    if rules is None:
        record.problem = "a quotation mark isn't closed"
        return
    places = list(_fields(data, rules, record.start))
    if field not in names:
        record.problem = absent("column", field, names)
    elif len(places) != len(names):
        record.problem = f"{len(places)} fields where the header has {len(names)}"
    else:
        try:
            values = [_value(data, place) for place in places]
        except UnicodeDecodeError as error:
            record.problem = not_utf8(error.object, error)
            return
        record.place = places[names.index(field)]
        record.meta = dict(zip(names, values, strict=True))
        record.text = unify_newlines(values[names.index(field)])


def _fields(data: bytes, rules: Grammar, at: int) -> Iterator[tuple[int, int]]:
    """The places of the fields of the row at `at`, with their quotation marks."""
    if at == 0 and data.startswith(BYTE_ORDER_MARK):
        at = len(BYTE_ORDER_MARK)
    while True:
        match = rules.field.match(data, at)
        if match is None:
            return
        yield match.span()
        at = match.end()
        if data[at : at + 1] in (b"", b"\n", b"\r"):
            return
        at += 1


def _value(data: bytes, place: tuple[int, int], errors: str = "strict") -> str:
    raw = data[place[0] : place[1]].decode(errors=errors)
    if not raw.startswith('"'):
        return raw
    inner, _, rest = raw[1:].rpartition('"')
    return inner.replace('""', '"') + rest


def _locate(data: bytes, record: Record, field: str) -> Value:
    del field
    start, end = record.place
    raw = data[start:end].decode()
    if raw.startswith('"') and raw.endswith('"'):
        return Value(start + 1 - record.start, raw[1:-1], DOUBLED_QUOTES)
    return Value(start - record.start, raw, UNQUOTED)


CSV = Format(_reader("csv"), _locate)
TSV = Format(_reader("tsv"), _locate)
