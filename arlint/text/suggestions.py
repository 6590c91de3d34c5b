"""What somebody meant who wrote a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like `word`, whatever its case; empty where none is like it.

    >>> closest("Profil", ["profile", "select"]), closest("x", ["profile"])
    ('profile', '')
    """
    from difflib import get_close_matches  # 2 ms, and most names exist

    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    found = get_close_matches(word.casefold(), by_fold, n=1)
    return by_fold[found[0]] if found else ""


def suggest(word: str, candidates: Iterable[str]) -> str:
    """` (did you mean …?)` for the candidate most like `word`, or nothing where none is like it."""
    close = closest(word, candidates)
    return f" (did you mean {close!r}?)" if close else ""
