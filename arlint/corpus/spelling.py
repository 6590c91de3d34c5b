r"""From edits of a text to edits of the bytes that spell it.

A text stands in its file as UTF-8 with some characters spelled otherwise: `\n` or `\u0627` in JSON,
`""` in CSV, CR LF for a line end. Only the bytes of an edit are rewritten, so what an edit doesn't touch
keeps its spelling, and the way back needs no knowledge of the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from arlint.model import Applied

REWRITTEN = "extract"
"""What stands for a rule's code where a text is written anew, though no rule changed it."""


class Manner:
    """How a raw text is spelled; each question reads it once, however many edits ask."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._held: dict[str, bool] = {}

    def holds(self, piece: str) -> bool:
        """Whether the text has `piece` anywhere."""
        if piece not in self._held:
            self._held[piece] = piece in self._raw
        return self._held[piece]

    @property
    def is_escaped(self) -> bool:
        """Whether an encoder wrote it that escapes all that is not ASCII."""
        return self._raw.isascii() and self.holds("\\u")


class Spelling(Struct, frozen=True):
    """How a format spells text.

    `units` matches each run of raw characters that stands for one code point; all other characters stand
    for themselves. `spell` spells a replacement in the manner of the raw text around it. A replacement that
    matches `barred` can't stand here: then `whole` spells the whole new text instead.
    """

    units: re.Pattern[str]
    spell: Callable[[str, Manner], str]
    barred: re.Pattern[str] | None = None
    whole: Callable[[str], str] = str


class RawEdit(Struct, frozen=True):
    """Bytes `[start, end)` of the value, spelled `old`, become `new`; `edit` is the edit of the text behind it."""

    start: int
    end: int
    old: str
    new: str
    edit: Applied


def raw_edits(raw: str, spelling: Spelling, edits: Sequence[Applied], text: str, cleaned: str) -> list[RawEdit]:
    """`edits` (sorted, disjoint) of the text that `raw` spells, as edits of the UTF-8 bytes of `raw`.

    `text` is what `raw` spells, `cleaned` the text after the edits.
    """
    if spelling.barred is not None and (not edits or any(spelling.barred.search(edit.text) for edit in edits)):
        codes = tuple(dict.fromkeys(code for edit in edits for code in edit.codes))
        everything = Applied(0, len(text), cleaned, codes or (REWRITTEN,))
        return [RawEdit(0, len(raw.encode()), raw, spelling.whole(cleaned), everything)]
    bounds = [bound for edit in edits for bound in (edit.start, edit.end)]
    places = raw_positions(raw, spelling.units, bounds)
    found = []
    manner = Manner(raw)
    position = byte = 0
    for number, edit in enumerate(edits):
        start, end = places[2 * number], places[2 * number + 1]
        byte += len(raw[position:start].encode())
        old = raw[start:end]
        length = len(old.encode())
        found.append(RawEdit(byte, byte + length, old, spelling.spell(edit.text, manner), edit))
        byte += length
        position = end
    return found


def raw_positions(raw: str, units: re.Pattern[str], wanted: Iterable[int]) -> list[int]:
    r"""Indices into `raw` of the code points `wanted` (ascending) of the text it spells.

    >>> raw_positions(r"a\nb", JSON.units, [0, 1, 2, 3])
    [0, 1, 3, 4]
    """
    matches = units.finditer(raw)
    match = next(matches, None)
    longer = 0  # how many raw characters more than code points stand before the current place
    places = []
    for position in wanted:
        while match is not None and match.start() - longer < position:
            longer += len(match[0]) - 1
            match = next(matches, None)
        places.append(position + longer)
    return places


def unify_newlines(text: str) -> str:
    """The text as the rules see it: CR LF is one line end."""
    return text.replace("\r\n", "\n") if "\r" in text else text


def has_surrogate(text: str) -> bool:
    """Whether half of a UTF-16 pair stands alone in `text`: it is in no UTF-8."""
    return _SURROGATE.search(text) is not None


_SURROGATE = re.compile("[\ud800-\udfff]")


def _spell_plain(new: str, manner: Manner) -> str:
    return new.replace("\n", "\r\n") if manner.holds("\r\n") else new


def _spell_json(new: str, manner: Manner) -> str:
    if not new:
        return ""
    escaped = json.dumps(new, ensure_ascii=manner.is_escaped)[1:-1]
    return escaped.replace("\\n", "\\r\\n") if manner.holds("\\r\\n") else escaped


def _double_quotes(new: str, manner: Manner) -> str:
    return _spell_plain(new, manner).replace('"', '""')


PLAIN = Spelling(re.compile("\r\n"), _spell_plain)

DOUBLED_QUOTES = Spelling(re.compile('""|\r\n'), _double_quotes)
"""A quoted field of a CSV file."""

UNQUOTED = Spelling(
    re.compile("\r\n"), _spell_plain, re.compile('[",;\t\r\n]'), lambda new: f'"{_double_quotes(new, Manner(""))}"'
)
"""A field without quotation marks, which it gets where it comes to need them."""

JSON = Spelling(
    re.compile(
        r"\\(?:r|u000[dD])\\(?:n|u000[aA])"  # CR LF
        r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a surrogate pair
        r"|\\u[0-9a-fA-F]{4}"
        r"|\\."
    ),
    _spell_json,
)
