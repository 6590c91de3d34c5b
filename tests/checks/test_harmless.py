"""What is legitimate comes through every fix of these families unchanged, and unflagged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint import Linter

LEGITIMATE = [
    "قِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ وَمَنْزِلِ\nبِسِقْطِ اللِّوَى بَيْنَ الدَّخُولِ فَحَوْمَلِ",
    "بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ ٱلرَّحِيمِ ﴿قُلْ هُوَ ٱللَّهُ أَحَدٌ﴾",
    "وَمَا خَلَقْتُ ٱلْجِنَّ وَٱلْإِنسَ إِلَّا لِيَعْبُدُونِ",
    "قال النبي ﷺ، والله ﷻ، ﷽",
    "کتابخانه ملی ایران بزرگ\u200cترین کتابخانه است و می\u200cتوان به آن رفت.",
    "یہ کتاب بہت اچھی ہے اور میں اسے پڑھ رہا ہوں۔",
    "ڕۆژنامەی هەولێر لە هەرێمی کوردستان دەردەچێت.",
    "دا یوه پښتو جمله ده چې دلته لیکل شوې.",
    "بۇ ئۇيغۇرچە يېزىلغان بىر جۈملە.",
    "قال بالفارسية: «این کتاب خوب است» ثم سكت.",
    "المدينة پاريس وتشرچل وڤيينا وگوگل وچاد.",
    "توفي سنة 505هـ (1111م)، وألف كتابه عام ٤٨٩ هـ، وكتب حرف هـ.",
    "بـ«رويترز» ولـ CNN والـ18 وبـ 500 ريـال ولـ(الهيئة).",
    "خبر 👨\u200d👩\u200d👧\u200d👦 و🏳️\u200d🌈 و❤️ و🧚🏼\u200d♀️ أيضا.",
    "إذا كان س<5 وص>3 فإن (س، ص) ∈ [0، 1] و[2, 5) و5 * 3 * 2 = 30",
    "المعادلة س² + ٢س + ١ = ٠ لها حل واحد",
    "ارتفع المؤشر 1,250.75 نقطة عند 09:30، أي 2.5%، وصدر الإصدار 3.1.4 من DeepSeek-V3.1",
    "نسبة ٢٫٥٪ من ١٬٢٥٠ دينارا",
    "قال الشاهد: «رأيته [أي المتهم] يخرج [كذا] مسرعا […] ثم اختفى [...]».",
    "ذكر ذلك الطبري[1].\n\n[1] تاريخ الطبري، ج 2.",
    "يا له من ح*** حقير، وقال: ****",
    "نكتب `<b>نص</b>` أو `[رابط](url)` أو `\\n` في الصفحة.",
    "```\n<p>نص</p>\n{{ x }}\n```",
    "التقرير على https://example.com/a_(b)?a=1&amp;b=%D8%A7 كاملا",
    "زار مقهى café في باريس مع Müller وÇelik وŞahin وJosé وÅse وØystein، والكلمة naïve وÉcole.",
    "السعر 20€ أو £15 بزيادة ½ و§ 5، ودرجة 30°م، «نعم» – لا… ©2024 ® ™",
    "كتب \u2066@user (2)\u2069 رقم \u202a+966 50 123\u202c ولغة C++\u200f هي الأسرع",
    "قال «\u00a0نعم\u00a0» ثم: المسافة 5\u00a0كم",
    "#رؤية_المملكة_2030 و #آخر\nC# لغة\n1. أول\n- ثان\n* ثالث",
    "AT&T و R&D؛ شركات.",
    "قال تعالى {إنا أعطيناك الكوثر} [الكوثر: 1]",
    "ما هذا?? ماذا تقول؟؟",
    '"!كلمة واحدة"\n- "!أجل"',
]


@pytest.mark.parametrize("text", LEGITIMATE)
def test_legitimate_text_is_silent_and_unchanged(linter: Linter, text: str) -> None:
    assert linter.check(text) == []
    assert linter.fix(text, unsafe=True).text == text


#: Each of these looks like a slip and may be meant: a fix of it, if there is one, is for a person to read.
DOUBTFUL = [
    "رواه مسلم [47]، وأبو داود [12]، وفاز الفريق [3-2].",
    "الثمن ~~10 دنانير~~ 8 دنانير.",
    "يظهر الاسم بترميز خاطئ هكذا: Ø§Ù„Ø³Ù„Ø§Ù….",
    "سأذهب إال غرفة النوم.",
    "عندما ذهبت اإليه لأخبره.",
    "جاء في الصحيفة عام ١٩١٢: «ان الحكومه العثمانيه قد امرت و لاكن ذالك».",
    "والكل شكر وأثنا على طبخهم.",
    "وقرأ: فَإِن كَذَّبوكَ فَقَد كُذِّبَ رُسُلٌ مِن قَبلِكَ جاءو بِالبَيِّناتِ وَالزُّبُرِ، ثم سكت.",
    "وأنشد: قُل إِنَّما أَدعوا رَبّى وَلا أُشرِكُ بِهِ أَحَدًا، في مجلسه.",
    "جاء في باب الايمان والنذور وجوب الوفاء، وأحرم بحج الافراد، ورفع دعوى الابطال بعد اعذار المدين.",
    "لا بد من اعمال العقل وترك الاعراض عن الحق، وفرضوا عقوبات أكثر اضرارا بالناس وبحقوق الاجراء.",
    "وقال: [[رغم اعتذار الأمانة فإن كثرة الاحتفالات في مدننا ستبقى محل تساؤل.]] الكاتب، اليوم: 24",
    "# حبيبتي إيلي #\n# جافاني النوم",
    "يحفظ الملف بترميز آخر فتظهر كلمة ÇáÞÇåÑÉ مكان القاهرة.",
    "التطويل علامة طباعية، مثل: مـحـمـد.",
    "شكل حرف الهاء: ﻩ منفردا وﻫ في الأول.",
    "تنطق «کتاب» بالفارسية كما تكتب.",
    "وإن\u200cكسرت الزجاجة وقعت.",
    "سأل القاضي: أطلاق هو أم خلع؟",
    "أشتقت إلي؟",
    "هو مما لا يُستغنى عنه عندما يُنتهى منه.",
    "أبنه رفاقه في حفل كبير، وقالوا: احمد الله على ما أعطاك.",
    "تدخل أن أن المخففة على الجملة.",
    "نرتدي ربطة العنق والياقة المنشاة.",
    'let الاسم = "سعيد";',
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_may_be_meant_is_not_changed_unread(linter: Linter, text: str) -> None:
    assert linter.fix(text).text == text
    assert linter.clean_text(text).text == text


def test_markup_is_at_home_in_its_own_files(linter: Linter) -> None:
    table = "# عنوان\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n\n"
    markdown = table + "**مهم** [رابط](https://a.b) ![ص](a.png) <br> &nbsp; [^1]\n\n[^1]: حاشية"
    assert linter.check(markdown, kind="markdown") == []
    page = '<div class="a">نص &laquo;نعم&raquo;</div><script>var a = 1;</script>'
    assert linter.check(page, kind="html") == []


PIECES = [
    "قال", "الوزیر", "الســلام", "ﺍﻟﻌﺪﺩ", " ", "  ", "\u00a0", "\n", "\u200b", "\u200d", "\u200f", "\u202b",
    "\u202c", "\u2067", "\u2069", "\u064e", "\u0651", "\u064b", "\u0640", "ا\u0654", "<b>", "</p>", "<br",
    "&nbsp;", "&amp;lt;b&gt;", "[", "]", "](http://a.b)", "**", "*", "_", "~~", "# ", "|", "|---|", "[[",
    "]]", "{{", "}}", "''", "==", "[12]", "[عدل]", "[b]", "[/b]", "{", "}", ";", "color: red",
    "\\u0627\\u0644", "%D8%A7%D9%84", "Ø§Ù„", "ÇáÞÇåÑÉ", "Ù", "\ufffd", "?? ??", "\x07", "\ue000", "١", "2",
    "ةرهاقلا", "ىلع", ".", "،", "CNN", "😀",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_fixing_twice_changes_nothing_more(linter: Linter, text: str) -> None:
    once = linter.fix(text, unsafe=True)
    assert not [d for d in once.remaining if d.code == "AR002" and "settle" in d.message], once
    assert linter.fix(once.text, unsafe=True).text == once.text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_check_fails_on_any_text(linter: Linter, text: str) -> None:
    for found in linter.check(text):
        assert 0 <= found.start <= found.end <= len(text)
