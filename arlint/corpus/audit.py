"""The audit log: every change to an input, in order, each enough to take itself back.

One JSON object a line, in `audit/`. All of a run's effect on a file is a list of such events; the way
back (`restore`) replays them without knowing the file's format.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType

from arlint.corpus.errors import InconsistentError
from arlint.corpus.spelling import RawEdit


class AuditedEdit(Struct, frozen=True, omit_defaults=True):
    """`old`, at code points `[start, end)` of the original text, became `new` because of the rules `codes`.

    `at` is the edit's first byte, from the record's start. `raw` gives old and new as spelled in the file, where
    that isn't the text itself (escapes, CR LF), in the `encoding` of those bytes where it isn't UTF-8.
    """

    start: int
    end: int
    at: int
    old: str
    new: str
    codes: tuple[str, ...]
    raw: tuple[str, str] | UnsetType = UNSET
    encoding: str = "utf-8"

    @property
    def before(self) -> bytes:
        """The bytes that the edit removed."""
        return _encoded(self.old if self.raw is UNSET else self.raw[0], self.encoding)

    @property
    def after(self) -> bytes:
        """The bytes that it wrote."""
        return _encoded(self.new if self.raw is UNSET else self.raw[1], self.encoding)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except (LookupError, UnicodeError) as error:
        raise InconsistentError(f"an edit isn't text in {encoding!r}: {error}") from error


class Event(Struct, frozen=True, omit_defaults=True):
    """What happened to one record.

    At most one of: `edits`; `dropped`, the gate that refused the record; `rejected`, why it couldn't be read. A record
    with none of them was kept as it is, and the event has its scores.
    `record` counts from 0; `offset` is its first byte in the (uncompressed) input, `length` how many bytes a record
    that went away had. `file` is set where one log serves many files. `map` (on request) lists the unchanged
    stretches: start before, start after, length, in code points.
    """

    record: int
    offset: int
    file: str = ""
    edits: tuple[AuditedEdit, ...] = ()
    dropped: str = ""
    rejected: str = ""
    length: int = 0
    scores: dict[str, float] = {}
    map: tuple[tuple[int, int, int], ...] = ()

    @property
    def took_away(self) -> bool:
        """Whether the record isn't in `data/`."""
        return bool(self.dropped or self.rejected)


class SetAside(Struct, frozen=True, omit_defaults=True):
    """A record that isn't in `data/`: a line of `dropped/` or `rejected/`.

    `line` counts from 1. The record's bytes are `raw`, or `raw_base64` where they aren't UTF-8.
    """

    file: str
    record: int
    line: int
    offset: int
    length: int
    reason: str
    raw: str | UnsetType = UNSET
    raw_base64: str | UnsetType = UNSET
    scores: dict[str, float] = {}

    @property
    def content(self) -> bytes:
        """The record as it stood in the input."""
        if self.raw_base64 is not UNSET:
            try:
                return base64.b64decode(self.raw_base64)
            except ValueError as error:
                raise InconsistentError(f"record {self.record} isn't in base64: {error}") from error
        return b"" if self.raw is UNSET else self.raw.encode()


def set_aside(
    file: str, record: int, line: int, offset: int, data: bytes, *, reason: str, scores: dict[str, float]
) -> SetAside:
    """A line for `dropped/` or `rejected/` that holds `data` exactly."""
    raw: str | UnsetType = UNSET
    raw_base64: str | UnsetType = UNSET
    try:
        raw = data.decode()
    except UnicodeDecodeError:
        raw_base64 = base64.b64encode(data).decode()
    return SetAside(file, record, line, offset, len(data), reason, raw, raw_base64, scores)


def audited(edits: Sequence[RawEdit], text: str, shift: int) -> tuple[AuditedEdit, ...]:
    """The edits of one record for the log; `shift` is the value's first byte, from the record's start."""
    found = []
    for item in edits:
        old, new = text[item.edit.start : item.edit.end], item.edit.text
        raw: tuple[str, str] | UnsetType = UNSET if (item.old, item.new) == (old, new) else (item.old, item.new)
        found.append(AuditedEdit(item.edit.start, item.edit.end, shift + item.start, old, new, item.edit.codes, raw))
    return tuple(found)


def patched(data: bytes, edits: Sequence[AuditedEdit]) -> bytes:
    """`data` after `edits`, whose places count from its start."""
    return b"".join(patched_parts(memoryview(data), edits))


def patched_parts(data: memoryview, edits: Sequence[AuditedEdit]) -> list[bytes | memoryview]:
    """The same in parts, of which those that stay are no copies."""
    parts: list[bytes | memoryview] = []
    done = 0
    for edit in edits:
        parts += (data[done : edit.at], edit.after)
        done = edit.at + len(edit.before)
    parts.append(data[done:])
    return parts


def unpatched(data: bytes, edits: Sequence[AuditedEdit]) -> bytes:
    """What `patched` made `data` of; `ValueError` where the edits aren't there."""
    parts: list[bytes] = []
    position = shift = 0  # in `data`; how much longer it is than the original so far
    for edit in edits:
        start = edit.at + shift
        parts += (data[position:start], edit.before)
        position = start + len(edit.after)
        if data[start:position] != edit.after:
            raise ValueError(f"the edit at byte {edit.at} isn't there")
        shift += len(edit.after) - len(edit.before)
    parts.append(data[position:])
    return b"".join(parts)


def consequence(at: int, old: str, new: str) -> AuditedEdit:
    """A change outside the text that the format needs, such as a length in a header: no code points, no rules."""
    return AuditedEdit(0, 0, at, "", "", (), (old, new))


def offset_map(edits: Sequence[AuditedEdit], length: int) -> tuple[tuple[int, int, int], ...]:
    """The stretches of a text of `length` code points that `edits` left: start before, start after, length.

    >>> offset_map([AuditedEdit(2, 4, 2, "bb", "", ("BP001",))], 6)
    ((0, 0, 2), (4, 2, 2))
    """
    kept = []
    before = after = 0
    for edit in edits:
        if not edit.codes:  # a consequence, outside the text
            continue
        if edit.start > before:
            kept.append((before, after, edit.start - before))
        after += edit.start - before + len(edit.new)
        before = edit.end
    if length > before:
        kept.append((before, after, length - before))
    return tuple(kept)


def encode_line(item: Event | SetAside) -> bytes:
    """One line of a log."""
    return msgspec.json.encode(item) + b"\n"
