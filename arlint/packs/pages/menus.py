"""Menus and what else a page prints twice or in rows: links, the numbers of pages, the name of the site.

Each function takes lines of a page that the rules know nothing of, because of the known lines around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from arlint.packs.pages.kept import is_labelled
from arlint.packs.pages.page import Page, Taken
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.recurring import again
from arlint.packs.pages.site_name import is_named, site_names
from arlint.text import later

#: How many different known lines make a menu, the share of them that must be known, and the steps from one known line
#: to the next.
MENU_KNOWN, MENU_SHARE, MENU_STEP = 4, 0.4, 8
#: Lines that a page repeats in the same order from which on they are a menu that it shows twice, and the known ones
#: among them.
TWICE, TWICE_KNOWN = 4, 2
#: Lines below the article that two lines of furniture have between them, at most, to be furniture; lines among which
#: none may tell that readers wrote them.
BETWEEN, READERS = 2, 2
#: The shape of a line that is one sign: an icon.
SIGN = "sign"
#: Words of a line from which on it is the text below the name of a section, though no full stop closes it.
TEXT_WORDS = 8
#: Words of the name of a section.
SECTION_WORDS = 6
#: Lines between two places of a link that head and foot share, at least; steps from one such link to the next.
FAR, REPEATED_STEP = 12, 3
#: Numbers of pages in a row, each one more than the last, that make a pagination.
PAGES = 3
#: Lines between the numbers of pages and another link to a page, at most.
LINKS = 3
#: A link to the previous text, its headline, a link to the next, its headline; words of a link, and of a headline.
NEXT, LINK_WORDS, HEADLINE = 4, 2, range(3, 21)
#: Among how many first lines a motto that is a sentence is looked for, and its words at most.
MOTTO, MOTTO_WORDS = 3, 12
#: Digits of the number of a page, at most.
PAGE_DIGITS = 4

#: The number of its articles behind the name of a section.
_COUNT = later.pattern(rb"(?: \d+)+\Z")


def take_menus(page: Page) -> None:
    """Menus: short lines in a row of which many are known; those between them are sections of this site."""
    run: list[int] = []
    for at, line in enumerate([*page.lines, None]):
        if line and (not run or page.near(at, -1)) and page.is_short(line):
            run.append(at)
            continue
        _take_menu(page, run)
        run = [at] if line and page.is_short(line) else []


def _take_menu(page: Page, run: list[int]) -> None:
    """Take what lies between known lines of a run, where these are many and close."""
    for part in _parts(page, run):
        words = {page.lines[at].text.loose for at in part}
        owners = [e.owner for at in part for e in page.lines[at].entries if page.furniture.is_menu(e.owner)]
        if len(words) < MENU_KNOWN or not owners or len(part) < MENU_SHARE * (part[-1] - part[0] + 1):
            continue
        # A page shows a menu twice at most; what a table repeats in each of its rows makes no menu of them.
        shown = Counter([page.lines[at].text.loose for at in range(part[0], part[-1] + 1)])
        doubled = [word for word, times in shown.items() if times > 1]
        if len(words) + len([word for word in doubled if word in words]) < MENU_SHARE * (len(shown) + len(doubled)):
            continue
        for left, right in pairwise(part):
            # Between a breadcrumb and a date stands the headline of the page.
            inside = _is_link(page, left) and _is_link(page, right)
            for at in range(left, right + 1):
                line = page.lines[at]
                if line.number not in page.taken and at not in page.stated and (inside or line.entries):
                    owner = line.entries[-1].owner if line.entries else owners[-1]
                    page.taken[line.number] = Taken(owner, sure=False)


def _parts(page: Page, run: list[int]) -> list[list[int]]:
    """The known lines of a run, parted where they stand far from one another.

    What only reads like the field of a form or a button begins none: it may end what stands before the menu.
    """
    parts: list[list[int]] = []
    for at in run:
        if not page.is_known(at):
            continue
        if parts and at - parts[-1][-1] <= MENU_STEP:
            parts[-1].append(at)
        elif page.lines[at].number in page.taken or _is_link(page, at):
            parts.append([at])
    return parts


def _is_link(page: Page, at: int) -> bool:
    """Whether a rule reads a line as part of a menu."""
    return any(page.furniture.is_menu(entry.owner) for entry in page.lines[at].entries)


def take_between(page: Page, last: int) -> None:
    """Below the article a line or two between lines of furniture: links, names and headlines that no rule knows.

    What readers wrote stands there, too, near the buttons under their words; and the names of sections, which a menu
    tells, head their own text.
    """
    lines, taken = page.lines, page.taken
    below = [at for at in range(last + 1, len(lines)) if lines[at].number in taken] if last >= 0 else []
    for left, right in pairwise(below):
        gap = range(left + 1, right)
        if not 0 < len(gap) <= BETWEEN or not all(_may_be_link(page, at) for at in gap):
            continue
        if lines[left].shape == lines[right].shape == SIGN:
            continue  # each item of a list may have its picture
        if page.furniture.is_menu(taken[lines[left].number].owner) and _heads_text(page, left):
            continue
        around = [*range(max(left - READERS, last) + 1, left + 1), *range(right, min(right + READERS, len(lines)))]
        near = [found for at in around if (found := taken.get(lines[at].number))]
        if not any(found.report or page.furniture.is_of_readers(found.owner) for found in near):
            for at in gap:
                taken[lines[at].number] = Taken(taken[lines[left].number].owner, sure=False)


def _heads_text(page: Page, at: int) -> bool:
    """Whether a line of so many words that it may be a sentence stands below, of which no rule knows."""
    below = page.near(at, 1)
    return bool(below and below.text.count >= TEXT_WORDS and not below.entries and below.number not in page.taken)


def _may_be_link(page: Page, at: int) -> bool:
    """Whether a line is no sentence, no fact with its label and no item of a list of the article."""
    line = page.lines[at]
    if not (page.near(at, -1) and page.near(at, 1)) or not line.has_words:
        return False
    return not (line.is_prose or line.is_sentence or line.is_heading or is_labelled(line) or page.is_item(at))


def take_twice(page: Page) -> None:
    """A menu shown twice, for wide screens and narrow ones: the same short lines in the same order."""
    lines, following = page.lines, _following(page)
    done = -1
    for at, other in following.items():
        if at <= done:
            continue
        length = 0
        while at + length < other and following.get(at + length) == other + length:
            length += 1
        if length >= TWICE:
            # A part of a run that is no menu is none either.
            done = at + length - 1
            _take_both(page, range(at, at + length), range(other, min(other + length, len(lines))))


def _following(page: Page) -> dict[int, int]:
    """Where each short line that stands on the page more than once stands next."""
    last: dict[bytes, int] = {}
    following: dict[int, int] = {}
    for at, line in enumerate(page.lines):
        if page.is_short(line) and line.has_words:
            if line.text.loose in last:
                following[last[line.text.loose]] = at
            last[line.text.loose] = at
    return dict(sorted(following.items()))


def take_repeated(page: Page, first: int, last: int) -> None:
    """Links that the head of a page and its foot share: short lines outside the article that stand there twice.

    Below the article the name of a section may head the text of its own.
    """
    places: dict[bytes, list[int]] = {}
    for at, line in enumerate(page.lines):
        if (at < first or at > last) and page.is_short(line) and line.has_words and not page.is_item(at):
            places.setdefault(line.text.loose, []).append(at)
    twice = (at for ats in places.values() if ats[-1] - ats[0] >= FAR for at in ats)
    found = sorted(at for at in twice if at < first or not _heads_text(page, at))
    groups: list[list[int]] = []
    for at in found:
        if groups and at - groups[-1][-1] <= REPEATED_STEP:
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        if len({page.lines[at].text.loose for at in group}) >= TWICE:
            _take_both(page, group)


def _take_both(page: Page, *runs: Sequence[int]) -> None:
    """Take the lines of runs that say the same, if some of them are known parts of menus."""
    lines = [page.lines[at] for run in runs for at in run]
    owners = [e.owner for line in lines for e in line.entries if page.furniture.is_menu(e.owner)]
    if not owners or len({line.text.loose for line in lines if line.entries}) < TWICE_KNOWN:
        return
    for line in lines:
        if line.number not in page.taken:
            owner = line.entries[-1].owner if line.entries else owners[-1]
            page.taken[line.number] = Taken(owner, sure=False)


def take_labels(page: Page, first: int, last: int) -> None:
    """Names of sections that the page's own menu tells: under headlines of a list, on a line, in the page's foot."""
    known, owner = _sections(page)
    if not known:
        return
    lines = page.lines
    alone = [at for at, line in enumerate(lines) if line.text.loose in known and line.number not in page.taken]
    for at in again(lines, alone):
        page.taken[lines[at].number] = Taken(owner, sure=False)
    for at, line in enumerate(lines):
        if first <= at <= last or line.number in page.taken or line.is_prose:
            continue
        above = page.near(at, -1)
        again_below = at > last and line.text.loose in known and above and above.number in page.taken
        if _is_row_of(line, known) or (again_below and not _heads_text(page, at)):
            page.taken[line.number] = Taken(owner, sure=False)


def _sections(page: Page) -> tuple[set[bytes], str]:
    """The names of the sections in the page's menus and in its counted lists, and the rule of most of them."""
    found: set[bytes] = set()
    owners: Counter[str] = Counter()
    for line in page.lines:
        taken = page.taken.get(line.number)
        if taken is None or taken.report or not line.has_words or line.shape or line.text.count > SECTION_WORDS:
            continue
        follow = page.furniture.follow(taken.owner)
        counted = taken.heading is not None and follow is not None and follow.counted
        if page.furniture.is_menu(taken.owner) or counted:
            found.add(_COUNT.sub(b"", line.text.loose))
            owners[taken.owner] += 1
    return (found, owners.most_common(1)[0][0]) if len(found) >= MENU_KNOWN else (set(), "")


