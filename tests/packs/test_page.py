"""What a page shows twice, in rows or in a form of its own: menus, paginations, lists of sections, names, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from arlint.config import Config
from arlint.document import Document
from arlint.linter import Linter
from arlint.packs.pages.furniture import Furniture
from arlint.packs.pages.page_lines import page_lines
from arlint.packs.pages.shapes import SHAPES, may_be_shaped
from arlint.packs.pages.site_name import site_names
from arlint.packs.pages.tables import Lines, compile_table
from arlint.packs.pages.template import Template, TemplateError
from arlint.text.fold import fold

LINTER = Linter(Config(select=("BP",)))
PROSE = "أعلنت الوزارة أمس بدء العمل في المشروع الجديد الذي ينتظره السكان منذ أعوام طويلة في المدينة."
MORE = "وقال الوزير إن العمل سينتهي قبل نهاية العام المقبل بحسب الخطة التي أقرتها الحكومة."


def fixed(text: str) -> str:
    return LINTER.fix(text, unsafe=True).text


def codes(text: str) -> list[str]:
    return [d.code for d in LINTER.check(text)]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("email", "info@example.com"),
        ("email", "البريد: a.b@example.co.uk / c@example.org".removeprefix("البريد: ")),
        ("phone", "+90 546 729 55 15"),
        ("phone", "0115119393"),
        ("url", "https://example.org/a?b=c"),
        ("degrees", "24 ℃"),
        ("degrees", "26º - 15º"),
        ("degrees", "٤١%"),
        ("forecast", "الثلاثاء 27 ℃"),
        ("hashtags", "#الجيزة #تعليم #مدارس"),
        ("counted", "تعليم (120)"),
        ("gap", "..."),
        ("gap", "…"),
    ],
)
def test_shapes(name: str, line: str) -> None:
    raw = fold(line)
    assert SHAPES[name].fullmatch(raw)
    assert may_be_shaped(raw)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("email", "راسلنا على info@example.com غدا"),
        ("phone", "12-03-2023"),
        ("phone", "71.960.448"),
        ("url", "انظر https://example.org"),
        ("degrees", "القاهرة 34"),
        ("degrees", "2023"),
        ("hashtags", "#السعودية تتصدر"),
        ("counted", "الصين 38"),
        ("gap", "ثم..."),
    ],
)
def test_what_has_another_form(name: str, line: str) -> None:
    assert not SHAPES[name].fullmatch(fold(line))


def test_a_shape_stands_alone_in_its_template() -> None:
    assert Template("{email}", {}).shape == "email"
    with pytest.raises(TemplateError):
        Template("بريدنا {email}", {})


def test_addresses_count_only_on_a_page_and_beside_furniture() -> None:
    assert codes(f"{PROSE}\ninfo@example.com\n{MORE}") == []
    assert codes(f"{PROSE}\n{MORE}\ninfo@example.com") == []
    assert fixed(f"{PROSE}\nتواصل معنا\ninfo@example.com\n+90 546 729 55 15\nجميع الحقوق محفوظة") == PROSE


def test_what_people_say_in_subtitles_is_no_furniture() -> None:
    said = ["مرحبا بعودتك", "منذ 14 شهرا", "المزيد -\nالساعة الآن 1:58, حسنا؟ -", "عد إلى الأسفل"]
    cues = [f"{n}\n00:00:0{n},200 --> 00:00:0{n},900\n{line}" for n, line in enumerate(said)]
    assert codes("\n\n".join(cues)) == []
    assert codes("\n\n".join(said)) != []


def test_a_list_of_addresses_stays() -> None:
    links = "\n".join(f"https://example.org/{n}" for n in range(5))
    assert links in fixed(f"{PROSE}\n{MORE}\n{links}\n\n\n\nجميع الحقوق محفوظة © 2023")


def test_a_menu_shown_twice_goes_twice() -> None:
    menu = "الرئيسية\nمن نحن\nأحوال النهر\nدفتر الميناء\nبريد القراء"
    assert fixed(f"{menu}\n{PROSE}\n{MORE}\n{menu}") == f"{PROSE}\n{MORE}"


def test_a_refrain_is_no_menu() -> None:
    refrain = "يا ليل\nيا عين\nيا نيل\nيا قمر"
    assert codes(f"{refrain}\nسرى القارب\nوالموج نائم\n{refrain}") == []


def test_links_that_head_and_foot_share() -> None:
    head = "الرئيسية\nدفتر الميناء\nمن نحن\nبريد القراء"
    body = "\n".join([PROSE, MORE] * 6)
    assert fixed(f"{head}\n{body}\nمن نحن\nالرئيسية\nبريد القراء\nدفتر الميناء") == body


def test_the_headline_below_a_breadcrumb_is_no_part_of_the_menu() -> None:
    text = f"الرئيسية\nسياسة\nاقتصاد\nرياضة\nالرئيسية/محليات/افتتاح الجسر\nافتتاح الجسر\n12 مارس 2023\n{PROSE}"
    assert "\nافتتاح الجسر\n" in "\n" + fixed(text)


def test_numbers_of_pages() -> None:
    assert fixed(f"{PROSE}\n{MORE}\n1\n...\n11\n12\n13\n...\n71") == f"{PROSE}\n{MORE}"
    assert fixed(f"{PROSE}\n{MORE}\nعرض من 1 - 20 من أصل 60 كتاب\n\n1\n2\n3") == f"{PROSE}\n{MORE}"
    assert codes(f"{PROSE}\n{MORE}\n1\n2\n3") == []
    assert codes(f"1\n{PROSE}\n2\n{MORE}\n3\n{PROSE}") == []


def test_sections_with_the_number_of_their_articles() -> None:
    sections = "التصنيفات\nأحوال النهر 408\nدفتر الميناء 411\nبريد القراء 84"
    assert fixed(f"{PROSE}\n{MORE}\n{sections}") == f"{PROSE}\n{MORE}"
    assert codes(f"{PROSE}\n{MORE}\nالميداليات\nالصين 38\nروسيا 22\nمصر 4") == []


def test_the_name_of_the_site() -> None:
    def names(text: str) -> frozenset[bytes]:
        tables = [compile_table(spec) for spec in LINTER.rules if isinstance(spec, Lines)]
        return site_names(page_lines(Document(text), Furniture(tables)))

    rights = "جميع الحقوق محفوظة لدار الضفة 2023"
    assert names(f"كتب - دار الضفة\n{PROSE}\n{rights}") == {fold("دار الضفة")}
    assert names(f"كتب - دار الضفة\nدار الضفة\n{PROSE}\nدار الضفة\nجميع الحقوق محفوظة") == {fold("دار الضفة")}
    # The headline stands in the title, too, and once on the page.
    assert names(f"دار الضفة | عودة النهر\nعودة النهر\n{PROSE}\nجميع الحقوق محفوظة") == frozenset()


def test_menus_within_a_paragraph() -> None:
    menu = "الرئيسية محليات سياسة اقتصاد رياضة تواصل معنا"
    foot = "مقالات ذات صلة زر الذهاب إلى الأعلى جميع الحقوق محفوظة 2023"
    assert fixed(f"{menu} {PROSE} {MORE} {foot}") == f"{PROSE} {MORE}"
    assert {d.fix.applicability.name for d in LINTER.check(f"{menu} {PROSE} {MORE} {foot}") if d.fix} == {"UNSAFE"}


@pytest.mark.parametrize(
    "text",
    [
        f"الرئيسية، من نحن، اتصل بنا، سياسة الخصوصية: هذه صفحات كل موقع صغير. {PROSE}",
        f"تبث القناة الرئيسية في المدينة أخبارا واقتصادا ورياضة كل يوم. {PROSE}",
        f"{PROSE} {MORE} واختر من نحن ثم اتصل بنا ثم سياسة الخصوصية في القائمة.",
    ],
)
def test_prose_about_menus_stays(text: str) -> None:
    assert codes(text) == []


def test_elements_that_lost_the_space_between_them() -> None:
    assert fixed(f"12 مارس، 2023آخر تحديث: 12 مارس، 2023\n{PROSE}\n{MORE}") == f"{PROSE}\n{MORE}"


def test_rows_of_hours_are_a_table() -> None:
    assert codes(f"السبت 10:00\nالأحد 12:30\nالاثنين 14:15\n{PROSE}") == []
    assert codes(f"الأحد 12 مارس 2023\n{PROSE}") == ["BP011"]


def test_items_that_a_sentence_leads_to_are_the_articles() -> None:
    assert codes(f"تضم الصفحة الأزرار الآتية:\n- حفظ\n- إرسال\n- طباعة\n- مشاركة\n{PROSE}") == []


PACK = """
[pack]
id = "house"
prefix = "HX"
title = "House"

