"""Where an organisation's name stands: as the subject of a verb, after a noun that it completes, before a colon.

A feminine name such as منظمة العفو الدولية is the subject of the feminine verb right before it. Right after an
indefinite noun it completes that noun (عائدات …, أخطاء …), and the nouns that an organisation owns can be listed; so
one that is not listed speaks against the organisation. All of it works on the text before the phrase.
"""

from __future__ import annotations

import re

from arlint.text.words import strip_marks

#: A verb right before the phrase makes it a subject: تـ of the present, ت of the past (not ات, which ends plurals),
#: with or without its object (نشرتها، توصلت إليها). After لا and its like a short word is a verb too (لا تثق). Copulas
#: say nothing about who acts.
_VERB = re.compile(
    r"(?<!\w)[وف]?(?:س?ت\w{3,}|(?<=لا )ت\w\w|(?<=ل[من] )ت\w\w|\w{2,}(?<!ا)ت(?:ها|ه|هم)?)"
    r"(?: (?:إلي|علي|في|عن|من|ب|ل)(?:ها|ه|هم))?[ *\"(]*\Z"
)
#: A masculine verb in يـ, whose subject a feminine phrase right after it cannot be.
_MASCULINE = re.compile(r"(?<!\w)[وفل]?س?ي(?!وم|د |مين|سار|ناير|وليو|ونيو|من )\w{2,}[ *\"(]*\Z")
_COPULA = re.compile(r"(?<!\w)[وف]?(?:تعد|تعتبر|تزال|ليست|أصبحت|باتت|س?تكون|س?تصبح|تبقى|ستظل)[ *\"(]*\Z")
#: Nouns that look like verbs in تـ: تلخيص, ترجمة, تطبيقات.
_MASDAR = re.compile(r"(?<!\w)[وف]?(?:ت\w\wي\w|ت\w+(?:ة|ات))[ *\"(]*\Z")
_NOUN = re.compile(r"(?<!\w)[وف]??([بلك]?)([\u0621-\u064a]{3,})[ *_\"“«(\[]*\Z")
#: Letters that a word has which is no noun without article: the article, a verb in يـ, an adverb in ـا.
_OTHER = re.compile(r"(?:ال|لل|[وفبلك]ال|[وف]لل|ي|سي).*|.*[ااً]")
#: Words that govern nothing: prepositions, conjunctions, pronouns, adverbs.
PARTICLES = frozenset({
    "من", "عن", "على", "إلى", "الى", "مع", "بين", "لدى", "أن", "إن", "ان", "ثم", "غير", "سوى", "حتى", "منذ", "عند",
    "لكن", "هذه", "هذا", "تلك", "ذلك", "التي", "الذي", "قد", "كما", "حيث", "لأن", "كأن", "حين", "عندما", "وفق", "حسب",
    "بحسب", "تجاه", "ضد", "حول", "نحو", "خلال", "بعد", "قبل", "أمام", "وراء", "دون", "بدون", "مثل", "ومثل", "هناك",
    "ليس", "كان", "كانت", "أي", "أيضا", "عبر", "بواسطة", "بفضل", "بسبب", "بشأن", "تحت", "فوق", "جانب", "بجانب", "حق",
    "هي", "هو", "أنها", "إنها", "بما", "فيها", "منها", "بينها", "رغم", "برغم", "ضمن", "عام", "أمس", "اليوم", "مثلا",
    "خارج", "داخل", "خاصة", "خصوصا", "بخلاف", "عدا", "باستثناء", "لولا",
})  # fmt: skip
#: Code points before the phrase in which these words stand.
WORDS_LOOKED_AT = 48


def is_subject(before: str) -> bool:
    """Whether the feminine phrase after the text `before` is the subject of the verb right before it.

    >>> is_subject("تستخدم "), is_subject("حصلت "), is_subject("لا تثق "), is_subject("تلخيص ")
    (True, True, True, False)
    """
    before = strip_marks(before)
    return _VERB.search(before) is not None and not (_COPULA.search(before) or _MASDAR.search(before))


def is_object(before: str) -> bool:
    """Whether the feminine phrase after the text `before` is the object of the masculine verb right before it.

    >>> is_object("يختبر "), is_object("تختبر "), is_object("يوم ")
    (True, False, False)
    """
    return _MASCULINE.search(strip_marks(before)) is not None


def noun_before(before: str) -> str:
    """The indefinite noun that the phrase after the text `before` completes, or nothing.

    >>> noun_before("بلغت عائدات "), noun_before("ينتقد "), noun_before("في ")
    ('عائدات', '', '')
    """
    match = _NOUN.search(strip_marks(before))
    if match is None or {match[2], match[1] + match[2], match[2].lstrip("وف")} & PARTICLES:
        return ""
    return "" if _OTHER.fullmatch(match[1] + match[2]) else match[1] + match[2]


def is_quoted_after(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` opens its line and a colon follows: what it says is quoted there.

    >>> is_quoted_after("منظمة: خطر", 0, 5), is_quoted_after("عن منظمة: خطر", 3, 8)
    (True, False)
    """
    if not text[end : end + 2].lstrip().startswith(":"):
        return False
    while start and text[start - 1] != "\n" and text[start - 1].isspace():
        start -= 1
    return not start or text[start - 1] == "\n"
