"""Templates: what they match, and what they refuse."""

from __future__ import annotations

import pytest

from arlint.packs.pages.normal_form import normal
from arlint.packs.pages.template import ANY, FIRST, Template, TemplateError
from arlint.packs.pages.times import NUMBERS
from arlint.text.fold import fold

SETS = {"network": ("فيسبوك", "تويتر", "واتس اب", "X")}


def matches(template: str, line: str) -> bool:
    made, form = Template(template, SETS), normal(fold(line))
    if made.has_slots:
        return made.pattern.match(form.signed if made.is_signed else form.loose) is not None
    return form.numberless in set(made.spelled_out()) and all(sign in form.raw for sign in made.signs)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{اترك|أضف} {لنا|} {تعليقا|ردا}", "أُضِفْ تعليقًا"),
        ("{اترك|أضف} {لنا|} {تعليقا|ردا}", "← اترك لنا ردّاً ..."),
        ("شارك على {network}", "شارك على واتس آب"),
        ("{network:2-5}", "فيسبوك | تويتر | X"),
        ("اقرأ أيضا {:} {words:2-4}", "إقرأ أيضاً : ثلاث كلمات هنا"),
        ("اقرأ أيضا {:} {words:2-4}", "اقرأ أيضا.. خبر آخر"),
        ("المشاهدات {n}", "المشاهدات: 2٬239"),
        ("{n} دقائق", "٣ دقائق"),
        ("الاسم *", "الاسم *"),
        ("جميع الحقوق محفوظة {rest:0-3}", "جميع الحقوق محفوظه"),
        ("الرئيسية {>} {words}", "الرئيسية » أخبار » رياضة"),
        ("{when}", "الثلاثاء 24 جويلية 2012 الساعة 09:48:43 بتوقيت تونس العاصمة"),
        ("{when}", "الأربعاء 18 محرم 1446 هـ - 24 يوليو 2024"),
        ("{when}", "3 يوليو, 2024 | 9:00 ص"),
        ("{ago}", "منذ 13 ساعة"),
        ("{ago}", "قبل ثلاثة أيام"),
        ("{date}", "15 أبريل/ نيسان 2026"),
    ],
)
def test_matches(template: str, line: str) -> None:
    assert matches(template, line)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{اترك|أضف} {لنا|} {تعليقا|ردا}", "لا تترك تعليقا"),
        ("اقرأ أيضا {:} {words:2-4}", "اقرأ أيضا كتاب الأيام"),
        ("الاسم *", "الاسم"),
        ("{network:2-5}", "فيسبوك"),
        ("المشاهدات {n}", "المشاهدات كثيرة"),
        ("{ago}", "منذ شهر ونصف"),
        ("{ago}", "منذ 2011"),
        ("{date}", "71.960.448"),
        ("{time}", "46.40"),
    ],
)
def test_leaves_alone(template: str, line: str) -> None:
    assert not matches(template, line)


@pytest.mark.parametrize("text", ["{nosuchset}", "", "{}"])
def test_refuses(text: str) -> None:
    with pytest.raises(TemplateError):
        Template(text, SETS)


def test_literals_are_the_longest_fixed_run() -> None:
    template = Template("{تابع|شاهد} التفاصيل على {site}", SETS)
    assert template.literals() == {fold("تابع التفاصيل على"), fold("شاهد التفاصيل على")}
    assert Template("{network}", SETS).literals() == frozenset()


def test_ends_tell_where_to_look_a_line_up() -> None:
    assert Template("{n} تعليق على {words}", SETS).ends(last=False) is None
    assert Template("{شارك|انشر} {network}", SETS).ends(last=False) == {fold("شارك"), fold("انشر")}
    assert Template("{name} يقول", SETS).ends(last=True) == {fold("يقول")}


def test_openings_are_the_first_two_words() -> None:
    share, tell = fold("شارك"), fold("انشر")
    network = {(word, fold("فيسبوك").split()[0]) for word in (share, tell)}
    assert network <= set(Template("{شارك|انشر} {network}", SETS).openings())
    assert set(Template("{شارك|انشر} {words}", SETS).openings()) == {(share, ANY), (tell, ANY)}
    assert set(Template("شارك {المقال|}", SETS).openings()) == {(share, fold("المقال")), (share, b"")}


def test_words_are_those_that_a_line_cannot_lack() -> None:
    assert Template("{n} {صورة|فيديو} {words}", SETS).words() == {FIRST + b"0"}
    assert Template("{words} {صورة|فيديو} {n}", SETS).words() == {fold("صورة"), fold("فيديو")}
    assert {NUMBERS, fold("مايو")} <= Template("{name} {date}", SETS).words()
    assert not Template("{words} © {words}", SETS).words()
