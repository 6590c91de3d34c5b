"""Words and their clitics: split off before a word is looked up, put back on what replaces it.

Arabic writes conjunctions, prepositions and the article joined to the next word, and pronouns joined to the one
before: وللشركة is و + ل + ال + شركة. Rules name the bare word; these functions do the joining.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from arlint.text.chars import LETTERS, MARKS, SISTER_LETTERS, TATWEEL

ARTICLE = "ال"
FATHATAN = "\u064b"
#: ه، ها، هما، هم، هن، ك، كما، كم، كن، ي، ني، نا: the object and possessive pronouns that join a word's end.
PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي")

ARABIC_LETTERS = LETTERS + SISTER_LETTERS + "\u0671"
_WORD = re.compile(f"[{ARABIC_LETTERS}][{ARABIC_LETTERS}{MARKS}{TATWEEL}]*")
_BARE = str.maketrans("", "", MARKS + TATWEEL)
_MARK = re.compile(f"[{MARKS}{TATWEEL}]")
_VOWEL = re.compile(f"[{MARKS}]")
_LETTER = re.compile(f"([^{MARKS}{TATWEEL}])([{MARKS}{TATWEEL}]*+)")
#: What may be joined to the front of a word, as sources of regular expressions: of a noun with its article (الـ, وبالـ,
#: للـ), of any noun, of any word, verbs with their س too. The أ of questions is left out, as it begins words oftener.
DEFINITE_FRONT = "[وف]?(?:[بك]?ال|لل)"
NOUN_FRONT = "[وف]?(?:[بك]?ال|لل|[بكل])?"
WORD_FRONT = "[وف]?(?:[بك]?ال|لل|[بكلس])?"
#: That of a noun, in its parts: rules name nouns, so it needs no س.
_PREFIX = re.compile("(?P<conjunction>[وف]?)(?P<preposition>[بكل]?)(?P<article>ال|(?<=ل)ل|)")
_LATIN_START = re.compile("[A-Za-z0-9]")


class Clitics(Struct, frozen=True):
    """What is joined to the front of a word: at most one conjunction, one preposition, the article."""

    conjunction: str = ""
    preposition: str = ""
    article: bool = False


def strip_marks(text: str) -> str:
    """`text` without marks and tatweel."""
    return text if _MARK.search(text) is None else text.translate(_BARE)


@lru_cache(maxsize=4096)
def split_prefix(prefix: str) -> Clitics | None:
    """The clitics that make up `prefix`, the letters before a word; None where they are not clitics.

    >>> split_prefix("ولل")
    Clitics(conjunction='و', preposition='ل', article=True)
    >>> split_prefix("مست") is None
    True
    """
    match = _PREFIX.fullmatch(strip_marks(prefix))
    if match is None:
        return None
    return Clitics(match["conjunction"], match["preposition"], bool(match["article"]))


def attach(clitics: Clitics, word: str) -> str:
    """`word` with `clitics` before it.

    A word that has its own article gets no second one; ل + ال gives لل; ب ك ل and the article take a tatweel before
    Latin letters and digits, و and ف do not.

    >>> attach(Clitics(preposition="ل"), "الذكاء")
    'للذكاء'
    >>> attach(Clitics("و", "ل"), "Meta")
    'ولـMeta'
    """
    foreign = _LATIN_START.match(word) is not None
    has_article = word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1
    article = clitics.article and not has_article
    joined = clitics.conjunction + clitics.preposition
    if foreign:
        joined += ARTICLE if article else ""
        if clitics.preposition == "ل" and article:
            joined = clitics.conjunction + "لل"
        return joined + (TATWEEL if clitics.preposition or article else "") + word
    if clitics.preposition == "ل":
        if has_article:
            # لل swallows the alef only; a word that begins with lam (اللغة) would have three and loses one.
            rest = word[len(ARTICLE) :]
            return joined + (rest if rest.startswith("ل") else "ل" + rest)
        if article:
            return joined + (word if word.startswith("ل") else "ل" + word)
    return joined + (ARTICLE if article else "") + word


def with_marks_of(old: str, new: str) -> tuple[str, bool]:
    """`new` with the vowel marks of `old` on the letters that the two share, and whether all of them are kept.

    A word that brings its own marks keeps those. A tanwin goes with the alef that it stood on (أشياءاً).

    >>> with_marks_of("إلتقيتَ", "التقيت"), with_marks_of("جزئًا", "جزءا"), with_marks_of("هولاءِ", "هؤلاء")
    (('التقيتَ', True), ('جزءًا', True), ('هؤلاءِ', True))
    >>> with_marks_of("أشياءاً", "أشياء"), with_marks_of("مُنْشئات", "منشآت"), with_marks_of("هادِيءٌ", "هادئ")
    (('أشياء', True), ('مُنْشآت', True), ('هادِئ', False))
    """
    if _VOWEL.search(old) is None or _VOWEL.search(new):
        return new, True
    letters, marks = _parted(old)
    head = _shared(letters, new)
    tail = min(_shared(letters[::-1], new[::-1]), min(len(letters), len(new)) - head)
    middle = marks[head : len(letters) - tail]
    room = len(new) - head - tail
    if not tail and 0 < len(middle) < room and middle[-1] != FATHATAN:  # the mark of the ending: بشئٍ
        middle = [*middle[:-1], *[""] * (room - len(middle)), middle[-1]]
    same = len(middle) == room
    lost = not same and "".join(middle) not in ("", FATHATAN)
    kept = [*marks[:head], *(middle if same else [""] * room), *(marks[len(letters) - tail :] if tail else [])]
    return "".join(letter + mark for letter, mark in zip(new, kept, strict=True)), not lost


def _parted(word: str) -> tuple[str, list[str]]:
    """The letters of `word`, and the marks on each; tatweel is left out, marks before the first letter too."""
    found = list(_LETTER.finditer(word))
    return "".join(letter[1] for letter in found), [letter[2].replace(TATWEEL, "") for letter in found]


def _shared(left: str, right: str) -> int:
    """How many signs `left` and `right` begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def readings(word: str) -> Iterator[tuple[Clitics, str, str]]:
    """Every way to read `word` (no marks) as clitics + stem + pronoun, the shortest prefix first.

    Stems have two letters at least. The readings are possible ones: only a lexicon tells which is real.
    """
    for cut in range(min(5, len(word) - 1)):
        clitics = split_prefix(word[:cut])
        if clitics is None:
            continue
        rest = word[cut:]
        yield clitics, rest, ""
        for pronoun in PRONOUNS:
            if rest.endswith(pronoun) and len(rest) - len(pronoun) > 1:
                yield clitics, rest[: -len(pronoun)], pronoun


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The Arabic words of `text[start:end]`, marks and tatweel included, as matches."""
    return _WORD.finditer(text, start, len(text) if end is None else end)
