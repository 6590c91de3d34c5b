"""Two words without the space between them, told by a letter that only ends a word: السنةالماضية، إلىالبيت."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.places import occurrences
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import LETTERS
from arlint.text.lexicon import correction, is_word

_LETTERS = frozenset(LETTERS)
#: What joins a word to others that it must not be parted from: a name on the web, an identifier.
_JOINED = frozenset("_@#\u0640")
#: No second word: endings that belong before the letter (بوابةها for بوابتها), and what names are made of (هبةالله).
_ENDING_WORDS = "ها هم هما هن كم كما كن نا ني ات ان ين ون الله"
_ENDINGS = frozenset(_ENDING_WORDS.split())
_SHORT_WORDS = "في من أن إن لا ما عن مع هو هي قد لم لن كل أو ثم إذ أي بل يا"
_SHORT = frozenset(_SHORT_WORDS.split())
_SHORTEST = 3
#: After ى only these: other words have it by mistake for ي (الرئىيس), and then a pronoun may follow (علىيه).
_PREPOSITIONS = frozenset(f"{clitic}{word}" for clitic in ("", "و", "ف") for word in ("إلى", "على", "لدى", "حتى"))
_PRONOUN = later.pattern(r"ي?(?:ه|ها|هم|هما|هن|ك|كم|كما|كن|نا|ي)\Z")
#: Either letter before one that a word may begin with; شىء is another slip.
_SIGNS = tuple(end + letter for end in "ةى" for letter in LETTERS if letter not in "ةىءئؤ")


def find(document: Document) -> Iterator[Hit]:
    """Words that ة or ى parts in two, of which the first is a word for certain."""
    text, done = document.text, 0
    for at in occurrences(document, _SIGNS):
        start, end = at, at + 1
        while start > done and text[start - 1] in _LETTERS:
            start -= 1
        while end < len(text) and text[end] in _LETTERS:
            end += 1
        if (start and text[start - 1] in _JOINED) or text[end : end + 1] in _JOINED:
            continue
        if _are_two(text[start : at + 1], text[at + 1 : end]):
            yield Hit(start, end, (Edit(at + 1, at + 1, " "),))
            done = at + 1


def _are_two(first: str, second: str) -> bool:
    if len(second) < _SHORTEST and second not in _SHORT:
        return False
    if first.endswith("ى"):
        return first in _PREPOSITIONS and not _PRONOUN.match(second)
    return second not in _ENDINGS and len(first) >= _SHORTEST and (is_word(first) or _is_slip(first))


def _is_slip(word: str) -> bool:
    """Whether `word` is for certain a misspelt one, which another rule mends: الاسلاميةفي."""
    found = correction(word)
    return found is not None and found.certain
