"""Characters that are no text at all: control characters, private use, what a decoder could not read."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later

_CONTROL = later.pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff]+")
#: Vertical tab, form feed, the four separators of ASCII, NEL and the separators of Unicode part lines.
_LINE_PARTS = later.pattern("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
#: A control character after one of these is the second byte of damaged UTF-8: the rules about that have it.
_MOJIBAKE = later.pattern(r"[\xc2-\xf4\u0637-\u063a\u20ac]\Z")
#: Quotation marks and dashes of the Windows code pages, read as Latin-1.
_SIGNS = {chr(byte): bytes((byte,)).decode("cp1252") for byte in (0x91, 0x92, 0x93, 0x94, 0x96, 0x97)}
_REPLACEMENT = later.pattern("\ufffd+(?:[ \u00a0.,:!-]{1,3}\ufffd+)*")
_PRIVATE = later.pattern("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
#: What Word writes for the bullets of its Symbol and Wingdings fonts.
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06c\uf06e\uf0a8\uf0d2", "•")


def controls(document: Document) -> Iterator[Hit]:
    """Control characters: a line break or space where they part words, else nothing."""
    text = document.text
    for found in _CONTROL.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if found[0][0] > "\x7f" and _MOJIBAKE.search(before):
            continue
        if found[0] in _SIGNS:
            yield Hit(start, end, (Edit(start, end, _SIGNS[found[0]]),))
            continue
        parted = _LINE_PARTS.search(found[0]) and before and after and not (before.isspace() or after.isspace())
        yield Hit(start, end, (Edit(start, end, "\n" if parted else ""),))


def replacements(document: Document) -> Iterator[Hit]:
    """Runs of U+FFFD, a run of words as one finding."""
    for found in _REPLACEMENT.finditer(document.text):
        before = document.text[max(0, found.start() - 1) : found.start()]
        if not "\xd8" <= before <= "\xdb":  # the first byte of an Arabic letter in UTF-8
            yield Hit(*found.span())


def private_use(document: Document) -> Iterator[Hit]:
    """Private-use characters: bullets of Word become bullets; icons, alone on a line or beside words, go."""
    for found in _PRIVATE.finditer(document.text):
        start, end = found.span()
        new = "".join(_BULLETS.get(char, "") for char in found[0])
        known = all(char in _BULLETS for char in found[0])
        yield Hit(start, end, (Edit(start, end, new),), Applicability.SAFE if known else Applicability.UNSAFE)
