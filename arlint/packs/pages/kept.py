"""What reads like furniture and is the article's: questions, clauses, facts, and lists and headings that lead on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from arlint.packs.pages.furniture import Entry
from arlint.packs.pages.normal_form import normalise
from arlint.packs.pages.page import Page
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.tables import When
from arlint.packs.pages.times import TIME, WEEKDAYS
from arlint.text import later
from arlint.text.chars import ARABIC_LETTER_BYTES, encode

#: Sentences in a row that read like notices, at most, and lines below them among which the article must go on.
CLAUSES, CLAUSE = 6, 3
#: Lines of a label and its value that make a row of facts, and the words of one at most.
FACTS, FACT_WORDS = 3, 10
#: Lines that read alike under a heading of the text's own, from which on they are its list, and the heading's words.
LIST, LIST_HEADING = 3, 6
#: Labels with their values below them that make a sheet, and lines from one such label to the next at most.
SHEET, SHEET_STEP = 2, 3
#: Lines in a row that only the head of a page makes furniture, from which on they are a table: times, results.
TABLE = 3
#: Words of a headline, numbers aside, at least, where a by-line may stand.
TITLE = 5
#: Hours that head entries with text, from which on they are those of a live report.
HOURS = 3
#: Places in which a line is furniture whatever stands beside it.
_PLACED = frozenset((When.CERTAIN, When.TAIL, When.EDGE))
_DASHES = (b"-", encode("\u2022"))
_NUMBERED = later.pattern(rb"[^0-9 ] \d")
_LABELLED = later.pattern(rb"[^:\d]{2,30}: ?[^ :].*")
_HOUR = later.pattern(TIME.encode("latin-1"))
_WEEKDAYS = frozenset(map(normalise, WEEKDAYS))


def is_told_on(page: Page, at: int) -> bool:
    """Whether a line may be a sentence of the article: this goes on below, or nothing of a site stands beside it.

    The last sentence of an appeal calls to its readers in the words in which a site calls to them.
    """
    line, before, after = page.lines[at], page.near(at, -1), page.near(at, 1)
    if not (line.is_closed and line.is_prose):
        return False
    goes_on = bool(after and after.is_prose and not after.entries)
    return goes_on or not any(other and other.entries for other in (before, after))


def is_asked(page: Page, at: int, entry: Entry) -> bool:
    """Whether the article asks a question: in a list, or as the heading of a paragraph below another."""
    if not page.lines[at].is_question:
        return False
    around = (page.near(at, -1), page.near(at, 1))
    return page.is_item(at) or (
        not entry.slotted and all(line and line.is_paragraph and not line.entries for line in around)
    )


def is_point(page: Page, at: int) -> bool:
    """Whether a line is a point of the article's list: sites put stars and pictures before their calls, no dashes."""
    return page.lines[at].text.raw.lstrip()[:1] in _DASHES and page.is_item(at)


def is_clause(page: Page, at: int) -> bool:
    """Whether a line is a sentence among lines of the article: a law and a contract, too, forbid to copy.

    Sentences that read alike stand together, between lines that no site prints, and the article goes on below.
    """
    lines = page.lines
    if not (lines[at].is_closed and lines[at].is_prose):
        return False
    above = _beyond(page, range(at - 1, max(at - CLAUSES, -1), -1))
    below = _beyond(page, range(at + 1, min(at + CLAUSES, len(lines))))
    if above is None or below is None or lines[above].entries or lines[below].entries:
        return False
    return any(line.is_prose and not line.entries for line in lines[below : below + CLAUSE])


def _beyond(page: Page, places: range) -> int | None:
    """The first of `places` that holds no sentence that reads like a notice."""
    lines = page.lines
    return next((at for at in places if not (lines[at].entries and lines[at].is_prose and lines[at].is_closed)), None)


def facts(page: Page, last: int) -> Iterator[int]:
    """Lines of a label and its value in rows that hold labels no site has, up to line `last`: a player's card, a life.

    A box of the site tells itself by a line that is certain, and stands below the article as often as not.
    """
    row: list[int] = []
    for at in range(last + 1):
        if is_labelled(page.lines[at]) and (not row or page.near(at, -1)):
            row.append(at)
            continue
        yield from _of_article(page, row)
        row = [at] if is_labelled(page.lines[at]) else []


