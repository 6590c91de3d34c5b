"""`arlint clean`: a corpus in, a clean corpus out, with a record of every change."""

from __future__ import annotations

import os
import shlex
import sys
import time
from functools import partial
from pathlib import Path
from typing import Literal

import click
import msgspec

from arlint import __version__
from arlint.cli.corpus_screen import Bar, failures, number
from arlint.cli.options import configured
from arlint.cli.projects import Projects
from arlint.corpus import run, sources
from arlint.corpus.manifest import Manifest
from arlint.corpus.task import Reading
from arlint.linter import Linter

_NAMED_AT_MOST = 3  # files that weren't read


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The output folder, new or empty.")
@click.option(
    "--format",
    "input_format",
    type=click.Choice(sorted(set(sources.FORMATS.values()))),
    help="The format of the inputs, whatever their names say.",
)
@click.option("--workers", type=click.IntRange(1), help="How many processes clean.  [one a core]")
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option(
    "--on-error",
    type=click.Choice(["set-aside", "fail"]),
    default="set-aside",
    show_default=True,
    help="What becomes of a record that can't be read.",
)
@click.option("--offset-map", is_flag=True, help="Record where each unchanged stretch of a text went.")
@configured
def clean(
    *,
    projects: Projects,
    inputs: tuple[str, ...],
    output: Path | None,
    input_format: str | None,
    workers: int | None,
    resume: bool,
    dry_run: bool,
    on_error: Literal["set-aside", "fail"],
    offset_map: bool,
) -> None:
    """Clean files, folders and globs of .txt .md .html .jsonl (also .gz .zst .bz2 .xz), or - for standard input.

    OUT/data holds the clean documents, OUT/audit every change, OUT/dropped and OUT/rejected what isn't in data, with
    the reason. `arlint restore OUT -o DIR` gives the originals back, byte for byte.

    Exit status: 0 done; 1 done, but records that can't be read were set aside; 2 an error.
    """
    if output is None and not dry_run:
        raise click.UsageError("say where the clean corpus goes: -o FOLDER (or try --dry-run)")
    project = projects.of_folder(Path.cwd())
    config = project.loaded.config
    with failures():
        found = sources.find(inputs, format=input_format or "")
        options = run.Options(
            reading=Reading(config.text_field, offset_map),
            workers=workers or _cores(),
            on_error=on_error,
            resume=resume,
        )
        began = time.monotonic()
        with Bar(sum(source.size for source in found.sources), "cleaning") as bar:
            done = run.clean(
                found,
                None if dry_run else output,
                partial(Linter, config),
                options,
                version=__version__,
                configuration=msgspec.to_builtins(config),
                progress=bar.advance,
            )
    click.echo("\n".join(_summary(done, time.monotonic() - began, None if dry_run else output)))
    if done.totals.rejected:
        sys.exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _summary(done: Manifest, seconds: float, output: Path | None) -> list[str]:
    totals = done.totals
    documents = (
        f"{number(totals.documents)} documents: {number(totals.changed)} changed, {number(totals.dropped)} dropped, "
        f"{number(totals.rejected)} set aside as unreadable"
    )
    volume = f"{totals.bytes_read / 1e6:,.1f} MB in, {totals.bytes_written / 1e6:,.1f} MB out"
    speed = f"{seconds:,.1f} s, {totals.bytes_read / 1e6 / seconds if seconds else 0:,.1f} MB/s"
    lines = [documents, f"{volume}, {speed}"]
    if totals.edits:
        by_number = sorted(totals.edits.items(), key=lambda item: (-item[1], item[0]))
        lines += ["", "Changes by rule:", *(f"  {code} {number(count):>11}" for code, count in by_number)]
    if totals.drops:
        by_gate = sorted(totals.drops.items())
        lines += ["", "Dropped by gate:", *(f"  {gate} {number(count):>11}" for gate, count in by_gate)]
    if done.skipped:
        more = len(done.skipped) - _NAMED_AT_MOST
        names = ", ".join(done.skipped[:_NAMED_AT_MOST]) + (f" and {number(more)} more" if more > 0 else "")
        lines += ["", f"Not read, because their format isn't known: {names}"]
    if output is None:
        return [*lines, "", "Nothing was written (--dry-run)."]
    folder = shlex.quote(str(output))
    if totals.rejected:
        lines += ["", f"What couldn't be read, with place and reason:  {output / 'rejected'}"]
    lines += [
        "",
        f"See what changed:         arlint diff {folder}",
        f"Prove it can be undone:   arlint verify {folder}",
    ]
    return lines
