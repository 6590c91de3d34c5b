"""`arlint restore`: the originals of a cleaned corpus."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from arlint.cli.corpus_screen import Bar, failures, number
from arlint.corpus import manifest
from arlint.corpus import restore as restoring
from arlint.report.visible import leading, visible


@click.command()
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("-o", "--into", "target", required=True, type=click.Path(path_type=Path), help="Folder; new or empty.")
def restore(output: Path, target: Path) -> None:
    """Write the original files that `arlint clean` made OUT from to a folder.

    They come back byte for byte: of a compressed file its content, of a table (Parquet, Arrow) its rows and schema.
    Each is compared with the hash of the original; one that can't be restored isn't written, and is named.

    Exit status: 0 all restored; 1 some could not be; 2 an error.
    """
    with failures():
        total = sum(entry.content_size for entry in manifest.read(output).inputs)
        with Bar(total, "restoring") as bar:
            verdicts = list(restoring.restore(output, target, bar.advance))
    failed = [verdict for verdict in verdicts if verdict.problem]
    for verdict in failed:
        click.echo(f"{leading(verdict.path)}: not restored: {visible(verdict.problem)}", err=True)
    click.echo(f"{number(len(verdicts) - len(failed))} of {number(len(verdicts))} files restored to {target}")
    if failed:
        sys.exit(1)
