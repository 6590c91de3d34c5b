"""Files on disk: what kind of text they hold, what they say, and the bytes of a changed one.

A file's text is its bytes decoded, with no newline translated; a byte order mark is kept beside it. So offsets are
those of the file, and writing back unchanged text gives the same bytes.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from msgspec import Struct

from arlint import word_package
from arlint.word_package import PackageError

#: What a suffix says about a file. Walking a folder takes these; a file that is named is taken whatever its suffix.
KINDS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".arb": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".po": "po",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".xml": "xml",
    ".strings": "strings",
    ".srt": "srt",
    ".vtt": "vtt",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tex": "latex",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".ipynb": "notebook",
    ".docx": "docx",
}
#: How a file begins whose name does not say what it holds.
_BEGINNINGS = (
    (re.compile(r"\s*<!doctype html|\s*<html\b", re.IGNORECASE), "html"),
    (re.compile(r"WEBVTT\b"), "vtt"),
    (re.compile(r"(?:\s*#[^\n]*\n)*\s*msgid "), "po"),
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<xliff\b", re.DOTALL), "xliff"),
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<resources\b", re.DOTALL), "android"),
    (re.compile(r"\s*\d+\s*\n\d\d:\d\d:\d\d,\d{3} -->"), "srt"),
)

#: UTF-32 before UTF-16, whose mark its own begins with.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings in which Arabic files are found, by the names that `--encoding` takes.
_LIKELY = ("windows-1256", "utf-16-le", "utf-16-be", "iso-8859-6", "cp720", "cp864")
#: How files begin that no one reads as text.
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document (save it as .docx)",
    b"\x1f\x8b": "compressed (gzip)",
    b"\x28\xb5\x2f\xfd": "compressed (Zstandard)",
    b"\xfd7zXZ\0": "compressed (xz)",
    b"BZh91AY&SY": "compressed (bzip2)",
    b"PAR1": "a table (Parquet)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
}
#: Of these, what corpora come in.
_CORPORA = ("compressed", "a table")
_WIDE = ("utf-16", "utf-32", "utf16", "utf32")
_SAMPLE = 65536  # bytes that a guess looks at
_HEAD = 4096  # code points of a file that may say what it holds
_LARGEST = 64 << 20  # bytes of a file that is read whole; larger ones are corpora
_STEP = 1 << 20  # bytes that are read at once beyond the size that a file is said to have


NO_FILE = "a pipe or a device, not a file; give its text to standard input: arlint check - < PATH"
_LARGE_HINT = "read corpora with `arlint clean`, or leave the file out with `exclude`"


class FileError(Exception):
    """A file or folder that cannot be read or written; the message names it and the remedy."""


class UndecodableError(Exception):
    """Bytes that are not text in UTF-8 or the encoding asked for.

    `offset` is the first byte in the way, `guess` the encoding it seems to be (None: no idea), `shown` the bytes
    decoded with U+FFFD for what is wrong, `position` the code point of `shown` where the first wrong byte stands;
    `is_text` is false for what no encoding would make a text, `is_corpus` true where `arlint clean` may read it.
    """

    def __init__(self, data: bytes, offset: int, expected: str, what: str | None = None) -> None:
        self.offset = offset
        self.guess = None if what else guess_encoding(data)
        if what is None and self.guess is None and b"\0" in data:
            what = "binary data"
        self.is_text = what is None
        self.is_corpus = (what or "").startswith(_CORPORA)
        self.shown = data.decode("utf-8", "replace")
        self.position = min(len(data[:offset].decode("utf-8", "replace")), max(len(self.shown) - 1, 0))
        name = self.guess or "NAME"
        seems = f"; it seems to be {self.guess}" if self.guess else ""
        if what:
            no = "which `arlint clean` reads, for corpora" if self.is_corpus else "which arlint does not read"
            super().__init__(f"not text but {what}, {no}")
            return
        super().__init__(
            f"not {expected} at byte {offset:,}{seems}; convert the file, or read it with --encoding {name}"
        )


class TextFile(Struct, frozen=True):
    """The text of a file and what is needed to write it back: its encoding and its byte order mark."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of this file with `text` for its own; `UnicodeEncodeError` where its encoding lacks a letter."""
        return self.bom + text.encode(self.encoding)


