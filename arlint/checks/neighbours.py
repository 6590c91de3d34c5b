"""Words beside a seeming slip that make it another word, right as it is written: لم أبن، قد لان جانبه، مديرية الضحي."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple

from arlint.text import later, lists
from arlint.text.chars import LETTERS, MARKS
from arlint.text.cited import is_particle_spoken_of
from arlint.text.lexicon import Change, skeleton
from arlint.text.words import strip_marks

#: The words, and what beside each of them shows its other reading.
_LIST = "spelling-neighbours.tsv"
#: The nouns whose names take an article and may end in a ي of their own: مديرية الضحي.
_PLACES = "@places"
_BEFORE = later.pattern(rf"(?<![{LETTERS}])([{LETTERS}{MARKS}]+)[ \u00a0\n-]{{1,2}}\Z")
_AFTER = later.pattern(rf"[ \u00a0\n]{{1,2}}([{LETTERS}{MARKS}]+)")
_LONGEST = 24
#: Words that their tanwin makes another one: exponentially; Asia has none.
_TANWIN_TELLS, _TANWIN = frozenset(("أسيا",)), "\u064b"
#: First names, after which a word with an article is a family's: عبدالكريم المدي.
_FIRST_NAME = later.pattern(
    r"و?(?:عبد(?: ?ال)?\w+|محمد|أحمد|احمد|علي|حسن|حسين|خالد|سعيد|صالح|ناصر|إبراهيم|محمود|يوسف|سالم|سعد|فهد|بن)\Z"
)
#: A verb, before which الى is the اللي of dialects: الى يزعجني. Not names, days and months.
_WHO = frozenset(("الى", "والى"))
_VERB = later.pattern("ي(?!وم|ون|ول|وف|وس|ناير|اسر|اف|ثرب|مين|سار)[^ ]{2,}")
#: What a name in ة follows that ه ends as often: ابن شكلة.
_SON = later.pattern("[وفبل]?ا?بن")
#: What follows إنا, we: إنا فتحنا، إنا أعطيناك، إنا نحن.
_WE = frozenset(("انا", "وانا", "فانا"))
_OF_US = later.pattern("نحن|ل.{2,}ون|معكم|معكما|معاشر|معشر|.{2,}نا(?:ك|كم|ه|ها|هم|هما|هن)?")
#: The particles of which grammars speak, with a preposition before them.
_PARTICLES = frozenset(("ان", "لان", "بان", "كان", "فان", "وان", "ولان", "وبان"))


def is_other_word(text: str, start: int, end: int, change: Change) -> bool:
    """Whether what stands beside `text[start:end]` makes it another word than the one it looks like a slip for.

    >>> is_other_word("لم أبن عليها مؤامرة", 3, 6, Change.HAMZA_ADDED)
    True
    >>> is_other_word("سافر أبن عمه", 5, 8, Change.HAMZA_ADDED)
    False
    """
    word = strip_marks(text[start:end])
    if word in _TANWIN_TELLS and _TANWIN in text[start:end]:
        return True
    doubt = _doubt(word, change)
    if doubt is None:
        return False
    if doubt is _Doubt.PARTICLE:
        return is_particle_spoken_of(text, start, end)
    before = _BEFORE.search(text, max(0, start - _LONGEST), start)
    previous = strip_marks(before[1]) if before else ""
    if doubt is _Doubt.NAME and (previous in _listed()[_PLACES].before or _FIRST_NAME.match(previous)):
        return True
    if doubt is _Doubt.FAMILY:
        return previous not in ("علي", "وعلي") and _FIRST_NAME.match(previous) is not None  # on, without its dots
    if doubt is _Doubt.SON and _SON.fullmatch(previous):
        return True
    after = _AFTER.match(text, end)
    following = strip_marks(after[1]) if after else ""
    if doubt is _Doubt.WHO and _VERB.fullmatch(following):
        return True
    if doubt is _Doubt.WE and _OF_US.fullmatch(following):
        return True
    return word in _listed() and _listed()[word].tell(previous, following)


class _Neighbours(NamedTuple):
    """What the list has of a word."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()

    def tell(self, previous: str, following: str) -> bool:
        """Whether the words on both sides show the other reading."""
        if previous in self.before or following in self.after:
            return True
        return bool(self.not_before) and previous not in self.not_before


@cache
def _listed() -> Mapping[str, _Neighbours]:
    found: dict[str, _Neighbours] = {}
    for words, side, neighbours, _ in lists.rows(_LIST):
        for word in words.split():
            sides = {side.replace(" ", "_"): frozenset(neighbours.split())}
            found[word] = found.get(word, _Neighbours())._replace(**sides)
    return found


class _Doubt(Enum):
    """What a word may be besides the one it looks like a slip for."""

    PARTICLE = auto()
    NAME = auto()
    FAMILY = auto()
    SON = auto()
    WHO = auto()
    WE = auto()
    LISTED = auto()


@lru_cache(maxsize=4096)
def _doubt(word: str, change: Change) -> _Doubt | None:
    """What its neighbours have to say of `word`; None where it does not matter what they are."""
    if skeleton(word) in _PARTICLES and change & (Change.HAMZA_ADDED | Change.HAMZA_SWAPPED):
        return _Doubt.PARTICLE
    if change is Change.DOTTED_MAQSURA and word.startswith("ال"):
        return _Doubt.NAME
    if change is Change.HA and word.startswith("ال"):
        return _Doubt.FAMILY
    if change is Change.TA_MARBUTA:
        return _Doubt.SON
    if word in _WE:
        return _Doubt.WE
    if word in _WHO:
        return _Doubt.WHO
    return _Doubt.LISTED if word in _listed() else None
