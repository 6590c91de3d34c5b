"""Character classes, and the 8-bit code page in which texts are scanned.

Arabic prose uses fewer than 256 different characters, so nearly all of them have a byte of their own here and a
text becomes one byte a code point. A character without one becomes the byte of its class (`RareClass`), which is
enough to know that a rule about that class has work to do.

The letter and mark classes are pyarabic's where it has them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from pyarabic import araby

TATWEEL = araby.TATWEEL
NBSP = "\u00a0"

#: The 36 letters of Arabic; pyarabic's list holds the hamza forms and alef maksura too.
LETTERS = "".join(dict.fromkeys(araby.LETTERS))
#: Fathatan to sukun with shadda (U+064B to U+0652) and the dagger alef U+0670.
MARKS = "".join(sorted(set(araby.TASHKEEL))) + araby.MINI_ALEF
TANWIN = "".join(araby.TANWIN)
ALEFS = "\u0627\u0622\u0623\u0625\u0671"  # bare, madda, hamza above, hamza below, wasla
DIGITS_ARABIC = "".join(araby.NUMBERS_EAST)
DIGITS_EXTENDED = "".join(araby.NUMBERS_PERS)

#: Letters of sister languages that occur in Arabic text, in names or by damage.
FARSI_YEH, KEHEH, HEH_GOAL, HEH_DOACHASHMEE = "\u06cc", "\u06a9", "\u06c1", "\u06be"
SISTER_LETTERS = (
    FARSI_YEH + KEHEH + HEH_GOAL + HEH_DOACHASHMEE
    + "\u067e\u0686\u06a4\u0698\u06af\u06a8"  # peh, tcheh, veh, jeh, gaf, qaf with three dots
    + "\u06d5\u06c0\u06d2\u0679\u0688\u0691\u06ba\u06c6\u06ce\u06b5\u0695"  # Kurdish and Urdu letters
)  # fmt: skip

#: Characters that leave no ink: ZWSP, ZWNJ, ZWJ, LRM, RLM, BOM.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\ufeff"

QUOTES_DOUBLE = '"\u201c\u201d\u201e\u00ab\u00bb'
QUOTES_SINGLE = "'\u2018\u2019\u201b"
DASHES = "-\u2013\u2014\u2212"
PUNCTUATION = "\u060c\u061b\u061f\u06d4\u066a\u066b\u066c\u2026\u2022"  # comma semicolon question stop % , ' ... bullet
QURAN_BRACKETS = "\ufd3e\ufd3f"
#: The blocks of Unicode for Arabic, as the ranges of a character class.
ARABIC_BLOCKS = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"


class RareClass(IntEnum):
    """The byte that stands for a character without a byte of its own."""

    OTHER = 0x01
    CONTROL = 0x02
    INVISIBLE = 0x03
    PRESENTATION = 0x04
    LATIN = 0x05
    ARABIC = 0x06
    MARK = 0x07
    SPACE = 0x08
    REPLACEMENT = 0x0E
    PRIVATE = 0x0F
    LETTER = 0x10


def _code_page() -> str:
    """Decoding table of the code page: the character of each byte, U+FFFE where a byte has none."""
    # CPython makes its fast map only of a table that starts with NUL; else a dict, ten times slower.
    ascii_part = {i: chr(i) for i in range(0x20, 0x7F)} | {0: "\0", 9: "\t", 10: "\n", 13: "\r"}
    high = (
        LETTERS + MARKS + TATWEEL + DIGITS_ARABIC + DIGITS_EXTENDED + SISTER_LETTERS + "\u0671"
        + PUNCTUATION + QURAN_BRACKETS + INVISIBLE + NBSP
        + QUOTES_DOUBLE[1:] + QUOTES_SINGLE[1:] + DASHES[1:] + "\u00d7\u00a9\ufdfa\u06dd"
    )  # fmt: skip
    table = ascii_part | {0x80 + i: c for i, c in enumerate(dict.fromkeys(high))}
    if max(table) > 0xFF:
        raise AssertionError("the code page holds at most 128 characters beside ASCII")
    return "".join(table.get(i, "\ufffe") for i in range(256))


CODE_PAGE = _code_page()
_ENCODING = codecs.charmap_build(CODE_PAGE)
_HANDLER = "arlint.rare"


#: What leaves no ink though it is no format character: the grapheme joiner, the place of an object, fillers of Hangul.
_BLANKS = "\u034f\ufffc\u115f\u1160\u3164\uffa0"


@lru_cache(maxsize=4096)
def rare_class(char: str) -> RareClass:
    """The class of a character that has no byte of its own."""
    point, category = ord(char), unicodedata.category(char)
    if point == 0xFFFD:
        return RareClass.REPLACEMENT
    if 0xFB50 <= point <= 0xFDFF or 0xFE70 <= point <= 0xFEFC:
        return RareClass.PRESENTATION
    if 0xA1 <= point <= 0x24F or char in "\u20ac\u201a\u0192\u2020\u2021\u02c6\u2030\u2039\u203a\u02dc\u2122":
        return RareClass.LATIN  # what mojibake is made of: Latin-1, Latin Extended and the extras of cp1252
    if category == "Cf" or char in _BLANKS:
        return RareClass.INVISIBLE
    if category in ("Mn", "Me", "Mc"):
        return RareClass.MARK
    if category[0] == "Z":
        return RareClass.SPACE
    if category == "Cc":
        return RareClass.CONTROL
    if category in ("Co", "Cs", "Cn"):
        return RareClass.PRIVATE
    if category[0] == "L":
        arabic = 0x600 <= point <= 0x6FF or 0x750 <= point <= 0x77F or 0x8A0 <= point <= 0x8FF
        return RareClass.ARABIC if arabic else RareClass.LETTER
    return RareClass.OTHER


def _encode_rare(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return bytes([rare_class(c) for c in error.object[error.start : error.end]]), error.end


codecs.register_error(_HANDLER, _encode_rare)


def encode(text: str) -> bytes:
    r"""One byte for each code point of `text`.

    >>> len(encode("سلام \U0001f600"))
    6
    """
    return codecs.charmap_encode(text, _HANDLER, _ENCODING)[0]


def _fold_table() -> bytes:
    table = list(range(256))

    def fold(chars: str, to: str) -> None:
        for char in chars:
            table[encode(char)[0]] = encode(to)[0]

    fold("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "a")
    for upper in range(ord("A"), ord("Z") + 1):
        table[upper] = upper + 32
    fold(ALEFS, "\u0627")
    fold("\u0649" + FARSI_YEH, "\u064a")
    fold("\u0629" + HEH_GOAL + HEH_DOACHASHMEE + "\u06d5", "\u0647")
    fold(KEHEH, "\u0643")
    for digits in (DIGITS_ARABIC, DIGITS_EXTENDED):
        for value, digit in enumerate(digits):
            fold(digit, str(value))
    fold(NBSP + "\t", " ")
    table[RareClass.SPACE] = 0x20
    fold(QUOTES_DOUBLE, '"')
    fold(QUOTES_SINGLE, "'")
    fold(DASHES, "-")
    fold("\u060c", ",")
    fold("\u061b", ";")
    fold("\u061f", "?")
    fold("\u066a", "%")
    return bytes(table)


FOLD_TABLE = _fold_table()
#: Bytes that folding deletes: marks, tatweel, and what leaves no ink.
FOLD_DELETED = encode(MARKS + TATWEEL + INVISIBLE) + bytes([RareClass.MARK, RareClass.INVISIBLE])

ARABIC_LETTER_BYTES = frozenset(encode(LETTERS + SISTER_LETTERS + "\u0671")) | {
    RareClass.ARABIC,
    RareClass.PRESENTATION,
}
LATIN_LETTER_BYTES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") | {RareClass.LATIN}
DIGIT_BYTES = frozenset(b"0123456789") | frozenset(encode(DIGITS_ARABIC + DIGITS_EXTENDED))
WORD_BYTES = ARABIC_LETTER_BYTES | LATIN_LETTER_BYTES | DIGIT_BYTES | {ord("_"), RareClass.LETTER}


def byte_class(members: Iterable[int]) -> bytes:
    r"""What stands for one of `members` between the brackets of an expression; ranges are read faster than lists.

    >>> byte_class(b"dabc-")
    b'\\-a-d'
    """
    ranges: list[list[int]] = []
    for byte in sorted(set(members)):
        if ranges and byte == ranges[-1][1] + 1:
            ranges[-1][1] = byte
        else:
            ranges.append([byte, byte])
    ends = [(re.escape(bytes([first])), re.escape(bytes([last]))) for first, last in ranges]
    return b"".join(first if first == last else first + b"-" + last for first, last in ends)