def _is_row_of(line: PageLine, known: set[bytes]) -> bool:
    """Whether a line is nothing but two names of sections or more, one of them of several words."""
    words = line.text.loose.split()
    at = names = longest = 0
    while at < len(words):
        span = range(min(SECTION_WORDS, len(words) - at), 0, -1)
        length = next((n for n in span if b" ".join(words[at : at + n]) in known), 0)
        if not length:
            return False
        at, names, longest = at + length, names + 1, max(longest, length)
    return names > 1 and longest > 1


def take_site(page: Page, first: int, last: int) -> None:
    """The name of the site, outside the article; also where it was only guessed to be a part of a menu."""
    owner = page.furniture.site
    if not owner or not page.taken:
        return
    names = site_names(page.lines)
    for at, line in enumerate(page.lines if names else ()):
        outside = at < first or at > last
        if line.is_prose:  # a motto is a sentence at times
            below = page.near(at, 1)
            outside = at < MOTTO and line.text.count <= MOTTO_WORDS and bool(below and below.number in page.taken)
        taken = page.taken.get(line.number)
        guessed = taken is not None and not (taken.sure or taken.report or line.entries or taken.heading is not None)
        if outside and (taken is None or guessed) and is_named(line, names):
            page.taken[line.number] = Taken(owner, sure=False)


