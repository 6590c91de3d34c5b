"""Verse, whose rhyme and metre have a spelling of their own."""

from __future__ import annotations

from typing import NamedTuple

from arlint.document import Document
from arlint.text import later

#: Words of a line of verse, or of half a line that stands alone.
_WORDS = range(2, 10)
#: Short lines in a row that make verse: fewer are a headline, a by-line and a label.
_RUN = 4
#: Code points above which a line is no verse.
_LONGEST = 90
#: What parts the two halves of a verse on one line: a gap, or a sign that stands for it.
_HALVES = later.pattern(r" {4,}|\t+| % | \*{1,3} | ?\.\.\. ")
_HALF = range(2, 9)  # words
_PROSE_ENDS = (".", ":", ".»", '."', "…")


class _Run(NamedTuple):
    """How many short lines stand in a row, blank ones between them or not, and the code points they reach over."""

    start: int
    end: int
    lines: int


def in_verse(document: Document, position: int, least: int = _RUN) -> bool:
    r"""Whether the line at `position`, where a word stands, is one of `least` short ones in a row without full stops.

    One line is enough where it is a whole verse, with a gap between its halves.

    Blank lines between them do not count. Lists of short lines look the same, and are no prose either.

    >>> poem = "يا من هواه أعزه وأذلني\nكيف السبيل إلى وصالك دلني\nوتركتني حيران صبا هائما\nأرعى النجوم"
    >>> in_verse(Document(poem), 30), in_verse(Document("سافر الوفد إلى العاصمة."), 5)
    (True, False)
    """
    run: _Run | None = document.shared.get(_Run)
    if run is None or not run.start <= position <= run.end:
        run = document.shared[_Run] = _run_at(document.text, position)
    return run.lines >= least


def _run_at(text: str, position: int) -> _Run:
    # No further than a short line reaches: a long one may have as many of these places as it has words.
    start = text.rfind("\n", max(0, position - _LONGEST), position) + 1
    end = text.find("\n", position, position + _LONGEST)
    end = min(len(text), position + _LONGEST) if end < 0 else end
    if not start and position > _LONGEST:
        return _Run(position, end, 0)
    if _is_bayt(text[start:end]):
        return _Run(start, end, _RUN)
    if not _is_short(text[start:end]):
        return _Run(start, end, 0)
    lines = 1
    at = start - 1
    while at > 0:
        first = text.rfind("\n", 0, at) + 1
        line = text[first:at]
        if _is_short(line):
            start, lines = first, lines + 1
        elif line.strip():
            break
        at = first - 1
    at = end + 1
    while at < len(text):
        last = text.find("\n", at)
        last = len(text) if last < 0 else last
        line = text[at:last]
        if _is_short(line):
            end, lines = last, lines + 1
        elif line.strip():
            break
        at = last + 1
    return _Run(start, end, lines)


def _is_short(line: str) -> bool:
    return len(line) < _LONGEST and len(line.split()) in _WORDS and not line.rstrip().endswith(_PROSE_ENDS)


def _is_bayt(line: str) -> bool:
    """Whether `line` is a whole verse: two halves of a few words each and no sign of prose between."""
    halves = _HALVES.split(line.strip(" ()"))
    return len(halves) == 2 and all(len(half.split()) in _HALF and not half.endswith(".") for half in halves)
