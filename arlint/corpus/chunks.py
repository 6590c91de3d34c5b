"""Cut inputs into chunks of whole records.

Where a chunk ends depends on the content alone, never on block sizes, workers or time: a resumed run meets
the same chunks again, and a finished one is recognised by its number and the digest of all that came before.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import BinaryIO

from msgspec import Struct

from arlint.corpus import arrow, delimited, json_array, remote, tables, warc
from arlint.corpus.compression import MOST, decompress
from arlint.corpus.encodings import Recoder
from arlint.corpus.errors import CorpusError, DamagedError
from arlint.corpus.sources import DOCUMENTS, STANDARD_INPUT, WARC, Source
from arlint.corpus.task import Piece

CHUNK_BYTES = 1 << 20
"""A chunk ends with the first record that reaches this many bytes: a fraction of a second of work, so that little is
lost when a run is killed, all workers end at nearly the same time, and a chunk in work takes little memory; large
enough that compressing chunk by chunk costs little (the log grows by 5 % against chunks of 4 MB)."""

_BLOCK_BYTES = 1 << 20
_WITH_HEADER = frozenset({"csv", "tsv"})
_OWN_ENCODING = tables.FORMATS | WARC


class Shard(Struct, frozen=True):
    """What shares one audit log: a file of many records, or all the files that are one document each."""

    name: str
    sources: tuple[Source, ...]
    bundle: bool


class FileFacts(Struct, frozen=True):
    """An input file as it was read. `size` and `sha256` are of the file on disk, `content_…` of it uncompressed.

    `damaged` says where and why a compressed file breaks off, `encoding` what it is in, "" for UTF-8.
    """

    name: str
    format: str
    size: int
    sha256: str
    content_size: int
    content_sha256: str
    damaged: str = ""
    encoding: str = ""


class Chunk(Struct, frozen=True):
    """One chunk: its pieces, and what is known once it has been read.

    `digest` is of all content of the shard up to the chunk's end, `read` the bytes on disk that the chunk took.
    `files` are the inputs that end with this chunk; `last` says that nothing comes after it.
    """

    shard: int
    number: int
    pieces: tuple[Piece, ...]
    digest: str
    read: int
    files: tuple[FileFacts, ...]
    last: bool


def shards(sources: Iterable[Source]) -> list[Shard]:
    """The shards of a run: the documents together, then each file of many records."""
    documents = tuple(source for source in sources if source.format in DOCUMENTS)
    streams = [source for source in sources if source.format not in DOCUMENTS]
    found = [Shard("documents", documents, bundle=True)] if documents else []
    return found + [Shard(source.name, (source,), bundle=False) for source in streams]


def read(
    number: int,
    shard: Shard,
    field: str = "text",
    chunk_bytes: int = CHUNK_BYTES,
    *,
    most: float = MOST,
    encoding: str = "",
) -> Iterator[Chunk]:
    """The chunks of a shard, in order; at least one. Raises `CorpusError` where a file can't be read.

    A table without a column of text called `field` counts as damaged, and a compressed file that grows to more than
    `most` times its size (0: no limit). Chunks are in UTF-8, whatever the `encoding` of the file.
    """
    if encoding and shard.sources[0].format in _OWN_ENCODING:
        raise CorpusError(f"{shard.name}: --encoding is for files of text alone; clean this one without it")
    opened = partial(_FileReader, most=most, encoding=encoding)
    if shard.bundle:
        return _bundle(number, shard, chunk_bytes, opened)
    if shard.sources[0].format in tables.FORMATS:
        return _table(number, shard.sources[0], field)
    return _stream(number, shard.sources[0], chunk_bytes, opened)


class _FileReader:
    """A file read block by block, with the size and hash of what is on disk and of its content."""

    def __init__(self, source: Source, most: float = MOST, encoding: str = "") -> None:
        self.source = source
        self._most = most
        self.size = self.content_size = 0
        self.damaged = ""
        self._recoder = Recoder(encoding)
        self._rest: Iterator[bytes] = iter(())
        self._disk = hashlib.sha256()
        self._content = self._disk if not source.codec else hashlib.sha256()

    def blocks(self) -> Iterator[bytes]:
        try:
            with _open(self.source) as file:
                try:
                    yield from self._recoder.utf8(self._contents(file))
                except DamagedError as damage:
                    for _ in self._rest:  # its size and hash are of the whole file
                        pass
                    self.damaged = f"{damage}, after {self.content_size} bytes of content"
        except OSError as error:
            raise CorpusError(f"{self.source.path}: can't be read: {error.strerror or error}") from error
        if self.source.path != STANDARD_INPUT and self.size != self.source.size:
            raise CorpusError(
                f"{self.source.path}: changed while it was being read ({self.source.size} bytes at first, now "
                f"{self.size}); clean a copy that nothing writes to"
            )

    def _contents(self, file: BinaryIO) -> Iterator[bytes]:
        for content in decompress(self._raw(file), self.source.codec, self._most):
            self.content_size += len(content)
            if self.source.codec:
                self._content.update(content)
            yield content

    def _raw(self, file: BinaryIO) -> Iterator[bytes]:
        def blocks() -> Iterator[bytes]:
            while block := file.read(_BLOCK_BYTES):
                self.size += len(block)
                self._disk.update(block)
                yield block

        self._rest = blocks()
        return self._rest

    @property
    def digest(self) -> str:
        """The hash of the content so far."""
        return self._content.hexdigest()

    def facts(self) -> FileFacts:
        source = self.source
        return FileFacts(
            source.name,
            source.format,
            self.size,
            self._disk.hexdigest(),
            self.content_size,
            self.digest,
            self.damaged,
            self._recoder.encoding,
        )


def _open(source: Source) -> BinaryIO:
    if source.path == STANDARD_INPUT:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    return remote.open_file(source.path)


def _stream(shard: int, source: Source, chunk_bytes: int, opened: Callable[[Source], _FileReader]) -> Iterator[Chunk]:
    reader = opened(source)
    cut = _SPLITTERS[source.format](chunk_bytes)
    offset = record = line = read = number = 0
    header: bytes | None = None
    held: tuple[bytes, int, int] | None = None  # one chunk behind, to know which is the last
    digest = ""

    def kept(number: int) -> bool:
        return source.format == "json" and number > 0

    for part in cut(reader.blocks()):
        if held is not None:
            if source.format == "json":
                header = json_array.MIDDLE if number else json_array.FIRST
            piece = Piece(source.name, source.format, source.codec, held[0], offset, record, line, header, kept(number))
            if header is None and source.format in _WITH_HEADER:
                header = delimited.header_of(held[0], source.format)
            yield Chunk(shard, number, (piece,), digest, reader.size - read, (), last=False)
            offset, record, line = offset + len(held[0]), record + held[1], line + held[2]
            number, read = number + 1, reader.size
        held = part
        digest = reader.digest
    data = held[0] if held else b""
    if source.format == "json" and number:
        header = json_array.LAST
    piece = Piece(source.name, source.format, source.codec, data, offset, record, line, header, kept(number))
    facts = reader.facts()
    yield Chunk(shard, number, (piece,), reader.digest, reader.size - read, (facts,), last=True)


def _bundle(shard: int, bundle: Shard, chunk_bytes: int, opened: Callable[[Source], _FileReader]) -> Iterator[Chunk]:
    digest = hashlib.sha256()
    pieces: list[Piece] = []
    files: list[FileFacts] = []
    size = number = 0
    for source in bundle.sources:
        if size >= chunk_bytes:
            read = sum(file.size for file in files)
            yield Chunk(shard, number, tuple(pieces), digest.hexdigest(), read, tuple(files), last=False)
            pieces, files, size, number = [], [], 0, number + 1
        reader = opened(source)
        data = b"".join(reader.blocks())
        pieces.append(Piece(source.name, source.format, source.codec, data))
        files.append(reader.facts())
        digest.update(reader.digest.encode())
        size += len(data)
    read = sum(file.size for file in files)
    yield Chunk(shard, number, tuple(pieces), digest.hexdigest(), read, tuple(files), last=True)


def _table(shard: int, source: Source, field: str) -> Iterator[Chunk]:
    """The batches of a table. One that can't be read, or has no such column of text, is damaged as a whole."""
    disk = _hash_of(source)
    rows = arrow.RowHash()
    record = number = 0
    held: Piece | None = None
    damaged = ""
    try:
        for batch in arrow.batches(source.path, source.format):
            arrow.text_column(batch, field)
            if held is not None:
                yield Chunk(shard, number, (held,), rows.hexdigest(), 0, (), last=False)
                number += 1
            rows.add(batch)
            held = Piece(source.name, source.format, "", arrow.to_bytes(batch), record, record, record)
            record += batch.num_rows
    except (CorpusError, ValueError, OSError, arrow.pyarrow().ArrowException) as error:
        damaged = f"can't be read as {source.format}: {error}"
        held = None
    facts = FileFacts(
        source.name, source.format, source.size, disk, rows.size, rows.hexdigest(), " ".join(damaged.split())
    )
    piece = held or Piece(source.name, source.format, "", b"", record, record, record)
    yield Chunk(shard, number, (piece,), rows.hexdigest(), source.size, (facts,), last=True)


