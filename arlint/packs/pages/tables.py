"""What each `line` and `block` rule says of a page, compiled: its templates by the words that lines of that kind have.

The index of packs keeps these tables; `furniture` puts those of all rules together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from arlint.packs.pages.template import Template, TemplateError
from arlint.packs.schema import Kind, PackError, RuleSpec


class When(StrEnum):
    """Where a line must stand to be furniture.

    CERTAIN: anywhere. HEAD, TAIL, EDGE: before the first line of prose, after the last, either. LAST: in the tail, with
    at most one short line after it. LABEL: among the first three lines, above a headline. BETWEEN: alone between two
    paragraphs. BESIDE: next to another line of furniture, or in a run of such lines. NEVER: such a line is text,
    whatever else it reads like. RECURRING: in a row of lines that recur on the pages of their site (`recurring`).
    FACT: nowhere; it is a label of what the page is about, whose value may stand below it (`kept.sheets`).
    """

    CERTAIN = "certain"
    HEAD = "head"
    TAIL = "tail"
    EDGE = "edge"
    LAST = "last"
    LABEL = "label"
    BETWEEN = "between"
    BESIDE = "beside"
    NEVER = "never"
    RECURRING = "recurring"
    FACT = "fact"


class Follow(Struct, frozen=True, forbid_unknown_fields=True):
    """The lines that belong to a heading: headlines under "مقالات ذات صلة", tags under "الوسوم".

    Lines of `least` to `words` words without a full stop, `most` of them at the page's tail, `inside` of them where the
    article goes on below. With `counted` only lines that end with a number, three of them or more: a list of sections.
    """

    least: int = 2
    words: int = 20
    most: int = 12
    inside: int = 0
    counted: bool = False


class Lines(RuleSpec, frozen=True, kw_only=True):
    """What the kinds `line` and `block` share.

    `lines` are templates by the place that they need; `list` names a file of more (columns: when, template, "report"
    where no page that has it was seen yet). `follow`: the lines are headings of lists. `menu`: they are parts of menus,
    and unknown words between two of them are too. `above`: they stand above headlines, so that a menu of the site's own
    words tells itself by them (`heads`). `readers`: what readers of the page wrote stands beside them.
    `closing`: they end teasers, so that one which a page repeats at equal distances is a link (`cards.take_closing`).
    `site`: the rule takes the name of the site, which the page itself tells (`site_name`), `cards`: it takes teasers of
    other articles (`cards`). `hosts`: the rule leaves alone what is known to come from elsewhere.
    Inside a line of prose: `sentences` are whole sentences, `perhaps` those that are only reported, `phrases` anchors
    of a block that lost its line breaks, which take the rule's other lines beside them. `strips` are the pieces (words,
    or sets in braces) of a menu or footer that stands in a row before the prose or behind it, `anchors` those of them
    that no sentence says, `lists` those behind which headlines or tags follow, up to the next piece.
    `sets` are the named sets of the pack that the templates speak of; the loader fills them in.
    """

    lines: dict[When, tuple[str, ...]] = {}
    list: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    follow: Follow | None = None
    menu: bool = False
    above: bool = False
    readers: bool = False
    closing: bool = False
    site: bool = False
    cards: bool = False
    sentences: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    strips: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    sets: dict[str, tuple[str, ...]] = {}
    hosts: tuple[str, ...] = ()
    sites: dict[str, dict[When, tuple[str, ...]]] = {}
    #: A line of furniture goes with all that it holds: dates, counts, names of networks, addresses.
    claims: tuple[Literal["digits", "latin"], ...] = ("digits", "latin")
    protect: bool = False
    #: Not the text of LaTeX and the like, which an author wrote and no site.
    scope: tuple[Kind, ...] = ("plain", "markdown", "html")

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

    def of_sites(self) -> Iterator[tuple[When, Template, frozenset[str]]]:
        """Every template of `sites` with the place that it needs and its hosts, each once: many sites say the same."""
        hosts: dict[tuple[When, str], set[str]] = defaultdict(set)
        for host, lines in self.sites.items():
            for when, texts in lines.items():
                for text in texts:
                    hosts[when, text].add(host)
        for (when, text), those in hosts.items():
            yield when, self.template(text), frozenset(those)


class Reading(Struct, frozen=True):
    """A template as the table keeps it: the place that it needs, the signs that the line must have.

    `pattern` is what the whole line must match, in signed normal form where `signed`; None for exact lines. `open`
    templates let any words end the line, and so do not speak of sentences; a `listing` ends with no full stop.
    `report`: the finding offers no fix. `least`: the words that a matching line has at
    least; `holds`: the slots of numbers and times in it; `needs`: words one of each of which it has; `vocabulary`: all
    words that it may have, where they are known; `hosts`: the sites on whose pages it counts, empty for any.
    """

    when: When
    signs: bytes
    pattern: bytes | None = None
    signed: bool = False
    open: bool = False
    report: bool = False
    listing: bool = False
    least: int = 0
    holds: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    needs: tuple[tuple[bytes, ...], ...] = ()
    vocabulary: frozenset[bytes] = frozenset()


class Table(Struct, frozen=True, kw_only=True):
    """The templates of one rule: exact lines by their words, others by their first two words or by the last.

    Numbers point into `readings`. `numeric` are templates without a word at either end (dates, counters), by words one
    of which they hold, b"" where none is known. `openings`: first words of all lines with the words that may come
    second. `numbered`: how many words the longest exact line with a number has. `shapes`: by name of the shape.
    """

    owner: str
    readings: tuple[Reading, ...]
    exact: dict[bytes, tuple[int, ...]]
    first: dict[bytes, tuple[int, ...]]
    last: dict[bytes, tuple[int, ...]]
    numeric: dict[bytes, tuple[int, ...]]
    openings: dict[bytes, tuple[bytes, ...]]
    numbered: int
    follow: Follow | None
    menu: bool
    shapes: dict[str, tuple[int, ...]] = {}
    site: bool = False
    cards: bool = False
    above: bool = False
    readers: bool = False
    closing: bool = False


def compile_table(spec: Lines) -> Table:
    """The table of a rule's templates; PackError where one of them is wrong."""
    files = _Files()
    everywhere = frozenset(spec.hosts)
    for when, template, report in spec.templates():
        files.put(template, Reading(when, bytes(sorted(template.signs)), report=report, hosts=everywhere))
    for when, template, hosts in spec.of_sites():
        files.put(template, Reading(when, bytes(sorted(template.signs)), hosts=hosts))
    exact = {line: tuple(numbers) for line, numbers in files.exact.items() if line}
    for line in exact:
        word, _, rest = line.partition(b" ")
        files.openings[word][rest.partition(b" ")[0]] = None
    return Table(
        owner=spec.code,
        readings=tuple(files.readings),
        exact=exact,
        first={words: tuple(numbers) for words, numbers in files.first.items()},
        last={word: tuple(numbers) for word, numbers in files.last.items()},
        numeric={word: tuple(numbers) for word, numbers in files.numeric.items()},
        openings={word: tuple(seconds) for word, seconds in files.openings.items()},
        numbered=max((line.count(b" ") + 1 for line in exact if b"0" in line), default=0),
        follow=spec.follow,
        menu=spec.menu,
        shapes={name: tuple(numbers) for name, numbers in files.shapes.items()},
        site=spec.site,
        cards=spec.cards,
        above=spec.above,
        readers=spec.readers,
        closing=spec.closing,
    )


