"""Vowel marks that are doubled, contradict each other, stand where they cannot, or have no letter to stand on.

A document is mapped to a byte a character (letter, vowel, shadda, …), where the defects are short strings to look
for: vocalised text, which is nothing but marks, costs no more than any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from ahocorasick_rs import BytesAhoCorasick

from arlint.checks.places import positions
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later, search
from arlint.text.chars import LETTERS, MARKS, SISTER_LETTERS, TATWEEL, RareClass, encode
from arlint.text.marks import is_among_vowels
from arlint.text.words import strip_marks

_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0652"  # the three tanwin, the three short vowels, sukun
_SHADDA = "\u0651"
_FATHATAN, _FATHAS = "\u064b", "\u064e\u064e"
_LETTERS = frozenset(LETTERS)
_ORDERED = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650")
_NAMES = {
    "v": encode(_VOWELS),
    "s": encode(_SHADDA),
    "L": encode(LETTERS + SISTER_LETTERS + "\u0671" + TATWEEL) + bytes([RareClass.ARABIC, RareClass.PRESENTATION]),
    # Other carriers: dagger alef, rarer marks, a dotted circle.
    "o": encode("\u0670\u200c\u200d") + bytes([RareClass.MARK, RareClass.OTHER]),
}


def _table(names: dict[str, bytes]) -> bytes:
    table = bytearray(b"." * 256)
    for name, chars in names.items():
        for byte in chars:
            table[byte] = ord(name)
    return bytes(table)


_TABLE = _table(_NAMES)
#: The same with names for tanwin, sukun, alef and alef maksura.
_FINE_NAMES = {"t": encode("\u064b\u064c\u064d"), "n": encode("\u0652"), "A": encode("\u0627"), "Y": encode("\u0649")}
_FINE = _table(_NAMES | _FINE_NAMES)
_VOWEL = "vtn"
#: A vowel before its shadda is a matter of order only: a defect where the other order is there, too.
_REVERSED = (b"vs", b"ts")
_OTHER_ORDER = (b"sv", b"st")
#: Doubled vowels, and a shadda between two or with a sukun; a vowel between two shaddas.
_ODD = (
    *(f"{one}{other}".encode() for one, other in product(_VOWEL, _VOWEL)),
    *(f"{one}s{other}".encode() for one, other in product(_VOWEL, _VOWEL)),
    *(f"s{vowel}s".encode() for vowel in _VOWEL),
    b"ss", b"sn",
)  # fmt: skip
_DEFECTS = (
    *_REVERSED, *_ODD, *(f".{mark}".encode() for mark in _VOWEL + "s"), b"tL", b"tAL", b"tAA", b"tAY",
)  # fmt: skip
_ODD_RUNS = frozenset(map(_DEFECTS.index, _ODD))
_AUTOMATON = BytesAhoCorasick(_DEFECTS)
_LONGEST = max(map(len, _DEFECTS))
_RUN = later.pattern(b"[vs]{2,}")
_BASELESS = later.pattern(rb"(?<![Lvso])[vs]+")
_TANWIN_INSIDE = later.pattern("[\u064b-\u064d](?!\u0627(?![\u0621-\u064a])|\u0649)(?=[\u0621-\u064a]{1,9})")
_TANWIN = "\u064b\u064c\u064d"
_ITS_ALEF = later.pattern("\u0627(?![\u0621-\u064a])")
_LONE_ALEF = later.pattern(" (?=\u0627(?![\u0621-\u064a]))")
_OPENING, _CLOSING = "([{\"'«“‘:", ")]}\"'»”’"
_ANY_MARK = later.pattern("[\u064b-\u0652]")
_AROUND, _VOCALISED = 20, 0.3  # code points on either side, and the share of marks in vocalised text
_COMPOSED = later.pattern("[\u0627\u0648\u064a\u06d5\u06c1\u06d2][\u0653-\u0655]")
_QURANIC = later.pattern("[\u0671\u06d6-\u06ed\u08d3-\u08ff]")
#: Letters with their hamza apart, as in a text that has all of them apart. Editions of the Quran have not, and write a
#: madda on an alef for its length.
_APART = later.pattern("[\u0627\u0648\u064a][\u0654\u0655]")


@lru_cache(maxsize=2)
def _shape(encoded: bytes) -> bytes:
    """The map of a document; several rules in a row ask for the same one."""
    return encoded.translate(_TABLE)


def defective(document: Document) -> bool:
    """Whether a document may have anything for these rules, all in one look: most texts with marks have nothing."""
    shape = document.encoded.translate(_FINE)
    found = _defects(document)
    if not found:
        return shape[:1] in (b"v", b"t", b"n", b"s")
    return max(found) >= len(_REVERSED) or any(order in shape for order in _OTHER_ORDER)


def _defects(document: Document) -> set[int]:
    """The numbers of the `_DEFECTS` that stand in a document."""
    known = document.shared.get(_DEFECTS)
    if known is None:
        shape = document.encoded.translate(_FINE)
        known = document.shared[_DEFECTS] = {hit[0] for hit in search.hits(_AUTOMATON, shape, _LONGEST)}
    found: set[int] = known
    return found


def doubled(document: Document) -> Iterator[Hit]:
    """The same mark twice on one letter; one of them goes. Two fathas on a word's last alef are its tanwin: أهلاََ."""
    text = document.text
    for start, end in _runs(document):
        run = text[start:end]
        once = "".join(dict.fromkeys(run))
        if run == _FATHAS and text[start - 1 : start] == "ا" and text[end : end + 1] not in _LETTERS:
            once = _FATHATAN
        if once != run:
            yield Hit(start, end, (Edit(start, end, once),))


