"""From what the user typed to the list of input files: folders walked, globs expanded, formats recognised."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from arlint.corpus import compression
from arlint.corpus.errors import CorpusError

FORMATS = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "json",
    "csv": "csv",
    "tsv": "tsv",
    "parquet": "parquet",
    "arrow": "arrow",
    "feather": "arrow",
    "arrows": "arrow",
}
DOCUMENTS = frozenset({"text", "markdown", "html"})
"""Formats in which a file is one document."""

SEEKABLE = frozenset({"parquet", "arrow"})
"""Formats that can't be read from front to back."""

STANDARD_INPUT = "-"


class Source(Struct, frozen=True):
    """One input file: `name` is its path inside the output folders.

    `size` in bytes and `modified` in nanoseconds are of the file on disk, 0 where unknown.
    """

    name: str
    path: str
    format: str
    codec: str
    size: int
    modified: int


class Inputs(Struct, frozen=True):
    """The files to clean, in the order of their names, and those left out because arlint doesn't read their format."""

    sources: tuple[Source, ...]
    skipped: tuple[str, ...]


def find(arguments: Sequence[str], *, format: str = "") -> Inputs:  # noqa: A002  (the option's name)
    """The files behind `arguments`: files, folders, globs, `-` for standard input.

    Names are relative to the deepest folder that holds all inputs, so a single folder's files keep
    their paths inside it. `format` overrides what the names' endings say; `-` is JSONL without it.
    Raises `CorpusError` where an argument names nothing, or a file whose format isn't known.
    """
    if STANDARD_INPUT in arguments:
        return Inputs((_standard_input(arguments, format or "jsonl"),), ())
    named: list[Path] = []
    walked: list[Path] = []
    bases: list[Path] = []
    for path in _expand(arguments):
        if path.is_dir():
            walked.extend(_walk(path))
            bases.append(path)
        else:
            named.append(path)
            bases.append(path.parent)
    if not bases:
        raise CorpusError("nothing to clean: no input was given")
    base = os.path.commonpath([os.path.abspath(folder) for folder in bases])  # noqa: PTH100  (no symlinks resolved)
    sources: dict[str, Source] = {}
    skipped: list[str] = []
    explicit = {os.path.abspath(path) for path in named}  # noqa: PTH100
    for absolute in sorted(explicit | {os.path.abspath(path) for path in walked}):  # noqa: PTH100
        name = Path(os.path.relpath(absolute, base)).as_posix()
        kind, codec = recognise(absolute)
        kind = format or kind
        if kind:
            status = Path(absolute).stat()
            sources[name] = Source(name, absolute, kind, codec, status.st_size, status.st_mtime_ns)
        elif absolute in explicit:
            raise CorpusError(
                f"{absolute}: arlint doesn't know this format by its name; say --format, or use one of: "
                + " ".join(f".{ending}" for ending in FORMATS)
            )
        else:
            skipped.append(name)
    if not sources:
        raise CorpusError(f"nothing to clean: no file of a known format in {' '.join(arguments)}")
    for codec in {source.codec for source in sources.values()}:
        compression.require(codec)
    return Inputs(tuple(sources[name] for name in sorted(sources)), tuple(sorted(skipped)))


def _standard_input(arguments: Sequence[str], kind: str) -> Source:
    if len(arguments) > 1:
        raise CorpusError("standard input (-) can't be mixed with other inputs")
    if kind in SEEKABLE:
        raise CorpusError(f"{kind} can't be read from standard input: its index stands at its end; give the file")
    ending = next(ending for ending, name in FORMATS.items() if name == kind)
    return Source(f"stdin.{ending}", STANDARD_INPUT, kind, "", 0, 0)


def recognise(path: str) -> tuple[str, str]:
    """Format and compression by the name's endings; the format is "" where it isn't known.

    >>> recognise("a/news.JSONL.gz")
    ('jsonl', 'gz')
    """
    codec = compression.codec_of(path)
    stem = path[: -len(codec) - 1] if codec else path
    return FORMATS.get(Path(stem).suffix[1:].lower(), ""), codec


def _expand(arguments: Iterable[str]) -> Iterator[Path]:
    for argument in arguments:
        if Path(argument).exists():
            yield Path(argument)
            continue
        found = sorted(glob.glob(argument, recursive=True)) if glob.has_magic(argument) else []  # noqa: PTH207
        if not found:
            raise CorpusError(f"{argument}: there is no such file or folder")
        yield from map(Path, found)


def _walk(folder: Path) -> Iterator[Path]:
    """Every file under `folder` except hidden ones; links to folders aren't followed, so there are no loops."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(parent, name)