def sheets(page: Page) -> Iterator[int]:
    """Labels of what the page is about and the values below them, of an advert, a recipe, a life: a table's cells.

    A date or a count among them is no furniture. Labels without values are the fields of a form. One above a paragraph
    heads it.
    """
    row: list[int] = []
    for at, line in enumerate(page.lines):
        value = page.near(at, 1)
        if line.is_fact and value and value.is_prose and not value.entries:
            yield at
        if not line.is_fact or value is None or value.is_fact or value.is_prose or value.text.count > FACT_WORDS:
            continue
        if row and at - row[-1] > SHEET_STEP:
            yield from _of_sheet(row)
            row = []
        row.append(at)
    yield from _of_sheet(row)


def _of_sheet(row: list[int]) -> Iterator[int]:
    for at in row if len(row) >= SHEET else ():
        yield at
        yield at + 1


def _of_article(page: Page, row: list[int]) -> list[int]:
    taken = any(page.lines[at].number in page.taken for at in row)
    unknown = any(not page.lines[at].entries for at in row)
    return row if len(row) >= FACTS and unknown and not taken else []


def hours(page: Page) -> Iterator[int]:
    """The hours of a live report, each above an entry that has text: they are the article's own dates."""
    heads = [at for at, line in enumerate(page.lines) if _HOUR.fullmatch(line.text.loose)]
    told = [
        at
        for at, following in pairwise((*heads, len(page.lines)))
        if any(line.is_prose and line.number not in page.taken for line in page.lines[at + 1 : following])
    ]
    if len(told) >= HOURS:
        yield from heads


def lists(page: Page, first: int, last: int) -> Iterator[int]:
    """Items under a heading that no site prints: networks in a report about them, prices, the hours of prayer.

    `first` and `last` are the outer lines of prose, `last` -1 on a page without any. Below the article only a row of
    numbers is one, as sites have lists of their own there, and above it none.
    """
    row: list[int] = []
    for at in range(len(page.lines) + 1):
        item = at < len(page.lines) and _may_be_listed(page, at)
        if item and (not row or page.near(at, -1)):
            row.append(at)
            continue
        if len(row) >= LIST and (last < 0 or row[0] > first) and _is_listed(page, row, last):
            yield from row
        row = [at] if item else []


def _may_be_listed(page: Page, at: int) -> bool:
    """Whether only the lines beside it can make a line furniture."""
    line = page.lines[at]
    if not line.entries or not line.has_words or line.shape or line.is_prose or line.number in page.taken:
        return False
    return not any(entry.when in _PLACED for entry in line.entries)


def _is_listed(page: Page, row: list[int], last: int) -> bool:
    """Whether the lines of a row read alike, stand below a heading, and beside no sure line of their rule."""
    lines = page.lines
    owners = set.intersection(*({entry.owner for entry in lines[at].entries} for at in row))
    below = page.near(row[-1], 1)
    taken = page.taken.get(below.number) if below else None
    if not owners or (taken and taken.owner in owners):
        return False
    if not row[0]:  # without prose the first line may be the title of all there is
        return _are_numbered(page, row[1:])
    if not _is_heading(page, row[0]):
        return False
    return _are_numbered(page, row) or row[-1] < last or (last < 0 and not (below and not taken and not below.entries))


def _are_numbered(page: Page, row: list[int]) -> bool:
    return all(_NUMBERED.search(page.lines[at].text.loose) for at in row)


def _is_heading(page: Page, at: int) -> bool:
    """Whether a heading that no site prints stands above a line."""
    above = page.near(at, -1)
    if above is None or above.number in page.taken or above.entries or above.is_prose:
        return False
    if above.is_closed or above.is_question or above.text.count > LIST_HEADING:
        return False
    return not ARABIC_LETTER_BYTES.isdisjoint(above.text.raw)


def is_labelled(line: PageLine) -> bool:
    """Whether a line is a label with its value."""
    raw = line.text.raw
    return b":" in raw and line.text.count <= FACT_WORDS and not line.is_prose and _LABELLED.match(raw) is not None


