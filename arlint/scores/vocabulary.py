"""Words that tell a language or a dialect, folded as `text.fold` folds them; the lists are `vocabulary.toml`."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from arlint.text.fold import fold

DIALECTS = {
    "egyptian": "Egyptian",
    "levantine": "Levantine",
    "gulf": "the dialects of the Gulf",
    "iraqi": "Iraqi",
    "maghrebi": "the dialects of the Maghreb",
}


def dialects() -> dict[str, frozenset[bytes]]:
    """Words that a dialect has and neither the standard language nor, as a rule, another dialect."""
    return {name: _words(name) for name in DIALECTS}


def function_words() -> frozenset[bytes]:
    """Words without which no Arabic sentence of any length is made."""
    return _words("function-words")


@cache
def _words(name: str) -> frozenset[bytes]:
    return frozenset(fold(word) for word in _lists()[name]["words"].split())


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads((files("arlint") / "scores" / "vocabulary.toml").read_text(encoding="utf-8"))
