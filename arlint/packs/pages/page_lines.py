"""The lines of a page as the `line` and `block` rules see them: their normal form, their readings, what prose is."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable

from msgspec import Struct

from arlint.document import Document
from arlint.packs.pages.furniture import MAX_LINE, Entry, Furniture
from arlint.packs.pages.normal_form import Normal, normal
from arlint.packs.pages.origin import origin
from arlint.packs.pages.rows import WIDE, row
from arlint.packs.pages.tables import When
from arlint.text import later
from arlint.text.chars import ARABIC_LETTER_BYTES, byte_class, encode
from arlint.text.fold import Folded

#: Words from which a line is prose without a full stop. Headlines end below it (research on 36 sources: 18).
PROSE_WORDS = 18
#: Words from which a line with a full stop is prose.
SENTENCE_WORDS = 4
#: Words from which a line with a question or exclamation mark is prose: shorter ones are mostly headlines.
QUESTION_WORDS = 12
#: Words from which a line with a colon is prose: it leads to a quotation or a list of the article.
COLON_WORDS = 6
#: Words up to which a line may be two elements of a page without the space between them.
GLUED_WORDS = 16

#: Bytes of a line up to which it is read once for all its places, and how many such lines are kept in mind.
_SHORT, _MOST_REMEMBERED = 80, 4_096
#: The number of a line that stands on no page yet.
_NOWHERE = -1

#: Bytes at either end of a line that hold its first sign, or its last: a paragraph is not copied for them.
_EDGE = 16
#: What may stand behind the last sign of a line.
CLOSING = b' ")]\r\t'
_ELLIPSIS = encode("\u2026")
_STOPS = (b".", encode("\u06d4"))  # the full stop, and that of Urdu
_ENDS = frozenset((*_STOPS, b",", b";", b":"))  # of sentences and enumerations
_BULLET = b"-*>" + encode("\u2022") + b"\x01"  # \x01 is the byte of arrows, squares and emoji
_LETTER = later.pattern(rb"[^0-9 ]")
#: A heading of Markdown: in plain text a trace of it, which still says that an author structured the text.
_HEADING = later.pattern(rb" *#+ ")
#: A line in stars, brackets or arrows or with a bullet, which is what it is without: **اقرأ أيضا: …**, - اقرأ أيضا: …
_DRESSED = later.pattern(rb" *(?:[*_-]+|[<>]{2,}|\[|# ?)[ *]*([^\]\[*<>#]{3,}?)[ *]*\]? *\r?")
_NEWLINE, _SPACE = b"\n "
#: Signs of which lines are drawn, folded.
_LINES = (b"=", b"-")
#: A digit with a letter behind it: two elements of a page that lost what stood between them (2023آخر تحديث).
_GLUED = later.pattern(rb"(\d)(?=[" + byte_class(ARABIC_LETTER_BYTES) + rb"])")


class PageLine(Struct):
    """A line with ink: its number, its normal form, its readings, the shape that gave it them if one did.

    What is asked of each line again and again is found out where it is read (`of`): whether it `is_prose`, a sentence
    or more, long or closed by a stop; its `end`, the last character that is no bracket, quotation mark or space;
    whether it `has_bullet`, as items of lists do, and `has_words`, more than numbers. `certain`: what it is wherever it
    stands. `recurring`: it recurs on the pages of its site, which no other mechanism asks for. `is_fact`: it is a label
    of what the page is about.
    """

    number: int
    text: Normal
    entries: list[Entry]
    shape: str
    end: bytes
    is_prose: bool
    has_bullet: bool
    has_words: bool
    certain: Entry | None = None
    recurring: Entry | None = None
    is_fact: bool = False

    @classmethod
    def of(cls, number: int, text: Normal, entries: list[Entry], shape: str = "") -> PageLine:
        """A line that was read."""
        raw = text.raw
        end = raw[-_EDGE:].rstrip(CLOSING)[-1:] or raw.rstrip(CLOSING)[-1:]
        has_bullet = (raw[:_EDGE].lstrip() or raw.lstrip())[:1] in _BULLET
        has_words = bool(shape) or _LETTER.search(text.loose) is not None
        return cls(number, text, entries, shape, end, _reads_as_prose(text, end), has_bullet, has_words)

    def at(self, number: int) -> PageLine:
        """The same line at another place."""
        return PageLine(
            number,
            self.text,
            self.entries,
            self.shape,
            self.end,
            self.is_prose,
            self.has_bullet,
            self.has_words,
            self.certain,
            self.recurring,
            self.is_fact,
        )

    @property
    def is_paragraph(self) -> bool:
        """Whether it is prose that ends as a paragraph does."""
        return self.is_prose and (self.end in _STOPS or self.end in (b"!", b"?"))

    def reading(self, *places: When) -> Entry | None:
        """The first reading that needs one of `places`."""
        return next((e for e in self.entries if e.when in places), None)

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as sentences and enumerations do, not as headlines do."""
        return self.end in _ENDS

    @property
    def is_closed(self) -> bool:
        """Whether a full stop closes it."""
        return self.end in _STOPS

    @property
    def is_heading(self) -> bool:
        """Whether it has the sign of a Markdown heading."""
        return self.text.raw.startswith(b"#") and self.text.raw.lstrip(b"#").startswith(b" ")

    @property
    def is_lead(self) -> bool:
        """Whether it leads to what follows, with a colon."""
        return self.end == b":"

    @property
    def is_question(self) -> bool:
        """Whether it asks something."""
        return self.end == b"?"


