"""The kind `entity`: what decides, what a fix keeps, and what settles that a phrase is what it says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.config import Config
from arlint.linter import Linter
from arlint.model import Applicability, Diagnostic
from arlint.packs.entities import entries
from arlint.packs.entities.entity import Entity, EntityRule
from arlint.packs.entities.evidence import Cues, resolve
from arlint.packs.entities.topic import Topic
from arlint.packs.schema import Message, PackError
from arlint.text.fold import fold

CASES = Path(__file__).with_name("entity_cases.tsv")
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
LINTER = Linter(Config(select=("NE", "MT")))
AMNESTY = "منظمة العفو الدولية"


def found(text: str, **meta: str) -> list[Diagnostic]:
    """What the rules find in `text`."""
    return LINTER.check(text, meta=dict(meta))


def cases(verdict: str) -> list[str]:
    """The sentences of the file that must fire, or must stay silent."""
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [text for kind, text in rows if kind == verdict]


@pytest.mark.parametrize("text", cases("fire"))
def test_a_mistranslated_name_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", cases("silent"))
def test_the_real_bearer_of_a_name_is_left_alone(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("رقائق " + AMNESTY, "رقائق الذكاء الاصطناعي"),
        ("البنية التحتية لمنظمة العفو الدولية", "البنية التحتية للذكاء الاصطناعي"),
        ("تعمل بمنظمة العفو الدولية", "تعمل بالذكاء الاصطناعي"),
        ("نظام منظمة العفو الدولية التوليدية", "نظام الذكاء الاصطناعي التوليدي"),
        ("بفضل منظمة العفو الدولية التوليدية", "بفضل الذكاء الاصطناعي التوليدي"),
        ("تعمل بمنظمة العفو الدولية التوليدية", "تعمل بالذكاء الاصطناعي التوليدي"),
        ("يمكن لمنظمة العفو الدولية أن يحل محل المبرمجين", "يمكن للذكاء الاصطناعي أن يحل محل المبرمجين"),
        ("الاستثمار في منظمة العفو الدولية التوليدية", "الاستثمار في الذكاء الاصطناعي التوليدي"),
        ("لتطوير منظمة العفو الدولية المحلية", "لتطوير الذكاء الاصطناعي المحلي"),
        ("مستقبل منظمة العفو الدولية مفتوحة المصدر", "مستقبل الذكاء الاصطناعي مفتوح المصدر"),
        ("نماذج منظمة العفو الدولية مفتوحة المصدر", "نماذج الذكاء الاصطناعي مفتوحة المصدر"),
        ("يهدد تطوير منظمة العفو الدولية الخصوصية", "يهدد تطوير الذكاء الاصطناعي الخصوصية"),
        ("كتبت الخادم بلغة الصدأ", "كتبت الخادم بلغة Rust"),
        ("مطورو الخادم بالصدأ", "مطورو الخادم بـRust"),
        ("وثبّت عامل الميناء والخادم", "وثبّت Docker والخادم"),
        ("نموذج اللاما 3", "نموذج Llama 3"),  # the mistranslation is no sign that the text writes لاما
    ],
)
def test_a_fix_keeps_the_clitics_and_the_agreement(before: str, after: str) -> None:
    tail = " على خوادم Nvidia وLinux وGo وفق مطوري OpenAI وبايثون."
    assert LINTER.fix(before + tail, unsafe=True).text == after + tail


@pytest.mark.parametrize(
    "text",
    [
        "قال إن أكبر وأفضل منظمة العفو الدولية سيكلف OpenAI مليارات.",  # an elative that English put first
        "قال كبير علماء الذكاء الاصطناعي في رقائق منظمة العفو الدولية من Nvidia.",  # the name stands there already
        "إن تطوير منظمة العفو الدولية قد تمت مشاركتها عبر OpenAI وNvidia.",  # a verb that agrees with the wrong word
        "سيارات تقودها منظمة العفو الدولية في شوارع المدينة الكبيرة.",  # its subject, which the verb agrees with
        "قال ألتمان إن منظمة العفو الدولية ستغير كل شيء في OpenAI.",  # a verb after it that has it as its subject
        "كيف غيّرت منظمة العفو الدولية صناعة الأزياء في خمس سنوات؟",
        "هل يمكن لمنظمة العفو الدولية أن تحل محل المبرمجين؟",
        "يعتمد رقائق هذه منظمة العفو الدولية من Nvidia وOpenAI.",  # a demonstrative that agrees with it
        "قال ألتمان إن منظمة العفو الدولية التوليدية ستغير كل شيء في OpenAI.",
        "تحسن منظمة العفو الدولية دقة التشخيص في الأشعة، كما تقول Nvidia.",
        "تتوسع الشركة في منظمة العفو الدولية المتقدمة وروبوتات الدردشة.",  # perhaps the company's own adjective
        "يعتمد على منظمة العفو الدولية وحدها في ترجمة النصوص مع GPT.",
        "يعزز نظام منظمة العفو الدولية الهاتفية مبيعات Nvidia.",  # an adjective that no list has
        "يظن ألتمان أن منظمة العفو الدولية يمكنها تصميم برنامج لكل لاعب.",
        "متى ستتفوق منظمة العفو الدولية على الطبيب في قراءة صور الأشعة؟",
    ],
)
def test_a_fix_that_would_break_the_grammar_is_only_shown(text: str) -> None:
    fixes = [d.fix for d in found(text) if d.code == "NE001"]
    assert [fix.applicability for fix in fixes if fix] == [Applicability.DISPLAY]


@pytest.mark.parametrize(
    ("technology", "organisation"),
    [
        ("اتهم الخصوم نظام {} بالانحياز على الإنترنت.", "اتهم النظام {} بالانحياز على الإنترنت."),
        ("أداة مدعومة من {} لتحرير الصور على الهاتف.", "أداة من {} على الهاتف."),
        ("قدرات التعلم الآلي و{} على الهاتف.", "قدرات الشرطة و{} على الهاتف."),
        ("يحسن تلخيص {} تجربة الهاتف والتطبيقات.", "تتلقى {} تجربة الهاتف والتطبيقات."),
        ("{} التوليدي: الهاتف والتطبيقات", "{}: الهاتف والتطبيقات"),
    ],
)
def test_the_place_in_the_clause_decides(technology: str, organisation: str) -> None:
    assert found(technology.format(AMNESTY))
    assert not found(organisation.format(AMNESTY))


def test_a_cell_of_comma_separated_values_is_context_enough() -> None:
    assert [d.code for d in found("الاسم,الوصف\nديب إل,مترجم يعتمد على " + AMNESTY) if d.code == "NE001"] == ["NE001"]


def test_a_latin_cue_is_found_behind_an_arabic_proclitic() -> None:
    assert Cues(["VirtualBox", "برنامج"]).found(fold("جهز البيئة عبر وVirtualBox والبرنامج"), 4) == [
        "VirtualBox",
        "برنامج",
    ]


@given(st.sampled_from(["", "و", "ف", "ب", "ل", "ك", "وب", "ول"]), st.sampled_from(["شاتغبت", "أوبيناي", "الأنثروبور"]))
def test_a_nonce_is_fixed_safely_behind_every_proclitic(proclitic: str, nonce: str) -> None:
    text = f"كتبوا {'لل' if proclitic.endswith('ل') and nonce.startswith('ال') else proclitic}"
    text = text[: -len("لل")] + proclitic[:-1] + "لل" + nonce[2:] if text.endswith("لل") else text + nonce
    name = {"شاتغبت": "ChatGPT", "أوبيناي": "OpenAI", "الأنثروبور": "Anthropic"}[nonce]
    joined = proclitic + "ـ" if proclitic[-1:] in tuple("بلك") and proclitic else proclitic
    assert LINTER.fix(text + " هنا").text == f"كتبوا {joined}{name} هنا"


def test_a_certain_trace_lowers_the_bar_for_the_rest_of_the_document() -> None:
    weak = "ستصبح أدوات منظمة العفو الدولية للتحقق أرخص كثيرا."
    assert not found(weak)
    assert [d.code for d in found("جعلت شاتغبت الشركات تسرع. تطوير البرمجيات صعب.\n" + weak)] == ["NE005", "NE001"]


def test_what_an_organisation_may_own_is_the_names_where_it_was_certainly_mistranslated() -> None:
    owned = "ستتضاعف ميزانية منظمة العفو الدولية في العام القادم."
    certain = "تبيع إنفيديا رقائق منظمة العفو الدولية لشركة OpenAI."
    assert not found(owned)
    assert len(found(f"{certain}\n{owned}")) == 2
    assert len(found(f"{certain}\nقال رئيس منظمة العفو الدولية إنها قلقة.")) == 1


def test_a_verb_of_campaigning_is_a_veto_in_every_document() -> None:
    text = "جعلت شاتغبت الشركات تسرع.\nودعت منظمة العفو الدولية شركات الذكاء الاصطناعي وOpenAI إلى الحذر."
    assert [d.code for d in found(text)] == ["NE005"]


def test_the_source_of_a_translation_decides_at_once() -> None:
    assert [d.code for d in found(AMNESTY, source_text="AI")] == ["NE001"]
    assert not found("رقائق منظمة العفو الدولية في خوادم Nvidia.", source_text="Amnesty chips in Nvidia servers.")


def test_the_cues_that_decided_are_named_with_their_weight() -> None:
    (finding,) = found("ارتفع الطلب على رقائق منظمة العفو الدولية، فصعد سهم Nvidia.")
    assert finding.cues[0] == "+4 governed by رقائق"
    assert any(cue.endswith("near Nvidia") for cue in finding.cues)


def test_only_a_surer_finding_is_fixed_by_clean() -> None:
    sure = "تبيع إنفيديا رقائق منظمة العفو الدولية لشركة OpenAI."
    assert "الذكاء الاصطناعي" in LINTER.clean_text(sure).text
    unsure = "أصبح مساعد منظمة العفو الدولية في واتساب أسرع."
    assert found(unsure)
    assert LINTER.clean_text(unsure).text == unsure


@pytest.mark.skipif(not (CORPORA / "amnesty_true.jsonl.zst").is_file(), reason="the corpora are not here")
def test_the_organisation_itself_is_never_taken_for_the_technology() -> None:
    zstandard = pytest.importorskip("zstandard")
    with (CORPORA / "amnesty_true.jsonl.zst").open("rb") as file:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8")
        texts = [json.loads(line)["text"] for line in lines]
    assert not [text for text in texts if found(text)]


@pytest.mark.parametrize("text", cases("fire"))
def test_fixing_twice_changes_nothing_more(text: str) -> None:
    once = LINTER.fix(text, unsafe=True).text
    assert LINTER.fix(once, unsafe=True).text == once


@pytest.mark.parametrize(
    ("technology", "organisation"),
    [
        # a noun that organisations do not own, in a passage about other things, and one that they do
        ("أضافت الجامعة مختبرات {} إلى كلية الطب.", "أضافت الجامعة إعلانات {} إلى كلية الطب."),
        # the same noun in a passage about the organisation's own subjects
        ("تدفع فورة {} أسعار المنازل إلى الصعود.", "فورة {} بعد إعدام السجناء وتعذيب المعتقلين في السجون."),
        # ل after the phrase is the doer's
        ("يتوسع استخدام {} في المصانع.", "يتوسع استخدام {} للصور في المصانع."),
        # what follows is masculine, or feminine as the organisation is
        ("وصف المدرب {} بأنه أفضل مساعد له.", "وصف المدرب {} بأنها أفضل صديق له."),
        # a verb of somebody else stands between the officer and the phrase, or none does
        ("كان المدير يختبر {} في فرز الطلبات.", "كان المدير السابق {} في فرز الطلبات."),
    ],
)
def test_a_lone_sentence_is_judged_by_its_governor_and_its_subject(technology: str, organisation: str) -> None:
    assert found(technology.format(AMNESTY))
    assert not found(organisation.format(AMNESTY))


def test_the_short_form_is_found_alone_and_not_within_the_long_one() -> None:
    (finding,) = found("ارتفع الطلب على رقائق العفو الدولية في خوادم Nvidia.")
    assert finding.cues[0] == "+4 governed by رقائق"
    text = "ارتفع الطلب على رقائق منظمة العفو الدولية في خوادم Nvidia."
    assert [text[d.start : d.end] for d in found(text)] == [AMNESTY]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("قارنا بين السرو وPlaywright.", "+2 beside a Latin name"),
        ("انتقلنا من السرو إلى Playwright.", "+2 beside Playwright"),
        ("نستخدم في المشروع الجديد السرو لأن Playwright بطيء.", "+3 in a clause with نستخدم"),
        ("ثبّت السرو على الخادم، فاختبارات Selenium بطيئة.", "+1 near a name in Latin letters"),
    ],
)
def test_neighbours_and_verbs_of_use_speak_for_a_product(text: str, why: str) -> None:
    assert [d for d in found(text) if why in d.cues]


def test_a_verb_of_use_is_not_enough_without_a_cue() -> None:
    assert not found("نستخدم في الحديقة الجديدة السرو لأن النخيل بطيء.")


def test_an_outlet_is_a_source_only_before_a_mark() -> None:
    assert found("لكل رويترز، سيغلق المصنع.")
    assert found("سيغلق المصنع، لكل رويترز")
    assert not found("لكل رويترز مكتب في العاصمة.")


def test_the_words_of_a_passage_are_weighed_once_each() -> None:
    topic = Topic(["سجون=1.5", "كتاب=-0.5"])
    assert topic.score(fold("والسجون والسجون للكتاب")) == 1.0
    assert not Topic([])
    with pytest.raises(PackError, match="كتاب"):
        Topic(["كتاب"])


def test_cues_are_stems_in_arabic_and_words_in_latin() -> None:
    cues = Cues(["برمج", "علم_", "Go"])
    assert cues.found(fold("والبرمجة بلغة Go"), 5) == ["برمج", "Go"]
    assert cues.found(fold("علمي Google"), 5) == []


def test_a_wrong_row_names_the_rule_and_the_entry() -> None:
    for row in (("XX001", "Name", "", "شكل", "sure", "score"), ("XX001", "Name", "", "شكل", "safe", "scores")):
        spec = Entity(code="XX001", name="x", since="1", message=Message("", ""), why="", rows=(row,))
        with pytest.raises(PackError, match=r"XX001.*'Name'"):
            EntityRule(spec).entry(0)
    with pytest.raises(PackError, match="@sea"):
        resolve("@sea", {})
    with pytest.raises(PackError, match="weights"):
        entries.weights({"weights": ("heads=3",)})


@pytest.mark.parametrize("name", ["entities.tsv", "calques.tsv"])
def test_no_row_of_a_list_is_idle(name: str) -> None:
    """Every set of cues is used, by name or by the kind itself, and no row stands there twice."""
    text = (Path(__file__).resolve().parents[2] / "rules" / "lists" / name).read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row and not row.startswith("#")]
    assert len(rows) == len(set(rows))
    sets = [row.split("\t")[1] for row in rows if row.startswith("*\t@")]
    of_the_kind = {"@weights", "@topic", "@traces", "@use", "@works"}
    assert [one for one in sets if one not in of_the_kind and text.count(one) < 2] == []


def test_a_text_that_speaks_of_the_real_bearer_means_it_elsewhere_too() -> None:
    tool = "وكانت أداة منظمة العفو الدولية لرصد التحيز في نماذج الذكاء الاصطناعي قد نشرت على GitHub."
    bearer = "أصدرت منظمة العفو الدولية ورقة عن المعونات. وقال مدير في منظمة العفو الدولية إن الخلل قديم. "
    assert found(tool)
    assert not found(bearer + tool)
    assert found(bearer + "وتبيع الشركة رقائق منظمة العفو الدولية لمراكز البيانات.")
