"""The way back: the original bytes from clean data and audit log, of any format that is bytes.

Events are replayed in order of their place in the original; between them bytes are copied. Nothing of a
format is known here, so nothing of it can be wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from arlint.corpus import arrow, own_files, tables
from arlint.corpus.audit import Event
from arlint.corpus.compression import compress
from arlint.corpus.encodings import original
from arlint.corpus.errors import CorpusError, InconsistentError
from arlint.corpus.history import BLOCK_BYTES, Data, Log, blocks, by_shard
from arlint.corpus.manifest import InputEntry, Manifest
from arlint.corpus.manifest import read as read_manifest
from arlint.corpus.progress import Progress, ignore
from arlint.corpus.sources import data_name


class Verdict(Struct, frozen=True):
    """Whether an input comes back as it was; `problem` says why not. `size` is of the restored content."""

    path: str
    size: int
    problem: str = ""


def verify(output: Path, progress: Progress = ignore) -> Iterator[Verdict]:
    """Restore every input in memory, block by block, and compare it with what the manifest says of it."""
    manifest = read_manifest(output)
    for one in _originals(output, manifest):
        yield one.checked()
        progress(one.entry.content_size)


def restore(output: Path, target: Path, progress: Progress = ignore) -> Iterator[Verdict]:
    """Write every input of the run to the folder `target`, which must be empty or absent.

    A compressed input is compressed again: its content is the same, its container need not be.
    A file appears only if it is right.
    """
    manifest = read_manifest(output)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CorpusError(f"{target}: exists already and isn't empty; choose another name")
    target.mkdir(parents=True, exist_ok=True)
    for one in _originals(output, manifest):
        path = target / one.entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = own_files.beside(path, ".part")
        try:
            verdict = one.written(beside)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CorpusError(f"{path}: can't be written: {error.strerror}; restore into another folder") from error
        if verdict.problem:
            beside.unlink(missing_ok=True)
        else:
            beside.replace(path)
        yield verdict
        progress(one.entry.content_size)


class _Bytes(Struct):
    """The original of a file that is bytes."""

    entry: InputEntry
    blocks: Iterator[bytes]

    def checked(self) -> Verdict:
        return _checked(self.entry, self.blocks)

    def written(self, path: Path) -> Verdict:
        codec = "" if self.entry.damaged else self.entry.compression
        with path.open("wb") as file:
            return _checked(self.entry, _written(self.blocks, file, codec))


class _Rows(Struct):
    """The original of a table; `batches` ends with an empty one, so that there is a schema."""

    entry: InputEntry
    clean: Path
    batches: Iterator[Any]

    def checked(self) -> Verdict:
        return self._checked(lambda batches: [None for _ in batches])

    def written(self, path: Path) -> Verdict:
        return self._checked(
            lambda batches: arrow.write(str(path), arrow.storage(str(self.clean), self.entry.format), batches)
        )

    def _checked(self, consume: Callable[[Iterator[Any]], object]) -> Verdict:
        rows = arrow.RowHash()

        def hashed() -> Iterator[Any]:
            for batch in self.batches:
                rows.add(batch)
                yield batch

        try:
            consume(hashed())
        except (
            ValueError,
            OSError,
            StopIteration,
            RuntimeError,
            arrow.pyarrow().ArrowException,
            InconsistentError,
        ) as error:
            return Verdict(self.entry.path, rows.size, f"can't be restored: {error}")
        differs = rows.hexdigest() != self.entry.content_sha256
        return Verdict(self.entry.path, rows.size, "the restored rows differ from the original" if differs else "")


def _written(blocks: Iterable[bytes], file: BinaryIO, codec: str) -> Iterator[bytes]:
    """The same blocks, after they were written."""
    empty = True
    for block in blocks:
        file.write(compress(block, codec))
        empty = False
        yield block
    if empty:
        file.write(compress(b"", codec))


def _checked(entry: InputEntry, blocks: Iterable[bytes]) -> Verdict:
    size, digest = 0, hashlib.sha256()
    try:
        for block in blocks:
            size += len(block)
            digest.update(block)
    except InconsistentError as error:
        return Verdict(entry.path, size, str(error))
    except FileNotFoundError as error:
        return Verdict(entry.path, size, f"{error.filename} is missing")
    expected = entry.sha256 if entry.damaged else entry.content_sha256
    if digest.hexdigest() != expected:
        return Verdict(entry.path, size, "the restored content differs from the original")
    return Verdict(entry.path, size)


def _originals(output: Path, manifest: Manifest) -> Iterator[_Bytes | _Rows]:
    """The original of every input, which must be read before the next one is asked for."""
    for shard, entries in by_shard(manifest):
        log = Log(output, shard)
        for entry in entries:
            clean = output / "data" / data_name(entry.path, entry.format)
            if entry.damaged:
                yield _Bytes(entry, blocks(output / "rejected" / entry.path))
            elif entry.format in tables.FORMATS:
                column = manifest.settings.reading.text_field
                yield _Rows(entry, clean, tables.replay(clean, entry.format, column, log.of(entry.path)))
            else:
                replayed = original(_replay(Data(clean), log.of(entry.path)), entry.encoding)
                yield _Bytes(entry, _large(replayed))
            log.skip(entry.path)


def _replay(data: Data, events: Iterable[tuple[Event, bytes]]) -> Iterator[bytes]:
    """The original, from the cleaned `data` and what was done to it."""
    position = 0  # in the original
    for event, content in events:
        if content:
            yield from data.take(event.offset - position)
            yield content
            position = event.offset + len(content)
        for edit in event.edits:
            start = event.offset + edit.at
            before, after = edit.before, edit.after
            yield from data.take(start - position)
            if b"".join(data.take(len(after))) != after:
                raise InconsistentError(
                    f"record {event.record} was changed since: the edit at byte {start} isn't there"
                )
            yield before
            position = start + len(before)
    yield from data.rest()


def _large(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks worth compressing."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= BLOCK_BYTES:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
