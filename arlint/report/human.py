"""The format for people at a terminal: place, message, excerpt, fix, and at the end what to type next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click

from arlint.model import Applicability, Diagnostic, Fix
from arlint.report.result import Lines, Result, Summary
from arlint.report.visible import excerpt, isolated, leading, visible
from arlint.report.words import counted, embedded

_TRUST = {
    "en": {
        Applicability.SAFE: "safe fix",
        Applicability.UNSAFE: "unsafe fix",
        Applicability.DISPLAY: "suggestion",
    },
    "ar": {
        Applicability.SAFE: "إصلاح آمن",
        Applicability.UNSAFE: "إصلاح غير آمن",
        Applicability.DISPLAY: "اقتراح",
    },
}


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
            yield f"{place(result, lines, diagnostic)} {code} {isolated(diagnostic.message, result.language)}"
            if diagnostic.code != "AR003":  # an undecodable file has no text to show
                yield "    " + excerpt(result.text, diagnostic.start, diagnostic.end)
            if diagnostic.fix:
                yield "    " + click.style(offer(diagnostic.fix, result.language), fg="cyan")

    def finish(self, summary: Summary) -> Iterator[str]:
        """What was done, what is left, and which command does more."""
        if summary.quiet and not (summary.edits or summary.findings):
            return iter(())
        return _arabic(summary) if summary.language == "ar" else _english(summary)


def place(result: Result, lines: Lines, diagnostic: Diagnostic) -> str:
    """`path:line:column`, and for a record `path:line (record N, field:line:column)`."""
    line, column = lines.position(diagnostic.start)
    path = leading(result.path)
    if result.record is None:
        return f"{path}:{line}:{column}"
    return f"{path}:{result.line} (record {result.record}, {visible(result.field or '')}:{line}:{column})"


def offer(fix: Fix, language: str) -> str:
    """How far a fix may be trusted, and what it does."""
    places = f" ({counted(len(fix.edits), 'place', language)})" if len(fix.edits) > 1 else ""
    title = fix.title or ("تغيير" if language == "ar" else "Change")
    return f"{_TRUST[language][fix.applicability]}: {isolated(title, language)}{places}"


def _english(summary: Summary) -> Iterator[str]:
    yield from edits_made(summary, "en")
    if summary.findings:
        where = f"in {summary.files_with_findings} of {counted(summary.files, 'file', 'en')}"
        left = ("would be left " if summary.diffing else "left ") if summary.fixing else ""
        yield click.style(f"{counted(summary.findings, 'finding', 'en')} {left}{where}.", bold=True)
    elif not summary.problems:
        yield click.style(f"Nothing to report in {counted(summary.files, 'file', 'en')}.", fg="green")
    if summary.first and not summary.fixing:
        yield f"To know more of one: {_command(summary.first)}"
    safe, unsafe = _fixable(summary)
    total = f"{safe or unsafe} of {summary.findings} can be fixed with"
    if safe and unsafe:
        yield f"{total} --fix; {unsafe} more with --fix --unsafe-fixes."
    elif safe:
        yield f"{total} --fix."
    elif unsafe:
        yield f"{total} --fix --unsafe-fixes; --diff shows the changes first."
    if summary.suggestions and summary.fixing:
        are = "suggestion is" if summary.suggestions == 1 else "suggestions are"
        how = "to have a rule's made, name it in extend-safe-fixes of arlint.toml"
        yield f"{summary.suggestions:,} {are} for a person to judge; {how}."


def edits_made(summary: Summary, language: str) -> Iterator[str]:
    """How many edits were made, or would be, where there are any."""
    if not summary.edits:
        return
    if language == "ar":
        made = "التعديلات التي ستُجرى" if summary.diffing else "التعديلات التي أُجريت"
        yield isolated(f"{made}: {summary.edits:,} في {counted(summary.files_changed, 'files', 'ar')}.")
        return
    made = "Would make" if summary.diffing else "Made"
    yield f"{made} {counted(summary.edits, 'edit', 'en')} in {counted(summary.files_changed, 'file', 'en')}."


def _arabic(summary: Summary) -> Iterator[str]:
    yield from edits_made(summary, "ar")
    if summary.findings:
        left = ("ستبقى " if summary.diffing else "بقيت ") if summary.fixing else ""
        found = counted(summary.findings, "finding", "ar")
        where = f"في {_of(summary.files_with_findings, summary.files)}"
        yield click.style(isolated(f"{left}{found} {where}."), bold=True)
    elif not summary.problems:
        yield click.style(isolated(f"لا ملاحظات في {counted(summary.files, 'files', 'ar')}."), fg="green")
    if summary.first and not summary.fixing:
        yield embedded(f"لمعرفة المزيد عن واحدة منها: {embedded(_command(summary.first))}")
    safe, unsafe = _fixable(summary)
    total = f"يمكن إصلاح {safe or unsafe} من {summary.findings}"
    both = embedded("--fix --unsafe-fixes")
    if safe and unsafe:
        yield embedded(f"{total} بالخيار {embedded('--fix')}، و{unsafe} أخرى بالخيارين {both}.")
    elif safe:
        yield embedded(f"{total} بالخيار {embedded('--fix')}.")
    elif unsafe:
        yield embedded(f"{total} بالخيارين {both}، ويعرض {embedded('--diff')} التغييرات قبل ذلك.")
    if summary.suggestions and summary.fixing:
        key, file = embedded("extend-safe-fixes"), embedded("arlint.toml")
        yield embedded(
            f"الاقتراحات المتروكة لك: {summary.suggestions:,}؛ ولتُجرى اقتراحات قاعدة سمّها في {key} في {file}."
        )


def _of(some: int, files: int) -> str:
    """So many of all files, in Arabic, after a preposition."""
    every = counted(files, "files", "ar")
    if files == 1:
        return every
    return f"{counted(some, 'files', 'ar') if some <= 2 else f'{some:,}'} من {every}"  # one and two are no numerals


def _command(question: tuple[str, str]) -> str:
    """What to type to ask `question`."""
    command, about = question
    return f"arlint {command} {visible(shlex.quote(about))}"


def _fixable(summary: Summary) -> tuple[int, int]:
    """How many findings have a safe fix, and how many an unsafe one, that this run has not applied."""
    return 0 if summary.fixing else summary.safe, 0 if summary.unsafe else summary.unsafe_left
