"""One JSON array of findings, sorted by path and offset, for other programs.

Offsets are code points from the start of the text (of the record's field, in a file of records); lines and columns
count from 1. Invisible characters are escaped, so that the output may be looked at in a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from arlint.report.finding import finding
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
        for value in objects(result):
            yield f"{'[' if self._first else ','}{value}"
            self._first = False

    def finish(self, summary: Summary) -> Iterator[str]:
        """The closing bracket."""
        yield "[]" if self._first else "]"


def objects(result: Result) -> Iterator[str]:
    """One JSON object, on one line, for each finding."""
    lines = Lines(result.text)
    for diagnostic in result.diagnostics:
        value = msgspec.to_builtins(finding(result, lines, diagnostic))
        yield escaped(json.dumps(value, ensure_ascii=False))
