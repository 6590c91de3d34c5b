"""Copies of one document in a corpus: found in a first pass over it, dropped in the second, all but the best.

The first pass cleans every document, so that copies which differ in boilerplate are copies, and keeps of each some
2 KB (near) or 300 bytes (exact): as much as one machine has room for. It says of every chunk which of its records are
copies, and of what; the second pass, `kernel.clean_task`, drops them as a gate does. Lines that recur (`lines`) are
found in the same pass.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from arlint.corpus import arrow, formats, tables
from arlint.corpus.chunks import Chunk
from arlint.corpus.errors import CorpusError
from arlint.corpus.fingerprints import buckets, key, likeness, min_hashes, sketch, words
from arlint.corpus.lines import Lines, hashes, number
from arlint.corpus.manifest import write_whole
from arlint.corpus.pool import Job
from arlint.corpus.task import Cleaner, Copies, Piece, Reading
from arlint.linter import Cleaned
from arlint.text.malformed import MALFORMED

REASON = "duplicate"
"""How the reason of a dropped copy begins, as that of a gate does with its name."""

ALIKE = 0.6
"""Least estimated share of common runs of words; candidates below it met by chance."""


class Trait(Struct, frozen=True):
    """What the first pass keeps of a document. `key` is empty where the document is no candidate."""

    number: int
    key: bytes = b""
    buckets: tuple[bytes, ...] = ()
    sketch: bytes = b""
    length: int = 0
    edits: int = 0
    lines: frozenset[int] = frozenset()


class Found(Struct, frozen=True):
    """What the first pass found: copies to drop, by shard and chunk, and lines to take out."""

    copies: dict[tuple[int, int], Copies]
    lines: dict[int, int]


_WRITTEN = tuple[list[tuple[int, int, Copies]], dict[int, int]]


def write(path: Path, found: Found) -> None:
    """Keep what was found, so that a run that is resumed needs no first pass."""
    copies = [(shard, chunk, those) for (shard, chunk), those in found.copies.items()]
    write_whole(path, msgspec.msgpack.encode((copies, found.lines)))


def read(path: Path) -> Found:
    """What `write` wrote."""
    try:
        copies, lines = msgspec.msgpack.decode(path.read_bytes(), type=_WRITTEN)
    except MALFORMED as error:
        raise CorpusError(f"{path}: can't be read ({error}); clean into a new folder") from error
    return Found({(shard, chunk): those for shard, chunk, those in copies}, lines)


def survey(job: Job, cleaner: Cleaner, reading: Reading) -> list[list[Trait]]:
    """The traits of the documents of one chunk, by piece: the task of the first pass."""
    return [[trait for trait in _traits(piece, cleaner, reading) if trait.key] for piece in job.chunk.pieces]


def _traits(piece: Piece, cleaner: Cleaner, reading: Reading) -> Iterator[Trait]:
    if piece.format in tables.FORMATS:
        if piece.data:
            rows = arrow.rows(arrow.from_bytes(piece.data), reading.text_field)
            for number, (text, meta) in enumerate(rows):
                result = tables.result_of(text, meta, cleaner, reading.text_field)
                if isinstance(result, Cleaned):
                    yield trait(number, result, reading)
        return
    reader = formats.of(piece.format)
    for record in reader.read(piece.data, reading.text_field, piece.header):
        if not record.problem:
            try:
                cleaned = cleaner.clean_text(record.text, meta=record.meta, kind=reader.kind)
                yield trait(record.number, cleaned, reading, reader.kind)
            except (MemoryError, CorpusError):  # an optional package that is missing: no text would have a copy
                raise
            except Exception:  # noqa: BLE001, S112  (the second pass sets the record aside and says why)
                continue


def trait(record: int, cleaned: Cleaned, reading: Reading, kind: str = "plain") -> Trait:
    """What is kept of record number `record`. CorpusError where an optional package is missing."""
    found = words(cleaned.text)
    if cleaned.dropped is not None or not found:
        return Trait(record)
    length, edits = len(cleaned.text), len(cleaned.edits)
    lines = hashes(cleaned.text) if reading.dedup_lines and kind == "plain" else frozenset()
    if reading.dedup != "near":
        return Trait(record, key(found), (), b"", length, edits, lines)
    signature = min_hashes(found)
    return Trait(record, key(found), tuple(buckets(signature)), sketch(signature), length, edits, lines)


def rank(length: int, edits: int, place: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
    """The longest text first; of texts as long the one that needed fewest changes, then the one that came first."""
    return -length, edits, place


def reason(name: str, record: int, kept: tuple[int, int], here: tuple[int, int]) -> str:
    """Why a copy goes; `kept` and `here` are the lengths and numbers of changes of the two."""
    if kept[0] > here[0]:
        why = f"that copy is longer ({kept[0]} characters, {here[0]} here)"
    elif kept[1] < here[1]:
        why = f"that copy needed fewer changes ({kept[1]}, {here[1]} here)"
    else:
        why = "that copy comes first"
    return f"{REASON} of record {record} in {name}; {why}"


class Index:
    """All documents of a corpus, which are copies of one another, and which lines recur."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lines = Lines()
        self._keys = array("Q")
        self._places: list[tuple[int, int, int, int]] = []  # shard, chunk, piece, record in the piece
        self._names: list[str] = []
        self._records = array("q")
        self._lengths = array("q")
        self._edits = array("q")
        self._parents = array("q")
        self._sketches: list[bytes] = []
        self._first: dict[bytes, int] = {}

    def add(self, chunk: Chunk, traits: Iterable[Sequence[Trait]]) -> None:
        """Take up the documents of a chunk."""
        for at, (piece, found) in enumerate(zip(chunk.pieces, traits, strict=True)):
            for trait in found:
                self._add((chunk.shard, chunk.number, at, trait.number), piece, trait)

    def _add(self, place: tuple[int, int, int, int], piece: Piece, trait: Trait) -> None:
        mine = len(self._places)
        self._places.append(place)
        self._names.append(piece.name)
        self._records.append(piece.record + trait.number)
        self._lengths.append(trait.length)
        self._edits.append(trait.edits)
        self._parents.append(mine)
        self._sketches.append(trait.sketch)
        self._keys.append(number(trait.key))
        self._lines.add(mine, trait.lines)
        if not self._reading.dedup:
            return
        same = self._first.setdefault(trait.key, mine)
        self._join(mine, same)
        for bucket in trait.buckets:
            other = self._first.setdefault(bucket, mine)
            if self._root(other) != self._root(mine) and self._alike(mine, other):
                self._join(mine, other)

    def _alike(self, one: int, other: int) -> bool:
        return likeness(self._sketches[one], self._sketches[other]) >= ALIKE

    def _root(self, at: int) -> int:
        parents = self._parents
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    def _join(self, one: int, other: int) -> None:
        one, other = sorted((self._root(one), self._root(other)))
        self._parents[other] = one

    def found(self) -> Found:
        """The copies to drop, and the lines to take out of the documents that stay."""
        best: dict[int, int] = {}
        for at in range(len(self._places)):
            root = self._root(at)
            if root not in best or self._rank(at) < self._rank(best[root]):
                best[root] = at
        copies: dict[tuple[int, int], Copies] = {}
        gone: set[int] = set()
        for at, (shard, chunk, piece, record) in enumerate(self._places):
            kept = best[self._root(at)]
            if kept != at:
                gone.add(at)
                copies.setdefault((shard, chunk), {}).setdefault(piece, {})[record] = self._reason(at, kept)
        if not self._reading.dedup_lines:
            return Found(copies, {})
        lines = self._lines.recurring(self._reading.dedup_lines, gone)
        return Found(copies, {hashed: self._keys[first] for hashed, first in lines.items()})

    def _rank(self, at: int) -> tuple[int, int, tuple[int, ...]]:
        return rank(self._lengths[at], self._edits[at], (at,))

    def _reason(self, at: int, kept: int) -> str:
        traits = [(self._lengths[one], self._edits[one]) for one in (kept, at)]
        return reason(self._names[kept], self._records[kept], *traits)
