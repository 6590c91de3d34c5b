"""What a passage is about: a sum of word weights that says whether the real bearer of a name could be meant there.

A text about an organisation has its words (السجون، الحكومة، أفرجت), also where no single one of them would settle
anything. The weights are learned by `tools/fit_topic.py`: above zero a word is one of the bearer's texts.
"""

from __future__ import annotations

from collections.abc import Iterable

from arlint.packs.schema import PackError
from arlint.text import later
from arlint.text.chars import ARABIC_LETTER_BYTES, byte_class
from arlint.text.fold import fold

_ARABIC = byte_class(ARABIC_LETTER_BYTES)
_WORD = later.pattern(b"[%s]+" % _ARABIC)
#: What `words.DEFINITE_FRONT` is, folded; a lone و or ف where enough of a word is left.
_PROCLITICS = later.pattern(
    b"(?:[%s]?(?:[%s]?%s|%s)|[%s](?=.{4}))(?=.{3})" % (fold("وف"), fold("بك"), fold("ال"), fold("لل"), fold("وف"))
)
_SUFFIXES = tuple(map(fold, ("يات", "ات", "ون", "ين", "ها", "هم", "ه", "ي")))
#: Letters that a stem keeps.
_LEAST = 3


def stems(view: bytes) -> set[bytes]:
    """The distinct words of a folded view, without the article, proclitics and one ending.

    >>> stems(fold("والحكومات وكتابها")) == {fold("حكوم"), fold("كتاب")}
    True
    """
    return {_stem(word) for word in _WORD.findall(view)}


class Topic:
    """The weights of words, as `word=weight`. PackError where one is not a number."""

    def __init__(self, words: Iterable[str]) -> None:
        self._weights: dict[bytes, float] = {}
        for pair in words:
            word, _, weight = pair.partition("=")
            try:
                self._weights[fold(word)] = float(weight)
            except ValueError as error:
                raise PackError(f"@topic: {pair!r} is not word=weight") from error

    def __bool__(self) -> bool:
        return bool(self._weights)

    def score(self, view: bytes) -> float:
        """The sum of the weights of the distinct words in a folded view."""
        return sum(self._weights.get(stem, 0.0) for stem in stems(view))


def _stem(word: bytes) -> bytes:
    match = _PROCLITICS.match(word)
    stem = word[match.end() :] if match else word
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= _LEAST:
            return stem[: -len(suffix)]
    return stem
