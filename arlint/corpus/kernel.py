"""Clean one chunk: the work of one process for a fraction of a second, a function of its input alone.

Every format goes through `clean_task`: a reader says where the texts stand, the linter says what to change,
and here the two become patches of bytes and events of the audit log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from msgspec import Struct, field

from arlint.corpus import audit, formats, records
from arlint.corpus.compression import compress
from arlint.corpus.spelling import raw_edits
from arlint.linter import Cleaned
from arlint.packs.schema import PackError

AUDIT_CODEC = "gz"


class Cleaner(Protocol):
    """What `clean` needs of a linter (`arlint.Linter`)."""

    @property
    def fingerprint(self) -> str:
        """Hash of all that a result depends on besides the text."""

    def clean_text(self, text: str, meta: dict[str, Any] | None = None) -> Cleaned:
        """Clean one text; `meta` holds the other fields of its record."""


class Reading(Struct, frozen=True):
    """How every chunk of a run is to be read and what is to be recorded."""

    text_field: str = "text"
    offset_map: bool = False


class Piece(Struct, frozen=True):
    """Whole records of one file: a chunk of a large file, or a small file whole.

    `offset`, `record` and `line` say how many bytes, records and lines of the file come before; `header` is the
    file's first row, where it has one and the piece doesn't.
    """

    name: str
    format: str
    codec: str
    data: bytes
    offset: int = 0
    record: int = 0
    line: int = 0
    header: bytes | None = None


class Counts(Struct):
    """What was done, in a piece, a file or a run; `edits` by rule code, `drops` by gate."""

    documents: int = 0
    changed: int = 0
    dropped: int = 0
    rejected: int = 0
    bytes_read: int = 0
    bytes_written: int = 0
    edits: dict[str, int] = field(default_factory=dict)
    drops: dict[str, int] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Count `other` in."""
        self.documents += other.documents
        self.changed += other.changed
        self.dropped += other.dropped
        self.rejected += other.rejected
        self.bytes_read += other.bytes_read
        self.bytes_written += other.bytes_written
        for code, number in other.edits.items():
            self.edits[code] = self.edits.get(code, 0) + number
        for gate, number in other.drops.items():
            self.drops[gate] = self.drops.get(gate, 0) + number


class Result(Struct):
    """A chunk's output.

    For each piece its data, compressed as its file is (None: nothing of it is left), and its counts; for all pieces
    together, lines for the audit log (compressed), for `dropped/` and for `rejected/`.
    """

    data: list[bytes | None]
    counts: list[Counts]
    audit: bytes
    dropped: bytes
    rejected: bytes


def clean_task(pieces: Sequence[Piece], cleaner: Cleaner, reading: Reading, *, shared_log: bool) -> Result:
    """Clean the pieces of one chunk. `shared_log`: the log serves many files, so events name theirs."""
    events: list[bytes] = []
    dropped: list[bytes] = []
    rejected: list[bytes] = []
    result = Result([], [], b"", b"", b"")
    for piece in pieces:
        work = _PieceWork(piece, reading, piece.name if shared_log else "")
        data = work.clean(cleaner)
        work.counts.bytes_read = len(piece.data)
        work.counts.bytes_written = len(data)
        # A document whose one record went away leaves no file; an empty input stays an empty file.
        gone = shared_log and not data and bool(piece.data) and work.counts.dropped + work.counts.rejected > 0
        result.data.append(None if gone else compress(data, piece.codec) if data or shared_log else b"")
        result.counts.append(work.counts)
        events += work.events
        dropped += work.dropped
        rejected += work.rejected
    result.audit = compress(b"".join(events), AUDIT_CODEC) if events else b""
    result.dropped = b"".join(dropped)
    result.rejected = b"".join(rejected)
    return result


class _PieceWork:
    """The cleaning of one piece: what it found so far."""

    def __init__(self, piece: Piece, reading: Reading, file: str) -> None:
        self.piece = piece
        self.reading = reading
        self.file = file
        self.format = formats.of(piece.format)
        self.counts = Counts()
        self._first = True  # no record has been kept yet
        self.events: list[bytes] = []
        self.dropped: list[bytes] = []
        self.rejected: list[bytes] = []

    def clean(self, cleaner: Cleaner) -> bytes:
        """The piece's cleaned bytes."""
        data = self.piece.data
        kept: list[bytes] = []
        done = 0
        for record in self.format.read(data, self.reading.text_field, self.piece.header):
            self.counts.documents += 1
            cleaned = None if record.problem else self._cleaned(record, cleaner)
            if cleaned is None:
                self._reject(record)
                new = b""
            elif cleaned.dropped is not None:
                self._drop(record, cleaned)
                new = b""
            else:
                patches = self._patches(record, cleaned)
                self._first = False
                if not patches:
                    continue
                new = _patched(data[record.start : record.end], patches)
            kept += (data[done : record.start], new)
            done = record.end
        kept.append(data[done:])
        return b"".join(kept)

    @staticmethod
    def _cleaned(record: records.Record, cleaner: Cleaner) -> Cleaned | None:
        """What the cleaner says; an error inside it costs one record, never a run over millions."""
        try:
            return cleaner.clean_text(record.text, record.meta)
        except (MemoryError, PackError):
            raise
        except Exception as error:  # noqa: BLE001  (whatever a rule raises)
            record.problem = f"internal error: {type(error).__name__}: {error}; please report this"
            return None

    def _patches(self, record: records.Record, cleaned: Cleaned) -> Sequence[audit.AuditedEdit]:
        """The changes of a record that stays, in order and logged."""
        patches: list[audit.AuditedEdit] = []
        if record.lead and self._first:
            lead = self.piece.data[record.start : record.start + record.lead].decode()
            patches.append(audit.consequence(0, lead, ""))
        if cleaned.edits:
            value = self.format.locate(self.piece.data, record, self.reading.text_field)
            edits = raw_edits(value.raw, value.spelling, cleaned.edits, cleaned.text)
            if self.format.consequences is not None:
                grown = sum(len(edit.new.encode()) - (edit.end - edit.start) for edit in edits)
                further = self.format.consequences(self.piece.data, record, grown)
                patches += [audit.consequence(*change) for change in further]
            patches += audit.audited(edits, record.text, value.at)
            self.counts.changed += 1
        for patch in patches:
            for code in patch.codes:
                self.counts.edits[code] = self.counts.edits.get(code, 0) + 1
        if patches:
            stretches = audit.offset_map(patches, len(record.text)) if self.reading.offset_map else ()
            self._log(record, edits=tuple(patches), map=stretches)
        return patches

    def _drop(self, record: records.Record, cleaned: Cleaned) -> None:
        reason = cleaned.dropped or ""
        self.counts.dropped += 1
        gate = reason.split(maxsplit=1)[0].rstrip(":") if reason else ""
        self.counts.drops[gate] = self.counts.drops.get(gate, 0) + 1
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
        item = audit.set_aside(piece.name, number, line, piece.offset + record.start, data, reason, scores)
        return audit.encode_line(item)

    def _log(self, record: records.Record, **what: Any) -> None:
        piece = self.piece
        event = audit.Event(piece.record + record.number, piece.offset + record.start, self.file, **what)
        self.events.append(audit.encode_line(event))


def _patched(data: bytes, patches: Sequence[audit.AuditedEdit]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for patch in patches:
        parts += (data[done : patch.at], patch.after)
        done = patch.at + len(patch.before)
    parts.append(data[done:])
    return b"".join(parts)
