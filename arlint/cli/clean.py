"""`arlint clean`: a corpus in, a clean corpus out, with a record of every change."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import click
import msgspec
from msgspec.structs import replace

from arlint import __version__
from arlint.cli.clean_summary import counted, summary
from arlint.cli.corpus_screen import Bar, failures
from arlint.cli.options import Count, configured
from arlint.cli.projects import Projects
from arlint.cli.report import describe
from arlint.cli.site_lines import NO_LINES, sampled_lines, site_lines_of
from arlint.config import Config
from arlint.corpus import encodings, export, remote, run, sources
from arlint.corpus.chunks import CHUNK_BYTES
from arlint.corpus.compression import MOST
from arlint.corpus.engines import plan
from arlint.corpus.errors import CorpusError
from arlint.corpus.house import preferences
from arlint.corpus.refusals import explained
from arlint.corpus.report import files as reports
from arlint.corpus.report.outputs import collect
from arlint.corpus.task import Reading
from arlint.corpus.texts import texts
from arlint.corpus.unread import Unread
from arlint.linter import Linter
from arlint.projects import Project
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
def clean(
    *,
    projects: Projects,
    inputs: tuple[str, ...],
    output: Path | None,
    input_format: str | None,
    encoding: str | None,
    workers: int | None,
    resume: bool,
    dry_run: bool,
    on_error: Literal["set-aside", "fail"],
    max_expansion: float,
    offset_map: bool,
    extract: bool,
    to: str | None,
    shard_size: int | None,
    engine: Literal["local", "ray", "spark"],
    profile: str | None,
    dedup: Literal["exact", "near"] | None,
    dedup_lines: int | None,
    site_lines: bool,
    with_report: bool,
) -> None:
    """Clean files, folders and globs, addresses such as s3://…, or - for standard input: JSON Lines, or see --format.

    Formats: .txt .md .html .jsonl .json .csv .tsv .wet .warc, each also .gz .zst .bz2 .xz; .parquet .arrow.

    OUT/data holds the clean documents, OUT/audit every change, OUT/dropped and OUT/rejected what isn't in data, with
    the reason. `arlint restore OUT -o DIR` gives the originals back, byte for byte; of tables the rows. What is
    written is in UTF-8.

    Exit status: 0 done; 1 done, but records that can't be read were set aside; 2 an error.
    """
    to_stdout = output == Path("-")
    if to_stdout:
        _check_pipe(dry_run=dry_run, resume=resume, to=to, report=with_report)
    else:
        _check_output(output, engine, dry_run=dry_run)
    _check_pairs(shard_size=shard_size, to=to, report=with_report, dry_run=dry_run)
    if to_stdout or dry_run:
        output = None
    project = projects.of_folder(Path.cwd())
    with failures():
        coded = encodings.canonical(encoding or "utf-8")
    config = _configuration(project.loaded.config, inputs, profile, coded)
    if engine != "local":
        own_ways = (output is None, to, resume, offset_map, extract, on_error == "fail", max_expansion != MOST, coded)
        _check_engine(engine, local=any(own_ways))
        reading = Reading(config.text_field, dedup=dedup or "", dedup_lines=dedup_lines or 0, site_lines=site_lines)
        address = _address(str(output))
        _on_engine(engine, inputs, input_format, address, project, config, reading, workers, with_report=with_report)
        return
    with failures():
        kind = input_format or ""
        found = sources.find(inputs, format=kind, extract=extract, output=output, excluded=project.excludes)
        if to_stdout and any(source.format in sources.SEEKABLE for source in found.sources):
            raise CorpusError("tables can't be written to standard output; give -o a folder")
        options = run.Options(
            reading=Reading(config.text_field, offset_map, dedup or "", dedup_lines or 0, coded, site_lines),
            workers=workers or _workers(found.sources),
            on_error=on_error,
            resume=resume,
            max_expansion=max_expansion,
        )
        unread = Unread()
        began = time.monotonic()
        learned = site_lines_of(config, found, options, output) if site_lines else NO_LINES
        passes = 2 if dedup or dedup_lines else 1
        with Bar(passes * sum(source.size for source in found.sources), "cleaning") as bar:
            done = run.clean(
                found,
                output,
                partial(Linter, learned.select(config), learned.rules),
                options,
                version=__version__,
                configuration=msgspec.to_builtins(config),
                progress=bar.advance,
                sink=_to_stdout if to_stdout else None,
                aside=unread.add,
                files=learned.files,
            )
        try:
            if to and output is not None:
                size = shard_size * 1_000_000 if shard_size else export.SHARD_BYTES
                export.export(output, to, config.text_field, size)
            if with_report and output is not None:
                with Bar(sum(entry.content_size for entry in done.inputs), "reporting") as bar:
                    reports.write(output, collect(output, bar.advance), describe(config, learned.rules))
        except OSError as error:
            raise explained(error, output) from error
    names = dict(Linter(config, learned.rules).ruleset.known)
    lines = [*learned.told, *summary(done, time.monotonic() - began, output, names, unread, dry_run=dry_run)]
    click.echo("\n".join(lines), err=to_stdout)
    if done.totals.rejected:
        sys.exit(1)


def _configuration(config: Config, inputs: tuple[str, ...], profile: str | None, encoding: str) -> Config:
    """`config` with the profile, and with the corpus's own spellings of names where it wants them: a first pass."""
    config = replace(config, baseline="")  # of `check`; a path here would be that of this machine
    if profile:
        config = replace(config, corpus=replace(config.corpus, profile=profile))
    with failures():
        profiles.gates(config.corpus)
        if config.brands.scope == "corpus":
            found = preferences(texts(inputs, config.text_field, encoding), config)
            config = replace(config, brands=replace(config.brands, prefer={**found, **config.brands.prefer}))
    return config


