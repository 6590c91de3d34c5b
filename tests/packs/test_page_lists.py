"""Lists of other articles on a page: teasers, links with the headline above them, sections under headlines.

Each has traps: texts of the same shape that an author wrote.
"""

from __future__ import annotations

import pytest

from arlint.config import Config
from arlint.linter import Linter

LINTER = Linter(Config(select=("BP",)))
PROSE = "أعلنت الوزارة أمس بدء العمل في المشروع الجديد الذي ينتظره السكان منذ أعوام طويلة في المدينة."
MORE = "وقال الوزير إن العمل سينتهي قبل نهاية العام المقبل بحسب الخطة التي أقرتها الحكومة."
MENU = ["الرئيسية", "من نحن", "أخبار", "اقتصاد", "بساتين وأنهار", "رياضة", "اتصل بنا", "خدماتنا"]
HEADLINES = [
    "الصيادون يعودون إلى البحر قبل موسم الشتاء",
    "مكتبة الحي تفتح أبوابها ليلا أمام الطلاب",
    "كيف تختار شجرة تناسب حديقة صغيرة؟",
    "السوق القديم ينتظر الترميم منذ عشرة أعوام",
    "حافلات جديدة بين القرى البعيدة والمدينة",
]


def cleaned(*lines: str) -> list[str]:
    return LINTER.clean_text("\n".join(lines)).text.split("\n")


def excerpt(number: int) -> str:
    return f"ذهبنا مع أهل القرية رقم {number} إلى المكان لنسأل عما تغير هناك، وعادوا بنا إلى أيام…"


def test_teasers_of_several_lines() -> None:
    cards = [
        line
        for n, title in enumerate(HEADLINES)
        for line in ("بساتين", title, "12 مارس، 2025", excerpt(n), f"اقرأ المزيد {title}")
    ]
    assert cleaned(*MENU, *cards, "جميع الحقوق محفوظة © 2025") == [""]


def test_a_link_repeats_the_headline_above_it() -> None:
    question = "هل تحتاج الحديقة الصغيرة إلى شجرة كبيرة تظللها طوال الصيف أم تكفيها الورود؟"
    kept = cleaned(*MENU, "عنوان الخبر عن المدينة", PROSE, MORE, question, f"اقرأ المزيد {question}", "طباعة الخبر")
    assert f"اقرأ المزيد {question}" not in kept


def test_headlines_with_their_dates() -> None:
    rows = [line for title in HEADLINES for line in (title, "2013/11/26 اضف تعليق")]
    kept = cleaned(*MENU, *rows, "جميع الحقوق محفوظة © 2025")
    assert not set(HEADLINES) & set(kept)


def test_a_headline_of_the_list_elsewhere_on_the_page_but_not_its_own() -> None:
    rows = [line for title in HEADLINES for line in (title, "2013/11/26 اضف تعليق")]
    kept = cleaned(f"{HEADLINES[0]} | أخبار القرية", *MENU, HEADLINES[0], PROSE, MORE, *rows, HEADLINES[1], "اتصل بنا")
    assert HEADLINES[0] in kept
    assert HEADLINES[1] not in kept


def test_the_same_list_below_two_headings() -> None:
    links = [*HEADLINES[:3], "هذه حكاية السوق القديم.", HEADLINES[4]]
    heading = "مقالات ذات صلة:"
    kept = cleaned("عنوان الخبر عن المدينة", PROSE, heading, *links, "عنوان فرعي للكاتب", MORE, heading, *links)
    assert kept == ["عنوان الخبر عن المدينة", PROSE, "عنوان فرعي للكاتب", MORE]


def test_sections_of_the_menu_under_the_headlines() -> None:
    rows = [line for title in HEADLINES[:4] for line in (title, "بساتين وأنهار")]
    kept = cleaned(*MENU, *rows, *MENU)
    assert "بساتين وأنهار" not in kept
    assert kept[0] == HEADLINES[0]


def test_several_sections_on_a_line() -> None:
    kept = cleaned(*MENU, "عنوان الخبر عن المدينة", PROSE, MORE, "بساتين وأنهار اقتصاد", "جميع الحقوق محفوظة © 2025")
    assert kept == ["عنوان الخبر عن المدينة", PROSE, MORE]


def test_the_sign_of_a_button() -> None:
    assert cleaned("عنوان الخبر عن المدينة", PROSE, MORE, "مشاركة عبر البريد", "×", "طباعة الخبر")[-1] == MORE
    assert cleaned("قصيدة", PROSE, "×", MORE) == ["قصيدة", PROSE, "×", MORE]
    assert "***" in cleaned("عنوان الفصل الأول", PROSE, MORE, "***", "تسجيل الدخول", "جميع الحقوق محفوظة")


def test_a_motto_that_is_a_sentence() -> None:
    kept = cleaned(
        *(
            "قصة القرية - موقع البستان",
            "موقع البستان كل ما تريده تجده.",
            "التجاوز إلى المحتوى",
            "قصة القرية البعيدة",
            PROSE,
            MORE,
        ),
        "جميع الحقوق محفوظة © موقع البستان 2021",
    )
    assert kept == ["قصة القرية - موقع البستان", "قصة القرية البعيدة", PROSE, MORE]


