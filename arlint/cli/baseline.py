"""`arlint baseline`: record the findings of today, and forget those that are gone."""

from __future__ import annotations

import os
from pathlib import Path

import click

from arlint import baseline as known
from arlint.baseline import Baseline, Fingerprints
from arlint.cli.examine import Mode, examine
from arlint.cli.known import DEFAULT, is_baseline, load, name_in
from arlint.cli.options import configured, encoding_option
from arlint.cli.projects import Projects, UnusableError
from arlint.files import FileError, UndecodableError, read
from arlint.report.visible import visible
from arlint.saving import put
from arlint.walking import discover

_file = click.option(
    "--file",
    "asked",
    type=click.Path(path_type=Path),
    help=f"The baseline.  [`baseline` of the configuration, else {DEFAULT}]",
)
_encoding = encoding_option("The encoding of files that are not UTF-8.")


@click.group()
def baseline() -> None:
    """Record today's findings, so that `check --baseline` reports only new ones."""


@baseline.command(name="write", short_help="Record every finding of today.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_file
@_encoding
@configured
def write_baseline(*, projects: Projects, paths: tuple[Path, ...], asked: Path | None, encoding: str | None) -> None:
    """Record every finding in the files at or under PATHS (default: here)."""
    path, is_configured = _place(projects, asked)
    found = _found(projects, paths, path, encoding)
    _store(path, {name: marks for name, marks in found.items() if marks})
    following = "arlint check" if is_configured else f"arlint check --baseline {path}"
    click.echo(f"Findings recorded in {visible(str(path))}: {_count(found):,}. Next: {visible(following)}")
    if not is_configured and asked is None:
        click.echo(f'To have every `arlint check` use it, in arlint.toml: baseline = "{DEFAULT}"')


@baseline.command(short_help="Forget what is there no longer.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_file
@_encoding
@configured
def prune(*, projects: Projects, paths: tuple[Path, ...], asked: Path | None, encoding: str | None) -> None:
    """Forget what the files at or under PATHS (default: here) no longer hold, and files that are gone."""
    path, _ = _place(projects, asked)
    old = load(path)
    found = _found(projects, paths, path, encoding)
    folder = path.absolute().parent
    new = {
        name: known.prune(marks, found[name]) if name in found else marks
        for name, marks in old.items()
        if (folder / name).exists()
    }
    _store(path, {name: marks for name, marks in new.items() if marks})
    click.echo(f"Findings kept in {visible(str(path))}: {_count(new):,}, forgotten: {_count(old) - _count(new):,}.")


def _place(projects: Projects, asked: Path | None) -> tuple[Path, bool]:
    """Where the baseline is: where it was asked for, else where the configuration has it; and whether it has it."""
    configured = projects.of_folder(Path.cwd()).loaded.config.baseline
    place = Path(os.path.relpath(configured)) if configured else Path(DEFAULT)
    return asked or place, bool(configured) and (asked is None or asked.absolute() == place.absolute())


def _found(projects: Projects, paths: tuple[Path, ...], path: Path, encoding: str | None) -> Baseline:
    """The fingerprints of every file, by its name in the baseline at `path`; any problem ends the run."""
    files, problems = discover(paths or (Path(),), projects.excludes)
    if problems:
        raise UnusableError(str(problems[0]))
    found: Baseline = {}
    for one in files:
        if is_baseline(one, path):
            continue
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
