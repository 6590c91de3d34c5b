"""Posts of a forum: each begins with its date and its number, which rise by one from post to post."""

from __future__ import annotations

from arlint.packs.pages.page import Page, Taken
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.times import WHEN
from arlint.text import later

#: Lines below the rule above a signature, at most, and signs of such a rule.
SIGNATURE, RULE = 4, 8
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
    told_posts = False
    for place, (at, date, number) in enumerate(found):
        told = page.lines[at].text.raw.lstrip().startswith(b"#")
        beside = (found[n][2] - number for n in (place - 1, place + 1) if 0 <= n < len(found))
        if told or any(abs(step) == 1 for step in beside):
            _take_post(page, min(at, date), max(at, date))
            told_posts = True
    if told_posts:
        _take_signatures(page)


def _take_post(page: Page, first: int, last: int) -> None:
    """Take the lines `first` to `last`, and above them what the forum says of who posted."""
    while first and page.near(first, -1) and page.lines[first - 1].entries and not page.lines[first - 1].is_prose:
        first -= 1
    for line in page.lines[first : last + 1]:
        if line.number not in page.taken and line.entries:
            page.take(line, line.entries[-1])


def _take_signatures(page: Page) -> None:
    """Take what stands between a drawn line and the next line of the forum."""
    for at, line in enumerate(page.lines):
        drawn = line.text.raw.strip()
        if len(drawn) < RULE or drawn.strip(b"_"):
            continue
        for below in range(at + 1, min(at + 1 + SIGNATURE, len(page.lines))):
            taken = page.taken.get(page.lines[below].number)
            if taken and page.furniture.is_of_readers(taken.owner):
                for signed in page.lines[at:below]:
                    page.taken.setdefault(signed.number, Taken(taken.owner, sure=False))
                break


def _is_date(line: PageLine) -> bool:
    return len(line.text.loose) <= _LONG and line.has_words and _DATE.fullmatch(line.text.loose) is not None
