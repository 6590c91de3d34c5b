"""Word documents: the paragraphs of the document, its notes, headers and footers.

`files` gives the XML of these parts, one after the other. A paragraph is one unit, whose text stands in pieces: what a
fix writes goes into the first piece that it touches, so every run keeps its look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arlint.formats import xml_tokens
from arlint.formats.prose import Codec, Prose
from arlint.formats.unit import Contents, FormatError, Options, Role, Unit, concerns
from arlint.formats.xml_tokens import Token
from arlint.word_package import PART_SEPARATOR

_HEADING = re.compile(r"(?i)heading|title")


def _decode(raw: str) -> Prose:
    try:
        return _prose(raw, xml_tokens.tokens(f"<x>{raw}</x>")[1:-1])
    except FormatError:
        return Prose("")


def _prose(raw: str, found: Sequence[Token]) -> Prose:
    """The text of a paragraph's runs; a tab or a break is a character that no fix takes away."""
    parts: list[str] = []
    cells: list[tuple[int, int]] = []
    markup: list[tuple[int, int]] = []
    inside = False
    for token in found:
        start, end = token.start - 3, token.end - 3
        if token.name == "w:t":
            inside = token.kind == "open"
            if inside:
                kept = token.attributes.get("xml:space") == "preserve"
                first = len(parts)
            elif not kept:  # Word shows no white space at the ends of such a run
                while len(parts) > first and parts[first].isspace():
                    del parts[first], cells[first]
                while len(parts) > first and parts[-1].isspace():
                    del parts[-1], cells[-1]
        elif token.kind == "open" and token.name in ("w:tab", "w:br", "w:cr"):
            markup.append((len(parts), len(parts) + 1))
            parts.append("\t" if token.name == "w:tab" else "\n")
            cells.append((start, end))
        elif inside and token.kind == "text":
            single = len(token.data) == 1
            parts += token.data
            cells += [(start, end)] if single else ((at, at + 1) for at in range(start, end))
    return Prose("".join(parts), [a for a, _ in cells], [b for _, b in cells], markup)


CODEC = Codec(_decode, xml_tokens.encode)


def read(text: str, options: Options) -> Contents:
    """The paragraphs of a Word document; FormatError where a part is broken."""
    units: list[Unit] = []
    offset = 0
    for part in text.split(PART_SEPARATOR):
        try:
            units += _units(part, offset)
        except FormatError as error:
            raise FormatError(error.reason, 0) from error
        offset += len(part) + len(PART_SEPARATOR)
    return Contents(units)


def _units(part: str, offset: int) -> Iterator[Unit]:
    found = xml_tokens.tokens(part)
    opened: list[tuple[int, int]] = []  # each open paragraph: where it begins, how many had ended before it
    ended = 0
    cells = 0
    for number, token in enumerate(found):
        if token.name == "w:tc":
            cells += 1 if token.kind == "open" else -1
        elif token.name == "w:p" and token.kind == "open":
            opened.append((number, ended))
        elif token.name == "w:p" and token.kind == "close" and opened:
            first, before = opened.pop()
            ended += 1
            if ended - before > 1:  # a text box in it holds paragraphs; its own text is read with theirs: left alone
                continue
            inner = found[first + 1 : number]
            start, end = found[first].end, token.start
            raw = part[start:end]
            prose = _decode(raw)
            if concerns(prose.text):
                role = _role(inner, in_table=cells > 0)
                yield Unit(offset + start, raw, CODEC, prose, role, None, (offset + start, offset + end))


def _role(paragraph: Sequence[Token], *, in_table: bool) -> Role:
    style = next((t.attributes.get("w:val", "") for t in paragraph if t.name == "w:pStyle"), "")
    if _HEADING.search(style):
        return Role.HEADING
    if style.casefold() == "caption":
        return Role.CAPTION
    if any(token.name == "w:numPr" for token in paragraph):
        return Role.LIST_ITEM
    return Role.CELL if in_table else Role.PARAGRAPH
