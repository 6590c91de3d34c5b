"""What reporters are given: the findings of one text, and what the whole run came to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from arlint.model import Applicability, Diagnostic

#: What standard input is called, as an argument and in reports.
STANDARD_INPUT = "-"


class Result(Struct, frozen=True):
    """One text, after fixing where that was asked for, and what is left to report in it.

    In a file of records, `record` is the 0-based number, `field` the name of the text's field and `line` the record's
    line in the file, from 1. `edits` counts the changes that fixing made. `language` is that of the messages.
    """

    path: str
    text: str
    diagnostics: Sequence[Diagnostic] = ()
    edits: int = 0
    record: int | None = None
    field: str | None = None
    line: int | None = None
    language: str = "en"


class Summary(Struct):
    """The sums of a run. `fixing` says that fixes were applied, `unsafe` that the unsafe ones were too.

    With `quiet` a run that has nothing to tell tells nothing.

    `language` is that of the first file, `first` the place of the first finding.
    """

    fixing: bool = False
    unsafe: bool = False
    diffing: bool = False
    quiet: bool = False
    files: int = 0
    files_with_findings: int = 0
    files_changed: int = 0
    findings: int = 0
    safe: int = 0
    unsafe_left: int = 0
    suggestions: int = 0
    edits: int = 0
    problems: int = 0
    language: str = ""
    #: What to ask about the first finding: the command, and its argument.
    first: tuple[str, str] | None = None

    def add(self, results: Sequence[Result]) -> None:
        """Count the results of one file."""
        found = [diagnostic for result in results for diagnostic in result.diagnostics]
        trusts = [diagnostic.fix.applicability for diagnostic in found if diagnostic.fix]
        self.files += 1
        if results:
            self.language = self.language or results[0].language
        self.files_with_findings += bool(found)
        self.findings += len(found)
        self.safe += trusts.count(Applicability.SAFE)
        self.unsafe_left += trusts.count(Applicability.UNSAFE)
        self.suggestions += trusts.count(Applicability.DISPLAY)
        self.first = self.first or next((_question(result) for result in results if result.diagnostics), None)
        edits = sum(result.edits for result in results)
        self.edits += edits
        self.files_changed += bool(edits)


class Reporter(Protocol):
    """Yields the lines of a report; no line ends with a newline."""

    def start(self) -> Iterator[str]:
        """What comes before the first result."""
        ...

    def result(self, result: Result) -> Iterator[str]:
        """The findings of one text; results come in the order of their paths."""
        ...

    def finish(self, summary: Summary) -> Iterator[str]:
        """What comes after the last result."""
        ...


class Lines:
    """The lines of a text, for turning code-point offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of `offset`, both counted from 1 and in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Spot(Struct, frozen=True):
    """Where a finding stands in its file, for formats that know files only; columns are None where it has none there.

    A record's text is a string inside the file: only the line of the record is a place in the file.
    """

    line: int
    end_line: int
    column: int | None = None
    end_column: int | None = None


def spot(result: Result, lines: Lines, diagnostic: Diagnostic) -> Spot:
    """The spot of `diagnostic` in the file of `result`, whose text has `lines`."""
    if result.record is not None:
        line = result.line or 1
        return Spot(line, line)
    (line, column), (end_line, end_column) = (lines.position(at) for at in (diagnostic.start, diagnostic.end))
    return Spot(line, end_line, column, end_column)


def _question(result: Result) -> tuple[str, str]:
    """The command that says more about the first finding: of its rule, where the text can't be read (again)."""
    if result.path == STANDARD_INPUT or result.diagnostics[0].code == "AR003":
        return "rule", result.diagnostics[0].code
    at = spot(result, Lines(result.text), result.diagnostics[0])
    return "explain", f"{result.path}:{at.line}" + (f":{at.column}" if at.column else "")
