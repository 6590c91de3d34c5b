"""Words that only the dialects have: beside them the spelling is that of speech, which no dictionary settles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from arlint.text import lists
from arlint.text.wordlist import CODEC
from arlint.text.words import words

_LIST = "dialects.tsv"
#: Code points to either side within which a dialect word makes what stands between them speech.
_NEAR = 60
#: One word in so many makes the whole text dialect.
_ONE_IN = 50


def spoken(tokens: Sequence[bytes]) -> int:
    """How many of the words (in the encoding of the lexicon, without marks) are words that only the dialects have."""
    return sum(map(_encoded().__contains__, tokens))


def is_dialect(tokens: Sequence[bytes]) -> bool:
    """Whether a text with these words is in a dialect: one in fifty only dialects have, and there are two."""
    count = spoken(tokens)
    return count > 1 and count * _ONE_IN >= len(tokens)


def near_dialect(text: str, start: int, end: int) -> bool:
    """Whether a dialect word stands near `text[start:end]`, on its line.

    >>> near_dialect("صرح ترامب " + "قبل يومين " * 5 + "من هنا ان", 67, 69)  # the end of a cut ترامب is no مب
    False
    """
    first = max(start - _NEAR, 0)
    first = max(first, text.rfind("\n", first, start) + 1)
    newline = text.find("\n", end, end + _NEAR)
    last = min(end + _NEAR, len(text) if newline < 0 else newline)
    return any(
        match.group() in _spoken()
        and not (text[match.start() - 1 : match.start()].isalpha() or text[match.end() : match.end() + 1].isalpha())
        for match in words(text, first, last)
    )


@cache
def telling(dialect: str) -> frozenset[str]:
    """The words that tell a text in `dialect` ("egyptian") from one in any other."""
    return frozenset(word for word, whose, use in lists.rows(_LIST) if whose == dialect and use != "speech")


@cache
def _spoken() -> frozenset[str]:
    return frozenset(word for word, _, use in lists.rows(_LIST) if use != "score")


@cache
def _encoded() -> frozenset[bytes]:
    return frozenset(word.encode(CODEC) for word in _spoken())
