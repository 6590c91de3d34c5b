"""GitLab's code quality report: findings in a merge request.

The keys are those that GitLab reads: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from arlint.baseline import fingerprint
from arlint.model import Severity
from arlint.report.result import Lines, Result, Summary, spot
from arlint.report.visible import escaped, visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Gitlab:
    """See the module. Fingerprints are unique in a report, and stay while lines move: GitLab compares by them."""

    def __init__(self) -> None:
        self._first = True
        self._seen: Counter[str] = Counter()

    def start(self) -> Iterator[str]:
        """The opening bracket stands on the line of the first finding."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """One line a finding."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            at = spot(result, lines, diagnostic)
            mark = f"{result.path}\0{fingerprint(diagnostic.code, result.text, diagnostic.start, diagnostic.end)}"
            self._seen[mark] += 1
            unique = f"{mark}\0{self._seen[mark]}".encode(errors="surrogatepass")
            value = {
                "description": f"{diagnostic.code} {visible(diagnostic.message)}",
                "check_name": diagnostic.name,
                "fingerprint": blake2b(unique, digest_size=16).hexdigest(),
                "severity": _SEVERITIES[diagnostic.severity],
                "location": {
                    "path": result.path.removeprefix("./"),
                    "lines": {"begin": at.line, "end": at.end_line},
                },
            }
            yield f"{'[' if self._first else ','}{escaped(json.dumps(value, ensure_ascii=False))}"
            self._first = False

    def finish(self, summary: Summary) -> Iterator[str]:
        """The closing bracket."""
        yield "[]" if self._first else "]"
