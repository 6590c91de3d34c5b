"""Teasers of other articles: a headline, a sentence that is cut off, a date or a link, again and again.

A page prints them under its article and beside it. What tells them from text is the rhythm: lines that are certain
(منذ يوم واحد، اقرأ المزيد) at equal distances, and before each of them a sentence that ends with dots.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.packs.page import Page, Taken
from arlint.text.chars import encode

#: Teasers in a row, at least; lines from one closing line to the next.
CARDS, STEP = 3, range(2, 6)
#: Words of the sentence that is cut off, at least.
CUT_WORDS = 6

_CUT = (b"..", encode("\u2026"))
_CLOSING = b' ")]\r\t'


def take_cards(page: Page) -> None:
    """Take the teasers, where a rule says that they are its own."""
    owner = page.furniture.cards
    for run in _rows(page) if owner else ():
        for at in run:
            line = page.lines[at]
            if line.number not in page.taken:
                page.taken[line.number] = Taken(owner, sure=False)


def _rows(page: Page) -> Iterator[range]:
    """The lines of each row of teasers."""
    closing = [at for at, line in enumerate(page.lines) if line.number in page.taken]
    row: list[int] = []
    for at in closing:
        step = at - row[-1] if row else 0
        owner = page.taken[page.lines[at].number].owner
        if (
            row
            and step in STEP
            and (len(row) == 1 or step == row[1] - row[0])
            and owner == page.taken[page.lines[row[0]].number].owner
            and _is_card(page, row[-1] + 1, at)
        ):
            row.append(at)
        else:
            yield from _row(page, row)
            row = [at]
    yield from _row(page, row)


def _row(page: Page, row: list[int]) -> Iterator[range]:
    if len(row) <= CARDS - 1:
        return
    step = row[1] - row[0]
    start = row[0] + 1 - step
    # The first teaser stands before the first closing line.
    whole = start >= 0 and _is_card(page, start, row[0])
    if len(row) - 1 + whole >= CARDS:
        yield range(start if whole else row[0] + 1, row[-1] + 1)


def _is_card(page: Page, start: int, end: int) -> bool:
    """Whether lines `start` to `end` are a teaser: none is taken, and one is a sentence that is cut off."""
    lines = page.lines[start:end]
    if any(line.number in page.taken for line in lines):
        return False
    return any(line.text.count >= CUT_WORDS and line.text.raw.rstrip(_CLOSING).endswith(_CUT) for line in lines)