def _hash_of(source: Source) -> str:
    reader = _FileReader(source)
    for _ in reader.blocks():
        pass
    return reader.digest


Cut = tuple[bytes, int, int]
"""A stretch of whole records, how many records it counts, how many lines."""

Splitter = Callable[[Iterable[bytes]], Iterator[Cut]]


def _split_lines(chunk_bytes: int) -> Splitter:
    """Chunks that end with the first line end at or after `chunk_bytes`."""

    def split(blocks: Iterable[bytes]) -> Iterator[Cut]:
        parts: list[bytes] = []
        size = 0
        for block in blocks:
            begin = 0
            # One block may end several chunks.
            while (end := block.find(b"\n", max(begin, begin + chunk_bytes - size - 1))) >= 0:
                parts.append(block[begin : end + 1])
                yield _joined(parts)
                parts, size, begin = [], 0, end + 1
            parts.append(block[begin:])
            size += len(block) - begin
        if size:
            yield _joined(parts)

    return split


def _joined(parts: Sequence[bytes]) -> Cut:
    data = b"".join(parts)
    lines = data.count(b"\n")
    return data, lines, lines


_SPLITTERS: dict[str, Callable[[int], Splitter]] = {
    "jsonl": _split_lines,
    "json": json_array.splitter,
    "csv": partial(delimited.splitter, "csv"),
    "tsv": partial(delimited.splitter, "tsv"),
    **dict.fromkeys(WARC, warc.splitter),
}
