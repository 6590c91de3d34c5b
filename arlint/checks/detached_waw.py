"""The conjunction و written apart from its word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.text import later, lexicon
from arlint.text.chars import FARSI_YEH, HEH_DOACHASHMEE, HEH_GOAL, KEHEH, LETTERS, MARKS, SISTER_LETTERS
from arlint.text.marks import is_vocalised
from arlint.text.quotes import in_old_quotation

_WORD = f"[{LETTERS}][{LETTERS}{MARKS}]+"
_FOLLOWING = later.pattern(_WORD)
#: A word of two letters at least on both sides: single letters are initials (و م ع) or the names of letters.
_DETACHED = later.pattern(rf"(?:(?<=[{LETTERS}{MARKS}]{{2}} )|(?<=[،؛.:] )|(?<=\n)|(?<=[0-9%)»\"”] ))(و )(?={_WORD})")
_LETTER_NAMES = later.pattern(r"(?:حرف|حرفا|الحرف|حروف|واو|فئة|الفئة|بند|البند|فقرة|الفقرة|مجموعة|المجموعة)\Z")
#: In Persian and its sisters the و is a word of its own; their letters near by are enough to leave it. One word
#: farther off with a yeh, kaf or heh of theirs may be Arabic from another keyboard.
_SISTER = later.pattern(f"[{SISTER_LETTERS}]")
_SLIPS = frozenset(FARSI_YEH + KEHEH + HEH_GOAL + HEH_DOACHASHMEE)
_NEAR = 30

#: From so many on it is how this text is written, as in the papers of the Maghreb: told once. Fewer are enough where
#: the text joins hardly any.
_HABIT, _FEWER = 10, 5
_JOINED = later.pattern(rf" و(?={_WORD})")


def find(document: Document, places: Sequence[int]) -> Iterator[Hit]:
    """A و that stands apart before an Arabic word."""
    text = document.text
    found = [
        m
        for m in (_DETACHED.match(text, at - 1) for at in places)
        if m
        and not _LETTER_NAMES.search(text, max(0, m.start() - 12), max(0, m.start() - 1))
        and not _is_sister(text[max(0, m.start() - _NEAR) : m.start()].split(), text[m.end() : m.end() + _NEAR].split())
        and not is_vocalised(document.encoded[max(0, m.start() - 40) : m.end() + 40])
        and not document.is_protected(m.start(), m.end())
        and not in_old_quotation(text, m.start())
        and not _is_joined_already(text, m.end())
    ]
    if len(found) >= _HABIT or (len(found) >= _FEWER and 2 * len(found) >= len(_JOINED.findall(text))):
        first = found[0]
        edits = tuple(Edit(m.end() - 1, m.end(), "") for m in found)
        related = tuple(Span(m.start(), m.end()) for m in found[1:])
        yield Hit(first.start(), first.end(), edits, Applicability.SAFE, related=related)
        return
    for m in found:
        end = _FOLLOWING.match(text, m.end())
        yield Hit(m.start(), end.end() if end else m.end(), (Edit(m.end() - 1, m.end(), ""),))


def _is_joined_already(text: str, at: int) -> bool:
    """Whether the word at `at` has its و: one of "و وأكد" is too many, and ووأكد no word. وزير begins with its own."""
    if text[at] != "و":
        return False
    word = _FOLLOWING.match(text, at)
    return word is not None and lexicon.zipf(word[0][1:]) > lexicon.zipf(word[0])


def _is_sister(before: list[str], after: list[str]) -> bool:
    """Whether the words around may be of a sister language: one has its own letters, two have any, or one beside."""
    words = [word for word in (*before, *after) if _SISTER.search(word)]
    beside = (*before[-1:], *after[:1])
    return len(words) > 1 or any(word in beside or not _SLIPS.issuperset(_SISTER.findall(word)) for word in words)
