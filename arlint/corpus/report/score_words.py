"""What each score says, in Arabic: the captions of the report's charts."""

from __future__ import annotations

import re

_MEANINGS = {
    "characters": "عدد المحارف",
    "words": "عدد الكلمات",
    "lines": "عدد الأسطر غير الفارغة",
    "word-length": "متوسط حروف الكلمة",
    "arabic": "نصيب الحروف العربية من كل ما كُتب",
    "latin": "نصيب الحروف اللاتينية",
    "digits": "نصيب الأرقام",
    "symbols": "نصيب الرموز",
    "special-characters": "نصيب ما ليس حرفا ولا حركة",
    "words-with-letters": "نصيب الكلمات التي فيها حرف، والرموز معدودة كلمات",
    "lettered-words": "نصيب الكلمات التي فيها حرف",
    "hashes-per-word": "علامات # لكل كلمة",
    "ellipses-per-word": "نقاط الحذف لكل كلمة",
    "terminal-lines": "نصيب الأسطر المختومة بعلامة نهاية جملة",
    "short-lines": "نصيب الأسطر القصيرة",
    "bullet-lines": "نصيب الأسطر التي تبدأ كقائمة",
    "ellipsis-lines": "نصيب الأسطر المختومة بنقاط الحذف",
    "newlines-per-word": "نهايات الأسطر لكل كلمة",
    "prose": "نصيب ما يُقرأ نثرا من النص",
    "prose-words": "عدد الكلمات في أسطر النثر",
    "duplicate-lines": "نصيب الأسطر التي سبق مثلها",
    "duplicate-line-characters": "نصيب الأسطر المكررة من النص",
    "duplicate-paragraphs": "نصيب الفقرات التي سبق مثلها",
    "duplicate-paragraph-characters": "نصيب الفقرات المكررة من النص",
    "repeated-characters": "نصيب أكثر المتتاليات من 10 محارف تكرارا",
    "repeated-words": "نصيب المتتاليات المكررة من 5 كلمات",
    "foreign": "نصيب الفارسية والأردية والكردية ونحوها",
    "stop-words": "كم كلمة من كلمات الوقف المختلفة فيه",
    "function-words": "نصيب الأدوات مثل: في، من، التي",
    "egyptian": "نصيب كلمات اللهجة المصرية",
    "levantine": "نصيب كلمات لهجات الشام",
    "gulf": "نصيب كلمات لهجات الخليج",
    "iraqi": "نصيب كلمات لهجة العراق",
    "maghrebi": "نصيب كلمات لهجات المغرب",
    "machine-translated": "احتمال أن يكون النص ترجمة آلية",
    "boilerplate": "نصيب ما حذفته قواعد زوائد الصفحات",
    "markup": "نصيب ما حذفته قواعد الوسوم",
}
_RUNS = (
    (re.compile(r"top-(\d+)-gram"), "نصيب أكثر عبارة من {} كلمات تكرارا"),
    (re.compile(r"duplicate-(\d+)-grams"), "نصيب العبارات من {} كلمات التي سبق مثلها"),
)


def meaning(name: str) -> str:
    """What the score `name` says; nothing for one that isn't known here.

    >>> meaning("top-3-gram")
    'نصيب أكثر عبارة من 3 كلمات تكرارا'
    """
    for pattern, words in _RUNS:
        if match := pattern.fullmatch(name):
            number = "كلمتين" if match[1] == "2" else f"{match[1]} كلمات"
            return words.replace("{} كلمات", number)
    return _MEANINGS.get(name, "")
