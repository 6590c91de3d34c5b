"""`manifest.json`: what was read, with which rules, and what was done. No times, no machine: two runs, one text."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import Any

import msgspec
from msgspec import Struct

from arlint.corpus import own_files
from arlint.corpus.compression import CODECS
from arlint.corpus.encodings import canonical
from arlint.corpus.errors import CorpusError
from arlint.corpus.sources import DEEPEST, KINDS
from arlint.corpus.task import Counts, Reading
from arlint.text.malformed import MALFORMED

FILE_NAME = "manifest.json"
OF_ENGINE = "run.json"
"""What a run of an engine has instead."""
VERSION = 1
"""Of the layout of the output folder."""


class InputEntry(Struct, frozen=True):
    """One input file. Sizes in bytes; `content_…` are of the uncompressed bytes, which `restore` gives back.

    `shard` names the log in `audit/`, `dropped/` and `rejected/`. A `damaged` file is kept whole in `rejected/`.
    What isn't in UTF-8 has its `encoding`; it is in UTF-8 in `data/`.
    """

    path: str
    format: str
    compression: str
    shard: str
    size: int
    sha256: str
    content_size: int
    content_sha256: str
    damaged: str
    counts: Counts
    encoding: str = ""


class Settings(Struct, frozen=True):
    """All that the output depends on besides the inputs: a run is resumed only with the same."""

    arlint: str
    fingerprint: str
    reading: Reading
    chunk_bytes: int
    configuration: dict[str, Any]


class Manifest(Struct, frozen=True):
    """The record of a finished run."""

    version: int
    settings: Settings
    inputs: tuple[InputEntry, ...]
    skipped: tuple[str, ...]
    totals: Counts


def write(output: Path, manifest: Manifest) -> None:
    """Put the manifest in its place, whole."""
    data = msgspec.json.format(msgspec.json.encode(manifest, order="deterministic"), indent=1) + b"\n"
    write_whole(output / FILE_NAME, data)


def read(output: Path) -> Manifest:
    """The manifest of a finished run; `CorpusError` where `output` isn't one."""
    path = output / FILE_NAME
    try:
        data = own_files.read(path)
    except OSError as error:
        if (output / OF_ENGINE).exists():
            told = "the output of --engine, which keeps each edit beside its document and has a way back of its own"
            raise CorpusError(f"{output}: {told} (docs/guides/cluster.md)") from error
        raise CorpusError(f"{output}: not the output of a finished `arlint clean`: it has no {FILE_NAME}") from error
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except MALFORMED as error:
        raise CorpusError(f"{path}: can't be read: {error}") from error
    if manifest.version != VERSION:
        raise CorpusError(f"{path}: written by another version of arlint ({manifest.settings.arlint}); use that one")
    if manifest.settings.chunk_bytes < 1:
        raise CorpusError(f"{path}: chunks of {manifest.settings.chunk_bytes} bytes; it was changed since")
    for entry in manifest.inputs:
        _check(path, entry)
    return manifest


def _check(path: Path, entry: InputEntry) -> None:
    """Refuse what no run writes: the output may come from anyone, and must not name files outside the folder."""
    names = (entry.path, entry.shard)
    if any(_leads_out(name) for name in names):
        raise CorpusError(f"{path}: names a file outside of the folder: {entry.path!r} in {entry.shard!r}")
    if entry.format not in KINDS or entry.compression not in ("", *CODECS):
        raise CorpusError(f"{path}: an unknown format: {entry.format!r}, compressed: {entry.compression!r}")
    if entry.encoding:
        canonical(entry.encoding)


def _leads_out(name: str) -> bool:
    """Whether a name isn't that of a file below the folder that it is joined to, as `find` finds them."""
    path = PurePath(name)
    return not 0 < len(path.parts) <= DEEPEST + 2 or bool(path.anchor) or ".." in path.parts or "\0" in name


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all; an `OSError` names it."""
    beside = own_files.beside(path, ".part")
    try:
        with own_files.fresh(beside) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
