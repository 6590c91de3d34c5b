"""Conditions on the words around a match, shared by the kinds of rules."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from arlint.document import Document
from arlint.text import later
from arlint.text.chars import WORD_BYTES
from arlint.text.fold import fold

_COUNTED = 3
#: Bytes of a word with its space, about.
_REACH = 9


class Words(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Any of `words` within so many words of the match, on either side.

    A cue is matched at a word's start, after proclitics too, so that برمج finds والبرمجة. Up to three words are
    counted; more are reckoned by their usual length.
    """

    words: tuple[str, ...]
    within: int = 12

    @cached_property
    def _cues(self) -> tuple[bytes, ...]:
        return tuple(fold(word) for word in self.words)

    @cached_property
    def _any_begun(self) -> re.Pattern[bytes]:
        """The first word of any of the cues, anywhere: most matches have none beside them, and there may be dozens."""
        return re.compile(b"|".join(re.escape((cue.split() or [cue])[0]) for cue in self._cues))

    def found(self, document: Document, start: int, end: int) -> str | None:
        """The first cue near view bytes `start` to `end`, or None."""
        view, reach = document.folded.view, _REACH * self.within
        if self._any_begun.search(view, max(0, start - reach), end + reach) is None:
            return None
        before, after = neighbourhood(view, start, end, self.within)
        if self.within <= _COUNTED:
            # The space lets a cue that ends in one be a whole word.
            before, after = (
                b" ".join(words) + b" " for words in (before.split()[-self.within :], after.split()[: self.within])
            )
        for cue, word in zip(self._cues, self.words, strict=True):
            if starts_word(before, cue) or starts_word(after, cue):
                return word
        return None


def neighbourhood(view: bytes, start: int, end: int, words: int) -> tuple[bytes, bytes]:
    """The `words` words before and after view bytes `start` to `end` (`_REACH` bytes a word, cut at a space)."""
    reach = _REACH * words
    lo = max(0, start - reach)
    hi = min(len(view), end + reach)
    if lo:
        lo = view.find(b" ", lo, start) + 1 or start
    if hi < len(view):
        hi = max(view.rfind(b" ", end, hi), end)
    return view[lo:start], view[end:hi]


_WAW_FA, _PREPOSITIONS, _ARTICLE, _LAM = fold("وف"), fold("بكلس"), fold("ال"), fold("ل")
#: What may be joined to the front of a folded stem, as `words.WORD_FRONT`; and لال, as some spell لل.
PROCLITICS = b"[%s]?(?:[%s]?%s|%s|[%s])?" % (_WAW_FA, _PREPOSITIONS, _ARTICLE, _LAM * 2, _PREPOSITIONS)
#: The same without the article.
NO_ARTICLE = b"[%s]?[%s]?" % (_WAW_FA, _PREPOSITIONS)
#: Letters of the longest of them: وبال.
MOST_PROCLITICS = 4
_BEFORE = later.pattern(PROCLITICS)
#: What a word is made of; the underscore is emphasis more often.
_LETTERS = WORD_BYTES - {ord("_")}


def starts_word(text: bytes, cue: bytes) -> bool:
    """Whether a word of the folded `text` starts with `cue`, proclitics aside."""
    at = text.find(cue)
    while at >= 0:
        lo = at
        while lo and text[lo - 1] in _LETTERS and at - lo <= MOST_PROCLITICS:
            lo -= 1
        if _BEFORE.fullmatch(text, lo, at):
            return True
        at = text.find(cue, at + 1)
    return False
