"""The head of a page: the menu above its headline, of which no rule knows more than a line or two.

Every site has sections of its own (كتابات، فضاء الإعلام، عمادة القبول), so a menu is told by where it stands: from the
first line of the page on, short lines in a row, a link among them that every site has, and the headline below. A text
without prose has no head, and a poem no links.
"""

from __future__ import annotations

from collections.abc import Sequence

from arlint.packs.pages.kept import is_labelled
from arlint.packs.pages.page import Page, Taken
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.recurring import HEADLINE, WHOLE
from arlint.packs.pages.tables import When

#: Links of a menu that are known, at least; one that is certain is enough.
KNOWN = 2
#: Lines from one known link to the next, or from the top of the page to the first.
STEP = 9
#: Lines of a menu with one link that is known, which has two words, and of one without any on a page of a site.
LINES = 4
#: Words of the lines of such a menu on average, at most, and lines of other rules that make the page one of a site.
SHORT, SITE = 2, 3
#: Words of the first line from which on it may be the title of the page.
TITLE = 3
#: Words of a headline below a link that begins menus and breadcrumbs, and lines between them at most.
BELOW, CRUMBS = 4, 12


def take_head(page: Page, first: int) -> None:
    """The menu above the headline; `first` is the first line of prose."""
    lines = page.lines
    headline = next((at for at in reversed(range(first)) if _may_be_headline(page, at)), 0)
    top = next((at for at in range(headline) if not _may_be_link(page, at)), headline)
    known: list[int] = []
    for at in range(top):
        if at - (known[-1] if known else -1) > STEP:
            break
        if _is_known(page, at):
            known.append(at)
    if known and _is_menu(page, known):
        _take(page, range(1 if lines[0].text.count >= TITLE else 0, known[-1]), known)
        steps = range(known[-1] + 1, top)
        begins = _begins(page, lines[known[-1]]) and len(steps) <= CRUMBS
        if begins and _may_be_headline(page, top) and lines[top].text.count >= BELOW:
            _take(page, steps, known)
    else:
        _take_sections(page, top)


def _take_sections(page: Page, top: int) -> None:
    """The names of sections alone, on a page that is one of a site by what else stands on it."""
    owner, lines = page.furniture.sections, page.lines[:top]
    if not owner or top < LINES or not _may_be_headline(page, top) or page.lines[top].text.count < WHOLE:
        return
    if sum(line.text.count for line in lines) > SHORT * len(lines) or not all(map(_may_be_section, lines)):
        return
    others = [found.owner for number, found in page.taken.items() if number > lines[-1].number]
    if len(others) >= SITE and len(set(others)) > 1:
        for line in lines:
            page.taken[line.number] = Taken(owner, sure=False)


def _may_be_section(line: PageLine) -> bool:
    return line.has_words and not line.is_fact and not line.text.raw.rstrip().endswith((b"!", b":", b")"))


def _take(page: Page, places: range, known: Sequence[int]) -> None:
    """Take the links that are known and the lines at `places`, which belong to the rule of the last known one."""
    for at in known:
        if page.lines[at].number not in page.taken:
            page.take(page.lines[at], page.lines[at].entries[-1])
    owner = page.taken[page.lines[known[-1]].number].owner
    for at in places:
        line = page.lines[at]
        if line.number not in page.taken:
            page.taken[line.number] = Taken(line.entries[-1].owner if line.entries else owner, sure=False)


def _is_menu(page: Page, known: Sequence[int]) -> bool:
    """Whether known links make a menu: one is certain, or there are several, of different rules or one taken."""
    lines = [page.lines[at] for at in known]
    if any(_is_certain(page, line) for line in lines):
        return True
    if known[-1] + 1 >= LINES and any(line.text.count > 1 for line in lines):
        return True
    taken = any(line.number in page.taken for line in lines)
    owners = {entry.owner for line in lines for entry in line.entries[-1:]}
    return len({line.text.loose for line in lines}) >= KNOWN and (taken or len(owners) > 1)


def _is_certain(page: Page, line: PageLine) -> bool:
    """Whether a link stands at the head of pages and nowhere else: الرئيسية, a breadcrumb, a link to the text."""
    return bool(line.certain and line.number in page.taken) or _begins(page, line)


def _begins(page: Page, line: PageLine) -> bool:
    """Whether a link begins menus and breadcrumbs."""
    return any(e.when in (When.HEAD, When.LABEL) and page.furniture.is_above(e.owner) for e in line.entries)


def _is_known(page: Page, at: int) -> bool:
    """Whether a rule whose lines stand above headlines knows a line."""
    line, above = page.lines[at], page.furniture.is_above
    taken = page.taken.get(line.number)
    if not page.is_known(at) or line.shape or (taken and taken.report):
        return False
    return any(above(entry.owner) for entry in line.entries)


def _may_be_link(page: Page, at: int) -> bool:
    line = page.lines[at]
    if line.number in page.taken:
        return True
    if at and page.near(at, -1) is None:
        return False
    return page.is_short(line) and not (
        line.is_prose or line.is_question or is_labelled(line) or at in page.stated or page.is_item(at)
    )


def _may_be_headline(page: Page, at: int) -> bool:
    line = page.lines[at]
    return (
        line.text.count in HEADLINE and line.has_words and not (line.entries or line.shape or line.number in page.taken)
    )
