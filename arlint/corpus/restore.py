"""The way back: the original bytes from clean data and audit log, of any format that is bytes.

Events are replayed in order of their place in the original; between them bytes are copied. Nothing of a
format is known here, so nothing of it can be wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec
from msgspec import Struct

from arlint.corpus import arrow, own_files, tables
from arlint.corpus.audit import Event, SetAside
from arlint.corpus.compression import codec_of, compress, decompress
from arlint.corpus.encodings import original
from arlint.corpus.errors import CorpusError, DamagedError, InconsistentError
from arlint.corpus.manifest import InputEntry, Manifest
from arlint.corpus.manifest import read as read_manifest
from arlint.corpus.outputs import log_path
from arlint.corpus.sources import data_name
from arlint.text.malformed import MALFORMED

_BLOCK_BYTES = 1 << 20
_TAIL_BYTES = 256


Progress = Callable[[int], None]
"""Told how many bytes have been dealt with since the last call."""


def ignore(size: int) -> None:
    """Take no notice of progress."""
    del size


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
    for shard, entries in _by_shard(manifest):
        log = _Log(output, shard)
        for entry in entries:
            clean = output / "data" / data_name(entry.path, entry.format)
            if entry.damaged:
                yield _Bytes(entry, _blocks(output / "rejected" / entry.path))
            elif entry.format in tables.FORMATS:
                column = manifest.settings.reading.text_field
                yield _Rows(entry, clean, tables.replay(clean, entry.format, column, log.of(entry.path)))
            else:
                replayed = original(_replay(Data(clean), log.of(entry.path)), entry.encoding)
                yield _Bytes(entry, _large(replayed))
            log.skip(entry.path)


def events(output: Path, manifest: Manifest) -> Iterator[tuple[InputEntry, Iterator[Event]]]:
    """Every input with what happened to it, to be read before the next input is asked for."""
    for shard, entries in _by_shard(manifest):
        log = _Log(output, shard)
        audit = output / log_path("audit", shard)
        if any(_is_logged(entry) for entry in entries) and not audit.exists():
            raise InconsistentError(f"{audit}: is missing; without it nobody can say what was changed")
        for entry in entries:
            yield entry, (event for event, _ in log.of(entry.path, with_content=False))
            log.skip(entry.path)


def _is_logged(entry: InputEntry) -> bool:
    """Whether something happened to a record of the input, so that its log must be there."""
    counts = entry.counts
    return bool(counts.changed or counts.dropped or counts.rejected > bool(entry.damaged))


def _by_shard(manifest: Manifest) -> Iterator[tuple[str, list[InputEntry]]]:
    by_shard: dict[str, list[InputEntry]] = {}
    for entry in manifest.inputs:
        by_shard.setdefault(entry.shard, []).append(entry)
    yield from by_shard.items()


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


class Data:
    """The content of a file of `data/`, in order. A file that isn't there has none: all its records went away."""

    def __init__(self, path: Path) -> None:
        self._blocks = _file(path) if path.exists() else iter(())
        self._held = self._tail = b""

    def take(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes."""
        while size > 0:
            if not self._held:
                self._held = next(self._blocks, b"")
                if not self._held:
                    raise InconsistentError("data/ ends too early for its audit log")
            part, self._held = self._held[:size], self._held[size:]
            size -= len(part)
            yield part

    def skip(self, size: int) -> None:
        """Pass over `size` bytes, keeping the last of them for `behind`."""
        for part in self.take(size):
            self._tail = (self._tail + part)[-_TAIL_BYTES:] if len(part) < _TAIL_BYTES else part[-_TAIL_BYTES:]

    def behind(self, size: int) -> bytes:
        """At most `size` of the bytes skipped last."""
        return self._tail[-size:]

    def ahead(self, size: int) -> bytes:
        """At most `size` of the bytes that come next."""
        if len(self._held) < size:
            self._held += next(self._blocks, b"")
        return self._held[:size]

    def rest(self) -> Iterator[bytes]:
        """All that is left."""
        yield self._held
        yield from self._blocks


class _Log:
    """The events of a shard, in order; each with the record it took away, if it did."""

    def __init__(self, output: Path, shard: str) -> None:
        self._events = _lines(output / log_path("audit", shard), Event)
        self._aside = {kind: _lines(output / log_path(kind, shard), SetAside) for kind in ("dropped", "rejected")}
        self._next: Event | None = None
        self._begun = False

    def of(self, path: str, *, with_content: bool = True) -> Iterator[tuple[Event, bytes]]:
        """The events of one file, each with the bytes of the record that it took away, where they are wanted."""
        if not self._begun:
            self._begun, self._next = True, next(self._events, None)
        while (event := self._next) is not None and event.file in ("", path):
            self._next = next(self._events, None)
            kind = "dropped" if event.dropped else "rejected" if event.rejected else ""
            yield event, self._taken(kind, event) if kind and with_content else b""

    def skip(self, path: str) -> None:
        """Pass over what is left of a file's events."""
        while (event := self._next) is not None and event.file in ("", path):
            self._next = next(self._events, None)

    def _taken(self, kind: str, event: Event) -> bytes:
        for item in self._aside[kind]:
            if item.record == event.record and item.offset == event.offset and event.file in ("", item.file):
                return item.content
        raise InconsistentError(f"record {event.record} is missing from {kind}/")


_Line = TypeVar("_Line", Event, SetAside)


def _lines(path: Path, kind: type[_Line]) -> Iterator[_Line]:
    """The lines of a log; none where there is no log, because nothing happened."""
    if not path.exists():
        return
    decoder = msgspec.json.Decoder(kind)
    held: list[bytes] = []  # of the line that the blocks so far leave open
    for block in _file(path):
        *lines, rest = block.split(b"\n")
        for line in lines:
            try:
                yield decoder.decode(b"".join([*held, line]))
            except MALFORMED as error:
                raise InconsistentError(f"{path}: a line can't be read: {error}") from error
            held = []
        held.append(rest)


def _file(path: Path) -> Iterator[bytes]:
    """The uncompressed content of a file of the output."""
    try:
        yield from decompress(_blocks(path), codec_of(path.name))
    except DamagedError as error:
        raise InconsistentError(f"output is damaged: {error}") from error


def _blocks(path: Path) -> Iterator[bytes]:
    if path.exists() and not path.is_file():  # a link to a device or a pipe has no end
        raise InconsistentError(f"{path}: is no file")
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def _large(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks worth compressing."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _BLOCK_BYTES:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
