"""إن or أن, where a text has ان: the word alone does not say, the verb before it often does."""

from __future__ import annotations

from typing import NamedTuple

from arlint.text import later
from arlint.text.chars import LETTERS, MARKS
from arlint.text.lexicon import skeleton
from arlint.text.words import strip_marks

_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن", "ك", "كم", "ني", "نا", "ي")
#: The words that are ان with its hamza dropped: ان and what may be joined to its end.
PARTICLES = frozenset("ان" + pronoun for pronoun in _PRONOUNS)
#: Verbs after which إن stands: what follows is what was said.
_SAYING = """قال قالت قالوا قالا قلت قلنا يقول تقول يقولون يقولوا تقولون نقول اقول قيل يقال قائلا قائله قائلين القائل
قوله قولها قولهم القول بالقول"""
#: What begins a sentence of its own when إن follows.
_BEGINNING = frozenset(("حيث", "اذ", "بل"))
#: Words after which أن stands: verbs of telling, knowing, wishing; prepositions; nouns of time and condition.
_THAT = """اكد اكدت اكدوا يؤكد تؤكد مؤكدا مؤكده تاكيده تاكيدها اضاف اضافت يضيف تضيف مضيفا مضيفه اوضح اوضحت يوضح توضح
موضحا موضحه ذكر ذكرت يذكر تذكر ذاكرا اعلن اعلنت يعلن تعلن معلنا معلنه افاد افادت يفيد تفيد مفيدا اشار اشارت
يشير تشير مشيرا مشيره لافتا لافته لفت لفتت كشف كشفت يكشف كاشفا بين بينت يبين مبينا اعتبر اعتبرت يعتبر تعتبر
معتبرا معتبره راي رات يري تري نري علم علمت يعلم تعلم نعلم اعلم عرف يعرف تعرف نعرف يعرفون يعني تعني يبدو ظهر
يظهر تبين يتبين اتضح يتضح يجب يمكن يمكنه يمكننا يمكنها ينبغي يفترض يتوقع توقع توقعت نتوقع متوقعا المتوقع
المفترض الممكن المقرر المنتظر المؤكد المعروف المعلوم الواضح الضروري المهم اراد ارادت يريد تريد يريدون نريد
اريد يستطيع تستطيع نستطيع استطاع كاد يكاد احب نحب يحب تمني تمنت نتمني اتمني يتمني امل تامل نامل يامل املا
اعتقد يعتقد تعتقد نعتقد اظن يظن ظن زعم زعمت يزعم ادعي نفي ينفي شدد شددت يشدد مشددا مشدده قرر قررت يرجح رجح
رجحت مرجحا لاحظ يلاحظ نلاحظ اثبت اثبتت يثبت تثبت اظهر اظهرت تظهر علي الي من عن مع بعد قبل منذ غير رغم دون
بدون الا بيد كما شرط بشرط لولا خشيه مخافه قبيل لاجل احتمال بما لو بد شك يخشي خشي تخشي يخاف سبق حدث يحدث صادف
لدرجه حد يكفي كفي"""
_SAID, _TOLD = frozenset(_SAYING.split()), frozenset(_THAT.split())
_STOP = later.pattern(r"[.؟!:;؛?\n«»\"“”()\[\]]")
_WORD = later.pattern(rf"[{LETTERS}][{LETTERS}{MARKS}]*")
#: Words before the particle among which its verb is looked for.
_REACH = 7
_WINDOW = 80


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
            if key in _SAID or (distance == 0 and key in _BEGINNING):
                return Reading("إ" + word[1:], sure=True)
            # A preposition or condition governs the next word only; a verb has its subject between.
            if key in _TOLD and (distance == 0 or len(key) > _SHORT or key in _SHORT_VERBS):
                return Reading("أ" + word[1:], sure=True)
    return _unsure(word)


def _unsure(word: str) -> Reading | None:
    return Reading("أن", sure=False) if word == "ان" else None


#: Letters up to which a word of `_TOLD` is a preposition or the like, and counts only right before the particle; these
#: are verbs and nothing else.
_SHORT = 3
_SHORT_VERBS = frozenset(("اكد", "ذكر", "زعم", "شدد", "قرر", "كشف", "رجح", "نفي", "رات", "يجب"))


def _keys(word: str) -> tuple[str, ...]:
    key = skeleton(word)
    return (key, key[1:]) if key[0] in "وف" and len(key) > _SHORT - 1 else (key,)
