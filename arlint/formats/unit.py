"""Units: the stretches of a file that hold prose, and what their place in the file says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from arlint.formats.prose import Codec, Prose


class Role(StrEnum):
    """What a unit is to its reader."""

    TEXT = "text"  # a whole file, whose parts its markup tells apart
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    CELL = "table-cell"
    CAPTION = "caption"
    SUBTITLE = "subtitle"
    TRANSLATION = "translation-unit"


class Unit(NamedTuple):
    """A stretch of prose at `at` in the file's text, where `raw` stands.

    `source` is the text that it translates, where the file says so. `entry` is the span of the file that a comment
    beside the unit speaks of, its message or its element; empty where comments speak of lines.
    """

    at: int
    raw: str
    codec: Codec
    prose: Prose
    role: Role
    source: str | None = None
    entry: tuple[int, int] = (0, 0)

    @property
    def end(self) -> int:
        """Where the unit ends in the file's text."""
        return self.at + len(self.raw)


class FormatError(Exception):
    """A file that is not what its name says; `position` is the code point where that shows."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


class Contents(NamedTuple):
    """What a format finds in a file: the units in order, and the comments: start, end, what stands in them."""

    units: Sequence[Unit]
    comments: Sequence[tuple[int, int, str]] = ()


class Options(NamedTuple):
    """What the configuration says about reading files: the name of the column that holds the text."""

    column: str = "text"


class Format(NamedTuple):
    """A format: its name in `files.KINDS` and its title in messages, how it is read and how its units are judged.

    `kind` is that of the document that rules see. With `joined` the units are one text, in order, `separator` between
    them; without it each is judged for itself, and all together by rules that reach over the file. `reaches` are those
    of the rules that may judge them. `may_empty` says that a fix may take away all of a unit, `trims` that blanks at
    its ends are no part of it. With `hidden` nobody reads the file as it stands: places are those of the prose, a
    paragraph a line.
    """

    name: str
    title: str
    read: Callable[[str, Options], Contents]
    kind: str = "markup"
    joined: bool = False
    separator: str = "\n\n"
    reaches: tuple[str, ...] = ("words",)
    may_empty: bool = False
    hidden: bool = False
    trims: bool = False


def unit(
    text: str,
    start: int,
    end: int,
    codec: Codec,
    role: Role,
    *,
    source: str | None = None,
    entry: tuple[int, int] | None = None,
) -> Unit:
    """The unit whose raw text is `text[start:end]`; its entry is its own span where none is given."""
    raw = text[start:end]
    return Unit(start, raw, codec, codec.decode(raw), role, source, entry or (start, end))


def in_words(key: str) -> str | None:
    """The key of a message as its source: where it is words, as in catalogues that are keyed by the English text."""
    return key if " " in key.strip() else None


def concerns(prose: str) -> bool:
    """Whether a text may hold Arabic, damaged Arabic included: ASCII never does."""
    return not prose.isascii()
