"""Teasers of other articles: a headline, a sentence that is cut off, a date or a link, again and again.

A page prints them under its article and beside it. What tells them from text is the rhythm: lines that are certain
(منذ يوم واحد، اقرأ المزيد، اضف تعليق) at equal distances, and before each of them a sentence that ends with dots, or a
headline alone. `اقرأ المزيد` is often followed by the headline that stands above it. A headline that such a list holds
is the same link elsewhere on the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, pairwise

from arlint.packs.pages.normal_form import normal
from arlint.packs.pages.page import Page, Taken
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.recurring import HEADLINE, LEAD_WORDS, LINKED_WITHIN, headlines, is_cut, is_text, titles
from arlint.text import later

#: Teasers in a row, at least; lines from one closing line to the next, of equal distances and of others.
CARDS, STEP, ANY_STEP = 3, range(2, 6), range(3, 10)
#: Lines from one link to the next of the same words that a page repeats.
STEPS = range(2, 13)
#: Words of the sentence that is cut off, at least, and of a headline that reads as a sentence, at most.
CUT_WORDS, SHORT = 6, 12
#: Headlines in a row that have nothing but a closing line between them.
LISTED = 4
#: Lines below two headings that make them one list, and headings of a page that are compared.
SAME, MOST_HEADINGS = 2, 12

_DIGITS = later.pattern(rb"\d+")


def take_cards(page: Page) -> None:
    """Take the teasers, where a rule says that they are its own."""
    owner = page.furniture.cards
    if not owner or not page.taken:
        return
    _take_links(page)
    closing: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(page.lines):
        if line.number in page.taken:
            closing[page.taken[line.number].owner].append(at)
    found = [run for ats in closing.values() for run in chain(_mixed(page, ats), _listed(page, ats))]
    found += _rows(page)
    links: set[bytes] = set()
    for at in sorted({at for run in found for at in run}):
        line = page.lines[at]
        if line.number not in page.taken:
            page.taken[line.number] = Taken(owner, sure=False)
            links.add(line.text.loose)
    if links:
        _take_again(page, owner, links)


def _take_links(page: Page) -> None:
    """A link with the headline above it: `اقرأ المزيد` and a question, which is no headline by itself."""
    lines = page.lines
    for at, line in enumerate(lines):
        if not line.is_prose or line.number in page.taken or line.text.count not in HEADLINE:
            continue
        words = line.text.loose.split(b" ", LEAD_WORDS)
        for lead in range(1, len(words)):
            rest = b" ".join(words[lead:])
            if any(other.text.loose == rest for other in lines[max(at - LINKED_WITHIN, 0) : at]):
                entries = page.furniture.read(normal(b" ".join(words[:lead])))
                entry = next((entry for entry in reversed(entries) if not entry.report and not entry.hosts), None)
                if entry is not None:
                    page.take(line, entry)
                break


def take_closing(page: Page) -> None:
    """The link that ends each teaser, which alone might be a heading: the same words again and again at one distance.

    Below a link stands the next teaser or nothing of the text, below a heading a paragraph.
    """
    closing, places = page.furniture.closing, defaultdict[bytes, list[int]](list)
    for at, line in enumerate(page.lines):
        if any(entry.owner in closing for entry in line.entries) and not (line.is_prose or line.is_lead):
            places[line.text.loose].append(at)
    for ats in places.values():
        row: list[int] = []
        for at in [*ats, -1]:
            if len(row) > 1 and at - row[-1] != row[1] - row[0]:
                _take_closing(page, row)
                row = row[-1:]
            row.append(at)


def _take_closing(page: Page, row: list[int]) -> None:
    below = (page.near(at, 1) for at in row)
    if len(row) < CARDS or row[1] - row[0] not in STEPS or any(line and is_text(line) for line in below):
        return
    for at in row:
        line = page.lines[at]
        if line.number not in page.taken:
            entry = next(entry for entry in line.entries if entry.owner in page.furniture.closing)
            page.take(line, entry)


def take_same_lists(page: Page) -> None:
    """Lists of links that a page shows twice: the same lines below two headings."""
    lines = page.lines
    headings = [at for at, line in enumerate(lines) if page.is_list_heading(at)]
    for one, other in combinations(headings[:MOST_HEADINGS], 2):
        same = 0
        while (
            one + same + 1 < other
            and other + same + 1 < len(lines)
            and lines[one + same + 1].text.loose == lines[other + same + 1].text.loose
            and lines[one + same + 1].text.count in HEADLINE
        ):
            same += 1
        if same < SAME:
            continue
        for heading in (one, other):
            owner = page.taken[lines[heading].number].owner
            for at in range(heading + 1, heading + same + 1):
                if lines[at].number not in page.taken:
                    page.taken[lines[at].number] = Taken(owner, sure=False, heading=lines[heading].number)
            page.taken[lines[heading].number] = Taken(owner, sure=False, heading=lines[heading].number)


def _take_again(page: Page, owner: str, links: set[bytes]) -> None:
    """Headlines of teasers at other places of the page, where they are not its own."""
    own = titles(page.lines, page.title)
    first = next((at for at, line in enumerate(page.lines) if line.number not in page.taken and is_text(line)), -1)
    mine = set(headlines(page.lines, own, first)) if first >= 0 else set()
    for at, line in enumerate(page.lines):
        if line.number in page.taken or at in mine or line.text.count not in HEADLINE:
            continue
        if line.text.loose in links and line.text.loose not in own:
            page.taken[line.number] = Taken(owner, sure=False)


def _mixed(page: Page, ats: list[int]) -> Iterator[range]:
    """Teasers of several lines that need not be equally many, each with a sentence that is cut off, and no other."""
    for row in _chains(ats, lambda a, b: b - a in ANY_STEP and _is_teaser(page.lines[a + 1 : b])):
        step = row[1] - row[0]
        start = max(row[0] + 1 - step, 0)
        if not _is_teaser(page.lines[start : row[0]]):
            start = row[0] + 1
        if len(row) - 1 + (start <= row[0]) >= CARDS:
            yield range(start, row[-1] + 1)


def _is_teaser(lines: Iterable[PageLine]) -> bool:
    """Whether lines hold a sentence that is cut off, and none that is whole."""
    lines = list(lines)
    return any(map(_is_excerpt, lines)) and not any(is_text(line) and line.text.count > SHORT for line in lines)


def _listed(page: Page, ats: list[int]) -> Iterator[range]:
    """Headlines with nothing but a date and the like below each, in the same words."""
    lines = page.lines

    def follows(one: int, other: int) -> bool:
        same = _form(lines[one]) == _form(lines[other])
        return same and other - one == STEP.start and _is_headline(page, one + 1)

    for row in _chains(ats, follows):
        start = row[0] - 1 if row[0] and _is_headline(page, row[0] - 1) else row[0]
        if len(row) >= LISTED and _DIGITS.search(lines[row[0]].text.loose):
            yield range(start, row[-1] + 1)


def _is_headline(page: Page, at: int) -> bool:
    line = page.lines[at]
    return line.text.count in HEADLINE and not is_text(line) and line.number not in page.taken


def _form(line: PageLine) -> bytes:
    return line.text.numberless


def _chains(ats: list[int], follows: Callable[[int, int], bool]) -> Iterator[list[int]]:
    """The longest runs of places each of which follows on the one before; two places or more."""
    row: list[int] = ats[:1]
    for one, other in pairwise(ats):
        if follows(one, other):
            row.append(other)
            continue
        if len(row) > 1:
            yield row
        row = [other]
    if len(row) > 1:
        yield row


def _rows(page: Page) -> Iterator[range]:
    """The lines of each row of teasers at equal distances."""
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
    return not any(line.number in page.taken for line in lines) and any(map(_is_excerpt, lines))


def _is_excerpt(line: PageLine) -> bool:
    return line.text.count >= CUT_WORDS and is_cut(line)
