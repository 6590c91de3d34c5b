"""What a document writes otherwise as a habit: one finding about the text, not a mistake in each word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from arlint.model import Applicability
from arlint.text import later
from arlint.text.lexicon import Change
from arlint.text.wordlist import CODEC
from arlint.text.words import WORD_FRONT


class Habit(Enum):
    """How regular a kind of slip is."""

    STYLE = "the text mostly writes so: a house style"
    RECURRENT = "the text writes some words so each time, and most others right"


class Slip(Struct, frozen=True):
    """A word as it stands in the text, and what it should be."""

    start: int
    end: int
    right: str
    change: Change
    trust: Applicability
    known: bool = False
    """Whether the word is a mistake for certain wherever it stands; here its correction may still be doubtful."""


#: Below so many words there is too little to tell a habit from slips.
_SHORT = 60
#: From so many slips on they may be a style, or the habit of a few words.
_STYLE, _RECURRENT = 4, 3
#: Words that every text has, whatever it does with the others.
_TOLD = frozenset(word.encode(CODEC) for word in ("في", "على", "إلى", "التي", "الذي", "أن", "إن", "أو"))
_HAMZA = later.pattern(f"{WORD_FRONT}[أإآ]".encode(CODEC))
_ENDS = {Change.DOTLESS_YA: "ي", Change.HA: "ة", Change.DOTTED_MAQSURA: "ى"}


def habits(tokens: Sequence[bytes], slips: Sequence[Slip]) -> dict[Change, Habit]:
    """The kinds of slip that are a habit of the text whose words are `tokens`, in the encoding of the lexicon."""
    found = {}
    uses: Counter[bytes] = Counter()  # made where it is asked for: few texts have so many slips
    for change in (*_ENDS, Change.HAMZA_DROPPED):
        certain = [slip for slip in slips if change in slip.change and slip.known]
        count = len(certain)
        if count < _RECURRENT:
            continue
        uses = uses or Counter(tokens)
        right = _right_uses(uses, change)
        if count >= _STYLE and count > (2 * right if len(tokens) < _SHORT or change in _ENDS else right):
            found[change] = Habit.STYLE
        elif len(tokens) >= _SHORT:
            same = sum(uses[word] for word in {slip.right.encode(CODEC) for slip in certain} - _TOLD)
            if count > 2 * same:
                found[change] = Habit.RECURRENT
    return found


def _right_uses(uses: Counter[bytes], change: Change) -> int:
    """How often the text writes what the slips leave out: final ي, ة, ى, or an alef with its hamza."""
    if change is Change.HAMZA_DROPPED:
        begins = _HAMZA.match
        return sum(uses[token] for token in uses if begins(token))
    (end,) = _ENDS[change].encode(CODEC)
    return sum(uses[token] for token in uses if token[-1] == end and token not in _TOLD)
