"""AsciiDoc: titles, paragraphs, list items, cells. No maintained parser of Python reads it; the scanner is our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.formats.blocks import block, codec, lines
from arlint.formats.unit import Contents, Options, Role, Unit

_TITLE = re.compile(r"(?:={1,6}|#{1,6})[ \t]+(?=\S)")
_MARKER = re.compile(
    r"(?:[*.]{1,5}|-|\d+\.|<(?:\d+|\.)>)[ \t]+(?:\[[ x*]\][ \t]+)?|(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+"
    r"|(?:={1,6}|#{1,6})[ \t]+"
)
_TERM = re.compile(r"(?::{2,4}|;;)(?=[ \t]|$)", re.MULTILINE)
_FENCE = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}[\w-]*)[ \t]*$")
_CONTAINER = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--)[ \t]*$")
_TABLE = re.compile(r"[|,:!]={3,}[ \t]*$")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(?:[ \t]|$)")
_BLOCK_ATTRIBUTES = re.compile(r"\[[^\n]*\][ \t]*$")
_CODE = re.compile(r"\[(?:source|listing|literal|stem|latexmath|asciimath|pass|verse,?.*code)\b")
_MACRO = re.compile(r"[a-z][\w-]*::[^\s\[]*\[[^\n]*\][ \t]*$")
_CELL = re.compile(r"(?:^|(?<=\s))(?:[\d.]*[+*]?[<^>.]*[adehlmsv]?)\||^\|", re.MULTILINE)
_INLINE = re.compile(
    r"`+[^`\n]+`+|\+\+?\+?[^+\s](?:[^+\n]*[^+\s])?\+?\+?\+"
    r"|pass:[a-z,]*\[[^\]\n]*\]"
    r"|(?:stem|latexmath|asciimath|kbd|btn|menu|icon|image|anchor|indexterm2?):[^\s\[]*\[[^\]\n]*\]"
    r"|(?:link|xref|mailto):[^\s\[]+\[|(?:https?|ftp|irc)://[^\s\[\]<>]+\[?|footnote(?:ref)?:[\w-]*\["
    r"|<<[^,<>\n]+(?:,|>>)|>>|\[\[[^\]\n]+\]\]|\(\(\([^()\n]+\)\)\)|\{[\w-]+(?::[^{}\n]*)?\}"
    r"|\[[.#%][^\]\n]*\](?=#)|##?|\*\*?|__?|\^|~|\]|<\d+>|[ \t]\+$",
    re.MULTILINE,
)


def _inline(raw: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _INLINE.finditer(raw))
    yield from (match.span() for match in _TERM.finditer(raw))


def _cells(raw: str) -> Iterator[tuple[int, int]]:
    yield from _inline(raw)
    yield from (match.span() for match in _CELL.finditer(raw))


PARAGRAPH = codec(_inline, _MARKER)
CELLS = codec(_cells)


def read(text: str, options: Options) -> Contents:  # noqa: C901, PLR0912  one pass over the lines
    """The prose of an AsciiDoc file; its comments are the lines that begin with two slashes."""
    units: list[Unit] = []
    comments: list[tuple[int, int, str]] = []
    all_lines = lines(text)
    at = 0
    code = table = False
    while at < len(all_lines):
        line = all_lines[at]
        at += 1
        bare = line.text.rstrip()
        if fence := _FENCE.match(bare):
            closing = re.match(r"`*", fence[1])[0] or fence[1]  # type: ignore[index]  # it always matches
            while at < len(all_lines) and all_lines[at].text.rstrip() != closing:
                at += 1
            at, code = at + 1, False
        elif _TABLE.match(bare):
            table = not table
        elif bare.startswith("//"):
            comments.append((line.start, line.end, bare[2:]))
        elif _BLOCK_ATTRIBUTES.match(bare) and not table:
            code = code or _CODE.match(bare) is not None
        elif not bare or _CONTAINER.match(bare) or _ATTRIBUTE.match(bare) or _MACRO.match(bare) or bare == "+":
            code = code and bool(bare)
        elif bare[0] == "." and len(bare) > 1 and bare[1] not in ". \t":
            units += block(text, line.start + 1, line.end, PARAGRAPH, Role.CAPTION)
        elif table:
            units += block(text, line.start, line.end, CELLS, Role.CELL)
        elif _TITLE.match(bare):
            units += block(text, line.start, line.end, PARAGRAPH, Role.HEADING)
        else:
            is_item = _MARKER.match(bare.lstrip()) is not None
            literal = code or (line.indent > 0 and not is_item)
            last = line
            while at < len(all_lines) and _goes_on(all_lines[at].text.rstrip()):
                last = all_lines[at]
                at += 1
            if not literal:
                units += block(text, line.start, last.end, PARAGRAPH, Role.LIST_ITEM if is_item else Role.PARAGRAPH)
            code = False
    return Contents(units, comments)


def _goes_on(bare: str) -> bool:
    """Whether a line belongs to the paragraph before it."""
    others = (_FENCE, _TABLE, _CONTAINER, _BLOCK_ATTRIBUTES, _MACRO, _TITLE)
    if not bare or bare == "+" or bare.startswith("//"):
        return False
    return _MARKER.match(bare.lstrip()) is None and not any(form.match(bare) for form in others)
