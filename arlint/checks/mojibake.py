"""UTF-8 that was read as a single-byte encoding: `Ø§Ù„Ù…Ø¯ÙŠØ±` for المدير, once or several times over.

A line is translated to the bytes that it must have been, one character a byte, so that places stay as they are; then
what is valid UTF-8 there is decoded. Repairs are lossless: a word of which bytes are lost is reported and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from msgspec import Struct

from arlint.checks.places import lines_of, matches, occurrences, unread_where_encodings_are_told_of
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later

_UNIT = "(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
#: The first byte of an Arabic letter whose second byte is gone: 81, 8D, 8F, 90 and 9D are undefined in cp1252, AD is
#: the soft hyphen that copying drops. A replacement character or a question mark may stand in its place.
_LOST = "(?:[\xd8-\xdb](?![\x80-\xbf])[\ufffd?]?)"
_WORD = later.pattern(f"(?:{_UNIT}|{_LOST})+")
_LOST_PART = later.pattern(_LOST + "(?!\x00)")
_BETWEEN = later.pattern("[ \t\xa0!-@\\[-`{-~]{1,4}")
_ARABIC = later.pattern("[\u0620-\u064a\u0660-\u0669\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
#: What UTF-8 punctuation gives; anything else without Arabic letters is left to ftfy's judgement.
_PUNCTUATION = frozenset(
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u200e\u200f\u060c\u061b\u061f\u00ab\u00bb\ufeff"
)
#: What stands alone between damaged words: marks, Arabic digits, a no-break space; و and prefixes before quotations.
_SIGNS = _PUNCTUATION | frozenset("\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\xa0")
_PREFIXES = ("و", "ب", "ل", "ك")
#: 9D, the last byte of ” in UTF-8, is undefined in cp1252 and dropped; so is a no-break space after its Â.
_REMNANT = later.pattern(
    "\xe2\u20ac\ufffd?(?=[\\s.,:;!)\u060c\u061b\u061f]|$)"
    "|(?<=[\\s\u0621-\u0652.\u060c\u061b\u061f!:\u00bb\u201d)])\xc2(?=[ \\n\u0621-\u064a]|$)"
    "|(?<=[0-9\u0660-\u0669])\xc2(?= ?[\u0621-\u064a])"
)
#: Latin letters, general punctuation and symbols: what a text in Arabic holds beside its letters.
_LIKELY = frozenset(map(chr, [*range(0xA0, 0x250), *range(0x2000, 0x27C0), *range(0x1F300, 0x1FB00)]))
_OTHER = "\u0100"  # stands for what the encoding does not have
_DEPTH = 3


class Reader(Struct, frozen=True):
    """A wrong encoding: `needles` are what the first bytes of Arabic letters look like in it.

    Where those are letters of any Arabic text, one of `signs` must stand there too.
    """

    name: str
    needles: str
    least: int  # letters in a row that are evidence enough
    signs: tuple[str, ...] = ()


#: The encodings with which UTF-8 is read by mistake, the usual one first.
READERS = (
    Reader("cp1252", "ØÙÚÛÃÂâïð", 1),
    Reader("cp1256", "طظ", 2, ("ط§", "ظ§", "ظٹ", "ظ„", "ظپ")),
    Reader("mac_roman", "ÿŸ", 2),
    Reader("cp437", "╪┘", 2),
    Reader("cp1251", "ШЩ", 2),
    Reader("cp1250", "ŘŮ", 2),
    Reader("cp850", "Ï┘", 2),
)


class _Table(dict[int, str]):
    """What each character was as a byte; `_OTHER` for those not listed, ASCII and U+FFFD as they are."""

    def __missing__(self, point: int) -> str:
        self[point] = char = chr(point) if point < 0x80 or point == 0xFFFD else _OTHER
        return char


@lru_cache(maxsize=8)
def _table(encoding: str) -> _Table:
    table = _Table()
    table |= {byte: chr(byte) for byte in range(0x80, 0xA0)}  # C1 controls: what latin-1 and browsers make of them
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(encoding, "ignore")
        if char:
            table[ord(char)] = chr(byte)
    return table


def _as_bytes(text: str, encoding: str) -> str:
    """`text` with each character as the byte that it was, and `_OTHER` for what cannot have been a byte."""
    return text.translate(_table(encoding))


def _decode(raw: str, encoding: str) -> str | None:
    """The text that the bytes `raw` are, undone as often as it was damaged; None where that gives no Arabic."""
    for _ in range(_DEPTH):
        try:
            text = raw.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None
        if _ARABIC.search(text):
            return text
        raw = _as_bytes(text, encoding)
        if _OTHER in raw or not any(c > "\x7f" for c in raw):
            break
    return None


def find(document: Document) -> Iterator[Hit]:
    """Runs of words in UTF-8 read as something else, each with its repair; words with lost bytes without one."""
    return unread_where_encodings_are_told_of(document, _found(document))


def _found(document: Document) -> Iterator[Hit]:
    hits = [hit for reader in READERS for line in _lines(document, reader) for hit in _in_line(document, line, reader)]
    taken: list[tuple[int, int]] = []  # sorted and disjoint
    # Where two encodings explain a place, the one that gives more Arabic is right.
    for hit in sorted(hits, key=_letters_won, reverse=True):
        at = bisect_left(taken, (hit.start, hit.end))
        before, after = taken[max(0, at - 1) : at], taken[at : at + 1]
        if not any(start < hit.end and hit.start < end for start, end in (*before, *after)):
            taken.insert(at, (hit.start, hit.end))
            yield hit


def remnants(document: Document) -> Iterator[Hit]:
    """Signs of which a byte is lost: â€ of a closing quotation mark, Â of a no-break space."""
    for found in matches(document, _REMNANT, "\xe2\xc2"):
        start, end = found.span()
        yield Hit(start, end, (Edit(start, end, "\u201d" if found[0][0] == "\xe2" else ""),))


def _letters_won(hit: Hit) -> int:
    return len(_ARABIC.findall(hit.edits[0].text)) if hit.edits else 0


@lru_cache(maxsize=8)
def _trace(reader: Reader) -> re.Pattern[str]:
    """What a line with this damage holds: a needle, and behind it a second byte where one needle is no evidence."""
    if reader.least == 1:
        return re.compile(f"[{reader.needles}]")
    second = "".join(bytes([byte]).decode(reader.name, "ignore") or chr(byte) for byte in range(0x80, 0xC0))
    return re.compile(f"[{reader.needles}][\x80-\x9f{re.escape(second)}]")


def _lines(document: Document, reader: Reader) -> Iterator[tuple[int, int]]:
    if not any(needle in document.text for needle in reader.needles):
        return
    if reader.signs and not occurrences(document, reader.signs):
        return
    for line in lines_of(document, (found.start() for found in _trace(reader).finditer(document.text))):
        yield line.start, line.end


class _Read(NamedTuple):
    """The bytes that a line was, and its words with their repair."""

    raw: str
    words: tuple[tuple[int, int, str | None], ...]


def _words(reader: Reader, line: str) -> _Read:
    raw = _as_bytes(line, reader.name)
    return _Read(raw, tuple((*found.span(), _repair(raw, *found.span(), reader)) for found in _WORD.finditer(raw)))


@lru_cache(maxsize=8)
def _teller(reader: Reader) -> Callable[[str], _Read]:
    """One and the same function for all lines, so that `Document.told` knows it again."""
    return partial(_words, reader)


def _in_line(document: Document, line: tuple[int, int], reader: Reader) -> Iterator[Hit]:
    raw, words = document.told(_teller(reader), document.text[line[0] : line[1]])
    run: list[tuple[int, int, str]] = []
    proved = any(word for _, _, word in words)
    for start, end, repaired in words:
        word = _signs(raw, start, end, reader.name) if proved and repaired is None else repaired
        if word is None:
            continue
        if run and not (word and _BETWEEN.fullmatch(raw, run[-1][1], start)):
            yield _hit(raw, run, line[0])
            run = []
        if word:
            run.append((start, end, word))
        else:
            yield Hit(line[0] + start, line[0] + end, values={"fix": "?"})
    if run:
        yield _hit(raw, run, line[0])


def _repair(raw: str, start: int, end: int, reader: Reader) -> str | None:
    """The word that `raw[start:end]` was, "" where bytes of it are lost, None where it is no damage at all."""
    word = raw[start:end]
    decoded = _decode(word, reader.name)
    # Glued to other letters, Latin or accented, one pair of signs is no evidence: it may end a word in a code page.
    beside = raw[max(0, start - 1) : start] + raw[end : end + 1]
    alone = any(char.isalpha() or "\x7f" < char < _OTHER for char in beside)
    if decoded is not None:
        enough = len(_ARABIC.findall(decoded)) >= (2 if alone else reader.least)
        return decoded if enough else None
    if reader.name != "cp1252":
        return None
    if _LOST_PART.search(word):
        kept = _LOST_PART.sub("", word)
        return "" if kept and _decode(kept, reader.name) else None
    return None if any("\x7f" < char < _OTHER for char in beside) else _by_ftfy(raw, start, end)


def _signs(raw: str, start: int, end: int, encoding: str) -> str | None:
    """What `raw[start:end]` was beside words that are damaged for certain, if it is a sign that may stand alone.

    It must stand apart: in cp1256 the damage is made of Arabic letters and marks, and ط، may end an undamaged word.
    """
    if any(char.isalpha() or char > "\x7f" for char in raw[max(0, start - 1) : start] + raw[end : end + 1]):
        return None
    part = raw[start:end]
    for _ in range(_DEPTH):
        try:
            text = part.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None
        if text in _PREFIXES or all(char in _SIGNS for char in text):
            return text
        part = _as_bytes(text, encoding)
        if _OTHER in part:
            return None
    return None


def _by_ftfy(raw: str, start: int, end: int) -> str | None:
    """A damaged sign or Latin letter (`â€œ`, `Ã©`), where ftfy agrees that it is one."""
    word = raw[start:end].encode("latin-1").decode("utf-8", "replace")
    if word and all(char in _PUNCTUATION for char in word):
        return word
    if not all(char in _LIKELY for char in word):
        return None
    from ftfy import fix_encoding_and_explain  # slow to import, and hardly ever needed

    seen = raw[start:end].encode("latin-1").decode("cp1252", "replace")
    before = raw[max(0, start - 1) : start]
    fixed = fix_encoding_and_explain(before + seen)
    return word if fixed.explanation and fixed.text == before + word else None


def _hit(raw: str, run: list[tuple[int, int, str]], base: int) -> Hit:
    start, end = run[0][0], run[-1][1]
    parts, at = [], start
    for lo, hi, word in run:
        parts += [raw[at:lo], word]
        at = hi
    new = "".join(parts).replace("\ufeff", "")
    return Hit(base + start, base + end, (Edit(base + start, base + end, new),), Applicability.SAFE)
