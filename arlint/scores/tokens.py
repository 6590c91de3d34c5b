"""Words, numbers and signs, cut nearly as spaCy's Arabic tokeniser cuts them.

Thresholds that were published for its words mean here what they mean there. Texts are bytes of `text.chars`, one a code
point.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from arlint.text.chars import (
    ARABIC_LETTER_BYTES,
    DIGIT_BYTES,
    FOLD_DELETED,
    LATIN_LETTER_BYTES,
    RareClass,
    byte_class,
    encode,
)

SPACES = encode(" \t\n\r\u00a0") + bytes([RareClass.SPACE, RareClass.CONTROL])
MARKS = FOLD_DELETED  # marks, tatweel and what leaves no ink are no part of a word's length
ARABIC = bytes(sorted(ARABIC_LETTER_BYTES))
LATIN = bytes(sorted(LATIN_LETTER_BYTES))
DIGITS = bytes(sorted(DIGIT_BYTES))
LETTERS = bytes(sorted(ARABIC_LETTER_BYTES | LATIN_LETTER_BYTES | {RareClass.LETTER}))
_ALL = set(range(256))
_INK = bytes(_ALL - set(SPACES) - set(MARKS))
SYMBOLS = bytes(set(_INK) - set(LETTERS) - set(DIGITS) - {RareClass.REPLACEMENT, RareClass.PRIVATE})
_WORD = bytes(_ALL - set(SPACES) - set(SYMBOLS))

_TO_SPACE = bytes(0x20 if byte in SPACES else byte for byte in range(256))
_TO_X = bytes(byte if byte == 0x20 else ord("x") for byte in range(256))
_NO_LETTER = bytes(_ALL - set(LETTERS) - {0x20})


def _class(members: bytes) -> bytes:
    return b"[" + byte_class(members) + b"]"


_IN_NUMBERS = encode(".,:/\u066b\u066c")
_CLOSING = encode('")]\u201d\u00bb')
_A_WORD, _A_DIGIT, _CLOSES = _class(_WORD), _class(DIGITS), _class(_CLOSING)

#: An address is whole, so is a number with its points and commas, or a row of dashes; each other sign stands by itself.
#: But a full stop stays with a number and with what closes before it.
_TOKEN = re.compile(
    _A_WORD + b"++(?=" + _class(SPACES + bytes(set(SYMBOLS) - set(_IN_NUMBERS + _CLOSING))) + b")"
    b"|" + _A_WORD + b"+(?::(?=//)" + _class(bytes(_ALL - set(SPACES))) + b"+|(?:"
    + _class(_IN_NUMBERS) + b"(?<=" + _A_DIGIT + b".)(?=" + _A_DIGIT + b")" + _A_WORD
    + b"+)*+(?:(?:" + _CLOSES + b"+|(?<=" + _A_DIGIT + rb"))\.(?!" + _A_WORD
    + rb"))?)|\.\.+|--+|//+|" + _class(SYMBOLS)
)  # fmt: skip

# The same by another way, which takes half the time: only signs are looked for, and the text is split at them. An
# address is left to the pattern above. What closes before a full stop is hidden behind bytes that no text has.
_HIDDEN = bytes(range(0x11, 0x11 + len(_CLOSING) + 1))
_HIDE = bytes.maketrans(_CLOSING + b".", _HIDDEN)
_CLOSED = re.compile(_CLOSES + b"(?<=" + _A_WORD + b".)" + _CLOSES + rb"*+\.(?!" + _A_WORD + b")")
_PLAIN = bytes(set(SYMBOLS) - set(_IN_NUMBERS + b"-") - set(_HIDDEN))
# The class of all signs comes first, for `re` skips to it quickly; then it is told by kind whether this one is a token.
_SIGN = re.compile(
    b"(" + _class(_PLAIN + _IN_NUMBERS + b"-") + b"(?:(?<=" + _class(_PLAIN) + b")"
    rb"|(?<=\.)(?:(?<!" + _A_DIGIT + rb"\.)\.*+|(?=" + _class(bytes(set(_WORD) - set(DIGITS))) + b"))"
    b"|(?<=" + _class(bytes(set(_IN_NUMBERS) - set(b"./"))) + b")(?:(?<!" + _A_DIGIT + b".)|(?!" + _A_DIGIT + b"))"
    b"|(?<=-)-*+"
    b"|(?<=/)(?:(?<!" + _A_DIGIT + b"/)/*+|/++|(?!" + _A_DIGIT + b"))))"
)  # fmt: skip


class Tokens(NamedTuple):
    """The tokens of a text: as a list, between spaces, and how many of them are more than signs.

    A sign that belongs to a word may be another byte than in the text, always the same one, and no letter.
    """

    each: list[bytes]
    spaced: bytes
    words: int

    def lettered(self) -> int:
        """How many of them have a letter."""
        return (b" " + self.spaced).translate(_TO_X, _NO_LETTER).count(b" x")


def cut(text: bytes) -> Tokens:
    """The tokens of `text`.

    >>> cut(b"(9.30, noon)").each
    [b'(', b'9.30', b',', b'noon', b')']
    """
    if b"/" in text and b"://" in text:  # one sign is looked for much faster than three
        each = _TOKEN.findall(text)
        spaced = b" ".join(each)
        return Tokens(each, spaced, (b" " + spaced).translate(_TO_X, SYMBOLS).count(b" x"))
    parts = _SIGN.split(_CLOSED.sub(_hide, text.translate(_TO_SPACE)))  # every second one is a sign
    spaced = b" ".join(parts)
    each = spaced.split()
    return Tokens(each, spaced, len(each) - len(parts) // 2)


def _hide(closed: re.Match[bytes]) -> bytes:
    return closed[0].translate(_HIDE)
