"""Copies and recurring lines by an engine's own shuffle: the same ones that a run on one machine finds.

A first pass cleans everything and says of each document in which buckets it lies and which lines it has. The engine
brings the members of a bucket together; what comes to the driver are the pairs that were found and the recurring lines,
not the documents. The second pass takes with each split the copies in it, as a chunk does on one machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from msgspec import Struct

from arlint.corpus import duplicates, formats
from arlint.corpus.arrow import pyarrow, rows
from arlint.corpus.duplicates import ALIKE, Trait
from arlint.corpus.engines import splits
from arlint.corpus.engines.batch import LINE, clean_lines, clean_rows
from arlint.corpus.fingerprints import likeness
from arlint.corpus.lines import Taking, number
from arlint.corpus.sources import Source
from arlint.corpus.spelling import unify_newlines
from arlint.corpus.task import Cleaner, Reading, problem_of
from arlint.linter import linter_of

COUNT, SAME, LIKE, LINES = range(4)
"""What a row of `survey` is: the number of records of a split, a document by its words, by a bucket, by a line."""
BUCKET, WHAT = "bucket", "what"

Place = tuple[int, int]
"""A document: its split, its record there. In this order the documents come on one machine."""


class Work(Struct, frozen=True):
    """A split to clean, and the copies in it: by record, why it goes."""

    split: splits.Split
    copies: dict[int, str] = {}


class Task(Struct, frozen=True):
    """How the splits are to be cleaned; `lines` are the recurring ones (msgpack), `further` is as in `linter_of`."""

    configuration: bytes
    reading: Reading
    lines: bytes = b""
    further: bytes = b""

    def cleaner(self) -> Cleaner:
        """What cleans in this process."""
        linter = linter_of(self.configuration, self.further)
        return Taking(linter, _lines(self.lines)) if self.lines else linter


@lru_cache(maxsize=1)
def _lines(encoded: bytes) -> dict[int, int]:
    return msgspec.msgpack.decode(encoded, type=dict[int, int])


def members_schema() -> Any:
    """The schema of `survey`: besides the bucket what it takes to compare and to rank, in every row."""
    pa = pyarrow()
    numbers = [(name, pa.int64()) for name in ("split", "record", "length", "edits")]
    return pa.schema(
        [(BUCKET, pa.binary()), (WHAT, pa.int32()), ("sketch", pa.binary()), *numbers, ("key", pa.binary())]
    )


def survey(at: int, split: splits.Split, task: Task) -> Iterator[Any]:
    """What the documents of split number `at` say of themselves, as record batches."""
    cleaner = task.cleaner()
    for first, batch in splits.numbered(split):
        found: list[tuple[Any, ...]] = []
        for record, trait in _traits(first, batch, cleaner, task.reading):
            facts = (at, record, trait.length, trait.edits, trait.key)
            if task.reading.dedup:
                found.append((trait.key, SAME, b"", *facts))
                found += [(bucket, LIKE, trait.sketch, *facts) for bucket in trait.buckets]
            found += [(line.to_bytes(8, "little"), LINES, b"", *facts) for line in trait.lines]
        yield _batch(found, members_schema())
    yield _batch([(b"%d" % at, COUNT, b"", at, splits.records(split), 0, 0, b"")], members_schema())


def _batch(found: Sequence[tuple[Any, ...]], schema: Any) -> Any:
    pa = pyarrow()
    columns = zip(*found, strict=True) if found else [()] * len(schema)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _traits(first: int, batch: Any, cleaner: Cleaner, reading: Reading) -> Iterator[tuple[int, Trait]]:
    for record, text, meta in _texts(first, batch, reading.text_field):
        try:
            trait = duplicates.trait(record, cleaner.clean_text(text, meta=meta), reading)
        except Exception as error:  # noqa: BLE001  (the second pass sets the record aside and says why)
            problem_of(error)
            continue
        if trait.key:
            yield record, trait


def _texts(first: int, batch: Any, field: str) -> Iterator[tuple[int, str, dict[str, Any] | None]]:
    if LINE not in batch.schema.names:
        for record, (text, meta) in enumerate(rows(batch, field), first):
            if text is not None:
                yield record, unify_newlines(text), meta
        return
    reader = formats.of("jsonl")
    for line, record in zip(batch.column(LINE).to_pylist(), batch.column(splits.NUMBER).to_pylist(), strict=True):
        for one in reader.read(line, field, None):
            if not one.problem:
                yield record, one.text, one.meta


def pairs_schema() -> Any:
    """The schema of `pairs`: a document and the first one of its bucket. Split -1: `record` counts those of a split."""
    pa = pyarrow()
    names = ("split", "record", "length", "edits")
    return pa.schema([(name, pa.int64()) for name in (*names, *(f"first_{name}" for name in names))])


def pairs(batches: Iterable[Any]) -> Any:
    """The pairs of copies in whole buckets, each copy with the first document of its bucket; one record batch."""
    found: list[tuple[int, ...]] = []
    for what, members in _buckets(batches):
        first = members[0]
        if what == COUNT:
            found.append((*first[1:5], -1, 0, 0, 0))
            continue
        for other in members[1:]:
            if other[1:3] != first[1:3] and (what == SAME or likeness(first[0], other[0]) >= ALIKE):
                found.append((*other[1:5], *first[1:5]))
    return _batch(found, pairs_schema())


def recurring_schema() -> Any:
    """The schema of `recurring`: a line, and the key of the document that keeps it."""
    pa = pyarrow()
    return pa.schema([("line", pa.binary()), ("key", pa.binary())])


def recurring(batches: Iterable[Any], least: int, gone: frozenset[Place]) -> Any:
    """The lines that stand in `least` documents or more, those in `gone` not counted; one record batch."""
    held: dict[bytes, list[tuple[Place, bytes]]] = {}
    for batch in batches:
        names = (BUCKET, "split", "record", "key")
        for line, split, record, key in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            if (split, record) not in gone:
                held.setdefault(line, []).append(((split, record), key))
    found = [(line, min(members)[1]) for line, members in held.items() if len(members) >= least]
    return _batch(found, recurring_schema())


def _buckets(batches: Iterable[Any]) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """The members of each bucket in order: sketch, split, record, length, edits."""
    held: dict[tuple[int, bytes], list[tuple[Any, ...]]] = {}
    for batch in batches:
        names = (WHAT, BUCKET, "sketch", "split", "record", "length", "edits")
        for what, bucket, *member in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            held.setdefault((what, bucket), []).append(tuple(member))
    for (what, _), members in held.items():
        yield what, sorted(members, key=itemgetter(1, 2))


def all_splits(sources: Sequence[Source]) -> list[Work]:
    """All splits of the inputs, without a look for copies."""
    return [Work(split) for split in splits.splits(sources)]


def clean(work: Work, task: Task) -> Iterator[Any]:
    """The split cleaned, as record batches: what `batch.clean_lines` and `batch.clean_rows` give."""
    cleaner, column = task.cleaner(), task.reading.text_field
    for first, read in splits.numbered(work.split):
        if LINE in read.schema.names:
            numbers = read.column(splits.NUMBER).to_pylist()
            here = {at: work.copies[number] for at, number in enumerate(numbers) if number in work.copies}
            yield clean_lines(read, cleaner, column, here)
        else:
            here = {number - first: why for number, why in work.copies.items() if number >= first}
            yield clean_rows(read, cleaner, column, here)


def without_copies(
    sources: Sequence[Source], found: Iterable[Mapping[str, int]]
) -> tuple[list[Work], frozenset[Place]]:
    """All splits, each with the copies in it; and the places of these. `found` are the rows of `pairs`."""
    families = _Families()
    sizes: dict[int, int] = {}
    for row in found:
        if row["first_split"] < 0:
            sizes[row["split"]] = row["record"]
        else:
            families.join(_member(row, ""), _member(row, "first_"))
    places = [(source, split) for source in sources for split in splits.splits([source])]
    before: dict[int, int] = {}  # of each split, records of its file before it
    for _, group in groupby(range(len(places)), lambda at: places[at][0].path):
        total = 0
        for at in group:
            before[at] = total
            total += sizes.get(at, 0)
    copies: dict[int, dict[int, str]] = {}
    for (split, record), (kept, traits) in families.copies():
        name, at = places[kept[0]][0].name, before[kept[0]] + kept[1]
        copies.setdefault(split, {})[record] = duplicates.reason(name, at, *traits)
    gone = frozenset((split, record) for split, those in copies.items() for record in those)
    return [Work(split, copies.get(at, {})) for at, (_, split) in enumerate(places)], gone


_Member = tuple[Place, tuple[int, int]]
"""A document: its place, its length and number of changes."""


def _member(row: Mapping[str, int], of: str) -> _Member:
    return (row[f"{of}split"], row[f"{of}record"]), (row[f"{of}length"], row[f"{of}edits"])


class _Families:
    """Documents that are copies of one another, directly or by others."""

    def __init__(self) -> None:
        self._parents: dict[Place, Place] = {}
        self._traits: dict[Place, tuple[int, int]] = {}

    def join(self, *members: _Member) -> None:
        for place, traits in members:
            self._parents.setdefault(place, place)
            self._traits[place] = traits
        one, other = sorted(self._root(place) for place, _ in members)
        self._parents[other] = one

    def _root(self, at: Place) -> Place:
        while self._parents[at] != at:
            self._parents[at] = at = self._parents[self._parents[at]]
        return at

    def copies(self) -> Iterator[tuple[Place, tuple[Place, tuple[tuple[int, int], tuple[int, int]]]]]:
        """Each copy that goes, with the one that stays, and the lengths and numbers of changes of that and of it."""
        best: dict[Place, Place] = {}
        for at in self._parents:
            root = self._root(at)
            if root not in best or self._rank(at) < self._rank(best[root]):
                best[root] = at
        for at in sorted(self._parents):
            kept = best[self._root(at)]
            if kept != at:
                yield at, (kept, (self._traits[kept], self._traits[at]))

    def _rank(self, at: Place) -> tuple[int, int, tuple[int, ...]]:
        return duplicates.rank(*self._traits[at], at)


def lines_of(found: Iterable[Mapping[str, bytes]]) -> bytes:
    """The rows of `recurring` as a `Task` carries them."""
    lines = {number(row["line"]): number(row["key"]) for row in found}
    return msgspec.msgpack.encode(lines) if lines else b""
