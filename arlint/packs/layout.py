"""Judging the lines of one document: which are page furniture, of which rule, and how certain that is.

A line is first read alone (`furniture`), then judged by where it stands and by what stands next to it:

1. lines that are certain are taken;
2. what is left shows where the article is: from its first line of prose to its last;
3. lines that need the head or the tail of the page are taken there;
4. taken lines take the weak lines beside them, and headings the lists below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.furniture import Entry, Follow, Furniture, When
from arlint.packs.template import Normal, normal
from arlint.text.chars import encode
from arlint.text.fold import Folded

#: Bytes of the folded view above which a line is prose whatever it says: the longest notices of consent stay below.
MAX_LINE = 480
#: Words from which a line is prose without a full stop. Headlines end below it (research on 36 sources: 18).
PROSE_WORDS = 18
#: Words from which a line with a full stop is prose.
SENTENCE_WORDS = 4
#: Words from which a line with a question or exclamation mark is prose: shorter ones are mostly headlines.
QUESTION_WORDS = 12
#: Words from which a line with a colon is prose: it leads to a quotation or a list of the article.
COLON_WORDS = 6
#: Among how many first lines with ink a category label is looked for.
LABEL_DEPTH = 3
#: Words of the headline that stands below a category label.
HEADLINE_WORDS = range(3, 26)
#: Blank lines across which neighbours still count as such.
GAP = 2
#: Weak lines in a row that vouch for one another, outside the article and within it.
RUN_OUTSIDE, RUN_INSIDE = 3, 4
#: Words of an unknown line of a menu; how many different known lines make one, the share of them that must be known,
#: and the steps from one known line to the next.
MENU_WORDS, MENU_KNOWN, MENU_SHARE, MENU_STEP = 4, 4, 0.4, 4
#: Lines of furniture between the article and a paragraph of the page's own (about the site, about the author).
APART = 3
#: Words of the one line that may follow a closing label such as المصدر.
LAST_WORDS = 6


class Taken(Struct, frozen=True):
    """A line judged to be furniture of rule `owner`; `sure` where nobody could have meant it as text."""

    owner: str
    sure: bool
    heading: int | None = None
    report: bool = False


class _Line(Struct):
    """A line with ink: its number, its normal form, its readings."""

    number: int
    text: Normal
    entries: list[Entry]

    @property
    def is_prose(self) -> bool:
        text = self.text
        if text.count >= PROSE_WORDS or len(text.raw) >= MAX_LINE:
            return True
        end = text.raw.rstrip(_CLOSING)[-1:]
        if end in _STOPS:
            return text.count >= SENTENCE_WORDS and not text.raw.rstrip(_CLOSING).endswith((b"..", _ELLIPSIS))
        return (end in b"?!" and text.count >= QUESTION_WORDS) or (end == b":" and text.count >= COLON_WORDS)

    @property
    def is_paragraph(self) -> bool:
        """Whether it is prose that ends as a paragraph does."""
        return self.is_prose and self.text.raw.rstrip(_CLOSING)[-1:] in (*_STOPS, b"!", b"?")

    def reading(self, *places: When) -> Entry | None:
        """The first reading that needs one of `places`."""
        return next((e for e in self.entries if e.when in places), None)


_CLOSING = b' ")]\r\t'
_ELLIPSIS = encode("\u2026")
_STOPS = (b".", encode("\u06d4"))
#: A heading of Markdown: in plain text a trace of it, which still says that an author structured the text.
_HEADING = re.compile(rb" *#+ ")
_LETTER = re.compile(rb"[^0-9 ]")
_BULLET = b"-*>" + encode("\u2022") + b"\x01"  # \x01 is the byte of arrows, squares and emoji


class Layout:
    """The furniture of one document, line by line."""

    def __init__(self, document: Document, furniture: Furniture) -> None:
        self._document = document
        self._furniture = furniture
        self.taken: dict[int, Taken] = {}
        self._lines = self._read()
        if self._lines:
            self._judge()

    @property
    def owners(self) -> frozenset[str]:
        """The codes of the rules that have something to report."""
        return frozenset(taken.owner for taken in self.taken.values())

    def _read(self) -> list[_Line]:
        """The lines with ink; none at all where no line has a reading, which is so for most articles."""
        document, furniture = self._document, self._furniture
        view = _visible(document) if document.kind == "html" else document.folded.view
        raws = view.split(b"\n")
        read: dict[int, _Line] = {}
        for number, raw in enumerate(raws):
            if furniture.may_read(raw):
                line = self._line(number, raw)
                if line.entries:
                    read[number] = line
        if not read:
            return []
        inked = (number for number, raw in enumerate(raws) if raw and not raw.isspace())
        return [read[n] if n in read else _Line(n, normal(raws[n][:MAX_LINE]), []) for n in inked]

    def _line(self, number: int, raw: bytes) -> _Line:
        if len(raw) > MAX_LINE:
            return _Line(number, normal(raw[:MAX_LINE]), [])
        text = normal(raw)
        line = _Line(number, text, self._furniture.read(text))
        if line.entries:
            host = _host(self._document)
            line.entries = [e for e in line.entries if not e.hosts or host in e.hosts]
        if line.entries and line.is_prose:
            line.entries = [e for e in line.entries if not e.open]
        if line.entries and self._is_text(number, raw):
            line.entries = []
        if line.entries and _HEADING.match(raw):
            line.entries = [e for e in line.entries if e.when == When.CERTAIN]
        return line

    def _is_text(self, number: int, raw: bytes) -> bool:
        """Whether the form of a line says that it is content: a quotation, a heading or table of Markdown, code."""
        bare = raw.strip()
        if bare.startswith(b'"') and bare.endswith(b'"') and len(bare) > 1:
            return True
        document = self._document
        if document.kind == "markdown" and (
            bare.startswith((b"#", b"|", b"`", b"<!--")) or b"](" in bare or b"][" in bare or self._is_underlined(number)
        ):
            return True
        span = document.lines[number]
        return document.kind != "html" and any(s <= span.start and span.end <= e for s, e in document.regions)

    def _is_underlined(self, number: int) -> bool:
        """Whether the next line makes this one a heading of Markdown."""
        if number + 1 >= len(self._document.lines):
            return False
        below = self._document.lines[number + 1]
        text = self._document.text[below.start : below.end].strip()
        return len(text) > 1 and not text.strip("=") or len(text) > 1 and not text.strip("-")

    def _judge(self) -> None:
        lines = self._lines
        for line in lines:
            entry = line.reading(When.CERTAIN)
            if entry:
                self._take(line, entry, sure=True)
        prose = self._together([at for at, line in enumerate(lines) if line.number not in self.taken and line.is_prose])
        first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
        if prose:
            self._take_places(first, last)
        self._take_neighbours()
        self._take_runs(first, last)
        self._take_neighbours()
        self._take_menus()
        self._take_lists(last if prose else -1)
        self._take_neighbours()

    def _together(self, prose: list[int]) -> list[int]:
        """The lines of prose without a lone one at either end that lines of furniture part from the others."""
        while len(prose) > 1 and self._apart(prose[-2], prose[-1]):
            prose = prose[:-1]
        while len(prose) > 1 and self._apart(prose[0], prose[1]):
            prose = prose[1:]
        return prose

    def _apart(self, left: int, right: int) -> bool:
        return sum(1 for line in self._lines[left + 1 : right] if line.entries) >= APART

    def _take(self, line: _Line, entry: Entry, *, sure: bool = False) -> None:
        self.taken[line.number] = Taken(entry.owner, sure, report=entry.report)

    def _take_places(self, first: int, last: int) -> None:
        """Lines that need the head or the tail of the page."""
        lines = self._lines
        for at, line in enumerate(lines):
            if line.number in self.taken or not line.entries or self._is_item(at):
                continue
            if at < first:
                entry = line.reading(When.HEAD, When.EDGE)
                if entry:
                    self._take(line, entry)
            elif at > last:
                entry = line.reading(When.TAIL, When.EDGE)
                if entry:
                    self._take(line, entry)
            elif first < at < last and lines[at - 1].is_paragraph and lines[at + 1].is_paragraph:
                entry = line.reading(When.BETWEEN)
                if entry:
                    self._take(line, entry)
        self._take_labels(first)
        self._take_last(last)

    def _is_item(self, at: int) -> bool:
        """Whether a line is an item of a list of the article: a bullet, beside another bullet that is no furniture."""
        return self._lines[at].text.raw.lstrip()[:1] in _BULLET and any(
            other and not other.entries and other.text.raw.lstrip()[:1] in _BULLET
            for other in (self._near(at, -1), self._near(at, 1))
        )

    def _take_labels(self, first: int) -> None:
        """A category label: among the first lines, with a headline below it and prose below that."""
        open_lines = [line for line in self._lines[: first + 1] if line.number not in self.taken]
        for at, line in enumerate(open_lines[:LABEL_DEPTH]):
            entry = line.reading(When.LABEL)
            if entry is None:
                return
            below = open_lines[at + 1 :]
            while below and below[0].reading(When.LABEL):
                below = below[1:]
            if not below or below[0].is_prose or below[0].text.count not in HEADLINE_WORDS:
                return
            self._take(line, entry)

    def _take_last(self, last: int) -> None:
        """A closing label, with the short line that may stand below it as its value."""
        rest = [line for line in self._lines[last + 1 :] if line.number not in self.taken]
        for at, line in enumerate(rest):
            entry = line.reading(When.LAST)
            below = rest[at + 1 :]
            if entry and (not below or (len(below) == 1 and below[0].text.count <= LAST_WORDS)):
                self._take(line, entry)
                for value in below:
                    self.taken[value.number] = Taken(entry.owner, sure=False)
                return

    def _near(self, at: int, step: int) -> _Line | None:
        """The line with ink before or after, if no more than GAP blank lines lie between."""
        other = at + step
        if not 0 <= other < len(self._lines):
            return None
        line = self._lines[other]
        return line if abs(line.number - self._lines[at].number) <= GAP + 1 else None

    def _take_neighbours(self) -> None:
        """Weak lines beside lines that are taken, again and again, down the page and up."""
        for order, step in ((range(len(self._lines)), -1), (range(len(self._lines) - 1, -1, -1), 1)):
            for at in order:
                line = self._lines[at]
                now = self.taken.get(line.number)
                if not line.entries or (now and (now.sure or now.heading is not None)):
                    continue
                other = self._near(at, step)
                beside = self.taken.get(other.number) if other else None
                if beside is None or (now and not (beside.sure and beside.owner == now.owner)):
                    continue
                weak = [e for e in line.entries if e.when not in (When.LABEL, When.BETWEEN)]
                if not weak:
                    continue
                own = next((e for e in weak if e.owner == beside.owner), None)
                # Of several rules the later is the more general.
                self._take(line, own or weak[-1], sure=beside.sure and own is not None)

    def _take_runs(self, first: int, last: int) -> None:
        """Weak lines in a row, different ones: the menu and the footer of a page."""
        run: list[int] = []
        for at in range(len(self._lines) + 1):
            line = self._lines[at] if at < len(self._lines) else None
            if line and line.entries and line.number not in self.taken and not line.is_prose:
                if not run or self._near(at, -1):
                    run.append(at)
                    continue
            self._take_run(run, first, last)
            run = [at] if line and line.entries and line.number not in self.taken else []

    def _take_run(self, run: list[int], first: int, last: int) -> None:
        if not run:
            return
        enough = RUN_OUTSIDE if run[-1] < first or run[0] > last else RUN_INSIDE
        lines = [self._lines[at] for at in run]
        # Numbers vouch for nothing: a list of them may be what the article is about.
        if len({line.text.loose for line in lines if _LETTER.search(line.text.loose)}) >= enough:
            for line in lines:
                self._take(line, line.entries[-1])

    def _take_menus(self) -> None:
        """Menus: short lines in a row of which many are known; those between them are sections of this site."""
        run: list[int] = []
        for at, line in enumerate([*self._lines, None]):
            if line and (not run or self._near(at, -1)) and self._is_short(line):
                run.append(at)
                continue
            self._take_menu(run)
            run = [at] if line and self._is_short(line) else []

    def _is_short(self, line: _Line) -> bool:
        return line.number in self.taken or (line.text.count <= MENU_WORDS and not _is_sentence(line.text.raw))

    def _take_menu(self, run: list[int]) -> None:
        """Take what lies between known lines of a run, where these are many and close."""
        known = [at for at in run if self._lines[at].entries]
        parts: list[list[int]] = []
        for at in known:
            if parts and at - parts[-1][-1] <= MENU_STEP:
                parts[-1].append(at)
            else:
                parts.append([at])
        for part in parts:
            words = {self._lines[at].text.loose for at in part if _LETTER.search(self._lines[at].text.loose)}
            owners = [e.owner for at in part for e in self._lines[at].entries if self._furniture.is_menu(e.owner)]
            if len(words) < MENU_KNOWN or not owners or len(part) < MENU_SHARE * (part[-1] - part[0] + 1):
                continue
            for at in range(part[0], part[-1] + 1):
                line = self._lines[at]
                if line.number not in self.taken:
                    owner = line.entries[-1].owner if line.entries else owners[-1]
                    self.taken[line.number] = Taken(owner, sure=False)

    def _take_lists(self, last: int) -> None:
        """The lists under headings."""
        for at, line in enumerate(self._lines):
            heading = self.taken.get(line.number)
            follow = self._furniture.follow(heading.owner) if heading and heading.heading is None else None
            if heading is None or follow is None:
                continue
            for item in self._items(at, follow, in_tail=at > last):
                self.taken[item.number] = Taken(heading.owner, sure=False, heading=line.number, report=heading.report)
                self.taken[line.number] = Taken(heading.owner, sure=False, heading=line.number, report=heading.report)

    def _items(self, at: int, follow: Follow, *, in_tail: bool) -> Iterator[_Line]:
        left = follow.most if in_tail else follow.inside
        while left:
            line = self._near(at, 1)
            if line is None:
                return
            at += 1
            if line.number in self.taken:
                if self._furniture.follow(self.taken[line.number].owner):
                    return
                continue
            if not follow.least <= line.text.count <= follow.words or line.is_prose or _is_sentence(line.text.raw):
                return
            if not in_tail and line.text.raw.lstrip()[:1] not in _BULLET and line.number != self._lines[at - 1].number + 1:
                return
            yield line
            left -= 1

    def hits(self, owner: str, *, blocks: bool) -> Iterator[Hit]:
        """The findings of rule `owner`: a line each, or with `blocks` one for lines that follow one another."""
        group: list[int] = []
        previous = -1
        for at, line in enumerate(self._lines):
            taken = self.taken.get(line.number)
            if taken is None or taken.owner != owner:
                continue
            old = self.taken[self._lines[previous].number] if group else None
            together = blocks or (taken.heading is not None and taken.heading != line.number)
            if group and not (together and previous == at - 1 and old and (old.sure, old.report) == (taken.sure, taken.report)):
                yield self._hit(group)
                group = []
            group.append(at)
            previous = at
        if group:
            yield self._hit(group)

    def _hit(self, group: list[int]) -> Hit:
        document = self._document
        first, last = (self._lines[at] for at in (group[0], group[-1]))
        start, end = document.lines[first.number].start, document.lines[last.number].end
        text = document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        sure = all(self.taken[self._lines[at].number].sure for at in group)
        trust = Applicability.SAFE if sure else Applicability.UNSAFE
        if any(self.taken[self._lines[at].number].report for at in group):
            return Hit(start, end, None, Applicability.DISPLAY)
        if document.kind == "html":
            return Hit(start, end, tuple(_between_tags(document, start, end)), trust)
        return Hit(start, end, (Edit(*self._cut(group[0], group[-1]), ""),), trust)

    def _cut(self, first: int, last: int) -> tuple[int, int]:
        """What to delete so that no gap grows: the blank lines after the block, or before it at the end of the page."""
        lines, spans = self._lines, self._document.lines
        if all(line.number in self.taken for line in lines[last + 1 :]):
            if first == 0:
                whole = last == len(lines) - 1
                return 0, len(self._document.text) if whole else spans[lines[last + 1].number].start
            return spans[lines[first - 1].number].end, spans[lines[last].number].end
        start = spans[lines[first].number].start if first else 0
        return start, spans[lines[last + 1].number].start


def _is_sentence(raw: bytes) -> bool:
    """Whether a short line ends as sentences and enumerations do, not as headlines do."""
    return raw.rstrip(_CLOSING)[-1:] in (*_STOPS, b",", b";", b":")


def _visible(document: Document) -> bytes:
    """The folded view of an HTML text with its tags, scripts and comments blank, line for line."""
    masked = bytearray(document.encoded)
    for start, end in document.regions:
        for at in range(start, end):
            if masked[at] != 10:  # noqa: PLR2004  the newline
                masked[at] = 32
    return Folded(bytes(masked)).view


def _between_tags(document: Document, start: int, end: int) -> Iterator[Edit]:
    """The deletion of `text[start:end]` that leaves the tags in place."""
    at = start
    for lo, hi in document.regions:
        if hi <= start or lo >= end:
            continue
        if lo > at:
            yield Edit(at, lo, "")
        at = max(at, hi)
    if at < end:
        yield Edit(at, end, "")


def _host(document: Document) -> str:
    """The host that the document came from, without www; empty where that is not known."""
    url = document.meta.get("url") or document.meta.get("source") or ""
    if not isinstance(url, str) or "//" not in url:
        return ""
    return (urlsplit(url).hostname or "").removeprefix("www.")
