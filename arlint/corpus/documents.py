"""Files that are one document each: plain text, Markdown, HTML."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.corpus.records import BYTE_ORDER_MARK, Format, Record, Value, not_utf8
from arlint.corpus.spelling import PLAIN, unify_newlines


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    del field, header
    record = Record(0, len(data), 0, 0)
    try:
        record.text = unify_newlines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        record.problem = not_utf8(data, error)
    yield record


def _locate(data: bytes, record: Record, field: str) -> Value:
    del record, field
    start = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    return Value(start, data[start:].decode(), PLAIN)


TEXT = Format(_read, _locate)
MARKDOWN = Format(_read, _locate, kind="markdown")
HTML = Format(_read, _locate, kind="html")
