"""The blocks of Markdown: which lines are code, HTML or marks, and which hold text.

CommonMark's own procedure, one line at a time: match the open containers (quotations, list items), then open new
ones, then give the rest of the line to the leaf (paragraph, fence, HTML, table). Only spans are kept, no tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from arlint.text import later
from arlint.text.markdown_inline import DEFINITION, Inline, normal_label

_LINE = later.pattern(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_MAX_DEPTH = 32  # containers; keeps `> > > …` linear
_CODE_INDENT = 4

_ATX = later.pattern(r"#{1,6}(?:[ \t]++|$)")
_ATX_CLOSE = later.pattern(r"(?:(?<=[ \t])|^)#++[ \t]*+$")
_SETEXT = later.pattern(r"(?:=++|-++)[ \t]*+$")
_BREAK = later.pattern(r"(?:\*[ \t]*+){3,}+$|(?:-[ \t]*+){3,}+$|(?:_[ \t]*+){3,}+$")
_FENCE = later.pattern(r"(`{3,}+)(?!.*`)|(~{3,}+)")
_MARKER = later.pattern(r"(?:[-+*]|(?P<number>\d{1,9})[.)])(?=[ \t]|$)")
_TASK = later.pattern(r"\[[ xX]\] ")
_NOTE = later.pattern(r"\[\^[^\s\[\]]{1,200}+\]:[ \t]*+")
# What opens a box of MkDocs, whose text is indented: `!!! note "عنوان"`, `???+ tip`, `=== "عنوان"`.
_BOX = later.pattern(
    r"(?:(?:!!!|\?\?\?\+?)[ \t]*+[A-Za-z][\w-]*+(?:[ \t]++[A-Za-z][\w-]*+)*+|===[!+]?(?=[ \t]++\"))"
    r"(?:[ \t]++\"(?P<title>[^\"]++)?\")?[ \t]*+$",
    re.ASCII,
)
# What opens or closes a container, and the label of MyST before a heading: `:::note`, `(place)=`.
_DIRECTIVE = later.pattern(
    r":{3,}+(?:(?P<image>image\b.*)|[ \t]*+(?:\{[^{}]*+\}|[\w-]*+)[ \t]*+)|\([\w:.-]++\)=[ \t]*+$"
)
# How a block of JavaScript begins in MDX, which ends at a blank line.
_MDX = later.pattern(
    r"import\s(?:[^'\"\n]*+(?<=from|rom\s))?+['\"]|import\s*+\{[^{}'\"\n]*+$"
    r"|export\s*+(?:(?:default|const|let|var|function|class|async)\b|[{*])"
)
_DELIMITER_ROW = later.pattern(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$")
_CELL = later.pattern(r"[^|\\]*+(?:\\.?[^|\\]*+)*+")

_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu"
    "|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
    "|track|ul"
)
# How six of CommonMark's seven kinds of HTML block begin; and how they end, by name (the last one at a blank line).
_HTML = later.pattern(
    r"<(?:(?P<raw>(?:script|pre|style|textarea)(?=[\s>]|$))|(?P<comment>!--)|(?P<instruction>\?)"
    r"|(?P<data>(?-i:!\[CDATA\[))|(?P<declaration>![A-Za-z])"
    rf"|(?P<block>/?(?:{_BLOCK_NAMES})(?=[\s>]|/>|$)))",
    re.IGNORECASE,
)
_HTML_END: Final = {
    "raw": later.pattern(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    "comment": later.pattern(r"-->"),
    "instruction": later.pattern(r"\?>"),
    "data": later.pattern(r"\]\]>"),
    "declaration": later.pattern(r">"),
    "block": None,
}
_WHOLE_TAG = later.pattern(
    r"<(?:/[A-Za-z][A-Za-z0-9-]*+\s*+|[A-Za-z][A-Za-z0-9-]*+"
    r"(?:\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?)>\s*+$"
)


@dataclass
class Blocks:
    """What the blocks of a document are: marks and code, HTML to scan, and the lines that hold inline markup."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    html: list[tuple[int, int]] = field(default_factory=list)
    inlines: list[list[tuple[int, int]]] = field(default_factory=list)
    labels: frozenset[str] = frozenset()


@dataclass
class _Container:
    """A quotation (`width` of 0), or a list item whose content is `width` columns in."""

    width: int
    empty: bool = False  # an item with nothing yet; one blank line after it ends it


