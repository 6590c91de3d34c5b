"""Latin names in the wrong case: Openai, Linkedin, and META where the text writes Meta."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.names.forms import Name
from arlint.packs.names.mentions import Mention, is_meant
from arlint.text import later
from arlint.text.latin import in_arabic, stands_alone

#: Mentions in the right case after which a text has decided how an English word is written as a name.
_DECIDED = 2
#: A name of so many letters is too short to be told from an abbreviation in small letters.
_SHORT = 2


def wrong_case(document: Document, groups: Mapping[str, list[Mention]]) -> Iterator[Hit]:
    """A hit for each Latin mention whose case is not the name's own."""
    for group in groups.values():
        if "anycase" in group[0].name.flags:
            continue
        right = _right(group[0].name)
        wrong = [
            m
            for m in group
            if m.written not in right and m.form.latin and m.inside is None and is_meant(m, document, ())
        ]
        if not wrong:
            continue
        used = [m.written for m in group if m.written in right]
        target = max(right, key=used.count)
        counts = Counter(m.written for m in wrong)
        for mention in wrong:
            trust = _trust(mention, target, len(used), counts[mention.written], document)
            if trust is not None:
                edit = Edit(mention.start, mention.end, _like(mention.written, target, group[0].name))
                yield Hit(mention.start, mention.end, (edit,), applicability=trust)


def _right(name: Name) -> list[str]:
    """The spellings that are right, the first one the most: those of the house where it has a wish."""
    return [name.preferred_latin] if name.preferred_latin else [name.latin, *name.also]


def _like(written: str, target: str, name: Name) -> str:
    """`target`, or the other right spelling with the same letters (Hugging Face, but HuggingFace)."""
    fitting = (spelling for spelling in (target, *_right(name)) if spelling.casefold() == written.casefold())
    return next(fitting, target)


def _trust(mention: Mention, target: str, right: int, rivals: int, document: Document) -> Applicability | None:
    """How far the case of `mention` may be trusted to be wrong; None where it may be meant."""
    written, name = mention.written, mention.name
    if _PLURAL.fullmatch(written):
        return None
    span = document.text, mention.start, mention.end
    alone = stands_alone(*span) and not (written.isupper() and _among_capital_cells(*span))
    decided = right >= _DECIDED and right > rivals
    if name.preferred_latin:
        return Applicability.SAFE
    if "word" in name.flags:
        if alone and target.istitle() and _held_shift(written):
            return Applicability.UNSAFE
        if not decided or not alone or not in_arabic(document.text, mention.start, mention.end):
            return None
        return Applicability.UNSAFE if written.islower() else Applicability.SAFE
    if written.isupper():
        return Applicability.SAFE if (_is_distinct(target) or decided) and alone else None
    if written.islower():
        if not alone or not in_arabic(document.text, mention.start, mention.end):
            return None
        if _is_distinct(target) or decided:
            return Applicability.SAFE
        return Applicability.UNSAFE if len(target) > _SHORT else None  # bp, hp: units and abbreviations too
    return Applicability.SAFE


#: The plural of an abbreviation: IOs are international organisations, and no iOS.
_PLURAL = later.pattern("[A-Z]{2,}s")


def _held_shift(written: str) -> bool:
    """Whether the shift key was held a letter too long; no word of English and hardly a name looks like that.

    >>> _held_shift("LLama"), _held_shift("LLaMA"), _held_shift("META")
    (True, False, False)
    """
    return len(written) > _SHORT + 1 and written[:2].isupper() and written[2:].islower()


_CAPITAL_BEFORE, _CAPITAL_AFTER = later.pattern(r"\b[A-Z]{2,} *\| *\Z"), later.pattern(r" *\| *[A-Z]{2,}\b")
_CELL_REACH = 30


def _among_capital_cells(text: str, start: int, end: int) -> bool:
    """Whether the cell before or after `text[start:end]` in a table is in capitals too: | RUBY | JAVASCRIPT |.

    >>> _among_capital_cells("| RUBY | JAVASCRIPT | Go |", 9, 19), _among_capital_cells("| Ruby | JAVASCRIPT |", 9, 19)
    (True, False)
    """
    before = _CAPITAL_BEFORE.search(text, max(0, start - _CELL_REACH), start)
    return before is not None or _CAPITAL_AFTER.match(text, end) is not None


def _is_distinct(name: str) -> bool:
    """Whether the case of a name is like that of no common noun: a capital within a word (OpenAI, iPhone).

    >>> _is_distinct("OpenAI"), _is_distinct("Meta AI"), _is_distinct("Samsung")
    (True, True, False)
    """
    return not name.istitle() and not name.isupper()
