"""Lam-alef with its letters in the order of drawing (األول for الأول), as readers of PDF files leave it."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.places import lines_of, occurrences
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.lam_alef import is_impossible, restored

#: What begins words that only this damage makes, and the commonest others.
_NEEDLES = ("األ", "اإل", "اآل", "اال", "لال", "إال ", "خالل", "الوالي", "ثالثاء")
_WORD = later.pattern("(?<![\u0621-\u06d3])[\u0621-\u064a]+(?![\u0621-\u06d3])")
#: Words that may hold such a pair: all that are looked at where the text is damaged throughout.
_PAIRED = later.pattern("(?<![\u0621-\u06d3])[\u0621-\u064a]*[اأإآ]ل[\u0621-\u064a]*(?![\u0621-\u06d3])")
#: Different words that prove that the text as a whole went through such a reader.
_PROOF = 2
#: Letters of the words for "not" and "without", which are said of a word behind them.
_ALONE = 4


def find(document: Document) -> Iterator[Hit]:
    """Words with the pair turned back; beside two certain ones also those that may be words as they are (ال for لا)."""
    text = document.text
    certain: dict[int, tuple[str, str]] = {}
    for line in lines_of(document, occurrences(document, _NEEDLES)):
        for found in _WORD.finditer(text, line.start, line.end):
            new = restored(found[0])
            if new is not None:
                certain[found.start()] = found[0], new
    if len({word for word, _ in certain.values()}) < _PROOF:
        certain = {start: pair for start, pair in certain.items() if is_impossible(pair[0])}
        for start, (word, new) in certain.items():
            yield _hit(start, word, new)
        return
    for found in _PAIRED.finditer(text):
        new = restored(found[0], proved=True)
        if new is not None and (len(found[0]) > _ALONE or text[found.end() : found.end() + 1] == " "):
            yield _hit(found.start(), found[0], new)


def _hit(start: int, word: str, new: str) -> Hit:
    sure = is_impossible(word)
    trust = Applicability.SAFE if sure else Applicability.UNSAFE
    end = start + len(word)
    return Hit(start, end, (Edit(start, end, new),), trust, clean=not sure, values={"fix": new})
