"""Passages in quotation marks."""

from __future__ import annotations

from arlint.text import later

#: Words up to which quotation marks set off a name or a term; above it they hold what somebody said.
TERM = 3
_CURLY = "“”„"
#: Code points on either side in which a quotation begins and ends: a line may be as long as a book.
_REACH = 4000
#: Code points of a quotation, and of what introduces it, within which an old one is recognised.
_PASSAGE, _INTRODUCED = 600, 80
#: A year, and one before 1950, or of the hijra before 1400.
_YEAR = later.pattern(r"(?<!\d)[12١٢]\d\d\d(?!\d)")
_OLD_YEAR = later.pattern(r"[1١](?:[6-8٦-٨]\d\d|[9٩][0-4٠-٤]\d|[0-3٠-٣]\d\d ?ه)")
#: Quotation marks, and those that may open one.
_MARKS, _OPENERS = '«»“”"', '«“"'


def in_quotation(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands within a quotation of more than three words on its line; it counts as one.

    >>> text = "قال: «شكرا جوجل وغوغل معا» مازحا عن «جوجل»"
    >>> in_quotation(text, 11, 15), in_quotation(text, 37, 41)
    (True, False)
    """
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    for openers, closers in (("«", "»"), ('"', '"'), (_CURLY, _CURLY)):
        opened = max(before.rfind(mark) for mark in openers)
        if opened < 0:
            continue
        if openers == closers:
            if sum(before.count(mark) for mark in openers) % 2 == 0:
                continue
        elif any(mark in before[opened:] for mark in closers):
            continue
        closed = [at for mark in closers if (at := after.find(mark)) >= 0]
        around = len(before[opened + 1 :].split()) + len(after[: min(closed, default=0)].split())
        if closed and around >= TERM:
            return True
    return False


def in_old_quotation(text: str, at: int) -> bool:
    """Whether `at` stands in a quotation that an old year introduces: its spelling is that of its day.

    >>> text = "جاء في الصحيفة عام ١٩١٢: «ان الحكومه العثمانيه» ثم قال عام 2012: «ان الحكومه»"
    >>> [in_old_quotation(text, at) for at in (30, 75)]
    [True, False]
    """
    first = max(0, at - _PASSAGE)
    opened = max(text.rfind(mark, first, at) for mark in _MARKS)
    if opened < 0 or text[opened] not in _OPENERS:
        return False
    if text[opened] == '"' and text.count('"', max(first, text.rfind("\n", first, at)), at) % 2 == 0:
        return False
    years = [year.start() for year in _YEAR.finditer(text, max(0, opened - _INTRODUCED), opened)]
    return bool(years) and _OLD_YEAR.match(text, years[-1]) is not None
