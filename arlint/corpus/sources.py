"""From what the user typed to the list of input files: folders walked, globs expanded, formats recognised."""

from __future__ import annotations

import glob
import os
import posixpath
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from arlint.corpus import compression, extracted, remote
from arlint.corpus.errors import CorpusError

FORMATS = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "mdx": "markdown",
    "html": "html",
    "htm": "html",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "json",
    "csv": "csv",
    "tsv": "tsv",
    "warc": "warc",
    "wet": "warc",
    "parquet": "parquet",
    "arrow": "arrow",
    "feather": "arrow",
    "arrows": "arrow",
}
EXTRACTED = "html-text"
"""HTML of which only the main text is kept."""

EXTRACTED_WARC = "warc-text"
"""WARC of which HTML responses are replaced by their main text."""

KINDS = frozenset({*FORMATS.values(), EXTRACTED, EXTRACTED_WARC})
"""All that a source's format can be."""

WARC = frozenset({"warc", EXTRACTED_WARC})

DOCUMENTS = frozenset({"text", "markdown", "html", EXTRACTED})
"""Formats in which a file is one document."""

SEEKABLE = frozenset({"parquet", "arrow"})
"""Formats that can't be read from front to back."""

DEEPEST = 300
"""Folders in one another at most: Python makes and walks them by calls within calls."""

STANDARD_INPUT = "-"

PIPED = "stdin.jsonl"
"""The name of standard input where nobody said what it holds."""

_ADDRESS = re.compile("[a-z][a-z0-9+.-]+:/", re.IGNORECASE)


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
    """The files to clean, in the order of their names, and those left out: of another format, or pipes and devices."""

    sources: tuple[Source, ...]
    skipped: tuple[str, ...]


def find(
    arguments: Sequence[str],
    *,
    format: str = "",  # noqa: A002  (the option's name)
    extract: bool = False,
    output: Path | None = None,
    excluded: Callable[[Path], bool] = lambda _: False,
) -> Inputs:
    """The files behind `arguments`: files, folders, globs, `-` for standard input, addresses such as `s3://…`.

    Names are relative to the deepest folder that holds all inputs, so a single folder's files keep
    their paths inside it. `format` overrides what the names' endings say; `-` is JSONL without it.
    Files of a folder that are `excluded` are left alone; others are not asked about.
    The folder `output` may not stand in an input folder, where the next run would clean it.
    With `extract`, HTML files are to be cleaned as the text in them, without the page; pages in WARC files too.
    Raises `CorpusError` where an argument names nothing, or a file whose format isn't known.
    """
    found = _find(arguments, format, output, excluded)
    if not extract:
        return found
    extracted.require()
    becomes = {"html": EXTRACTED, "warc": EXTRACTED_WARC}
    found_sources = tuple(replace(source, format=becomes.get(source.format, source.format)) for source in found.sources)
    taken = {source.name for source in found_sources if source.format != EXTRACTED}
    for source in found_sources:
        if (name := data_name(source.name, source.format)) in taken and name != source.name:
            raise CorpusError(f"{source.name}: its main text would be {name}, which is an input too; rename either")
    return Inputs(found_sources, found.skipped)


def _find(
    arguments: Sequence[str],
    format: str,  # noqa: A002  (the option's name)
    output: Path | None,
    excluded: Callable[[Path], bool],
) -> Inputs:
    if STANDARD_INPUT in arguments:
        return Inputs((_standard_input(arguments, format or "jsonl"),), ())
    if any(remote.is_remote(argument) for argument in arguments):
        return _remote(arguments, format)
    explicit, all_paths, base = _paths(arguments, excluded)
    if output is not None:
        _check_apart(arguments, output)
    sources: dict[str, Source] = {}
    skipped: list[str] = []
    for absolute in sorted(all_paths):
        name = Path(os.path.relpath(absolute, base)).as_posix()
        kind, codec = recognise(absolute)
        kind = format or kind
        if kind and (source := _source(name, absolute, kind, codec, named=absolute in explicit)):
            sources[name] = source
        elif not kind and absolute in explicit:
            raise CorpusError(
                f"{absolute}: arlint doesn't know this format by its name; say --format, or use one of: "
                + " ".join(f".{ending}" for ending in FORMATS)
            )
        else:
            skipped.append(name.encode("utf-8", "backslashreplace").decode())
    if not sources:
        raise CorpusError(f"nothing to clean: no file of a known format in {' '.join(arguments)}")
    for codec in {source.codec for source in sources.values()}:
        compression.require(codec)
    return Inputs(tuple(sources[name] for name in sorted(sources)), tuple(sorted(skipped)))