def leads_to_headline(page: Page, at: int, items: Collection[PageLine], first: int) -> bool:
    """Whether a heading of a list is a link of the menu, and the headline of the page itself stands below it.

    No headline stands above it, and none from the last of its `items` to line `first`, where the prose begins.
    """
    numbers = {item.number for item in items}

    def is_headline(line: PageLine) -> bool:
        known = line.entries or line.shape or line.number in page.taken or line.number in numbers
        return not known and sum(not word.isdigit() for word in line.text.loose.split()) >= TITLE

    return not any(map(is_headline, (*page.lines[:at], *page.lines[at + 1 : first])))


def leave_lists(page: Page) -> None:
    """Give back what is an enumeration of the article: below a line that leads to it, above one that goes on."""
    lines, run = page.lines, list[int]()
    for at in range(len(lines) + 1):
        if at < len(lines) and (lines[at].number in page.taken or (run and _may_be_item(lines[at]))):
            run.append(at)
            continue
        if run and _is_list(page, run):
            for number in run:
                page.taken.pop(lines[number].number, None)
        run = [at] if at < len(lines) and _may_be_item(lines[at]) else []


def _may_be_item(line: PageLine) -> bool:
    return not (line.is_prose or line.is_sentence)


def _is_list(page: Page, run: list[int]) -> bool:
    above, below = page.near(run[0], -1), page.near(run[-1], 1)
    taken = [found for at in run if (found := page.taken.get(page.lines[at].number))]
    return bool(
        taken
        and (above and above.is_lead and not above.entries)
        and (below and below.is_prose and not below.entries)
        and (not any(found.sure for found in taken) or _states_facts(page, run))
    )


def _states_facts(page: Page, run: list[int]) -> bool:
    """Whether lines are several facts, which a site prints as counters: its own report says how many read it."""
    return len(run) > 1 and all(is_labelled(page.lines[at]) for at in run)


def leave_headings(page: Page) -> None:
    """Give back Markdown headings of what stays: `## نسيت كلمة المرور` above a paragraph about passwords."""
    for at, line in enumerate(page.lines) if page.taken else ():
        taken, below = page.taken.get(line.number), page.near(at, 1)
        if taken is None or not line.is_heading or below is None or below.number in page.taken:
            continue
        if below.is_prose or page.furniture.follow(taken.owner) is None:
            del page.taken[line.number]


def is_content(page: Page, at: int, entry: Entry, first: int) -> bool:
    """Whether a line above the first line of prose, `first`, is a cell of a table, or the title of the text."""
    return _is_row(page, at, entry) or _is_dated(page, at, entry) or _is_day(page, at, first) or _is_begun(page, at)


def _is_begun(page: Page, at: int) -> bool:
    """Whether the text below begins with the words of a line, which is then its title: the article of a day."""
    below = page.near(at, 1)
    return below is not None and below.text.loose.startswith(page.lines[at].text.loose + b" ")


def _is_day(page: Page, at: int, first: int) -> bool:
    """Whether a line names a day of the week alone, as others do: each heads a row of a timetable."""
    return (
        page.lines[at].text.loose in _WEEKDAYS
        and sum(line.text.loose in _WEEKDAYS for line in page.lines[:first]) >= TABLE
    )


def _is_row(page: Page, at: int, entry: Entry) -> bool:
    """Whether a line is one of several in a row that read the same: a table, not the head of a page."""
    row = 0
    for other in range(max(at - TABLE + 1, 0), min(at + TABLE, len(page.lines))):
        row = row + 1 if _reads(page, other, entry) else 0
        if row >= TABLE:
            return True
    return False


def _is_dated(page: Page, at: int, entry: Entry) -> bool:
    """Whether a line heads a paragraph as the next such line heads another: a chronology."""
    return at + 2 < len(page.lines) and page.lines[at + 1].is_paragraph and _reads(page, at + 2, entry)


def _reads(page: Page, at: int, entry: Entry) -> bool:
    line = page.lines[at]
    return entry in line.entries and not line.certain
