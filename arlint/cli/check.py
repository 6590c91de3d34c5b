"""`arlint check`: report, fix, or show what fixing would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from arlint import report
from arlint.cli.cache import Cache
from arlint.cli.examine import Mode
from arlint.cli.known import KnownFindings
from arlint.cli.options import configured, encoding_option
from arlint.cli.projects import Projects
from arlint.cli.run import Run

if TYPE_CHECKING:
    from arlint.cli.changed import Changed


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--fix", is_flag=True, help="Apply the safe fixes, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply the unsafe fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--output-format", type=click.Choice(report.FORMATS), default="human", show_default=True, help="How to report."
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them.")
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="Read standard input, as a file of this name.")
@encoding_option("The encoding of files that are not UTF-8, such as windows-1256.")
@click.option(
    "--baseline",
    "baseline_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Report only what is not in FILE.",
)
@click.option("--diff-base", metavar="COMMIT", help="Report only on lines changed since COMMIT (a branch, a tag…).")
@click.option(
    "--diff-stdin", is_flag=True, help="Report only on lines that the unified diff on standard input changes."
)
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file changes.")
@click.option("--no-cache", is_flag=True, help="Look at every file, also at those that have not changed since.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing where there is nothing to report.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Use colour."
)
@configured
def check(
    *,
    projects: Projects,
    paths: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    output_format: str,
    statistics: bool,
    stdin_filename: Path | None,
    encoding: str | None,
    baseline_file: Path | None,
    diff_base: str | None,
    diff_stdin: bool,
    watching: bool,
    no_cache: bool,
    quiet: bool,
    exit_zero: bool,
    color: str,
) -> None:
    """Report what is wrong in the texts at PATH (default: here), or on standard input (-).

    Folders are walked; hidden files and those that git ignores are left out. `--fix` on standard input writes the
    fixed text to standard output and the report to standard error.
    """
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes says which fixes to apply; add --fix, or --diff to see them first")
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("standard input (-) cannot be checked together with files")
    paths = _named(paths, stdin_filename)
    if diff_base and diff_stdin:
        raise click.UsageError("--diff-base and --diff-stdin both say which lines have changed; give one")
    if (diff_base or diff_stdin) and (fix or diff or "-" in paths):
        raise click.UsageError("--diff-base and --diff-stdin report on files; they go with no --fix, --diff or -")
    if watching and (diff_stdin or "-" in paths):
        raise click.UsageError("--watch looks at files; standard input is read once")

    def once(projects: Projects) -> int:
        run = Run(
            projects,
            report.reporter(output_format, statistics=statistics, describe=projects.describe),
            Mode(fix or diff, unsafe_fixes),
            KnownFindings(baseline_file),
            changed=_changed(diff_base, diff_stdin=diff_stdin),
            cache=None if no_cache else Cache(),
            encoding=encoding,
            diff=diff,
            quiet=quiet,
            color={"auto": None, "always": True, "never": False}[color],
        )
        if paths == ("-",):
            run.standard_input(stdin_filename)
        else:
            run.files([Path(path) for path in paths or (".",)])
        return run.finish(exit_zero=exit_zero)

    if watching:
        from arlint.cli.watch import watch

        watch(once, projects, [Path(path) for path in paths or (".",)])
    sys.exit(once(projects))


def _named(paths: tuple[str, ...], stdin_filename: Path | None) -> tuple[str, ...]:
    """What is to be read: a name for standard input says that it is standard input."""
    if stdin_filename is None:
        return paths
    if paths not in {(), ("-",)}:
        raise click.UsageError("--stdin-filename names the text on standard input; leave the files out")
    return ("-",)


def _changed(diff_base: str | None, *, diff_stdin: bool) -> Changed | None:
    if not (diff_base or diff_stdin):
        return None
    from arlint.cli import changed

    if diff_base:
        return changed.since(diff_base)
    return changed.from_diff(sys.stdin.buffer.read())