class WordFile(TextFile, frozen=True):
    """A Word document: its text is the XML of the parts that hold text; `package` is the file as it was."""

    package: bytes = b""

    def encode(self, text: str) -> bytes:
        """The package with the parts that `text` holds; every other part has the bytes that it had."""
        try:
            return word_package.packed(self.package, text)
        except PackageError as error:
            raise FileError(f"the document is damaged ({error}); open it in Word and save it again") from error


def decode(data: bytes, encoding: str | None = None) -> TextFile:
    """The text of `data`: by its byte order mark, else UTF-8, else `encoding`.

    Real UTF-8 is never read as `encoding`, so one `--encoding` may be given for a folder of both. UTF-16 and UTF-32
    come before UTF-8, because Arabic in them is valid UTF-8 (control characters).

    Raises `UndecodableError`, and `LookupError` for an encoding that does not exist.
    """
    if data.startswith(b"PK") and (word := word_package.unpacked(data, _LARGEST)) is not None:
        return WordFile(word, package=data)
    what = next((what for sign, what in _SIGNATURES.items() if data.startswith(sign)), None)
    if what is not None:
        raise UndecodableError(data, 0, "text", what)
    return _text(data, encoding)


def _text(data: bytes, encoding: str | None) -> TextFile:
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _strictly(data, marked, bom)
    if encoding and encoding.casefold().startswith(_WIDE):
        # Plain "utf-16" would add a byte order mark when the text is written back.
        return _strictly(data, encoding if encoding[-2:].casefold() in ("le", "be") else encoding + "-le")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if encoding is None or codecs.lookup(encoding).name == "utf-8":
            raise UndecodableError(data, error.start, "UTF-8") from None
        return _strictly(data, encoding)
    # U+0006 is the high byte of most Arabic letters in UTF-16; a NUL stands in no text.
    for odd in ("\0", "\x06"):
        if text.count(odd) * 8 > len(text):
            raise UndecodableError(data, data.index(odd.encode()), "text in UTF-8")
    return TextFile(text)


def _strictly(data: bytes, encoding: str, bom: bytes = b"") -> TextFile:
    try:
        return TextFile(data[len(bom) :].decode(encoding), encoding, bom)
    except UnicodeDecodeError as error:
        raise UndecodableError(data, len(bom) + error.start, encoding) from None


def guess_encoding(data: bytes) -> str | None:
    """The encoding that Arabic `data` seems to be in; None for damaged UTF-8, and where nothing looks like Arabic.

    Judged by how often the article ال, the commonest pair of letters in Arabic, comes out of it.
    """
    sample = data[:_SAMPLE]
    counts = {name: sample.decode(name, "ignore").count("ال") for name in ("utf-8", *_LIKELY)}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] and best != "utf-8" else None


def read(path: Path, encoding: str | None = None) -> TextFile:
    """The text of the file at `path`; raises `FileError` and `UndecodableError`."""
    return decode(read_bytes(path), encoding)


def read_bytes(path: Path) -> bytes:
    """The content of the file at `path`. Raises `FileError`, also for what is no file: a pipe would never end."""
    try:
        # A pipe that nobody writes to would be waited for when it is opened.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FileError(f"{path}: {NO_FILE}")
            data = b"" if status.st_size > _LARGEST else file.read(status.st_size + 1)
            # A file may be longer than its status says: one that grows, or that the system makes up.
            while len(data) not in (0, status.st_size) and len(data) <= _LARGEST and (more := file.read(_STEP)):
                data += more
    except OSError as error:
        raise FileError(f"{path}: cannot be read: {reason(error)}") from error
    if max(status.st_size, len(data)) > _LARGEST:
        raise FileError(f"{path}: too large ({status.st_size >> 20} MB, the limit is {_LARGEST >> 20}); {_LARGE_HINT}")
    return data


def reason(error: OSError) -> str:
    """Why a file cannot be read, with the remedy where there is one."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the spelling"
    if isinstance(error, PermissionError):
        return "permission denied; change its permissions (chmod u+rwX), or leave it out with `exclude`"
    return error.strerror or str(error)


def kind_of(path: Path, text: str = "") -> str:
    """What `path` holds: by its suffix, else by how its `text` begins; plain text where neither says anything.

    XML is many formats, so its text decides; XML that is none of them stays "xml", which nothing reads.
    """
    kind = KINDS.get(path.suffix.casefold())
    if kind is not None and kind != "xml":
        return kind
    head = text[:_HEAD]
    return next((found for form, found in _BEGINNINGS if form.match(head)), kind or "plain")
