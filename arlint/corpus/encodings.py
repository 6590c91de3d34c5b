"""Inputs in other encodings than UTF-8: read as UTF-8, and turned back by `restore`, byte for byte.

A byte that is no character of the encoding becomes one that isn't UTF-8 (a lone surrogate), so that its record alone
is set aside.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from arlint.corpus.errors import CorpusError, DamagedError, InconsistentError

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_ALL_BYTES = bytes(range(256))


def canonical(name: str) -> str:
    """Python's name of an encoding, "" for UTF-8. `CorpusError` where there is none, or a text couldn't be turned back.

    >>> canonical("windows-1256"), canonical("UTF8"), canonical("UTF-16")
    ('cp1256', '', 'utf-16')
    """
    try:
        found = codecs.lookup(name).name
    except LookupError:
        raise CorpusError(f"no encoding is called {name!r}; Arabic files are often windows-1256") from None
    if found in ("utf-8", "utf-8-sig"):
        return ""
    if found == "utf-16" or found in _WIDE or _exact(found):
        return found
    raise CorpusError(
        f"{name}: a text in it can't be turned back into the same bytes; convert the files to UTF-8 first (iconv)"
    )


def _exact(name: str) -> bool:
    """Whether the encoding has one byte a character, and each its own."""
    try:
        text = _ALL_BYTES.decode(name, "surrogateescape")
        return len(text) == len(_ALL_BYTES) and text.encode(name, "surrogateescape") == _ALL_BYTES
    except (UnicodeError, LookupError):
        return False


class Recoder:
    """A stream of bytes in an encoding as UTF-8. `encoding` is the exact one, once the first block has been seen."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self._decoder: codecs.IncrementalDecoder | None = None

    def utf8(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks as UTF-8, a byte order mark too; `DamagedError` where the end is half a character."""
        if not self.encoding:
            yield from blocks
            return
        for block in blocks:
            if self._decoder is None:
                if self.encoding == "utf-16":
                    self.encoding = next((name for mark, name in _MARKS if block.startswith(mark)), "utf-16-le")
                self._decoder = codecs.getincrementaldecoder(self.encoding)(_errors(self.encoding))
            try:
                text = self._decoder.decode(block)
            except UnicodeDecodeError as error:  # four bytes that are more than the last code point
                raise DamagedError(f"{self.encoding}: {error.reason}") from error
            if text:
                yield text.encode("utf-8", "surrogatepass")
        if self._decoder is None and self.encoding == "utf-16":  # an empty file has no byte order mark to keep
            self.encoding = "utf-16-le"
        try:
            # (half a pair of UTF-16 at the end has waited for its other half)
            rest = "" if self._decoder is None else self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise DamagedError(f"{self.encoding}: the file ends inside a character") from error
        if rest:
            yield rest.encode("utf-8", "surrogatepass")


def original(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes that `Recoder` made the UTF-8 `blocks` of."""
    if not encoding:
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    errors = _errors(encoding)
    for block in blocks:
        try:
            yield decoder.decode(block).encode(encoding, errors)
        except UnicodeError as error:
            raise InconsistentError(f"the output isn't what was made of text in {encoding}: {error}") from error


def _errors(encoding: str) -> str:
    return "surrogatepass" if encoding in _WIDE else "surrogateescape"


def foreign(data: bytes, start: int) -> str:
    """What stood in the file where `data`, as UTF-8, has a lone surrogate at `start`; "" where it has none."""
    try:
        point = ord(data[start : start + 3].decode("utf-8", "surrogatepass"))
    except (UnicodeDecodeError, TypeError):
        return ""
    if 0xDC80 <= point <= 0xDCFF:  # what `surrogateescape` makes of bytes 0x80 to 0xff
        return f"byte 0x{point - 0xDC00:02x} is no character in this encoding"
    return f"half a pair of UTF-16 (0x{point:04x}) stands alone"
