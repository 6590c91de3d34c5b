"""The normal form in which lines of a page are compared with templates.

It is coarser than the folded view: ئ is ي and ؤ is و, thousands separators go, and signs are spaces unless they count.
"""

from __future__ import annotations

import re

from msgspec import Struct

from arlint.text.chars import WORD_BYTES, encode
from arlint.text.fold import fold

#: Signs that mean something in a line: a field mark, a label's colon, a breadcrumb's slash. Others are decoration.
SIGNS = b"*:|[]#/" + encode("\u00a9")
#: The byte of arrows, squares and emoji, and the bullet: between a label and its value they do what a colon does.
PICTURES = b"\x01" + encode("\u2022")
#: ئ and ؤ as ي and و, which many sites write for them.
HAMZA = bytes.maketrans(encode("ئؤ"), encode("يو"))


def _table(kept: bytes) -> bytes:
    """A translation that leaves word characters and `kept`, and makes a space of everything else."""
    return bytes(b if b in WORD_BYTES or b in kept else 0x20 for b in range(256)).translate(HAMZA)


#: Translation of the folded view to the loose normal form, runs of spaces aside.
LOOSE = _table(b"")
#: The same that leaves the ends of lines.
LOOSE_LINES = _table(b"\n")
#: Separators of label and value, and of breadcrumb steps; an ellipsis stands here as `~`.
_SEPARATORS = b':|/<>~"-'
_SIGNED = _table(SIGNS + _SEPARATORS)
_COUNTED = _table(SIGNS)
#: The Arabic thousands separator.
_MARK = encode("\u066c")
# It begins with the digit, for which the engine skips ahead as it does not for a look behind.
_THOUSANDS = re.compile(rb"(\d)[.," + re.escape(_MARK) + rb"](?=\d{3}(?!\d))")
_ELLIPSIS = encode("\u2026")
_DOTS = re.compile(rb"\.\.+|" + re.escape(_ELLIPSIS))
SIGN = re.compile(b"([" + re.escape(SIGNS + _SEPARATORS) + b"])")
#: What tells the signed form of a line from the loose one.
_PARTING = SIGNS + _SEPARATORS + b"." + _ELLIPSIS
#: · or › between words: in the folded view it is a letter of Latin-1, here a picture.
_DOT, _PICTURE = b" \x05 ", b" \x01 "
#: What decorates a line at its ends.
_AROUND = PICTURES + b" \r"
_COLONS = bytes.maketrans(PICTURES, b"::")
_DIGITS = re.compile(rb"\d+")
_NO_DIGITS = bytes(set(range(256)).difference(b"0123456789"))


class Normal(Struct, frozen=True):
    """A line in normal form: `loose` has words only, `count` of them; `raw` is the line of the folded view."""

    raw: bytes
    loose: bytes
    count: int

    @property
    def numberless(self) -> bytes:
        """`loose` with each number as 0."""
        return _DIGITS.sub(b"0", self.loose)

    @property
    def signed(self) -> bytes:
        """The words and the signs between them, all parted by single spaces."""
        if len(self.raw.translate(None, _PARTING)) == len(self.raw):
            return self.loose
        return self._signed(self.raw)

    @property
    def forms(self) -> tuple[bytes, ...]:
        """The ways to read the signs of a line: as they are, quotation marks as none, and arrows as colons.

        A quotation mark may be the arrow of a breadcrumb, or no more than that; » alone is no quotation mark.
        """
        forms = [signed := self.signed]
        if b'"' in signed:
            forms.append(b" ".join(signed.replace(b'"', b" ").split()))
        bare = self.raw.strip(_AROUND)
        arrowed = bare.translate(_COLONS)
        if arrowed.count(b'"') == 1:
            arrowed = arrowed.replace(b' " ', b" : ")
        if arrowed != bare:
            forms.append(self._signed(arrowed))
        return tuple(forms)

    @staticmethod
    def _signed(raw: bytes) -> bytes:
        text = _joined(raw)
        if b".." in text or _ELLIPSIS in text:
            text = _DOTS.sub(b" ~ ", text)
        text = text.translate(_SIGNED)
        return b" ".join(SIGN.sub(rb" \1 ", text).split())


def normal(raw: bytes) -> Normal:
    """The normal form of a line (or sentence) of the folded view."""
    raw = raw.replace(_DOT, _PICTURE)
    words = _joined(raw).translate(LOOSE).split()
    return Normal(raw, b" ".join(words), len(words))


def _joined(raw: bytes) -> bytes:
    """A line without separators of thousands."""
    return _THOUSANDS.sub(rb"\1", raw) if raw.translate(None, _NO_DIGITS) else raw


def normalise(text: str) -> bytes:
    """A piece of a template in loose normal form."""
    return normal(fold(text)).loose


def spaced(line: Normal) -> bytes:
    """The words of a template's text and those of its signs that count, all parted by single spaces."""
    return b" ".join(SIGN.sub(rb" \1 ", line.raw.translate(_COUNTED)).split())
