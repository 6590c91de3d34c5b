"""Clean one chunk: the work of one process for a fraction of a second, a function of its input alone.

Every format goes through `clean_task`: a reader says where the texts stand, the linter says what to change,
and here the two become patches of bytes and events of the audit log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from arlint.corpus import audit, formats, records, tables, warc
from arlint.corpus.compression import compress
from arlint.corpus.sources import WARC
from arlint.corpus.spelling import raw_edits
from arlint.corpus.task import Cleaner, Copies, Counts, Piece, Reading, Result, problem_of
from arlint.edits import apply
from arlint.linter import Cleaned
from arlint.text.formulas import is_formula

AUDIT_CODEC = "gz"


def clean_task(
    pieces: Sequence[Piece], cleaner: Cleaner, reading: Reading, *, shared_log: bool, copies: Copies | None = None
) -> Result:
    """Clean the pieces of one chunk. `shared_log`: the log serves many files, so events name theirs.

    `copies` are the records to drop because the corpus has them elsewhere.
    """
    events: list[bytes] = []
    dropped: list[bytes] = []
    rejected: list[bytes] = []
    result = Result([], [], b"", b"", b"")
    for number, piece in enumerate(pieces):
        here = copies.get(number, {}) if copies else {}
        work: _PieceWork | tables.PieceWork
        if piece.format in tables.FORMATS:
            work = tables.PieceWork(piece)
            data = work.clean(cleaner, reading, here)
        else:
            work = _PieceWork(piece, reading, piece.name if shared_log else "")
            data = work.clean(cleaner, here)
        work.counts.bytes_read = len(piece.data)
        work.counts.bytes_written = len(data)
        # A document whose one record went away leaves no file; an empty input stays an empty file.
        gone = shared_log and not data and bool(piece.data) and work.counts.dropped + work.counts.rejected > 0
        parts = warc.members(data) if piece.format in WARC and piece.codec else [data] if data or shared_log else []
        result.data.append(None if gone else b"".join(compress(part, piece.codec) for part in parts))
        result.counts.append(work.counts)
        events += work.events
        dropped += work.dropped
        rejected += work.rejected
    result.audit = compress(b"".join(events), AUDIT_CODEC) if events else b""
    result.dropped = b"".join(dropped)
    result.rejected = b"".join(rejected)
    return result


_CELLS = ("csv", "tsv")


def _asleep(text: str, cleaned: Cleaned) -> Cleaned:
    """`cleaned` without the changes at its beginning that would make a formula of a cell."""
    if not is_formula(cleaned.text) or is_formula(text):
        return cleaned
    kept = list(cleaned.edits)
    at = 0
    while kept and kept[0].start <= at:
        at = max(at, kept.pop(0).end)
    new = apply(text, kept)
    return replace(cleaned, text=text if is_formula(new) else new, edits=() if is_formula(new) else tuple(kept))


class _PieceWork:
    """The cleaning of one piece: what it found so far."""

    def __init__(self, piece: Piece, reading: Reading, file: str) -> None:
        self.piece = piece
        self.reading = reading
        self.file = file
        self.format = formats.of(piece.format)
        self.counts = Counts()
        self._first = not piece.kept  # no record has been kept yet
        self.events: list[bytes] = []
        self.dropped: list[bytes] = []
        self.rejected: list[bytes] = []

    def clean(self, cleaner: Cleaner, copies: dict[int, str]) -> bytes:
        """The piece's cleaned bytes; `copies` are the records that are dropped, with the reason."""
        data = self.piece.data
        view = memoryview(data)  # its parts are no copies: a record may be as large as memory allows
        kept: list[bytes | memoryview] = []
        done = 0
        for record in self.format.read(data, self.reading.text_field, self.piece.header):
            self.counts.documents += 1
            cleaned = None if record.problem else self._cleaned(record, cleaner)
            if cleaned is not None and record.number in copies:
                cleaned = replace(cleaned, dropped=cleaned.dropped or copies[record.number])
            if cleaned is None:
                self._reject(record)
                new: list[bytes | memoryview] = []
            elif cleaned.dropped is not None:
                self._drop(record, cleaned)
                new = []
            else:
                patches = self._patches(record, cleaned)
                self._first = False
                if not patches:
                    continue
                new = audit.patched_parts(view[record.start : record.end], patches)
            kept += (view[done : record.start], *new)
            done = record.end
        if not kept:
            return data + self._closing()
        kept.append(view[done:])
        kept.append(self._closing())
        return b"".join(kept)

    def _closing(self) -> bytes:
        """What the format needs at the end, logged."""
        added = self.format.closing(self.piece.data, self.piece.header) if self.format.closing is not None else b""
        if added:
            end = records.Record(len(self.piece.data), len(self.piece.data), self.counts.documents, 0)
            self._log(end, edits=(audit.consequence(0, "", added.decode()),))
        return added

    def _cleaned(self, record: records.Record, cleaner: Cleaner) -> Cleaned | None:
        """What the cleaner says; an error inside it costs one record, never a run over millions."""
        try:
            cleaned = cleaner.clean_text(record.text, meta=record.meta, kind=self.format.kind)
            return _asleep(record.text, cleaned) if self.piece.format in _CELLS else cleaned
        except Exception as error:  # noqa: BLE001  (whatever a rule raises)
            record.problem = problem_of(error)
            return None

    def _patches(self, record: records.Record, cleaned: Cleaned) -> Sequence[audit.AuditedEdit]:
        """The changes of a record that stays, in order and logged."""
        patches: list[audit.AuditedEdit] = []
        if record.lead and self._first:
            lead = self.piece.data[record.start : record.start + record.lead].decode()
            patches.append(audit.consequence(0, lead, ""))
        if record.rewrites and self.format.rewrite is not None:
            patches.append(self.format.rewrite(self.piece.data, record, cleaned))
            self.counts.changed += 1
        elif cleaned.edits or self.format.rewrites:
            value = self.format.locate(self.piece.data, record, self.reading.text_field)
            edits = raw_edits(value.raw, value.spelling, cleaned.edits, record.text, cleaned.text)
            if self.format.consequences is not None:
                grown = sum(len(edit.new.encode()) - (edit.end - edit.start) for edit in edits)
                further = self.format.consequences(self.piece.data, record, grown)
                patches += [audit.consequence(*change) for change in further]
            patches += audit.audited(edits, record.text, value.at)
            self.counts.changed += 1
        self.counts.edit(patch.codes for patch in patches)
        if patches or cleaned.scores:
            stretches = audit.offset_map(patches, len(record.text)) if self.reading.offset_map and patches else ()
            self._log(record, edits=tuple(patches), map=stretches, scores=dict(cleaned.scores))
        return patches

    def _drop(self, record: records.Record, cleaned: Cleaned) -> None:
        reason = cleaned.dropped or ""
        self.counts.drop(reason)
        self._log(record, dropped=reason, length=record.end - record.start, scores=dict(cleaned.scores))
        self.dropped.append(self._set_aside(record, reason, dict(cleaned.scores)))

    def _reject(self, record: records.Record) -> None:
        self.counts.rejected += 1
        self._log(record, rejected=record.problem, length=record.end - record.start)
        self.rejected.append(self._set_aside(record, record.problem, {}))

    def _set_aside(self, record: records.Record, reason: str, scores: dict[str, float]) -> bytes:
        piece = self.piece
        data = piece.data[record.start : record.end]
        number, line = piece.record + record.number, piece.line + record.line + 1
        item = audit.set_aside(
            piece.name, number, line, piece.offset + record.start, data, reason=reason, scores=scores
        )
        return audit.encode_line(item)

    def _log(self, record: records.Record, **what: Any) -> None:
        piece = self.piece
        event = audit.Event(piece.record + record.number, piece.offset + record.start, self.file, **what)
        self.events.append(audit.encode_line(event))
