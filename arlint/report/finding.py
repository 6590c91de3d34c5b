"""Findings as data: what `json` and `jsonl` hold, and the JSON Schema that says so.

The schema has a version, the whole number in its name. Within a version keys are only added, so a reader must ignore
those that it does not know; anything else makes a new version. `docs/schemas/` keeps every version.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from arlint.model import Applicability, Diagnostic, Fix, Severity
from arlint.report.result import Lines, Result

#: The version of the schema of `Finding`.
VERSION = 1

_FromZero = Annotated[int, Meta(ge=0)]
_FromOne = Annotated[int, Meta(ge=1)]


_Trust = Literal["safe", "unsafe", "display"]
_TRUST: dict[Applicability, _Trust] = {
    Applicability.SAFE: "safe",
    Applicability.UNSAFE: "unsafe",
    Applicability.DISPLAY: "display",
}


class Place(Struct, frozen=True):
    """A place between two code points: line and column count from 1, the offset from 0, all in the finding's text."""

    line: _FromOne
    column: _FromOne
    offset: _FromZero


class Range(Struct, frozen=True):
    """A half-open range of code points."""

    start: _FromZero
    end: _FromZero


class Replacement(Struct, frozen=True):
    """Put `text` where `start` to `end` is (half-open, in code points); an insertion has `start` = `end`."""

    start: _FromZero
    end: _FromZero
    text: str


class Offer(Struct, frozen=True):
    """A fix. Its edits belong together, and none overlaps another.

    "safe" keeps words and meaning, "unsafe" replaces or removes words that the author may have meant, "display" is
    for a person to decide.
    """

    applicability: _Trust
    title: str
    edits: tuple[Replacement, ...]


class Finding(Struct, frozen=True):
    """One finding. In a file of records, `record` is the record's number from 0 and `field` the field of the text."""

    path: str
    record: _FromZero | None
    field: str | None
    code: Annotated[str, Meta(pattern="^[A-Z]{2}[0-9]{3}$")]
    name: str
    message: str
    severity: Severity
    start: Place
    end: Place
    fix: Offer | None
    related: tuple[Range, ...]
    cues: tuple[str, ...]


def finding(result: Result, lines: Lines, diagnostic: Diagnostic) -> Finding:
    """`diagnostic` of `result`, whose text has `lines`."""
    fix = diagnostic.fix
    return Finding(
        path=result.path,
        record=result.record,
        field=result.field,
        code=diagnostic.code,
        name=diagnostic.name,
        message=diagnostic.message,
        severity=diagnostic.severity,
        start=Place(*lines.position(diagnostic.start), diagnostic.start),
        end=Place(*lines.position(diagnostic.end), diagnostic.end),
        fix=_offer(fix) if fix else None,
        related=tuple(Range(span.start, span.end) for span in diagnostic.related),
        cues=diagnostic.cues,
    )


def _offer(fix: Fix) -> Offer:
    edits = tuple(Replacement(edit.start, edit.end, edit.text) for edit in fix.edits)
    return Offer(_TRUST[fix.applicability], fix.title, edits)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `--output-format json` writes."""
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:arlint:findings:{VERSION}",
        "title": f"Findings of arlint, version {VERSION}",
        "description": "What `arlint check --output-format json` writes: sorted by path, record and offset. "
        "`jsonl` writes the same objects one a line. Readers must ignore keys that they do not know.",
    }
    found = msgspec.json.schema(list[Finding])
    for value in found["$defs"].values():
        value["description"] = cleandoc(value["description"])  # a docstring, which Python 3.13 indents no more
    return about | found
