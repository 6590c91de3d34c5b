"""Counts by rule instead of findings: what a repository suffers from most."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from arlint.model import Applicability
from arlint.report.result import Result, Summary
from arlint.report.words import counted


class Statistics:
    """The most frequent rule first; as a table, or as a JSON array of {code, name, count, safe, unsafe}."""

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json
        self._counts: Counter[tuple[str, str]] = Counter()
        self._fixes: Counter[tuple[str, Applicability]] = Counter()

    def start(self) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """Nothing yet: the findings are counted."""
        for diagnostic in result.diagnostics:
            self._counts[diagnostic.code, diagnostic.name] += 1
            if diagnostic.fix:
                self._fixes[diagnostic.code, diagnostic.fix.applicability] += 1
        return iter(())

    def finish(self, summary: Summary) -> Iterator[str]:
        """The counts."""
        rows = [
            {
                "code": code,
                "name": name,
                "count": count,
                "safe": self._fixes[code, Applicability.SAFE],
                "unsafe": self._fixes[code, Applicability.UNSAFE],
            }
            for (code, name), count in sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        ]
        if self._as_json:
            yield json.dumps(rows, indent=1)
            return
        width = max(len(f"{summary.findings:,}"), 5)
        yield f"{'count':>{width}}  code   safe fixes  unsafe fixes  name"
        for row in rows:
            yield f"{row['count']:>{width},}  {row['code']}  {row['safe']:>10,}  {row['unsafe']:>12,}  {row['name']}"
        files = counted(summary.files, "file", "en")
        yield f"{summary.findings:>{width},}  in {summary.files_with_findings:,} of {files}"
