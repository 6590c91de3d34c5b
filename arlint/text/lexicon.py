"""Right spellings by real words: what ى/ي, ه/ة and the hamza of a word should be, and how sure that is.

People leave out or swap the same few signs: the hamza on an alef, the dots of a final ya, the dots of a final
ta marbuta. Every spelling of one *skeleton* (alef forms made ا, final ى made ي, final ة made ه) is a candidate for
what was meant, and a list of real words with frequencies says which of them are words:

- a word that the list holds as right has no correction (`None`): علي, على, كتابه, كتابة, إن, أن, وجه, وجهة;
- the other spellings of a known skeleton are corrected: `certain` where the word as written is not in the dictionary,
  is much rarer than the word proposed, and no second word competes; otherwise the proposal is only worth showing;
- an unknown skeleton has none;
- a verb or verbal noun with hamzat wasl is corrected whatever its endings are (`hamzat_wasl`).

The list ships as `rules/lists/lexicon.bin`, derived from the data of `wordfreq` (CC BY-SA 4.0) by
`tools/build_lexicon.py`; `docs/licences.md` tells how and under which terms. It is read at the first question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, Flag
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from arlint.text import lists, wordlist
from arlint.text.chars import MARKS, TATWEEL
from arlint.text.hamzat_wasl import may_have_one, without_hamza
from arlint.text.wordlist import CODEC, WordList

_BARE = str.maketrans("", "", MARKS + TATWEEL)
_ALEFS = str.maketrans("أإآ", "ااا")
_ENDS = {"ى": "ي", "ة": "ه"}
_MASK_BASE = 0x40
#: A second change, or a competing word, must be outweighed by 25 to 1 (140 centibels) in frequency.
RIVAL = 140
#: A doubtful proposal must be three times (50 centibels) commoner than the word as written.
_SHOWN = 50
#: Ten times for ه and ة: nouns in ة and words with the pronoun ه are what a dictionary lacks most.
_SHOWN_ENDING = 100
#: The margin, in powers of ten, of what no other word competes with.
_SURE = 4.0
#: Longest words of the list; longer ones are never looked up.
_LONGEST = 24


class Change(Flag):
    """What differs between a word as written and its right spelling. A correction may need several."""

    DOTLESS_YA = 1
    """ى where ي belongs: المصرى for المصري (the house style of the Egyptian press)."""
    HA = 2
    """ه where ة belongs: المدرسه for المدرسة."""
    TA_MARBUTA = 4
    """ة where ه belongs: لدية for لديه."""
    DOTTED_MAQSURA = 8
    """ي where ى belongs: مستشفي for مستشفى."""
    HAMZA_DROPPED = 16
    """ا where أ, إ or آ belongs: الى for إلى."""
    HAMZA_ADDED = 32
    """أ, إ or آ where ا belongs: الإجتماع for الاجتماع."""
    HAMZA_SWAPPED = 64
    """One of أ, إ, آ where another belongs: أعادة for إعادة."""


class Status(Enum):
    """What a spelling is that the list does not hold as right."""

    DOUBTFUL = "unknown to the dictionary, but not rare enough to be a mistake for certain"
    RARE = "a word, but another of its skeleton is much commoner"
    MISTAKE = "read by hand: a mistake for the likeliest word of its skeleton, whatever the dictionary says"


#: What the last byte of a line says of a word that is not right; other values hold the certain changes.
_MARKS = {wordlist.DOUBTFUL: Status.DOUBTFUL, wordlist.RARE: Status.RARE, wordlist.MISTAKE: Status.MISTAKE}
_FINAL = {
    ("ى", "ي"): Change.DOTLESS_YA,
    ("ه", "ة"): Change.HA,
    ("ة", "ه"): Change.TA_MARBUTA,
    ("ي", "ى"): Change.DOTTED_MAQSURA,
}
_END = Change.DOTLESS_YA | Change.HA | Change.TA_MARBUTA | Change.DOTTED_MAQSURA
NO_CHANGE = Change(0)
_FREE_IN_NAMES = Change.HAMZA_ADDED | Change.HAMZA_SWAPPED


class Spelling(NamedTuple):
    """A word of the list."""

    word: str
    zipf: float
    """log10 of its occurrences in a thousand million words: 6 is a word in a thousand, 3 one in a million."""
    fixes: Change
    """The changes that lead to this word with certainty."""


class Correction(Struct, frozen=True):
    """What a word should be."""

    word: str
    """The right spelling, without marks and tatweel."""
    change: Change
    """Everything that differs; test with `Change.HA in correction.change`."""
    certain: bool
    """Safe to apply without reading the sentence."""
    margin: float
    """How much commoner the right spelling is than the next possible reading, in powers of ten."""


def skeleton(word: str) -> str:
    """What the spellings of a word have in common: no marks, plain alef, final ي and ه.

    >>> skeleton("الأُولى"), skeleton("المدرســة")
    ('الاولي', 'المدرسه')
    """
    bare = word.translate(_BARE).translate(_ALEFS)
    return bare[:-1] + _ENDS.get(bare[-1], bare[-1]) if bare else bare


def changes(written: str, right: str) -> Change:
    """What must change in `written` to give `right`, another spelling of the same skeleton.

    >>> changes("الاولي", "الأولى")
    <Change.DOTTED_MAQSURA|HAMZA_DROPPED: 24>
    """
    return _change(_mask(written, right))


_DROPPED, _ADDED, _SWAPPED = Change.HAMZA_DROPPED.value, Change.HAMZA_ADDED.value, Change.HAMZA_SWAPPED.value
_change = cache(Change)
_FINAL_MASK = {pair: change.value for pair, change in _FINAL.items()}


def _mask(written: str, right: str) -> int:
    """The value of `changes`: a number is put together faster than a flag."""
    mask = _FINAL_MASK.get((written[-1], right[-1]), 0)
    for old, new in zip(written, right, strict=True):
        if old != new and old in "اأإآ":
            mask |= _DROPPED if old == "ا" else _ADDED if new == "ا" else _SWAPPED
    return mask


def spellings(key: str) -> tuple[Spelling, ...]:
    """Every word of the skeleton `key`, the commonest first; those that nothing is corrected to have no `fixes`.

    >>> [found.word for found in spellings("علي")][:2]
    ['على', 'علي']
    >>> spellings("قشقشقش")
    ()
    """
    group = _group(key)
    rare = [
        Spelling(word, (900 - rarity) / 100, NO_CHANGE)
        for word, (status, rarity) in group.others.items()
        if status is Status.RARE
    ]
    return tuple(sorted([*group.right, *rare], key=lambda found: -found.zipf))


@lru_cache(maxsize=1 << 14)
def zipf(word: str) -> float:
    """How common `word` is in this spelling, as a `Spelling` has it; 0 where the list does not hold it as a word.

    >>> zipf("على"), zipf("المدرسه")
    (7.2, 0.0)
    """
    return next((found.zipf for found in spellings(skeleton(word)) if found.word == word), 0.0)


def is_word(word: str) -> bool:
    """Whether the list holds `word` as one, right or rare.

    >>> is_word("علي"), is_word("المدرسه")
    (True, False)
    """
    return zipf(word) > 0


def correction(word: str) -> Correction | None:
    """The right spelling of `word`, or None where it is right, unknown, or itself a word.

    Only the spelling is judged, never the sentence: a real word in the wrong place (علي for على) has no correction.
    The proclitics و ف ب ك ل and the article are part of the word; a word with an article that the list does not hold
    is looked up without what stands before the article.

    >>> correction("المدرسه")
    Correction(word='المدرسة', change=<Change.HA: 2>, certain=True, margin=4.0)
    >>> [correction(word).word for word in ("المصرى", "الاسلامية", "الإجتماع", "وبالجامعه")]
    ['المصري', 'الإسلامية', 'الاجتماع', 'وبالجامعة']
    >>> [correction(word) for word in ("على", "علي", "كتابه", "الله", "إليه", "مصطفى", "ليبيا")]
    [None, None, None, None, None, None, None]
    """
    proposal, exists = _judge(word)
    return None if exists else proposal


def habitual(word: str) -> Correction | None:
    """What `word` stands for where the writer drops hamzas or dots throughout: a much commoner word of its skeleton.

    Never certain, as the word as written exists too. None for words with a `correction`, and where no other word is
    four times as common.

    >>> habitual("اكرم").word, habitual("مدرسه").word
    ('أكرم', 'مدرسة')
    >>> habitual("كتابه")
    """
    proposal, exists = _judge(word)
    return proposal if exists else None


#: What may stand before the article, as the list writes it.
_HEADS = ("و", "ف", "ب", "ك", "وب", "فب", "وك", "فك")
_HEADED = tuple((head + "ال").encode(CODEC) for head in _HEADS)


def corrections(encoded: Iterable[bytes]) -> dict[bytes, Correction]:
    """Of words in the list's encoding, without marks, those that have a `correction`, each with it.

    A text's words are looked up at once because nearly all of them end at a set.
    """
    known = words()
    other = known.not_right(set(encoded))
    found = {}
    more = (word for word in other if word.startswith(_HEADED) or may_have_one(word))
    for word in {*known.misspellable(other), *more}:
        proposal = correction(word.decode(CODEC, "replace"))
        if proposal is not None:
            found[word] = proposal
    return found


@lru_cache(maxsize=1 << 16)
def _judge(word: str) -> tuple[Correction | None, bool]:
    """The likeliest other spelling of `word`, and whether `word` as it is written is a word too."""
    proposal, exists = _weigh(word)
    settled = exists if proposal is None else proposal.certain and not exists
    plain = None if settled else without_hamza(word.translate(_BARE))
    if plain is None or zipf(plain.replace("ا", "أ", 1)) > zipf(plain):  # إعتقد: people who write so mean أعتقد too
        return proposal, exists
    return Correction(plain, Change.HAMZA_ADDED, True, _SURE), False


def _weigh(word: str) -> tuple[Correction | None, bool]:
    """The same, as far as the list knows."""
    written = word.translate(_BARE)
    if not 1 < len(written) <= _LONGEST:
        return None, False
    group = _group(skeleton(written))
    if not group.right:
        head = _before_article(written)
        inner, exists = _judge(written[len(head) :]) if head else (None, False)
        if inner and not inner.word.startswith("ال"):
            inner = None  # what looked like an article is the word's own: وكالاتهم is no آلات
        return (Correction(head + inner.word, inner.change, inner.certain, inner.margin) if inner else None), exists
    if any(found.word == written for found in group.right):
        return None, True
    costs = {found.word: _cost(written, found.word, 900 - 100 * found.zipf) for found in group.right}
    best = min(group.right, key=lambda found: costs[found.word])
    change = changes(written, best.word)
    if not change:
        return None, False
    status, rarity = group.others.get(written, (None, 0.0))
    rivals = [cost for rival, cost in costs.items() if rival != best.word]
    rivals += [
        _cost(written, rival, rival_rarity)
        for rival, (what, rival_rarity) in group.others.items()
        if what is Status.RARE and rival != written
    ]
    if status in {Status.RARE, Status.DOUBTFUL}:
        rivals.append(rarity)
    margin = min([*rivals, costs[best.word] + 100 * _SURE]) - costs[best.word]
    certain = status is Status.MISTAKE or (status is None and margin >= RIVAL and change in best.fixes)
    if Change.HAMZA_DROPPED in change and status is None and not rivals and _is_open(best.word):
        certain = False
    if not certain and status is not Status.RARE and not _worth_showing(change, best, status, margin):
        return None, False
    return Correction(best.word, change, certain, round(margin / 100, 1)), status is Status.RARE


#: Pronouns at the end of a noun, and what its last letter is before them.
_PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه")
_HAMZA_BEFORE = {"ئ": "ء", "ؤ": "ء"}
#: Letters of a noun of two readings (أفعال, إفعال); shorter words are particles.
_SHORTEST_STEM = 4


def _is_open(word: str) -> bool:
    """Whether a word without the pronoun at its end has another spelling that is hardly rarer.

    The list holds إحياءه and no أحياءه; but أحياء is a word as well.
    """
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if stem != word and len(stem) >= _SHORTEST_STEM and not stem.startswith("ال"):
            stem = stem[:-1] + _HAMZA_BEFORE.get(stem[-1], stem[-1])
            zipfs = {found.word: found.zipf for found in spellings(skeleton(stem))}
            own = zipfs.pop(stem, None)
            if own is not None:
                return any(100 * (own - zipf) < RIVAL for zipf in zipfs.values())
    return False


def _worth_showing(change: Change, best: Spelling, status: Status | None, margin: float) -> bool:
    """Whether a doubtful proposal is oftener right than wrong.

    Foreign names take any hamza (إليس and أليس). An ending that the list has not seen and that leads to the right word
    with no certainty is in the dictionary, mostly as a verb or noun with the pronoun ه (صائده is صائد + ه).
    """
    if change & _FREE_IN_NAMES and change not in best.fixes:
        return False
    if change & _END and status is None and change not in best.fixes:
        return False
    return margin >= (_SHOWN_ENDING if change & (Change.HA | Change.TA_MARBUTA) else _SHOWN)


def _before_article(written: str) -> str:
    """The proclitics of a word with an article, up to the article: و of والمدرسه, وب of وبالمدرسه.

    لل has swallowed its alef, so what follows it is no word of the list; ال itself must stay to be looked up.
    """
    for head in _HEADS:
        if written.startswith(head + "ال") and len(written) > len(head) + 5:
            return head
    return ""


def _cost(written: str, word: str, rarity: float) -> float:
    """How improbable `word` is as what was meant, in centibels: its rarity, and `RIVAL` for each change but one."""
    return rarity + RIVAL * max(0, _mask(written, word).bit_count() - 1)


class _Group(NamedTuple):
    """What the list holds of one skeleton; rarities in centibels."""

    right: tuple[Spelling, ...] = ()
    others: Mapping[str, tuple[Status, float]] = MappingProxyType({})


@lru_cache(maxsize=1 << 14)
def _group(key: str) -> _Group:
    """All that the list holds of the skeleton `key`."""
    right: list[Spelling] = []
    others: dict[str, tuple[Status, float]] = {}
    for word, rarity, mark in words().of_skeleton(key.encode(CODEC, "replace")):
        if mark in _MARKS:
            others[word] = _MARKS[mark], rarity
        else:
            right.append(Spelling(word, (900 - rarity) / 100, _fixes(word[-1], mark - _MASK_BASE)))
    return _Group(tuple(sorted(right, key=lambda found: -found.zipf)), others)


@cache
def _fixes(last: str, mask: int) -> Change:
    """The certain changes that a mark speaks of, in a word whose last letter is `last`."""
    end = {new: change for (_, new), change in _FINAL.items()}.get(last, NO_CHANGE)
    return (end if mask & 1 else NO_CHANGE) | Change((mask >> 1) * Change.HAMZA_DROPPED.value)


@cache
def words() -> WordList:
    """The list."""
    return WordList(lists.read("lexicon.bin"))


def prepare() -> None:
    """Make the list ready for many look-ups where it is in use already: processes forked from this one share it."""
    if words.cache_info().currsize:
        words().prepare()


def encode(known: Iterable[tuple[str, float, Change | Status]]) -> bytes:
    """The file's bytes for (word, rarity in centibels, what is known of it); used by the build script."""
    marks = {status: mark for mark, status in _MARKS.items()}
    return wordlist.pack(
        (word, rarity, marks[what] if isinstance(what, Status) else _mark(what)) for word, rarity, what in known
    )


def _mark(fixes: Change) -> int:
    """The mark of a right word, from which `_fixes` reads the changes that lead to it."""
    return _MASK_BASE | (1 if fixes & _END else 0) | (fixes.value // Change.HAMZA_DROPPED.value) << 1
