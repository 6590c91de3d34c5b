"""Quotation marks and brackets that are opened and not closed, or the reverse."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from arlint.checks.places import positions
from arlint.document import Document
from arlint.edits import apply
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import encode

_PAIRS = (("«", "»"), ("(", ")"), ("[", "]"))
#: What is no bracket: list numbers (`1)` `و2)` `أ)`), smileys, inches.
_LIST_NUMBER = later.pattern(
    r"(?:^|[\s(*])(?:و?[0-9\u0660-\u0669]{1,3}|[أ-ي]\u0640?|[a-zA-Z]|[ivx]{2,4})\Z", re.MULTILINE
)
#: A quotation that opens with the mirrored mark is in order here; PN008 speaks of it.
_REVERSED = later.pattern(r"(?:^|(?<=[\s(:\u0640]))»(?=\w[^«»\n]{0,120}»)", re.MULTILINE)
_SMILEY = later.pattern(r"[:;=xX8^][-'^]?\Z")
#: An interval that holds one of its ends or none, as either school writes it: [0، 1), [0، 1[, ]أ، ب].
_END = r"(?:[-+−–]? ?(?:[\d.٫]+|∞)|[أ-ي]|[a-zA-Z])"
_INTERVAL = later.pattern(rf"[\[(\]] ?{_END} ?[،,;؛] ?{_END} ?[\])\[]")
_CURLY = "“”"


def find(document: Document) -> Iterator[Hit]:
    """Places where a quotation mark or bracket has no partner.

    A quotation may run over paragraphs, each of which may open it again: what a later paragraph closes is not
    unbalanced. A text with many loose ends has another habit (or is damaged beyond locating) and is left alone.
    """
    if document.kind == "plain" and _is_balanced(document.encoded):
        return
    text = document.text
    pairs: tuple[tuple[str, str], ...] = _PAIRS
    if document.kind != "plain":
        # What is left of a link without its target is half a bracket.
        text, pairs = _without(text, document.regions), tuple(pair for pair in _PAIRS if pair != ("[", "]"))
    text = _plain(text, _places(document, text, "»"))
    loose: list[int] = []
    for opener, closer in pairs:
        if text.count(opener) != text.count(closer):
            loose += _unpaired(text, opener, _places(document, text, opener + closer))
    for marks in ('"', _CURLY):
        if sum(map(text.count, marks)) % 2:
            loose += _odd(text, _places(document, text, marks))
    if len(loose) <= _MOST:
        for at in sorted(loose):
            yield Hit(at, at + 1)


def _places(document: Document, text: str, marks: str) -> Iterator[int]:
    """The places of `marks` in `text`, which is the document's with some characters blotted out."""
    return (at for at in positions(document, marks) if text[at] in marks)


def _plain(text: str, closing: Iterable[int]) -> str:
    """`text` without what only looks unbalanced: intervals, and quotations that open with a mirrored mark."""
    if "[" in text or "]" in text:
        text = _INTERVAL.sub(lambda found: " " * len(found[0]), text)
    reversed_ones = [at for at in closing if _REVERSED.match(text, at)]
    return apply(text, (Edit(at, at + 1, "«") for at in reversed_ones)) if reversed_ones else text


#: The marks as bytes of the encoded text, and all other bytes: without them hardly anything is left to count.
_PAIR_BYTES = tuple((encode(opener), encode(closer)) for opener, closer in _PAIRS)
_CURLY_BYTES = tuple(encode(mark) for mark in _CURLY)
_NO_MARKS = bytes(set(range(256)).difference(b'"', *_PAIR_BYTES[0], *_PAIR_BYTES[1], *_PAIR_BYTES[2], *_CURLY_BYTES))
_CLOSING = encode("»")
#: Where a mirrored mark may open a quotation.
_MAYBE_REVERSED = later.pattern(
    re.escape(encode("»")) + b"(?<=[" + re.escape(encode(" \t\r\n\u00a0\u2003(:\u0640")) + b"].)", re.DOTALL
)


