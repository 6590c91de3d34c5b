"""Inputs in remote stores (`s3://`, `gs://`, `https://` …), read through fsspec, the extra `arlint[corpus]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, cast

from msgspec import Struct

from arlint.corpus.errors import CorpusError, missing_extra

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class RemoteFile(Struct, frozen=True):
    """A file of a store and its size in bytes."""

    url: str
    size: int


def is_remote(path: str) -> bool:
    """Whether `path` is an address and not a path of this machine.

    >>> is_remote("s3://bucket/a.jsonl"), is_remote("a.jsonl")
    (True, False)
    """
    return _ADDRESS.match(path) is not None


def find(address: str) -> Iterator[RemoteFile]:
    """The files behind an address: a file, a glob, or a folder with all below it. `CorpusError` where there is none."""
    store, path = _store(address)
    try:
        if "*" in path or "?" in path:
            names = sorted(store.glob(path))
        else:
            names = sorted(store.find(path)) if store.isdir(path) else [path]
        sizes = [int(store.size(name) or 0) for name in names]
    except OSError as error:
        raise CorpusError(f"{address}: can't be read: {error}") from error
    if not names:
        raise CorpusError(f"{address}: there is no such file or folder")
    for name, size in zip(names, sizes, strict=True):
        yield RemoteFile(store.unstrip_protocol(name), size)


def is_there(address: str) -> bool:
    """Whether a store has a file at `address`, or in the folder of that name."""
    store, path = _store(address)
    return bool(store.exists(path)) and bool(store.find(path))


def open_file(path: str) -> BinaryIO:
    """The file at a path of this machine or at an address, to be read from its beginning; it can seek."""
    if not is_remote(path):
        return Path(path).open("rb")
    store, name = _store(path)
    return cast("BinaryIO", store.open(name, "rb"))


def _store(address: str) -> tuple[Any, str]:
    try:
        fsspec: Any = import_module("fsspec")
    except ImportError:
        raise missing_extra(f"Reading {address}") from None
    try:
        store, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise CorpusError(f"{address}: {error}") from error
    return store, path
