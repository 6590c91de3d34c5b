"""The values that pass between the parts of arlint: edits, fixes, diagnostics.

All offsets are half-open code-point indices into the text that was checked. None of them can hold itself, so the
collector of cycles need not look at them (`gc=False`): a text may have a million.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from msgspec import Struct


class Applicability(IntEnum):
    """How far a fix may be trusted; ordered, so that a threshold is one comparison.

    SAFE: same words and meaning, or provably not the author's text.
    UNSAFE: replaces or removes words that the author may have meant.
    DISPLAY: several answers, or a rewrite that only a person can do; never applied.
    """

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


class Severity(StrEnum):
    """How much a finding matters to a reader of the text."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points."""

    start: int
    end: int


class Edit(Struct, frozen=True, order=True, gc=False):
    """Replace `text[start:end]` by `text`; an insertion has `start == end`."""

    start: int
    end: int
    text: str


class Fix(Struct, frozen=True, gc=False):
    """Every edit that one finding needs, applied together or not at all, unless a comment silences a part of them.

    `clean` marks an unsafe fix that is sure enough for `arlint clean`, which records what it does.
    """

    edits: tuple[Edit, ...]
    applicability: Applicability
    title: str = ""
    clean: bool = False


class Diagnostic(Struct, frozen=True, gc=False):
    """One finding of one rule, at `text[start:end]`."""

    code: str
    name: str
    message: str
    severity: Severity
    start: int
    end: int
    fix: Fix | None = None
    related: tuple[Span, ...] = ()
    cues: tuple[str, ...] = ()


class Hit(Struct, frozen=True, gc=False):
    """What a rule yields: where, and what to write instead; the engine makes a `Diagnostic` of it.

    `edits` of None means that the rule knows no rewrite. `applicability` and `clean` of None mean
    the rule's own.
    `values` fill the placeholders of the rule's message (`{match}` and `{fix}` are filled without it).
    `cues` name the evidence that decided.
    """

    start: int
    end: int
    edits: tuple[Edit, ...] | None = None
    applicability: Applicability | None = None
    clean: bool | None = None
    values: dict[str, str] = {}
    related: tuple[Span, ...] = ()
    cues: tuple[str, ...] = ()


class Applied(Struct, frozen=True, gc=False):
    """What fixing did at one place: `original[start:end]` became `text`, for the rules in `codes`."""

    start: int
    end: int
    text: str
    codes: tuple[str, ...]


def replace(start: int, end: int, text: str) -> Hit:
    """Make the hit whose fix puts `text` in place of what stands from `start` to `end`."""
    return Hit(start, end, (Edit(start, end, text),))
