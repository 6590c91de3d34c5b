"""Words that tell what a text is, folded as `text.fold` folds them: function words, a site's own, the dialects'.

Those of the dialects are `rules/lists/dialects.tsv`, the others `vocabulary.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import BytesAhoCorasick

from arlint.scores.tokens import SYMBOLS
from arlint.text import dialect
from arlint.text.fold import fold

DIALECTS = {
    "egyptian": "Egyptian",
    "levantine": "Levantine",
    "gulf": "the dialects of the Gulf",
    "iraqi": "Iraqi",
    "maghrebi": "the dialects of the Maghreb",
}


class StopWords:
    """The stop words of a profile, looked for in folded text; some lists hold a comma."""

    def __init__(self, listed: Iterable[str]) -> None:
        """`listed` are words as they are spelled."""
        folded = frozenset(map(fold, listed))
        self._signs = [word for word in folded if word[0] in SYMBOLS]
        self._words = [b" " + word + b" " for word in folded if word[0] not in SYMBOLS]
        self._automaton = BytesAhoCorasick(self._words)

    def seen(self, folded: bytes, words: bytes) -> int:
        """How many different ones stand in a text: `folded`, and its `words` between spaces."""
        found = self._automaton.find_matches_as_indexes(b" " + words + b" ", overlapping=True)
        return len({match[0] for match in found}) + sum(map(folded.__contains__, self._signs))


def function_words() -> frozenset[bytes]:
    """Words without which no Arabic sentence of any length is made."""
    return words("function-words")


@cache
def words(name: str) -> frozenset[bytes]:
    """The words of the list `name`: a dialect's, which no other variety has as a rule, or "function-words"."""
    listed = dialect.telling(name) if name in DIALECTS else _lists()[name]["words"].split()
    return frozenset(map(fold, listed))


@cache
def telling() -> frozenset[bytes]:
    """The words of all lists."""
    return frozenset().union(*map(words, (*_lists(), *DIALECTS)))


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads((files("arlint") / "scores" / "vocabulary.toml").read_text(encoding="utf-8"))
