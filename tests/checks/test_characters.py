"""Characters: what is repaired, how sure, and what stays."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arlint import Linter
from arlint.checks.presentation import letters
from arlint.checks.visual_turn import turn
from tests.checks.conftest import Fixer


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("ﻻ إله إﻻ الله", "لا إله إلا الله"),
        ("الســـلام علـــيكم", "السلام عليكم"),
        ("يُــدعــو", "يُدعو"),
        ("وصفها بـأنها", "وصفها بأنها"),
        ("الكا\u200bتب و\u200cالكاتب\ufeff", "الكاتب والكاتب"),
        ("قال الوزير\u202c أمس \u200fفي", "قال الوزير أمس في"),
        ("الکویت ھناك علی فی إلی موسیقی", "الكويت هناك على في إلى موسيقى"),
        ("بلغ\u00a0السعر  عشرة \nنعم", "بلغ السعر عشرة\nنعم"),
        ("جد ًا ونقلا ً عن", "جدًا ونقلاً عن"),
        ("واسعا ًفي", "واسعاً في"),
        ("ا\u0654علن و\u0654", "أعلن ؤ"),
        ("ةيبرعلا ةغللا يف", "في اللغة العربية"),
        ("حضر الأستاذة مھا وزمیلتھا", "حضر الأستاذة مها وزميلتها"),
        ("الخطة \u202aجاهزة\u202c اليوم", "الخطة جاهزة اليوم"),
        ("المساحة،\u2009والارتفاع:\u2007عشرة", "المساحة، والارتفاع: عشرة"),
        ("عام ۲۰۲۳ و Gооgle و １２", "عام ٢٠٢٣ و Google و 12"),
        ("ا ل ف ه ر س", "الفهرس"),
        ("باﷲ التوفيق", "بالله التوفيق"),
        ("العنوان: ةيبرعلا لودلا يف ةعانصلا روطت", "العنوان: تطور الصناعة في الدول العربية"),
        ("ﻗﺎﻝ ﺭﺳﻮﻝ ﷲ ﷺ", "قال رسول الله ﷺ"),
        ("3 .......... ﺔﻣﺪﻘﻤﻟﺍ", "المقدمة .......... 3"),
    ],
)
def test_repairs(fix: Fixer, text: str, fixed: str) -> None:
    assert fix(text) == fixed


def test_rial_keeps_its_tatweel_with_clitics(linter: Linter) -> None:
    assert linter.check("بمئة ريـال وبالريـال والريـالات") == []


def test_a_paper_called_by_its_name_keeps_the_tatweel(linter: Linter) -> None:
    assert linter.check("قال لـالرياض أمس") == []


def test_ambiguous_final_yeh_is_unsafe(fix: Fixer) -> None:
    assert fix("جاء علی الفور", unsafe=False) == "جاء علی الفور"
    assert fix("جاء فی الصباح", unsafe=False) == "جاء في الصباح"


def test_verses_keep_their_gap(linter: Linter) -> None:
    assert linter.check("قفا نبك من ذكرى حبيب ومنزل      بسقط اللوى بين الدخول فحومل") == []


@pytest.mark.parametrize(
    "text",
    [
        "الكلمة الأردية «کتاب» تعني كتابا",
        "قال بالفارسية: «دوست دارم به ایران بروم» ثم شرح",
        "بيت «بنی آدم اعضای یکدیگرند» المشهور",
        "قیمت نفت در بازار جهانی کاهش یافت",
        "الأرقام الفارسية هي ۰۱۲۳۴۵۶۷۸۹",
        "اسمها بالروسية Москва وبالصينية 北京，مدينة",
        "الحرف في وسط الكلمة وـهـ وفي آخرها وـه",
        "كتب \u202dأحمد\u202c اسمه",
        "الحروف ا ل م في أول السورة",
    ],
)
def test_other_languages_and_letters_that_are_spoken_of(linter: Linter, text: str) -> None:
    assert linter.check(text) == []


def test_digits_in_two_sets_are_told_once(linter: Linter) -> None:
    (found,) = linter.check("حضر 15 طالبا و20 معلما، وغاب ٣ ثم ٤ آخرون.")
    assert (found.code, found.fix, len(found.related)) == ("CH021", None, 1)


def test_lam_alef_is_two_letters() -> None:
    assert letters("\ufefb") == "لا"


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        # what pdfminer made of pages drawn by Pango and by ReportLab
        ("2023 ماعل ءاصحإلل ينطولا سلجملا ريرقت", "تقرير المجلس الوطني للإحصاء لعام 2023"),
        ("نأ )طيطختلا مسق( ةرازولا تنلعأ", "أعلنت الوزارة (قسم التخطيط) أن"),
        ("نأ (طيطختلا مسق) ةرازولا تنلعأ", "أعلنت الوزارة (قسم التخطيط) أن"),
        (".رثكأ ال تاونس ٣ لالخ Siemens AG ةكرش نأو", "وأن شركة Siemens AG خلال ٣ سنوات لا أكثر."),
        ("0123 فتاهلاو info@example.org :ديربلا", "البريد: info@example.org والهاتف 0123"),
        ("يملاسلإا داصتقلاا", "الاقتصاد الإسلامي"),  # the letters of لا kept in order
        ("3202 ماع snemeiS ةكرش", "شركة Siemens عام 2023"),  # every character reversed
        ("ردصت ةلجملا يف رهشلا.", "تصدر المجلة في الشهر."),  # only the letters of each word
        ("ٌباتِك يف", "في كِتابٌ"),
        ("ةيبنجألا تارامثتسالا مجح 3-2", "3-2 حجم الاستثمارات الأجنبية"),
    ],
)
def test_lines_of_pdf_readers_are_turned(drawn: str, read: str) -> None:
    assert turn(drawn) == read


def test_short_lines_beside_proved_ones_are_turned(fix: Fixer) -> None:
    drawn = "ثحبلا جئاتن\n،2019 ماع تيرجأ يتلا ةيناديملا ةساردلا جئاتن لصفلا اذه ضرعي"
    assert fix(drawn) == "نتائج البحث\nيعرض هذا الفصل نتائج الدراسة الميدانية التي أجريت عام 2019،"
    assert fix("ثحبلا جئاتن") == "ثحبلا جئاتن"  # two words alone prove little


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("حظر األسلحة", "حظر الأسلحة"),
        ("إال أن عالقات اإلدارة باألسواق لم تتأثر خالل العام", "إلا أن علاقات الإدارة بالأسواق لم تتأثر خلال العام"),
        ("ال يجوز اآلن ما ال يجوز لألول في االجتماع", "لا يجوز الآن ما لا يجوز للأول في الاجتماع"),
        ("منتخب االسعودية ومعرض ال SEO وخالد السالم", "منتخب االسعودية ومعرض ال SEO وخالد السالم"),
        ("سألت ألمانيا خلال العام عن لألعاب ولألمان", "سألت ألمانيا خلال العام عن لألعاب ولألمان"),
    ],
)
def test_lam_alef_in_the_order_of_drawing(fix: Fixer, text: str, fixed: str) -> None:
    assert fix(text) == fixed


@given(st.text(alphabet="ابتثجحخدرسصطعفقكلمنهوي 34567", max_size=30))
def test_turning_twice_gives_the_text_back(text: str) -> None:
    assume("ال" not in text)  # what is drawn as one letter stays in its order
    assume("لا" not in text)
    assert turn(turn(text)) == text
