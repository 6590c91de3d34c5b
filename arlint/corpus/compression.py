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


MOST = 200.0
"""How many times its own size a compressed file may grow to; text grows to 3 to 30 times, a bomb to 1,000 and more."""

_FREE_BYTES = 256 << 20  # of content, before `MOST` counts: a short file of one repeated line is no bomb
_STEP_BYTES = 4 << 20  # of content at a time, whatever a block of the file would grow to
_SLICE_BYTES = 128 << 10  # of the file at a time
_ZSTD_SLICE = 4096  # bytes that grow to at most 128 MB: zstandard itself knows no limit
_XZ_MEMORY = 256 << 20  # bytes; what the strongest preset needs is 65 MB


class _Decompressor(Protocol):
    """One member. `decompress` gives about `_STEP_BYTES` and keeps what it has not used yet for `pending`."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def pending(self) -> bool: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_GZIP_CONTAINER)
        self._cut = False

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def pending(self) -> bool:
        return self._cut and not self._inner.eof

    def decompress(self, data: bytes) -> bytes:
        content = self._inner.decompress(self._inner.unconsumed_tail + data, _STEP_BYTES)
        # It may have taken all of the data, and still hold content that found no room.
        self._cut = bool(self._inner.unconsumed_tail) or len(content) == _STEP_BYTES
        return content


class _Bounded:
    """bz2 and lzma, which have the same interface."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    @property
    def pending(self) -> bool:
        return not self._inner.needs_input and not self._inner.eof

    def decompress(self, data: bytes) -> bytes:
        return bytes(self._inner.decompress(data, _STEP_BYTES))


class _Zstandard:
    def __init__(self) -> None:
        self._inner: Any = _zstandard().ZstdDecompressor().decompressobj()
        self._held = memoryview(b"")

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data) + bytes(self._held)

    @property
    def pending(self) -> bool:
        return bool(self._held) and not self._inner.eof

    def decompress(self, data: bytes) -> bytes:
        if data:
            self._held = memoryview(bytes(self._held) + data)
        found = []
        size = 0
        while self._held and not self._inner.eof and size < _STEP_BYTES:
            found.append(self._inner.decompress(self._held[:_ZSTD_SLICE]))
            self._held = self._held[_ZSTD_SLICE:]
            size += len(found[-1])
        return b"".join(found)


def codec_of(name: str) -> str:
    """The compression that a file name's ending says, or "".

    >>> codec_of("news.jsonl.gz"), codec_of("news.jsonl")
    ('gz', '')
    """
    ending = name.rpartition(".")[2].lower()
    return ending if ending in CODECS else ""


def decompress(blocks: Iterable[bytes], codec: str, most: float = 0.0) -> Iterator[bytes]:
    """The content of a compressed stream, block by block, over all its members.

    Raises `DamagedError` at the place where the stream breaks off or is corrupt, after everything readable; and where
    it has grown to more than `most` times its size (0: no limit) and to more than 256 MB.
    """
    if not codec:
        yield from blocks
        return
    make, failures = _decompressor(codec)
    decompressor: _Decompressor | None = None
    taken = given = 0
    for part in _sliced(blocks):
        data = part
        taken += len(data)
        while data or (decompressor is not None and decompressor.pending):
            if decompressor is None:
                data = data.lstrip(b"\0")  # padding between and after members, as gzip and tar leave it
                if not data:
                    break
                decompressor = make()
            try:
                content = decompressor.decompress(data)
            except failures as error:
                raise DamagedError(f"{codec}: {error}") from error
            given += len(content)
            _check_growth(codec, taken, given, most)
            if content:
                yield content
            data = b""
            if decompressor.eof:
                data = decompressor.unused_data
                decompressor = None
    if decompressor is not None:
        raise DamagedError(f"{codec}: the file ends inside a compressed member")


def _check_growth(codec: str, taken: int, given: int, most: float) -> None:
    if most and given > max(_FREE_BYTES, most * taken):
        raise DamagedError(
            f"{codec}: grows to more than {most:,g} times its size, as a decompression bomb does; "
            "if it is none, --max-expansion 0"
        )


def _sliced(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The blocks in parts: what is left after the end of a member is copied, and members may be tiny."""
    for block in blocks:
        for start in range(0, len(block), _SLICE_BYTES):
            yield block[start : start + _SLICE_BYTES]


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
            return _Gzip, (zlib.error,)
        case "bz2":
            return (lambda: _Bounded(bz2.BZ2Decompressor())), (OSError,)
        case "xz":
            return (lambda: _Bounded(lzma.LZMADecompressor(memlimit=_XZ_MEMORY))), (lzma.LZMAError,)
        case "zst":
            return _Zstandard, (_zstandard().ZstdError,)
    raise CorpusError(f"unknown compression: {codec}")


def _zstandard() -> Any:
    try:
        import zstandard  # (an optional package)
    except ImportError:
        raise missing_extra("Zstandard (.zst)") from None
    return zstandard
