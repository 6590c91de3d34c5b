"""Compressed streams: read block by block, written as one independent member a chunk.

All five containers allow members one after another, so a file that is written chunk by chunk can be cut
back to any chunk boundary and continued: that is what makes a killed run resumable inside a file.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, cast

from arlint.corpus.errors import CorpusError, DamagedError, missing_extra

CODECS = ("gz", "zst", "bz2", "xz")

# Levels: the tools' own defaults, but xz at 3, because its default takes 94 MB in each worker.
_GZIP_LEVEL, _BZIP2_LEVEL, _XZ_PRESET, _ZSTD_LEVEL = 6, 9, 3, 3
_GZIP_CONTAINER = 16 + zlib.MAX_WBITS  # zlib's way to say: with a gzip header (its time stamp is 0)


class _Decompressor(Protocol):
    eof: bool
    unused_data: bytes

    def decompress(self, data: bytes, /) -> bytes: ...


def codec_of(name: str) -> str:
    """The compression that a file name's ending says, or "".

    >>> codec_of("news.jsonl.gz"), codec_of("news.jsonl")
    ('gz', '')
    """
    ending = name.rpartition(".")[2].lower()
    return ending if ending in CODECS else ""


def decompress(blocks: Iterable[bytes], codec: str) -> Iterator[bytes]:
    """The content of a compressed stream, block by block, over all its members.

    Raises `DamagedError` at the place where the stream breaks off or is corrupt, after everything readable.
    """
    if not codec:
        yield from blocks
        return
    make, failures = _decompressor(codec)
    decompressor: _Decompressor | None = None
    for block in blocks:
        data = block
        while data:
            if decompressor is None:
                data = data.lstrip(b"\0")  # padding between and after members, as gzip and tar leave it
                if not data:
                    break
                decompressor = make()
            try:
                content = decompressor.decompress(data)
            except failures as error:
                raise DamagedError(f"{codec}: {error}") from error
            if content:
                yield content
            if not decompressor.eof:
                break
            data = decompressor.unused_data
            decompressor = None
    if decompressor is not None:
        raise DamagedError(f"{codec}: the file ends inside a compressed member")


def compress(data: bytes, codec: str) -> bytes:
    """`data` as one complete member; the same bytes each time."""
    match codec:
        case "":
            return data
        case "gz":
            compressor = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_CONTAINER)
            return compressor.compress(data) + compressor.flush()
        case "bz2":
            return bz2.compress(data, _BZIP2_LEVEL)
        case "xz":
            return lzma.compress(data, preset=_XZ_PRESET)
        case "zst":
            return cast("bytes", _zstandard().ZstdCompressor(level=_ZSTD_LEVEL).compress(data))
    raise CorpusError(f"unknown compression: {codec}")


def require(codec: str) -> None:
    """Raise `CorpusError` now, not in the middle of a run, where `codec` can't be read or written here."""
    if codec == "zst":
        _zstandard()


def _decompressor(codec: str) -> tuple[Callable[[], _Decompressor], tuple[type[Exception], ...]]:
    match codec:
        case "gz":
            return (lambda: cast("_Decompressor", zlib.decompressobj(_GZIP_CONTAINER))), (zlib.error,)
        case "bz2":
            return (lambda: cast("_Decompressor", bz2.BZ2Decompressor())), (OSError,)
        case "xz":
            return (lambda: cast("_Decompressor", lzma.LZMADecompressor())), (lzma.LZMAError,)
        case "zst":
            module = _zstandard()
            return (lambda: cast("_Decompressor", module.ZstdDecompressor().decompressobj())), (module.ZstdError,)
    raise CorpusError(f"unknown compression: {codec}")


def _zstandard() -> Any:
    try:
        import zstandard  # (an optional package)
    except ImportError:
        raise missing_extra("Zstandard (.zst)") from None
    return zstandard
