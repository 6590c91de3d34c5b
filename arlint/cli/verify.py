"""`arlint verify`: prove that a cleaned corpus can be undone, without writing anything."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from arlint.cli.corpus_screen import Bar, failures, number, volume
from arlint.corpus import manifest
from arlint.corpus import restore as restoring
from arlint.report.visible import leading, visible


@click.command()
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path, exists=True, file_okay=False))
def verify(output: Path) -> None:
    """Restore every original of OUT in memory and compare it with the hash that was taken when it was read.

    Exit status: 0 every file comes back exactly; 1 some don't; 2 an error.
    """
    with failures():
        total = sum(entry.content_size for entry in manifest.read(output).inputs)
        with Bar(total, "verifying") as bar:
            verdicts = list(restoring.verify(output, bar.advance))
    failed = [verdict for verdict in verdicts if verdict.problem]
    for verdict in failed:
        click.echo(f"{leading(verdict.path)}: {visible(verdict.problem)}", err=True)
    size = sum(verdict.size for verdict in verdicts)
    click.echo(
        f"{number(len(verdicts) - len(failed))} of {number(len(verdicts))} files come back exactly "
        f"({volume(size)} compared)"
    )
    if failed:
        sys.exit(1)
