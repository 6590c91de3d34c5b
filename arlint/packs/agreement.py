"""Whether a name may be put for a feminine phrase without breaking the grammar around it, and what else to edit.

The model case is منظمة العفو الدولية, feminine, for which a fix writes الذكاء الاصطناعي, masculine.
"""

from __future__ import annotations

from arlint.model import Edit
from arlint.text import later
from arlint.text.fold import fold
from arlint.text.words import strip_marks

#: Elatives that English puts before the noun and Arabic after it: "أفضل منظمة العفو الدولية" wants ذكاء اصطناعي أفضل.
_ELATIVES = frozenset({
    "أفضل", "افضل", "أكبر", "اكبر", "أحدث", "احدث", "أقوى", "اقوى", "أذكى", "أسرع", "أول", "أهم", "اهم",
    "أسوأ", "أعظم", "أرخص",
})  # fmt: skip
#: Adjectives that describe the technology, never the thing before it: "نظام … التوليدية" can only be "التوليدي".
_ADJECTIVES = frozenset({
    "التوليدية", "العامة", "الفائقة", "القوية", "المتقدمة", "الحديثة", "الجديدة", "التقليدية", "المسؤولة",
    "الآمنة",
})  # fmt: skip
#: Masculine singular nouns that govern the phrase: after them only the phrase itself can be what is feminine.
_MASCULINE = frozenset({
    "نظام", "نموذج", "محرك", "قطاع", "سباق", "برنامج", "تطبيق", "مساعد", "مجال", "مستقبل", "مشروع", "تطوير",
    "وكيل", "روبوت", "معالج", "إطار", "عصر", "سوق",
})  # fmt: skip
_WORD = later.pattern(r"[^\W\d_]+")
_STOP = later.pattern(r"[.،,;؛:!؟?|\n]")
_NEAR = 3
#: Code points on either side in which the words beside a phrase stand.
_REACH = 200


def repair(text: str, start: int, end: int, new: str) -> tuple[Edit, ...] | None:
    """The edits that keep the grammar when `new` (masculine) replaces the feminine `text[start:end]`.

    None where only a person can: an elative before it, the same name already in the phrase, or a verb, relative or
    pronoun after it that may refer to it.
    """
    reach = max(0, start - _REACH)
    line = text[max(reach, text.rfind("\n", reach, start) + 1) : start]
    before = [strip_marks(word) for word in _WORD.findall(line)][-5:]
    if before and before[-1].lstrip("وفبل") in _ELATIVES | {e.lstrip("و") for e in _ELATIVES}:
        return None
    if fold(new.rsplit(maxsplit=1)[-1]) in map(fold, before):
        return None
    stop = _STOP.search(text, end, end + _REACH)
    tail = text[end : stop.start() if stop else end + _REACH]
    words = list(_WORD.finditer(tail))[:_NEAR]
    if not words:
        return ()
    governor = before[-1].removeprefix("و").removeprefix("ال") if before else ""
    if governor and governor not in _MASCULINE:
        return ()  # what follows agrees with the governing noun, which stays
    first = strip_marks(words[0].group())
    if first in _ADJECTIVES and governor:
        at = end + words[0].end()
        return (Edit(at - 1, at, ""),) if text[at - 1] == "ة" else None
    if first in _ADJECTIVES | {"التي", "وهي", "نفسها", "ذاتها"}:
        return None
    return None if any(_refers(strip_marks(word.group())) for word in words) else ()


def _refers(word: str) -> bool:
    """Whether a word may refer to a feminine noun: a verb in تـ … or a pronoun ـها."""
    bare = word.removeprefix("و").removeprefix("ف")
    if bare in ("تم", "قد", "تحت", "تجاه"):
        return False
    return bare.endswith("ها") or bare in ("تمت", "كانت", "أصبحت", "ليست", "هي", "ستكون", "تكون", "ستصبح", "قادرة")
