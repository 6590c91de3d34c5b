"""Verse, whose rhyme and metre have a spelling of their own."""

from __future__ import annotations

from functools import lru_cache

#: Words of a line of verse, or of half a line that stands alone.
_WORDS = range(2, 10)
#: Short lines in a row that make verse: fewer are a headline, a by-line and a label.
_RUN = 4
#: Code points above which a line is no verse.
_LONGEST = 90
_PROSE_ENDS = (".", ":", ".»", '."', "…")


def in_verse(text: str, position: int, least: int = _RUN) -> bool:
    r"""Whether the line of `text` at `position` is one of `least` or more short ones in a row without full stops.

    Blank lines between them do not count. Lists of short lines look the same, and are no prose either.

    >>> poem = "يا من هواه أعزه وأذلني\nكيف السبيل إلى وصالك دلني\nوتركتني حيران صبا هائما\nأرعى النجوم"
    >>> in_verse(poem, 30), in_verse("سافر الوفد إلى العاصمة.", 5)
    (True, False)
    """
    # No further than a short line reaches: a long one may have as many of these places as it has words.
    start = text.rfind("\n", max(0, position - _LONGEST), position) + 1
    end = text.find("\n", position, position + _LONGEST)
    end = min(len(text), position + _LONGEST) if end < 0 else end
    if (not start and position > _LONGEST) or not _is_short(text[start:end]):
        return False
    return 1 + _run_before(text, start - 1, least) + _run_after(text, end + 1, least) >= least


def _run_before(text: str, end: int, most: int) -> int:
    """How many short lines stand in a row before the newline at `end`; counting stops at `most`."""
    count = 0
    while end > 0 and count < most:
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        if _is_short(line):
            count += 1
        elif line.strip():
            break
        end = start - 1
    return count


def _run_after(text: str, start: int, most: int) -> int:
    """How many short lines stand in a row from `start` on; counting stops at `most`."""
    count = 0
    while start < len(text) and count < most:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if _is_short(line):
            count += 1
        elif line.strip():
            break
        start = end + 1
    return count


@lru_cache(maxsize=1 << 10)  # each of short lines in a row is asked about for its neighbours too
def _is_short(line: str) -> bool:
    return len(line) < _LONGEST and len(line.split()) in _WORDS and not line.rstrip().endswith(_PROSE_ENDS)