def _check_output(output: Path | None, engine: str, *, dry_run: bool) -> None:
    if output is None and not dry_run:
        raise click.UsageError("say where the clean corpus goes: -o FOLDER (or try --dry-run)")
    if engine == "local" and output is not None and remote.is_remote(_address(str(output))):
        raise click.UsageError("a local run writes to a folder of this machine: copy it from there, or see --engine")


def _check_pairs(*, shard_size: int | None, to: str | None, report: bool, dry_run: bool) -> None:
    if shard_size and not to:
        raise click.UsageError("--shard-size is the size of the files that --to writes; say --to jsonl, for example")
    if report and dry_run:
        raise click.UsageError("--report reads what was written, and --dry-run writes nothing")


def _check_engine(engine: str, *, local: bool) -> None:
    if local:
        raise click.UsageError(
            f"--engine {engine} needs -o FOLDER, and takes none of --to, --resume, --dry-run, --offset-map, --extract, "
            "--encoding, --max-expansion and --on-error fail: a cluster has its own ways"
        )


def _address(output: str) -> str:
    """An address of a store as it was given: a path has lost one of its strokes.

    >>> _address("s3:/bucket/clean"), _address("clean")
    ('s3://bucket/clean', 'clean')
    """
    return re.sub(r"^([a-z][a-z0-9+.-]+):/+", r"\1:///" if output.startswith("file:") else r"\1://", output)


def _on_engine(  # noqa: PLR0917  (what the command line says)
    engine: plan.Engine,
    inputs: tuple[str, ...],
    input_format: str | None,
    output: str,
    project: Project,
    config: Config,
    reading: Reading,
    workers: int | None,
    *,
    with_report: bool,
) -> None:
    """Clean with an engine; it shows its own progress."""
    with failures():
        found = sources.find(inputs, format=input_format or "", output=Path(output), excluded=project.excludes)
        cores = workers or _cores()
        learned = NO_LINES
        if reading.site_lines:
            plan.require_free(output)
            learned = sampled_lines(config, found, reading, output)
        done = plan.run(
            engine,
            found.sources,
            output,
            learned.select(config),
            cores,
            lines=with_report,
            reading=reading,
            further=learned.rules,
        )
        for name, content in learned.files.items():
            plan.put(output, name, content)
        if with_report:
            for name, content in reports.rendered(done, describe(config, learned.rules)).items():
                plan.put(output, name, content)
    click.echo("\n".join([*learned.told, counted(done.totals), f"{output}/{plan.DATA}"]))
    if done.totals.rejected:
        sys.exit(1)


def _check_pipe(*, dry_run: bool, resume: bool, to: str | None, report: bool) -> None:
    for option, given in (("--dry-run", dry_run), ("--resume", resume), ("--to", to), ("--report", report)):
        if given:
            raise click.UsageError(
                f"{option} needs an output folder; -o - writes only the clean text, to standard output"
            )


def _to_stdout(data: bytes) -> None:
    sys.stdout.buffer.write(data)


def _workers(found: Sequence[sources.Source]) -> int:
    """As many as there are cores, but one where a second would have nothing to do. (A stream's size is 0.)"""
    size = sum(source.size for source in found)
    return 1 if 0 < size <= CHUNK_BYTES else _cores()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
