"""A page while it is judged: its lines, what is taken of them, and what its mechanisms ask of both."""

from __future__ import annotations

from msgspec import Struct

from arlint.document import Document
from arlint.packs.pages.furniture import Entry, Furniture
from arlint.packs.pages.page_lines import PageLine, page_lines
from arlint.text.fold import fold

#: Blank lines across which neighbours still count as such.
GAP = 2
#: Words of an unknown line of a menu.
MENU_WORDS = 4
#: Items of a list, at most, above which the line that leads to it is looked for.
MOST_ITEMS = 12


class Taken(Struct, frozen=True):
    """A line judged to be furniture of rule `owner`; `sure` where nobody could have meant it as text."""

    owner: str
    sure: bool
    heading: int | None = None
    report: bool = False


class Page:
    """The lines of a document with ink; `taken` tells by line number which of them are furniture."""

    def __init__(self, document: Document, furniture: Furniture) -> None:
        self.furniture = furniture
        self.lines = page_lines(document, furniture)
        #: What its record says that its title is, folded.
        self.title = fold(title) if isinstance(title := document.meta.get("title"), str) else b""
        self.taken: dict[int, Taken] = {}
        #: Numbers of the lines that say what a site says as points of the article's list.
        self.points: set[int] = set()
        #: Indices of lines that state facts of the article, though a form or a box of a site has such lines.
        self.stated: frozenset[int] = frozenset()

    def take(self, line: PageLine, entry: Entry, *, sure: bool = False) -> None:
        """Take a line as furniture of the rule of `entry`."""
        self.taken[line.number] = Taken(entry.owner, sure, report=entry.report)

    def near(self, at: int, step: int) -> PageLine | None:
        """The line with ink before or after, if no more than GAP blank lines lie between."""
        other, lines = at + step, self.lines
        if not 0 <= other < len(lines):
            return None
        line = lines[other]
        return line if -GAP - 1 <= line.number - lines[at].number <= GAP + 1 else None

    def is_item(self, at: int) -> bool:
        """Whether a line is an item of a list of the article.

        It has a bullet, and beside it stands another bullet that is no furniture, or above the list a line that leads
        to it with a colon.
        """
        if not self.lines[at].has_bullet:
            return False
        if any(other and not other.entries and other.has_bullet for other in (self.near(at, -1), self.near(at, 1))):
            return True
        above = self.near(at, -1)
        for _ in range(MOST_ITEMS):
            if not above or not above.has_bullet or above.is_prose:
                break
            at -= 1
            above = self.near(at, -1)
        return bool(above and not above.entries and above.is_lead)

    def is_list_heading(self, at: int) -> bool:
        """Whether a line was taken for the heading of a list of links."""
        taken = self.taken.get(self.lines[at].number)
        return taken is not None and self.furniture.follow(taken.owner) is not None

    def is_short(self, line: PageLine) -> bool:
        """Whether a line may be part of a menu: taken, or of a few words that close no sentence."""
        return line.number in self.taken or (line.text.count <= MENU_WORDS and not line.is_sentence)

    def is_known(self, at: int) -> bool:
        """Whether a rule reads a line as furniture, and it is no item of a list of the article and no fact."""
        line = self.lines[at]
        if not (line.entries and line.has_words):
            return False
        return line.number in self.taken or not (at in self.stated or self.is_item(at))
