"""The clean documents once more, in another format or in files of even size: `OUT/export/`.

`OUT/data/` stays what can be turned back. Files are cut by the documents' bytes alone, so they are the same
whatever ran before; each appears whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from arlint.corpus import arrow, chunks, formats, sources, tables
from arlint.corpus.compression import codec_of, compress
from arlint.corpus.errors import CorpusError

FOLDER = "export"
FORMATS = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")
SHARD_BYTES = 256 << 20

_BUFFER_BYTES = 4 << 20
_ROWS = 1000


def export(output: Path, to: str, field: str, shard_bytes: int = SHARD_BYTES) -> int:
    """Write the documents of `OUT/data/` to `OUT/export/part-00000.…`; how many files.

    A JSONL record is copied byte for byte to JSONL; other records become objects of their fields, and a document
    that is a file becomes one with its `path` and its text.
    """
    if to not in FORMATS:
        raise CorpusError(f"unknown format to export to: {to}; there are: {', '.join(FORMATS)}")
    target = output / FOLDER
    beside = output / f".{FOLDER}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    number = 0
    found = sources.find([str(output / "data")]) if any((output / "data").rglob("*.*")) else sources.Inputs((), ())
    for number, part in enumerate(_cut(_documents(found, field), shard_bytes), 1):
        path = beside / f"part-{number - 1:05}.{to}"
        if to == "parquet":
            _write_parquet(path, part)
        else:
            _write_lines(path, part)
    shutil.rmtree(target, ignore_errors=True)
    beside.replace(target)
    return number


Item = tuple[bytes, dict[str, Any] | None]
"""A document as a JSON line, and as fields where it isn't one in its file already."""


def _documents(found: sources.Inputs, field: str) -> Iterator[Item]:
    for number, shard in enumerate(chunks.shards(found.sources)):
        for chunk in chunks.read(number, shard, field, most=0.0):
            for piece in chunk.pieces:
                if piece.format in tables.FORMATS:
                    try:
                        rows = arrow.from_bytes(piece.data).to_pylist() if piece.data else []
                    except ValueError as error:  # what Python has no value for
                        raise CorpusError(f"{piece.name}: a column can't be exported: {error}") from error
                    yield from ((_line(row), row) for row in rows)
                    continue
                for record in formats.of(piece.format).read(piece.data, field, piece.header):
                    raw = piece.data[record.start : record.end]
                    if record.problem:
                        continue
                    if piece.format == "jsonl":
                        yield raw.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n") + b"\n", record.meta
                        continue
                    fields = {**(record.meta or {"path": piece.name}), field: record.text}
                    yield _line(fields), fields


def _line(fields: dict[str, Any]) -> bytes:
    return msgspec.json.encode(fields, enc_hook=_written) + b"\n"


def _written(value: Any) -> str:
    """A value of a table that JSON has no type for: times of a precision that Python's own lack, as ISO 8601 says."""
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _cut(documents: Iterator[Item], shard_bytes: int) -> Iterator[Iterator[Item]]:
    """The documents in parts of about `shard_bytes`; each part must be read before the next is asked for."""
    held = next(documents, None)

    def part(first: Item) -> Iterator[Item]:
        nonlocal held
        size = len(first[0])
        yield first
        while (held := next(documents, None)) is not None and size + len(held[0]) <= shard_bytes:
            size += len(held[0])
            yield held

    while held is not None:
        yield part(held)


def _write_lines(path: Path, documents: Iterable[Item]) -> None:
    codec = codec_of(path.name)
    with path.open("wb") as file:
        held: list[bytes] = []
        size = 0
        for line, _ in documents:
            held.append(line)
            size += len(line)
            if size >= _BUFFER_BYTES:
                file.write(compress(b"".join(held), codec))
                held, size = [], 0
        if held:
            file.write(compress(b"".join(held), codec))
        file.flush()
        os.fsync(file.fileno())


def _write_parquet(path: Path, documents: Iterable[Item]) -> None:
    """One table; its columns are those of the first thousand documents, and a field that comes later is an error."""
    pa = arrow.pyarrow()

    def batches() -> Iterator[Any]:
        schema = None
        held: list[dict[str, Any]] = []
        for line, fields in documents:
            held.append(msgspec.json.decode(line) if fields is None else fields)
            if len(held) == _ROWS:
                batch = _batch(held, schema)
                schema = batch.schema
                yield batch
                held = []
        if held:
            yield _batch(held, schema)

    def _batch(rows: list[dict[str, Any]], schema: Any) -> Any:
        names = list(dict.fromkeys(name for row in rows for name in row))
        new = [name for name in names if schema is not None and name not in schema.names]
        if new:
            raise CorpusError(
                f"the field {new[0]!r} appears for the first time after the columns are fixed; export to jsonl instead"
            )
        try:
            if schema is not None:
                return pa.RecordBatch.from_pylist(rows, schema=schema)
            return pa.RecordBatch.from_pylist([{name: row.get(name) for name in names} for row in rows])
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise CorpusError(f"a field has values of several types ({error}); export to jsonl instead") from error

    arrow.write(str(path), arrow.TableFile("parquet", "zstd"), batches())
