"""Tatweel inside words: letters drawn out, which nobody searches for."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.places import told_of_lines
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.chars import TATWEEL, encode
from arlint.text.words import DEFINITE_FRONT, NOUN_FRONT

_LETTERS = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\ufb50-\ufdc7\ufe80-\ufefc"
_MARKS = "\u064b-\u0652"
_WORD = later.pattern(f"[{_LETTERS}{_MARKS}\u0653-\u065f\u0670\u0640\u06d6-\u06ed]+")
#: Between a letter (with its marks) and a letter. A mark that has its seat on the tatweel (هـٰذا) is another matter.
_STRETCH = later.pattern(f"(?<=[{_LETTERS}{_MARKS}])\u0640+(?=[{_MARKS}]*[{_LETTERS}])")
_SEAT = later.pattern("\u0640[\u0653-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff]")
_BARE = str.maketrans("", "", TATWEEL + "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_RIAL = later.pattern("ري\u0640+ال")
#: The middle or final shape of one letter, spoken of: وـهـ, وـه.
_CITED = later.pattern(f"و?\u0640[{_LETTERS}]\u0640?")
#: Not a lone و, which joins to nothing behind it.
_PROCLITIC = later.pattern(f"(?:{DEFINITE_FRONT}|[وف]?[بلكس]|ف)\u0640+")
_ARTICLE_AFTER_LAM = later.pattern("[وف]?ل\u0640+ال")
#: Lines that speak of the sign may show it: التطويل، مثل: مـحـمـد.
_SPOKEN_OF = later.pattern(rf"(?<!\w){NOUN_FRONT}(?:تطويل|كشيدة|كاشيدة)(?!\w)")
_BYTE = encode(TATWEEL)
#: Code points of a gap between a year and its sign.
_GAP = 4

_Stretched = tuple[int, int, list[tuple[int, int]]]


def stretched(document: Document) -> bool:
    """Whether a document has words for these rules, which look at them next."""
    if _BYTE not in document.encoded:
        return False
    return bool(_words(document))


def inside(document: Document) -> Iterator[Hit]:
    """Words with tatweel between their letters, without it."""
    text = document.text
    shown = told_of_lines(document, lambda lo, hi: _SPOKEN_OF.search(text, lo, hi) is not None)
    for start, end, stretches in _words(document):
        if not _is_proclitic(text[start:end], len(stretches)):
            trust = Applicability.UNSAFE if shown(start) else None
            yield Hit(start, end, tuple(Edit(lo, hi, "") for lo, hi in stretches), trust)


def after_proclitic(document: Document) -> Iterator[Hit]:
    """Words that a tatweel parts from their proclitic or article and from nothing else (لـسكاي نيوز)."""
    for start, end, stretches in _words(document):
        word = document.text[start:end]
        # لـالرياض without its tatweel would be misspelled (للرياض), and the paper's name is الرياض: it stays.
        if _is_proclitic(word, len(stretches)) and not _ARTICLE_AFTER_LAM.match(word):
            yield Hit(start, end, tuple(Edit(lo, hi, "") for lo, hi in stretches))


def _is_proclitic(word: str, stretches: int) -> bool:
    found = _PROCLITIC.match(word)
    return stretches == 1 and found is not None and len(word.translate(_BARE)) - len(found[0].translate(_BARE)) > 1


def _words(document: Document) -> list[_Stretched]:
    """The words with tatweel inside: start, end, the spans of the tatweel."""
    if _words not in document.shared:
        document.shared[_words] = list(_found(document))
    words: list[_Stretched] = document.shared[_words]
    return words


def _found(document: Document) -> Iterator[_Stretched]:
    text, encoded = document.text, document.encoded
    at = encoded.find(_BYTE)
    while at >= 0:
        end = at + 1
        start = at
        while start and _WORD.match(text, start - 1, start):
            start -= 1
        whole = _WORD.match(text, start)
        if whole is not None:
            end = whole.end()
            if start < at:
                stretches = _stretches(text, start, end)
                if stretches:
                    yield start, end, stretches
        at = encoded.find(_BYTE, end)


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    word = text[start:end]
    if _SEAT.search(word) or _RIAL.search(word) or _CITED.fullmatch(word):
        return []
    if word.startswith("ه\u0640") and text[max(0, start - _GAP) : start].rstrip()[-1:].isdigit():
        return []  # a Hijri year with the next word joined to it
    return [m.span() for m in _STRETCH.finditer(text, start, end)]
