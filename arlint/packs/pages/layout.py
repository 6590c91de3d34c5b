"""Judging the lines of one document: which are page furniture, of which rule, and how certain that is.

A line is first read alone (`furniture`), then judged by where it stands and by what stands next to it:

1. lines that are certain are taken;
2. what is left shows where the article is: from its first line of prose to its last;
3. lines that need the head or the tail of the page are taken there;
4. taken lines take the weak lines beside them, and headings the lists below them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from arlint.document import Document
from arlint.lazy import lazy
from arlint.packs.pages.cards import take_cards, take_closing, take_same_lists
from arlint.packs.pages.contents import take_contents, take_title
from arlint.packs.pages.furniture import Furniture
from arlint.packs.pages.heads import take_head
from arlint.packs.pages.kept import (
    facts,
    hours,
    is_asked,
    is_clause,
    is_content,
    is_labelled,
    is_point,
    is_told_on,
    leads_to_headline,
    leave_headings,
    leave_lists,
    lists,
    sheets,
)
from arlint.packs.pages.menus import (
    take_between,
    take_labels,
    take_menus,
    take_next,
    take_pages,
    take_repeated,
    take_site,
    take_twice,
)
from arlint.packs.pages.normal_form import normalise
from arlint.packs.pages.page import Page, Taken
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.posts import take_posts
from arlint.packs.pages.recurring import take_recurring
from arlint.packs.pages.tables import Follow, When
from arlint.text import later

#: Among how many first lines with ink a category label is looked for.
LABEL_DEPTH = 3
#: Words of the headline that stands below a category label.
HEADLINE_WORDS = range(3, 26)
#: Words that the headline of another article has at least, where a heading of this one may stand.
HEADLINE = 4
#: Weak lines in a row that vouch for one another, outside the article and within it.
RUN_OUTSIDE, RUN_INSIDE = 3, 4
#: Lines of a counted list, at least.
COUNTED = 3
#: Lines of furniture between the article and a paragraph of the page's own (about the site, about the author).
APART = 3
#: Words of a line with a colon from which on it leads to a list of the text; of a label of a site there are fewer.
LEAD = 3
#: Characters of a bare number from which it is no number of a page or counter, unless a certain line stands beside it.
COUNTER = 5
#: Words of the one line that may follow a closing label such as المصدر.
LAST_WORDS = 6
#: Timings of subtitles from which on what stands between them is what people say, not the lines of a page.
CUES = 3
_ARROW = " --> "
_CUE = later.pattern(r"\d\d:\d\d[,.]\d\d\d --> \d\d?:\d\d")
_DIGIT = later.pattern(rb"\d")
_LETTER = later.pattern(rb"[^0-9 ]")
#: What ends a line with a count: 312, (12), (3.1k), (3.1ألف).
_COUNT = later.pattern(rb"\d *(?:k|" + normalise("ألف") + rb")?[ )\]\t\r]*\Z")


def is_spoken(text: str) -> bool:
    """Whether a text holds the timings of subtitles."""
    return _ARROW in text and sum(1 for _ in islice(_CUE.finditer(text), CUES)) == CUES


class Layout(Page):
    """The furniture of one document: `lines` are those with ink, `taken` tells by line number which are furniture."""

    def __init__(self, document: Document, furniture: Furniture) -> None:
        super().__init__(document, furniture)
        #: Indices of the article's first and last line of prose, where it has more than one.
        self._article = range(-1, -1)
        #: Whether the text is one of subtitles, where "منذ 14 شهرا" is an answer, no date of a comment.
        self.is_spoken = is_spoken(document.text)
        if self.lines and not self.is_spoken:
            self._judge(document)

    @lazy
    def places(self) -> dict[str, list[int]]:
        """The code of each rule that has something to report, with the indices of its lines."""
        places: dict[str, list[int]] = {}
        for at, line in enumerate(self.lines) if self.taken else ():
            taken = self.taken.get(line.number)
            if taken is not None:
                places.setdefault(taken.owner, []).append(at)
        return places

    @lazy
    def last_text(self) -> int:
        """The index of the last line that stays, -1 where none does."""
        return next((at for at in reversed(range(len(self.lines))) if self.lines[at].number not in self.taken), -1)

    @property
    def owners(self) -> Collection[str]:
        """The codes of the rules that have something to report."""
        return self.places.keys()

    def _judge(self, document: Document) -> None:
        lines = self.lines
        for at, line in enumerate(lines):
            entry = line.certain
            # What an author lists, in a file of Markdown, may be the parts of a page.
            if entry and (entry.slotted or document.kind == "markdown") and is_point(self, at):
                self.points.add(line.number)
            elif entry and not is_asked(self, at, entry) and not (entry.slotted and is_clause(self, at)):
                self.take(line, entry, sure=not (entry.slotted and is_told_on(self, at)))
        take_same_lists(self)
        take_closing(self)
        take_cards(self)
        take_posts(self)
        take_recurring(self)
        prose = self._together([at for at, line in enumerate(lines) if line.number not in self.taken and line.is_prose])
        first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
        if len(prose) > 1:
            self._article = range(first, last)
        listed = lists(self, first, last if prose else -1)
        # Where no line is certain, nothing tells the end of a letter from the box of a site.
        stated = facts(self, last if prose and self.taken else len(lines) - 1)
        self.stated = frozenset((*stated, *sheets(self), *hours(self), *listed))
        if prose:
            self._take_places(first, last)
        self._take_neighbours()
        self._take_runs(first, last)
        self._take_neighbours()
        self._take_lists(first, last if prose else -1)
        take_menus(self)
        if prose:
            take_head(self, first)
        take_twice(self)
        take_repeated(self, first, last if prose else -1)
        take_labels(self, first, last if prose else -1)
        take_pages(self, first, last if prose else -1)
        take_next(self, last if prose else -1)
        take_site(self, first, last if prose else -1)
        take_title(self)
        take_contents(self)
        self._take_neighbours()
        if document.kind != "markdown":
            take_between(self, last if prose else -1)
        leave_lists(self)
        leave_headings(self)

    def _together(self, prose: list[int]) -> list[int]:
        """The lines of prose without a lone one at either end that lines of furniture part from the others."""
        first, last = 0, len(prose) - 1
        while last > first and self._apart(prose[last - 1], prose[last]):
            last -= 1
        while last > first and self._apart(prose[first], prose[first + 1]):
            first += 1
        return prose[first : last + 1]

    def _apart(self, left: int, right: int) -> bool:
        return sum(1 for line in self.lines[left + 1 : right] if line.entries) >= APART

    def _take_places(self, first: int, last: int) -> None:
        """Lines that need the head or the tail of the page."""
        lines = self.lines
        for at, line in enumerate(lines):
            if line.number in self.taken or not line.entries or self.is_item(at) or at in self.stated:
                continue
            if at < first:
                entry = line.reading(When.HEAD, When.EDGE)
                if entry and not (entry.when == When.HEAD and is_content(self, at, entry, first)):
                    self.take(line, entry)
            elif at > last:
                entry = line.reading(When.TAIL, When.EDGE)
                if entry:
                    self.take(line, entry)
            elif first < at < last and lines[at - 1].is_paragraph and lines[at + 1].is_paragraph:
                entry = line.reading(When.BETWEEN)
                if entry:
                    self.take(line, entry)
        self._take_labels(first)
        self._take_last(last)

    def _take_labels(self, first: int) -> None:
        """A category label: among the first lines, with a headline below it and prose below that."""
        open_lines = [line for line in self.lines[: first + 1] if line.number not in self.taken]
        for at, line in enumerate(open_lines[:LABEL_DEPTH]):
            entry = line.reading(When.LABEL)
            if entry is None:
                return
            below = open_lines[at + 1 :]
            while below and below[0].reading(When.LABEL):
                below = below[1:]
            if not below or below[0].is_prose or below[0].text.count not in HEADLINE_WORDS:
                return
            self.take(line, entry)

    def _take_last(self, last: int) -> None:
        """A closing label, with the short line that may stand below it as its value."""
        rest = [line for line in self.lines[last + 1 :] if line.number not in self.taken]
        for at in range(max(len(rest) - 2, 0), len(rest)):
            entry, below = rest[at].reading(When.LAST), rest[at + 1 :]
            if entry and (not below or below[0].text.count <= LAST_WORDS):
                self.take(rest[at], entry)
                for value in below:
                    self.taken[value.number] = Taken(entry.owner, sure=False)
                return

    def _take_neighbours(self) -> None:
        """Weak lines beside lines that are taken, again and again, down the page and up."""
        for step in (1, -1):
            for beside in self._taken_places()[::step]:
                at = beside + step
                while 0 <= at < len(self.lines) and self._takes(at, -step):
                    at += step

    def _taken_places(self) -> list[int]:
        """The indices of the lines that are taken, ascending."""
        return [at for at, line in enumerate(self.lines) if line.number in self.taken] if self.taken else []

    def _takes(self, at: int, step: int) -> bool:
        """Whether the line beside the one at `at`, before it or after it, takes that one, which is then done."""
        line = self.lines[at]
        now = self.taken.get(line.number)
        if not line.entries or (now and (now.sure or now.heading is not None)):
            return False
        if now is None and (self.is_item(at) or at in self.stated):
            return False
        other = self.near(at, step)
        beside = self.taken.get(other.number) if other else None
        if other and line.shape and other.shape == line.shape and line.shape != "sign":
            return False  # a list of addresses may be what the article ends with
        if other is None or beside is None or (now and not (beside.sure and beside.owner == now.owner)):
            return False
        if _is_long_number(line) and not (beside.sure and other.has_words):
            return False
        weak = [e for e in line.entries if e.when not in (When.LABEL, When.BETWEEN)]
        if not weak:
            return False
        own = next((e for e in weak if e.owner == beside.owner), None)
        if own is None and self._article.start <= at <= self._article.stop:
            return False  # within the article a heading may stand beside a link of another kind
        # Of several rules the later is the more general.
        self.take(line, own or weak[-1], sure=beside.sure and own is not None)
        return True

    def _take_runs(self, first: int, last: int) -> None:
        """Weak lines in a row, different ones: the menu and the footer of a page."""
        run: list[int] = []
        for at in range(len(self.lines) + 1):
            line = self.lines[at] if at < len(self.lines) else None
            weak = (
                line is not None
                and bool(line.entries)
                and line.number not in self.taken
                and not line.is_prose
                and not _is_long_number(line)
                and not self.is_item(at)
                and at not in self.stated
            )
            if weak and (not run or self.near(at, -1)):
                run.append(at)
                continue
            self._take_run(run, first, last)
            run = [at] if weak else []

    def _take_run(self, run: list[int], first: int, last: int) -> None:
        if not run:
            return
        above = self.near(run[0], -1)
        if above and above.is_lead and not above.entries and above.text.count >= LEAD:
            return  # it leads to them: answers of which one is right
        enough = RUN_OUTSIDE if run[-1] < first or run[0] > last else RUN_INSIDE
        lines = [self.lines[at] for at in run]
        if not self.taken and all(is_labelled(line) or line.is_lead for line in lines):
            return  # where nothing else is the site's: the fields of a form, or where to write to and call
        # Numbers vouch for nothing: a list of them, or a table of hours, may be what the article is about.
        words = {line.text.loose for line in lines if line.has_words and not line.shape}
        if len(words) >= enough and not all(_DIGIT.search(word) for word in words):
            for line in lines:
                self.take(line, line.entries[-1])

    def _take_lists(self, first: int, last: int) -> None:
        """The lists under headings."""
        for at, line in enumerate(self.lines):
            heading = self.taken.get(line.number)
            follow = self.furniture.follow(heading.owner) if heading and heading.heading is None else None
            if heading is None or follow is None:
                continue
            outside = at > last or (follow.counted and at < first)
            items = list(self._items(at, follow, in_tail=outside))
            if follow.counted and len(items) < COUNTED:
                continue
            if at < first and not outside and leads_to_headline(self, at, items, first):
                continue
            for item in items:
                self.taken[item.number] = Taken(heading.owner, sure=False, heading=line.number, report=heading.report)
                self.taken[line.number] = Taken(heading.owner, sure=False, heading=line.number, report=heading.report)

    def _is_counted(self, at: int) -> bool:
        """Whether a line ends with a number and holds more than that."""
        line = self.lines[at] if at < len(self.lines) else None
        return bool(line and _COUNT.search(line.text.raw) and _LETTER.search(line.text.loose))

    def _heads(self, at: int, *, parted: bool) -> bool:
        """Whether a line heads the paragraph below it: it is too short for a headline, or `parted` from the list."""
        line, below = self.lines[at], self.near(at, 1)
        short = line.text.count < HEADLINE or parted
        return bool(short and not (line.entries or line.has_bullet) and below and below.is_prose)

    def _items(self, at: int, follow: Follow, *, in_tail: bool) -> Iterator[PageLine]:
        left = follow.most if in_tail else follow.inside
        known = parted = False
        while left:
            line = self.near(at, 1)
            if line is None:
                return
            at += 1
            if line.number in self.taken:
                if self.furniture.follow(self.taken[line.number].owner):
                    return
                known = known or (line.recurring is not None and not in_tail)
                parted = True
                continue
            if known:  # the list goes as far as its site says; what follows is the article's
                return
            if (
                follow.counted
                and not self._is_counted(at)
                and not (self._is_counted(at + 1) and self._is_counted(at + 2))
            ):
                return
            if not follow.least <= line.text.count <= follow.words or line.is_prose or line.is_sentence:
                return
            if not in_tail and not line.has_bullet and line.number != self.lines[at - 1].number + 1:
                return
            if not in_tail and self._heads(at, parted=parted):
                return
            yield line
            parted = False
            left -= 1


def _is_long_number(line: PageLine) -> bool:
    """Whether a line is a bare number too long for a page or a counter: a list of them may be what a text is about."""
    return not line.has_words and len(line.text.loose) > COUNTER
