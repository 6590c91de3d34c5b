"""reStructuredText: titles, paragraphs, list items, cells.

docutils gives lines and no columns, so the scanner is our own; tests hold the structure before and after a fix
against docutils.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arlint.formats.blocks import Line, block, codec, lines, no_wider, unchanging, width
from arlint.formats.unit import Contents, Options, Role, Unit

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*$")
_LIST = re.compile(r"(?:[-*+\u2022]|\(?(?:\d+|[A-Za-z]|#)[.)])[ \t]+|\|[ \t]+|:[^:`\n]+:(?:[ \t]+|$)")
_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?([\w:.+-]+)::(?:[ \t]+|$)")
_NOTE = re.compile(r"\.\.[ \t]+\[[^\]\n]+\][ \t]+")
_TARGET = re.compile(r"\.\.[ \t]+_|__[ \t]")
_OPTION = re.compile(r"[ \t]*:[\w-]+:")
_GRID = re.compile(r"\+[-=+]+\+[ \t]*$")
_SIMPLE = re.compile(r"=+(?:[ \t]+=+)+[ \t]*$")
#: Directives whose argument and content are prose; the content of any other is left alone.
_PROSE = frozenset((
    "note", "warning", "tip", "hint", "important", "caution", "attention", "danger", "error", "admonition", "seealso",
    "topic", "sidebar", "epigraph", "highlights", "pull-quote", "rubric", "container", "compound", "centered",
    "glossary",
    "versionadded", "versionchanged", "deprecated", "figure", "list-table", "todo", "dropdown", "tab-item", "details",
))  # fmt: skip
_ARGUMENT = _PROSE - {"figure", "container", "list-table", "glossary"}
_INLINE = re.compile(
    r"``.+?``"
    r"|:[\w.+:-]+:`(?:[^`<\\]|\\.)*?(?:<[^`]*>)?`|`[^`\n<]*`:[\w.+:-]+:"
    r"|(?<=[^\s`])[ \t]*<[^<>`]+>`__?|`__?(?!\w)|_?`"
    r"|\|[^|\s](?:[^|\n]*[^|\s])?\|_{0,2}|\[[\w#*.-]+\]_"
    r"|\b[A-Za-z0-9]+__?(?!\w)|\\.|\*\*?",
    re.DOTALL,
)
_REFERENCE = re.compile(r"`([^`<]+)(?:<([^`<>]+)_>)?`_(?![\w_])")


def _inline(raw: str) -> Iterator[tuple[int, int]]:
    for match in _INLINE.finditer(raw):
        yield match.span()
    if "`" in raw:
        # A reference is a name: `the text`_ must stay what its target says.
        yield from (match.span() for match in re.finditer(r"`[^`<]*`__?(?!\w)", raw))


PARAGRAPH = codec(_inline)
ITEM = codec(_inline, _LIST)


def read(text: str, options: Options) -> Contents:
    """The prose of a reStructuredText file; its comments are those that begin with two full stops."""
    reader = _Reader(text)
    return Contents(reader.units, reader.comments)


class _Reader:
    """Reads the lines once, from the first to the last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = lines(text)
        self.units: list[Unit] = []
        self.comments: list[tuple[int, int, str]] = []
        self._referred = {" ".join(match[1].split()).casefold() for match in _REFERENCE.finditer(text)}
        at = 0
        while at < len(self._lines):
            at = self._read(at)

    def _read(self, at: int) -> int:
        """Take what begins at line `at`; the line after it."""
        line = self._lines[at]
        bare = line.bare
        if not bare:
            return at + 1
        if bare.startswith("..") and (bare == ".." or bare[2] in " \t") or bare.startswith("__ "):
            return self._explicit(at)
        if bare.startswith(">>>"):
            return self._paragraph_end(at)
        if _GRID.match(bare) or _SIMPLE.match(bare):
            return self._table(at)
        if _ADORNMENT.match(bare):
            return self._titled(at)
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        if following is not None and self._is_title(line, following):
            self._heading(line, following)
            return at + 2
        return self._paragraph(at)

    @staticmethod
    def _is_title(line: Line, adornment: Line) -> bool:
        if line.indent or not _ADORNMENT.match(adornment.text):
            return False
        return len(adornment.bare) >= min(4, width(line.text.rstrip()))

    def _titled(self, at: int) -> int:
        """A title between two lines of adornment; such a line alone is a transition."""
        if at + 2 < len(self._lines) and self._lines[at + 2].bare == self._lines[at].bare and self._lines[at + 1].bare:
            self._heading(self._lines[at + 1], self._lines[at])
            return at + 3
        return at + 1

    def _heading(self, title: Line, adornment: Line) -> None:
        """Take a title. One that is referred to is a name: what refers to it would be lost."""
        how = no_wider(PARAGRAPH, max(width(adornment.bare), width(title.text.rstrip())))
        if " ".join(title.bare.split()).casefold() in self._referred:
            how = unchanging(how, title.bare)
        self.units += block(self._text, title.start, title.end, how, Role.HEADING)

    def _paragraph_end(self, at: int) -> int:
        while at < len(self._lines) and self._lines[at].bare:
            at += 1
        return at

    def _body_end(self, at: int) -> int:
        """The line after the content of what begins at line `at`: all that is indented further."""
        indent = self._lines[at].indent
        after = at + 1
        while after < len(self._lines) and (not self._lines[after].bare or self._lines[after].indent > indent):
            after += 1
        return after

    def _explicit(self, at: int) -> int:
        line = self._lines[at]
        content = line.text[line.indent :]
        if note := _NOTE.match(content):
            end = next((n for n in range(at + 1, self._body_end(at)) if not self._lines[n].bare), self._body_end(at))
            start = line.start + line.indent + note.end()
            self.units += block(self._text, start, self._lines[end - 1].end, PARAGRAPH, Role.PARAGRAPH)
            return end
        directive = _DIRECTIVE.match(content)
        if directive is None:
            end = self._body_end(at)
            while end > at + 1 and not self._lines[end - 1].bare:
                end -= 1
            if not _TARGET.match(content):
                last = self._lines[end - 1].end
                self.comments.append((line.start + line.indent, last, self._text[line.start + line.indent + 2 : last]))
            return end
        if directive[1] not in _PROSE:
            return self._body_end(at)
        if directive[1] in _ARGUMENT:
            role = Role.HEADING if directive[1] in ("rubric", "admonition", "topic", "sidebar") else Role.PARAGRAPH
            start = line.start + line.indent + directive.end()
            self.units += block(self._text, start, line.end, PARAGRAPH, role)
        at += 1
        while at < len(self._lines) and _OPTION.match(self._lines[at].text):
            at += 1
        return at

    def _table(self, at: int) -> int:
        """A table drawn in characters: nothing may change the width of a cell, so its lines are read only as such."""
        end = self._paragraph_end(at)
        if _SIMPLE.match(self._lines[at].bare):  # its rows may have blank lines between them
            closing = [n for n in range(at, min(len(self._lines), at + 400)) if _SIMPLE.match(self._lines[n].bare)]
            end = max(end, (closing[2] if len(closing) > 2 else closing[-1]) + 1)
        for line in self._lines[at:end]:
            if _GRID.match(line.bare) or _SIMPLE.match(line.bare) or not line.bare:
                continue
            for match in re.finditer(r"[^|\s](?:[^|\s]|[ ](?! ))*", line.text):
                how = no_wider(PARAGRAPH, width(match[0]), width(match[0]))
                self.units += block(self._text, line.start + match.start(), line.start + match.end(), how, Role.CELL)
        return end

    def _paragraph(self, at: int) -> int:
        """A paragraph or a list item; what is indented after a paragraph that ends in `::` is literal."""
        first = self._lines[at]
        marker = _LIST.match(first.text[first.indent :])
        end = at + 1
        while end < len(self._lines) and self._lines[end].bare:
            line = self._lines[end]
            if _LIST.match(line.text[line.indent :]) and (marker or line.indent != first.indent):
                break
            end += 1
        how, role = (ITEM, Role.LIST_ITEM) if marker else (PARAGRAPH, Role.PARAGRAPH)
        self.units += block(self._text, first.start, self._lines[end - 1].end, how, role)
        return self._body_end(end - 1) if self._is_literal(end - 1, self._lines[at:end]) else end

    def _is_literal(self, last: int, paragraph: Sequence[Line]) -> bool:
        """Whether what follows a paragraph is literal; an item's content is indented by its first line."""
        return paragraph[-1].bare.endswith("::") and last + 1 < len(self._lines)
