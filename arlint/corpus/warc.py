"""WARC and WET files: the texts of `conversion` records are cleaned, all other records are copied (see `warc_pages`).

A record is `WARC/1.x`, header lines, an empty line, a block of `Content-Length` bytes, two line ends. When
the block changes, its length in the header follows, and digests of the old block go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from arlint.corpus.records import Format, Record, Value, not_utf8
from arlint.corpus.spelling import PLAIN, unify_newlines

_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_NEXT = re.compile(rb"WARC/1\.\d\r?\n")
LINE = re.compile(rb"^([\w-]+):[ \t]*(.*?)[ \t]*\r?$", re.MULTILINE)
_DIGEST = re.compile(rb"^WARC-(?:Block|Payload)-Digest:[^\n]*\n", re.MULTILINE | re.IGNORECASE)

LONGEST_HEADER = 1 << 20
"""Bytes; a longer one isn't a header."""


def splitter(chunk_bytes: int) -> Callable[[Iterable[bytes]], Iterator[tuple[bytes, int, int]]]:
    """Cut a stream of blocks into whole records: (data, records, lines)."""

    def split(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, int, int]]:
        held = bytearray()
        at = records = 0
        for block in blocks:
            held += block
            while (end := _record_end(held, at)) > 0:
                at, records = end, records + 1
                if at >= chunk_bytes:
                    yield bytes(held[:at]), records, held.count(b"\n", 0, at)
                    del held[:at]
                    at = records = 0
        if held:
            # What is left may be several records, of which the last is cut short.
            yield bytes(held), records + 1, held.count(b"\n")

    return split


def _record_end(data: bytes | bytearray, at: int, *, last: bool = False) -> int:
    """Where the record at `at` ends; 0 while more bytes are needed to know."""
    match = _NEXT.match(data, at)
    if match is None:
        found = _NEXT.search(data, at)
        if found is not None:
            return found.start()
        return len(data) if last else 0
    header = _HEADER_END.search(data, at)
    length = _LENGTH.search(data, at, header.end()) if header is not None else None
    if header is None and not last and len(data) - at < LONGEST_HEADER:
        return 0
    if header is None or length is None:
        found = _NEXT.search(data, match.end())
        return found.start() if found else len(data) if last else 0
    end = header.end() + int(length[1])
    # The two line ends after a block belong to it; so does whatever else stands before the next record.
    tail = _NEXT.search(data, end, end + 64)
    if tail is not None:
        return tail.start()
    if last:
        return min(end + 4, len(data)) if data[end : end + 4] == b"\r\n\r\n" else len(data)
    if len(data) < end + 64:
        return 0
    return end + 4


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    del field, header
    for record in records(data):
        if take(data, record):
            yield record


def records(data: bytes) -> Iterator[Record]:
    """Every record of a piece, not read yet."""
    at = number = line = 0
    while at < len(data):
        end = _record_end(data, at, last=True)
        yield Record(at, end, number, line)
        line += data.count(b"\n", at, end)
        number += 1
        at = end


def headers(data: bytes, record: Record) -> dict[bytes, bytes]:
    """The header of a record, by names in small letters."""
    end = _HEADER_END.search(data, record.start, record.end)
    return {name.lower(): value for name, value in LINE.findall(data[record.start : end.start() + 1])} if end else {}


def block(data: bytes, record: Record, kind: bytes, content_type: bytes) -> bytes | None:
    """The block of a record that is whole and of this type and content type; None of any other."""
    header = _HEADER_END.search(data, record.start, record.end)
    length = _LENGTH.search(data, record.start, header.end()) if header is not None else None
    if header is None or length is None or header.end() + int(length[1]) > record.end:
        return None
    fields = headers(data, record)
    if fields.get(b"warc-type") != kind or not fields.get(b"content-type", b"").startswith(content_type):
        return None
    return data[header.end() : header.end() + int(length[1])]


def take(data: bytes, record: Record) -> bool:
    """Read a record's text, or its problem; False where it's a record to be copied."""
    header = _HEADER_END.search(data, record.start, record.end)
    if not _NEXT.match(data, record.start):
        record.problem = "not a WARC record"
        return bool(data[record.start : record.end].strip())
    length = _LENGTH.search(data, record.start, header.end()) if header is not None else None
    if header is None or length is None:
        record.problem = "a WARC record without Content-Length"
        return True
    begin, end = header.end(), header.end() + int(length[1])
    if end > record.end:
        record.problem = f"the record is cut short: {record.end - begin} of {end - begin} bytes"
        return True
    fields = headers(data, record)
    if fields.get(b"warc-type") != b"conversion" or not fields.get(b"content-type", b"").startswith(b"text/plain"):
        return False
    try:
        record.text = unify_newlines(data[begin:end].decode())
    except UnicodeDecodeError as error:
        record.problem = not_utf8(data[begin:end], error)
        return True
    record.place = (begin, end)
    record.meta = {"url": fields.get(b"warc-target-uri", b"").decode(errors="replace")}
    return True


def _locate(data: bytes, record: Record, field: str) -> Value:
    del field
    begin, end = record.place
    return Value(begin - record.start, data[begin:end].decode(), PLAIN)


def _consequences(data: bytes, record: Record, grown: int) -> list[tuple[int, str, str]]:
    """The new length, and no digests: theirs were of the old block."""
    header = data[record.start : record.place[0]]
    digests = (match for match in _DIGEST.finditer(header) if match[0].isascii())  # any other is none, and stays
    changes = [(match.start(), match[0].decode(), "") for match in digests]
    length = _LENGTH.search(header)
    if length is not None:
        changes.append((length.start(1), length[1].decode(), str(int(length[1]) + grown)))
    return sorted(changes)


def members(data: bytes) -> Iterator[bytes]:
    """The records of `data`: in a compressed file each is a member of its own, so that readers can seek to it."""
    at = 0
    while at < len(data):
        end = _record_end(data, at, last=True)
        yield data[at:end]
        at = end


FORMAT = Format(_read, _locate, _consequences)
