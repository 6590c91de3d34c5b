"""What the rules about punctuation find and what they leave alone."""

from __future__ import annotations

import pytest

from arlint import Config, Linter

LINTER = Linter(Config(select=("PN",)))


def codes(text: str) -> list[str]:
    return [d.code for d in LINTER.check(text)]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("أعلن الوزير ، أمس ، أن العام سيبدأ .", "أعلن الوزير، أمس، أن العام سيبدأ."),
        ('قال المدير العام للشركة أمس :"سنعود".', 'قال المدير العام للشركة أمس: "سنعود".'),
        ("خسرت ألمانيا ،بطلة العالم ، مباراتها.", "خسرت ألمانيا، بطلة العالم، مباراتها."),
        ("حضر المدير،والمعلمون؛والطلاب.", "حضر المدير، والمعلمون؛ والطلاب."),
        ("اشترى خبزا, ولبنا; ثم عاد?", "اشترى خبزا، ولبنا؛ ثم عاد؟"),
        ("وصل الوفد،، ثم غادر،.", "وصل الوفد، ثم غادر."),
        ("هل وصل؟. نعم!.", "هل وصل؟ نعم!"),
        ("وصل الوفد ( بعد تأخير ) أمس.", "وصل الوفد (بعد تأخير) أمس."),
        ("قال لـ»النهار» إن العمل بدأ.", "قال لـ«النهار» إن العمل بدأ."),
        ("شكر المدرب لاعبيه، ، ووعدهم بمكافأة.", "شكر المدرب لاعبيه، ووعدهم بمكافأة."),
        ('قال إن القرار "نهائي " ولا عودة عنه.', 'قال إن القرار "نهائي" ولا عودة عنه.'),
        ('نشر كتاب " الطريق" ثم قال: " لن أعود ".', 'نشر كتاب "الطريق" ثم قال: "لن أعود".'),
    ],
)
def test_mended(text: str, fixed: str) -> None:
    assert LINTER.fix(text, unsafe=True).text == fixed


@pytest.mark.parametrize(
    "text",
    [
        "ارتفع المؤشر 1,250.75 نقطة عند 09:30، أي 2.5%، وصدر الإصدار 3.1.4.",
        'اقتبس عبارة "To be, or not to be; that is the question?" من المسرحية.',
        "سكت قليلا... ثم قال: «لا أدري…».",
        "بدأ الوزير كلمته قائلا: «نحن أمام فرصة تاريخية.\n\n«وأضيف أن العمل لم يكتمل بعد».",
        "ذكرت سي.إن.إن وموقع العربية.نت أن السعر 1،5 دينار.",
        "كيف حالك اليوم :) أنا بخير ;)",
        "إذا كانت س > 3 و ص < 5 فإن المجموعة [1، 2، 3] محدودة، و f(x) = (x + 1).",
        "المجموعة f(x) = {x : x > 0} محدودة.",
        "أ.د. سامي علي، ص.ب. 123، هاتف 022345678.",
        "قَالَ المُعَلِّمُ ، اُكْتُبُوا الدَّرْسَ ؛ فِي الدَّفْتَرِ .",
        "قال تعالى: ﴿إِنَّ مَعَ الْعُسْرِ يُسْرًا﴾ وقال النبي ﷺ كلاما طيبا.",
        "توفي سنة 505هـ (1111م)، وألف كتابه عام ٤٨٩ هـ، والنسبة ٣٫٥٪.",
        "نشر يوم الأحد, مايو 29 2022.",
        "1) الأول\n2) الثاني\nأ) الثالث\nب) الرابع",
        "خبر رائع 😀 و👨‍👩‍👧 أيضا!",
        "نص من .NET و Node.js ومن https://example.com/a?b=1,2 كاملا.",
        "العنوان : شارع النهر\nالهاتف : 123",
        'ارتفعت الحرارة إلى 45°، والشاشة 6.1" فقط.',
        "الفترة [0، 1) نصف مفتوحة، وكذلك (2.5, 3] و[0، ∞).",
        "يضع بعضهم الفاصلة الإنجليزية , بدل العربية ، وعلامة الاستفهام ؟ مقلوبة.",
        'قال "أول " ثم " ثان" فلا يعرف أين الاقتباس.',
    ],
)
def test_left_alone(text: str) -> None:
    assert codes(text) == []
    assert LINTER.fix(text, unsafe=True).text == text


def test_a_space_is_left_where_the_marks_of_a_line_do_not_pair() -> None:
    text = 'أعلن فوزه" أمس، وقال "لن أسكت " بحسب "فرق".'
    assert LINTER.fix(text, unsafe=True).text == text


def test_a_lost_quotation_mark_is_located() -> None:
    text = 'قال الوزير: "سنعود غدا"، وأضاف: "العمل مستمر، ثم خرج من القاعة.'
    (finding,) = LINTER.check(text)
    assert (finding.code, finding.start) == ("PN005", text.rindex('"'))
    assert finding.fix is None


def test_french_spacing_is_told_once() -> None:
    text = "قال المدير العام للشركة أمس : نعم ! وسأل الصحفي الحاضر : متى ؟ فأجاب الوزير بعد صمت : غدا ! ثم خرج، وعاد."
    assert codes(text) == ["PN001"]
    assert LINTER.fix(text, unsafe=True).text == text.replace(" :", ":").replace(" !", "!").replace(" ؟", "؟")


def test_classical_spacing_is_told_once() -> None:
    text = "حدثنا الرجل ، عن أبيه ، عن جده ، أنه خرج يوما ؛ فرأى نارا . " * 6
    assert codes(text) == ["PN001"]


def test_policies_are_off_unless_they_are_selected() -> None:
    text = "سكت... ثم قال - وهو يبتسم - «نعم» و«لا»."
    assert codes(text) == []
    chosen = Linter(Config(select=("PN009", "PN010")))
    assert [d.code for d in chosen.check(text)] == ["PN009", "PN010", "PN010"]


def test_quotations_of_several_styles_are_told_once() -> None:
    assert codes("قال «نعم» و«لا» و“ربما” ثم «كلا» و“حسنا”.") == ["PN011"]


def test_a_spaced_latin_comma_is_mended_with_its_space() -> None:
    assert LINTER.fix("وصل المدير , ثم غادر ;وعاد أمس.").text == "وصل المدير، ثم غادر؛ وعاد أمس."


def test_a_spaced_full_stop_before_a_tag() -> None:
    assert LINTER.fix("<p>وصل المدير أمس .</p>", kind="html").text == "<p>وصل المدير أمس.</p>"
