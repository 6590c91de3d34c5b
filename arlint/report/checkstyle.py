"""The XML of Checkstyle, which most editors and build servers read."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.report.result import Lines, Result, Summary, spot
from arlint.report.xml import text


class Checkstyle:
    """See the module."""

    def start(self) -> Iterator[str]:
        """The head."""
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield '<checkstyle version="4.3">'

    def result(self, result: Result) -> Iterator[str]:
        """One file."""
        if not result.diagnostics:
            return
        lines = Lines(result.text)
        yield f'<file name="{text(result.path)}">'
        for one in result.diagnostics:
            at = spot(result, lines, one)
            column = "" if at.column is None else f' column="{at.column}"'
            rest = f'severity="{one.severity}" message="{text(one.message)}" source="arlint.{one.code}"'
            yield f'<error line="{at.line}"{column} {rest}/>'
        yield "</file>"

    def finish(self, summary: Summary) -> Iterator[str]:
        """The end."""
        yield "</checkstyle>"
