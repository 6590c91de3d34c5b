"""What the rules about spelling find, what they leave alone, and how a document's habit is told."""

from __future__ import annotations

import io
import json
from itertools import islice
from pathlib import Path

import pytest

from arlint import Config, Linter
from arlint.checks.particles import Reading, particle
from arlint.document import Document
from arlint.model import Applicability

LINTER = Linter(Config(select=("SP",)))
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"


def found(text: str) -> list[tuple[str, str]]:
    return [(d.code, text[d.start : d.end]) for d in LINTER.check(text)]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("سافر الى لندن ثم عاد إلى عمله.", "سافر إلى لندن ثم عاد إلى عمله."),
        ("زار الوفد القاهره، وهي مدينة كبيرة.", "زار الوفد القاهرة، وهي مدينة كبيرة."),
        ("زرت قريه صغيره ومدينة كبيرة.", "زرت قرية صغيرة ومدينة كبيرة."),
        ("بحث عنه فى المستشفي القريب من النادي الأهلي.", "بحث عنه في المستشفى القريب من النادي الأهلي."),
        ("قرأ هذة الرواية ولم يجد لدية وقتا.", "قرأ هذه الرواية ولم يجد لديه وقتا."),
        ("انتهى الإجتماع وبدأت أعادة البناء.", "انتهى الاجتماع وبدأت إعادة البناء."),
        ("قال المدير ان العمل بدأ.", "قال المدير إن العمل بدأ."),
        ("وأضاف انه سيعود، وأكد ان الوقت كاف.", "وأضاف أنه سيعود، وأكد أن الوقت كاف."),
        ("لايمكن ذالك، والحمدلله على كل حال.", "لا يمكن ذلك، والحمد لله على كل حال."),
        ("علي الرغم من الضروف لاتزال المحلات مفتوحة.", "على الرغم من الظروف لا تزال المحلات مفتوحة."),
        ("وصل الوفد و غادر الوزير، ثم عاد.", "وصل الوفد وغادر الوزير، ثم عاد."),
        ("سنلتقي إنشاء الله بعد العيد.", "سنلتقي إن شاء الله بعد العيد."),
        ("استمرت المفاوضات حتي ساعة متأخرة.", "استمرت المفاوضات حتى ساعة متأخرة."),
        ("بلغت القيمة مليوني جنية مصري.", "بلغت القيمة مليوني جنيه مصري."),
        ("نشر الموقع الأخباري صورا من أيران.", "نشر الموقع الإخباري صورا من إيران."),
        ("كان اللقاء مثمرآ والطقس باردآ جدآ.", "كان اللقاء مثمراً والطقس بارداً جداً."),
        ("شكر المدير اللذين حضروا الحفل.", "شكر المدير الذين حضروا الحفل."),
        ("بدأ العمل مساءا ولم يحضر أيضآ.", "بدأ العمل مساءً ولم يحضر أيضا."),
    ],
)
def test_mended(text: str, fixed: str) -> None:
    assert LINTER.fix(text, unsafe=True).text == fixed


