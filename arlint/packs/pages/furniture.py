"""What the `line` and `block` rules know of a page: the lines that sites print around an article.

One table serves all rules, because a line is judged by its neighbours, whatever rule these belong to: `موافق` is a
button beside a cookie notice, and a word elsewhere. Each rule compiles its part (`Table`), which the index of packs
keeps (`tables`); `Furniture` puts the parts together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct, structs

from arlint.packs.pages.normal_form import LOOSE_LINES, Normal
from arlint.packs.pages.shapes import SHAPES, may_be_shaped
from arlint.packs.pages.tables import Follow, Reading, Table, When
from arlint.packs.pages.template import ANY, FIRST
from arlint.packs.pages.times import FIRST_WORDS, NUMBER, NUMBERS, WORDS


class Entry(Struct, frozen=True):
    """One way to read a line: as furniture of rule `owner`, if it stands where `when` says.

    `slotted`: by a template that leaves words open, not as a line that is known word for word.
    """

    owner: str
    when: When
    hosts: frozenset[str] = frozenset()
    open: bool = False
    report: bool = False
    listing: bool = False
    slotted: bool = False


_Found = tuple[Reading, Entry]


class _Places:
    """Readings by words, of which a line may have several; they come in the order in which they were added."""

    def __init__(self) -> None:
        self._found: list[_Found] = []
        self.words: dict[bytes, list[int]] = {}

    def add(self, numbers: dict[bytes, tuple[int, ...]], found: list[_Found]) -> None:
        """Add those of `found` that `numbers` name."""
        start = len(self._found)
        self._found += found
        for word, places in numbers.items():
            self.words.setdefault(word, []).extend([start + place for place in places])

    def of(self, words: Iterable[bytes]) -> list[_Found]:
        """Those that have one of `words`, each once."""
        return [self._found[at] for at in sorted({at for word in words for at in self.words.get(word, ())})]


class Furniture:
    """The tables of several rules, ready for look-up. Immutable, but for what it keeps in mind."""

    def __init__(self, tables: Iterable[Table]) -> None:
        #: What was read of short lines, for whoever reads them; forgetting it costs time only.
        self.lines: dict[object, Any] = {}
        self._follow: dict[str, Follow | None] = {}
        self._exact: dict[bytes, list[_Found]] = {}
        self._first, self._last, self._numeric = _Places(), _Places(), _Places()
        self._openings: dict[bytes, set[bytes]] = {}
        self._numbered = 0
        self._menus: set[str] = set()
        self._above: set[str] = set()
        self._readers: set[str] = set()
        #: The rules whose lines end teasers.
        self.closing: set[str] = set()
        #: Patterns of the shapes that a rule speaks of, each with its readings.
        self._shapes: dict[str, list[Entry]] = {}
        #: The rule that takes the name of the site, and the one that takes teasers.
        self.site = self.cards = ""
        for table in tables:
            self._add(table)
        self._signs = bytes({sign for reading, _ in self._numeric.of([b""]) for sign in reading.signs})

    def _add(self, table: Table) -> None:
        self._follow[table.owner] = table.follow
        for told, owners in (
            (table.menu, self._menus),
            (table.above, self._above),
            (table.readers, self._readers),
            (table.closing, self.closing),
        ):
            if told:
                owners.add(table.owner)
        if table.site:
            self.site = table.owner
        if table.cards:
            self.cards = table.owner
        found = [
            (r, Entry(table.owner, r.when, r.hosts, r.open, r.report, r.listing, r.pattern is not None))
            for r in table.readings
        ]
        for name, numbers in table.shapes.items():
            self._shapes.setdefault(name, []).extend([found[n][1] for n in numbers])
        for key, numbers in table.exact.items():
            self._exact.setdefault(key, []).extend([found[n] for n in numbers])
        for mine, theirs in ((self._first, table.first), (self._last, table.last), (self._numeric, table.numeric)):
            mine.add(theirs, found)
        for key, seconds in table.openings.items():
            self._openings.setdefault(key, set()).update(seconds)
        self._numbered = max(self._numbered, table.numbered)

    @cached_property
    def pieces(self) -> frozenset[bytes]:
        """The exact lines of two words or more that stand around an article, in loose normal form."""
        return frozenset(
            line
            for line, readings in self._exact.items()
            if b" " in line and any(entry.when in _AROUND and not entry.report for _, entry in readings)
        )

    def follow(self, owner: str) -> Follow | None:
        """What follows the headings of rule `owner`, if its lines are headings."""
        return self._follow[owner]

    def is_menu(self, owner: str) -> bool:
        """Whether the lines of rule `owner` are parts of menus."""
        return owner in self._menus

    @property
    def sections(self) -> str:
        """The rule that takes menus of sections: its lines are parts of menus, and these stand above headlines."""
        return min(self._menus & self._above, default="")

    def is_above(self, owner: str) -> bool:
        """Whether the lines of rule `owner` stand above headlines."""
        return owner in self._above

    def is_of_readers(self, owner: str) -> bool:
        """Whether what readers wrote stands beside the lines of rule `owner`."""
        return owner in self._readers

    def known(self, view: bytes) -> Iterator[int]:
        """The numbers of the lines of a folded view that may have a reading: a look at their words.

        This runs on every line of every document, so what is usual is asked first and without calls.
        """
        signed = any(sign in view for sign in self._signs)
        openings, last, has_digit = self._openings, self._last.words, _DIGIT.search
        for number, line in enumerate(view.translate(LOOSE_LINES).split(b"\n")):
            words = line[:_END].split(None, 1)
            if not words or len(line) > MAX_LINE:
                continue
            first = words[0]
            if first in openings and first != NUMBER:
                if _is_opening(openings[first], line):
                    yield number
                    continue
            elif len(line) > _SHORT and first not in FIRST_WORDS:
                continue
            digit = has_digit(line)
            if (
                (digit and (signed or self._may_be_numeric(line, first)))
                or line.rsplit(None, 1)[-1] in last
                or (not digit and first in FIRST_WORDS)
            ):
                yield number

    def _may_be_numeric(self, line: bytes, first: bytes) -> bool:
        """Whether a line may begin with a number, or have a word of a template that begins and ends with any."""
        if _DIGIT.search(first) and (not first.isdigit() or _is_opening(self._openings.get(NUMBER, ()), line)):
            return True
        return not self._numeric.words.keys().isdisjoint(_marked(line))

    def read(self, line: Normal) -> list[Entry]:
        """Every reading of a line, exact ones first; empty for a line of prose."""
        loose = line.loose
        words = loose.split(b" ", 2)
        has_digit = _DIGIT.search(loose) is not None
        found: list[_Found] = []
        if loose in self._exact:
            found += self._exact[loose]
        if has_digit and line.count <= self._numbered and (numberless := line.numberless) in self._exact:
            found += self._exact[numberless]
        if words[0] in self._openings:
            second = words[1] if len(words) > 1 else b""
            found += self._first.of((words[0] + b" " + second, words[0] + b" " + ANY))
        found += self._last.of((loose[loose.rfind(b" ") + 1 :],))
        if has_digit or words[0] in FIRST_WORDS:
            found += self._numeric.of(_marked(loose) | {b""})
        if not found:
            return []
        marked, said = _marked(loose), set(loose.split())
        forms = line.forms if any(reading.signed for reading, _ in found) else ()
        entries = [
            entry
            for reading, entry in found
            if (not reading.signs or all(sign in line.raw for sign in reading.signs))
            and line.count >= reading.least
            and not any(said.isdisjoint(need) for need in reading.needs)
            and (not reading.vocabulary or said <= reading.vocabulary)
            and (not reading.holds or _holds(reading.holds, marked))
            and (reading.pattern is None or _fits(reading, loose, forms))
        ]
        if any(entry.when == When.NEVER for entry in entries):
            return []
        if any(entry.report for entry in entries):
            # A line that no page was seen to have stays reported, though a wider template would take it.
            return [entry if entry.report else structs.replace(entry, report=True) for entry in entries]
        return entries

    @property
    def pages(self) -> Entry | None:
        """The reading of a gap between the numbers of pages, if a rule has one: that of paginations."""
        return next(iter(self._shapes.get("gap", ())), None)

    def shaped(self, raw: bytes) -> tuple[str, list[Entry]]:
        """The first shape of a line, "" if it has none, and the readings of a line of that form."""
        if may_be_shaped(raw):
            raw = raw.strip()
            for name, entries in self._shapes.items():
                if SHAPES[name].fullmatch(raw):
                    return name, entries
        return "", []


#: Places of lines that are furniture by themselves, wherever on the page.
_AROUND = frozenset((When.CERTAIN, When.HEAD, When.TAIL, When.EDGE))
#: Bytes of the folded view above which a line is prose whatever it says: the longest notices of consent stay below.
MAX_LINE = 480
#: Bytes at either end of a line that hold its first and its last word.
_END = 48
#: Bytes up to which a line may be a date, a counter or a suffix template.
_SHORT = 120
_DIGIT = re.compile(rb"\d")
_NUMBERS = re.compile(rb"\d +\d")


@lru_cache(maxsize=4096)
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern)


def _marked(line: bytes) -> set[bytes]:
    """The words of a line, with how it begins, and whether there are two numbers in a row in it."""
    words = line.split()
    marked = {*words, FIRST + (NUMBER if _DIGIT.search(words[0]) else words[0])}
    if _NUMBERS.search(line):
        marked.add(NUMBERS)
    return marked


def _fits(reading: Reading, loose: bytes, forms: tuple[bytes, ...]) -> bool:
    """Whether a line, in its normal form or in one of those with signs, matches the pattern of a reading."""
    pattern = _compiled(reading.pattern or b"")
    return any(pattern.match(form) for form in (forms if reading.signed else (loose,)))


def _holds(slots: Iterable[str], marked: set[bytes]) -> bool:
    """Whether a line has a word of each of these slots of numbers and times."""
    return not any(
        WORDS[slot].isdisjoint(marked) if slot in WORDS else not any(map(_DIGIT.search, marked)) for slot in slots
    )


def _is_opening(seconds: Collection[bytes], line: bytes) -> bool:
    """Whether the second word of a line is one of `seconds`; a number may be part of a longer one."""
    second = line.split(None, 2)[1:2]
    if ANY in seconds or (second[0] if second else b"") in seconds:
        return True
    return bool(second) and _DIGIT.search(second[0]) is not None
