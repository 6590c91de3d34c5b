"""CSV and TSV: the cells, or those of the column that holds the text where a column has its name.

The standard library's reader gives no places; the scanner is our own, after RFC 4180, and tests hold it against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from arlint.formats.prose import Codec, Prose, as_is, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, concerns, unit
from arlint.text.formulas import is_formula

_DOUBLED = re.compile('""')
_QUOTED = re.compile('"((?:[^"]++|"")*+)"')


class Cell(NamedTuple):
    """One cell: the span of its content, without quotation marks, its column from 0, and whether it has them."""

    start: int
    end: int
    column: int
    quoted: bool


def read_csv(text: str, options: Options) -> Contents:
    """The cells of a file whose first line says what parts them: commas, semicolons or tabs."""
    return _read(text, options, delimiter(text))


def read_tsv(text: str, options: Options) -> Contents:
    """The cells of a file parted by tabs."""
    return _read(text, options, "\t")


def delimiter(text: str) -> str:
    """What parts the cells of the first line, by number; a comma where nothing does."""
    head = _QUOTED.sub("", text[:65536].split("\n", 1)[0])
    return max(",;\t", key=head.count)


def columns(text: str, kind: str) -> list[str]:
    """The names in the first row of a file of the kind "csv" or "tsv"."""
    return _names(text, next(rows(text, "\t" if kind == "tsv" else delimiter(text)), []))


def _names(text: str, head: list[Cell]) -> list[str]:
    return [text[cell.start : cell.end] for cell in head]


def _read(text: str, options: Options, sign: str) -> Contents:
    quoted = Codec(_quoted, lambda new, raw: new.replace('"', '""'))
    bare = Codec(partial(_bare, sign=sign), as_is)
    units = []
    wanted: int | None = None
    for row, row_cells in enumerate(rows(text, sign)):
        if row == 0:
            names = _names(text, row_cells)
            wanted = names.index(options.column) if options.column in names else None
        for cell in row_cells:
            codec = quoted if cell.quoted else bare
            if wanted in (None, cell.column) and concerns(text[cell.start : cell.end]):
                role = Role.CELL if wanted is None else Role.TEXT
                units.append(unit(text, cell.start, cell.end, codec, role))
    return Contents(units)


def _quoted(raw: str) -> Prose:
    return _asleep(unescape(Prose(raw), _DOUBLED, lambda match: '"'))


def _bare(raw: str, *, sign: str) -> Prose:
    """A cell without quotation marks; nothing where it would need them: no fix may write it."""
    return _asleep(Prose("" if sign in raw or "\n" in raw or "\r" in raw or raw.startswith('"') else raw))


def _asleep(prose: Prose) -> Prose:
    """`prose` with the sign that makes it a formula as markup: no fix takes it away, and none brings one about."""
    return prose._replace(markup=((0, 1),)) if is_formula(prose.text) else prose


def rows(text: str, sign: str) -> Iterator[list[Cell]]:
    """The rows of a table; FormatError where a quotation mark is never closed, or closed too early."""
    bare = re.compile(rf"[^{re.escape(sign)}\r\n]*+")
    at = 0
    row: list[Cell] = []
    while at < len(text):
        if text[at] == '"':
            cell = _QUOTED.match(text, at)
            if cell is None:
                raise FormatError("this quotation mark is never closed", at)
            row.append(Cell(at + 1, cell.end() - 1, len(row), quoted=True))
            at = cell.end()
            if at < len(text) and text[at] not in (sign, "\r", "\n"):
                raise FormatError("a quotation mark closes a cell that goes on; inside one it is doubled", at - 1)
        else:
            content = bare.match(text, at)
            end = content.end() if content else at
            row.append(Cell(at, end, len(row), quoted=False))
            at = end
        if text[at : at + 1] == sign:
            at += 1
            if at == len(text) or text[at] in "\r\n":
                row.append(Cell(at, at, len(row), quoted=False))
            else:
                continue
        if at < len(text) or row:
            yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
