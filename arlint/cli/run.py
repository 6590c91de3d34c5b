"""One run of `check` over files or standard input: read, examine, write, report, count."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from arlint.baseline import Known
from arlint.cli.arabic import spoken
from arlint.cli.cache import Cache
from arlint.cli.examine import Examined, Mode, examine, undecodable, unified_diff
from arlint.cli.known import KnownFindings
from arlint.cli.places import OnDisk, Piped, Place
from arlint.files import FileError, TextFile, UndecodableError
from arlint.projects import Project, Projects
from arlint.report.result import STANDARD_INPUT, Reporter, Result, Summary
from arlint.report.visible import visible
from arlint.walking import discover

if TYPE_CHECKING:
    from arlint.cli.changed import Changed

#: Lines of a report that are written at once.
_AT_ONCE = 1_000


class Run:
    """The state of a run: its settings, its reporter, its sums.

    `diff` shows what fixing would change instead of changing it. `color` of None means: on a terminal. With
    `changed` only files and lines that it touches count.
    """

    def __init__(
        self,
        projects: Projects,
        reporter: Reporter,
        mode: Mode,
        known: KnownFindings,
        *,
        changed: Changed | None = None,
        cache: Cache | None = None,
        encoding: str | None = None,
        diff: bool = False,
        quiet: bool = False,
        color: bool | None = None,
    ) -> None:
        self._projects = projects
        self._reporter = reporter
        self._mode = mode
        self._known = known
        self._changed = changed
        self._cache = cache
        self._encoding = encoding
        self._diff = diff
        self._color = color
        self._to_stderr = False
        self._hush = _hush() if diff else ""
        self._summary = Summary(fixing=mode.fix, unsafe=mode.unsafe, diffing=diff, quiet=quiet)

    def files(self, paths: Sequence[Path]) -> None:
        """Examine the files at or under `paths`, and report on each as soon as it is done."""
        found, problems = discover(paths, self._projects.excludes)
        found = [path for path in found if not self._is_baseline(path)]
        for problem in problems:
            self._problem(str(problem))
        if not found and not problems:
            self._projects.of_folder(Path.cwd())  # a mistake on the command line is an error even so
            if not self._summary.quiet:
                told = "there is nothing to check: no text file here, or all are excluded"
                click.echo(spoken("warning", told), err=True)
        self._begin()
        if self._changed:
            found = [path for path in found if self._changed.touches(path)]
        for path in found:
            self._file(OnDisk(path, self._encoding, paths))
        if not self._summary.language:
            self._summary.language = self._projects.of_folder(Path.cwd()).loaded.config.message_language

    def standard_input(self, name: Path | None) -> None:
        """Examine standard input as the file `name`; with fixing, write its text to standard output."""
        path = name or Path(STANDARD_INPUT)
        piped = Piped(path, self._encoding, sys.stdin.buffer.read())
        fixing = self._mode.fix and not self._diff
        self._to_stderr = fixing
        self._begin()
        if name is None or not self._projects.excludes(name, is_folder=False):
            self._file(piped)
        if fixing:
            sys.stdout.buffer.write(piped.data)
            sys.stdout.buffer.flush()

    def _is_baseline(self, path: Path) -> bool:
        return path.suffix == ".json" and self._known.is_baseline(
            path, self._projects.of_folder(path.parent).loaded.config
        )

    def _begin(self) -> None:
        if self._hush:
            click.echo(f"::stop-commands::{self._hush}")
        self._echo(self._reporter.start())

    def finish(self, *, exit_zero: bool) -> int:
        """End the report, and return the exit status of the run."""
        if self._hush:
            click.echo(f"::{self._hush}::")
        self._to_stderr = self._to_stderr or self._diff
        self._echo(self._reporter.finish(self._summary))
        if self._cache:
            self._cache.tidy()
        if self._summary.problems:
            return 2
        would_change = self._diff and self._summary.edits
        return int(bool(self._summary.findings or would_change) and not exit_zero)

    def _file(self, place: Place) -> None:
        """Examine one file."""
        path = place.path
        project = self._projects.of_file(path)
        try:
            file = place.load()
        except FileError as error:
            self._problem(str(error))
            return
        except UndecodableError as error:
            language = project.loaded.config.message_language
            self._report(Examined([undecodable(path.as_posix(), error, language)], error.shown))
            self._summary.problems += 1
            return
        examined = self._examine(path, file, project, self._mode)
        if self._diff:
            self._show_changes(path, file.text, examined.text)
        elif examined.text != file.text:
            try:
                if note := place.store(file, examined.text):
                    click.echo(f"arlint: note: {visible(note)}", err=True)
            except (FileError, UnicodeEncodeError) as error:
                self._problem(_unwritten(path, file, error))
                examined = self._examine(path, file, project, Mode())
        self._report(examined)

    def _examine(self, path: Path, file: TextFile, project: Project, mode: Mode) -> Examined:
        key = self._cache.key(path, file, project) if self._cache and not mode.fix else None
        examined = self._cache.get(key, file) if self._cache else None
        if examined is None:
            examined = examine(path, file, project, mode)
            if self._cache:
                self._cache.put(key, examined)
        known = self._known.of_file(path, project.loaded.config)
        return structs.replace(examined, results=[self._new(path, one, known) for one in examined.results])

    def _new(self, path: Path, result: Result, known: Known) -> Result:
        """`result` without the findings that are known, or on lines that the change has not touched."""
        if self._changed:
            result = structs.replace(result, diagnostics=self._changed.new(path, result))
        return structs.replace(result, diagnostics=known.new(result.text, result.diagnostics))

    def _report(self, examined: Examined) -> None:
        for problem in examined.problems:
            self._problem(problem)
        self._summary.problems += sum(found.code == "AR004" for one in examined.results for found in one.diagnostics)
        self._summary.add(examined.results)
        for result in examined.results:
            lines = self._reporter.result(result)
            if not self._diff:
                self._echo(lines)

    def _show_changes(self, path: Path, old: str, new: str) -> None:
        """Write the diff: as it is for `patch`, harmless for a terminal."""
        for line in unified_diff(path.as_posix(), old, new):
            click.echo(visible(line) if sys.stdout.isatty() else line, color=self._color)

    def _problem(self, message: str) -> None:
        self._summary.problems += 1
        click.echo(spoken("error", visible(message)), err=True)

    def _echo(self, lines: Iterable[str]) -> None:
        rest = iter(lines)
        while some := list(islice(rest, _AT_ONCE)):  # a call for each takes as long as reading the files
            click.echo("\n".join(some), err=self._to_stderr, color=self._color)


def _hush() -> str:
    """A word that ends the silence of GitHub's runner, where standard output goes there; else nothing.

    A diff holds lines of the text as they are, and the runner would obey those that look like its commands.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true" or stat.S_ISREG(os.fstat(1).st_mode):
        return ""
    return os.urandom(16).hex()


def _unwritten(path: Path, file: TextFile, error: FileError | UnicodeEncodeError) -> str:
    if isinstance(error, FileError):
        return str(error)
    missing = error.object[error.start]
    return f"{path}: {file.encoding} has no U+{ord(missing):04X}, which the fixed text needs; convert the file to UTF-8"
