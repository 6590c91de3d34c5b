"""Words beside a seeming slip that make it another word, right as it is written: لم أبن، قد لان جانبه، مديرية الضحي."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType

from arlint.text import later
from arlint.text.chars import LETTERS, MARKS
from arlint.text.cited import is_particle_spoken_of
from arlint.text.lexicon import Change, skeleton
from arlint.text.words import strip_marks

_BEFORE = later.pattern(rf"(?<![{LETTERS}])([{LETTERS}{MARKS}]+)[ \u00a0\n]{{1,2}}\Z")
_LONGEST = 24
_NEGATIONS = frozenset(("لم", "ولم", "فلم", "لن", "ولن", "لا", "ولا"))
_PREPOSITIONS = frozenset(("في", "من", "عن", "إلى", "على", "بعد", "قبل"))
_KNOWING_WORDS = "اعلم اعلموا واعلموا واعلم فاعلم فاعلموا علم يعلم يعلمون ظن يظن أيقن يحسب يحسبون أيحسبون إلي"
_KNOWING = frozenset(_KNOWING_WORDS.split())
_WORKER_WORDS = """حقوق بحقوق لحقوق صندوق المشغلين والمشغلين العمال والعمال فئة أجور اجور كافة جميع لجميع بعض عدد من ومن
مطالب نقابة لفائدة الشغيلة آلاف مئات تسريح طرد"""
#: Those who are hired: حقوق الاجراء, but هذا الاجراء.
_WORKERS = frozenset(_WORKER_WORDS.split())
_REVIVAL_WORDS = "كتاب شرح تخريج أحاديث احاديث صاحب مختصر فكرة حركة عملية مشروع تيار خطاب الغزالي"
_REVIVAL = frozenset(_REVIVAL_WORDS.split())
_ENFORCED_WORDS = "العقل الفكر الرأي النظر القانون مبدأ مبدا النص نص نصوص قاعدة القاعدة المادة حكم أثر اثر الأثر"
#: What is put to use, not works: اعمال العقل، اعمال مبدأ المساواة.
_ENFORCED = frozenset(_ENFORCED_WORDS.split())
#: A school of jurists, not the news: المدرسة الأخبارية، بين الأصولية والأخبارية.
_JURISTS_WORDS = "المدرسة مدرسة الحركة النزعة الفرقة فرقة المذهب مذهب علماء شيوخ بين عند الأصولية الأصوليين الشيعة"
_JURISTS = frozenset(_JURISTS_WORDS.split())
#: Turning away, not symptoms: الاعراض عن ذكر الله.
_AWAY = frozenset(("عن", "عنه", "عنها", "عنهم", "عنك", "عني"))
_SOFTENED_WORDS = """قد وقد فقد لقد ما كما إذا وإذا فإذا اذا حتى متى كلما لما فلما الذي شبكة وشبكة لشبكة بشبكة شبكات
منفذ كابل خطوط"""
#: It grew soft; a local network; an airline.
_SOFTENED = frozenset(_SOFTENED_WORDS.split())
_GROWTH_WORDS = """نمو نموا النمو ينمو تنمو نمت تزايد تزايدا يتزايد تتزايد يزداد تزداد متزايدا زيادة تناقص يتناقص تتناقص
متناقصا متناقصة ينخفض تنخفض انخفاضا يتضاءل تتضاءل تسريعا تسارعا تسارع وقتا زمنا توزيعا كبيرا كبيرة صغيرا صغيرة صغير كبير
أكبر أسرع يتناسب تتناسب متوسطا تضاعف يتضاعف تتضاعف"""
#: What is exponential, not Asia: ينمو أسيا، كبير أسيا.
_GROWTH = frozenset(_GROWTH_WORDS.split())
#: Words that their tanwin makes another one: exponentially; Asia has none.
_TANWIN_TELLS, _TANWIN = frozenset(("أسيا",)), "\u064b"
#: The word, and the words before it that show its other reading.
_READINGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "أسيا": _GROWTH,
        "أبن": _NEGATIONS,  # I did not build
        "يبن": _NEGATIONS,
        "لان": _SOFTENED,
        "الان": frozenset(("ادغار", "إدغار", "ادجار", "إدجار", "لإدغار", "وإدغار")),  # Edgar Allan Poe
        "اين": frozenset(("قرية", "بلدة", "لقرية", "بقرية")),  # Inn Din and its like
        # a clash, an objection
        "اشكال": frozenset(
            ("وقع", "حصل", "نشب", "اندلع", "حدث", "وقوع", "حصول", "حدوث", "اثر", "على", "بلا", "دون", "رفع")
        ),
        "اخبار": frozenset(("تم", "يتم", "دون", "بدون", "وجب", "يجب", "ضرورة", "عدم", "قصد")),  # telling somebody
        "اعمال": frozenset(("عدم", "وجب", "يجب")),  # enforcing
        "اضرارا": frozenset(("أكثر", "اكثر", "الأكثر", "أشد", "اشد", "أقل", "اقل")),  # harmful
        "اضرار": frozenset(("قصد", "بقصد", "عدم", "نية", "بنية")),
        "الابطال": frozenset(("دعوى", "دعاوى", "طلب", "طلبات", "قضاء", "بدعوى")),  # annulment
        "الافراد": frozenset(("حج", "بحج")),  # a kind of the pilgrimage
        "الاحكام": frozenset(("غاية", "بغاية", "بالغ", "بالغة", "شديد", "شديدة")),  # firmness
        "الايمان": frozenset(("كفارة", "كفارات", "حلف", "أغلظ", "اغلظ", "أغلظوا", "كثرة")),  # oaths
        "الاجراء": _WORKERS,  # who are hired
        "الاحياء": _REVIVAL,  # revival, and a book of that name
        "باخبار": frozenset(("تقدم", "تقدمت", "تقدموا", "يتقدم")),  # with a report of a crime
        "موجوده": frozenset(("إلى", "من", "على", "عن", "جملة", "أصل")),  # what he had
        "واحده": frozenset(("يتميز", "يفرق", "يميز")),  # its singular
        "قناه": frozenset(("سنان", "وسنان", "أسنة")),  # his spears
        "عمرى": frozenset(("أعمر", "أعمره", "أعمرته", "أعمرت")),  # a gift for life
        "العمرى": frozenset(("باب", "الرقبى", "حكم", "في")),
        "مستوي": frozenset(("مو", "مش", "مب", "غير", "وغير", "ليس", "صار", "ني", "سطح")),  # well done; even
        "المستوي": frozenset(("السطح", "العكس", "عكس", "بالعكس")),  # level; conversion in logic
        "لامير": frozenset(("برونو", "فلوريان")),  # Le Maire
        "الأخبارية": _JURISTS,
        "والأخبارية": _JURISTS,
        "أنهالت": frozenset(("ساكسونيا", "سكسونيا", "وساكسونيا", "زاكسن")),  # Anhalt
        "أسمه": _NEGATIONS,  # I did not name him
        "أسمها": _NEGATIONS,
        "أبنه": _NEGATIONS,
        "أبنها": _NEGATIONS,
        "ادم": frozenset(("اللهم", "يارب", "رب", "ربي", "ربنا")),  # let last
        "وادم": frozenset(("اللهم", "يارب", "رب", "ربي", "ربنا")),
        "أنما": _KNOWING,
        "الاشغال": frozenset(("نسبة", "نسب", "بنسبة", "معدل", "معدلات")),  # how many rooms are taken
        "إلية": _PREPOSITIONS,  # the buttock; Aelia, as Jerusalem was called
        "مدينه": frozenset(("الدائن", "دائن", "والدائن", "للدائن")),  # his debtor
        "حتي": frozenset(("فيليب", "وفيليب", "لفيليب", "الدكتور", "والدكتور", "د", "الأستاذ")),  # the historian Hitti
    }
)
_AFTER = later.pattern(rf"[ \u00a0\n]{{1,2}}([{LETTERS}{MARKS}]+)")
#: Of Alans and Alains.
_SURNAMES = """عون ديلون بيتر جوبيه شيرر شيرار تورينغ تورينج تورنغ باردو ريكمان جاكسون غرينسبان جرينسبان كينيدي كنيدي
دنكان فليك ميتكالف والكر بوند وودوارد بادو هاليلوفيتش ديرشوفيتز دوتي رينيه باسكال كوربيل سميث جونسون ليشتمان تانر مور
باجيو ماري"""
#: What God is asked to let last: اللهم ادم علينا نعمك.
_GIFTS = frozenset(("علينا", "علي", "عليه", "عليها", "عليهم", "عليك", "عليكم", "نعمك", "نعمتك", "لنا", "الله", "هذه"))
#: The word, and the words after it that show its other reading.
_FOLLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "الان": frozenset(_SURNAMES.split()),
        "ادم": _GIFTS,
        "وادم": _GIFTS,
        "انت": frozenset(("مان", "وديك", "فاينانشال", "فاينانشيال", "فايننشال", "فايننشيال", "غروب", "جروب")),
        "يساوى": frozenset(("بين", "به", "بها", "بهم", "بغيره", "بغيرها")),  # he is not held equal
        "اي": frozenset(("باي", "والله", "وربي", "وربك", "نعم")),  # eBay; yes, by God
        "اعمال": _ENFORCED,
        "واعمال": _ENFORCED,
        "باعمال": _ENFORCED,
        "لاعمال": _ENFORCED,
        "اعمالا": frozenset(
            ("لنص", "لنصوص", "لأحكام", "لاحكام", "لحكم", "للمادة", "للقانون", "لمبدأ", "لحق", "لقاعدة")
        ),
        "اخبارا": frozenset(("إلى", "الى", "لدى", "للنيابة")),  # a report of a crime
        "ابطالا": frozenset(("للحكم", "للقرار", "للقانون", "لمفعول", "للعقد", "لحكم", "لقرار", "لما")),
        "الافراد": frozenset(("والتثنية", "والتمتع", "والقران", "والجمع", "والتركيب", "والتذكير")),
        "الاسفار": frozenset(("بالفجر", "بالصبح", "بصلاة")),
        "الايمان": frozenset(("والنذور", "المغلظة", "الغموس", "الكاذبة")),
        "والايمان": frozenset(("المغلظة", "الغموس", "الكاذبة")),
        "اطباق": frozenset(("الحصار", "القبضة", "الطوق", "الخناق", "الفكين", "الجفنين")),
        "انظار": frozenset(("المعسر", "المدين")),
        "الاعراض": _AWAY,
        "والاعراض": _AWAY,
        "اعراض": _AWAY,
        "واعراض": _AWAY,
        "الاحياء": frozenset(("والنهوض", "والنهضة", "والتجديد", "والبعث", "للغزالي", "الإسلامي", "الاسلامي", "الديني")),
        "افراد": frozenset(("مساحة", "باب", "فصل", "قسم", "الله", "ملف", "حيز")),  # setting apart
        "وافراد": frozenset(("مساحة", "باب", "فصل", "قسم", "الله", "ملف", "حيز")),
        "احكام": frozenset(("السيطرة", "سيطرته", "سيطرتها", "القبضة", "قبضته", "قبضتها", "الطوق", "الحصار", "الإغلاق")),
        "العمرى": frozenset(("والرقبى", "جائزة", "لمن")),
        "وكاني": frozenset(("ويست", "ماسي")),  # names
        "أعتدت": frozenset(("لهن",)),  # of a verse
        "وأعتدت": frozenset(("لهن",)),
        "ابعد": frozenset(("عني", "عنها", "عنه", "عنا", "عنهم")),  # go away
        "شافى": frozenset(("الله", "ربي", "ربنا", "المولى")),  # may God heal
        "أسمك": frozenset(("من", "بكثير", "بقليل", "بمرتين")),  # thicker
        "مهدى": frozenset(("إلى", "الى", "لك", "له", "لها", "لروح", "من")),  # dedicated to
        "انا": frozenset(("لله", "إليه", "اليه")),  # إنا لله, at a death
        "وانا": frozenset(("لله", "إليه", "اليه", "كراي")),  # and WannaCry
        "احمد": frozenset(("الله", "لله", "ربك", "ربكم", "ربي")),  # praise God
        "لان": frozenset(
            ("قلبه", "قلبها", "قلبك", "جانبه", "جانبها", "الحديد", "العجين", "عوده", "طبعه", "تشيلي")
        ),  # it grew soft; an airline
        "ابسط": frozenset(("يدك", "يديك", "كفك", "ذراعيك")),  # spread, fry, appear
        "اقدم": frozenset(("عليهم", "علينا")),  # come to them
        "اقل": frozenset(("البصل", "البطاطس", "البطاطا", "البيض", "الباذنجان", "السمك", "الدجاج", "الثوم", "اللحم")),
        "اظهر": frozenset(("وبان",)),
        "فأنه": frozenset(("غفور", "يضله")),  # of two verses
    }
)
#: A historian who hands down accounts, but beside these an adjective of news.
_HISTORIAN = frozenset(("الأخباري", "والأخباري", "أخباري", "الاخباري", "الاخبارى"))
_NEWS_WORDS = """الموقع موقع للموقع والموقع بالموقع القسم البرنامج للبرنامج برنامج الموجز التقرير تقرير العمل التلفزيون
المحتوى الشريط المركز الوسط المجال الحقل القطاع الحساب والحساب الإعلامي والإعلامي"""
_NEWS = frozenset(_NEWS_WORDS.split())
#: Nouns whose names take an article and may end in a ي of their own: مديرية الضحي.
_PLACE_WORDS = """مدينة بلدة قرية مديرية محافظة منطقة ناحية قضاء جزيرة جبل وادي حي شارع نقطة مخيم ضاحية ولاية عزلة
بمدينة ببلدة بقرية بنقطة بمديرية بمحافظة بمنطقة بحي بشارع"""
_PLACES = frozenset(_PLACE_WORDS.split())
#: First names, after which a word with an article is a family's: عبدالكريم المدي.
_FIRST_NAME = later.pattern(
    r"و?(?:عبد(?: ?ال)?\w+|محمد|أحمد|احمد|علي|حسن|حسين|خالد|سعيد|صالح|ناصر|إبراهيم|محمود|يوسف|سالم|سعد|فهد|بن)\Z"
)
#: What follows إنا, we: إنا فتحنا، إنا أعطيناك، إنا نحن.
_WE = frozenset(("انا", "وانا", "فانا"))
_OF_US = later.pattern("نحن|ل.{2,}ون|معكم|معكما|معاشر|معشر|.{2,}نا(?:ك|كم|ه|ها|هم|هما|هن)?")
#: The particles of which grammars speak, with a preposition before them.
_PARTICLES = frozenset(("ان", "لان", "بان", "كان", "فان", "وان", "ولان", "وبان"))


def is_other_word(text: str, start: int, end: int, change: Change) -> bool:
    """Whether what stands beside `text[start:end]` makes it another word than the one it looks like a slip for.

    >>> is_other_word("لم أبن عليها مؤامرة", 3, 6, Change.HAMZA_ADDED)
    True
    >>> is_other_word("سافر أبن عمه", 5, 8, Change.HAMZA_ADDED)
    False
    """
    word = strip_marks(text[start:end])
    if word in _TANWIN_TELLS and _TANWIN in text[start:end]:
        return True
    doubt = _doubt(word, change)
    if doubt is None:
        return False
    if doubt is _Doubt.PARTICLE:
        return is_particle_spoken_of(text, start, end)
    before = _BEFORE.search(text, max(0, start - _LONGEST), start)
    previous = strip_marks(before[1]) if before else ""
    if doubt is _Doubt.HISTORIAN:
        return previous not in _NEWS
    if doubt is _Doubt.NAME:
        return previous in _PLACES or _FIRST_NAME.match(previous) is not None
    if doubt is _Doubt.FAMILY:
        return previous not in ("علي", "وعلي") and _FIRST_NAME.match(previous) is not None  # on, without its dots
    after = _AFTER.match(text, end)
    following = strip_marks(after[1]) if after else ""
    if doubt is _Doubt.WE and _OF_US.fullmatch(following):
        return True
    return previous in _READINGS.get(word, ()) or following in _FOLLOWED.get(word, ())


class _Doubt(Enum):
    """What a word may be besides the one it looks like a slip for."""

    PARTICLE = auto()
    HISTORIAN = auto()
    NAME = auto()
    FAMILY = auto()
    WE = auto()
    READING = auto()


@lru_cache(maxsize=4096)
def _doubt(word: str, change: Change) -> _Doubt | None:
    """What its neighbours have to say of `word`; None where it does not matter what they are."""
    if skeleton(word) in _PARTICLES and change & (Change.HAMZA_ADDED | Change.HAMZA_SWAPPED):
        return _Doubt.PARTICLE
    if word in _HISTORIAN:
        return _Doubt.HISTORIAN
    if change is Change.DOTTED_MAQSURA and word.startswith("ال"):
        return _Doubt.NAME
    if change is Change.HA and word.startswith("ال"):
        return _Doubt.FAMILY
    if word in _WE:
        return _Doubt.WE
    return _Doubt.READING if word in _READINGS or word in _FOLLOWED else None
