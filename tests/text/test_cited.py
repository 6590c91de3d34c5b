"""Which words and marks a line speaks of, and which it uses."""

from __future__ import annotations

import pytest

from arlint.text.cited import _ABOUT_HEADS, _ABOUT_PHRASES, cited, has_hint, is_particle_spoken_of


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("كلمة «لاكن» خطأ", ["لاكن"]),
        ("جاءت مرادفا للفظ «هاذا» وللكلمة «لاكن»", ["هاذا", "لاكن"]),
        ("قل: استخدام، ولا تقل: إستخدام", ["إستخدام"]),
        ("من الأخطاء الإملائية: لاكن، هاذا، ذالك", ["لاكن، هاذا، ذالك"]),
        ("من الخطأ (أبن) في هذا الموضع", ["أبن"]),
        ("الفرق بين «إذا» و«إذن»", ["إذا", "إذن"]),
        ("من الترجمات الحرفية «مسدس التدخين»", ["مسدس التدخين"]),
        ("الفاصلة العربية ، والإنجليزية , في النص", [" ، "]),
        ("ودخل المدينه [كذا] ليلا، ثم انشاء (كذا في الأصل) سورا", ["المدينه", "انشاء"]),
        ("ودخل المدينه [كذا] ليلا", ["المدينه"]),
        ("الخطأ الشائع: مسؤل - الصواب: مسؤول", ["مسؤل"]),
        ("إستعمال ← استعمال", ["إستعمال"]),
        ("يكتبون مسؤل بدل مسؤول", ["مسؤل"]),
        ("كتبها لاكن، وهو خطأ", ["لاكن"]),
        ("كثيرون يكتبون «هاذا» و«شيئ» بدل «شيء»", ["هاذا", "شيئ"]),
        ("الصواب: ابن لا إبن، واسم لا إسم.", ["إبن", "إسم"]),
        ("❌ إنشاء الله", ["إنشاء الله"]),
    ],
)
def test_words_spoken_of(line: str, words: list[str]) -> None:
    assert has_hint(line)
    found = [line[start:end] for start, end in cited(line)]
    assert set(words) <= set(found)


@pytest.mark.parametrize(
    "line",
    [
        "ألقى الوزير كلمة قال فيها: «نحن أمام فرصة كبيرة جدا»",
        "صدر البيان (الأخير) عن «الاتحاد» أمس",
        "أعرب عن قلقه، وقال «نعم» على النحو التالي",
        "لفظ أنفاسه الأخيرة في المستشفى",
        "اشترى دفترا بدل كتاب الى أخيه",
        "❌ لا تدخل الى الموقع من هنا في الليل",
    ],
)
def test_words_in_use(line: str) -> None:
    assert list(cited(line)) == []


def test_a_particle_is_spoken_of_among_terms_of_grammar() -> None:
    grammar, news = "باب «أن» و«ليت»، وهي تابعة لإن", "خرج لإن الوقت تأخر"
    assert is_particle_spoken_of(grammar, grammar.index("لإن"), len(grammar))
    assert not is_particle_spoken_of(news, 4, 7)


def test_each_word_about_writing_makes_its_line_one() -> None:
    stems = ("همزة", "الإملاء", "نحوي", "النحاة", "المعجم", "الترقيم")
    words = {clitic + word for clitic in ("", "و", "ب") for word in stems}
    for word in words | {"معاجم", "وصوابها", "المخطوطة", "لهجات", "والفاصلة", "إملائية"}:
        line = f"تحدث الكاتب عن {word} وذكر «لاكن» مثالا"
        assert [line[start:end] for start, end in cited(line)] == ["لاكن"], word


def test_every_phrase_about_writing_has_a_head_that_is_looked_for_first() -> None:
    assert [phrase for phrase in _ABOUT_PHRASES if not any(head in phrase for head in _ABOUT_HEADS)] == []
