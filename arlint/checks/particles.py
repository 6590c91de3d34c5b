"""إن or أن, where a text has ان: the word alone does not say, the verb before it often does."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from arlint.text import later, lists
from arlint.text.chars import LETTERS, MARKS
from arlint.text.lexicon import skeleton
from arlint.text.words import strip_marks

_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "ني", "نا", "ي")
#: The words that are ان with its hamza dropped: ان and what may be joined to its end.
PARTICLES = frozenset("ان" + pronoun for pronoun in _PRONOUNS)
#: The words before it that decide, each with its kind.
_LIST = "particles.tsv"
_STOP = later.pattern(r"[.؟!:;؛?\n«»\"“”()\[\]]")
_WORD = later.pattern(rf"[{LETTERS}][{LETTERS}{MARKS}]*")
#: Words before the particle among which its verb is looked for.
_REACH = 7
_WINDOW = 80
#: Letters of a word whose و or ف is its own.
_SHORTEST = 2


class Reading(NamedTuple):
    """What a particle should be; `sure` where a word before it says so."""

    word: str
    sure: bool


def particle(text: str, start: int, word: str) -> Reading | None:
    """The reading of `word`, one of `PARTICLES`, at `start`; None where nothing tells it and it is not ان.

    >>> text = "قال الوزير ان الوفد وصل"
    >>> particle(text, 11, "ان")
    Reading(word='إن', sure=True)
    >>> particle("وأضاف ان العمل بدأ", 6, "ان")
    Reading(word='أن', sure=True)
    """
    before = text[max(0, start - _WINDOW) : start]
    stops = list(_STOP.finditer(before))
    if stops:
        before = before[stops[-1].end() :]
    previous = [strip_marks(word) for word in _WORD.findall(before)[-_REACH:]]
    for distance, candidate in enumerate(reversed(previous)):
        for key in _keys(candidate):
            if key in PARTICLES:  # it took the verb for itself
                return _unsure(word)
            kind = _kinds().get(key)
            if kind == "said" or (distance == 0 and kind == "begins"):
                return Reading("إ" + word[1:], sure=True)
            # A preposition or condition governs the next word only; a verb has its subject between.
            if kind == "that" or (distance == 0 and kind == "that-next"):
                return Reading("أ" + word[1:], sure=True)
    return _unsure(word)


def _unsure(word: str) -> Reading | None:
    return Reading("أن", sure=False) if word == "ان" else None


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for word, kind in lists.rows(_LIST)}  # noqa: C416  a row of another length is an error


def _keys(word: str) -> tuple[str, ...]:
    key = skeleton(word)
    return (key, key[1:]) if key[0] in "وف" and len(key) > _SHORTEST else (key,)
