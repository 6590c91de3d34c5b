"""Posts of a forum: each begins with its date and its number, which rise by one from post to post."""

from __future__ import annotations

from arlint.packs.pages.page import Page
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.times import WHEN
from arlint.text import later

#: Bytes of a line that may be a date.
_LONG = 80

_DATE = later.pattern(WHEN.encode("latin-1"))


def take_posts(page: Page) -> None:
    """Take the dates and numbers of posts: `#4` below or above a date, or 1, 2, 3 each beside one."""
    found: list[tuple[int, int, int]] = []
    for at, line in enumerate(page.lines):
        if line.has_words or not line.text.loose.isdigit():
            continue
        date = next((at + step for step in (-1, 1) if (near := page.near(at, step)) and _is_date(near)), None)
        if date is not None:
            found.append((at, date, int(line.text.loose)))
    for place, (at, date, number) in enumerate(found):
        told = page.lines[at].text.raw.lstrip().startswith(b"#")
        beside = (found[n][2] - number for n in (place - 1, place + 1) if 0 <= n < len(found))
        if told or any(abs(step) == 1 for step in beside):
            _take_post(page, min(at, date), max(at, date))


def _take_post(page: Page, first: int, last: int) -> None:
    """Take the lines `first` to `last`, and above them what the forum says of who posted."""
    while first and page.near(first, -1) and page.lines[first - 1].entries and not page.lines[first - 1].is_prose:
        first -= 1
    for line in page.lines[first : last + 1]:
        if line.number not in page.taken and line.entries:
            page.take(line, line.entries[-1])


def _is_date(line: PageLine) -> bool:
    return len(line.text.loose) <= _LONG and line.has_words and _DATE.fullmatch(line.text.loose) is not None
