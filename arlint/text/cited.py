"""Words and punctuation marks that a text speaks of instead of using them: كلمة «لاكن»، ولا تقل إستخدام.

They stand in quotation marks or brackets, or after words that announce them, in lines about writing: a rule that
mended them would destroy what the line says.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.text import later
from arlint.text.chars import LETTERS, MARKS
from arlint.text.words import NOUN_FRONT

_WORD = f"[{LETTERS}{MARKS}]+"
#: A few words alone between quotation marks, or one in brackets; and what joins one such to the next.
_ALONE = rf"(?:[«“\"']{_WORD}(?: {_WORD}){{0,2}}[»”\"']|\({_WORD}\))"
_JOIN = r",?،? ?(?:و|أو|ف|لا|عن|من|إلى|بدلا من|بدل|بدون|مع|وبين)? ?"
#: Nouns right before what is quoted that say it is the word itself.
_NAMED = later.pattern(
    rf"(?<!\w){NOUN_FRONT}(?:كلمة|كلمتا|كلمتي|كلمات|لفظ|لفظة|لفظتا|لفظتي|حرف|حرفا|حرفي|حرفان|مفردة|أداة|فعل|فعلان|فعلين)"
    rf"[:،]? (?:{_JOIN}{_ALONE})+"
)
_MAY_NAME = later.pattern(r"(?:كلم|لفظ|حرف|مفرد|أدا|فعل)\w{1,2}?[:،]? [«“\"'(]|(?:حرف|لفظ|فعل)[:،]? [«“\"'(]")
#: One of these is in each of those nouns.
_NOUN_STEMS = ("كلم", "لفظ", "حرف", "مفرد", "أدا", "فعل")
_WORDS = later.pattern(f"[{LETTERS}]{{3,}}")
_QUOTED = later.pattern(rf"(?<=[«“\"']){_WORD}(?: {_WORD}){{0,2}}(?=[»”\"'])|(?<=\(){_WORD}(?=\))")
#: What makes a line one about writing. None of these is news vocabulary: نحو, يعرب and إملاءات are.
_ABOUT_WORDS = """همزة همزتها همزته همزات الهمزة إملائي إملائية إملائيا الإملائي الإملائية الإملاء نحاة النحاة النحويين
النحويون نحوي نحوية النحوية معجم المعجم معاجم المعاجم الصواب صوابه صوابها الترقيم المخطوط المخطوطة لهجات
اللهجات الفاصلة"""
_ABOUT = frozenset(clitic + word for clitic in ("", *"وفبلك") for word in _ABOUT_WORDS.split())
#: One of these is in each of them: looked for first, as few lines hold any.
_ABOUT_STEMS = ("همز", "إملا", "نحا", "نحو", "معجم", "معاجم", "صواب", "ترقيم", "مخطوط", "لهجات", "فاصلة")
_ABOUT_PHRASES = (
    *("خطأ شائع", "الخطأ الشائع", "أخطاء شائعة", "الأخطاء الشائعة", "خطأ لغوي", "أخطاء لغوية", "الأخطاء اللغوية"),
    *("تاء مربوطة", "التاء المربوطة", "ألف مقصورة", "الألف المقصورة", "لسان العرب", "القاموس المحيط", "لا تقل"),
    *("فيكتبون", "يكتبون كلمة", "يكتبونها", "يكتبها كثير", "كثيرون يكتبون"),
    *("لا تكتب", "تكتب ب", "علامة استفهام", "علامة الاستفهام", "علامة تعجب", "علامة التعجب", "من الخطأ"),
    *("ترجمة حرفية", "الترجمة الحرفية", "ترجمات حرفية", "الترجمات الحرفية", "الترجمة الآلية", "الترجمات الآلية"),
    *("ترجمة آلية", "أخطاء الترجمة", "خطأ في الترجمة", "ترجمة خاطئة", "الترجمة الخاطئة", "أخطاء المترجمين"),
    *(noun + mark for noun in ("حرفان ", "حرفين ", "فرق بين ") for mark in "«“\"'"),
)
#: One of these is in each of them.
_ABOUT_HEADS = (
    "خطأ",
    "أخطاء",
    "لا تقل",
    "يكتب",
    "تكتب",
    "ترجم",
    "حرف",
    "علامة",
    "مربوطة",
    "مقصورة",
    "لسان",
    "محيط",
    "فرق بين",
)
#: One of these is in every line that speaks of a word; looked for first.
_MARKED = later.pattern("[«“\"'(=←→❌✗✘]")
_ANNOUNCERS = ("[كذا", "لا تقل", "أخطاء", "خطأ", "الصواب", "الفاصلة", "علامة", "لهجات", " بدل")


def _is_about_writing(line: str) -> bool:
    holds = line.__contains__
    if any(map(holds, _ABOUT_STEMS)) and not _ABOUT.isdisjoint(_WORDS.findall(line)):
        return True
    return any(map(holds, _ABOUT_HEADS)) and any(map(holds, _ABOUT_PHRASES))


#: Words that announce one that is spoken of, in a line about writing.
_ANNOUNCED = later.pattern(
    r"(?<!\w)[وف]?(?:لا تقل|لا يقال|يقال|يقولون|كتابة|لا تكتب|تكتب|تصير|يصير|أصلها|أصله)"
    rf":? ({_WORD})"
)
#: What is called a mistake right behind it: «لاكن» خطأ.
_JUDGED = later.pattern(rf"{_ALONE} (?:خطأ|غلط|لحن)(?!\w)")
#: The same without quotation marks, and what a cross marks on a line of its own: لاكن (خطأ), ❌ إنشاء الله.
_WRONG = later.pattern(
    rf"(?<![{LETTERS}{MARKS}])({_WORD})(?: [(\[](?:خطأ|غلط)[)\]]|، وهو (?:خطأ|غلط|لحن)(?!\w))"
    rf"|[❌✗✘] ?({_WORD}(?: {_WORD}){{0,2}})(?= *$)"
)
#: What an editor left as it stood: المدينه [كذا].
_AS_FOUND = later.pattern(rf"({_WORD}) ?[\[(]كذا(?: في الأصل)?[\])]")
#: Two spellings of a word, one put for the other: هذا = هاذا, هاذا ← هذا, هاذا والصواب هذا.
_PUT_FOR = (" = ", " ← ", " → ", " => ", " والصواب ", " والصواب: ")
_MAY_PUT_FOR = ("=", "←", "→", "والصواب")
_EQUATED = later.pattern(
    rf"(?<![{LETTERS}{MARKS}])({_WORD}(?: {_WORD})?)(?:{'|'.join(_PUT_FOR)})({_WORD}(?: {_WORD})?)(?=[ .،]|$)"
)
#: A spelling put in the place of another: مسؤل بدل مسؤول. Of two other words nothing is spoken of: قلم بدل كتاب.
_INSTEAD = later.pattern(
    rf"(?<![{LETTERS}{MARKS}])({_WORD})[»”\"')]? بدل(?:[اًا]{{1,2}} من)? [«“\"'(]?({_WORD})(?![{LETTERS}{MARKS}])"
)
#: A list of mistakes, each under its label: الخطأ: مسؤل - الصواب: مسؤول.
_LABELLED = later.pattern(rf"(?<!\w)(?:ال)?خطأ(?: \w+){{0,2}} ?: ?({_WORD}(?: {_WORD}){{0,2}})(?= ?[-–—/|،.]|$)")
#: In a line about writing, what it rejects before a mark: وابن لا إبن.
_REJECTED = later.pattern(rf"(?<!\w)لا ({_WORD}(?: الله)?)(?=[،.؛]|$)")
#: Mistakes that a line counts up: من الأخطاء الإملائية: لاكن، هاذا.
_COUNTED = later.pattern(rf"(?:أخطاء|خطأ)(?: \w+){{0,4}} ?: ?({_WORD}(?:، ?{_WORD})+)(?=[.\n]|$)")
#: A mark that stands alone after its name.
_MARK = later.pattern(
    r"(?:فاصلة|المنقوطة|منقوطة|العربية|الإنجليزية|اللاتينية|الاستفهام|استفهام|التعجب|تعجب|النقطة|علامة|النقطتان)"
    r"(?: مثل| هي| هو)?:?(\s?[،؛:.؟!,;?]\s|\s[(«\"]\s?[،؛:.؟!,;?]\s?[)»\"])"
)
_MARK_NAMES = ("فاصلة", "استفهام", "تعجب", "ترقيم")


def has_hint(line: str) -> bool:
    """Whether `line` may speak of words: it quotes something, or announces a mistake."""
    return _MARKED.search(line) is not None or any(map(line.__contains__, _ANNOUNCERS))


def cited(line: str) -> Iterator[tuple[int, int]]:
    """The words and marks that `line` speaks of.

    >>> line = "من الأخطاء الشائعة كتابة هاذا، و«لاكن» بدلا من «لكن»"
    >>> sorted({line[start:end] for start, end in cited(line)})
    ['لاكن', 'لكن', 'هاذا']
    >>> list(cited("ألقى الوزير كلمة قال فيها «اهلا» للحاضرين"))
    []
    """
    may_name = any(map(line.__contains__, _NOUN_STEMS)) and _MAY_NAME.search(line)
    for found in _NAMED.finditer(line) if may_name else ():
        yield from (quoted.span() for quoted in _QUOTED.finditer(line, found.start(), found.end()))
    is_judged = "خطأ" in line or "غلط" in line or "لحن" in line
    for found in _JUDGED.finditer(line) if is_judged else ():
        yield from (quoted.span() for quoted in _QUOTED.finditer(line, found.start(), found.end()))
    if is_judged or any(map(line.__contains__, "❌✗✘")):
        yield from (found.span(found.lastindex or 0) for found in _WRONG.finditer(line))
    for found in _INSTEAD.finditer(line) if " بدل" in line else ():
        if _is_respelling(found[1], found[2]):
            yield found.span(1)
            yield found.span(2)
    if "كذا" in line:
        yield from (found.span(1) for found in _AS_FOUND.finditer(line))
    for found in _EQUATED.finditer(line) if any(map(line.__contains__, _MAY_PUT_FOR)) else ():
        yield from (found.span(1), found.span(2))
    if not _is_about_writing(line):
        return
    yield from (found.span() for found in _QUOTED.finditer(line))
    yield from (found.span(1) for found in _ANNOUNCED.finditer(line))
    yield from (found.span(1) for found in _COUNTED.finditer(line))
    yield from (found.span(1) for found in _LABELLED.finditer(line) if "خطأ" in line)
    yield from (found.span(1) for found in _REJECTED.finditer(line))
    if any(name in line for name in _MARK_NAMES):
        yield from (found.span(1) for found in _MARK.finditer(line))


def _is_respelling(one: str, other: str) -> bool:
    """Whether two words differ by one letter: one of them for another, or one more.

    >>> [_is_respelling(*pair.split()) for pair in ("مسؤل مسؤول", "الى إلى", "قلم كتاب")]
    [True, True, False]
    """
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return one != other and short[at + (len(short) == len(long)) :] == long[at + 1 :]


#: What stands around a particle that grammar speaks of: other particles alone in quotation marks, and its terms.
_PARTICLE_TALK = later.pattern(
    r"[«“\"(](?:باب )?(?:إن|أن|كأن|كان|ليت|لعل|لكن|لا|ما|إذ|إذا|لن|لم|كي)[»”\")]"
    r"|(?:إن|كان) وأخواتها|(?<!\w)(?:ال)?(?:نحاة|نحويون|نحويين|المصدرية|المؤكدة)(?!\w)"
)
#: What grammar says of a particle right behind it; and a mark that ends what it should begin, as particles never do.
_SAID_OF_PARTICLE = later.pattern(
    r"[»”\"')\]]? ?(?:[،؛.؟]|\Z|(?:التي|واللام|(?:ال)?(?:دالة|مفيدة|شرطية|مؤكدة|مخففة|نافية|ناصبة|مقتضية))(?!\w))"
)
#: Code points on either side in which that is looked for.
_TALK = 300


def is_particle_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the particle `text[start:end]` stands in talk of grammar, where إن and أن are themselves.

    >>> text = "«لا» درست ملحقة بكان، ثم تابعة لإن"
    >>> is_particle_spoken_of(text, 31, 34)
    True
    >>> is_particle_spoken_of("أكد المعنى بإن الدالة على التحقيق", 11, 14)
    True
    """
    if _SAID_OF_PARTICLE.match(text, end + (text[end : end + 1] == " ")):
        return True
    return _PARTICLE_TALK.search(text, max(0, start - _TALK), end + _TALK) is not None
