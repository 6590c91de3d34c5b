"""Words that begin with hamzat wasl and are written with a hamza: إستخدم, بالإعتراف, أنتخابات.

Verbs of the forms seven to ten and their verbal nouns begin with a plain alef. No other word has their letters with a
hamza below it (the first person, أستخدم, has one above), whatever stands before and behind them. So a list of such
verbs (`rules/lists/hamzat-wasl.tsv`) settles what a list of words leaves open: it lacks most endings, and أعترف is as
common as اعترف.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from arlint.text import lists
from arlint.text.wordlist import CODEC

_FRONT = "[وف]?(?:[بك]?ال|لل|[بكل])?"
_PRONOUN = "(?:هما|كما|ها|هم|هن|كم|كن|نا|ني|ه|ك)"
#: What may stand before the alef, which has a hamza, and what is behind it.
_PARTS = re.compile(f"({_FRONT})([أإ])(.{{3,}})", re.DOTALL)
_ABOVE, _BELOW = "أإ".encode(CODEC)
_ENCODED = re.compile(f"{_FRONT}[أإ](..)".encode(CODEC), re.DOTALL)
#: The endings of a past tense; those with which it loses a long vowel; those of one that ends in a weak letter.
_VERB = re.compile(f"(?:ت|تا|ا|نا|ن|تم|تما|(?:ت|نا|ن|تمو|و)?{_PRONOUN}|وا)?")
_PERSON = re.compile(f"(?:ت|نا|ن|تم|تما)|(?:ت|نا|ن|تمو){_PRONOUN}")
_WEAK_VERB = re.compile(f"ى|(?:ي?ت|يتمو|ينا|و|ا){_PRONOUN}|ي?ت|تا|يا|وا|يتم|ينا?")
#: Those of a verbal noun, and of the adjective made of it.
_NOUN = re.compile(f"(?:ا|ان|ين|ات|ي|ية|يا|يات|يان|يين|يون|(?:ات|يت)?{_PRONOUN}|اتي)?")
_HAMZA = re.compile(f"[ءئؤ]{_NOUN.pattern}")
_FEMININE = re.compile(f"ة|ت?ان|تين|ات|ي|ية|يا|يات|يين|يون|(?:ت|ات){_PRONOUN}")
_TENTH = "ست"
_ENDING = 7
"""Letters of the longest ending."""


class _Stems(NamedTuple):
    """What verbs and nouns begin with, each with its endings; the nouns that are names."""

    verbs: dict[str, re.Pattern[str]]
    nouns: dict[str, re.Pattern[str]]
    names: frozenset[str]


def may_have_one(word: bytes) -> bool:
    """Whether a word, in the encoding of the lexicon, has a hamza before two letters with which such words go on."""
    if _ABOVE not in word and _BELOW not in word:  # nearly all
        return False
    found = _ENCODED.match(word)
    return found is not None and found[1] in _heads()


def without_hamza(word: str) -> str | None:
    """`word` (no marks) with the plain alef that it must have; None where the hamza may be right, or nobody knows.

    >>> without_hamza("وإعترفت"), without_hamza("بالإستعانة"), without_hamza("أنتخابات")
    ('واعترفت', 'بالاستعانة', 'انتخابات')
    >>> [without_hamza(word) for word in ("أعترف", "إنتاج", "إتقان", "إستراتيجية", "أتساعا", "إنتصار")]
    [None, None, None, None, None, None]
    """
    parts = _PARTS.fullmatch(word)
    if parts is None:
        return None
    front, hamza, rest = parts.groups()
    stems = _stems()
    if rest in stems.names and not front:
        return None
    if _fits(rest, stems.nouns):
        return f"{front}ا{rest}"
    if hamza == "إ" and front in ("", "و", "ف") and _fits(rest, stems.verbs):
        return f"{front}ا{rest}"
    return None


def _fits(rest: str, stems: dict[str, re.Pattern[str]]) -> bool:
    """Whether `rest` is a stem with one of its endings."""
    return any(
        (endings := stems.get(rest[:cut])) is not None and endings.fullmatch(rest, cut)
        for cut in range(len(rest), max(1, len(rest) - _ENDING - 1), -1)
    )


@cache
def _stems() -> _Stems:
    verbs: dict[str, re.Pattern[str]] = {}
    nouns: dict[str, re.Pattern[str]] = {}
    names = set()
    for verb, noun, name in lists.rows("hamzat-wasl.tsv"):
        verbs.update(_of_verb(verb))
        if noun.endswith("اء"):
            nouns[noun[:-1]] = _HAMZA
        elif noun:
            nouns[noun.removesuffix("ة")] = _FEMININE if noun.endswith("ة") else _NOUN
        if name:
            names.add(noun)
    return _Stems(verbs, nouns, frozenset(names))


@cache
def _heads() -> frozenset[bytes]:
    """The first two letters of the stems, in the encoding of the lexicon."""
    stems = _stems()
    return frozenset(stem[:2].encode(CODEC) for stem in (*stems.verbs, *stems.nouns))


def _of_verb(verb: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The stems of a past tense: of one with a weak letter those for its persons and its passive too."""
    if verb.endswith("ى"):
        yield verb[:-1], _WEAK_VERB
    elif verb.endswith("أ"):
        yield from ((verb[:-1] + seat, _VERB) for seat in "أؤئ")
    elif verb:
        yield verb, _VERB
        if verb[-2] == "ا":
            # Without an ending it is an imperative (اختر); those of the tenth form are rarer than a town is (إستخر).
            yield verb[:-2] + verb[-1], _PERSON if verb.startswith(_TENTH) else _VERB
            yield verb[:-2] + "ي" + verb[-1], _VERB
