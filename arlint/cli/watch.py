"""`arlint check --watch`: check again whenever a file changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from arlint.projects import Projects
from arlint.walking import discover

_PAUSE = 0.3  # seconds between two looks at the files


def watch(check: Callable[[Projects], int], projects: Projects, paths: list[Path]) -> None:
    """Run `check`, and again after each change to a file at or under `paths` or to a configuration; never returns.

    Files are asked for their times, which needs no library and works on network folders.
    """
    while True:
        state = _state(projects, paths)
        if sys.stdout.isatty():
            click.clear()
        try:
            check(projects)
        except click.ClickException as error:  # a half-written configuration: wait until it is whole
            error.show()
        click.echo("arlint: watching for changes; press Ctrl+C to stop", err=True)
        while _state(projects, paths) == state:
            time.sleep(_PAUSE)
        projects = projects.afresh()


def _state(projects: Projects, paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Size and time of each file that matters."""
    state = {}
    found, _ = discover(paths, projects.excludes)
    for path in (*found, *projects.files):
        try:
            stat = path.stat()
        except OSError:  # deleted since it was found
            continue
        state[path] = (stat.st_size, stat.st_mtime_ns)
    return state
