"""Words and punctuation marks that a text speaks of instead of using them: كلمة «لاكن»، ولا تقل إستخدام.

They stand in quotation marks or brackets, or after words that announce them, in lines about writing: a rule that
mended them would destroy what the line says.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.text import later
from arlint.text.chars import LETTERS, MARKS

_WORD = f"[{LETTERS}{MARKS}]+"
#: A few words alone between quotation marks, or one in brackets; and what joins one such to the next.
_ALONE = rf"(?:[«“\"']{_WORD}(?: {_WORD}){{0,2}}[»”\"']|\({_WORD}\))"
_JOIN = r",?،? ?(?:و|أو|ف|لا|عن|من|إلى|بدلا من|بدل|بدون|مع|وبين)? ?"
#: Nouns right before what is quoted that say it is the word itself.
_NAMED = later.pattern(
    r"(?<!\w)[وفبل]?(?:ال)?(?:كلمة|كلمتا|كلمتي|كلمات|لفظ|لفظة|لفظتا|لفظتي|حرف|حرفا|حرفي|حرفان|مفردة|أداة|فعل|فعلان|فعلين)"
    rf"[:،]? (?:{_JOIN}{_ALONE})+"
)
_QUOTED = later.pattern(rf"(?<=[«“\"']){_WORD}(?: {_WORD}){{0,2}}(?=[»”\"'])|(?<=\(){_WORD}(?=\))")
#: What makes a line one about writing. None of these is news vocabulary: نحو, يعرب and إملاءات are.
_TERMS = (
    *("(?:ال)?همزة", "همزتها?", "همزات", "(?:ال)?إملائي(?:ة|ا)?", "الإملاء", "(?:ال)?(?:خطأ|أخطاء) (?:ال)?شائعة?"),
    *("(?:ال)?(?:خطأ|أخطاء) (?:ال)?لغوية?", "(?:ال)?تاء (?:ال)?مربوطة", "(?:ال)?ألف (?:ال)?مقصورة", "(?:ال)?نحاة"),
    *("النحوي(?:ين|ون)", "(?:ال)?نحوية?", "(?:ال)?(?:معجم|معاجم)", "لسان العرب", "القاموس المحيط", "لا تقل", "الصواب"),
    *("صوابها?", "(?:علامات )?الترقيم", "المخطوطة?", "(?:ال)?لهجات", f"تكتب ب{_WORD}", "لا تكتب", "الفاصلة"),
    *("علامة (?:ال)?(?:استفهام|تعجب)", "(?:ال)?إعراب(?! عن)", "من الخطأ"),
)
_ABOUT = later.pattern(
    rf"(?<!\w)[وفبلك]?(?:{'|'.join(_TERMS)})(?!\w)"
    r"|(?<!\w)(?:(?:ال)?حرفان|(?:ال)?حرفين|(?:ال)?فرق بين) [«“\"']"
)
#: What one of `_ABOUT` and `_NAMED` holds, looked for first.
_HINTS = (
    *("كلمة", "كلمتا", "كلمتي", "كلمات", "لفظ", "حرف", "مفردة", "أداة", "الفعل", "همز", "إملائ", "الإملاء", "شائع"),
    *("لغوي", "مربوطة", "مقصورة", "نحا", "نحوي", "النحوي", "معجم", "معاجم", "لسان العرب", "القاموس", "لا تقل", "صواب"),
    *("ترقيم", "المخطوط", "لهجات", "تكتب", "الفاصلة", "علامة", "إعراب", "فرق بين", "الخطأ", "أخطاء"),
)
#: Words that announce one that is spoken of, in a line about writing.
_ANNOUNCED = later.pattern(
    r"(?<!\w)[وف]?(?:لا تقل|لا يقال|يقال|يقولون|كتابة|لا تكتب|تكتب|تصير|يصير|أصلها|أصله)"
    rf":? ({_WORD})"
)
#: Mistakes that a line counts up: من الأخطاء الإملائية: لاكن، هاذا.
_COUNTED = later.pattern(rf"(?:أخطاء|خطأ)(?: \w+){{0,4}} ?: ?({_WORD}(?:، ?{_WORD})+)(?=[.\n]|$)")
#: A mark that stands alone after its name.
_MARK = later.pattern(
    r"(?:فاصلة|المنقوطة|منقوطة|العربية|الإنجليزية|اللاتينية|الاستفهام|استفهام|التعجب|تعجب|النقطة|علامة|النقطتان)"
    r"(?: مثل)?:?(\s?[،؛:.؟!,;?]\s|\s[(«\"]\s?[،؛:.؟!,;?]\s?[)»\"])"
)
_MARK_NAMES = ("فاصلة", "استفهام", "تعجب", "ترقيم")


def has_hint(line: str) -> bool:
    """Whether `line` may speak of words; most lines don't."""
    return any(hint in line for hint in _HINTS)


def cited(line: str) -> Iterator[tuple[int, int]]:
    """The words and marks that `line` speaks of.

    >>> line = "من الأخطاء الشائعة كتابة هاذا، و«لاكن» بدلا من «لكن»"
    >>> [line[start:end] for start, end in cited(line)]
    ['لاكن', 'لكن', 'هاذا']
    >>> list(cited("ألقى الوزير كلمة قال فيها «اهلا» للحاضرين"))
    []
    """
    for found in _NAMED.finditer(line):
        yield from (quoted.span() for quoted in _QUOTED.finditer(line, found.start(), found.end()))
    if _ABOUT.search(line) is None:
        return
    yield from (found.span() for found in _QUOTED.finditer(line))
    yield from (found.span(1) for found in _ANNOUNCED.finditer(line))
    yield from (found.span(1) for found in _COUNTED.finditer(line))
    if any(name in line for name in _MARK_NAMES):
        yield from (found.span(1) for found in _MARK.finditer(line))


#: What stands around a particle that grammar speaks of: other particles alone in quotation marks, and its terms.
_PARTICLE_TALK = later.pattern(
    r"[«“\"(](?:باب )?(?:إن|أن|كأن|كان|ليت|لعل|لكن|لا|ما|إذ|إذا|لن|لم|كي)[»”\")]"
    r"|(?:إن|كان) وأخواتها|(?<!\w)(?:ال)?(?:نحاة|نحويون|نحويين|المصدرية|المؤكدة)(?!\w)"
)
#: Code points on either side in which that is looked for.
_TALK = 300


def is_particle_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the particle `text[start:end]` stands in talk of grammar, where إن and أن are themselves.

    >>> text = "«لا» درست ملحقة بكان، ثم تابعة لإن"
    >>> is_particle_spoken_of(text, 31, 34)
    True
    """
    return _PARTICLE_TALK.search(text, max(0, start - _TALK), end + _TALK) is not None
