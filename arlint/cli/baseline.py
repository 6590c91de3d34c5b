"""`arlint baseline`: record the findings of today, and forget those that are gone."""

from __future__ import annotations

from pathlib import Path

import click

from arlint import baseline as known
from arlint.baseline import Baseline, Fingerprints
from arlint.cli.examine import Mode, examine
from arlint.cli.known import load, name_in
from arlint.cli.options import configured
from arlint.cli.projects import Projects, UnusableError
from arlint.files import FileError, UndecodableError, discover, read
from arlint.saving import put

_DEFAULT = "arlint-baseline.json"

_file = click.option(
    "--file", "path", type=click.Path(path_type=Path), default=_DEFAULT, show_default=True, help="The baseline."
)
_encoding = click.option("--encoding", metavar="NAME", help="The encoding of files that are not UTF-8.")


@click.group()
def baseline() -> None:
    """Record today's findings, so that `check --baseline` reports only new ones."""


@baseline.command(name="write")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_file
@_encoding
@configured
def write_baseline(*, projects: Projects, paths: tuple[Path, ...], path: Path, encoding: str | None) -> None:
    """Record every finding in the files at or under PATHS (default: here)."""
    found = _found(projects, paths, path, encoding)
    _store(path, {name: marks for name, marks in found.items() if marks})
    click.echo(f"Findings recorded in {path}: {_count(found):,}. Next: arlint check --baseline {path}")


@baseline.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_file
@_encoding
@configured
def prune(*, projects: Projects, paths: tuple[Path, ...], path: Path, encoding: str | None) -> None:
    """Forget what the files at or under PATHS (default: here) no longer hold, and files that are gone."""
    old = load(path)
    found = _found(projects, paths, path, encoding)
    folder = path.absolute().parent
    new = {
        name: known.prune(marks, found[name]) if name in found else marks
        for name, marks in old.items()
        if (folder / name).exists()
    }
    _store(path, {name: marks for name, marks in new.items() if marks})
    click.echo(f"Findings kept in {path}: {_count(new):,}, forgotten: {_count(old) - _count(new):,}.")


def _found(projects: Projects, paths: tuple[Path, ...], path: Path, encoding: str | None) -> Baseline:
    """The fingerprints of every file, by its name in the baseline at `path`; any problem ends the run."""
    files, problems = discover(paths or (Path(),), projects.excludes)
    if problems:
        raise UnusableError(str(problems[0]))
    found: Baseline = {}
    for one in files:
        try:
            file = read(one, encoding)
        except FileError as error:
            raise UnusableError(str(error)) from error
        except UndecodableError as error:
            raise UnusableError(f"{one}: {error}") from error
        examined = examine(one, file, projects.of_file(one), Mode())
        if examined.problems:
            raise UnusableError(examined.problems[0])
        marks: Fingerprints = {}
        for result in examined.results:
            marks = known.merge(marks, known.record(result.text, result.diagnostics))
        found[name_in(path.absolute().parent, one)] = marks
    return found


def _store(path: Path, content: Baseline) -> None:
    try:
        put(path, known.dump(content))
    except FileError as error:
        raise UnusableError(str(error)) from error


def _count(content: Baseline) -> int:
    return sum(count for codes in content.values() for marks in codes.values() for count in marks.values())
