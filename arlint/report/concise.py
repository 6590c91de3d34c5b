"""One line a finding, for grep and editors: `path:line:column: CODE message`; after fixing one more that counts."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.report.human import edits_made, place
from arlint.report.result import Lines, Result, Summary
from arlint.report.visible import visible


class Concise:
    """See the module."""

    def start(self) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """One line a finding."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            yield f"{place(result, lines, diagnostic)}: {diagnostic.code} {visible(diagnostic.message)}"

    def finish(self, summary: Summary) -> Iterator[str]:
        """What fixing changed, which no other line tells."""
        return edits_made(summary, summary.language or "en")
