"""A run on an engine: what it needs to know, and the files that it leaves beside the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from arlint import __version__
from arlint.config import Config
from arlint.corpus import remote
from arlint.corpus.arrow import require_text
from arlint.corpus.errors import CorpusError
from arlint.corpus.manifest import OF_ENGINE, write_whole
from arlint.corpus.report.facts import Report
from arlint.corpus.report.outputs import limits
from arlint.corpus.sources import Source
from arlint.corpus.task import Reading
from arlint.linter import Linter, packed
from arlint.packs.kinds import AnySpec

Engine = Literal["ray", "spark"]
FORMATS = ("jsonl", "parquet")
DATA = "data"


class Plan(Struct, frozen=True):
    """What an engine is to do: clean `column` of `sources`, all of one `format`, into the folder `data`.

    `reading` says which copies go, `further` are rules beside those of the packs (`packed`); `workers` counts if
    the engine is started on this machine; `lines` as for `report.collect.Collector`.
    """

    sources: tuple[Source, ...]
    format: str
    data: str
    config: Config
    reading: Reading
    workers: int
    lines: int
    further: bytes = b""

    @property
    def column(self) -> str:
        """The field that holds the text."""
        return self.reading.text_field

    @property
    def copies(self) -> bool:
        """Whether copies are to be looked for, of documents or of lines."""
        return bool(self.reading.dedup or self.reading.dedup_lines)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files to read."""
        return tuple(source.path for source in self.sources)


def missing(engine: Engine) -> CorpusError:
    """The engine isn't installed."""
    return CorpusError(f"--engine {engine} needs an optional package: pip install 'arlint[corpus,{engine}]'")


def run(
    engine: Engine,
    sources: Sequence[Source],
    output: str,
    config: Config,
    workers: int,
    *,
    lines: bool,
    reading: Reading | None = None,
    further: Iterable[AnySpec] = (),
) -> Report:
    """Clean `sources` with an engine: `OUTPUT/data` in Parquet, and `OUTPUT/run.json`; the report of it.

    With `lines`, recurring lines are looked for too; `reading` says which copies go, `further` are rules beside those
    of the packs. CorpusError for inputs that an
    engine can't read, and where `output` is there already.
    """
    kinds = {source.format for source in sources}
    if len(kinds) > 1 or not kinds <= set(FORMATS):
        raise CorpusError(
            f"--engine {engine} reads files of one format, {' or '.join(FORMATS)}, and these are "
            f"{', '.join(sorted(kinds))}; others are cleaned on one machine, or convert them with --to"
        )
    require_free(output)
    reading = reading or Reading(config.text_field)
    if kinds == {"parquet"}:  # told here, and not by each worker with all that it was called from
        require_text(sources[0].path, reading.text_field)
    if not remote.is_remote(output):
        folder = Path(output).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        output = str(folder)
    rules = tuple(further)
    data = f"{output}/{DATA}"
    plan = Plan(tuple(sources), kinds.pop(), data, config, reading, workers, int(lines), packed(rules))
    report: Report = import_module(f"arlint.corpus.engines.{engine}").run(plan)
    report.arlint, report.runs, report.files = __version__, [Linter(config, rules).fingerprint], len(sources)
    report.bytes_read = sum(source.size for source in sources)
    report.limits = limits(config.corpus)
    put(output, OF_ENGINE, msgspec.json.format(msgspec.json.encode(_record(engine, plan, report)), indent=1))
    return report


def require_free(output: str) -> None:
    """Raise `CorpusError` where `output` is there already."""
    folder = Path(output).absolute()
    if remote.is_remote(output):
        taken = remote.is_there(output)
    else:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if taken:
        raise CorpusError(f"{output}: exists already and isn't empty; choose another name")


def _record(engine: Engine, plan: Plan, report: Report) -> dict[str, Any]:
    """What was done, with which rules, in numbers."""
    return {
        "arlint": report.arlint,
        "engine": engine,
        "fingerprint": report.runs[0],
        "configuration": msgspec.to_builtins(plan.config),
        "reading": msgspec.to_builtins(plan.reading),
        "inputs": [{"path": source.name, "size": source.size} for source in plan.sources],
        "totals": report.totals,
        "edits": {code: rule.edits for code, rule in sorted(report.rules.items())},
        "drops": {name: gate.documents for name, gate in sorted(report.gates.items())},
    }


def put(folder: str, name: str, content: bytes) -> None:
    """Write a small file into the output, on this machine or in a store."""
    if not remote.is_remote(folder):
        write_whole(Path(folder) / name, content)
        return
    fsspec: Any = import_module("fsspec")
    with fsspec.open(f"{folder}/{name}", "wb") as file:
        file.write(content)
