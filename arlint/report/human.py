"""The format for people at a terminal: place, message, excerpt, fix, and at the end what to type next."""

from __future__ import annotations

from collections.abc import Iterator

import click

from arlint.model import Applicability, Diagnostic, Fix
from arlint.report.result import Lines, Result, Summary
from arlint.report.visible import excerpt, isolated, visible


class Human:
    """See the module."""

    def start(self) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def result(self, result: Result) -> Iterator[str]:
        """Two or three lines a finding."""
        lines = Lines(result.text)
        for diagnostic in result.diagnostics:
            code = click.style(diagnostic.code, fg="red", bold=True)
            yield f"{place(result, lines, diagnostic)} {code} {isolated(diagnostic.message)}"
            if diagnostic.code != "AR003":  # an undecodable file has no text to show
                yield "    " + excerpt(result.text, diagnostic.start, diagnostic.end)
            if diagnostic.fix:
                yield "    " + click.style(_offer(diagnostic.fix), fg="cyan")

    def finish(self, summary: Summary) -> Iterator[str]:
        """What was done, what is left, and which command does more."""
        if summary.edits:
            made = "Would make" if summary.diffing else "Made"
            yield f"{made} {_count(summary.edits, 'edit')} in {_count(summary.files_changed, 'file')}."
        if summary.findings:
            where = f"in {summary.files_with_findings} of {_count(summary.files, 'file')}"
            left = ("would be left " if summary.diffing else "left ") if summary.fixing else ""
            yield click.style(f"{_count(summary.findings, 'finding')} {left}{where}.", bold=True)
        elif not summary.problems:
            yield click.style(f"Nothing to report in {_count(summary.files, 'file')}.", fg="green")
        if hint := _hint(summary):
            yield hint


def place(result: Result, lines: Lines, diagnostic: Diagnostic) -> str:
    """`path:line:column`, and for a record `path:line (record N, field:line:column)`."""
    line, column = lines.position(diagnostic.start)
    path = visible(result.path)
    if result.record is None:
        return f"{path}:{line}:{column}"
    return f"{path}:{result.line} (record {result.record}, {visible(result.field or '')}:{line}:{column})"


def _offer(fix: Fix) -> str:
    trust = {Applicability.SAFE: "safe fix", Applicability.UNSAFE: "unsafe fix", Applicability.DISPLAY: "suggestion"}
    edits = f" ({len(fix.edits)} places)" if len(fix.edits) > 1 else ""
    return f"{trust[fix.applicability]}: {isolated(fix.title or 'Change')}{edits}"


def _hint(summary: Summary) -> str:
    """The next command, for the fixes that this run has not applied."""
    safe = 0 if summary.fixing else summary.safe
    unsafe = 0 if summary.unsafe else summary.unsafe_left
    if safe and unsafe:
        return f"{safe} of {summary.findings} can be fixed with --fix; {unsafe} more with --fix --unsafe-fixes."
    if safe:
        return f"{safe} of {summary.findings} can be fixed with --fix."
    if unsafe:
        return f"{unsafe} of {summary.findings} can be fixed with --fix --unsafe-fixes; --diff shows the changes first."
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


REPORTER = Human
