"""The kind `line`: place, neighbours, deletion, formats."""

from __future__ import annotations

import pytest

from arlint.config import Config
from arlint.linter import Linter
from arlint.model import Applicability

LINTER = Linter(Config(select=("BP",)))
PROSE = "أعلنت الوزارة أمس بدء العمل في المشروع الجديد الذي ينتظره السكان منذ أعوام طويلة في المدينة."
MORE = "وقال الوزير إن العمل سينتهي قبل نهاية العام المقبل بحسب الخطة التي أقرتها الحكومة."


def fixed(text: str, kind: str = "plain") -> str:
    return LINTER.fix(text, kind=kind, unsafe=True).text


def codes(text: str, kind: str = "plain") -> list[str]:
    return [d.code for d in LINTER.check(text, kind=kind)]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("أ\nزر الذهاب إلى الأعلى", "أ"),
        ("زر الذهاب إلى الأعلى\nأ", "أ"),
        (f"{PROSE}\n\nزر الذهاب إلى الأعلى\n\n{MORE}\n", f"{PROSE}\n\n{MORE}\n"),
        (f"{PROSE}\r\n\r\nزر الذهاب إلى الأعلى\r\n", f"{PROSE}\r\n"),
        (f"\n\nزر الذهاب إلى الأعلى\n\n{PROSE}", PROSE),
        (f"{PROSE}\n\nاترك تعليقا\n\nلن يتم نشر عنوان بريدك الإلكتروني.\n\nزر الذهاب إلى الأعلى\n", f"{PROSE}\n"),
    ],
)
def test_a_line_goes_with_its_newline_and_leaves_no_gap(text: str, after: str) -> None:
    assert fixed(text) == after


def test_place_decides() -> None:
    assert codes(f"{PROSE}\n{MORE}\nالمصدر: وكالة الأنباء") == ["BP017"]
    assert codes(f"{PROSE}\nالمصدر: وكالة الأنباء\n{MORE}") == []
    assert codes(f"4 يناير 2011\n{PROSE}") == ["BP011"]
    assert codes(f"{PROSE}\n4 يناير 2011\n{MORE}\n14 يناير 2011\n{MORE}") == []


def test_weak_lines_need_company() -> None:
    assert codes(f"{PROSE}\n\nسياسة الخصوصية\n\n{MORE}") == []
    assert "BP013" in codes(f"{PROSE}\n© جميع الحقوق محفوظة 2023\nسياسة الخصوصية")
    assert codes(f"{PROSE}\nالرئيسية\nمن نحن\nاتصل بنا") != []


def test_numbers_vouch_for_nothing() -> None:
    numbers = "\n".join(str(3601117604 + n * 7) for n in range(12))
    assert codes(f"{PROSE}\n{numbers}\n{MORE}") == []


def test_items_of_a_list_are_not_furniture() -> None:
    assert codes(f"{PROSE}\n- دراسة السوق\n- إعلان\n- تطوير العلامة التجارية") == []


def test_certain_lines_are_safe_and_placed_ones_are_not() -> None:
    text = f"الرئيسية / رياضة\n4 يناير 2011\n{PROSE}\nزر الذهاب إلى الأعلى"
    trust = {d.code: d.fix.applicability for d in LINTER.check(text) if d.fix}
    assert trust == {"BP010": Applicability.SAFE, "BP011": Applicability.UNSAFE, "BP002": Applicability.SAFE}


def test_markdown_headings_and_links_are_the_authors() -> None:
    text = f"# المصدر\n\n{PROSE}\n\nمقالات ذات صلة\n---\n\n[تابعنا على تويتر](https://example.com)\n"
    assert codes(text, "markdown") == []


def test_html_keeps_its_tags() -> None:
    text = f"<p>{PROSE}</p>\n<p>{MORE}</p>\n<div>زر الذهاب إلى الأعلى</div>\n"
    assert codes(text, "html") == ["BP002"]
    assert fixed(text, "html") == f"<p>{PROSE}</p>\n<p>{MORE}</p>\n<div></div>\n"


def test_quoted_lines_and_code_stay() -> None:
    assert codes(f"{PROSE}\n«اقرأ أيضا»\n{MORE}") == []
    assert codes(f"{PROSE}\n\n```\nزر الذهاب إلى الأعلى\n```\n\n{MORE}", "markdown") == []


def test_sentences_inside_a_line() -> None:
    assert fixed(f"{PROSE} تابع التفاصيل على موقعنا.\n{MORE}") == f"{PROSE}\n{MORE}"
    unknown = LINTER.check(f"{PROSE} تابع التفاصيل على صدى البلاد.")
    assert [(d.code, d.fix) for d in unknown] == [("BP016", None)]


def test_a_known_origin_limits_learned_lines(tmp_path) -> None:  # type: ignore[no-untyped-def]
    pack = tmp_path / "learned.toml"
    pack.write_text(
        '[pack]\nid = "l"\nprefix = "BP"\ntitle = "l"\n[[rule]]\ncode = "BP700"\nname = "learned"\nkind = "line"\n'
        'since = "1"\nmessage.en = "x"\nmessage.ar = "س"\nwhy = "x"\nhosts = ["example.org"]\n'
        '[rule.lines]\ncertain = ["شركاء النجاح"]\n',
        encoding="utf-8",
    )
    linter = Linter(Config(select=("BP",), extend_packs=(str(pack),)))
    text = f"{PROSE}\nشركاء النجاح"
    assert linter.check(text, meta={"url": "https://www.example.org/1"})
    assert linter.check(text)
    assert not linter.check(text, meta={"url": "https://example.com/1"})