class _Files:
    """The readings of a rule in order, each once, and the words under which their numbers are filed."""

    def __init__(self) -> None:
        self.readings: dict[Reading, int] = {}
        self.exact: dict[bytes, dict[int, None]] = defaultdict(dict)
        self.first: dict[bytes, dict[int, None]] = defaultdict(dict)
        self.last: dict[bytes, dict[int, None]] = defaultdict(dict)
        self.numeric: dict[bytes, dict[int, None]] = defaultdict(dict)
        self.openings: dict[bytes, dict[bytes, None]] = defaultdict(dict)
        self.shapes: dict[str, dict[int, None]] = defaultdict(dict)

    def put(self, template: Template, reading: Reading) -> None:
        """File `template`, of whose `reading` so much is known as its place on the page decides."""
        if template.shape:
            self.shapes[template.shape][self._number(replace(reading, signs=b""))] = None
        elif not template.has_slots:
            number = self._number(reading)
            for line in template.spelled_out():
                self.exact[line][number] = None
        else:
            self._put_pattern(template, reading)

    def _put_pattern(self, template: Template, reading: Reading) -> None:
        reading = replace(
            reading,
            pattern=template.source,
            signed=template.is_signed,
            open=template.is_open,
            listing=template.is_listing,
            least=template.least,
            holds=template.holds,
            needs=template.needs,
            vocabulary=template.vocabulary,
        )
        number = self._number(reading)
        if template.ends(last=False):
            for word, second in template.openings():
                self.openings[word][second] = None
                self.first[word + b" " + second][number] = None
            return
        ends = template.ends(last=True)
        for word in ends or template.words() or (b"",):
            (self.last if ends else self.numeric)[word][number] = None

    def _number(self, reading: Reading) -> int:
        return self.readings.setdefault(reading, len(self.readings))
