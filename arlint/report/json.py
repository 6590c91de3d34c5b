"""One JSON array of findings, sorted by path and offset, for other programs.

Offsets are code points from the start of the text (of the record's field, in a file of records); lines and columns
count from 1. Invisible characters are escaped, so that the output may be looked at in a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from arlint.model import Diagnostic
from arlint.report.result import Lines, Result, Summary
from arlint.report.visible import escaped


class Json:
    """See the module. It writes as results come; the array is complete only at the end."""

    def __init__(self) -> None:
        self._first = True

    def start(self) -> Iterator[str]:
        """The opening bracket stands on the line of the first finding."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """One line a finding."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            value = json.dumps(_finding(result, lines, diagnostic), ensure_ascii=False)
            yield f"{'[' if self._first else ','}{escaped(value)}"
            self._first = False

    def finish(self, summary: Summary) -> Iterator[str]:
        """The closing bracket."""
        yield "[]" if self._first else "]"


def _finding(result: Result, lines: Lines, diagnostic: Diagnostic) -> dict[str, Any]:
    fix = diagnostic.fix
    return {
        "path": result.path,
        "record": result.record,
        "field": result.field,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "message": diagnostic.message,
        "severity": str(diagnostic.severity),
        "start": _position(lines, diagnostic.start),
        "end": _position(lines, diagnostic.end),
        "fix": fix
        and {
            "applicability": fix.applicability.name.lower(),
            "title": fix.title,
            "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits],
        },
        "related": [{"start": span.start, "end": span.end} for span in diagnostic.related],
        "cues": list(diagnostic.cues),
    }


def _position(lines: Lines, offset: int) -> dict[str, int]:
    line, column = lines.position(offset)
    return {"line": line, "column": column, "offset": offset}


REPORTER = Json