def _source(name: str, path: str, kind: str, codec: str, *, named: bool) -> Source | None:
    """The source at `path`; None for what would be waited for without end, a `CorpusError` where it was `named`."""
    _check_name(name, path)
    status = Path(path).stat()
    if stat.S_ISREG(status.st_mode):
        return Source(name, path, kind, codec, status.st_size, status.st_mtime_ns)
    if named:
        raise CorpusError(f"{path}: a pipe or a device, not a file; give its text to standard input: -")
    return None


def _check_name(name: str, path: str) -> None:
    """Refuse a name that no manifest and no log can hold."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise CorpusError(f"{path}: its name isn't in UTF-8; rename it, or a folder that it is in") from error


def _check_apart(arguments: Sequence[str], output: Path) -> None:
    """Refuse an output folder inside an input folder. (An address has become a path without one of its strokes.)"""
    if _ADDRESS.match(str(output)):
        return
    place = Path(os.path.realpath(output))  # (`resolve` fails where a link leads to itself)
    for folder in _expand(arguments):
        if folder.is_dir() and folder.resolve() in place.parents:
            beside = folder.resolve().with_name(f"{folder.resolve().name}-clean")
            raise CorpusError(
                f"{output}: stands inside {folder}, which is to be cleaned, so the next run would clean what this one "
                f"writes; choose a folder beside it, such as {beside}"
            )


def _paths(arguments: Sequence[str], excluded: Callable[[Path], bool]) -> tuple[set[str], set[str], str]:
    """The files that were named, all files, and the deepest folder that holds them; absolute, links unresolved."""
    named: set[str] = set()
    walked: set[str] = set()
    bases: list[str] = []
    for path in _expand(arguments):
        absolute = os.path.abspath(path)  # noqa: PTH100  (`resolve` would follow links)
        if path.is_dir():
            walked.update(os.path.abspath(file) for file in _walk(path) if not excluded(file))  # noqa: PTH100
            bases.append(absolute)
        else:
            named.add(absolute)
            bases.append(str(Path(absolute).parent))
    return named, named | walked, os.path.commonpath(bases)


def _remote(arguments: Sequence[str], kind: str) -> Inputs:
    """The files of a remote store; each needs a format that its name tells, or `kind`."""
    if not all(remote.is_remote(argument) for argument in arguments):
        raise CorpusError("local and remote inputs can't be mixed in one run")
    found = [file for argument in arguments for file in remote.find(argument)]
    base = posixpath.commonpath([posixpath.dirname(file.url) for file in found])
    chosen: dict[str, Source] = {}
    skipped: list[str] = []
    for file in found:
        name = posixpath.relpath(file.url, base)
        by_name, codec = recognise(file.url)
        if kind or by_name:
            chosen[name] = Source(name, file.url, kind or by_name, codec, file.size, 0)
            compression.require(codec)
        else:
            skipped.append(name)
    if not chosen:
        raise CorpusError(f"nothing to clean: no file of a known format in {' '.join(arguments)}")
    return Inputs(tuple(chosen[name] for name in sorted(chosen)), tuple(sorted(skipped)))


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


def data_name(name: str, kind: str) -> str:
    """The name in `data/` of an input: its own, except where it has become plain text.

    >>> data_name("a.html.gz", EXTRACTED), data_name("a.html", "html")
    ('a.html.txt.gz', 'a.html')
    """
    if kind != EXTRACTED:
        return name
    codec = compression.codec_of(name)
    return f"{name[: -len(codec) - 1]}.txt.{codec}" if codec else f"{name}.txt"


def _expand(arguments: Iterable[str]) -> Iterator[Path]:
    for argument in arguments:
        if Path(argument).exists():
            yield Path(argument)
            continue
        found = sorted(glob.glob(argument, recursive=True)) if glob.has_magic(argument) else []  # noqa: PTH207
        if not found:
            raise CorpusError(f"{argument}: there is no such file or folder")
        yield from map(Path, found)


def _refuse(error: OSError) -> None:
    raise CorpusError(
        f"{error.filename}: can't be read: {error.strerror}; change that, or name the files and folders beside it"
    ) from error


def _walk(folder: Path) -> Iterator[Path]:
    """What lies under `folder`, pipes too, except what is hidden; links to folders aren't followed.

    CorpusError where a folder can't be looked into: what lies there would be left out in silence.
    """
    top = str(folder).count(os.sep)
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        if parent.count(os.sep) - top > DEEPEST:
            raise CorpusError(f"{folder}: holds folders nested more than {DEEPEST} deep; name one further inside")
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.exists():
                yield path
