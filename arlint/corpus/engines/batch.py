"""What every engine runs on its batches: a record in, the same record cleaned, with what was done to it beside it.

Nothing here knows of an engine. A batch comes out with as many rows as it had; two columns more say what became of each
row, so that one pass over a corpus gives the clean documents, the dropped ones, and all that is needed to go back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from arlint.corpus import audit, formats
from arlint.corpus.arrow import clean_batch, pyarrow, rows, text_column
from arlint.corpus.audit import AuditedEdit
from arlint.corpus.spelling import PLAIN, raw_edits
from arlint.corpus.task import Cleaner, problem_of
from arlint.linter import Cleaned

OUTCOME = "outcome"
"""The column that says what became of a row: `KEPT`, `DROPPED` (by a gate) or `REJECTED` (can't be read)."""
KEPT, DROPPED, REJECTED = "kept", "dropped", "rejected"

DONE = "arlint"
"""The column with a row's `edits` (JSON, as in the audit log), the `reason` why it isn't kept, its `scores`."""

LINE, RECORD, RAW = "line", "record", "raw"
"""Columns of JSONL: the line as it was read (bytes), as it is now, and its bytes where it can't be read."""

NO_COPIES: Mapping[int, str] = {}

_EDITS = msgspec.json.Decoder(tuple[AuditedEdit, ...])


def done_type() -> Any:
    """The type of the column `DONE`."""
    pa = pyarrow()
    return pa.struct([("edits", pa.string()), ("reason", pa.string()), ("scores", pa.map_(pa.string(), pa.float64()))])


def rows_schema(schema: Any) -> Any:
    """The schema of what `clean_rows` gives for batches of `schema`."""
    pa = pyarrow()
    return schema.append(pa.field(OUTCOME, pa.string())).append(pa.field(DONE, done_type()))


def lines_schema() -> Any:
    """The schema of what `clean_lines` gives."""
    pa = pyarrow()
    return rows_schema(pa.schema([(RECORD, pa.string()), (RAW, pa.binary())]))


class _Listening:
    """A cleaner that remembers what it said; a rule that fails costs one row, never a run over millions."""

    def __init__(self, cleaner: Cleaner, copies: Iterator[str | None]) -> None:
        self._cleaner = cleaner
        self._copies = copies
        self.fingerprint = cleaner.fingerprint
        self.said: list[tuple[str, Cleaned, str]] = []

    def clean_text(self, text: str, *, kind: str = "plain", meta: dict[str, Any] | None = None) -> Cleaned:
        problem = ""
        try:
            result = self._cleaner.clean_text(text, kind=kind, meta=meta)
        except Exception as error:  # noqa: BLE001  (whatever a rule raises)
            problem = problem_of(error)
            result = Cleaned(text, problem, (), {})
        if (copy := next(self._copies)) and not result.dropped:
            result = replace(result, dropped=copy)
        self.said.append((text, result, problem))
        return result


def clean_rows(batch: Any, cleaner: Cleaner, column: str = "text", copies: Mapping[int, str] = NO_COPIES) -> Any:
    """The `pyarrow.RecordBatch` with `column` cleaned by `clean_batch`, and the columns `OUTCOME` and `DONE`.

    `copies` are the rows to drop because the corpus has them elsewhere, with the reason.
    """
    texts = text_column(batch, column)
    listening = _Listening(cleaner, (copies.get(at) for at, text in enumerate(texts) if text is not None))
    cleaned = clean_batch(batch, listening, column, keep=True)
    said = iter(listening.said)
    outcomes: list[str] = []
    done: list[dict[str, Any]] = []
    for text in texts:
        if text is None:
            outcomes.append(REJECTED)
            done.append(_done((), f'column "{column}" is null', {}))
            continue
        seen, result, problem = next(said)
        outcomes.append(REJECTED if problem else DROPPED if result.dropped else KEPT)
        edits: Sequence[AuditedEdit] = ()
        if result.edits and not result.dropped:
            edits = audit.audited(raw_edits(text, PLAIN, result.edits, seen, result.text), seen, 0)
        done.append(_done(edits, result.dropped, result.scores))
    return _with(cleaned, outcomes, done)


def clean_lines(batch: Any, cleaner: Cleaner, field: str = "text", copies: Mapping[int, str] = NO_COPIES) -> Any:
    """The JSON records in the column `LINE` cleaned; all of a line but its text stays as it was, byte for byte.

    `copies` are the rows to drop because the corpus has them elsewhere, with the reason.
    """
    pa = pyarrow()
    records: list[str | None] = []
    raw: list[bytes | None] = []
    outcomes: list[str] = []
    done: list[dict[str, Any]] = []
    for at, line in enumerate(batch.column(LINE).to_pylist()):
        new, reason, what = _cleaned_line(line, cleaner, field, copies.get(at))
        rejected = new is None
        records.append(new)
        raw.append(line if rejected else None)
        outcomes.append(REJECTED if rejected else DROPPED if reason else KEPT)
        done.append(what)
    lines = pa.RecordBatch.from_arrays(
        [pa.array(records, pa.string()), pa.array(raw, pa.binary())], names=[RECORD, RAW]
    )
    return _with(lines, outcomes, done)


def _cleaned_line(
    line: bytes, cleaner: Cleaner, field: str, copy: str | None
) -> tuple[str | None, str | None, dict[str, Any]]:
    reader = formats.of("jsonl")
    record = next(iter(reader.read(line, field, None)))
    if record.problem:
        return None, None, _done((), record.problem, {})
    try:
        result = cleaner.clean_text(record.text, meta=record.meta)
    except Exception as error:  # noqa: BLE001  (whatever a rule raises)
        return None, None, _done((), problem_of(error), {})
    if copy and not result.dropped:
        result = replace(result, dropped=copy)
    edits: tuple[AuditedEdit, ...] = ()
    if result.edits and not result.dropped:
        value = reader.locate(line, record, field)
        found = raw_edits(value.raw, value.spelling, result.edits, record.text, result.text)
        edits = audit.audited(found, record.text, record.start + value.at)
    new = audit.patched(line, edits).decode()
    return new, result.dropped, _done(edits, result.dropped, result.scores)


def _done(edits: Sequence[AuditedEdit], reason: str | None, scores: dict[str, float]) -> dict[str, Any]:
    written = msgspec.json.encode(edits).decode() if edits else None
    return {"edits": written, "reason": reason, "scores": sorted(scores.items())}


def _with(batch: Any, outcomes: list[str], done: list[dict[str, Any]]) -> Any:
    pa = pyarrow()
    columns = [*batch.columns, pa.array(outcomes, pa.string()), pa.array(done, done_type())]
    return pa.RecordBatch.from_arrays(columns, schema=rows_schema(batch.schema))


def edits_of(done: dict[str, Any]) -> tuple[AuditedEdit, ...]:
    """The edits in a value of the column `DONE`."""
    return _EDITS.decode(done["edits"]) if done["edits"] else ()


def original_rows(batch: Any, column: str = "text") -> Any:
    """What `clean_rows` was given: every edit taken back, the two columns gone."""
    pa = pyarrow()
    texts = [
        text if text is None else audit.unpatched(text.encode(), edits_of(done)).decode()
        for (text, _), done in zip(rows(batch, column), batch.column(DONE).to_pylist(), strict=True)
    ]
    position = batch.schema.get_field_index(column)
    field = batch.schema.field(position)
    return batch.set_column(position, field, pa.array(texts, field.type)).drop_columns([OUTCOME, DONE])


def original_lines(batch: Any) -> Iterator[bytes]:
    """The lines that `clean_lines` was given, byte for byte."""
    columns = (batch.column(name).to_pylist() for name in (RECORD, RAW, DONE))
    for record, raw, done in zip(*columns, strict=True):
        yield raw if record is None else audit.unpatched(record.encode(), edits_of(done))
