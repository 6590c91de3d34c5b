"""Cut files into splits that machines can read on their own, and read one as batches of lines or rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from arlint.corpus import remote
from arlint.corpus.arrow import pyarrow
from arlint.corpus.compression import MOST, decompress
from arlint.corpus.engines.batch import LINE
from arlint.corpus.errors import CorpusError, DamagedError
from arlint.corpus.sources import Source

SPLIT_BYTES = 32 << 20
"""A task's share of a file that isn't compressed: some seconds of work, so that little is done twice after a crash."""

BATCH_BYTES = 2 << 20
ROWS = 1024
"""Rows of a table in a batch: a few MB of web pages."""
_BLOCK_BYTES = 1 << 20


NUMBER = "number"
"""The column beside `LINE` that says which line of its split one is; blank ones count too."""

PARQUET = "parquet"


class Split(Struct, frozen=True):
    """The lines of a file that begin at bytes `[start, end)`; all of them where `end` is 0.

    Of a Parquet file, which `codec` tells, the row groups of these numbers.
    """

    path: str
    codec: str
    start: int
    end: int


def splits(sources: Iterable[Source], size: int = SPLIT_BYTES) -> list[Split]:
    """The splits of files; a compressed file is one, because it can only be read from its beginning."""
    found: list[Split] = []
    for source in sources:
        if source.format == PARQUET:
            found += _row_groups(source, size)
            continue
        if source.codec:
            found.append(Split(source.path, source.codec, 0, 0))
            continue
        starts = range(0, max(source.size, 1), size)
        found += [Split(source.path, "", start, min(start + size, source.size)) for start in starts]
    return found


def _row_groups(source: Source, size: int) -> Iterator[Split]:
    from pyarrow import parquet

    with remote.open_file(source.path) as opened, parquet.ParquetFile(opened) as file:
        start = held = 0
        for number in range(file.num_row_groups):
            held += file.metadata.row_group(number).total_byte_size
            if held >= size or number + 1 == file.num_row_groups:
                yield Split(source.path, PARQUET, start, number + 1)
                start, held = number + 1, 0


def numbered(split: Split) -> Iterator[tuple[int, Any]]:
    """As `batches`, or the rows of a table; each with how many rows come before it (of lines `NUMBER` says so)."""
    if split.codec != PARQUET:
        for batch in batches(split):
            yield 0, batch
        return
    from pyarrow import parquet

    with remote.open_file(split.path) as opened, parquet.ParquetFile(opened) as file:
        before = 0
        for batch in file.iter_batches(ROWS, row_groups=list(range(split.start, split.end))):
            yield before, batch
            before += batch.num_rows


def records(split: Split) -> int:
    """How many lines, blank ones too, or rows a split has."""
    if split.codec != PARQUET:
        return sum(1 for _ in _lines(split))
    from pyarrow import parquet

    with remote.open_file(split.path) as opened, parquet.ParquetFile(opened) as file:
        return sum(file.metadata.row_group(number).num_rows for number in range(split.start, split.end))


def batches(split: Split) -> Iterator[Any]:
    """The lines of a split, blank ones left out, as record batches: their bytes, and their numbers.

    A compressed file that breaks off is an error, after which an engine tries again and then gives up: on one machine
    `arlint clean` sets such a file aside.
    """
    pa = pyarrow()
    schema = pa.schema([(LINE, pa.binary()), (NUMBER, pa.int64())])
    held: list[tuple[bytes, int]] = []
    size = 0
    for number, line in enumerate(_lines(split)):
        if not line.strip():
            continue
        held.append((line, number))
        size += len(line)
        if size >= BATCH_BYTES:
            yield pa.RecordBatch.from_arrays(list(map(pa.array, zip(*held, strict=True))), schema=schema)
            held, size = [], 0
    if held:
        yield pa.RecordBatch.from_arrays(list(map(pa.array, zip(*held, strict=True))), schema=schema)


def _lines(split: Split) -> Iterator[bytes]:
    with remote.open_file(split.path) as file:
        if split.end == 0:
            yield from _all_lines(file, split)
            return
        position = split.start
        if position:
            file.seek(position - 1)
            position += len(file.readline()) - 1  # the line that begins in the split before belongs to it
        while position < split.end and (line := file.readline()):
            position += len(line)
            yield line.rstrip(b"\n")


def _all_lines(file: Any, split: Split) -> Iterator[bytes]:
    held: list[bytes] = []
    try:
        for block in decompress(iter(lambda: file.read(_BLOCK_BYTES), b""), split.codec, MOST):
            *lines, rest = block.split(b"\n")
            for line in lines:
                yield b"".join([*held, line])
                held = []
            held.append(rest)
    except DamagedError as damage:
        raise CorpusError(f"{split.path}: {damage}; clean it on one machine, which sets it aside") from damage
    if held:
        yield b"".join(held)
