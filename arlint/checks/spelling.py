"""Misspelt words, by the sign that is wrong; and a document's habit, told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from arlint.checks.habits import Habit, Slip
from arlint.checks.slips import habitual_slips, spelling, written
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.text import later
from arlint.text.lexicon import Change, skeleton, spellings

#: A word with two signs wrong is reported under the first of these.
_ORDER = (
    Change.HAMZA_DROPPED,
    Change.DOTLESS_YA,
    Change.HA,
    Change.TA_MARBUTA,
    Change.DOTTED_MAQSURA,
    Change.HAMZA_ADDED,
    Change.HAMZA_SWAPPED,
)


@cache
def _first(change: Change) -> Change:
    """The sign under which a word is reported."""
    return next(sign for sign in _ORDER if sign in change)


def slip(document: Document, kind: str, most: str = "safe", sure: Sequence[str] = ()) -> Iterator[Hit]:
    """The words in which the sign `kind` (a name of `Change`) is wrong, where that is not the document's habit.

    `most` is how far a fix may be trusted at most, but for those that lead to one of the words `sure`.
    """
    wanted, found, trusted = Change[kind], spelling(document), Applicability[most.upper()]
    last, told = None, False
    for one in found.slips:
        if one.change is not last:  # to look one up costs more than to compare it with the last
            last, told = one.change, _first(one.change) is wanted and not any(c in found.habits for c in one.change)
        if told:
            trust = one.trust if one.right in sure else min(one.trust, trusted)
            yield Hit(one.start, one.end, (_edit(document, one),), trust)


def habit(document: Document, kind: str) -> Iterator[Hit]:
    """The document's habit of writing `kind` otherwise: one finding at the first word, with the fix of all of them.

    Where the text mostly writes right, the fix of the words that are certain mistakes is safe. A house style is only
    shown; made uniform on request, its fix takes the words along that are right by themselves.
    """
    wanted, found = Change[kind], spelling(document)
    regularity = found.habits.get(wanted)
    if regularity is None:
        return
    group = [one for one in found.slips if wanted in one.change]
    if regularity is Habit.STYLE:
        trust = Applicability.DISPLAY
        known = {one.start for one in group}
        group += [one for one in habitual_slips(document, wanted) if one.start not in known]
    else:
        group = [one for one in group if one.known]
        if _is_one_name(group):
            return
        certain = [one for one in group if one.trust is Applicability.SAFE]
        trust = Applicability.UNSAFE if not certain or _is_one_term(group) else Applicability.SAFE
        group = certain or group
    first, *others = group
    related = tuple(sorted(Span(one.start, one.end) for one in others))
    edits = tuple(sorted(_edit(document, one) for one in group))
    yield Hit(first.start, first.end, edits, trust, values={"count": str(len(group))}, related=related)


#: log10 of the occurrences in a thousand million words from which a word is everybody's.
_COMMON = 5.0


#: The same from below which a word that a text always writes so is a foreign name (بالتازر is no بالتآزر).
_RARE = 3.3
#: What may stand before the article of a word that the list has with its article only.
_HEAD = later.pattern("^[وف]?[بك]?(?=ال)")


def _is_one_name(group: list[Slip]) -> bool:
    """Whether it is one rare word that is always written so, and never known to be a mistake but from the list."""
    words = {one.right for one in group}
    if len(words) > 1:
        return False
    readings = spellings(skeleton(_HEAD.sub("", next(iter(words)))))
    return bool(readings) and readings[0].zipf < _RARE


def _is_one_term(group: list[Slip]) -> bool:
    """Whether it is one rarer word that is always written so: perhaps a name, or the term the text is about."""
    words = {one.right for one in group}
    readings = spellings(skeleton(next(iter(words))))
    return len(words) == 1 and (not readings or readings[0].zipf < _COMMON)


def _edit(document: Document, one: Slip) -> Edit:
    return Edit(one.start, one.end, written(document.text, one))
