"""The files of a pack, and what identifies their contents. Imports nothing heavy: `arlint --version` tells the hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def pack_files(root: Traversable) -> list[Traversable]:
    """The pack files of a folder (not of its sub-folders), or the file itself; sorted by name."""
    if root.is_file():
        return [root]
    return sorted((f for f in root.iterdir() if f.name.endswith(".toml") and f.name != "retired.toml"), key=str)


def content_hash(root: Traversable) -> str:
    """A hash of every file of a pack folder."""
    state = hashlib.blake2b(digest_size=16)
    for file in all_files(root):
        data = file.read_bytes()
        state.update(f"{file.name}\0{len(data)}\0".encode())
        state.update(data)
    return state.hexdigest()


def all_files(root: Traversable) -> Iterator[Traversable]:
    """The pack files of a folder, or the file itself, and the lists beside them."""
    yield from pack_files(root)
    lists = root / "lists" if root.is_dir() else Path(str(root)).parent / "lists"
    if lists.is_dir():
        yield from sorted((f for f in lists.iterdir() if f.name.endswith((".tsv", ".bin"))), key=str)
