"""Lam-alef of which the two letters changed places: األول for الأول, خالل for خلال, ال for لا.

A PDF font draws لا as one sign, and a reader that takes the sign apart in the order of drawing writes the alef first.
ا before أ, إ or آ with lam after it begins no Arabic word, nor does اال, so those words need no list. Of words with لا
inside, `lists/lam-alef.tsv` holds those that are no words the other way (it has no سلام, because of سالم).
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product

from arlint.text import later, lists
from arlint.text.chars import MARKS
from arlint.text.lexicon import zipf
from arlint.text.words import WORD_FRONT

_SWAPPED = later.pattern("([اأإآ])ل")
_IMPOSSIBLE = later.pattern("[وفبكلس]?(?:ا[أإآ]ل[\u0621-\u064a]|اال[\u0621-\u064a]{2})")
#: Words of these kinds are in the lexicon if they are words at all.
_WOULD_BE_LISTED = later.pattern("[أإآ]|[ةهىي]$|^[وف]?(?:ال|لل|[بكل])ا|^[وف]?لال")
_HEAD = later.pattern(WORD_FRONT)
#: ال and what follows the alef in verbal nouns like استقبال, انتخاب, اجتماع, اتحاد, with an ending or without.
_VERBAL_NOUN = later.pattern("([وف]?)ال((?:ست..ا|ن..ا|.[تطد].ا|ت[^ا]ا.)[\u0621-\u064a]*)$")
_CONJUNCTION = later.pattern("[وف]?")
#: What an article becomes when it is turned; only a word of the list may be meant then (لاعب, not لاعلام for العالم).
_LA = later.pattern("[وفبك]?لا")
_BARE = str.maketrans("", "", MARKS)
#: Words that are none the other way, and too short for the list.
_SHORT = {"إال": "إلا", "وإال": "وإلا", "فإال": "فإلا", "أال": "ألا"}
_LONE = {"ال": "لا", "وال": "ولا", "فال": "فلا", "بال": "بلا", "وبال": "وبلا"}
_LONGEST = 24
_MOST_PLACES = 4


@cache
def _listed() -> frozenset[str]:
    return frozenset(word for (word,) in lists.rows("lam-alef.tsv"))


def _is_listed(word: str) -> bool:
    """Whether `word`, or what its proclitics stand before, is in the list."""
    if word in _listed():
        return True
    head = (_CONJUNCTION if _LA.match(word) else _HEAD).match(word)
    return head is not None and word[head.end() :] in _listed()


@lru_cache(maxsize=1 << 14)
def restored(word: str, *, proved: bool = False) -> str | None:
    """What `word` is with its lam-alefs in order; None where it has none, or may be right as it is.

    `proved`: the text around it has this damage, so a doubt is decided for it.

    >>> restored("األول"), restored("االطالع"), restored("خالل"), restored("المدينة"), restored("ثالثة")
    ('الأول', 'الاطلاع', 'خلال', None, None)
    >>> restored("ال", proved=True), restored("ثالثة", proved=True), restored("االسعودية")
    ('لا', 'ثلاثة', None)
    """
    if not 1 < len(word) <= _LONGEST or word.translate(_BARE) != word:
        return None
    if word in _SHORT:
        return _SHORT[word]
    if word in _LONE:
        return _LONE[word] if proved else None
    places = [found.start() for found in _SWAPPED.finditer(word)]
    if not places or len(places) > _MOST_PLACES:
        return None
    readings = _readings(word, places)
    if not readings:
        return None
    return (_instead if _IMPOSSIBLE.match(word) else _rather)(word, readings, proved=proved)


def _rather(word: str, readings: list[str], *, proved: bool) -> str | None:
    """The reading that is meant by a word which may be one as it is."""
    best = next((reading for reading in readings if _is_listed(reading)), None)
    if best is not None:
        return best if proved or not zipf(word) else None
    if proved and (found := _VERBAL_NOUN.match(word)) and zipf(found[2]) == 0 and zipf("ا" + found[2]) > _COMMON:
        return f"{found[1]}لا{found[2]}"  # الستقبال: there is no ستقبال, and استقبال is a word
    best = max(readings, key=zipf)
    known = zipf(word)
    if known:
        return best if known < zipf(best) - _MUCH else None
    outweighs = zipf(best) > max(_SEEN, 2 * _weight(word) + _MUCH)
    doubtful = proved or word.startswith("لال")  # لالستثمار; but لالتقاء is ل and التقاء
    return best if doubtful and outweighs and _WOULD_BE_LISTED.search(word) else None


def _instead(word: str, readings: list[str], *, proved: bool) -> str | None:
    """The reading of what is no word."""
    possible = [reading for reading in readings if not _IMPOSSIBLE.match(reading)]
    best = max(possible, key=_weight, default=None)
    if best is None or proved:
        return best
    # A letter typed twice looks like it: االسعودية, باالخرج.
    twice = "اا" in word[:3]
    return best if zipf(best) > _COMMON or (not twice and _weight(best)) else None


#: A word this much commoner than another, as a power of ten, is what was meant.
_MUCH = 1.5
#: What a word is that nobody would doubt (one in a million), and one that is a word at all.
_COMMON, _SEEN = 3.0, 2.0


def is_impossible(word: str) -> bool:
    """Whether no Arabic word begins as `word` does, but one with a lam-alef that changed places."""
    return _IMPOSSIBLE.match(word) is not None or word in _SHORT


def is_swapped(word: str) -> bool:
    """Whether `word` proves the damage in a text that came out of such a reader: it is none, and turned it is one."""
    if is_impossible(word):
        return True
    return _WOULD_BE_LISTED.search(word) is not None and not zipf(word) and restored(word, proved=True) is not None


def _readings(word: str, places: list[int]) -> list[str]:
    """`word` with one or more of the pairs at `places` in the other order, those with the fewest first."""
    found = []
    for turned in sorted(product((False, True), repeat=len(places)), key=lambda turned: (sum(turned), turned[::-1])):
        letters = list(word)
        for at, is_turned in zip(places, turned, strict=True):
            if is_turned:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        reading = "".join(letters)
        if any(turned) and not reading.lstrip("وف").startswith("لال"):  # that is written لل
            found.append(reading)
    return found


def _weight(reading: str) -> float:
    """How well known a reading is; what stands before the article is left out where the whole is unknown."""
    if known := zipf(reading):
        return known
    head = _HEAD.match(reading)
    stem = reading[head.end() :] if head else ""
    for rest in (reading[1:] if reading[0] in "وفبكلس" else "", stem):
        if len(rest) > 2 and (known := zipf(rest) or float(rest in _listed())):
            return known / 2
    return 0.0