def _reads_as_prose(text: Normal, end: bytes) -> bool:
    if text.count >= PROSE_WORDS or len(text.raw) >= MAX_LINE:
        return True
    if end in _STOPS:
        return text.count >= SENTENCE_WORDS and not text.raw.rstrip(CLOSING).endswith((b"..", _ELLIPSIS))
    return (end in b"?!" and text.count >= QUESTION_WORDS) or (end == b":" and text.count >= COLON_WORDS)


def page_lines(document: Document, furniture: Furniture) -> list[PageLine]:
    """The lines with ink; none at all where no line has a reading, which is so for most articles."""
    view = _visible(document) if document.kind == "html" else document.folded.view
    raws: list[bytes] = []
    site = origin(document.meta)
    read: dict[int, PageLine] = {}
    for number in furniture.known(view):
        raws = raws or view.split(b"\n")
        raw = raws[number]
        line = _remembered(furniture, raw, site, _read)
        if (line.entries or line.recurring or line.is_fact) and not _is_content(document, raws, number):
            read[number] = line.at(number)
    if not any(line.entries or line.recurring for line in read.values()):
        return []
    # In a file that an author wrote an address is theirs.
    other = _unshaped if document.kind == "markdown" else _shaped
    has_rows = document.kind == "plain" and any(gap in document.text for gap in WIDE)
    lines = []
    for number, raw in enumerate(raws):
        if number in read:
            lines.append(read[number])
        elif raw and not raw.isspace():
            line = _remembered(furniture, raw, "", other).at(number)
            if has_rows and not line.entries:
                span = document.lines[number]  # the view has single spaces
                line.entries = row(furniture, document.text[span.start : span.end])
                line.is_prose = line.is_prose and not line.entries
            lines.append(line)
    return lines


_Reader = Callable[[Furniture, bytes, str], PageLine]


def _remembered(furniture: Furniture, raw: bytes, site: str, read: _Reader) -> PageLine:
    """What `read` makes of a line. Four lines of five that may be furniture stood on a page before, or on this one."""
    if len(raw) > _SHORT:
        return read(furniture, raw, site)
    key = raw, site, read
    line: PageLine | None = furniture.lines.get(key)
    if line is None:
        if len(furniture.lines) >= _MOST_REMEMBERED:
            furniture.lines.clear()
        line = furniture.lines[key] = read(furniture, raw, site)
    return line


def _shaped(furniture: Furniture, raw: bytes, _: str) -> PageLine:
    """A line that has no reading but by its shape."""
    shape, entries = furniture.shaped(raw)
    line = PageLine.of(_NOWHERE, normal(raw[:MAX_LINE]), entries, shape)
    line.certain = line.reading(When.CERTAIN)
    return line


def _unshaped(_: Furniture, raw: bytes, __: str) -> PageLine:
    return PageLine.of(_NOWHERE, normal(raw[:MAX_LINE]), [])


def _read(furniture: Furniture, raw: bytes, site: str) -> PageLine:
    """A line with the readings that its site and its form allow."""
    text = normal(raw)
    found = furniture.read(text)
    if not found and text.count <= GLUED_WORDS and _GLUED.search(raw):
        found = furniture.read(normal(_GLUED.sub(rb"\1 ", raw)))
    if not found and text.count <= PROSE_WORDS and (dressed := _DRESSED.fullmatch(raw)):
        found = furniture.read(normal(dressed[1]))
    line = PageLine.of(_NOWHERE, text, [e for e in found if not e.hosts or not site or site in e.hosts])
    if line.entries and line.is_prose:
        line.entries = [e for e in line.entries if not e.open and not (e.listing and line.is_closed)]
    if line.entries and _HEADING.match(raw):
        line.entries = [e for e in line.entries if e.when == When.CERTAIN]
    if any(entry.when == When.RECURRING for entry in line.entries):
        line.recurring = next((e for e in found if e.when == When.RECURRING and (not e.hosts or site in e.hosts)), None)
        line.entries = [entry for entry in line.entries if entry.when != When.RECURRING]
    if any(entry.when == When.FACT for entry in line.entries):
        line.is_fact = True
        line.entries = [entry for entry in line.entries if entry.when != When.FACT]
    line.certain = line.reading(When.CERTAIN)
    return line


def _is_content(document: Document, raws: list[bytes], number: int) -> bool:
    """Whether the form of a line says that it is content: a quotation, a heading or table of Markdown, a link, code."""
    bare = raws[number].strip()
    if len(bare) > 1 and bare.startswith(b'"') and bare.endswith(b'"') and b"|" not in bare:
        return True
    if document.kind == "markdown" and (
        bare.startswith((b"#", b"|", b"`", b"<!--"))
        or b"](" in bare
        or b"][" in bare
        or (number + 1 < len(raws) and raws[number + 1].lstrip()[:1] in _LINES and _is_underlined(document, number))
    ):
        return True
    regions = document.regions if document.kind != "html" else []
    if not regions:
        return False
    span = document.lines[number]
    at = bisect_right(regions, (span.start, sys.maxsize)) - 1  # the regions are sorted and disjoint
    return at >= 0 and span.end <= regions[at][1]


def _is_underlined(document: Document, number: int) -> bool:
    """Whether the next line makes this one a heading of Markdown."""
    below = document.lines[number + 1]
    text = document.text[below.start : below.end].strip()
    return len(text) > 1 and (not text.strip("=") or not text.strip("-"))


def _visible(document: Document) -> bytes:
    """The folded view of an HTML text with its tags, scripts and comments blank, line for line."""
    masked = bytearray(document.encoded)
    for start, end in document.regions:
        for at in range(start, end):
            if masked[at] != _NEWLINE:
                masked[at] = _SPACE
    return Folded(bytes(masked)).view
