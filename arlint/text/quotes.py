"""Passages in quotation marks."""

from __future__ import annotations

#: Words up to which quotation marks set off a name or a term; above it they hold what somebody said.
TERM = 3
_CURLY = "“”„"
#: Code points on either side in which a quotation begins and ends: a line may be as long as a book.
_REACH = 4000


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