@pytest.mark.parametrize(
    "text",
    [
        "سار موسى إلى المستشفى، ورأى على الجدار صورة ليلى وسلمى.",
        "أخذ كتابه ومفتاحه، ونظر إلى وجهه في المرآة، وحمد الله على نعمه، ونبه أخاه.",
        "وصل المنتخب و 20 لاعبا و YouTube و«الجزيرة» معا.",
        "يهدف المشروع إلى إنشاء مدارس، وإنشاء الله للكون من عدم.",
        "نقلت شبكة ان بي سي ومحطة سي ان ان الخبر عن اي بي ام.",
        "وكالة و م ع، وحرف و من حروف العلة.",
        "قَالَ المُعَلِّمُ: اُكْتُبُوا الدَّرْسَ الى آخِرِهِ.",
        "مش عارف ليش المدرسه بعيده، اللي يبي يروح الحين يروح الى هناك.",
        "قال تعالى: ﴿وَهُوَ الَّذِي خَلَقَ السَّمَاوَاتِ﴾ في سنة 1445هـ ﷺ.",
        "هل تعلم أن العلم نور؟ اذكر ثلاثة أمثلة.",
        "«ابسط يدك أبايعك» قال الرجل.",
        "من می‌خواهم کتاب بخوانم و به مدرسه بروم.",
        "یہ ایک اردو جملہ ہے جو یہاں لکھا گیا ہے۔",
        "استخدم `ألى` و https://example.net/الى و #الاخبار.",
        "مسؤول ومسئول، أمريكي وأميركي، إسبانيا وأسبانيا، جوجل وغوغل.",
        "أتى الأخباري بروايات كثيرة عن أيام العرب، وقال فيليب حتي إنها مدونة.",
        "لم أبن رأيي على ظن، وقد لان جانبه، وصعد إلى علية البيت.",
        "اللحم غير مستوي، والكاتب عبدالكريم المدي معروف.",
        "قصف موقع في مديرية الضحي، وسقطت غزة كما سقطت كغزى من قبل.",
        "تقع النقطة على السطح المستوي، ويعرف المناطقة العكس المستوي.",
        "عادت المدينة إلى سابق عهدها، وعادت الحياة إلى احياءها القديمة.",
        "«لا» درست ملحقة بكان، ثم تابعة لإن؛ إذ كانت تماثلها في العمل.",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(text) == []
    assert LINTER.fix(text, unsafe=True).text == text


@pytest.mark.parametrize(
    "text",
    [
        'يكتب بعض الطلاب كلمة "إلى" بلا همزة هكذا: "الى"، وهذا خطأ.',
        "من الأخطاء الشائعة كتابة «لاكن» بدلا من «لكن»، وكتابة هاذا، والصواب هذا.",
        "الصواب أن تكتب «إن شاء الله» لا «إنشاء الله».",
        "قل: استخدام، ولا تقل: إستخدام؛ فهمزتها همزة وصل في (إسم) و(إبن).",
        "لفظ «شئ» خطأ شائع صوابه «شيء».",
        "الفعل «اتى» يكتب بالهمزة «أتى»، والحرفان «ي» و«ى» مثل «المصرى» و«المصري».",
        'ما الفرق بين "ان" و"أن" و"إن"؟',
        "تكتب «ابن» بغير ألف بين علمين، ومن الخطأ (أبن).",
        "من الأخطاء الإملائية الشائعة: لاكن، هاذا، ذالك.",
    ],
)
def test_words_that_the_text_speaks_of_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_quotation_in_other_talk_is_looked_at() -> None:
    assert found("ألقى الوزير كلمة أمام الحفل قال فيها: «سنسافر الى لندن غدا».") == [("SP001", "الى")]


@pytest.mark.parametrize(
    ("text", "trust"),
    [
        ("عادت ⟦الاسره⟧ إلى بيتها.", Applicability.SAFE),
        ("حقق ⟦استفاده⟧ كبيرة.", Applicability.UNSAFE),  # he gained it
        ("وصلت القوات إلى ميناء ⟦الخوخه⟧ أمس.", Applicability.UNSAFE),  # rare words are names of places
        ("شاهد الخطاب ⟦المتلقى⟧ أمس.", Applicability.UNSAFE),  # a participle, active or passive
        ("انتقل إلى حي «⟦القاهره⟧» القديم.", Applicability.UNSAFE),  # quoted alone: a name, or spoken of
        ("قال المدير ⟦المصرى⟧ إن العمل بدأ.", Applicability.SAFE),
        ("سافر ⟦اليه⟧ وفد كبير.", Applicability.SAFE),
        ("يتطلب ⟦اليه⟧ النشر وقتا.", Applicability.UNSAFE),  # the mechanism, without the dots of its ة
        ("كان يحفظ الشعر ⟦طويله⟧ وغيره.", Applicability.UNSAFE),  # the long ones of it
        ("قدم الفريق ⟦أداءا⟧ رائعا.", Applicability.SAFE),
        ("وصل الوفد ⟦مساءا⟧ برفقة الوزير.", Applicability.SAFE),
        ("يقارن البحث التلدين ⟦المحاكى⟧ بغيره.", Applicability.UNSAFE),  # simulated, or what simulates
        ("كان ⟦أداءا⟧ ميسي ورونالدو متقاربين.", Applicability.UNSAFE),  # of two players
        ("انتهى ⟦لقاءا⟧ مالطا وإيطاليا بالتعادل.", Applicability.UNSAFE),
    ],
)
def test_a_doubtful_word_is_no_safe_fix(text: str, trust: Applicability) -> None:
    start = text.index("⟦")
    (hit,) = LINTER.check(text.replace("⟦", "").replace("⟧", ""))
    assert (hit.start, hit.fix and hit.fix.applicability) == (start, trust)


@pytest.mark.parametrize(
    "text",
    [
        "لا حل لما يعان\u064eى منه الناس.",  # a fatha makes it the passive
        "قرأ درس مدرسه\u064f القديم.",
        "لم أ\u064fسم\u0651\u0650 أحدا.",
        "وقعوا بموجب وكالاتهم القديمة.",
        "سافر كوندى أمس.",  # a foreign name alone
        "ينخفض الخطأ أسيا\u064b، وينمو العدد نموا أسيا.",  # exponentially
        "لعب في دورة الآسياد، ودرس المدرسة الأخبارية، ولا يساوى به أحد.",
        "الري\u0651غى: يقال ر\u064eي\u0652غ\u064eى للتراب، هي الر\u0651ي\u0652غ\u064eى.",  # marks tell once
        "قالت إنه ده كويس فى البيت.",
    ],
)
def test_what_only_looks_like_a_slip(text: str) -> None:
    assert found(text) == []


def test_a_name_is_told_where_the_text_has_the_same_slip_elsewhere() -> None:
    text = "قال مودينى إن النادى المصرى فاز."
    assert [word for _, word in found(text)] == ["النادى", "المصرى"]
    text = "سافر الى لندن مع اماديو أمس."
    assert [word for _, word in found(text)] == ["الى", "اماديو"]
    assert found("سافر إلى لندن مع اماديو أمس.") == []


def test_the_end_of_a_longer_word_is_no_dialect() -> None:
    text = "بعد المعايده والتهنئة الطويلة التي تحدث فيها جميع الحاضرين عن بلادهم سافر الى لندن."
    assert "الى" in [word for _, word in found(text)]


def test_verse_is_left_alone() -> None:
    poem = "ألم تسمعي نبضات الفؤاد\nأنافت على العد في الثانيه\nوإحدى يديك تشد عليه\nودمعي تمسكه الثانيه\n"
    assert found(poem) == []


def test_marks_and_tatweel_survive() -> None:
    assert LINTER.fix("زرت المَدرســه الكبيرة.").text == "زرت المَدرســة الكبيرة."


def test_the_mark_that_stood_for_a_hamza_goes() -> None:
    assert LINTER.fix("بحثت اللجنة مكافحة الا\u064dرهاب.").text == "بحثت اللجنة مكافحة الإرهاب."


def test_a_word_of_doubtful_hamza_is_only_shown() -> None:
    (finding,) = LINTER.check("لم يبق في القاعة الا رجل واحد.")
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY


FILLER = "وقع الطرفان مذكرة تفاهم في مقر الوزارة بحضور عدد من رجال الصحافة. " * 8
STYLE = "قال احمد ان الاجراءات الامنية الاخيرة اساسية الى اجل، واكد ان الاسعار افضل من الاسبوع الماضي. "


def test_a_house_style_is_told_once_and_only_shown() -> None:
    (finding,) = LINTER.check(FILLER + STYLE * 3)
    assert finding.code == "SP011"
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY
    assert len(finding.related) + 1 == len(finding.fix.edits)


def test_a_house_style_is_made_uniform_where_the_configuration_names_the_rule() -> None:
    named = Linter(Config(select=("SP",), extend_safe_fixes=("SP011",)))
    family = Linter(Config(select=("SP",), extend_safe_fixes=("SP",)))
    assert named.fix(STYLE).text.startswith("قال أحمد إن الإجراءات الأمنية الأخيرة أساسية إلى أجل، وأكد أن الأسعار")
    assert family.fix(STYLE).text == STYLE


def test_words_that_a_text_writes_wrong_each_time_are_one_safe_finding() -> None:
    right = "أعلن الأمين أن الأعضاء أكملوا أعمالهم أمس، وأن الأسعار أعلى من أسعار الأشهر الأولى. "
    (finding,) = LINTER.check(FILLER + right + "سافر الوفد الايراني امس ثم عاد الى بيته.")
    assert finding.code == "SP011"
    assert finding.fix is not None
    assert (finding.fix.applicability, len(finding.fix.edits)) == (Applicability.SAFE, 3)


def test_a_text_that_writes_both_ways_is_told_of_each_slip() -> None:
    text = "وصل المصرى إلى النادي الليبي، وقال لاعب المنتخب المصري إن الفريق جاهز، وأشاد بالجمهور الوطني الذي حضر."
    assert found(text) == [("SP002", "المصرى")]


def test_the_final_ya_of_egypt_is_told_once() -> None:
    text = "قال رئيس النادى إن اللاعب الأساسى لن يشارك فى المباراة التى تقام الأسبوع الماضى بالملعب الرياضى."
    assert [code for code, _ in found(text)] == ["SP012"]


def test_one_word_from_another_keyboard_hides_no_detached_waw() -> None:
    farsi_yeh, keheh = "\u06cc", "\u06a9"
    assert [code for code, _ in found(f"حضر الوز{farsi_yeh}ر والمدرسة الجديدة و الطلاب معا.")] == ["SP008"]
    assert found(f"كتب على السبورة {keheh}تاب و قلم ثم خرج.") == []


def test_a_detached_waw_throughout_is_told_once() -> None:
    text = "حضر الوزير و المدير و نائبه، و وقع الجميع العقد و غادروا القاعة و عادوا."
    assert [code for code, _ in found(text)] == ["SP008"]
    assert LINTER.fix(text).text == text.replace(" و ", " و")


@pytest.mark.parametrize(
    ("text", "word", "reading"),
    [
        ("يقول الخبير الاقتصادي ان", "ان", Reading("إن", sure=True)),
        ("يجب ان", "ان", Reading("أن", sure=True)),
        ("على ان", "ان", Reading("أن", sure=True)),
        ("حيث انه", "انه", Reading("إنه", sure=True)),
        ("قال إن الرجل يعلم انه", "انه", Reading("أنه", sure=True)),
        ("قال إن الرجل الذي ان", "ان", Reading("أن", sure=False)),
        ("في البيت انه", "انه", None),
    ],
)
def test_particles(text: str, word: str, reading: Reading | None) -> None:
    assert particle(text, len(text) - len(word), word) == reading


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside this checkout")
def test_real_vocalised_text_is_left_alone() -> None:
    zstandard = pytest.importorskip("zstandard")
    stream = zstandard.ZstdDecompressor().stream_reader((CORPORA / "clean_news.jsonl.zst").open("rb"))
    linter, seen = Linter(Config(select=("SP", "PN", "RP"))), 0
    for line in islice(io.TextIOWrapper(stream, encoding="utf-8"), 20_000):
        record = json.loads(line)
        if "quran" in record["kind"] or "tashkeela" in record["kind"]:
            seen += 1
            fixed = linter.fix(record["text"], unsafe=True)
            assert fixed.text == record["text"], record["id"]
    assert seen


def test_texts_without_arabic_have_no_words_to_look_at() -> None:
    assert list(LINTER.check("The quick brown fox, 12:30; what?")) == []
    assert Document("").encoded == b""
