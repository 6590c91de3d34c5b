"""The Arrow kernel: `clean_batch`, which engines run on record batches, and the Parquet and Arrow files of `clean`.

Needs pyarrow, the extra `arlint[corpus]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from arlint.corpus import audit, remote
from arlint.corpus.errors import CorpusError, missing_extra
from arlint.corpus.records import absent
from arlint.corpus.spelling import PLAIN, raw_edits, unify_newlines
from arlint.corpus.task import Cleaner
from arlint.linter import Cleaned

BATCH_BYTES = 1 << 20
ROW_GROUP_BYTES = 64 << 20
"""Rows are gathered up to this size for a row group: small enough to hold in memory, large enough to compress."""


def pyarrow() -> Any:
    """The package pyarrow; `CorpusError` where it isn't installed."""
    try:
        import pyarrow as pa
    except ImportError:
        raise missing_extra("Arrow and Parquet") from None
    return pa


def clean_batch(batch: Any, linter: Cleaner, column: str = "text", *, report: str = "", keep: bool = False) -> Any:
    """The `pyarrow.RecordBatch` with its text `column` cleaned; other columns are passed through as they are.

    Rows that a gate refuses are left out, or with `keep` stay as they were. Null texts stay null.
    `report` names a struct column to add: `edits` (map of rule code to count), `dropped` (the gate, or null) and
    `scores` (map of name to value). Raises `CorpusError` where there is no such column of strings, or one of that name.
    """
    pa = pyarrow()
    if not isinstance(batch, pa.RecordBatch):
        raise TypeError("clean_batch takes a RecordBatch; of a table, each of table.to_batches()")
    if report and report in batch.schema.names:
        raise CorpusError(f'there is a column "{report}" already; give the report another name')
    texts = text_column(batch, column)
    results = [
        None if text is None else linter.clean_text(unify_newlines(text), meta=meta)
        for text, meta in rows(batch, column)
    ]
    new = [
        text if text is None or result is None or result.dropped or not result.edits else respelled(text, result)
        for text, result in zip(texts, results, strict=True)
    ]
    position = batch.schema.get_field_index(column)
    field = batch.schema.field(position)
    columns = list(batch.columns)
    columns[position] = pa.array(new, field.type)
    cleaned = pa.RecordBatch.from_arrays(columns, schema=batch.schema)
    if report:
        kind = pa.struct(
            [
                ("edits", pa.map_(pa.string(), pa.int32())),
                ("dropped", pa.string()),
                ("scores", pa.map_(pa.string(), pa.float64())),
            ]
        )
        reports = [_report(result) for result in results]
        schema = batch.schema.append(pa.field(report, kind))
        cleaned = pa.RecordBatch.from_arrays([*cleaned.columns, pa.array(reports, kind)], schema=schema)
    if keep or not any(result and result.dropped for result in results):
        return cleaned
    return cleaned.filter(pa.array([not (result and result.dropped) for result in results]))


def respelled(text: str, cleaned: Cleaned) -> str:
    """The cleaned text with the line ends of the original."""
    if "\r\n" not in text:
        return cleaned.text
    data = text.encode()
    return audit.patched(
        data, audit.audited(raw_edits(text, PLAIN, cleaned.edits, text, cleaned.text), text, 0)
    ).decode()


def _report(result: Cleaned | None) -> dict[str, Any]:
    if result is None:
        return {"edits": [], "dropped": None, "scores": []}
    counts: dict[str, int] = {}
    for edit in result.edits:
        for code in edit.codes:
            counts[code] = counts.get(code, 0) + 1
    return {"edits": sorted(counts.items()), "dropped": result.dropped, "scores": sorted(result.scores.items())}


def text_column(batch: Any, column: str) -> list[str | None]:
    """The texts of `column`; `CorpusError` where there is no such column, or it holds something else."""
    texts: list[str | None] = batch.column(_text_position(batch.schema, column)).to_pylist()
    return texts


def require_text(path: str, column: str) -> None:
    """Raise `CorpusError` where the Parquet file at `path` has no such column of texts, or can't be read."""
    pa = pyarrow()
    import pyarrow.parquet as pq

    try:
        with remote.open_file(path) as source:
            _text_position(pq.read_schema(source), column)
    except pa.ArrowException as error:
        raise CorpusError(f"{path}: {error}") from error
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}; name the one that holds the text with --text-field") from error


def _text_position(schema: Any, column: str) -> int:
    position: int = schema.get_field_index(column)
    if position < 0:
        raise CorpusError(absent("column", column, schema.names))
    kind = schema.field(position).type
    if not _is_text(kind):
        raise CorpusError(f'column "{column}" does not hold text but {kind}')
    return position


def _is_text(kind: Any, *, coded: bool = False) -> bool:
    """Whether a column of this type holds strings, which each library writes in its own way; `coded`: or codes of some.

    pandas and Polars write long strings or views, and categories as codes.
    """
    pa = pyarrow()
    if coded and pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view())


