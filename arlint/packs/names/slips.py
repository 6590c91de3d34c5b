"""Slips of the hand: what a name looks like with a letter left out, doubled, or changed about with the next.

Only long single words are tried: a short one with a letter less is too often another word. Long vowels of Arabic
spellings stay: whether a foreign name has them is a matter of taste (بركليز، باركليز).
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.packs.phrase import stem
from arlint.text.fold import fold

#: Letters that a name must have; below it, the slips of one name meet other words.
SHORTEST = 7
_FREE = "اأإآويى"


def slips_of(name: str) -> Iterator[str]:
    """The misspellings of `name` by one slip, each once; none for a name that is short or has several words.

    The first and the last letter stay: without them it is often another word (رونالدو، رونالد).

    >>> slips = set(slips_of("Microsoft"))
    >>> "Microsft" in slips, "Mircosoft" in slips, "Microsof" in slips
    (True, True, False)
    >>> list(slips_of("Meta"))
    []
    """
    if len(name) < SHORTEST or not name.isalpha() or stem(name) != fold(name):
        return
    seen = {fold(name)}
    for at in range(1, len(name) - 1):
        before, letter, after = name[:at], name[at], name[at + 1 :]
        candidates = [before + after[0] + letter + after[1:]] if len(after) > 1 else []
        if letter not in _FREE:
            candidates += [before + after, before + letter + letter + after]
        for slip in candidates:
            key = fold(slip)
            if key not in seen:
                seen.add(key)
                yield slip
