"""What the readers of light markup share: lines, and units made of blocks of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from arlint.formats.prose import Codec, Prose, as_is
from arlint.formats.unit import Role, Unit, concerns, unit
from arlint.text.spans import merge

_LINES = re.compile(r"[^\n]*+(?:\n|\Z)")
_SPACE = re.compile(r"^[ \t]+|[ \t]*\r?\n", re.MULTILINE)

Inline = Callable[[str], Iterable[tuple[int, int]]]


class Line(NamedTuple):
    """A line of a file without its line break, and the width of its indent."""

    start: int
    end: int
    text: str
    indent: int

    @property
    def bare(self) -> str:
        """The line without white space around."""
        return self.text.strip()


def lines(text: str) -> list[Line]:
    """The lines of `text`."""
    found = []
    for match in _LINES.finditer(text):
        content = match[0].rstrip("\r\n")
        found.append(Line(match.start(), match.start() + len(content), content, len(content) - len(content.lstrip())))
    return found


def codec(inline: Inline, marker: re.Pattern[str] | None = None) -> Codec:
    """A block that is written as it reads: its indents, its line breaks, its first `marker` and what is inline stay.

    A line break in a paragraph is white space to its reader, so it may not vanish, and nothing may add one.
    """

    def decode(raw: str) -> Prose:
        spans = [match.span() for match in _SPACE.finditer(raw)]
        first = marker.match(raw) if marker else None
        if first:
            spans.append(first.span())
        return Prose(raw, markup=merge([*spans, *inline(raw)]))

    return Codec(decode, as_is)


def block(text: str, start: int, end: int, how: Codec, role: Role) -> list[Unit]:
    """The unit of a block without the white space around it; none where it cannot hold Arabic."""
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    end -= len(content) - len(content.rstrip())
    wanted = start < end and concerns(text[start:end])
    return [unit(text, start, end, how, role, entry=(start, start))] if wanted else []


def no_wider(how: Codec, most: int, least: int = 0) -> Codec:
    """`how` for a text that must keep its width: a title over its underline, a cell of a table drawn in characters."""
    return how._replace(decode=lambda raw: how.decode(raw) if least <= width(raw) <= most else Prose(""))


def unchanging(how: Codec, content: str) -> Codec:
    """`how` for a text that is a name for something else in its file: what is wrong with it is told and not fixed."""
    return how._replace(decode=lambda raw: how.decode(raw) if raw == content else Prose(""))


def width(text: str) -> int:
    """The columns of a text as editors count them for a title: none for a mark, two for a wide character."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
