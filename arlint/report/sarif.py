"""SARIF 2.1.0, the exchange format of static analysis, for GitHub code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from arlint import __version__
from arlint.baseline import fingerprint
from arlint.model import Applicability, Diagnostic, Severity
from arlint.packs.arabic import reason
from arlint.report.result import Lines, Result, Summary, spot
from arlint.report.visible import escaped, readable
from arlint.report.words import about

if TYPE_CHECKING:
    from arlint.report import Describe

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: A link inside a message, which viewers would make one of: section 3.11.6 of the standard.
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class Sarif:
    """See the module. The rules stand before the results, so that everything is written at the end."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._rules: dict[str, dict[str, Any]] = {}
        self._results: list[dict[str, Any]] = []

    def start(self) -> Iterator[str]:
        """Nothing yet."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """Nothing yet: the findings are kept."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            if diagnostic.code not in self._rules:
                self._rules[diagnostic.code] = self._rule(diagnostic, result.language)
            value = _value(result, lines, diagnostic)
            value["ruleIndex"] = list(self._rules).index(diagnostic.code)
            self._results.append(value)
        return iter(())

    def finish(self, summary: Summary) -> Iterator[str]:
        """The whole log."""
        run = {
            "tool": {"driver": {"name": "arlint", "version": __version__, "rules": list(self._rules.values())}},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": not summary.problems}],
            "results": self._results,
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        yield escaped(json.dumps(log, ensure_ascii=False))

    def _rule(self, diagnostic: Diagnostic, language: str) -> dict[str, Any]:
        value: dict[str, Any] = {
            "id": diagnostic.code,
            "name": diagnostic.name,
            "defaultConfiguration": {"level": _LEVELS[diagnostic.severity]},
        }
        if spec := self._describe(diagnostic.code):
            value["shortDescription"] = {"text": _message(about(spec, language))}
            why = _message(reason(spec, language))
            value["fullDescription"] = {"text": why}
            value["help"] = {"text": f"{why}\n\narlint rule {spec.code}"}
        return value


def _message(value: str) -> str:
    """`value` as a viewer shows it: plain text, harmless, with no link that the text could forge."""
    return _LINK.sub(r"\\[", readable(value))


def _value(result: Result, lines: Lines, diagnostic: Diagnostic) -> dict[str, Any]:
    at = spot(result, lines, diagnostic)
    region: dict[str, Any] = {"startLine": at.line, "endLine": at.end_line}
    properties: dict[str, Any] = {"cues": list(diagnostic.cues)} if diagnostic.cues else {}
    if at.column is not None:
        region |= _span(lines, diagnostic.start, diagnostic.end)
    else:
        line, column = lines.position(diagnostic.start)
        properties |= {"record": result.record, "field": result.field, "line": line, "column": column}
    artifact = {"uri": _uri(result.path)}
    value: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _message(diagnostic.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {
            "arlint/v1": fingerprint(diagnostic.code, result.text, diagnostic.start, diagnostic.end)
        },
    }
    if diagnostic.fix and diagnostic.fix.applicability > Applicability.DISPLAY and result.record is None:
        replacements = [
            {"deletedRegion": _span(lines, edit.start, edit.end), "insertedContent": {"text": edit.text}}
            for edit in diagnostic.fix.edits
        ]
        changes = [{"artifactLocation": artifact, "replacements": replacements}]
        title = _message(diagnostic.fix.title or "Fix")
        value["fixes"] = [{"description": {"text": title}, "artifactChanges": changes}]
        properties["applicability"] = diagnostic.fix.applicability.name.lower()
    if properties:
        value["properties"] = properties
    return value


def _span(lines: Lines, start: int, end: int) -> dict[str, int]:
    (line, column), (end_line, end_column) = lines.position(start), lines.position(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(path: str) -> str:
    """`path` as a relative URI reference, or a file URI where it is absolute."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(path.removeprefix("./"), errors="surrogateescape")
