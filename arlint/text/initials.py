"""Latin initials spelled in Arabic: بي بي سي، إن بي إيه. Their letters have the look of words (ان، اي، ام)."""

from __future__ import annotations

from arlint.text import later
from arlint.text.chars import LETTERS

#: Names of Latin letters that are no Arabic words; one of them makes its neighbours initials.
_ONLY = """بي سي دي تي جي كيه جيه إس اس أس إف اف أف يو إتش اتش أتش دبليو إكس اكس أكس كيو آر ار أر إم إل زد آي بى سى دى
تى جى فون باد بود تيونز"""
_ALSO_WORDS = """إيه ايه أيه أي اي إي ال أل ام أم إن ان أن او أو في واي اند آند اون"""
_ONLY_NAMES = frozenset(_ONLY.split())
_NAMES = _ONLY_NAMES | frozenset(_ALSO_WORDS.split())
#: Names of letters on either side of a word that are looked at: where so many are words too, it is a sentence.
_REACH = 3
_BEFORE = later.pattern(rf"([{LETTERS}]+)[ .\-\u00a0]{{1,2}}\Z")
_NAME_BEFORE = later.pattern(rf"(?<![{LETTERS}])([{LETTERS}]+)\.\Z")
_AFTER = later.pattern(rf"[ .\-\u00a0]{{1,2}}([{LETTERS}]+)(?![{LETTERS}])")


def in_initials(text: str, start: int, end: int) -> bool:
    """Whether the word `text[start:end]` is one letter of spelled initials.

    >>> in_initials("شبكة ان بي سي", 5, 7), in_initials("قال ان سي", 4, 6), in_initials("قال ان الوفد", 4, 6)
    (True, True, False)
    """
    if text[start:end] not in _NAMES:
        return False
    if text[end : end + 1].isdigit() or goes_on(text, start):  # "ام1", a tank
        return True
    at = start
    for _ in range(_REACH):
        before = _BEFORE.search(text, max(0, at - 10), at)
        if before is None or before[1] not in _NAMES:
            break
        if before[1] in _ONLY_NAMES:
            return True
        at = before.start(1)
    at = end
    for _ in range(_REACH):
        after = _AFTER.match(text, at)
        if after is None or after[1] not in _NAMES:
            break
        if after[1] in _ONLY_NAMES:
            return True
        at = after.end()
    return False


def goes_on(text: str, start: int) -> bool:
    """Whether a full stop joins what begins at `start` to the name of a letter before it.

    >>> goes_on("زادت أرباح أو.إم.في في الربع الثاني", 17), goes_on("انتهى.في", 6)
    (True, False)
    """
    if not text.endswith(".", 0, start):
        return False
    before = _NAME_BEFORE.search(text, max(0, start - 10), start)
    return before is not None and before[1] in _NAMES