def rows(batch: Any, column: str) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Each row's text, and its other columns of strings, such as the address of a page."""
    names = [field.name for field in batch.schema if field.name != column and _is_text(field.type, coded=True)]
    others = [batch.column(name).to_pylist() for name in names]
    for number, text in enumerate(text_column(batch, column)):
        yield text, {name: values[number] for name, values in zip(names, others, strict=True)}


class TableFile(Struct, frozen=True):
    """How a table is stored: `kind` is parquet, arrow (a file) or stream; `compression` is of Parquet's columns."""

    kind: str
    compression: str


def batches(path: str, kind: str) -> Iterator[Any]:
    """The record batches of a file, about `BATCH_BYTES` each; at least one. Raises pyarrow's own errors."""
    pa = pyarrow()
    if kind == "parquet":
        import pyarrow.parquet as pq

        with remote.open_file(path) as source, pq.ParquetFile(source) as file:
            total = sum(file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups))
            rows = max(1, int(file.metadata.num_rows * BATCH_BYTES / max(total, 1)))
            empty = True
            for batch in file.iter_batches(batch_size=min(rows, 1 << 20)):
                empty = False
                yield batch
            if empty:
                yield pa.RecordBatch.from_pylist([], schema=file.schema_arrow)
        return
    with remote.open_file(path) as opened:
        source = pa.PythonFile(opened)
        empty = True
        reader = _open_arrow(source)
        for batch in reader:
            for part in _slices(batch):
                empty = False
                yield part
        if empty:
            yield pa.RecordBatch.from_pylist([], schema=reader.schema)


def _open_arrow(source: Any) -> Any:
    pa = pyarrow()
    magic = source.read(6)
    source.seek(0)
    if magic == b"ARROW1":
        file = pa.ipc.open_file(source)
        return pa.RecordBatchReader.from_batches(
            file.schema, (file.get_batch(n) for n in range(file.num_record_batches))
        )
    return pa.ipc.open_stream(source)


def _slices(batch: Any) -> Iterator[Any]:
    rows = max(1, int(batch.num_rows * BATCH_BYTES / max(batch.nbytes, 1)))
    for start in range(0, batch.num_rows, rows):
        yield batch.slice(start, rows)


def storage(path: str, kind: str) -> TableFile:
    """How the table at `path` is stored, to store another one likewise."""
    if kind == "parquet":
        import pyarrow.parquet as pq

        with remote.open_file(path) as source, pq.ParquetFile(source) as file:
            if not file.num_row_groups or not file.metadata.num_columns:
                return TableFile("parquet", "snappy")
            return TableFile("parquet", file.metadata.row_group(0).column(0).compression.lower())
    with remote.open_file(path) as source:
        return TableFile("arrow" if source.read(6) == b"ARROW1" else "stream", "")


def write(path: str, stored: TableFile, parts: Iterator[Any]) -> None:
    """Write record batches (at least one) to a table file."""
    pa = pyarrow()
    first = next(parts)
    if stored.kind != "parquet":
        make = pa.ipc.new_file if stored.kind == "arrow" else pa.ipc.new_stream
        with pa.OSFile(path, "wb") as sink, make(sink, first.schema) as writer:
            for batch in _chain(first, parts):
                if batch.num_rows:
                    writer.write_batch(batch)
        return
    import pyarrow.parquet as pq

    codec = "none" if stored.compression == "uncompressed" else stored.compression
    with pq.ParquetWriter(path, first.schema, compression=codec) as writer:
        held: list[Any] = []
        size = 0
        for batch in _chain(first, parts):
            held.append(batch)
            size += batch.nbytes
            if size >= ROW_GROUP_BYTES:
                writer.write_table(pa.Table.from_batches(held))
                held, size = [], 0
        if held:
            writer.write_table(pa.Table.from_batches(held))


def _chain(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def to_bytes(batch: Any) -> bytes:
    """A record batch as an Arrow stream of its own."""
    pa = pyarrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def from_bytes(data: bytes) -> Any:
    """What `to_bytes` wrote."""
    pa = pyarrow()
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def parts(path: str) -> Iterator[Any]:
    """The batches of a file into which `to_bytes` streams were written one after another."""
    pa = pyarrow()
    with pa.OSFile(path) as source:
        while source.tell() < source.size():
            yield from pa.ipc.open_stream(source)


class RowHash:
    """A hash of rows that doesn't depend on batches: two tables of the same rows in the same order have the same."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.size = 0

    def add(self, batch: Any) -> None:
        """Count the rows of `batch` in."""
        for row in zip(*(_plain(column).to_pylist() for column in batch.columns), strict=True):
            for value in row:
                data = value.encode() if isinstance(value, str) else repr(value).encode()
                self._hash.update(f"{type(value).__name__}{len(data)}:".encode())
                self._hash.update(data)
                self.size += len(data)

    def hexdigest(self) -> str:
        """The hash so far."""
        return self._hash.hexdigest()


def _plain(column: Any) -> Any:
    """Times as the numbers they are stored as: Python has no nanoseconds."""
    pa = pyarrow()
    if pa.types.is_temporal(column.type):
        return column.cast(pa.int32() if column.type.bit_width == 32 else pa.int64())
    return column
