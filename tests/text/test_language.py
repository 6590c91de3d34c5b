"""Passages of other languages in Arabic letters, and Arabic that only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint.text.language import foreign_regions


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in foreign_regions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم بروم و کتاب بخرم.",
        "تهران پایتخت ایران است و جمعیت زیادی دارد.",
        "دولت اعلام کرد که این قانون را از فردا اجرا می\u200cکند.",
        "اين مرد كه ديروز آمد چرا نيست",
        "یہ ایک اردو جملہ ہے جو یہاں لکھا گیا ہے۔",
        "پاکستان کے وزیر اعظم نے کہا ہے کہ حکومت عوام کو سہولیات فراہم کرے گی۔",
        "ئەم ڕستەیە بە زمانی کوردی نووسراوە.",
        "هێشتا ناڕوونە کە ئایا هەڵبژاردنەکان لە کاتی خۆیاندا بەڕێوە دەچن",
        "دا د پښتو ژبې یوه جمله ده چې دلته لیکل شوې ده.",
        "بۇ ئۇيغۇر تىلىدا يېزىلغان بىر جۈملە.",
        "هي سنڌي ٻوليءَ جو هڪ جملو آهي.",
    ],
)
def test_whole_passages(text: str) -> None:
    assert found(text) == [text]
    assert found(f"قال الوزير هذا في المؤتمر.\n{text}\nثم عاد إلى بلاده.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "زار الوزیر مدينة الکوفة أمس.",
        "الرئیس، کتاب",
        "رئیس جمهوریة إیران یستقبل وزیر خارجیة الکویت فی طهران",
        "قررت الھیئة العامة للاتصالات وتقنیة المعلومات الكویتیة حجب ھذه التطبیقات، علی ما قال الرئیس.",
        "تشيلي وگوتنبرگ وإنڤيديا وچورچ وگوگل وپاريس",
        "دخل مطعم پيتزا في بغداد، وقال: چان هنا.",
        "حلقت الطائرة فوق پاکستان أمس",
        "يآللهہ قسم يستآهہلون آللهہ يگثر من آمثآلهہم",
        "نص عربي خالص لا حرف فيه من غيره.",
        "",
    ],
)
def test_arabic_stays(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: «می\u200cخواهم کتاب بخوانم» ثم ذهب الرئیس إلى مكتبه.", ["«می\u200cخواهم کتاب بخوانم»"]),
        ("كتاب إقبال (پس چه باید کرد) منشور في الکویت.", ["(پس چه باید کرد)"]),
        ("نقلت شبكة «ڕووداو» عن الرئیس قوله.", ["«ڕووداو»"]),
        ("قال المتحدث هذا. این کتاب را خواندم. ثم عاد الرئیس إلى البيت.", [" این کتاب را خواندم."]),
        ("این خبر را «قال الرئيس إن الوضع في البلد مستقر» خواندیم که باید", None),
    ],
)
def test_passages_inside_arabic(text: str, expected: list[str] | None) -> None:
    if expected is None:
        assert not any("الرئيس" in region for region in found(text))
    else:
        assert found(text) == expected


def test_neighbouring_lines_are_one_passage() -> None:
    verse = "این چه شوری است که در دور قمر می\u200cبینم\nهمه آفاق\nهیچ رحمی نه برادر به برادر دارد"
    assert found(verse) == [verse]


LETTERS = st.text(alphabet='است کهرایمےہەۆ«»"().؟!:\n\u200c\u064bالعربةab ', max_size=120)


@given(st.text() | LETTERS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sorted_disjoint_spans(text: str) -> None:
    last = -1
    for start, end in foreign_regions(text):
        assert last < start < end <= len(text)
        last = end


def test_the_titles_of_a_foreign_text_go_with_it() -> None:
    text = "اردو\nبسم اللہ الرحمن الرحیم\n۱۔ تصویر و مصور\nپاکستان کے وزیر اعظم نے کہا ہے کہ یہ وقت اتحاد کا ہے۔\nاصول"
    assert found(text) == [text]


def test_arabic_beside_a_long_foreign_passage_stays() -> None:
    foreign = "می\u200cخواهم بروم و کتاب بخرم که برای همه است"
    arabic = "وقال المسؤول في المؤتمر إن الحکومة تدعم التعلیم وإن العمل سيبدأ غدا."
    assert found(f"ثم قال لهم ما يلي:\n{foreign}.\nثم ضحك الرئیس.") == [f"{foreign}."]
    assert found(f"{foreign}، {foreign}.\n{arabic}") == [f"{foreign}، {foreign}."]
