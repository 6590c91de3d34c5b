"""Records that couldn't be read: the first of a few files, each with what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from arlint.corpus.audit import SetAside
from arlint.corpus.manifest import InputEntry
from arlint.corpus.sources import PIPED
from arlint.files import guess_encoding
from arlint.report.visible import visible

_FILES = 3
#: The text was looked for where it isn't (of a table the reason says first that it can't be read).
_FIELD = re.compile(r'^(?:[^"]*: )?(?:no )?(?:field|column) "')


class Unread:
    """Keeps the first record of each of a few files that couldn't be read."""

    def __init__(self) -> None:
        self._first: dict[str, SetAside] = {}

    def add(self, lines: bytes) -> None:
        """Note the first of a chunk's `lines` for `rejected/`."""
        if len(self._first) < _FILES:
            item = first(lines)
            self._first.setdefault(item.file, item)

    def told(self, inputs: Sequence[InputEntry]) -> Iterator[str]:
        """A line for each file, with place, reason and remedy; `inputs` say whether anything of it could be read."""
        lost = {entry.path for entry in inputs if entry.counts.rejected >= entry.counts.documents}
        for item in self._first.values():
            place = f"{item.file}:{item.line}" if item.line else item.file
            yield f"{visible(place)}: {visible(item.reason)}{remedy(item, whole=item.file in lost)}"


def first(lines: bytes) -> SetAside:
    """The first of a chunk's lines for `rejected/`."""
    return msgspec.json.decode(lines[: lines.index(b"\n")], type=SetAside)


def remedy(item: SetAside, *, whole: bool) -> str:
    """What may help, with a semicolon before it; `whole`: nothing of the file could be read."""
    if item.reason.startswith("not UTF-8") and "--encoding" not in item.reason:
        if seems := guess_encoding(item.content):
            return f"; it seems to be {seems}: clean it alone with --encoding {seems}"
        return "; clean it alone with --encoding NAME" if whole else ""
    if not whole:
        return ""
    if _FIELD.search(item.reason):
        return "; name the one that holds the text with --text-field"
    if item.file == PIPED and item.reason.startswith("not "):
        return "; standard input is read as JSON Lines: say --format text where it is one text"
    return ""
