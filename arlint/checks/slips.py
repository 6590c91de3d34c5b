"""The misspelt words of a document, found once for all rules about spelling.

Every word of every text is a candidate, so this is the one check that has work in each document. Words are cut from
the encoded text in C, and only those that were never seen before cost anything: ordinary text brings few.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, reduce
from itertools import filterfalse
from operator import or_
from typing import NamedTuple

from msgspec import Struct

from arlint.checks.doubts import contradicted, may_be_name, most
from arlint.checks.habits import Habit, Slip, habits
from arlint.checks.particles import PARTICLES, particle
from arlint.checks.tokens import placed, tokens
from arlint.checks.verse import in_verse
from arlint.document import Document
from arlint.model import Applicability, Span
from arlint.text import later
from arlint.text.chars import LETTERS, MARKS, TATWEEL
from arlint.text.dialect import is_dialect, near_dialect, spoken
from arlint.text.initials import in_initials
from arlint.text.lexicon import Change, Correction, corrections, habitual, skeleton, spellings
from arlint.text.marks import is_vocalised
from arlint.text.wordlist import CODEC
from arlint.text.words import strip_marks

_PARTICLES = frozenset(word.encode(CODEC) for word in PARTICLES)
#: Words kept as seen; the words of a language's news are about as many.
_MOST_KEPT = 300_000
#: Margin, in powers of ten, from which a correction that is not certain may still be applied on request.
_LIKELY = 1.0
#: log10 of the occurrences in a thousand million words below which a word of doubtful hamza is mostly a foreign name.
_COMMON = 4.3

_LONGEST = 20
#: What joins a word to another that is no Arabic one, or to its hashtag: Yلى, امير_قطر.
_JOINED = later.pattern(r"(?<=[A-Za-z_])|(?=[A-Za-z_])")
_BEFORE = later.pattern(rf"(?<![{LETTERS}])([{LETTERS}]+ه) \Z")
_AFTER = later.pattern(rf" ([{LETTERS}]+ه)(?![{LETTERS}{MARKS}])")


class Spelling(Struct, frozen=True):
    """The slips of a document in order, and those kinds of slip that are its habit."""

    slips: tuple[Slip, ...] = ()
    habits: dict[Change, Habit] = {}


class _Seen(Struct):
    """Words met before: those that are right or unknown, and the others. A cache: forgetting it costs time only."""

    right: set[bytes]
    wrong: dict[bytes, Correction]

    def wrong_among(self, tokens: list[bytes]) -> dict[bytes, Correction | None]:
        """Those of `tokens` that have a correction, each with it, and the particles, whose sentence decides."""
        right, wrong = self.right, self.wrong  # another thread may forget them meanwhile
        rest = set(filterfalse(right.__contains__, tokens))
        if not rest:
            return {}
        if len(right) + len(wrong) > _MOST_KEPT:
            self.right, self.wrong = set(), {}
        found: dict[bytes, Correction | None] = dict.fromkeys(rest & _PARTICLES)
        found |= {word: wrong[word] for word in rest & wrong.keys()}
        fresh = rest - found.keys()
        if fresh:
            new = corrections(fresh)
            right.update(fresh - new.keys())
            wrong.update(new)
            found |= new
        return found


@lru_cache(maxsize=1)
def _seen() -> _Seen:
    return _Seen(set(), {})


def has_slips(document: Document) -> bool:
    """Whether a rule about spelling has anything to do in `document`."""
    return bool(spelling(document).slips)


def spelling(document: Document) -> Spelling:
    """The slips of `document`. Vocalised texts and those in a dialect, whose spelling is their own, have none."""
    if Spelling not in document.shared:
        document.shared[Spelling] = _spelling(document)
    found: Spelling = document.shared[Spelling]
    return found


def _spelling(document: Document) -> Spelling:
    text, found = document.text, tokens(document)
    wrong = _seen().wrong_among(found)
    if not wrong or is_vocalised(document.encoded) or is_dialect(found):
        return Spelling()
    slips = list(_without_lone_names(text, list(_slips(document, wrong))))
    known = {slip.start for slip in slips}
    for slip in list(_spread(text, slips)):
        if slip.start not in known:  # a word between two slips is beside both
            known.add(slip.start)
            slips.append(slip)
    slips.sort(key=lambda slip: slip.start)
    return Spelling(tuple(slips), habits(found, slips))


def _slips(document: Document, wrong: dict[bytes, Correction | None]) -> Iterator[Slip]:
    text, words = document.text, tokens(document)
    trusted = {word: _trust(proposal) for word, proposal in wrong.items() if proposal is not None}
    wanted = {word for word in wrong if trusted.get(word, word) is not None}
    speech = spoken(words) > 0
    places = list(placed(document, wanted))
    meant = {
        word
        for word, start, end in places
        if end - start > len(word) and (found := wrong[word]) and contradicted(text[start:end], found.change)
    }
    read: dict[tuple[str, int, int], _Reading | None] = {}
    for word, start, end in places:
        if word in meant:
            continue  # marks say once that its letters are meant: نقول ريغَى، والريغى التراب
        around = text[max(0, start - _AROUND) : end + _AROUND], min(start, _AROUND), end - start
        if around not in read:
            if len(read) >= _MOST_READ:
                read.clear()
            read[around] = _read(text, Span(start, end), word, wrong[word], trusted.get(word))
        reading = read[around]
        if reading is not None and not (
            in_verse(document, start)
            or (speech and near_dialect(text, start, end))
            or document.is_protected(start, end)
        ):
            yield Slip(start, end, reading.right, reading.change, reading.trust, known=reading.known)


#: Code points on either side of a word that say how to read it, and readings that are kept for places that look alike.
_AROUND, _MOST_READ = 300, 1_000


class _Reading(NamedTuple):
    """What stands for a word at a place, how far that may be trusted, and whether the word alone is certain."""

    right: str
    change: Change
    trust: Applicability
    known: bool


def _read(
    text: str, place: Span, word: bytes, proposal: Correction | None, trusted: Applicability | None
) -> _Reading | None:
    """How to read the `word` at a place by what stands around it; None where it is right."""
    start, end = place.start, place.end
    if proposal is None:
        reading = particle(text, start, word.decode(CODEC))
        if reading is None:
            return None
        trust: Applicability | None = Applicability.UNSAFE if reading.sure else Applicability.DISPLAY
        right, change = reading.word, Change.HAMZA_DROPPED
    else:
        trust, right, change = trusted, proposal.word, proposal.change
    if trust is None or in_initials(text, start, end) or _JOINED.match(text, start) or _JOINED.match(text, end):
        return None
    # Spoken of beside its own correction: بين الى وإلى، بين هذه وهذة. Or left on purpose, as its editor says.
    if text.startswith((f" و{right}", f" أو {right}", " [كذا]", " (كذا)"), end):
        return None
    if right.startswith("و") and text[max(0, start - len(right)) : start] == f"{right[1:]} ":
        return None
    limit = most(text, start, end, right, change)
    return None if limit is None else _Reading(right, change, min(trust, limit), trust is Applicability.SAFE)


def _without_lone_names(text: str, slips: list[Slip]) -> Iterator[Slip]:
    """`slips` without rare words that may be names, where nothing else in the text has their sign wrong."""
    names = [may_be_name(strip_marks(text[slip.start : slip.end]), slip.right, slip.change) for slip in slips]
    others = {id(slip.change): slip.change for slip, is_name in zip(slips, names, strict=True) if not is_name}
    seen = reduce(or_, others.values(), Change(0))
    return (slip for slip, is_name in zip(slips, names, strict=True) if not is_name or slip.change & seen)


def _spread(text: str, slips: list[Slip]) -> Iterator[Slip]:
    """The words beside a ه for ة that have the same slip if they are one phrase with it (قصه طويله), else are right."""
    for slip in slips:
        if slip.change is not Change.HA:
            continue
        for beside in (_BEFORE.search(text, max(0, slip.start - _LONGEST), slip.start), _AFTER.match(text, slip.end)):
            found = habitual(beside[1]) if beside else None
            if beside and found is not None and found.change is Change.HA:
                yield Slip(*beside.span(1), found.word, found.change, Applicability.UNSAFE)


def _trust(proposal: Correction) -> Applicability | None:
    """How far a correction may be trusted; None where reading showed it to be wrong too often to be told."""
    if proposal.certain:
        return Applicability.SAFE
    if Change.TA_MARBUTA in proposal.change:
        return None
    if Change.HAMZA_DROPPED in proposal.change:
        readings = spellings(skeleton(proposal.word))
        if not readings or readings[0].zipf < _COMMON:
            return None
    likely = proposal.margin >= _LIKELY and Change.DOTTED_MAQSURA not in proposal.change
    return Applicability.UNSAFE if likely else Applicability.DISPLAY


#: Letters with a mark that says nothing more: alef with madda and fatha, alef with hamza below and kasratan.
_SAID_BY_LETTER = (("\u0622", "\u064e"), ("\u0625", "\u064d"))


def written(text: str, slip: Slip) -> str:
    """What stands at `slip` after mending: its letters changed, the marks and tatweel among them kept.

    A fatha after an alef that becomes آ goes: the madda says it. So does the kasratan that stood for the hamza of إ
    (الاٍرهاب), and a tatweel behind ه that becomes ة (رائعهـ).

    >>> written("إلى المدرســه", Slip(4, 13, "المدرسة", Change.HA, Applicability.SAFE))
    'المدرســة'
    """
    spelled = text[slip.start : slip.end]
    if strip_marks(spelled) == spelled:
        mended = slip.right
    else:
        letters = iter(slip.right)
        mended = "".join(next(letters) if strip_marks(char) else char for char in spelled)
        bare = mended.rstrip(TATWEEL)
        mended = bare if bare[-1:] == "ة" else mended
    for letter, mark in _SAID_BY_LETTER:
        mended = mended.replace(letter + mark, letter)
    return mended


def _encoded(letters: str) -> tuple[bytes, ...]:
    return tuple(letter.encode(CODEC) for letter in letters)


#: The letters of which a word must hold one, or end with one, for a change to mend it.
_SIGNS = {
    Change.DOTLESS_YA: _encoded("ى"),
    Change.HA: _encoded("ه"),
    Change.TA_MARBUTA: _encoded("ة"),
    Change.DOTTED_MAQSURA: _encoded("ي"),
    Change.HAMZA_DROPPED: _encoded("ا"),
    Change.HAMZA_ADDED: _encoded("أإآ"),
    Change.HAMZA_SWAPPED: _encoded("أإآ"),
}
_AT_END = frozenset((Change.DOTLESS_YA, Change.HA, Change.TA_MARBUTA, Change.DOTTED_MAQSURA))


def habitual_slips(document: Document, change: Change) -> Iterator[Slip]:
    """Words that are right by themselves and, in a text with the habit `change`, stand for a commoner one (احمد)."""
    known, words, signs = {}, tokens(document), _SIGNS[change]
    for token in set(words):
        if token[-1:] in signs if change in _AT_END else any(sign in token for sign in signs):
            found = habitual(token.decode(CODEC, "replace"))
            if found is not None and found.change is change:
                known[token] = found
    for word, start, end in placed(document, set(known)):
        if not document.is_protected(start, end):
            yield Slip(start, end, known[word].word, change, Applicability.DISPLAY)
