"""What the `line` and `block` rules know of a page: the lines that sites print around an article.

One table serves all rules, because a line is judged by its neighbours, whatever rule these belong to: `موافق` is a
button beside a cookie notice, and a word elsewhere. Each rule compiles its part (`Table`), which the index of packs
keeps; `Furniture` puts the parts together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from arlint.packs.normal_form import LOOSE, Normal
from arlint.packs.schema import PackError, RuleSpec
from arlint.packs.template import Template, TemplateError
from arlint.packs.times import FIRST_WORDS


class When(StrEnum):
    """Where a line must stand to be furniture.

    CERTAIN: anywhere. HEAD, TAIL, EDGE: before the first line of prose, after the last, either. LAST: in the tail, with
    at most one short line after it. LABEL: among the first three lines, above a headline. BETWEEN: alone between two
    paragraphs. BESIDE: next to another line of furniture, or in a run of such lines.
    """

    CERTAIN = "certain"
    HEAD = "head"
    TAIL = "tail"
    EDGE = "edge"
    LAST = "last"
    LABEL = "label"
    BETWEEN = "between"
    BESIDE = "beside"


class Follow(Struct, frozen=True, forbid_unknown_fields=True):
    """The lines that belong to a heading: headlines under "مقالات ذات صلة", tags under "الوسوم".

    Lines of `least` to `words` words without a full stop, `most` of them at the page's tail, `inside` of them where the
    article goes on below.
    """

    least: int = 2
    words: int = 20
    most: int = 12
    inside: int = 0


class Lines(RuleSpec, frozen=True, kw_only=True):
    """What the kinds `line` and `block` share.

    `lines` are templates by the place that they need; `list` names a file of more (columns: when, template, "report"
    where no page that has it was seen yet). `follow`: the lines are headings of lists. `menu`: they are parts of menus,
    and unknown words between two of them are too. `hosts`: the rule leaves alone what is known to come from elsewhere.
    Inside a line of prose: `sentences` are whole sentences, `perhaps` those that are only reported, `phrases` anchors
    of a block that lost its line breaks, which take the rule's other lines beside them.
    `sets` are the named sets of the pack that the templates speak of; the loader fills them in.
    """

    lines: dict[When, tuple[str, ...]] = {}
    list: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    follow: Follow | None = None
    menu: bool = False
    sentences: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    sets: dict[str, tuple[str, ...]] = {}
    hosts: tuple[str, ...] = ()
    #: A line of furniture goes with all that it holds: dates, counts, names of networks, addresses.
    claims: tuple[str, ...] = ("digits", "latin")
    protect: bool = False

    def template(self, text: str) -> Template:
        """A template of the rule, read; PackError where it cannot be."""
        try:
            return Template(text, self.sets)
        except TemplateError as error:
            raise PackError(f"rule {self.code}: template {error}") from error

    def templates(self) -> Iterator[tuple[When, Template, bool]]:
        """Every template with the place that it needs, and whether it is only reported.

        PackError where a row of the list is wrong.
        """
        for when, texts in self.lines.items():
            for text in texts:
                yield when, self.template(text), False
        for row in self.rows:
            try:
                when, text = When(row[0]), row[1]
            except (ValueError, IndexError):
                known = ", ".join(When)
                reason = f"{row!r} needs one of {known}, and a template"
                raise PackError(f"rule {self.code}, list {self.list}: {reason}") from None
            yield when, self.template(text), row[2:3] == ("report",)


class Reading(Struct, frozen=True):
    """A template as the table keeps it: the place that it needs, the signs that the line must have.

    `pattern` is what the whole line must match, in signed normal form where `signed`; None for exact lines. `open`
    templates let any words end the line, and so do not speak of sentences. `report`: the finding offers no fix.
    """

    when: When
    signs: bytes
    pattern: bytes | None = None
    signed: bool = False
    open: bool = False
    report: bool = False


class Table(Struct, frozen=True):
    """The templates of one rule: exact lines by their words, others by their first or last word.

    Numbers point into `readings`. `numeric` are templates without a word at either end: dates, counters.
    """

    owner: str
    readings: tuple[Reading, ...]
    exact: dict[bytes, tuple[int, ...]]
    first: dict[bytes, tuple[int, ...]]
    last: dict[bytes, tuple[int, ...]]
    numeric: tuple[int, ...]
    follow: Follow | None
    menu: bool
    hosts: tuple[str, ...]


def compile_table(spec: Lines) -> Table:
    """The table of a rule's templates; PackError where one of them is wrong."""
    readings: dict[Reading, int] = {}
    exact: dict[bytes, dict[int, None]] = defaultdict(dict)
    first: dict[bytes, dict[int, None]] = defaultdict(dict)
    last: dict[bytes, dict[int, None]] = defaultdict(dict)
    numeric: dict[int, None] = {}
    for when, template, report in spec.templates():
        signs = bytes(sorted(template.signs))
        if not template.has_slots:
            number = readings.setdefault(Reading(when, signs, report=report), len(readings))
            for key in template.spelled_out():
                exact[key][number] = None
            continue
        reading = Reading(when, signs, template.pattern.pattern, template.is_signed, template.is_open, report)
        number = readings.setdefault(reading, len(readings))
        for words, table in ((template.ends(last=False), first), (template.ends(last=True), last)):
            if words:
                for word in words:
                    table[word][number] = None
                break
        else:
            numeric[number] = None
    exact.pop(b"", None)
    return Table(
        spec.code,
        tuple(readings),
        {key: tuple(numbers) for key, numbers in exact.items()},
        {key: tuple(numbers) for key, numbers in first.items()},
        {key: tuple(numbers) for key, numbers in last.items()},
        tuple(numeric),
        spec.follow,
        spec.menu,
        spec.hosts,
    )


