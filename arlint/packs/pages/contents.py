"""What a page says twice about itself: its title above its headline, a table of its contents above its headings.

The copy that the site made goes, with a number or the name of the site; the author's own stays, so no word is lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from arlint.packs.pages.normal_form import normal, normalise
from arlint.packs.pages.page import Page, Taken
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.site_name import MOST_WORDS, PARTS
from arlint.text import later

#: Words of a headline, at least, and lines below the title of the page among which it stands.
HEADLINE, TITLED_WITHIN = 3, 40
#: Headings that make a table of contents.
CONTENTS = 2
#: What stands above such a table where a site made it. A number in each line tells it from one that the author made.
_TITLES = frozenset(map(normalise, ("محتويات", "المحتويات", "محتويات المقال", "جدول المحتويات")))
#: The number before a heading in a table of contents.
_NUMBER = later.pattern(rb"\d{1,2}(?: \d{1,2})? ")


def take_title(page: Page) -> None:
    """The first line, where it is the headline with the name of the site behind it and the headline follows."""
    owner, lines = page.furniture.site, page.lines
    if not owner or lines[0].number in page.taken or lines[0].is_sentence:
        return
    parts = PARTS.split(lines[0].text.raw)
    name = normal(parts[-1])
    if len(parts) < 2 or not 0 < name.count <= MOST_WORDS:
        return
    headline = lines[0].text.loose[: -len(name.loose)].rstrip()
    if headline.count(b" ") + 1 < HEADLINE:
        return
    below = lines[1 : TITLED_WITHIN + 1]
    if any(line.text.loose == headline and line.number not in page.taken for line in below):
        page.taken[lines[0].number] = Taken(owner, sure=False)


def take_contents(page: Page) -> None:
    """Rows of lines below a line of furniture that all come again below, in the same order, with text between them."""
    lines = page.lines
    places: dict[bytes, list[int]] = {}
    for at, line in enumerate(lines):
        bare = line.text.raw.partition(b"[")[0]  # behind a heading a wiki prints [عدل]
        heading = normal(bare) if line.text.raw.endswith(b"]") and bare.strip() else line.text
        places.setdefault(heading.loose, []).append(at)
    for at in range(1, len(lines)):
        title = page.near(at, -1)
        above = page.taken.get(title.number) if title else None
        if title is None or lines[at].number in page.taken:
            continue
        named = above is None and bool(title.entries) and title.text.loose in _TITLES
        if above is None and not named:
            continue
        row = _row(page, at, places)
        if named and not all(_NUMBER.match(line.text.loose) for line in row):
            continue
        if len(row) >= CONTENTS:
            owner = above.owner if above else title.entries[-1].owner
            for line in (title, *row) if named else row:
                page.taken[line.number] = Taken(owner, sure=False)


def _row(page: Page, start: int, places: dict[bytes, list[int]]) -> Sequence[PageLine]:
    """The lines from `start` on that head parts of the page below."""
    lines, row = page.lines, list[PageLine]()
    heading, first = start, len(page.lines)
    for at in range(start, len(lines)):
        if at >= first or lines[at].is_prose or not page.near(at, -1):
            break
        loose = lines[at].text.loose
        again = places.get(_NUMBER.sub(b"", loose, count=1), [])
        further = bisect_right(again, max(at, heading))
        if further == len(again) or (row and again[further] == heading + 1):
            break
        heading = again[further]
        first = min(first, heading)
        row.append(lines[at])
    return row if first < len(lines) and any(line.is_prose for line in lines[first : heading + 2]) else []
