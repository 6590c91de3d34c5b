"""Rows: the links of a menu, or the headlines of a ticker, that a page prints side by side with wide gaps between.

A table has wide gaps, too, and a verse: so a menu is a row of which half at least is known, and a ticker one of pieces
that are as long as headlines and, some of them, longer than any hemistich. Either counts outside the article only.
"""

from __future__ import annotations

from collections import Counter

from arlint.packs.pages.furniture import Entry, Furniture
from arlint.packs.pages.normal_form import Normal, normal
from arlint.packs.pages.tables import When
from arlint.text import later
from arlint.text.fold import fold

#: Pieces that make a row; words of a link; how many of the links must be known, and the share of them.
PIECES, LINK_WORDS, KNOWN, SHARE = 4, 4, 3, 0.5
#: Pieces that make a ticker; the words of a headline, the share of headlines, and the words of the longest at least.
TICKER, HEADLINE, HEADLINES, LONGEST = 5, range(3, 25), 0.75, 8

#: What may part the pieces, and what parts them.
WIDE = ("   ", "\t", "\u00a0\u00a0", "\u00a0 \u00a0")
_GAP = later.pattern(r"[ \u00a0]{3,}|[ \u00a0]*\t[ \t\u00a0]*")
#: How a piece of text ends, and no headline.
_ENDS = (b".", b",", b";", b":")
_LETTER = later.pattern(rb"[^0-9 ]")


def row(furniture: Furniture, text: str) -> list[Entry]:
    """The readings of a line as a row, none if it is none."""
    if not any(gap in text for gap in WIDE):
        return []
    pieces = [normal(fold(piece)) for piece in _GAP.split(text.strip())]
    if len(pieces) < PIECES:
        return []
    if _is_ticker(pieces):
        return [Entry(furniture.cards, When.EDGE, slotted=True)] if furniture.cards else []
    owner = _owner(furniture, pieces)
    return [Entry(owner, When.EDGE if furniture.is_menu(owner) else When.BESIDE, slotted=True)] if owner else []


def _is_ticker(pieces: list[Normal]) -> bool:
    headlines = [piece.count for piece in pieces if piece.count in HEADLINE and not piece.raw.endswith(_ENDS)]
    return len(pieces) >= TICKER and len(headlines) >= HEADLINES * len(pieces) and max(headlines) >= LONGEST


def _owner(furniture: Furniture, pieces: list[Normal]) -> str:
    """The rule that knows most of the links, where enough of them are known; numbers and dates are cells of tables."""
    if any(piece.count > LINK_WORDS for piece in pieces):
        return ""
    owners: Counter[str] = Counter()
    known = 0
    for piece in pieces:
        found = {entry.owner for entry in furniture.read(piece) if _is_link(furniture, entry)}
        if found and _LETTER.search(piece.loose):
            known += 1
            owners.update(found)
    return owners.most_common(1)[0][0] if known >= max(KNOWN, SHARE * len(pieces)) else ""


def _is_link(furniture: Furniture, entry: Entry) -> bool:
    return (furniture.is_menu(entry.owner) or furniture.is_of_readers(entry.owner)) and not (
        entry.open or entry.report or entry.hosts
    )
