"""`manifest.json`: what was read, with which rules, and what was done. No times, no machine: two runs, one text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from arlint.corpus.errors import CorpusError
from arlint.corpus.task import Counts, Reading

FILE_NAME = "manifest.json"
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
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{output}: not the output of a finished `arlint clean`: it has no {FILE_NAME}") from error
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise CorpusError(f"{path}: can't be read: {error}") from error
    if manifest.version != VERSION:
        raise CorpusError(f"{path}: written by another version of arlint ({manifest.settings.arlint}); use that one")
    return manifest


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all; an `OSError` names it."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
