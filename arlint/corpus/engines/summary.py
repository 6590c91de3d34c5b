"""Count what came out of an engine: the same report as of a run on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from arlint.corpus import formats
from arlint.corpus.arrow import rows
from arlint.corpus.engines.batch import DONE, DROPPED, KEPT, OUTCOME, RAW, RECORD, edits_of
from arlint.corpus.report.collect import Change, Collector
from arlint.corpus.report.facts import Report

_SOURCE = "?"  # of a record that names none: which file it came from isn't kept

Item = tuple[str | None, dict[str, Any], bytes]
"""A row's text, other fields, and its bytes where it can't be read."""


def summarise(batch: Any, column: str, lines: int) -> Report:
    """What was done to the rows of `batch`, which `clean_rows` or `clean_lines` gave; `lines` as for `Collector`."""
    collector = Collector(lines)
    items = (
        _lines(batch, column) if RECORD in batch.schema.names and RAW in batch.schema.names else _rows(batch, column)
    )
    outcomes = (str(value) for value in batch.column(OUTCOME).to_pylist())
    for (text, meta, raw), outcome, done in zip(items, outcomes, batch.column(DONE).to_pylist(), strict=True):
        scores = dict(done["scores"] or ())
        if outcome == KEPT and text is not None:
            changes = [Change(edit.start, edit.end, edit.new, edit.codes, edit.old) for edit in edits_of(done)]
            collector.kept(_SOURCE, None, text, meta, changes, scores)
        elif outcome == DROPPED:
            collector.dropped(_SOURCE, None, text or "", meta, done["reason"], scores)
        else:
            collector.rejected(_SOURCE, None, raw, done["reason"])
    return collector.done()


def _rows(batch: Any, column: str) -> Iterator[Item]:
    for text, meta in rows(batch, column):
        meta.pop(OUTCOME, None)
        yield text, meta, b""


def _lines(batch: Any, field: str) -> Iterator[Item]:
    reader = formats.of("jsonl")
    for record, raw in zip(batch.column(RECORD).to_pylist(), batch.column(RAW).to_pylist(), strict=True):
        if record is None:
            yield None, {}, raw
            continue
        for found in reader.read(record.encode(), field, None):
            yield found.text, found.meta or {}, b""


def encoded(report: Report) -> str:
    """A report as one string, to be sent from a worker."""
    return msgspec.json.encode(report).decode()


def added(parts: list[str]) -> Report:
    """One report of many."""
    whole = Report()
    for part in parts:
        whole.add(msgspec.json.decode(part, type=Report))
    return whole
