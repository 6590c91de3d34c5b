"""What passes between the process that reads and writes and those that clean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Protocol

from msgspec import Struct, field

from arlint.linter import Cleaned
from arlint.packs.schema import PackError


class Cleaner(Protocol):
    """What `clean` needs of a linter (`arlint.Linter`)."""

    @property
    def fingerprint(self) -> str:
        """Hash of all that a result depends on besides the text."""

    def clean_text(self, text: str, *, kind: str = "plain", meta: dict[str, Any] | None = None) -> Cleaned:
        """Clean one text; `meta` holds the other fields of its record, `kind` says what its markup is."""


class Shareable(Cleaner, Protocol):
    """A cleaner that a pool of processes can share."""

    def prepare(self) -> None:
        """Load all that texts may call for now: processes forked afterwards share it."""


class Reading(Struct, frozen=True):
    """How every chunk of a run is to be read, what is to be recorded, and which copies are dropped.

    A line that stands in `dedup_lines` documents goes from all but the first; 0: lines stay. `encoding` is that of the
    files, by Python's name, "" for UTF-8. `site_lines`: lines were learned from the inputs first (`site_lines`).
    """

    text_field: str = "text"
    offset_map: bool = False
    dedup: Literal["", "exact", "near"] = ""
    dedup_lines: int = 0
    encoding: str = ""
    site_lines: bool = False


Copies = dict[int, dict[int, str]]
"""The copies in a chunk: by piece, by record of the piece, the reason why it is dropped."""


class Piece(Struct, frozen=True):
    """Whole records of one file: a chunk of a large file, or a small file whole.

    `offset`, `record` and `line` say how many bytes, records and lines of the file come before; `header` is the
    file's first row, where it has one and the piece doesn't, or which part of a JSON array the piece is. `kept` says
    that a record before it has stayed: it is assumed, and put right where it matters.
    """

    name: str
    format: str
    codec: str
    data: bytes
    offset: int = 0
    record: int = 0
    line: int = 0
    header: bytes | None = None
    kept: bool = False


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

    def drop(self, reason: str) -> None:
        """Count a document that a gate refused; the reason begins with the gate."""
        self.dropped += 1
        gate = reason.partition(" ")[0].rstrip(":")
        self.drops[gate] = self.drops.get(gate, 0) + 1

    def edit(self, edits: Iterable[tuple[str, ...]]) -> None:
        """Count edits by the codes that each carries."""
        for codes in edits:
            for code in codes:
                self.edits[code] = self.edits.get(code, 0) + 1

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


def problem_of(error: Exception) -> str:
    """Why a record is set aside that a rule failed on; raises what no other record would survive either."""
    for cause in (error, error.__cause__):
        if isinstance(cause, MemoryError | PackError):
            raise cause
    return f"internal error: {type(error).__name__}: {error}; please report this"
