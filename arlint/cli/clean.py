"""`arlint clean`: a corpus in, a clean corpus out, with a record of every change."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec
from msgspec.structs import replace

from arlint import __version__
from arlint.cli.clean_asked import Asked
from arlint.cli.clean_summary import counted, summary
from arlint.cli.corpus_screen import Bar, failures, resumable
from arlint.cli.options import Count, configured
from arlint.cli.projects import Projects
from arlint.cli.report import describe
from arlint.cli.site_lines import NO_LINES, Lines, sampled_lines, site_lines_of
from arlint.config import Config
from arlint.corpus import encodings, export, run, sources
from arlint.corpus.chunks import CHUNK_BYTES
from arlint.corpus.compression import MOST
from arlint.corpus.engines import plan
from arlint.corpus.errors import CorpusError
from arlint.corpus.fingerprints import rensa
from arlint.corpus.house import preferences
from arlint.corpus.manifest import Manifest
from arlint.corpus.refusals import explained
from arlint.corpus.report import files as reports
from arlint.corpus.report.outputs import collect
from arlint.corpus.task import Reading
from arlint.corpus.texts import texts
from arlint.corpus.unread import Unread
from arlint.linter import Linter
from arlint.scores import profiles


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The output folder, new or empty; - writes only the clean text, to standard output.",
)
@click.option(
    "--format",
    "input_format",
    type=click.Choice(sorted(set(sources.FORMATS.values()))),
    help="The format of the inputs, whatever their names say.",
)
@click.option("--encoding", metavar="NAME", help="What the inputs are in that aren't in UTF-8, such as windows-1256.")
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
@click.option(
    "--max-expansion",
    type=click.FloatRange(0),
    default=MOST,
    show_default=True,
    metavar="TIMES",
    help="Set a compressed file aside that grows to more than so many times its size; 0: no limit.",
)
@click.option("--offset-map", is_flag=True, help="Record where each unchanged stretch of a text went.")
@click.option("--extract", is_flag=True, help="Of HTML keep only the main text, in .warc too (extra html).")
@click.option(
    "--to", type=click.Choice(export.FORMATS), help="Write the clean documents in this format too: OUT/export."
)
@click.option("--shard-size", type=Count(1), metavar="MB", help="How large the files of --to are.  [256]")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray", "spark"]),
    default="local",
    show_default=True,
    help="What runs it: this machine, or a cluster (extras ray, spark).",
)
@click.option("--profile", metavar="NAME", help="Drop documents by the gates of a profile: web, news, books, …")
@click.option(
    "--dedup",
    type=click.Choice(["exact", "near"]),
    help="Keep the best of several copies: of the same words, or of nearly the same (extra dedup).",
)
@click.option(
    "--dedup-lines",
    type=Count(2),
    metavar="N",
    help="Take a line that stands in N documents out of all but the first.",
)
@click.option(
    "--site-lines",
    is_flag=True,
    help="Take out what recurs on the pages of a site; reads the inputs three times.",
)
@click.option("--report", "with_report", is_flag=True, help="Write OUT/report.html, a page that shows what was done.")
@configured
def clean(*, projects: Projects, **options: Any) -> None:
    """Clean files, folders and globs, addresses such as s3://…, or - for standard input: JSON Lines, or see --format.

    Formats: .txt .md .html .jsonl .json .csv .tsv .wet .warc, each also .gz .zst .bz2 .xz; .parquet .arrow.

    OUT/data holds the clean documents, OUT/audit every change, OUT/dropped and OUT/rejected what isn't in data, with
    the reason. `arlint restore OUT -o DIR` gives the originals back, byte for byte; of tables the rows. What is
    written is in UTF-8.

    Exit status: 0 done; 1 done, but records that can't be read were set aside; 2 an error.
    """
    asked = Asked(**options)
    asked.check()
    project = projects.of_folder(Path.cwd())
    with failures():
        encoding = encodings.canonical(asked.encoding or "utf-8")
        if asked.dedup == "near":
            rensa()  # before there is an output folder
    if project.loaded.config.per_file_ignores:
        told = "per-file-ignores is for `check`: `clean` cleans all files alike (--ignore leaves a rule out)"
        click.echo(f"arlint: note: {told}", err=True)
    config = _configuration(project.loaded.config, asked, encoding)
    reading = asked.reading(config.text_field, encoding)
    if asked.engine == "local":
        done = _on_this_machine(asked, reading, config, project.excludes)
    else:
        done = _on_engine(asked.engine, asked, reading, config, project.excludes)
    click.echo("\n".join(done.told), err=asked.to_stdout)
    if done.rejected:
        sys.exit(1)


class _Done(NamedTuple):
    """How a run ended: what to say of it, and how many records could not be read."""

    told: list[str]
    rejected: int


def _configuration(config: Config, asked: Asked, encoding: str) -> Config:
    """`config` with the profile, and with the corpus's own spellings of names where it wants them: a first pass."""
    config = replace(config, baseline="")  # of `check`; a path here would be that of this machine
    if asked.profile:
        config = replace(config, corpus=replace(config.corpus, profile=asked.profile))
    with failures():
        profiles.gates(config.corpus)
        if config.brands.scope == "corpus":
            found = preferences(texts(asked.inputs, config.text_field, encoding), config)
            config = replace(config, brands=replace(config.brands, prefer={**found, **config.brands.prefer}))
    return config