def take_pages(page: Page, first: int, last: int) -> None:
    """The numbers of pages, outside the article: with a gap among them (1 … 11 12 13), or near other links to pages."""
    entry = page.furniture.pages
    run: list[int] = []
    for at in range(len(page.lines) + 1 if entry else 0):
        if at < len(page.lines) and (not run or page.near(at, -1)) and _is_page(page.lines[at]):
            run.append(at)
            continue
        if entry and run and (run[-1] < first or run[0] > last):
            lines = [page.lines[n] for n in run]
            pages = [int(line.text.loose) for line in lines if not line.shape]
            steps = [b - a for a, b in pairwise(pages)]
            told = len(pages) < len(lines) or any(_is_taken(page, n, entry.owner) for n in _around(page, run))
            if told and steps.count(1) >= PAGES - 1 and min(steps) > 0:
                for line in lines:
                    page.take(line, entry)
        run = []


def take_next(page: Page, last: int) -> None:
    """Below the article the headlines of the previous text and of the next, each under a link that says so."""
    entry = page.furniture.pages
    if not entry:
        return
    lines = page.lines
    links = [at for at in range(last + 1, len(lines)) if _reads_as(lines[at], entry.owner)]
    known = set(links)
    for at in links:
        row = range(at, min(at + NEXT, len(lines)))
        if at + 2 in known and all(n in known if n in row[::2] else _is_headline(page, n) for n in row):
            for n in row:
                if lines[n].number not in page.taken:
                    page.take(lines[n], entry)


def _reads_as(line: PageLine, owner: str) -> bool:
    """Whether a line is a short link that reads like furniture of the rule `owner`."""
    short = line.text.count <= LINK_WORDS and line.has_words
    return short and owner in [entry.owner for entry in line.entries]


def _is_headline(page: Page, at: int) -> bool:
    line = page.lines[at]
    return (
        line.number not in page.taken
        and line.text.count in HEADLINE
        and not (line.is_prose or line.is_sentence)
        and page.near(at, -1) is not None
    )


def _around(page: Page, run: list[int]) -> Sequence[int]:
    """The lines before a run and after it, as far as a link to a page may stand."""
    near = [*range(max(run[0] - LINKS, 0), run[0]), *range(run[-1] + 1, run[-1] + 1 + LINKS)]
    return [at for at in near if at < len(page.lines)]


def _is_taken(page: Page, at: int, owner: str) -> bool:
    taken = page.taken.get(page.lines[at].number)
    return taken is not None and taken.owner == owner


def _is_page(line: PageLine) -> bool:
    loose = line.text.loose
    return (line.shape == "gap") or (loose.isdigit() and len(loose) <= PAGE_DIGITS)
