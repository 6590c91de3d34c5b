"""Word documents as packages: the XML of the parts that hold text, out of the archive and back into it."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile

#: Stands between the parts of a document: a character that XML cannot hold.
PART_SEPARATOR = "\n\0\n"
_DOCUMENT = "word/document.xml"
_PART = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_LARGEST = 512 << 20  # bytes of all parts, pictures too: packing holds them in memory
_ZIP_END = 22  # bytes of the record that ends a zip archive, before its comment


class PackageError(Exception):
    """A package that cannot be packed again: one of its parts is damaged."""


def unpacked(data: bytes, most: int) -> str | None:
    """The text of the package `data`; None where it is another archive, a broken one, or has more than `most` bytes."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _parts(archive)
            if _DOCUMENT not in names or sum(archive.getinfo(name).file_size for name in names) > most:
                return None
            whole = {info.filename: info.file_size for info in archive.infolist()}
            if len(whole) < len(archive.infolist()) or sum(whole.values()) > _LARGEST:
                return None
            if data[-_ZIP_END - len(archive.comment) :][:4] != b"PK\5\6":  # something behind its end, which would go
                return None
            parts = [archive.read(name).decode("utf-8-sig") for name in names]
    except _damages():
        return None
    return PART_SEPARATOR.join(parts)


def packed(package: bytes, text: str) -> bytes:
    """`package` with the parts that `text` holds; every other part has the bytes that it had. Raises `PackageError`."""
    try:
        return _packed(package, text)
    except _damages() as error:
        raise PackageError(str(error)) from error


def _packed(package: bytes, text: str) -> bytes:
    import zipfile

    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(new, "w") as archive:
        parts = dict(zip(_parts(old), text.split(PART_SEPARATOR), strict=True))
        archive.comment = old.comment
        for info in old.infolist():
            data = old.read(info)
            if info.filename in parts:
                mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
                data = mark + parts[info.filename].encode()
            archive.writestr(info, data, info.compress_type)
    return new.getvalue()


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """The names of the parts that hold text, the document first."""
    names = [info.filename for info in archive.infolist() if _PART.fullmatch(info.filename)]
    return sorted(dict.fromkeys(names), key=lambda name: (name != _DOCUMENT, name))


def _damages() -> tuple[type[Exception], ...]:
    """What `zipfile` raises for archives of which any byte may be wrong."""
    import lzma
    import struct
    import zipfile

    own = (zipfile.BadZipFile, lzma.LZMAError, zlib.error, struct.error)
    return (*own, OSError, EOFError, ValueError, RuntimeError, LookupError)