class Entry(Struct, frozen=True):
    """One way to read a line: as furniture of rule `owner`, if it stands where `when` says."""

    owner: str
    when: When
    hosts: tuple[str, ...] = ()
    open: bool = False
    report: bool = False


_Found = tuple[Reading, Entry]


class Furniture:
    """The tables of several rules, ready for look-up. Immutable."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._follow: dict[str, Follow | None] = {}
        self._exact: dict[bytes, list[_Found]] = {}
        self._first: dict[bytes, list[_Found]] = {}
        self._last: dict[bytes, list[_Found]] = {}
        self._numeric: list[_Found] = []
        self._menus: set[str] = set()
        for table in tables:
            self._add(table)
        self._starts = {key.partition(b" ")[0] for key in self._exact} | set(self._first)
        self._starts.discard(b"0")

    def _add(self, table: Table) -> None:
        self._follow[table.owner] = table.follow
        if table.menu:
            self._menus.add(table.owner)
        found = [(r, Entry(table.owner, r.when, table.hosts, r.open, r.report)) for r in table.readings]
        for mine, theirs in ((self._exact, table.exact), (self._first, table.first), (self._last, table.last)):
            for key, numbers in theirs.items():
                mine.setdefault(key, []).extend([found[n] for n in numbers])
        self._numeric += [found[n] for n in table.numeric]

    def follow(self, owner: str) -> Follow | None:
        """What follows the headings of rule `owner`, if its lines are headings."""
        return self._follow[owner]

    def is_menu(self, owner: str) -> bool:
        """Whether the lines of rule `owner` are parts of menus."""
        return owner in self._menus

    def may_read(self, raw: bytes) -> bool:
        """Whether a line of the folded view may have a reading: a cheap look at its ends."""
        start = raw[:_END].translate(LOOSE).split(None, 1)
        if not start:
            return False
        if start[0] in self._starts or start[0] in FIRST_WORDS:
            return True
        if len(raw) > _SHORT:
            return False
        if _DIGIT.search(raw):
            return True
        end = raw[-_END:].translate(LOOSE).split()
        return bool(end) and end[-1] in self._last

    def read(self, line: Normal) -> list[Entry]:
        """Every reading of a line, exact ones first; empty for a line of prose."""
        loose = line.loose
        space = loose.find(b" ")
        start = loose[:space] if space > 0 else loose
        end = loose[loose.rfind(b" ") + 1 :]
        has_digit = _DIGIT.search(loose) is not None
        found: list[_Found] = []
        if loose in self._exact:
            found += self._exact[loose]
        if has_digit and (numberless := line.numberless) in self._exact:
            found += self._exact[numberless]
        if start in self._first:
            found += self._first[start]
        if end in self._last:
            found += self._last[end]
        if has_digit or start in FIRST_WORDS:
            found += self._numeric
        if not found:
            return []
        # A reading that may be fixed comes before one that is only reported.
        found.sort(key=lambda pair: pair[1].report)
        signed = line.signed if any(reading.signed for reading, _ in found) else b""
        return [
            entry
            for reading, entry in found
            if (not reading.signs or all(sign in line.raw for sign in reading.signs))
            and (reading.pattern is None or _compiled(reading.pattern).match(signed if reading.signed else loose))
        ]


#: Bytes at either end of a line that hold its first and its last word.
_END = 48
#: Bytes up to which a line may be a date, a counter or a suffix template.
_SHORT = 120
_DIGIT = re.compile(rb"\d")


@lru_cache(maxsize=4096)
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern)
