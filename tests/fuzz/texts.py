"""From the bytes of a fuzzer to texts that rules have something to say about.

Half of the byte values are ASCII, which is what markup is made of; the others stand for Arabic letters, signs that
rules look for, the literals of all rules, the examples of all packs, and any code point at all. So a change of one
byte is a change of one piece of text, and coverage leads a fuzzer from one rule to the next.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from arlint.config import Config
from arlint.linter import Linter
from arlint.testing import unmark
from arlint.text.chars import CODE_PAGE, MARKS

_LITERAL, _EXAMPLE, _POINT, _SURROGATE, _TIMES, _MISS = 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA
_PIECES = (
    *"ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ",
    *MARKS,
    *"ـ،؛؟٪٫٬٠١٢٣۴۵۶",
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c",  # the bidi controls
    *"\u200b\u200c\u200d\ufeff\u00a0\u2028\u0085\x0c\x1b\r\n",
    *"“”«»‘’…–—•×©\ufffdÃ§é€\u0301\u064b\ufefb\ufdfa\ufdf2",
    *("مرحـــبا", "يعمل Deepseek", "ميتا", "الذكاء الاصطناعي", "في في", "و ", "لل", " ، ", "\n\n", "😀", "👨\u200d👩"),
    *("](https://a.b/c)", "<!-- arlint: ignore[PN001] -->", "<div>", "</div>", "```", "&amp;", "\\u0627", "[[", "{{"),
)  # fmt: skip


@cache
def linter() -> Linter:
    """Every rule there is, with house names on."""
    return Linter(Config(preview=True, extend_select=("PI",)))


@cache
def literals() -> tuple[str, ...]:
    """Every folded literal of every rule as a text."""
    found = (literal.decode("latin-1") for literal in linter().ruleset.literals)
    return tuple("".join(CODE_PAGE[ord(char)] for char in literal).replace("\ufffe", "\u2009") for literal in found)


@cache
def examples() -> tuple[str, ...]:
    """Every example of every pack, without its marks."""
    return tuple(
        unmark(example.text)[0] for spec in linter().rules for example in (*spec.invalid, *spec.valid) if example.text
    )


def text_of(data: bytes) -> str:
    """The text that `data` stands for; any bytes stand for one."""
    return "".join(_pieces(data))


def _pieces(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        byte = data[at]
        number = int.from_bytes(data[at + 1 : at + 3], "big")
        at += 1
        if byte < 0x80:
            yield chr(byte)
        elif byte in (_LITERAL, _MISS):
            found = literals()[number % len(literals())]
            yield found if byte == _LITERAL else found[:-1]
            at += 2
        elif byte == _EXAMPLE:
            yield examples()[number % len(examples())]
            at += 2
        elif byte == _POINT:
            point = int.from_bytes(data[at : at + 3], "big") % 0x110000
            yield chr(point) if not 0xD800 <= point < 0xE000 else "\ufffd"
            at += 3
        elif byte == _TIMES:
            piece = _PIECES[(number >> 8) % len(_PIECES)]
            yield piece * (number & 0xFF)
            at += 2
        elif byte != _SURROGATE:
            yield _PIECES[(byte - 0x80) % len(_PIECES)]
        else:
            yield chr(0x500 + number % 0x300)
            at += 2


def bytes_of(text: str) -> bytes:
    """Bytes that stand for `text`: what a file of a real kind holds, as a seed."""
    pieces = {piece: 0x80 + number for number, piece in reversed(list(enumerate(_PIECES))) if len(piece) == 1}
    coded = (
        bytes([ord(char)])
        if char < "\x80"
        else bytes([pieces[char]])
        if pieces.get(char, _MISS) < _MISS
        else bytes([_POINT]) + ord(char).to_bytes(3, "big")
        for char in text
    )
    return b"".join(coded)


def seeds(seed: int = 1) -> Iterator[bytes]:
    """Bytes to begin with: each example of each pack, and a few of them mixed."""
    chance = random.Random(seed)
    for number in range(0, len(examples()), 3):
        yield b"".join(bytes([_EXAMPLE]) + (number + k).to_bytes(2, "big") + b"\n" for k in range(3))
    for _ in range(200):
        yield b"".join(
            bytes([chance.choice((_LITERAL, _EXAMPLE, _MISS, _TIMES)), chance.randrange(256), chance.randrange(256)])
            + chance.randbytes(chance.randrange(8))
            for _ in range(chance.randrange(1, 8))
        )
