"""The files of an output folder, which may come from anyone: read only if they are files, written over no link."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from arlint.corpus.errors import CorpusError, InconsistentError

_LONGEST = 255
"""Bytes of a name that all file systems in use allow."""
_KEPT = 150


def read(path: Path) -> bytes:
    """The content of a file of the folder. CorpusError for a link to a device or a pipe, which has no end.

    Raises `OSError` where it isn't there or can't be read.
    """
    if path.exists() and not path.is_file():
        raise CorpusError(f"{path}: is no file")
    return path.read_bytes()


def read_text(path: Path) -> str:
    """The same, as text in UTF-8. CorpusError where it is in none."""
    try:
        return read(path).decode()
    except UnicodeDecodeError as error:
        raise InconsistentError(f"{path}: isn't text in UTF-8: {error}") from error


def short(name: str, ending: str) -> str:
    """`name`, or where a file system can't have it with `ending` behind it, its beginning with a hash of all of it.

    >>> short("news/a.jsonl", ".gz"), short("a/" + "b" * 255, ".gz")[-20:]
    ('news/a.jsonl', 'bbb~fe9a510ee43e94b6')
    """
    folder, stroke, last = name.rpartition("/")
    written = last.encode("utf-8", "surrogateescape")
    if len(written) + len(ending) <= _LONGEST:
        return name
    kept = written[:_KEPT].decode("utf-8", "ignore")
    return f"{folder}{stroke}{kept}~{hashlib.blake2b(written, digest_size=8).hexdigest()}"


def beside(path: Path, ending: str) -> Path:
    """The file beside `path` that becomes it once it is whole."""
    return path.with_name(short(path.name, ending) + ending)


def fresh(path: Path) -> BinaryIO:
    """A new file at `path`, to be written. What stood there is removed: a link there would lead elsewhere."""
    try:
        return path.open("xb")
    except FileExistsError:
        path.unlink()
        return path.open("xb")


def check(output: Path, working: str, places: tuple[str, ...]) -> None:
    """Raise `CorpusError` where a run that is gone on with in the folder `output` would write outside of it.

    `working` is the folder of the unfinished files, `places` are those of the finished ones. In them a run makes only
    folders and files. A hard link in `working`, where files are cut and continued, would be changed elsewhere too.
    """
    for name in (working, *places):
        for path, status in _walked(output / name):
            if stat.S_ISLNK(status.st_mode):
                raise CorpusError(
                    f"{path}: is a link, and what a run writes would go to {path.readlink()}; put what it leads to in "
                    "its place, or clean into a new folder"
                )
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                raise CorpusError(f"{path}: is neither a file nor a folder; remove it, or clean into a new folder")
            if name == working and stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
                raise CorpusError(
                    f"{path}: has another name (a hard link), and the file there would be changed with it; "
                    "clean into a new folder"
                )


def _walked(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """`path` and all that stands below it, no link followed; nothing where it isn't there."""
    open_: list[Path] = [path]
    while open_:
        here = open_.pop()
        try:
            status = here.lstat()
        except FileNotFoundError:
            continue
        yield here, status
        if stat.S_ISDIR(status.st_mode):
            with os.scandir(here) as entries:
                open_.extend(Path(entry.path) for entry in entries)
