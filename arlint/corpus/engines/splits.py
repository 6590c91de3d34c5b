"""Cut JSONL files into splits that machines can read on their own, and read one as batches of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from arlint.corpus import remote
from arlint.corpus.arrow import pyarrow
from arlint.corpus.compression import decompress
from arlint.corpus.engines.batch import LINE
from arlint.corpus.errors import CorpusError, DamagedError
from arlint.corpus.sources import Source

SPLIT_BYTES = 32 << 20
"""A task's share of a file that isn't compressed: some seconds of work, so that little is done twice after a crash."""

BATCH_BYTES = 2 << 20
_BLOCK_BYTES = 1 << 20


class Split(Struct, frozen=True):
    """The lines of a file that begin at bytes `[start, end)`; all of them where `end` is 0."""

    path: str
    codec: str
    start: int
    end: int


def splits(sources: Iterable[Source], size: int = SPLIT_BYTES) -> list[Split]:
    """The splits of files; a compressed file is one, because it can only be read from its beginning."""
    found = []
    for source in sources:
        if source.codec:
            found.append(Split(source.path, source.codec, 0, 0))
            continue
        starts = range(0, max(source.size, 1), size)
        found += [Split(source.path, "", start, min(start + size, source.size)) for start in starts]
    return found


def batches(split: Split) -> Iterator[Any]:
    """The lines of a split, blank ones left out, as record batches with one column of bytes.

    A compressed file that breaks off is an error, after which an engine tries again and then gives up: on one machine
    `arlint clean` sets such a file aside.
    """
    pa = pyarrow()
    held: list[bytes] = []
    size = 0
    for line in _lines(split):
        if not line.strip():
            continue
        held.append(line)
        size += len(line)
        if size >= BATCH_BYTES:
            yield pa.RecordBatch.from_arrays([pa.array(held, pa.binary())], names=[LINE])
            held, size = [], 0
    if held:
        yield pa.RecordBatch.from_arrays([pa.array(held, pa.binary())], names=[LINE])


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
        for block in decompress(iter(lambda: file.read(_BLOCK_BYTES), b""), split.codec):
            *lines, rest = block.split(b"\n")
            for line in lines:
                yield b"".join([*held, line])
                held = []
            held.append(rest)
    except DamagedError as damage:
        raise CorpusError(f"{split.path}: {damage}; clean it on one machine, which sets it aside") from damage
    if held:
        yield b"".join(held)