def contradicting(document: Document) -> Iterator[Hit]:
    """Two different vowels on one letter, or a sukun under a shadda."""
    for start, end in _runs(document):
        marks = set(document.text[start:end])
        if len(marks - {_SHADDA}) > 1 or marks >= {_SHADDA, "\u0652"}:
            yield Hit(start, end)


def _runs(document: Document) -> Iterator[tuple[int, int]]:
    """Runs of marks that hold more than a shadda and a vowel."""
    if _ODD_RUNS.isdisjoint(_defects(document)):
        return
    shape = _shape(document.encoded)
    for found in _RUN.finditer(shape):
        if found[0] not in (b"vs", b"sv") or "\u0652" in document.text[found.start() : found.end()]:
            yield found.span()


#: What old prints put on a number: ١ً is أولا, 25َ minutes of arc.
_ON_NUMBERS = frozenset((_FATHATAN, "\u064e"))


def without_base(document: Document) -> Iterator[Hit]:
    """Marks after a space, which belong to the word before it, and marks at a word's head, which belong nowhere."""
    text = document.text
    shape = _shape(document.encoded)
    for found in _baseless(shape):
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        opening, closing = text[max(0, start - 4) : start].rstrip()[-1:], text[end : end + 4].lstrip()[:1]
        if opening and closing and opening in _OPENING and closing in _CLOSING:
            continue  # the mark itself is spoken of
        lo = start
        while lo and text[lo - 1] in " \u00a0":
            lo -= 1
        marks = text[start:end]
        if marks in _ON_NUMBERS and text[lo - 1 : lo].isdigit():
            continue
        joined = lo < start and lo and (text[lo - 1].isalpha() or unicodedata.combining(text[lo - 1]))
        if joined:
            # `واسعا ًفي`: the mark changes places with the space; `شاعرا ً و`: the space before it goes.
            # `جد ًا`: the alef that carries a fathatan belongs to the same word.
            apart = text[lo:start] if after.isalpha() and not _ITS_ALEF.match(text, end) else ""
            if _LONE_ALEF.match(text, end):
                end += 1  # `مستقبل ً ا`
            # A short vowel between two spaces may have stood in the midst of a word that a tokeniser cut.
            certain = bool(apart) or marks[-1] in _TANWIN
            yield Hit(lo, end, (Edit(lo, end, marks + apart),), Applicability.UNSAFE, clean=certain)
        elif before.isascii() and before.isalnum():
            yield Hit(start, end)
        else:
            yield Hit(start, end, (Edit(start, end, ""),), Applicability.UNSAFE)


def _baseless(shape: bytes) -> Iterator[re.Match[bytes]]:
    """The runs of marks in the map of a document that have nothing to stand on."""
    heads = {at + 1 for pair in (b".v", b".s") for at in search.places(shape, pair)}
    for at in sorted({0, *heads}):
        if found := _BASELESS.match(shape, at):
            yield found


def tanwin_inside(document: Document) -> Iterator[Hit]:
    """A tanwin that is not at its word's end, where it cannot be read."""
    text = document.text
    for at in positions(document, _TANWIN):
        # In Quranic spelling a small letter may follow; marks of the same letter come first in some orders.
        if _TANWIN_INSIDE.match(text, at) and not _is_amr(text, at):
            yield Hit(at, at + 1)


#: The name whose و is only written: its tanwin stands on the letter before.
_AMR, _SILENT_WAW = later.pattern(rf"(?<![{LETTERS}])[وف]?[بكل]?عمر\Z"), later.pattern(rf".و(?![{LETTERS}{MARKS}])")
_LONGEST_AMR = 14  # code points with their marks


def _is_amr(text: str, at: int) -> bool:
    if not _SILENT_WAW.match(text, at):
        return False
    return _AMR.search(strip_marks(text[max(0, at - _LONGEST_AMR) : at])) is not None


def order(document: Document) -> Iterator[Hit]:
    """Shadda and vowel in the order that the document uses less, where it uses both."""
    text = document.text
    places = [at for at in positions(document, _SHADDA) if text[at] == _SHADDA]
    ones = [(at, at + 2) for at in places if text[at + 1 : at + 2] in _ORDERED]
    others = [(at - 1, at + 1) for at in places if text[at - 1 : at] in _ORDERED]
    if not ones or not others:
        return
    for start, end in min((ones, others), key=len):
        around = text[max(0, start - _AROUND) : end + _AROUND]
        if len(_ANY_MARK.findall(around)) > _VOCALISED * len(around):
            continue  # a verse or poem, copied with its own order
        yield Hit(start, end, (Edit(start, end, text[start:end][::-1]),))


def decomposed(document: Document) -> Iterator[Hit]:
    """A letter and a combining hamza or madda that Unicode has as one letter; not in Quranic spelling."""
    text = document.text
    told: dict[int, tuple[bool, bool]] = {}  # by line: one may be long, and its letters many
    for found in _COMPOSED.finditer(text):
        start, end = found.span()
        number = document.line_number(start)
        if number not in told:
            line = document.lines[number].start, document.lines[number].end
            told[number] = _QURANIC.search(text, *line) is not None, _APART.search(text, *line) is not None
        quranic, apart = told[number]
        new = unicodedata.normalize("NFC", found[0])
        verse = not apart and (_ANY_MARK.match(text, start - 1) or is_among_vowels(text, start, end))
        if new != found[0] and not quranic and not verse:
            yield Hit(start, end, (Edit(start, end, new),))