[[rule]]
code = "HX001"
name = "motto"
kind = "line"
since = "1.0"
message.en = "m"
message.ar = "م"
why = "w"
list = "motto.tsv"
[rule.lines]
certain = ["شعارنا {words:1-6}", "كلماتنا : {list:1-6}"]
never = ["شعارنا في {words:1-5}"]
"""


@pytest.fixture
def house(tmp_path: Path) -> Linter:
    (tmp_path / "house.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "motto.tsv").write_text(
        "when\ttemplate\tstate\ncertain\tشعارنا الصدق دائما\treport\n", "utf-8"
    )
    return Linter(Config(extend_packs=(str(tmp_path),), select=("HX",)))


def test_a_row_that_no_page_was_seen_to_have_is_reported_only(house: Linter) -> None:
    found = {d.start: d.fix for d in house.check(f"شعارنا الخبر أولا\n{PROSE}\nشعارنا الصدق دائما")}
    assert [bool(fix) for fix in found.values()] == [True, False]


def test_what_is_never_furniture_and_lists_that_are_sentences(house: Linter) -> None:
    assert [d.code for d in house.check(f"{PROSE}\nشعارنا في الحرب والسلم")] == []
    assert [d.code for d in house.check(f"{PROSE}\nكلماتنا: نهر، ميناء، جسر")] == ["HX001"]
    assert [d.code for d in house.check(f"{PROSE}\nكلماتنا: قالها جدي ثم مات.")] == []


def test_teasers_of_other_articles() -> None:
    teasers = "\n".join(
        f"{title}\nفي هذا الفصل من السنة يعود الناس إلى ضفة النهر كل مساء ليشهدوا…\nمنذ 3 أيام"
        for title in ("عودة النهر", "موسم الصيد", "دفتر الميناء")
    )
    assert fixed(f"{PROSE}\n{MORE}\n{teasers}") == f"{PROSE}\n{MORE}"
    two = "\n".join(teasers.splitlines()[:6])
    assert "عودة النهر" in fixed(f"{PROSE}\n{MORE}\n{two}")
    assert "موسم الصيد" in fixed(f"{PROSE}\n{MORE}\n{teasers.replace('…', '.')}")


@pytest.mark.parametrize("heading", ["فوائد اللوز", "فوائد اللوز لصحة القلب"])
def test_the_heading_below_a_list_of_links_stays(heading: str) -> None:
    links = "اقرأ أيضا\nlist 1 of 1\nحكاية المعصرة القديمة في الجبل\nend of list"
    assert fixed(f"{PROSE}\n{links}\n{heading}\n{MORE}\n{PROSE}") == f"{PROSE}\n{heading}\n{MORE}\n{PROSE}"


def test_prices_above_a_call_of_the_site_stay() -> None:
    prices = "عيار 24: 3500 جنيه\nعيار 21: 3062 جنيها\nعيار 18: 2625 جنيها"
    post = f"أسعار الذهب اليوم\n{prices}\n"
    table = f"{PROSE}\n{MORE}\nالأسعار في سوق المدينة\n{prices}\n"
    box = f"{PROSE}\n{MORE}\nأسعار الذهب اليوم\n{prices}\n"
    call = "تابعونا على تلغرام\n"
    assert [fixed(text + call) for text in (post, table, box)] == [post, table, f"{PROSE}\n{MORE}\n"]
