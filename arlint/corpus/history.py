"""What an output folder tells: the clean data in order, and what happened to each record.

Whoever wrote the folder may have changed it since: what does not fit together is an `InconsistentError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from arlint.corpus.audit import Event, SetAside
from arlint.corpus.compression import codec_of, decompress
from arlint.corpus.errors import DamagedError, InconsistentError
from arlint.corpus.manifest import InputEntry, Manifest
from arlint.corpus.outputs import log_path
from arlint.text.malformed import MALFORMED

BLOCK_BYTES = 1 << 20
_TAIL_BYTES = 256


def events(output: Path, manifest: Manifest) -> Iterator[tuple[InputEntry, Iterator[Event]]]:
    """Every input with what happened to it, to be read before the next input is asked for."""
    for shard, entries in by_shard(manifest):
        log = Log(output, shard)
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


def by_shard(manifest: Manifest) -> Iterator[tuple[str, list[InputEntry]]]:
    """The shards of a run, each with its inputs: they share a log."""
    shards: dict[str, list[InputEntry]] = {}
    for entry in manifest.inputs:
        shards.setdefault(entry.shard, []).append(entry)
    yield from shards.items()


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


class Log:
    """The events of a shard, in order; each with the record it took away, if it did."""

    def __init__(self, output: Path, shard: str) -> None:
        self._events = _lines(output / log_path("audit", shard), Event)
        self._aside = {kind: _lines(output / log_path(kind, shard), SetAside) for kind in ("dropped", "rejected")}
        self._next: Event | None = None
        self._begun = False

    def of(self, path: str, *, with_content: bool = True) -> Iterator[tuple[Event, bytes]]:
        """The events of one file, each with the bytes of the record that it took away, where they are wanted."""
        for event in self._of(path):
            kind = "dropped" if event.dropped else "rejected" if event.rejected else ""
            yield event, self._taken(kind, event) if kind and with_content else b""

    def skip(self, path: str) -> None:
        """Pass over what is left of a file's events."""
        for _ in self._of(path):
            pass

    def _of(self, path: str) -> Iterator[Event]:
        """The events of one file that nobody has had yet."""
        if not self._begun:
            self._begun, self._next = True, next(self._events, None)
        while (event := self._next) is not None and event.file in ("", path):
            self._next = next(self._events, None)
            yield event

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
        yield from decompress(blocks(path), codec_of(path.name))
    except DamagedError as error:
        raise InconsistentError(f"output is damaged: {error}") from error


def blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file of the output as they are, block by block."""
    if path.exists() and not path.is_file():  # a link to a device or a pipe has no end
        raise InconsistentError(f"{path}: is no file")
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
