"""One JSON object a line, each a finding as in the format `json`: for logs, and for results too many for one array."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.report.json import objects
from arlint.report.result import Result, Summary


class JsonLines:
    """See the module."""

    def start(self) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """One line a finding."""
        return objects(result)

    def finish(self, summary: Summary) -> Iterator[str]:
        """Nothing."""
        return iter(())