VERSES = ["يا طير يا طاير على", "سلم على أهل الهوى", "وقل لهم ما غيرتنا السنين", "ولا نسينا دارنا"]

TRAPS = {
    "a poem with its refrain": [line for verse in VERSES for line in (verse, "يا ليل يا عين")],
    "prices of goods": [line for n, name in enumerate(VERSES) for line in (name, f"{n + 2} ريال")],
    "a timeline": [line for n, event in enumerate(HEADLINES) for line in (f"{1990 + n}/05/01", event)],
    "questions and answers": [line for title in HEADLINES for line in (f"هل صحيح أن {title}؟", "نعم", MORE)],
    "a dialogue": [line for verse in VERSES for line in ("الأب:", verse, "الابن:", "لا أعرف")],
    "sentences that break off": [line for n in range(5) for line in (excerpt(n), "ثم صمت الرجل طويلا.")],
    "a heading that is a section of the menu": ["اقتصاد", MORE, "رياضة", MORE],
    "parts of a page named like its menu": [
        line
        for name in ("اقتصاد", "بساتين وأنهار", "رياضة", "أخبار")
        for line in (name, f"نكتب هنا كل ما يتعلق بموضوع {name} للقارئ المهتم به")
    ],
    "what it means to read on": [f"اقرأ المزيد كل يوم، فقد قال {title}." for title in HEADLINES],
    "names of sections in a sentence": ["يضم الموقع بساتين وأنهار واقتصاد ورياضة لكل قارئ."],
}


@pytest.mark.parametrize("name", TRAPS)
def test_what_an_author_wrote_stays(name: str) -> None:
    text = ["عنوان المقال عن القرية البعيدة", PROSE, *TRAPS[name], MORE]
    assert cleaned(*text) == text


@pytest.mark.parametrize("name", TRAPS)
def test_on_a_page_with_menu_and_footer_too(name: str) -> None:
    text = ["عنوان المقال عن القرية البعيدة", PROSE, *TRAPS[name], MORE]
    kept = cleaned(*MENU, *text, "شارك هذا المقال", "فيسبوك", "تويتر", "جميع الحقوق محفوظة © 2025")
    assert kept == text


def test_what_stands_below_the_name_of_a_section_is_its_text() -> None:
    """Sections of a site's own page repeat the links of its menu, and nobody closed their sentences."""
    services = ["قص الأشجار", "ري البساتين", "بيوت زجاجية", "أسوار خشبية"]
    menu = ["الرئيسية", "من نحن", "الخدمات", *services, "اتصل بنا"]
    texts = [f"نعمل في {name} في فصول السنة كلها بأيد خبيرة وأدوات حديثة" for name in services]
    sections = [line for pair in zip(services, texts, strict=True) for line in pair]
    body = ["بستاننا في الجبل", PROSE, MORE, PROSE, MORE, *sections]
    assert cleaned("تخطى إلى المحتوى", *menu, *body, "الرئيسية", "من نحن", "الخدمات", "اتصل بنا") == body


def test_a_link_that_ends_each_part_at_one_distance() -> None:
    parts = [line for title in HEADLINES for line in (title, "كتبه الأستاذ سالم", "معاينة")]
    assert "معاينة" not in cleaned(*parts)
    heading = [line for title in HEADLINES for line in (title, "معاينة", PROSE)]
    assert cleaned(*heading) == heading


def test_a_sheet_of_labels_and_values_is_the_page_s_own() -> None:
    life = ["الميلاد", "12 مارس 1950", "المهنة", "شاعر", "اللغة", "العربية"]
    assert cleaned("سالم راشد", *life, PROSE, MORE) == ["سالم راشد", *life, PROSE, MORE]
    dish = ["وقت التحضير", "10 دقائق", "وقت الطهي", "30 دقيقة"]
    assert cleaned(*MENU, "عصيدة القمح", *dish, PROSE, MORE) == ["عصيدة القمح", *dish, PROSE, MORE]


def test_a_date_below_a_headline_is_no_value() -> None:
    assert cleaned("عصيدة القمح في ليالي الشتاء", "12 مارس 2023", PROSE, MORE) == [
        "عصيدة القمح في ليالي الشتاء",
        PROSE,
        MORE,
    ]


def test_days_of_a_timetable_are_no_dates_of_the_page() -> None:
    table = ["دروس القرية", "السبت", "أنواع الشجر", "الأحد", "ري البساتين", "الاثنين", "صناعة السماد"]
    assert cleaned(*table, PROSE, MORE) == [*table, PROSE, MORE]


def test_rows_of_a_table_are_no_menu_though_each_holds_the_same_button() -> None:
    places = ["النهر", "الجبل", "الوادي", "السهل", "البستان", "الغابة", "الصحراء", "البحيرة"]
    names = [f"{club} {place}" for club in ("نادي", "فريق") for place in places]
    rows = [line for one, other in zip(names[::2], names[1::2], strict=True) for line in (one, "انتهت", other)]
    text = ["أخبار", "رياضة", "فيديو", *rows, "لم تبدأ", "كل المباريات", "رياضة"]
    assert set(names) <= set(cleaned(*text, PROSE, MORE))
