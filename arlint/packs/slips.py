"""Slips of the hand: what a name looks like with a letter left out, two in the wrong order, or one too many.

Only long single words are tried: a short one with a letter less is too often another word.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.packs.phrase import stem
from arlint.text.fold import fold

#: Letters that a name must have. Below, slips of one name meet other words (found by reading real hits).
SHORTEST = 7


def slips_of(name: str) -> Iterator[str]:
    """The misspellings of `name` by one slip, each once; none for a name that is short or has several words.

    The first letter stays. A slip that only repeats a letter which is doubled already is no slip.

    >>> "Microsft" in set(slips_of("Microsoft")), "Mircosoft" in set(slips_of("Microsoft"))
    (True, True)
    >>> list(slips_of("Meta"))
    []
    """
    if len(name) < SHORTEST or not name.isalpha() or stem(name) != fold(name):
        return
    own = fold(name)
    seen = {own}
    for at in range(1, len(name)):
        for slip in (
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
            name[:at] + name[at] + name[at:],
        ):
            key = fold(slip)
            if key not in seen:
                seen.add(key)
                yield slip
