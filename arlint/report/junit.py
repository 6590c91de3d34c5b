"""JUnit XML, which every build server shows: a suite for each text, a failed test for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.report.human import place
from arlint.report.result import Lines, Result, Summary
from arlint.report.visible import FSI, PDI, excerpt
from arlint.report.xml import text


class Junit:
    """See the module. A file without findings is one passed test; a record without findings is left out."""

    def start(self) -> Iterator[str]:
        """The head."""
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield '<testsuites name="arlint">'

    def result(self, result: Result) -> Iterator[str]:
        """One suite."""
        found, lines = result.diagnostics, Lines(result.text)
        if not found and result.record is not None:
            return
        path = text(result.path)
        yield f'<testsuite name="{path}" tests="{len(found) or 1}" failures="{len(found)}" errors="0">'
        if not found:
            yield f'<testcase classname="{path}" name="arlint"/>'
        for one in found:
            where = place(result, lines, one)
            yield f'<testcase classname="{path}" name="{one.code} {text(one.name)}" file="{path}">'
            shown = excerpt(result.text, one.start, one.end).removeprefix(FSI).removesuffix(PDI)
            yield f'<failure type="{one.code}" message="{text(one.message)}">{text(where)}\n{text(shown)}</failure>'
            yield "</testcase>"
        yield "</testsuite>"

    def finish(self, summary: Summary) -> Iterator[str]:
        """The end."""
        yield "</testsuites>"
