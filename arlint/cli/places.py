"""Where a text comes from and where its fixed form goes: a file on disk, or standard input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from arlint import saving
from arlint.files import FileError, TextFile, WordFile, decode, read_bytes


class Place(Protocol):
    """One text to examine, called `path`."""

    path: Path

    def load(self) -> TextFile:
        """The text; `FileError` or `UndecodableError` where it cannot be read."""
        ...

    def store(self, file: TextFile, text: str) -> str:
        """Put `text` where `file` was read from, and return what its owner should know, or nothing.

        `FileError` or `UnicodeEncodeError` where it cannot be written; then all is as it was.
        """
        ...


class OnDisk:
    """The file at `path`, met on the way through `named`, the paths that the user gave."""

    def __init__(self, path: Path, encoding: str | None, named: Sequence[Path]) -> None:
        self.path = path
        self._encoding = encoding
        self._named = named
        self._data = b""

    def load(self) -> TextFile:
        """See `Place`."""
        self._data = read_bytes(self.path)
        return decode(self._data, self._encoding)

    def store(self, file: TextFile, text: str) -> str:
        """See `Place`. A link that leads out of the folders that the user gave is not followed."""
        if self.path not in self._named and self.path.is_symlink() and not self._is_inside():
            raise FileError(
                f"{self.path}: a link to a file elsewhere ({self.path.resolve()}), which is left as it is; "
                "give its own path to have it fixed"
            )
        others = saving.replace(self.path, encoded(file, text, self._data, self.path), self._data)
        if not others:
            return ""
        names = "1 other name" if others == 1 else f"{others} other names"
        return f"{self.path}: had {names} (hard links), which keep the old content"

    def _is_inside(self) -> bool:
        target = self.path.resolve()
        return any(target.is_relative_to(folder.resolve()) for folder in self._named)


class Piped:
    """Standard input, called `path`; `data` is what stood there, or what fixing made of it."""

    def __init__(self, path: Path, encoding: str | None, data: bytes) -> None:
        self.path = path
        self._encoding = encoding
        self.data = data

    def load(self) -> TextFile:
        """See `Place`."""
        return decode(self.data, self._encoding)

    def store(self, file: TextFile, text: str) -> str:
        """See `Place`."""
        self.data = encoded(file, text, self.data, self.path)
        return ""


def encoded(file: TextFile, text: str, data: bytes, path: Path) -> bytes:
    """The bytes of `file`, read from `data`, with `text` for its own.

    `FileError` for an encoding that has two spellings of one letter: writing would change bytes that no fix touches.
    """
    if not isinstance(file, WordFile) and file.encode(file.text) != data:
        raise FileError(f"{path}: {file.encoding} does not write back as it was read; convert the file to UTF-8")
    try:
        return file.encode(text)
    except FileError as error:
        raise FileError(f"{path}: {error}") from error
