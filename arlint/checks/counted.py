"""Numbers from three to ten, whose gender is the other one than that of what they count: ثلاث سنوات، ثلاثة أيام."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arlint.checks.places import occurrences
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import LETTERS
from arlint.text.dialect import near_dialect
from arlint.text.words import DEFINITE_FRONT

#: Each with the form that counts what is masculine, and that counts what is feminine.
_MASCULINE = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_FEMININE = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_MASCULINE_FORMS = frozenset(_MASCULINE)
_FEMININE_FORMS = frozenset((*_FEMININE, "ثمان"))
_OTHER = dict(zip((*_MASCULINE, *_FEMININE, "ثمان"), (*_FEMININE, *_MASCULINE, "ثمانية"), strict=True))
_SIGNS = tuple(f"{number} " for number in _OTHER)
_NUMBERS = "|".join(sorted(_OTHER, key=len, reverse=True))
_NUMBER = later.pattern(rf"(?P<number>{_NUMBERS}) (?P<noun>[{LETTERS}]+)(?![{LETTERS}])")
#: What may be joined to a number. Behind الثلاثة, three who are known, a new phrase may begin: فاز الثلاثة مرات عديدة.
_HEAD = later.pattern(rf"(?<![{LETTERS}])[وف]?[بلك]?\Z")
_ARTICLE = later.pattern(rf"(?<![{LETTERS}])[وف]?[بك]?ال\Z")
#: A number that describes the noun before it, behind which a new phrase begins: تصدر الدول الأربع آلاف الأبقار.
_DESCRIBES = later.pattern(rf"(?<![{LETTERS}]){DEFINITE_FRONT}[{LETTERS}]+ ال\Z")
#: The units of a number to which عشر belongs: الخامس عشر، ثلاثة عشر.
_UNIT = later.pattern(
    r"(?:[اأإ]حد|[اأإ]حدى|[اإ]ثن\w+|(?:ثلاث|أربع|خمس|ست|سبع|ثماني|تسع)ة?"
    r"|(?:ال)?(?:حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)ة?) \Z"
)
#: Code points of a unit, and of a noun with what is joined to it.
_LONGEST, _NOUN = 12, 30


def find(document: Document, masculine: Sequence[str], feminine: Sequence[str]) -> Iterator[Hit]:
    """Numbers before the plural of a `masculine` or `feminine` noun whose form is that of the other gender."""
    text = document.text
    wrong = dict.fromkeys(masculine, _FEMININE_FORMS) | dict.fromkeys(feminine, _MASCULINE_FORMS)
    for at in occurrences(document, _SIGNS):
        found = _NUMBER.match(text, at)
        if found is None or found["number"] not in wrong.get(found["noun"], ()):
            continue
        before = max(0, at - _LONGEST)
        counts = _HEAD.search(text, before, at) or (
            found["number"] in _FEMININE_FORMS and _ARTICLE.search(text, before, at)
        )
        if not counts or _UNIT.search(text, before, at) or _DESCRIBES.search(text, max(0, at - _NOUN), at):
            continue
        if near_dialect(text, *found.span()):
            continue
        end = found.end("number")
        yield Hit(at, found.end(), (Edit(at, end, _OTHER[found["number"]]),))
