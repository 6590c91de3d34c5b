"""What pages print side by side, above posts, and between the hours of a live report; with texts of the same shape."""

from __future__ import annotations

import pytest

from arlint.config import Config
from arlint.linter import Linter

LINTER = Linter(Config(select=("BP",)))
PROSE = "أعلنت الوزارة أمس بدء العمل في المشروع الجديد الذي ينتظره السكان منذ أعوام طويلة في المدينة."
MORE = "وقال الوزير إن العمل سينتهي قبل نهاية العام المقبل بحسب الخطة التي أقرتها الحكومة."
FOOT = "جميع الحقوق محفوظة © 2025"
HEADLINES = [
    "الصيادون يعودون إلى البحر قبل موسم الشتاء",
    "مكتبة الحي تفتح أبوابها ليلا أمام الطلاب",
    "السوق القديم ينتظر الترميم منذ عشرة أعوام كاملة",
    "حافلات جديدة بين القرى البعيدة والمدينة",
    "البلدية تزرع ألف شجرة على الطريق",
]
GAPS = ["    ", "\t", "\u00a0\u00a0\u00a0\u00a0", " \u00a0 \u00a0 "]


def kept(*lines: str) -> list[str]:
    return LINTER.clean_text("\n".join(lines)).text.split("\n")


@pytest.mark.parametrize("gap", GAPS)
def test_headlines_of_a_ticker(gap: str) -> None:
    assert kept(gap.join(HEADLINES), "عنوان الخبر عن المدينة", PROSE, MORE, FOOT)[0] == "عنوان الخبر عن المدينة"


@pytest.mark.parametrize("gap", GAPS)
def test_a_menu_on_one_line(gap: str) -> None:
    menu = gap.join(["الرئيسية", "عاجل", "بساتين", "أنهار", "رياضة", "منوعات"])
    assert kept(menu, "عنوان الخبر عن المدينة", PROSE, MORE, FOOT)[0] == "عنوان الخبر عن المدينة"


@pytest.mark.parametrize(
    "line",
    [
        "الصنف    الوزن    السعر    المصدر",
        "الفريق    لعب    فاز    خسر    النقاط",
        "القاهرة    31    22    19",
        "قفا نبك من ذكرى حبيب ومنزل    بسقط اللوى بين الدخول فحومل    فتوضح فالمقراة لم يعف رسمها    لما نسجتها",
        "أن ينوي المرء.    أن يغسل يديه معا.    أن يمسح رأسه كله بيديه مرة واحدة.    أن يرتب.    أن يوالي بينها.",
    ],
)
def test_tables_verses_and_sentences_stay(line: str) -> None:
    assert line in kept(line, PROSE, MORE, FOOT)
    assert line in kept(PROSE, line, MORE, FOOT)
    assert line in kept(PROSE, MORE, line, FOOT)


def test_headlines_between_paragraphs_stay() -> None:
    ticker = "    ".join(HEADLINES)
    assert ticker in kept(PROSE, ticker, MORE, FOOT)


def test_numbered_posts_with_their_dates() -> None:
    posts = [line for n in (1, 2, 3) for line in ("سالم", f"{n} فبراير 2023، 9:14م", str(n), PROSE)]
    assert kept("زراعة اللوز في الجبل", *posts, "رد مع اقتباس") == [
        "زراعة اللوز في الجبل",
        *(line for _ in range(3) for line in ("سالم", PROSE)),
    ]


def test_what_a_forum_says_of_who_posted() -> None:
    card = ["عضو نشط", "إنضم", "2 يناير 2012", "المشاركات", "3,204", "14 نوفمبر 2021", "#2"]
    assert kept(PROSE, "سالم", *card, MORE, "رد مع اقتباس") == [PROSE, "سالم", MORE]


def test_a_signature_between_posts() -> None:
    page = ["14 نوفمبر 2021", "#1", PROSE, "__________________", "من زرع حصد", "رد مع اقتباس"]
    assert kept(*page) == [PROSE]
    assert "من زرع حصد" in kept(PROSE, MORE, "__________________", "من زرع حصد", "اترك تعليقا")


def test_dates_and_numbers_of_a_chronology_stay() -> None:
    text = [PROSE, "4 يناير 2011", "12", MORE, "14 يناير 2011", "40", PROSE, "تابعونا على فيسبوك"]
    assert kept(*text) == text[:-1]


def test_hours_of_a_live_report() -> None:
    hours = ("21:30", "20:55", "20:10")
    entries = [line for hour in hours for line in (hour, PROSE, "نسخ الرابط", "مشاركة عبر فيسبوك")]
    assert [line for line in kept(*entries, FOOT) if line] == ["21:30", PROSE, "20:55", PROSE, "20:10", PROSE]


def test_a_row_of_counts_is_no_headline_above_the_text() -> None:
    page = ["آخر الأخبار", "سفوح", "قرية تزرع سفح الجبل باللوز", "منذ 3 ساعات    0    12    تبليغ", PROSE, MORE, FOOT]
    assert "قرية تزرع سفح الجبل باللوز" in kept(*page)


def test_a_label_above_a_paragraph_heads_it() -> None:
    page = [PROSE, "احفظ الوظيفة", "قدم الآن", "الوصف الوظيفي", MORE, "وظائف مشابهة", "مهندس تخطيط", FOOT]
    assert kept(*page)[-2:] == ["الوصف الوظيفي", MORE]