def _on_this_machine(asked: Asked, reading: Reading, config: Config, excluded: Callable[[Path], bool]) -> _Done:
    """Clean with processes of this machine."""
    output, unread = asked.folder, Unread()
    with failures(), resumable(output):
        found = sources.find(
            asked.inputs, format=asked.input_format or "", extract=asked.extract, output=output, excluded=excluded
        )
        if asked.to_stdout and any(source.format in sources.SEEKABLE for source in found.sources):
            raise CorpusError("tables can't be written to standard output; give -o a folder")
        options = run.Options(
            reading=reading,
            workers=asked.workers or _workers(found.sources),
            on_error=asked.on_error,
            resume=asked.resume,
            max_expansion=asked.max_expansion,
        )
        began = time.monotonic()
        learned = site_lines_of(config, found, options, output) if asked.site_lines else NO_LINES
        passes = 2 if asked.dedup or asked.dedup_lines else 1
        with Bar(passes * sum(source.size for source in found.sources), "cleaning") as bar:
            done = run.clean(
                found,
                output,
                partial(Linter, learned.select(config), learned.rules),
                options,
                version=__version__,
                configuration=msgspec.to_builtins(config),
                progress=bar.advance,
                sink=_to_stdout if asked.to_stdout else None,
                aside=unread.add,
                files=learned.files,
            )
        if output is not None:
            _write_besides(asked, config, output, done, learned)
    names = dict(Linter(config, learned.rules).ruleset.known)
    seconds = time.monotonic() - began
    language, dry_run = config.message_language, asked.dry_run
    told = summary(done, output, names, unread, seconds=seconds, language=language, dry_run=dry_run)
    return _Done([*learned.told, *told], done.totals.rejected)


def _write_besides(asked: Asked, config: Config, output: Path, done: Manifest, learned: Lines) -> None:
    """Write what else is asked of a run's output: the documents in another format, the report."""
    try:
        if asked.to:
            export.export(output, asked.to, config.text_field, asked.shard_bytes)
        if asked.with_report:
            with Bar(sum(entry.content_size for entry in done.inputs), "reporting") as bar:
                reports.write(output, collect(output, bar.advance), describe(config, learned.rules))
    except OSError as error:
        raise explained(error, output) from error


def _on_engine(
    engine: plan.Engine, asked: Asked, reading: Reading, config: Config, excluded: Callable[[Path], bool]
) -> _Done:
    """Clean with an engine; it shows its own progress."""
    asked.check_engine(reading)
    output = asked.address
    with failures():
        found = sources.find(asked.inputs, format=asked.input_format or "", output=Path(output), excluded=excluded)
        learned = NO_LINES
        if reading.site_lines:
            plan.require_free(output)
            learned = sampled_lines(config, found, reading, output)
        done = plan.run(
            engine,
            found.sources,
            output,
            learned.select(config),
            asked.workers or _cores(),
            lines=asked.with_report,
            reading=reading,
            further=learned.rules,
        )
        for name, content in learned.files.items():
            plan.put(output, name, content)
        if asked.with_report:
            for name, content in reports.rendered(done, describe(config, learned.rules)).items():
                plan.put(output, name, content)
    told = [*learned.told, counted(done.totals, config.message_language), f"{output}/{plan.DATA}"]
    return _Done(told, done.totals.rejected)


def _to_stdout(data: bytes) -> None:
    sys.stdout.buffer.write(data)


def _workers(found: Sequence[sources.Source]) -> int:
    """As many as there are cores, but one where a second would have nothing to do. (A stream's size is 0.)"""
    size = sum(source.size for source in found)
    return 1 if 0 < size <= CHUNK_BYTES else _cores()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
