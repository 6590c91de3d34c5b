"""`arlint explain`: why something is reported at a place, or why nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from arlint.cli.examine import Mode, examine
from arlint.cli.language import chosen, lang
from arlint.cli.options import configured, encoding_option
from arlint.cli.projects import Projects, UnusableError
from arlint.files import FileError, TextFile, UndecodableError, read
from arlint.linter import Linter
from arlint.model import Diagnostic
from arlint.projects import Project, names
from arlint.report.human import offer, place
from arlint.report.page import background
from arlint.report.result import Lines, Result, spot
from arlint.report.visible import excerpt, isolated, visible
from arlint.report.words import CUES, cue

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]{1,18})(?::(?P<column>[0-9]{1,18}))?:?")
_WORDS = {
    "en": {"nothing": "Nothing is reported there.", "near": "The nearest finding:", "off": "Rules that are off here:"},
    "ar": {"nothing": "لا ملاحظات هناك.", "near": "أقرب ملاحظة:", "off": "قواعد متوقفة هنا:"},
}
_EXAMPLES = 2  # of what a rule finds, and of what it leaves alone
_Found = tuple[Result, Lines, Diagnostic]


@click.command()
@click.argument("where", metavar="FILE:LINE[:COLUMN]")
@lang
@encoding_option("The encoding of a file that is not UTF-8.")
@configured
def explain(*, projects: Projects, where: str, lang: str | None, encoding: str | None) -> None:
    """Explain what is reported at a place, as `arlint check` names it: why, what decided, examples, how to silence it.

    Where nothing is reported, tell what is near, and what rules that are off would report.
    """
    asked = _PLACE.fullmatch(where)
    if not asked:
        raise click.UsageError(f"{visible(where)!r} is no place; write FILE:LINE or FILE:LINE:COLUMN")
    path = Path(asked["path"])
    line, column = int(asked["line"]), int(asked["column"]) if asked["column"] else None
    language = chosen(lang, projects.of_folder(path.parent).loaded)
    project = projects.afresh({"message-language": language}).of_file(path)
    try:
        file = read(path, encoding)
    except FileError as error:
        raise UnusableError(str(error)) from error
    except UndecodableError as error:
        raise UnusableError(f"{path}: {error}") from error
    found = _findings(path, file, project, line)
    here = [one for one in found if _covers(one, line, column)]
    shown = list(_explained(here, project, language)) or [_nothing(file, project, found, path, line)]
    click.echo("\n\n".join("\n".join(lines) for lines in shown))


def _findings(path: Path, file: TextFile, project: Project, line: int) -> list[_Found]:
    """What is found in the file; `UnusableError` where it, or the record on `line`, can't be read."""
    examined = examine(path, file, project, Mode())
    for problem in examined.problems:
        record = re.match(r":([0-9]+): ", problem.removeprefix(path.as_posix()))
        if record is None or int(record[1]) == line:
            raise UnusableError(problem)
    pairs = [(result, Lines(result.text)) for result in examined.results]
    return [(result, lines, one) for result, lines in pairs for one in result.diagnostics]


def _covers(found: _Found, line: int, column: int | None) -> bool:
    at = spot(*found)
    if not at.line <= line <= at.end_line:
        return False
    if column is None or at.column is None or at.end_column is None:
        return True
    return (at.line, at.column) <= (line, column) <= (at.end_line, at.end_column)


def _explained(found: Iterable[_Found], project: Project, language: str) -> Iterator[Iterable[str]]:
    """What to say of each finding; its rule is told of once."""
    specs = {spec.code: spec for spec in project.rules}
    for one in found:
        lines = [*_told(one, language)]
        if spec := specs.pop(one[2].code, None):
            lines += ["", *background(spec, language, Path(one[0].path).suffix, _EXAMPLES)]
        yield lines


def _told(found: _Found, language: str) -> Iterator[str]:
    result, _, one = found
    yield f"{place(*found)} {click.style(f'{one.code} {one.name}', fg='red', bold=True)}"
    yield f"  {isolated(one.message, language)}"
    yield f"  {excerpt(result.text, one.start, one.end)}"
    if one.cues:
        separator = "، " if language == "ar" else ", "
        yield f"  {CUES[language]}: {separator.join(isolated(cue(one, language), language) for one in one.cues)}"
    if one.fix:
        yield f"  {offer(one.fix, language)}"


def _nothing(file: TextFile, project: Project, found: list[_Found], path: Path, line: int) -> Iterator[str]:
    words = _WORDS[project.loaded.config.message_language]
    yield f"{visible(path.as_posix())}:{line}: {isolated(words['nothing'])}"
    running = dict(project.linter.ruleset.names)
    codes = tuple(code for code, _ in names(project.loaded.config) if code not in running)
    those = msgspec.structs.replace(project.loaded.config, select=codes, ignore=(), preview=True)
    others = _findings(path, file, Project(project.loaded, Linter(those)), line) if codes else []
    if off := [one for one in others if _covers(one, line, None)]:
        yield isolated(words["off"])
        yield from (f"  {_line(one)}" for one in off)
    if found:
        nearest = min(found, key=lambda one: abs(spot(*one).line - line))
        yield isolated(words["near"])
        yield f"  {_line(nearest)}"


def _line(found: _Found) -> str:
    return f"{place(*found)} {found[2].code} {isolated(found[2].message, found[0].language)}"
