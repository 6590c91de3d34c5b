"""The kind `block`: anchors, members, lists under headings, menus, and blocks that lost their line breaks."""

from __future__ import annotations

import pytest

from arlint.config import Config
from arlint.linter import Linter

LINTER = Linter(Config(select=("BP",)))
PROSE = "أعلنت الوزارة أمس بدء العمل في المشروع الجديد الذي ينتظره السكان منذ أعوام طويلة في المدينة."
MORE = "وقال الوزير إن العمل سينتهي قبل نهاية العام المقبل بحسب الخطة التي أقرتها الحكومة."
FORM = (
    "أضف تعليقاً إلغاء الرد\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *\nالتعليق *\nالاسم *\n"
    "البريد الإلكتروني *\nالموقع الإلكتروني\nإرسال التعليق"
)


def found(text: str) -> list[tuple[str, str]]:
    return [(d.code, text[d.start : d.end]) for d in LINTER.check(text)]


def fixed(text: str) -> str:
    return LINTER.fix(text, unsafe=True).text


def test_a_form_is_one_finding() -> None:
    assert found(f"{PROSE}\n{FORM}") == [("BP001", FORM)]
    assert fixed(f"{PROSE}\n\n{FORM}\n") == f"{PROSE}\n"


def test_members_alone_are_text() -> None:
    assert found(f"{PROSE}\nالاسم\nالبريد الإلكتروني\n{MORE}") == []


def test_a_form_without_line_breaks() -> None:
    flat = " ".join(FORM.split("\n"))
    assert fixed(f"{PROSE} {flat}") == PROSE
    assert found(f"كتب على الصفحة «لن يتم نشر عنوان بريدك الإلكتروني» بخط صغير. {PROSE}") == []


@pytest.mark.parametrize("heading", ["مقالات ذات صلة", "اقرأ أيضا:", "قد يعجبك أيضاً", "مواضيع متعلقة"])
def test_headlines_at_the_end_go_with_their_heading(heading: str) -> None:
    text = f"{PROSE}\n{heading}\nأسباب موجات الحر\nمنذ 3 ساعات\nكيف تحمي منزلك من الحر؟"
    assert fixed(text) == PROSE


def test_a_list_is_not_taken_for_a_menu() -> None:
    items = "مقالات ذات صلة\n- عاصفة رملية تضرب الساحل\n- توقعات بأمطار غزيرة"
    page = f"{PROSE}\n{items}\nاشترك في النشرة البريدية ليصلك كل جديد\n© جميع الحقوق محفوظة 2025"
    assert ("BP007", items) in found(page)


def test_a_list_inside_the_article_ends_with_the_article() -> None:
    text = f"{PROSE}\nاقرأ أيضا:\n- أسباب موجات الحر\n- نصائح لتوفير الكهرباء\n{MORE}"
    assert fixed(text) == f"{PROSE}\n{MORE}"


def test_sentences_are_no_headlines() -> None:
    text = f"{PROSE}\nمقالات ذات صلة\nانتهى الخبر من مصدره."
    assert fixed(text).endswith("انتهى الخبر من مصدره.")


def test_headings_of_the_article_stand_beside_links() -> None:
    text = f"{PROSE}\nاقرأ المزيد: شروط السيو وآلية العمل\nالأسئلة الشائعة\n{MORE}"
    assert fixed(text) == f"{PROSE}\nالأسئلة الشائعة\n{MORE}"


def test_menus_hold_sections_that_nobody_listed() -> None:
    menu = "الرئيسية\nالشمال المحرر\nتقارير\nسياسة\nسوريون\nأخبار محلية\nصور"
    assert fixed(f"{menu}\n{PROSE}\n{MORE}") == f"{PROSE}\n{MORE}"


def test_a_bibliography_keeps_its_heading() -> None:
    text = "المصادر\nابن خلدون، المقدمة، دار الفكر، بيروت، 1988.\nالطبري، تاريخ الرسل والملوك، القاهرة، 1967."
    assert found(text) == []


def test_fixing_is_stable() -> None:
    text = f"الرئيسية / رياضة\nشارك الخبر\nفيسبوك\nتويتر\n\n{PROSE}\n\nاقرأ أيضا: خبر آخر\n\n{MORE}\n{FORM}\nالأعلى\n"
    once = fixed(text)
    assert fixed(once) == once == f"{PROSE}\n\n{MORE}\n"


def test_a_list_of_long_numbers_at_the_end_is_what_the_article_is_about() -> None:
    numbers = [str(3601100204 + 17 * i) for i in range(12)]
    text = "أعلن المعهد أرقام المقبولين وتواريخ المراجعة أمس.\n" + "".join(
        f"{day} 1436\n" + "\n".join(numbers[i : i + 4]) + "\n"
        for i, day in zip((0, 4, 8), ("الأحد 10 شوال", "الإثنين 11 شوال", "الثلاثاء 12 شوال"), strict=True)
    )
    fixed = Linter().fix(text, unsafe=True).text
    assert [number for number in numbers if number not in fixed] == []
