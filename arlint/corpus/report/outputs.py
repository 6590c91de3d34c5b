"""Read the output folder of a run back, for the report: every document, as it is now and what was done to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from arlint.config import ConfigError, CorpusConfig
from arlint.corpus import arrow, chunks, formats, tables
from arlint.corpus.audit import AuditedEdit, Event, SetAside
from arlint.corpus.chunks import Shard
from arlint.corpus.errors import InconsistentError
from arlint.corpus.history import events
from arlint.corpus.manifest import InputEntry, Manifest
from arlint.corpus.manifest import read as read_manifest
from arlint.corpus.outputs import log_path
from arlint.corpus.progress import Progress, ignore
from arlint.corpus.report.collect import Change, Collector
from arlint.corpus.report.facts import Limits, Report
from arlint.corpus.sources import DOCUMENTS, EXTRACTED, Source, data_name
from arlint.scores import profiles
from arlint.text.malformed import MALFORMED

_LINES_BYTES = 200_000_000  # of text that is searched for recurring lines; beyond it, one document in so many

Text = tuple[int, str, dict[str, Any]]
"""A document of a file: its number there, its text, its other fields."""


def collect(output: Path, progress: Progress = ignore) -> Report:
    """The report of the finished run in the folder `output`; CorpusError where there is none.

    `progress` is told of the inputs' bytes.
    """
    manifest = read_manifest(output)
    collector = Collector(lines=1 + manifest.totals.bytes_written // _LINES_BYTES)
    inputs = {entry.path: entry for entry in manifest.inputs}
    for entry, log in events(output, manifest):
        _kept(output, manifest, entry, log, collector)
        progress(entry.content_size)
    field = manifest.settings.reading.text_field
    for shard in dict.fromkeys(entry.shard for entry in manifest.inputs):
        for entry, item in _aside(output / log_path("dropped", shard), inputs):
            text, meta = _parsed(entry, item.content, field)
            collector.dropped(item.file, _number(entry, item), text, meta, item.reason, dict(item.scores))
        for entry, item in _aside(output / log_path("rejected", shard), inputs):
            collector.rejected(item.file, _number(entry, item), item.content, item.reason)
    report = collector.done()
    report.arlint = manifest.settings.arlint
    report.runs = [manifest.settings.fingerprint]
    report.files = len(manifest.inputs)
    report.bytes_read, report.bytes_written = manifest.totals.bytes_read, manifest.totals.bytes_written
    report.limits = _limits(output, manifest)
    return report


def _limits(output: Path, manifest: Manifest) -> dict[str, Limits]:
    """The limits of the gates that the run had."""
    try:
        return limits(msgspec.convert(manifest.settings.configuration.get("corpus", {}), CorpusConfig))
    except msgspec.ValidationError as error:
        raise InconsistentError(f"{output}: the configuration of the run can't be read: {error}") from error


def limits(config: CorpusConfig) -> dict[str, Limits]:
    """The gates that a configuration sets, by score; none where this version has no such profile any more."""
    try:
        return {name: Limits(gate.min, gate.max) for name, gate in profiles.gates(config).items()}
    except ConfigError:
        return {}


def _number(entry: InputEntry, item: SetAside) -> int | None:
    return None if entry.format in DOCUMENTS or item.record < 0 else item.record


def _kept(output: Path, manifest: Manifest, entry: InputEntry, log: Iterator[Event], collector: Collector) -> None:
    """Count the documents of `entry` that are in `data/`, each with its event, if it has one."""
    single = entry.format in DOCUMENTS
    gone = 0  # records before this one that aren't in the data
    event = next(log, None)
    for number, text, meta in _texts(output, manifest, entry):
        while event is not None and (event.dropped or event.rejected) and event.record <= number + gone:
            gone += 1
            event = next(log, None)
        mine = event if event is not None and event.record == number + gone else None
        if mine is not None:
            event = next(log, None)
        changes = _changes(mine.edits) if mine else []
        scores = dict(mine.scores) if mine else {}
        collector.kept(entry.path, None if single else number + gone, text, meta, changes, scores)


def _changes(edits: tuple[AuditedEdit, ...]) -> list[Change]:
    return [Change(edit.start, edit.end, edit.new, edit.codes, edit.old) for edit in edits if edit.codes]


def _texts(output: Path, manifest: Manifest, entry: InputEntry) -> Iterator[Text]:
    path = output / "data" / data_name(entry.path, entry.format)
    if entry.damaged or not path.exists():
        return
    if not path.is_file():  # a link to a device or a pipe has no end
        raise InconsistentError(f"{path}: is no file")
    field = manifest.settings.reading.text_field
    kind = "text" if entry.format == EXTRACTED else entry.format
    source = Source(entry.path, str(path), kind, entry.compression, path.stat().st_size, 0)
    shard = Shard(entry.path, (source,), bundle=kind in DOCUMENTS)
    for chunk in chunks.read(0, shard, field, manifest.settings.chunk_bytes, most=0.0):
        for piece in chunk.pieces:
            if kind in tables.FORMATS:
                rows = arrow.rows(arrow.from_bytes(piece.data), field) if piece.data else iter(())
                yield from ((piece.record + at, text or "", meta) for at, (text, meta) in enumerate(rows))
                continue
            for record in formats.of(kind).read(piece.data, field, piece.header):
                if not record.problem:
                    yield piece.record + record.number, record.text, record.meta or {}


def _parsed(entry: InputEntry, content: bytes, field: str) -> tuple[str, dict[str, Any]]:
    """Text and fields of a record that was dropped; it was read once, so it can be read again."""
    if entry.format in tables.FORMATS:
        try:
            text, meta = next(arrow.rows(arrow.from_bytes(content), field), ("", {}))
        except (ValueError, OSError, StopIteration, arrow.pyarrow().ArrowException) as error:
            raise InconsistentError(f"a dropped row of {entry.path} can't be read: {error}") from error
        return text or "", meta
    header = None
    if entry.format in {"csv", "tsv"}:
        return content.decode(errors="replace"), {}  # its columns are named by the file's first row
    for record in formats.of(entry.format).read(content, field, header):
        return record.text, record.meta or {}
    return "", {}


def _aside(path: Path, inputs: dict[str, InputEntry]) -> Iterator[tuple[InputEntry, SetAside]]:
    """The lines of a log of records that were set aside, each with the input that it is of."""
    if not path.exists():
        return
    if not path.is_file():
        raise InconsistentError(f"{path}: is no file")
    decoder = msgspec.json.Decoder(SetAside)
    with path.open("rb") as file:
        for line in file:
            try:
                item = decoder.decode(line)
            except MALFORMED as error:
                raise InconsistentError(f"{path}: a line can't be read: {error}") from error
            if item.file not in inputs:
                raise InconsistentError(f"{path}: names an input that the run didn't have: {item.file!r}")
            yield inputs[item.file], item
