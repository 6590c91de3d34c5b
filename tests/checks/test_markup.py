"""Markup goes, its words stay."""

from __future__ import annotations

import pytest

from arlint import Linter
from tests.checks.conftest import Fixer


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("<p>أولى</p><p>ثانية</p>", "أولى\nثانية"),
        ("بيت أول<br>بيت ثان<br/>بيت ثالث", "بيت أول\nبيت ثان\nبيت ثالث"),
        ("اسم<br>آخر", "اسم آخر"),
        ("قال &amp;quot;نعم&amp;quot;&nbsp;ثم", 'قال "نعم" ثم'),
        ("&lt;b&gt;مهم&lt;/b&gt; و س &lt; 5", "مهم و س < 5"),
        ("<script>\nvar a = 'نص';\n</script>نص", "نص"),
        ("راجع [الدليل](https://a.b/c_(d)) و ![صورة](a.png)", "راجع الدليل و صورة"),
        ("[النص][1]\n\n[1]: https://a.b", "النص\n\n"),
        ("**غليظ** و *مائل* و ~~محذوف~~", "غليظ و مائل و محذوف"),
        ("## عنوان ##\nنص", "عنوان\nنص"),
        ("في [منشور على موقع", "في منشور على موقع"),
        ("ولد في [[دمشق|مدينة دمشق]].[[تصنيف:شعراء]][3]", "ولد في مدينة دمشق."),
        ("{{صندوق|أ={{ب}}}}نص <ref>كتاب</ref>هنا", "نص هنا"),
        ("نص <ref>كتاب <ref>صفحة</ref></ref>هنا", "نص هنا"),
        ("نص <ref>لم يغلق، ثم <ref>كتاب</ref>هنا", "نص <ref>لم يغلق، ثم هنا"),
        ("== نشأته ==\n'''نزار''' شاعر[بحاجة لمصدر]", "نشأته\nنزار شاعر"),
        ("[b]تنبيه[/b] [url=https://a.b]هنا[/url]", "تنبيه هنا"),
        ('[caption id="a"]صورة[/caption]', "صورة"),
        ("نص\n.a { color: red; margin: 0; }", "نص\n"),
        ("نص\nwindow.dataLayer = window.dataLayer || [];", "نص\n"),
        ("نص_x000D_ \\par آخر", "نص آخر"),
        ("قال&nbspإن البيتnbsp;كبير", "قال إن البيت كبير"),
        ("السكان[أ] كثيرون[ع 1]", "السكان كثيرون"),
        ("شكرا :tada: لكم", "شكرا 🎉 لكم"),
        ('{"@type":"NewsArticle","headline":"خبر"}\nنص', "\nنص"),
        ('"articleBody": "قال \\"نعم\\" ومضى",', 'قال "نعم" ومضى'),
        ("انتهى. -->\nقال ](https://a.b/c) مصدر", "انتهى.\nقال مصدر"),
        ("::: note\nنص{:.lead} [+12 chars]\n:::", "\nنص\n"),
        (r"اقرأ \*\*كل\*\* النص، وراجع \[الدليل\]\(https://a.b/c)", "اقرأ كل النص، وراجع الدليل"),
        ("<page-title>دليل</page-title>", "دليل"),
    ],
)
def test_words_are_kept(fix: Fixer, text: str, fixed: str) -> None:
    assert fix(text) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "من المدينة --> إلى القرية",
        "00:00:15 --> 00:00:18\nقال: نعم",
        "البند [أ] والشكل [ب]\n[أ] البند الأول",
        "المفتاح :w للحفظ والوقت 10:30:15",
        'في ملف JSON:\n{"@type": "Article", "headline": "عنوان"}',
        "**كاتب من المغرب",
        "> سؤال: متى تعود؟",
        "%s من رموز التنسيق في لغة C، و\\n تعني سطرا جديدا",
    ],
)
def test_what_only_looks_like_left_over_markup(linter: Linter, text: str) -> None:
    assert linter.check(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا {{ user.name }} هنا",
        "أهلا [object Object] هنا",
        "العنوان %%title%% هنا",
        "لديك %s رسالة",
        "رصيدك {sum} ريال",
        "نص <%= a %>",
    ],
)
def test_unfilled_variables_are_shown(linter: Linter, text: str) -> None:
    (found,) = linter.check(text)
    assert (found.code, found.fix) == ("MK022", None)


def test_a_text_about_programming_shows_its_code(linter: Linter) -> None:
    script = "في هذا الدرس نكتب كود الدالة:\nfunction add(a, b) { return a + b; }\n"
    assert linter.check(script + "ونغير اللون:\n.box { color: red; margin: 0; }") == []


def test_footnotes_that_are_in_the_text_stay(linter: Linter) -> None:
    assert linter.check("كما قال[1] ثم قال[2].\n[1] المقدمة\n[2] التاريخ") == []


def test_links_in_a_table_are_mended_before_its_rows() -> None:
    text = "| الوصف | الملف |\n|---|---|\n| نظام أول | [a.exe][x] |\n\n[x]: https://example.net/a.exe\nانتهى الجدول."
    assert Linter().clean_text(text).text == "الوصف\tالملف\nنظام أول\ta.exe\n\nانتهى الجدول."