def _is_balanced(encoded: bytes) -> bool:
    """Whether a look at the numbers of marks shows that all have partners; most texts end here."""
    marks = encoded.translate(None, _NO_MARKS)
    for opener, closer in _PAIR_BYTES:
        if marks.count(opener) != marks.count(closer):
            return False
    if marks.count(b'"') % 2 or sum(map(marks.count, _CURLY_BYTES)) % 2:
        return False
    return _CLOSING not in marks or not (encoded.startswith(_CLOSING) or _MAYBE_REVERSED.search(encoded))


def _without(text: str, regions: list[tuple[int, int]]) -> str:
    """`text` with spaces for what stands in `regions`."""
    pieces, at = [], 0
    for start, end in regions:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join((*pieces, text[at:]))


#: Loose ends in one text above which they are not reported one by one.
_MOST = 6


def _unpaired(text: str, opener: str, places: Iterable[int]) -> list[int]:
    """Openers that nothing closes, and closers that nothing opened: as many as decide whether they are reported."""
    open_at, loose = array("q"), array("q")  # a text may be nothing but brackets
    for at in places:
        if text[at] == opener:
            if _SMILEY.search(text, max(0, at - 2), at):
                continue
            # A paragraph that opens a quotation again goes on with it.
            if open_at and opener == "«" and _starts_paragraph(text, at):
                continue
            open_at.append(at)
        elif open_at:
            open_at.pop()
        elif not (opener == "(" and _is_no_bracket(text, at)):
            loose.append(at)
    return [*loose[: _MOST + 1], *open_at[: _MOST + 1]]


def _is_no_bracket(text: str, at: int) -> bool:
    before = max(0, at - 5)
    return bool(_LIST_NUMBER.search(text, before, at) or _SMILEY.search(text, before, at))


def _starts_paragraph(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t-–—":
        at -= 1
    return not at or text[at - 1] == "\n"


def _odd(text: str, places: Iterable[int]) -> list[int]:
    """The loose mark among marks that open and close alike, where one paragraph alone holds an odd number of them."""
    odd = []
    for paragraph in _by_paragraph(text, places):
        marks = [at for at in paragraph if not _is_inch(text, at)] if len(paragraph) % 2 else []
        if len(marks) % 2:
            odd.append(marks)
    if len(odd) != 1:
        return []
    loose = _break(text, odd[0])
    return [] if _is_opened_again(text, loose, odd[0][-1]) else [loose]


#: Behind the last mark of a paragraph, the next paragraph that begins with one.
_OPENED_AGAIN = later.pattern(r"[^\n\"“”]+\n\s*[\"“”](?=\w)")


def _is_opened_again(text: str, loose: int, last: int) -> bool:
    """Whether the `last` mark of a paragraph opens a quotation, and the next paragraph goes on with it."""
    return loose == last and _looks_opening(text, last) is True and _OPENED_AGAIN.match(text, last + 1) is not None


def _by_paragraph(text: str, places: Iterable[int]) -> Iterator[list[int]]:
    """`places` (ascending), those of a paragraph together."""
    paragraph: list[int] = []
    end = -1
    for at in places:
        if at > end:
            if paragraph:
                yield paragraph
            paragraph, end = [], text.find("\n", at)
            end = len(text) if end < 0 else end
        paragraph.append(at)
    if paragraph:
        yield paragraph


def _is_inch(text: str, at: int) -> bool:
    return text[at] == '"' and at > 0 and text[at - 1].isdigit()


def _break(text: str, places: list[int]) -> int:
    """Of an odd number of marks, the one where opening and closing stop taking turns."""
    opened: int | None = None
    for at in places:
        opens = _looks_opening(text, at)
        if opened is None:
            if opens is False:
                return at
            opened = at
        elif opens is True:
            return opened
        else:
            opened = None
    return opened if opened is not None else places[-1]


def _looks_opening(text: str, at: int) -> bool | None:
    """Whether a mark stands as one that opens, or closes; None where it may be either."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    left = before.isspace() or before in "([«:-–ـ"
    right = after.isspace() or after in ")]».،؛؟!,:"
    return None if left == right else left
