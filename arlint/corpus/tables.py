"""Parquet and Arrow files in a run: read in batches, cleaned like any piece, put together when they are done.

While a run goes on, the clean rows are Arrow streams one after another, which can be cut back to any chunk
like the other formats. The way back is by rows: the same table, though not the same bytes of its container.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from arlint.corpus import arrow, audit
from arlint.corpus.audit import Event, SetAside
from arlint.corpus.sources import SEEKABLE
from arlint.corpus.spelling import PLAIN, raw_edits, unify_newlines
from arlint.corpus.task import Cleaner, Counts, Piece, Reading, problem_of
from arlint.linter import Cleaned

FORMATS = SEEKABLE


class PieceWork:
    """The cleaning of one batch: what it found so far."""

    def __init__(self, piece: Piece) -> None:
        self.counts = Counts()
        self.events: list[bytes] = []
        self.dropped: list[bytes] = []
        self.rejected: list[bytes] = []
        self._piece = piece

    def clean(self, cleaner: Cleaner, reading: Reading, copies: dict[int, str]) -> bytes:
        """The rows that stay, cleaned, as an Arrow stream; `copies` are dropped, with the reason."""
        if not self._piece.data:
            return b""
        pa = arrow.pyarrow()
        batch = arrow.from_bytes(self._piece.data)
        column = reading.text_field
        kept: list[int] = []
        texts: list[str | None] = []
        for number, (text, meta) in enumerate(arrow.rows(batch, column)):
            self.counts.documents += 1
            result = result_of(text, meta, cleaner, column)
            if isinstance(result, str):
                self._set_aside(number, batch, rejected=result)
            elif reason := result.dropped or copies.get(number):
                self._set_aside(number, batch, dropped=reason, scores=dict(result.scores))
            else:
                kept.append(number)
                edited = result.edits and text is not None
                texts.append(self._edited(number, text or "", result, reading) if edited else text)
                if result.scores and not edited:
                    record = self._piece.record + number
                    self.events.append(audit.encode_line(Event(record, record, scores=dict(result.scores))))
        if len(kept) < batch.num_rows:
            batch = batch.take(pa.array(kept, pa.int64()))
        if self.counts.changed:
            position = batch.schema.get_field_index(column)
            field = batch.schema.field(position)
            batch = batch.set_column(position, field, pa.array(texts, field.type))
        return arrow.to_bytes(batch)

    def _edited(self, number: int, text: str, result: Cleaned, reading: Reading) -> str:
        """The text after the edits, which are logged."""
        seen = unify_newlines(text)
        edits = audit.audited(raw_edits(text, PLAIN, result.edits, seen, result.text), seen, 0)
        self.counts.changed += 1
        self.counts.edit(edit.codes for edit in edits)
        record = self._piece.record + number
        stretches = audit.offset_map(edits, len(seen)) if reading.offset_map else ()
        scores = dict(result.scores)
        self.events.append(audit.encode_line(Event(record, record, edits=edits, map=stretches, scores=scores)))
        return audit.patched(text.encode(), edits).decode()

    def _set_aside(
        self, number: int, batch: Any, dropped: str = "", rejected: str = "", scores: dict[str, float] | None = None
    ) -> None:
        record = self._piece.record + number
        event = Event(record, record, dropped=dropped, rejected=rejected, length=1, scores=scores or {})
        self.events.append(audit.encode_line(event))
        row = arrow.to_bytes(batch.slice(number, 1))
        reason = dropped or rejected
        raw = base64.b64encode(row).decode()
        item = SetAside(self._piece.name, record, record + 1, record, 1, reason, raw_base64=raw, scores=scores or {})
        if dropped:
            self.counts.drop(dropped)
            self.dropped.append(audit.encode_line(item))
        else:
            self.counts.rejected += 1
            self.rejected.append(audit.encode_line(item))


def result_of(text: str | None, meta: dict[str, Any], cleaner: Cleaner, column: str) -> Cleaned | str:
    """What the cleaner says of a row, or why the row can't be cleaned."""
    if text is None:
        return f'column "{column}" is null'
    try:
        return cleaner.clean_text(unify_newlines(text), meta=meta)
    except Exception as error:  # noqa: BLE001  (whatever a rule raises)
        return problem_of(error)


def assemble(parts: Path, source: str, kind: str, target: Path) -> None:
    """Make a table file, stored like the one at `source`, of the clean rows in `parts`."""
    arrow.write(str(target), arrow.storage(source, kind), arrow.parts(str(parts)))


def replay(path: Path, kind: str, column: str, events: Iterable[tuple[Event, bytes]]) -> Iterator[Any]:
    """The original rows, from the clean table at `path` and what was done to it; batches of one schema."""
    pa = arrow.pyarrow()
    position = 0  # in the original
    todo = iter(events)
    event = next(todo, None)
    schema = None
    for batch in arrow.batches(str(path), kind):
        schema = batch.schema
        place = schema.get_field_index(column)
        texts = arrow.text_column(batch, column)
        start = 0
        pieces = []
        for number in range(batch.num_rows):
            while event is not None and event[0].record == position and event[0].took_away:
                pieces += [batch.slice(start, number - start), arrow.from_bytes(event[1])]
                start = number
                position += 1
                event = next(todo, None)
            if event is not None and event[0].record == position and not event[0].edits:
                event = next(todo, None)  # its scores only
            elif event is not None and event[0].record == position:
                row = pa.array([_undone(texts[number], event[0])], schema.field(place).type)
                changed = batch.slice(number, 1).set_column(place, schema.field(place), row)
                pieces += [batch.slice(start, number - start), changed]
                start = number + 1
                event = next(todo, None)
            position += 1
        pieces.append(batch.slice(start))
        yield from (piece for piece in pieces if piece.num_rows)
    while event is not None:
        yield arrow.from_bytes(event[1])
        event = next(todo, None)
    if schema is not None:
        yield pa.RecordBatch.from_pylist([], schema=schema)


def _undone(text: str | None, event: Event) -> str:
    return audit.unpatched((text or "").encode(), event.edits).decode()
