"""A madda typed for the tanwin of its neighbour key: أيضآ for أيضاً."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.places import occurrences
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import LETTERS, MARKS
from arlint.text.lexicon import words
from arlint.text.wordlist import CODEC
from arlint.text.words import DEFINITE_FRONT, strip_marks

_WORD = later.pattern(rf"([{LETTERS}][{LETTERS}{MARKS}]+)آ(?=[\s،.:؛؟!\"»)<*]|$)")
_LONGEST = 20
_TANWIN = "ا\u064b"
#: The vowel before an alef that readers of the Quran lengthen, with or without a shadda: فَلَمَّآ أَتَاهَا.
_FATHA = "\u064e"
#: What no tanwin with an alef follows, ة and ى; pronouns that end in an alef, the و of verbs (قالوآ), and letters made
#: longer: بشفتيهآ is adorned, not misspelt.
_PRONOUN = later.pattern(r"(?:[ةى]|ه|هم|كم|(?<!ا)ن|[اآأ]|(?<=...)و)\Z")
#: Words whose own alef is made longer where a text is adorned so throughout.
_ADORNED = later.pattern(
    rf"(?<![{LETTERS}])(?:لآ|إلآ|الآ|يآ|مآ|هذآ|[أآا]نآ|عندمآ|[كگ]مآ|كآنت?|بهآ|لهآ|منهآ|فيهآ|حيآتي|آللهم?)(?![{LETTERS}])"
)
_NO_NOUN_STEMS = (
    "موسيق وموسيق تنس أنس ينس إل هاذ وهاذ هذ وهذ بهذ لهذ عندم بينم حينم كلم ربم إذ لول لم ولم فلم كم سو هكذ لماذ ماذ"
)
_NO_NOUNS = frozenset(_NO_NOUN_STEMS.split())
#: Verbs whose last letter is a hamza, which the list of words lacks in some forms, and nouns with their article.
_NO_TANWIN = later.pattern(rf"(?:كاف|فاج|خب|عب|هن|برئ|ناو|هز|كلا|[يت]تقي|[يت]توض|\A[وف]?مال)\Z|\A{DEFINITE_FRONT}")
_SHORTEST = 3
#: Shorter than a noun is for certain.
_SHORT = frozenset(("جد", "غد", "مع", "حق"))
_ENDS = tuple("آ" + end for end in (" ", "،", ".", "\n", ":", "؟", "!", '"', "»", ")", "<", "*"))


def find(document: Document) -> Iterator[Hit]:
    """آ at the end of a word that is no dual of a verb in أ (لجآ، بدآ), in a text that is not adorned with it."""
    hits = list(_hits(document))
    if hits and not _ADORNED.search(document.text):
        yield from hits


def _hits(document: Document) -> Iterator[Hit]:
    text = document.text
    for at in occurrences(document, _ENDS):
        start = at
        while start and at - start < _LONGEST and (text[start - 1] in LETTERS or text[start - 1] in MARKS):
            start -= 1
        found = _WORD.match(text, start)
        if found is None or found.end() != at + 1 or _FATHA in text[at - 2 : at]:
            continue
        stem = strip_marks(found[1])
        if _is_noun(stem) and not _is_word(stem + "أ") and not _is_word(stem + "آ"):
            yield Hit(at, at + 1, (Edit(at, at + 1, _TANWIN),))


def _is_noun(stem: str) -> bool:
    """Whether `stem` may be a noun or adverb that takes a tanwin."""
    if len(stem) < _SHORTEST:
        return stem in _SHORT
    if _NO_TANWIN.search(stem):
        return False
    return stem not in _NO_NOUNS and "آ" not in stem and not _PRONOUN.search(stem)


def _is_word(word: str) -> bool:
    """Whether the list of words has `word` as right; it has those that may be misspelled with a hamza."""
    return not words().not_right({word.encode(CODEC, "replace")})
