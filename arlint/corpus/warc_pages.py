"""WARC files of crawled pages as the text of those pages: HTML responses become `conversion` records, as in WET files.

The whole response stands in the audit log, so the file comes back byte for byte. Responses that are no HTML, or no
success, are copied like all other records.
"""

from __future__ import annotations

import re
import uuid
import zlib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from arlint.corpus import extracted, warc
from arlint.corpus.audit import AuditedEdit
from arlint.corpus.records import Format, Record
from arlint.corpus.spelling import REWRITTEN, unify_newlines
from arlint.linter import Cleaned

MOST_BYTES = 64 << 20
"""Of a page once it is decompressed; what is larger is none."""

_BYTES = "latin-1"  # spells any bytes as a string
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_SUCCESS = re.compile(rb"HTTP/[\d.]+ 200\b")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]+)[^\r\n]*\r?\n")
_HEAD_BYTES = 2048  # where a page says its encoding


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    del field, header
    for record in warc.records(data):
        response = warc.block(data, record, b"response", b"application/http")
        if record.problem or response is None:
            if warc.take(data, record):
                yield record
            continue
        page = _page(response)
        if page is None:
            continue
        record.rewrites = True
        try:
            text = extracted.main_text(page)
        except extracted.NoTextError as error:
            record.problem = str(error)
        else:
            record.text = unify_newlines(text)
            record.meta = {"url": warc.headers(data, record).get(b"warc-target-uri", b"").decode(errors="replace")}
        yield record


def _page(response: bytes) -> str | None:
    """The page of an HTTP response; None where it is none."""
    end = _HEADER_END.search(response)
    if end is None or not _SUCCESS.match(response):
        return None
    fields = {name.lower(): value.lower() for name, value in warc.LINE.findall(response[: end.start() + 1])}
    kind = fields.get(b"content-type", b"")
    if b"html" not in kind:
        return None
    body = response[end.end() :]
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        body = _joined(body)
    page = _unpacked(body, fields.get(b"content-encoding", b""))
    return None if page is None else _decoded(page, kind)


def _joined(body: bytes) -> bytes:
    """A body without the lengths of its chunks; as it is, where it has none: many crawlers leave only the header."""
    parts = []
    at = 0
    while (match := _CHUNK.match(body, at)) is not None and (size := int(match[1], 16)) > 0:
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return b"".join(parts) if parts else body


def _unpacked(body: bytes, coding: bytes) -> bytes | None:
    """The body decompressed; None where that can't be done. Many crawlers leave only the header here too."""
    if b"gzip" in coding or body.startswith(b"\x1f\x8b"):
        if not body.startswith(b"\x1f\x8b"):
            return body
        try:
            return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, MOST_BYTES)
        except zlib.error:
            return None
    return None if b"\0" in body[:_HEAD_BYTES] or b"br" in coding.split(b",") else body


def _decoded(body: bytes, kind: bytes) -> str:
    """The text of a page: in the encoding that it says, or the one that it seems to be in."""
    for said in (_CHARSET.search(kind), _CHARSET.search(body[:_HEAD_BYTES])):
        if said is not None:
            try:
                return body.decode(said[1].decode(), "replace")
            except LookupError:
                continue
    utils: Any = import_module("trafilatura.utils")
    return str(utils.decode_file(body))


def _rewrite(data: bytes, record: Record, cleaned: Cleaned) -> AuditedEdit:
    """The response as a conversion record, with an identifier made of the response's: the same each time."""
    fields = warc.headers(data, record)
    identifier = fields.get(b"warc-record-id", b"")
    text = cleaned.text.encode()
    lines = [
        b"WARC-Type: conversion",
        b"WARC-Record-ID: <urn:uuid:%b>" % str(uuid.uuid5(uuid.NAMESPACE_URL, identifier.decode(_BYTES))).encode(),
        *(
            b"%b: %b" % (name, fields[name.lower()])
            for name in (b"WARC-Target-URI", b"WARC-Date")
            if name.lower() in fields
        ),
        *([b"WARC-Refers-To: %b" % identifier] if identifier else []),
        b"Content-Type: text/plain; charset=UTF-8",
        b"Content-Length: %d" % len(text),
    ]
    new = b"WARC/1.0\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + text + b"\r\n\r\n"
    old = data[record.start : record.end]
    codes = tuple(dict.fromkeys(code for edit in cleaned.edits for code in edit.codes)) or (REWRITTEN,)
    return AuditedEdit(
        0, len(record.text), 0, record.text, cleaned.text, codes, (old.decode(_BYTES), new.decode(_BYTES)), _BYTES
    )


FORMAT = Format(_read, warc.FORMAT.locate, warc.FORMAT.consequences, rewrite=_rewrite)
