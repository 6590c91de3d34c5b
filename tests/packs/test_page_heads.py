"""The head of a page: menus of words that no rule knows, and headlines that stand among known ones."""

from __future__ import annotations

import pytest

from arlint.config import Config
from arlint.linter import Linter

LINTER = Linter(Config(select=("BP",)))
HEADLINE = "قرية تزرع سفح الجبل بأشجار اللوز"
PROSE = "زرع أهل القرية عشرين ألف شجرة لوز على سفح الجبل هذا الشتاء."
MORE = "ويأمل المزارعون أن تثمر الأشجار بعد أربعة أعوام من الآن."
ARTICLE = [HEADLINE, PROSE, MORE]


def cleaned(*lines: str) -> list[str]:
    return LINTER.clean_text("\n".join(lines)).text.split("\n")


@pytest.mark.parametrize(
    "menu",
    [
        ["بساتين", "أنهار ووديان", "الصفحة الرئيسية"],
        ["بساتين", "أنهار ووديان", "سفوح", "التجاوز إلى المحتوى"],
        ["دليل البساتين", "مواسم", "تسجيل الدخول", "حصاد", "أنت هنا: الرئيسية » حصاد"],
        ["الرئيسية", "بساتين", "لوز وزيتون"],
        ["بساتين", "أنهار ووديان", "سفوح", "اتصل بنا"],
    ],
    ids=[
        "a link of the site",
        "a link to the text",
        "a breadcrumb",
        "a breadcrumb of several lines",
        "one link of two",
    ],
)
def test_sections_of_a_site_s_own(menu: list[str]) -> None:
    assert cleaned(*menu, *ARTICLE) == ARTICLE


@pytest.mark.parametrize(
    "lines",
    [
        ["شجرة اللوز", "شارك", PROSE, MORE],
        ["بساتين", "أنهار", "سفوح", *ARTICLE],
        ["اللوز على السفح", "من نحن", HEADLINE, PROSE, MORE],
        ["لا ماء", "ولا ظل", "ولا طريق", "الرئيسية لا تعود", "والبيت بلا أحد"],
        ["بساتين: لوز", "سفوح: تين", "الرئيسية", PROSE, MORE],
    ],
    ids=["a headline of two words", "nothing is known", "the first line may be the title", "a poem", "facts"],
)
def test_what_may_be_the_author_s(lines: list[str]) -> None:
    known = {"شارك", "من نحن", "الرئيسية"}
    assert [line for line in cleaned(*lines) if line not in known] == [line for line in lines if line not in known]


def test_sections_alone_on_a_page_of_a_site() -> None:
    menu, foot = ["بساتين", "أنهار ووديان", "سفوح", "لوز"], ["شارك الخبر", "اترك تعليقا", "جميع الحقوق محفوظة © 2025"]
    assert cleaned(*menu, *ARTICLE, *foot) == ARTICLE
    assert cleaned(*menu, *ARTICLE) == [*menu, *ARTICLE]
    assert cleaned(*menu[:3], *ARTICLE, *foot) == [*menu[:3], *ARTICLE]


def test_answers_below_a_question_are_no_poll() -> None:
    exam = [HEADLINE, PROSE, MORE, "السؤال الثالث", "اختر الإجابة الصحيحة:", "نعم", "لا", "لا أدري", "انتهت الأسئلة"]
    assert cleaned(*exam) == exam


def test_a_list_of_the_text_above_buttons_of_the_site_stays() -> None:
    ways = ["قنوات التقديم", "الموقع الإلكتروني", "تطبيق الهواتف", "مركز البستان"]
    buttons = ["هل المعلومات مفيدة؟", "سعيد", "محايد", "غير سعيد", "شارك برأيك", "اتصل بنا على الرقم المجاني 800555"]
    assert cleaned(*ARTICLE, *ways, *buttons) == [*ARTICLE, *ways]


@pytest.mark.parametrize("heading", ["الأكثر قراءة", "مقالات مختارة"])
def test_a_headline_below_a_link_of_the_menu(heading: str) -> None:
    assert cleaned("الرئيسية", "اتصل بنا", heading, *ARTICLE)[-3:] == ARTICLE


def test_a_list_between_the_headline_and_the_text() -> None:
    other = "مكتبة الحي تفتح أبوابها ليلا أمام الطلاب"
    assert cleaned(HEADLINE, "اقرأ أيضا", other, PROSE, MORE) == ARTICLE


def test_sections_of_the_menu_in_the_foot() -> None:
    menu = ["الرئيسية", "بساتين", "أنهار ووديان", "سفوح"]
    kept = cleaned("التجاوز إلى المحتوى", *menu, *ARTICLE, "جميع الحقوق محفوظة © 2025", *menu)
    assert kept == ARTICLE


def test_a_letter_states_its_facts_below_its_text() -> None:
    facts = ["مقدم الطلب: صاحب البستان", "الهاتف: 0790000000", "التاريخ: 3/9/2021", "المرفقات"]
    assert cleaned(*ARTICLE, *facts) == [*ARTICLE, *facts]


def test_the_contents_of_a_wiki_above_headings_to_edit() -> None:
    kept = cleaned(
        "اللوز", PROSE, "محتويات [أخف]", "1 الموطن", "2 الزراعة", "الموطن[عدل]", MORE, "الزراعة [عدل المصدر]", PROSE
    )
    assert not {"1 الموطن", "2 الزراعة"} & set(kept)


def test_numbered_contents_that_a_site_made() -> None:
    article = ["الموطن", MORE, "الزراعة", PROSE]
    assert cleaned("محتويات", "١ الموطن", "٢ الزراعة", *article) == article
    authored = ["محتويات", "الموطن", "الزراعة", *article]
    assert cleaned(*authored) == authored


def test_times_of_a_recipe_are_its_own() -> None:
    recipe = ["كعكة اللوز", "وقت التحضير: 15 دقيقة", "وقت الطهي: 40 دقيقة", "تكفي: 8 أشخاص", PROSE]
    assert cleaned(*recipe[:1], "قيمي الوصفة", *recipe[1:], "شارك الوصفة") == recipe
