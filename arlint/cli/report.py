"""`arlint report`: what cleaning did to a corpus, as a page to read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from arlint.cli.corpus_screen import Bar, failures, number
from arlint.config import Config
from arlint.corpus import learned_pack, manifest, own_files
from arlint.corpus.errors import CorpusError
from arlint.corpus.report import files, outputs
from arlint.corpus.report.facts import Report
from arlint.linter import Linter
from arlint.packs.kinds import AnySpec
from arlint.packs.schema import PackError
from arlint.report import Describe


@click.command()
@click.argument("outputs_", nargs=-1, required=True, metavar="OUT…", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where to write it.  [OUT]")
def report(outputs_: tuple[Path, ...], output: Path | None) -> None:
    """Write report.html, report.json and dataset-card.md for what `arlint clean` wrote to OUT.

    With several OUT, which may be report.json files of shards, one report of all of them; say where with -o.
    """
    if output is None and (len(outputs_) > 1 or outputs_[0].is_file()):
        raise click.UsageError("say where the report goes: -o FOLDER")
    with failures():
        whole = files.merged(_of(path) for path in outputs_)
        first = next((path for path in outputs_ if (path / manifest.FILE_NAME).exists()), None)
        target = output or outputs_[0]
        files.write(target, whole, describe(*(config_of(first), _learned(first)) if first else (Config(),)))
    click.echo(f"{number(whole.totals.documents)} documents: {target / files.PAGE}")


def config_of(output: Path) -> Config:
    """The configuration with which a finished run was made; CorpusError where it is none."""
    try:
        return msgspec.convert(manifest.read(output).settings.configuration, Config)
    except msgspec.ValidationError as error:
        raise CorpusError(f"{output}: the configuration of the run can't be read: {error}") from error


def describe(config: Config, further: Iterable[AnySpec] = ()) -> Describe:
    """What is known of a rule, of `further` ones too; nothing of the rules of a pack that isn't there any more."""
    try:
        return {spec.code: spec for spec in Linter(config, further).rules}.get
    except PackError:
        return {spec.code: spec for spec in Linter().rules}.get


def _learned(output: Path) -> tuple[AnySpec, ...]:
    """The rules that `clean --site-lines` learned for a run, where they are there."""
    file = output / learned_pack.FILE_NAME
    try:
        return learned_pack.rules(own_files.read_text(file), file) if file.exists() else ()
    except PackError:
        return ()


def _of(path: Path) -> Report:
    """The report of a folder or a file: counted afresh where the output is there."""
    if path.is_dir() and (path / manifest.FILE_NAME).exists():
        total = sum(entry.content_size for entry in manifest.read(path).inputs)
        with Bar(total, "reading") as bar:
            return outputs.collect(path, bar.advance)
    if path.is_dir() and not (path / files.DATA).exists():
        raise CorpusError(f"{path}: neither the output of a finished `arlint clean` nor a report")
    return files.read(path)
