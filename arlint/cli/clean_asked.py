"""What the command line asks of `arlint clean`, and which of it goes together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import click
from msgspec import Struct

from arlint.corpus import export, remote
from arlint.corpus.compression import MOST
from arlint.corpus.task import Reading


class Asked(Struct, frozen=True, kw_only=True):
    """The arguments and options of the command, each under its name."""

    inputs: tuple[str, ...]
    output: Path | None
    input_format: str | None
    encoding: str | None
    workers: int | None
    resume: bool
    dry_run: bool
    on_error: Literal["set-aside", "fail"]
    max_expansion: float
    offset_map: bool
    extract: bool
    to: str | None
    shard_size: int | None
    engine: Literal["local", "ray", "spark"]
    profile: str | None
    dedup: Literal["exact", "near"] | None
    dedup_lines: int | None
    site_lines: bool
    with_report: bool

    @property
    def to_stdout(self) -> bool:
        """Whether the clean text goes to standard output, and nothing else is written."""
        return self.output == Path("-")

    @property
    def folder(self) -> Path | None:
        """The output folder; None where none is written."""
        return None if self.to_stdout or self.dry_run else self.output

    @property
    def address(self) -> str:
        """The output of an engine, which may be an address of a store."""
        return _address(str(self.output))

    @property
    def shard_bytes(self) -> int:
        """How large the files of `to` are."""
        return self.shard_size * 1_000_000 if self.shard_size else export.SHARD_BYTES

    def reading(self, text_field: str, encoding: str) -> Reading:
        """How each chunk is to be read; `encoding` by Python's name, "" for UTF-8."""
        return Reading(text_field, self.offset_map, self.dedup or "", self.dedup_lines or 0, encoding, self.site_lines)

    def check(self) -> None:
        """Raise `click.UsageError` for options that contradict each other."""
        if self.to_stdout:
            self._check_pipe()
        else:
            self._check_output()
        if self.shard_size and not self.to:
            raise click.UsageError(
                "--shard-size is the size of the files that --to writes; say --to jsonl, for example"
            )
        if self.with_report and self.dry_run:
            raise click.UsageError("--report reads what was written, and --dry-run writes nothing")

    def _check_output(self) -> None:
        if self.output is None and not self.dry_run:
            raise click.UsageError("say where the clean corpus goes: -o FOLDER (or try --dry-run)")
        if self.engine == "local" and self.output is not None and remote.is_remote(self.address):
            raise click.UsageError(
                "a local run writes to a folder of this machine: copy it from there, or see --engine"
            )

    def _check_pipe(self) -> None:
        pairs = (
            ("--dry-run", self.dry_run),
            ("--resume", self.resume),
            ("--to", self.to),
            ("--report", self.with_report),
        )
        for option, given in pairs:
            if given:
                raise click.UsageError(
                    f"{option} needs an output folder; -o - writes only the clean text, to standard output"
                )

    def check_engine(self, reading: Reading) -> None:
        """Raise `click.UsageError` for what only a run on this machine can do."""
        fails = self.on_error == "fail"
        bounded = self.max_expansion != MOST
        own = (self.to, self.resume, self.offset_map, self.extract, fails, bounded, reading.encoding)
        if self.folder is None or any(own):
            raise click.UsageError(
                f"--engine {self.engine} needs -o FOLDER, and takes none of --to, --resume, --dry-run, --offset-map, "
                "--extract, --encoding, --max-expansion and --on-error fail: a cluster has its own ways"
            )


def _address(output: str) -> str:
    """An address of a store as it was given: a path has lost one of its strokes.

    >>> _address("s3:/bucket/clean"), _address("clean")
    ('s3://bucket/clean', 'clean')
    """
    return re.sub(r"^([a-z][a-z0-9+.-]+):/+", r"\1:///" if output.startswith("file:") else r"\1://", output)
