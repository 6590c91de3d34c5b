"""GitHub workflow commands: findings become annotations on the changed lines of a pull request.

Syntax: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.model import Severity
from arlint.report.result import Lines, Result, Summary, spot
from arlint.report.visible import harmless, visible

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class Github:
    """See the module."""

    def start(self) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """One command a finding; a finding in a record points at the record's line."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            at = spot(result, lines, diagnostic)
            where = f"line={at.line}" if at.column is None else f"line={at.line},endLine={at.end_line}"
            if at.column is not None and at.line == at.end_line:  # columns are allowed within one line only
                where += f",col={at.column},endColumn={at.end_column}"
            title = f"{diagnostic.code} {diagnostic.name}"
            level = _LEVELS[diagnostic.severity]
            message = _data(visible(diagnostic.message))
            yield f"::{level} file={_property(harmless(result.path))},{where},title={_property(title)}::{message}"

    def finish(self, summary: Summary) -> Iterator[str]:
        """Nothing."""
        return iter(())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
