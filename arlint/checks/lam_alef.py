"""Lam-alef with its letters in the order of drawing (األول for الأول), as readers of PDF files leave it."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.places import lines_of, occurrences
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.lam_alef import is_impossible, restored
from arlint.text.lexicon import zipf
from arlint.text.spans import inside, merge

#: What begins words that only this damage makes, and the commonest others.
_NEEDLES = ("األ", "اإل", "اآل", "اال", " لال", "إال ", "خالل", "الوالي", "ثالثاء")
#: Words that hold such a pair.
_PAIRED = later.pattern("(?<![\u0621-\u06d3])[\u0621-\u064a]*[اأإآ]ل[\u0621-\u064a]*(?![\u0621-\u06d3])")
#: A line that writes آ for show: آإنآا اآللي is أنا اللي.
_DECORATED = later.pattern("آ[اأإ]")
_REST = later.pattern("[\u0621-\u06d3]*+")
#: Different words that prove that the text went through such a reader, and the code points that each proves before
#: and behind it: all of an article or a chapter, not of everything that one file holds.
_PROOF, _REACH = 2, 50_000
#: Letters of the words for "not" and "without", which are said of a word behind them.
_ALONE = 4
#: How common a word is that is believed without another that proves the damage (one in a million, as a power of ten).
_COMMON = 3.0


def find(document: Document) -> Iterator[Hit]:
    """Words with the pair turned back; beside two certain ones also those that may be words as they are (ال for لا)."""
    text = document.text
    certain: dict[int, tuple[str, str]] = {}
    for line in lines_of(document, occurrences(document, _NEEDLES)):
        if _DECORATED.search(text, line.start, line.end):
            continue
        for found in _PAIRED.finditer(text, line.start, line.end):
            new = restored(found[0])
            if new is not None:
                certain[found.start()] = found[0], new
    proved = _proved(text, {start: word for start, (word, _) in certain.items()})
    for start, (word, new) in certain.items():
        if is_impossible(word) and not inside(proved, start):
            yield _hit(start, word, new, known=zipf(new) > _COMMON and len(word) > _ALONE)
    for first, last in proved:
        for found in _PAIRED.finditer(text, first, last):
            new = restored(found[0], proved=True)
            if new is not None and (len(found[0]) > _ALONE or text[found.end() : found.end() + 1] == " "):
                yield _hit(found.start(), found[0], new)


def _proved(text: str, words: dict[int, str]) -> list[tuple[int, int]]:
    """The stretches of `text` that the certain `words`, by their places in order, prove to be damaged."""
    spans = []
    near: dict[str, int] = {}  # the last place of each word that is near enough to count, in order
    for start, word in words.items():
        near.pop(word, None)
        while near and start - next(iter(near.values())) > _REACH:
            del near[next(iter(near))]
        if len(near) >= _PROOF - 1:
            first, last = max(0, next(iter(near.values())) - _REACH), min(start + _REACH, len(text))
            rest = _REST.match(text, last)
            spans.append((first, rest.end() if rest else last))
        near[word] = start
    return merge(spans)


def _hit(start: int, word: str, new: str, *, known: bool = True) -> Hit:
    """A word with its lam-alef; `known`: the new one is common, or others prove the damage (إال may be a slip)."""
    sure = known and is_impossible(word)
    trust = Applicability.SAFE if sure else Applicability.UNSAFE
    end = start + len(word)
    return Hit(start, end, (Edit(start, end, new),), trust, clean=known and not sure, values={"fix": new})
