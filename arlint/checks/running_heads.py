"""Running heads and numbers of pages: what each page of a book or report prints above its text or below it.

Text taken from a PDF has them between its lines. A bare number may head a chapter, a stanza or a question as well, so
numbers count only where they rise by one, as much text as fills a page stands between them, lines that repeat stand
beside most of them, and a sentence goes on behind one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later

#: Numbers in a row, each one more than the last, at least; the share of them that have a running head beside them, and
#: how often each such head stands, as left and right pages and chapters have their own.
PAGES, SHARE, TWICE = 3, 0.75, 2
#: Words of a running head; of a line in which a sentence is cut, at least, as a verse is shorter; of a page on average.
HEAD, LINE, WORDS = range(2, 16), 9, 50

#: A number alone on its line, in the folded view, where this runs on every text, and in the text: 12, - 12 -, صفحة 12.
_BARE = later.pattern(rb"\n[^\n\d]{0,8}\d{1,4}[^\n\w]{0,4}(?=\n|\Z)")
_NUMBER = later.pattern(r"[\s\u200e\u200f\-–—|\[(•]*(?:صفحة|ص\.?)?\s*(\d{1,4})[\s\u200e\u200f\-–—|\])•]*")
_CLOSED = tuple('.؟!?:؛;…»"”)]}')
_DIGITS = later.pattern(r"\d+")
_GOES_ON = later.pattern(r"\s*[ء-ي]{2}")


def find(document: Document) -> Iterator[Hit]:
    """The numbers of pages and the running heads beside them."""
    if sum(1 for _ in _BARE.finditer(document.folded.view)) < PAGES:
        return
    inked = [line for line in document.lines if document.text[line.start : line.end].strip()]
    texts = [document.text[line.start : line.end] for line in inked]
    for row in _rows(texts):
        for at in _page_ends(texts, row):
            line = inked[at]
            yield Hit(line.start, line.end, (Edit(line.start, min(line.end + 1, len(document.text)), ""),))


def _rows(lines: Sequence[str]) -> Iterator[list[int]]:
    """Numbers alone on their lines, each one more than the last, text between them."""
    rows: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if number := _NUMBER.fullmatch(line):
            value = int(number[1])
            row = rows.pop(value, [])
            rows[value + 1] = [*row, at] if not row or at - row[-1] > 1 else [at]
    yield from (row for row in rows.values() if len(row) >= PAGES)


def _page_ends(lines: Sequence[str], row: Sequence[int]) -> list[int]:
    """The numbers of `row` with the running heads beside them, if they are numbers of pages."""
    if sum(len(line.split()) for line in lines[row[0] : row[-1]]) < WORDS * (len(row) - 1):
        return []
    found = list(row)
    for step in (-1, 1):
        beside = {
            at + step: " ".join(_DIGITS.sub("0", lines[at + step]).split()) for at in row if 0 <= at + step < len(lines)
        }
        times = Counter(key for key in beside.values() if len(key.split()) in HEAD)
        heads = [at for at, key in beside.items() if times[key] >= TWICE]
        found += heads if len(heads) >= max(PAGES, SHARE * len(row)) else []
    if len(found) == len(row) or not any(_is_cut(lines, at, frozenset(found)) for at in row):
        return []
    return sorted(set(found))


def _is_cut(lines: Sequence[str], at: int, ends: frozenset[int]) -> bool:
    """Whether a sentence goes on behind the number at `at`."""
    before = next((n for n in range(at - 1, -1, -1) if n not in ends), None)
    after = next((n for n in range(at + 1, len(lines)) if n not in ends), None)
    if before is None or after is None:
        return False
    above = lines[before].rstrip()
    return len(above.split()) >= LINE and not above.endswith(_CLOSED) and bool(_GOES_ON.match(lines[after]))