@dataclass
class _Leaf:
    """The open leaf: `paragraph`, `fence`, `script` (of MDX), `html` or `table`."""

    kind: str
    lines: list[tuple[int, int]] = field(default_factory=list)
    fence: str = ""
    html_end: re.Pattern[str] | None = None


def parse(text: str, start: int) -> Blocks:
    """Read the blocks of `text` from `start` on."""
    parser = _Parser(text)
    for line in _LINE.finditer(text, start):
        first, end = line.span(1)
        if line.end() > first:
            parser.line(first, end)
    parser.close_leaf()
    parser.blocks.labels = frozenset(parser.labels)
    return parser.blocks


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = Blocks()
        self.labels: set[str] = set()
        self.containers: list[_Container] = []
        self.leaf: _Leaf | None = None
        self.position = self.column = self.end = 0

    # The cursor. Where a tab is taken in part, `column` is ahead of `position` inside of it.

    def peek(self) -> tuple[int, int]:
        """Return where the next character other than a space or tab stands, and its indentation in columns."""
        position, column = self.position, self.column
        while position < self.end and self.text[position] in " \t":
            column += 4 - column % 4 if self.text[position] == "\t" else 1
            position += 1
        return position, column - self.column

    def advance(self, columns: int) -> None:
        """Go over that many columns of spaces and tabs."""
        while columns > 0 and self.position < self.end and self.text[self.position] in " \t":
            width = 4 - self.column % 4 if self.text[self.position] == "\t" else 1
            if width > columns:
                self.column += columns
                return
            self.column += width
            columns -= width
            self.position += 1

    def go_to(self, position: int) -> None:
        """Go over a mark without tabs."""
        self.column += position - self.position
        self.position = position

    # A line.

    def line(self, start: int, end: int) -> None:
        self.position, self.column, self.end = start, 0, end
        if not self.containers and start < end and self.text[start].isalnum() and self.plain_line(start):
            return
        matched = self.match_containers()
        whole = matched == len(self.containers)
        leaf = self.leaf
        if whole and leaf is not None and leaf.kind in ("fence", "script", "html"):
            self.continue_raw(leaf)
            return
        opened = self.open_blocks(matched)
        if opened == "leaf":
            return
        first, _ = self.peek()
        blank = first == end
        if blank:
            self.close_to(matched if not opened else len(self.containers))
            self.close_leaf()
            return
        leaf = self.leaf
        if not opened and leaf is not None and leaf.kind == "paragraph":  # a lazy line belongs to it too
            self.text_line(leaf, first)
            return
        if not opened:
            self.close_to(matched)
        if self.leaf is not None and self.leaf.kind == "table":
            self.row(first)
            return
        self.close_leaf()
        if _MDX.match(self.text, first, end):
            self.leaf = _Leaf("script", [(first, end)])
            return
        self.leaf = _Leaf("paragraph")
        self.text_line(self.leaf, first)

    def plain_line(self, start: int) -> bool:
        """Take a line that begins with a letter or digit outside of all containers: most lines, and text mostly."""
        if self.text[start].isdigit() and _MARKER.match(self.text, start, self.end):
            return False
        if self.leaf is None and _MDX.match(self.text, start, self.end) is None:
            self.leaf = _Leaf("paragraph")
        if self.leaf is None or self.leaf.kind != "paragraph":
            return False
        self.text_line(self.leaf, start)
        return True

    def match_containers(self) -> int:
        """Take the marks and indentation of the containers that this line continues; return how many."""
        for index, container in enumerate(self.containers):
            first, indent = self.peek()
            if container.width:
                if first == self.end:
                    if container.empty:
                        return index
                    continue
                container.empty = False
                if indent < container.width:
                    return index
                before = self.position
                self.advance(container.width)
                self.blocks.spans.append((before, self.position))
            elif indent < _CODE_INDENT and self.text.startswith(">", first, self.end):
                self.quote(first)
            else:
                return index
        return len(self.containers)

    def quote(self, first: int) -> None:
        before = self.position
        self.go_over(first + 1)
        self.advance(1)
        self.blocks.spans.append((before, self.position))

    def continue_raw(self, leaf: _Leaf) -> None:
        """Give a line to a fence, a script or an HTML block."""
        first, indent = self.peek()
        if leaf.kind == "fence":
            leaf.lines.append((self.position, self.end))
            rest = self.text[first : self.end].rstrip(" \t")
            if indent < _CODE_INDENT and len(rest) >= len(leaf.fence) and not rest.strip(leaf.fence[0]):
                self.close_leaf()
        elif leaf.html_end is None and first == self.end:
            self.close_leaf()
        else:
            leaf.lines.append((self.position, self.end))
            if leaf.html_end is not None and leaf.html_end.search(self.text, self.position, self.end):
                self.close_leaf()

    def open_blocks(self, matched: int) -> str:
        """Open what starts on this line. Return `leaf` where that takes the line, `container`, or an empty string."""
        opened = ""
        while True:
            first, indent = self.peek()
            in_paragraph = not opened and self.leaf is not None and self.leaf.kind == "paragraph"
            whole = matched == len(self.containers)
            if first == self.end:
                return opened
            if indent >= _CODE_INDENT:
                if in_paragraph:
                    return opened
                self.start(matched, opened)
                self.blocks.spans.append((self.position, self.end))
                return "leaf"
            if self.text[first] == ">" and len(self.containers) < _MAX_DEPTH:
                self.start(matched, opened)
                self.containers.append(_Container(0))
                self.quote(first)
            elif self.open_leaf(first, matched, opened, in_paragraph=in_paragraph, whole=whole):
                return "leaf"
            elif not self.open_item(first, indent, matched, opened, interrupts=in_paragraph and whole):
                return opened
            opened = "container"

    def start(self, matched: int, opened: str) -> None:
        """Close what a new block ends: the leaf, and the containers that the line does not continue."""
        if not opened:
            self.close_to(matched)
        self.close_leaf()

    def open_leaf(self, first: int, matched: int, opened: str, *, in_paragraph: bool, whole: bool) -> bool:
        """Open a heading, break, fence, HTML block, table, directive or label; return whether one starts here."""
        text, end = self.text, self.end
        sign = text[first]
        if in_paragraph and whole and self.leaf is not None and self.underline(self.leaf, first):
            return True
        if sign == "#" and (heading := _ATX.match(text, first, end)):
            self.start(matched, opened)
            self.heading(first, heading.end())
        elif sign in "`~" and (fence := _FENCE.match(text, first, end)):
            self.start(matched, opened)
            self.leaf = _Leaf("fence", [(first, end)], fence=fence[0])
        elif sign == "<" and (html := self.html_block(first, interrupts=in_paragraph)):
            self.start(matched, opened)
            self.leaf = html
            if html.html_end is not None and html.html_end.search(text, first, end):
                self.close_leaf()
        elif sign in "*-_" and _BREAK.match(text, first, end):
            self.start(matched, opened)
            self.blocks.spans.append((first, end))
        elif sign in ":(" and (directive := _DIRECTIVE.match(text, first, end)):
            self.start(matched, opened)
            self.blocks.spans.append((first, directive.end()))
            if directive["image"] is None and directive.end() < end:
                self.blocks.inlines.append([(directive.end(), end)])
        else:
            return False
        return True

    def underline(self, leaf: _Leaf, first: int) -> bool:
        """Take the underline of a heading, or the second row of a table."""
        if _SETEXT.match(self.text, first, self.end):
            self.define(leaf)
            if not leaf.lines:
                return False
            self.blocks.spans.append((first, self.end))
            self.close_leaf()
            return True
        row = self.text[first : self.end]
        if ("|" in row or ":" in row) and _DELIMITER_ROW.match(row):
            head_start, head_end = leaf.lines[-1]
            columns = len(self.cells(first, self.end))
            if "|" in self.text[head_start:head_end] and len(self.cells(head_start, head_end)) == columns:
                leaf.lines.pop()
                self.close_leaf()
                self.blocks.spans.append((first, self.end))
                self.leaf = _Leaf("table")
                self.row(head_start, head_end)
                return True
        return False

    def heading(self, first: int, start: int) -> None:
        end = self.end
        close = _ATX_CLOSE.search(self.text[start:end])
        stop = start + close.start() if close else end
        self.blocks.spans += [(first, start), (stop, end)]
        if start < stop:
            self.blocks.inlines.append([(start, stop)])

    def html_block(self, first: int, *, interrupts: bool) -> _Leaf | None:
        begun = _HTML.match(self.text, first, self.end)
        if begun is not None:
            return _Leaf("html", [(self.position, self.end)], html_end=_HTML_END[begun.lastgroup or ""])
        if not interrupts and _WHOLE_TAG.match(self.text, first, self.end):
            return _Leaf("html", [(self.position, self.end)])
        return None

    def open_item(self, first: int, indent: int, matched: int, opened: str, *, interrupts: bool) -> bool:
        """Open a list item, a footnote or a box; return whether one starts here."""
        text, end = self.text, self.end
        if len(self.containers) >= _MAX_DEPTH:
            return False
        box = _BOX.match(text, first, end) if text[first] in "!?=" else None
        if box is not None:
            self.start(matched, opened)
            title, title_end = box.span("title") if box["title"] else (end, end)
            self.blocks.spans += [(first, title), (title_end, end)]
            if title < title_end:
                self.blocks.inlines.append([(title, title_end)])
            self.containers.append(_Container(_CODE_INDENT))
            self.go_over(end)
            return True
        note = _NOTE.match(text, first, end) if text[first] == "[" else None
        if note is not None:
            self.start(matched, opened)
            self.blocks.spans.append(note.span())
            self.containers.append(_Container(_CODE_INDENT))
            self.go_over(note.end())
            return True
        marker = _MARKER.match(text, first, end)
        if marker is None:
            return False
        empty = not text[marker.end() : end].strip(" \t")
        if interrupts and (empty or marker["number"] not in (None, "1")):
            return False
        self.start(matched, opened)
        before = self.position
        self.go_over(marker.end())
        _, padding = self.peek()
        if empty or padding > _CODE_INDENT:
            padding = 1
        self.containers.append(_Container(indent + marker.end() - first + padding, empty))
        self.advance(padding)
        task = _TASK.match(text, self.position, end)
        if task:
            self.go_to(task.end())
        self.blocks.spans.append((before, self.position))
        return True

    def go_over(self, position: int) -> None:
        """Go over the indentation before a mark, and the mark."""
        _, indent = self.peek()
        self.advance(indent)
        self.go_to(position)

    # Leaves.

    def text_line(self, leaf: _Leaf, first: int) -> None:
        """Give a line to the paragraph; indentation, and the spaces that break a line, are marks."""
        last = self.end
        if self.text[last - 1] in " \t":
            last = first + len(self.text[first:last].rstrip(" \t"))
        if first > self.position:
            self.blocks.spans.append((self.position, first))
        if last < self.end and self.text.startswith("  ", last, self.end):
            self.blocks.spans.append((last, self.end))
        leaf.lines.append((first, last))

    def cells(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the cells of a row, without the pipes at its ends."""
        cells = [cell.span() for cell in _CELL.finditer(self.text, start, end)]
        cells = [span for index, span in enumerate(cells) if index == 0 or span[0] > cells[index - 1][1]]
        if cells and not self.text[slice(*cells[0])].strip():
            cells = cells[1:]
        if cells and not self.text[slice(*cells[-1])].strip():
            cells = cells[:-1]
        return cells

    def row(self, start: int, end: int | None = None) -> None:
        """Take the row of a table: the pipes are marks, each cell is text of its own."""
        stop = self.end if end is None else end
        last = start
        for first, cell_end in self.cells(start, stop):
            self.blocks.spans.append((last, first))
            self.blocks.inlines.append([(first, cell_end)])
            last = cell_end
        self.blocks.spans.append((last, stop))

    def close_to(self, depth: int) -> None:
        if depth < len(self.containers):
            self.close_leaf()
            del self.containers[depth:]

    def close_leaf(self) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        if leaf.kind in ("fence", "script"):
            self.blocks.spans.append((leaf.lines[0][0], leaf.lines[-1][1]))
        elif leaf.kind == "html":
            self.blocks.html.append((leaf.lines[0][0], leaf.lines[-1][1]))
        elif leaf.kind == "paragraph":
            self.define(leaf)
            if leaf.lines:
                self.blocks.inlines.append(leaf.lines)

    def define(self, leaf: _Leaf) -> None:
        """Take the link definitions from the beginning of a paragraph."""
        if not leaf.lines or self.text[leaf.lines[0][0]] != "[":
            return
        inline = Inline(self.text, leaf.lines)
        position = 0
        while (definition := DEFINITION.match(inline.text, position)) is not None:
            if not definition["label"].strip():
                break
            self.labels.add(normal_label(definition["label"]))
            start, end = definition.span()
            if definition["title"]:
                first, last = definition.span("title")
                self.blocks.spans.append(inline.span(start, first + 1))
                start = last - 1
            self.blocks.spans.append(inline.span(start, end))
            position = definition.end()
        taken = inline.text.count("\n", 0, position) + (position == len(inline.text))
        if position:
            leaf.lines = leaf.lines[taken:]
