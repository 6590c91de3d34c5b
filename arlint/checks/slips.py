"""The misspelt words of a document, found once for all rules about spelling.

Every word of every text is a candidate, so this is the one check that has work in each document. Words are cut from the
encoded text in C, and only those that were never judged before cost anything: ordinary text brings few.
"""

from __future__ import annotations

import codecs
from functools import lru_cache
from typing import NamedTuple

from arlint.document import Document
from arlint.text.chars import ARABIC_LETTER_BYTES, CODE_PAGE, MARKS, TATWEEL, encode
from arlint.text.lexicon import Change, Correction, correction
from arlint.text.marks import is_vocalised
from arlint.text.words import strip_marks, words

_TO_SPACE = bytes(byte if byte in ARABIC_LETTER_BYTES else 0x20 for byte in range(256))
_DELETED = encode(MARKS + TATWEEL)
#: Words kept as judged; the words of a language's news are about as many.
_MOST_KEPT = 300_000


class Slip(NamedTuple):
    """A word as it stands in the text, and what it should be."""

    start: int
    end: int
    correction: Correction


class Spelling(NamedTuple):
    """The slips of a document in order, and the kinds of slip that are its habit."""

    slips: tuple[Slip, ...]
    habits: Change


@lru_cache(maxsize=1)
def _judged() -> set[bytes]:
    """Words found right or unknown before. A cache: forgetting it costs time only."""
    return set()


def spelling(document: Document) -> Spelling:
    """The slips of `document`; vocalised texts, whose spelling is their own, have none."""
    if Spelling not in document.shared:
        document.shared[Spelling] = _spelling(document)
    found: Spelling = document.shared[Spelling]
    return found


def _spelling(document: Document) -> Spelling:
    judged = _judged()
    fresh = set(document.encoded.translate(_TO_SPACE, _DELETED).split()) - judged
    if not fresh:
        return Spelling((), Change(0))
    wrong: dict[str, Correction] = {}
    for token in fresh:
        word = codecs.charmap_decode(token, "replace", CODE_PAGE)[0]
        proposal = correction(word)
        if proposal is None:
            judged.add(token)
        else:
            wrong[word] = proposal
    if len(judged) > _MOST_KEPT:
        judged.clear()
    if not wrong or is_vocalised(document.text):
        return Spelling((), Change(0))
    slips = tuple(
        Slip(m.start(), m.end(), proposal)
        for m in words(document.text)
        if (proposal := wrong.get(strip_marks(m.group()))) is not None
    )
    return Spelling(slips, _habits(document, slips))


#: From so many slips of one kind on they may be a habit; below, they are slips.
_LEAST = 4


def _habits(document: Document, slips: tuple[Slip, ...]) -> Change:
    """The kinds of slip that the document makes nearly always where it could: a house style, not mistakes."""
    habits = Change(0)
    rights = _right_uses(document)
    for change, right in rights.items():
        count = sum(change in slip.correction.change for slip in slips)
        if count >= _LEAST and count > 2 * right:
            habits |= change
    return habits


def _right_uses(document: Document) -> dict[Change, int]:
    """How often the document writes what each kind of slip leaves out: final ي, ة, ى, an alef with its hamza."""
    tokens = document.encoded.translate(_TO_SPACE, _DELETED).split()
    ya, ta, maqsura = (encode(letter) for letter in "يةى")
    hamza = encode("أإ")
    frequent = {encode(word) for word in ("في", "على", "إلى", "التي", "الذي", "أن", "إن", "أو")}
    told = [token for token in tokens if token not in frequent]
    return {
        Change.DOTLESS_YA: sum(token.endswith(ya) for token in told),
        Change.HA: sum(token.endswith(ta) for token in told),
        Change.DOTTED_MAQSURA: sum(token.endswith(maqsura) for token in told),
        Change.HAMZA_DROPPED: sum(token[:1] in hamza or token[2:3] in hamza for token in told if token),
    }
