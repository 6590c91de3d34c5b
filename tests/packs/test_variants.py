"""Names: the list, the tasks of the kind `variants`, clitics in both directions, house lists."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

from arlint import engine
from arlint.config import BrandsConfig, Config, ConfigError
from arlint.document import Document
from arlint.linter import Linter
from arlint.model import Applicability
from arlint.packs.index import Entry
from arlint.packs.load import load
from arlint.packs.names.forms import is_latin, without_article
from arlint.packs.names.mentions import compile_names
from arlint.packs.names.slips import slips_of
from arlint.packs.phrase import stem
from arlint.packs.schema import PackError
from arlint.ruleset import RuleSet
from arlint.text.fold import fold
from arlint.text.lists import builtin_root
from arlint.text.words import attach, split_prefix

PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
ROOT = Path(str(builtin_root()))


def build(code: str, brands: BrandsConfig) -> RuleSet:
    config = Config(brands=brands)
    specs = [spec for pack in load(ROOT / "brands.toml", trusted=True) for spec in pack.rule]
    return RuleSet([Entry.of(spec, config) for spec in specs if spec.code.startswith(code)], config)


@cache
def rules(code: str, script: Literal["keep", "majority", "latin", "arabic"] = "majority") -> RuleSet:
    return build(code, BrandsConfig(script=script))


def fix(text: str, code: str = "BR", *, script: Any = "majority", **house: Any) -> str:
    chosen = build(code, BrandsConfig(script=script, **house)) if house else rules(code, script)
    return engine.fix(Document(text), chosen, engine.accepts(Applicability.UNSAFE)).text


def found(text: str, code: str = "BR") -> list[str]:
    return [text[d.start : d.end] for d in engine.check(Document(text), rules(code))]


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    spec = next(iter(load(ROOT / "brands.toml", trusted=True)[0].rule))
    assert spec.kind == "variants"
    return tuple((*row, *("",) * (7 - len(row))) for row in spec.rows)  # type: ignore[union-attr]


def sure_names() -> list[tuple[str, str]]:
    """Names whose scripts are made the same, with an Arabic spelling that needs no cue."""
    return [
        (latin, arabic.split("|")[0])
        for latin, _, _, arabic, cues, _, flags in rows()
        if arabic and "{" not in arabic and not arabic.split("|")[0].endswith("?")
        and not set(flags.split()) & {"apart", "word", "anycase", "bare"} and "!" not in cues
    ]  # fmt: skip


def test_the_list_is_long_and_has_people() -> None:
    kinds = Counter(row[1] for row in rows())
    assert sum(kinds.values()) > 500
    assert kinds["person"] > 60
    assert set(kinds) == {"company", "product", "model", "media", "person", "place"}


def test_no_spelling_belongs_to_two_names() -> None:
    owners: dict[bytes, str] = {}
    for latin, _, also, arabic, *_ in rows():
        for spelling in (latin, *also.split("|"), *arabic.split("|")):
            bare = spelling.rstrip("?")
            if bare and "{" not in bare:
                literal = fold(bare) if is_latin(bare) else stem(bare)
                assert owners.setdefault(literal, latin) == latin, bare


@pytest.mark.parametrize(("row", "problem"), [
    (("Nameo", "company", "", "نيمو", "", "", "shiny"), "unknown flag 'shiny'"),
    (("Nameo", "company", "", "{Other} نيمو"), "refers to 'Other', which is no row"),
    (("Nameo",) * 8, "has 8 columns"),
])  # fmt: skip
def test_a_bad_row_is_named(row: tuple[str, ...], problem: str) -> None:
    with pytest.raises(PackError, match=re.escape(problem)):
        compile_names((row,))


@pytest.mark.parametrize(("text", "wanted"), [
    ("أعلنت Openai وDeepseek ذلك.", "أعلنت OpenAI وDeepSeek ذلك."),
    ("شراكة بـ Openai’s الجديدة", "شراكة بـ OpenAI’s الجديدة"),
    ("نموذج Meta Ai القادم", "نموذج Meta AI القادم"),
    ("حساب الشركة على Youtube", "حساب الشركة على YouTube"),
    ("بعد Meta وMeta وMeta جاءت META.", "بعد Meta وMeta وMeta جاءت Meta."),
])  # fmt: skip
def test_case(text: str, wanted: str) -> None:
    assert fix(text, "BR001") == wanted


@pytest.mark.parametrize("text", [
    "ثبّت الحزمة بالأمر pip install openai ثم استورد openai في ملف main.py.",
    "تابعنا على @openai و#openai أو https://openai.com/Chatgpt أو press@Openai.com.",
    "نموذجا DeepSeek-R1 وgpt-4o-mini وLlama 3.1.",
    "علامة meta في الصفحة، وقطعة apple واحدة، وحقل x.",
    "شركتا NVIDIA وNvidia.",
    "يستخدم نمط ReAct، وكُتبت الواجهة بإطار React.",
    "tags: rag, openai, chatgpt",
])  # fmt: skip
def test_case_that_is_meant(text: str) -> None:
    assert not found(text, "BR001")


@pytest.mark.parametrize(("text", "wanted"), [
    ("ديب سيك تنمو، وديبسيك تعلن، ولديب سيك خطط.", "ديب سيك تنمو، وديب سيك تعلن، ولديب سيك خطط."),
    ("واتساب أول. واتساب ثان. واتس اب ثالث.", "واتساب أول. واتساب ثان. واتساب ثالث."),
    ("طرحت غوغل الهاتف، وقالت جوجل إنه نجح.", "طرحت غوغل الهاتف، وقالت غوغل إنه نجح."),
    ("شركة أبل وشركة آبل وهاتف شركة آبل.", "شركة آبل وشركة آبل وهاتف شركة آبل."),
    ("«غوغل» و«جوجل» و«غوغل»", "«غوغل» و«غوغل» و«غوغل»"),
])  # fmt: skip
def test_one_spelling_in_a_text(text: str, wanted: str) -> None:
    assert fix(text, "BR002") == wanted


@pytest.mark.parametrize("text", [
    "غابات الأمازون، وشركة امازون.",
    "كتب: «شكرا جوجل وغوغل معا على ما قدمتم» مازحا.",
    "الفيسبوك أولا، ثم فيسبوك.",
    "اشترى كابل الشاحن من متجر أبل.",
    "يزور بيتزا هت، وتسمى هناك (بيتزا هات).",
    "تُكتب غوغل أو جوجل في الصحف.",
    "قالت نيكي هيلي إن مؤشر نيكاي تراجع.",
])  # fmt: skip
def test_what_is_no_second_spelling(text: str) -> None:
    assert not found(text, "BR002")


def test_one_diagnostic_holds_every_edit_of_a_name() -> None:
    text = "قالت جوجل، ثم غوغل، ثم غوغل، ثم غوغل، وجوجل."
    diagnostics = engine.check(Document(text), rules("BR002"))
    assert len(diagnostics) == 1
    assert diagnostics[0].fix is not None
    assert len(diagnostics[0].fix.edits) == 2
    assert len(diagnostics[0].related) == 1
    assert "غوغل (3)" in diagnostics[0].message


@pytest.mark.parametrize("text", [
    "برزت شركة “ديب سيك DeepSeek” الصينية. وقالت ديب سيك إنها تنمو. ونفت ديب سيك.",
    "أعلنت ديب سيك (DeepSeek) نموذجها. وقالت ديب سيك إنه مجاني. وديب سيك صينية.",
    "قالت شركة Meta إنها تنمو، وقالت ميتا إنها توظف.",
    "خدمة Google Maps من غوغل. وقالت غوغل. وأعلنت غوغل.",
    "نماذج Llama 4 وMeta AI. قالت ميتا. أضافت ميتا. وزكربيرغ.",
    "أعلنت غوغل النتائج. وقالت غوغل إنها تنمو. وأضافت غوغل.\n- How to Get a Job at Google (video)",
])  # fmt: skip
def test_scripts_that_may_stand_together(text: str) -> None:
    assert not found(text, "BR003")


@pytest.mark.parametrize("name", sure_names(), ids=lambda name: name[0])
def test_every_name_with_every_proclitic_in_both_directions(name: tuple[str, str]) -> None:
    latin, arabic = name
    for proclitic in PROCLITICS:
        clitics = split_prefix(proclitic)
        assert clitics is not None
        arabic_text, latin_text = (f"كان {attach(clitics, spelling)} ما أراد." for spelling in (arabic, latin))
        assert fix(arabic_text, "BR003", script="latin") == latin_text
        assert fix(latin_text, "BR003", script="arabic") == arabic_text
        tatweel = "\u0640" if clitics.preposition else ""
        if clitics.preposition:
            assert fix(f"كان {proclitic}{tatweel} {latin} ما أراد.", "BR003", script="arabic") == arabic_text
        quoted = f"كان {proclitic}{tatweel}«{arabic}» ما أراد."
        assert fix(quoted, "BR003", script="latin") == quoted.replace(f"«{arabic}»", f"«{latin}»")


@pytest.mark.parametrize(("text", "script", "wanted"), [
    ("أطلقت وميتا وزكربيرغ وMeta", "latin", "أطلقت وMeta وZuckerberg وMeta"),
    ("تعاقدت بـ OpenAI ثم لـOpenAI", "arabic", "تعاقدت بأوبن إيه آي ثم لأوبن إيه آي"),
    ("انضم إلى الـ DeepSeek أمس", "arabic", "انضم إلى ديب سيك أمس"),
    ("قال لـ«OpenAI» نعم", "arabic", "قال لـ«أوبن إيه آي» نعم"),
    ("كتب للغارديان أمس", "latin", "كتب لـThe Guardian أمس"),
    ("كتب لـThe Guardian أمس", "arabic", "كتب للغارديان أمس"),
    ("نشرت DeepSeek-R1 وwww.deepseek.com", "arabic", "نشرت DeepSeek-R1 وwww.deepseek.com"),
    ("قال مارك زوكربيرج نعم", "latin", "قال Mark Zuckerberg نعم"),
])  # fmt: skip
def test_policy(text: str, script: str, wanted: str) -> None:
    assert fix(text, "BR003", script=script) == wanted


def test_keep_says_nothing() -> None:
    text = "قالت DeepSeek وقالت DeepSeek وقالت ديب سيك"
    assert fix(text, "BR003", script="keep") == text


def test_house_names_and_preferences() -> None:
    marked = "قال موقع خبرين، وأضاف خبرَّين: خَبَرين."
    assert fix(marked, names={"خبرين": ("خبارين",)}) == marked
    assert fix("قال خبارين وقال خبرين", "BR002", names={"خبرين": ("خبارين",)}) == "قال خبرين وقال خبرين"
    assert fix("قالت غوغل", "BR002", prefer={"Google": "جوجل"}) == "قالت جوجل"
    assert fix("قالت غوغل", "BR002", prefer={"غوغل": "جووغل"}) == "قالت جووغل"
    assert fix("شركة Nvidia", "BR001", prefer={"Nvidia": "NVIDIA"}) == "شركة NVIDIA"
    assert fix("شركة Acmeco", "BR001", names={"ACMEco": ()}) == "شركة ACMEco"


def test_a_preferred_name_is_one_of_a_list_or_of_the_house() -> None:
    def fixed(text: str, names: dict[str, tuple[str, ...]] | None = None, **prefer: str) -> str:
        return Linter(Config(brands=BrandsConfig(names=names or {}, prefer=prefer))).fix(text).text

    listed = {"google": "جوجل", "قوقل": "جوجل", "خرائط غوغل": "خرائط جوجل"}
    assert fixed("قالت غوغل شيئا.", **listed) == "قالت جوجل شيئا."
    assert fixed("قالت هسوب شيئا.", {"Hsoub": ("حسوب", "هسوب")}, Hsoub="حسوب") == "قالت حسوب شيئا."
    with pytest.raises(ConfigError, match=r"no list has the name 'Googel' \(did you mean 'Google'\?\)"):
        fixed("قالت غوغل شيئا.", Googel="جوجل")
    with pytest.raises(ConfigError, match=r"\[brands.names\] takes names of your own"):
        fixed("قالت غوغل شيئا.", قبجصثض="جوجل")


@pytest.mark.parametrize(("text", "wanted"), [
    ("تعمل Microsft و Mircosoft", "تعمل Microsoft و Microsoft"),
    ("فاز أرودغان", "فاز أردوغان"),
    ("مهندسو ميتيا وفيسبوك", "مهندسو ميتا وفيسبوك"),
])  # fmt: skip
def test_misspelled(text: str, wanted: str) -> None:
    assert fix(text, "BR004") == wanted


@pytest.mark.parametrize("text", ["قال رونالد ذلك", "موبايل جديد", "وصلت ميتيا", "مانيلا عاصمة", "modern art"])
def test_other_words_are_no_misspellings(text: str) -> None:
    assert not found(text, "BR004")


@pytest.mark.parametrize("name", ["Microsoft", "سامسونغ", "فيسبوك", "Kubernetes"])
def test_slips_keep_first_and_last_letter(name: str) -> None:
    for slip in slips_of(name):
        assert (slip[0], slip[-1]) == (name[0], name[-1])
        assert fold(slip) != fold(name)


def test_fixing_twice_changes_nothing() -> None:
    text = "Openai وأوبن إيه آي وDeepseek وديبسيك وديب سيك وDeepSeek وAI Meta وMicrosft وغوغل وجوجل وGoogle."
    once = fix(text)
    assert fix(once) == once


def test_a_name_in_a_longer_latin_name_is_left() -> None:
    assert without_article("الغارديان") == "غارديان"
    assert not found("حزمة Microsoft Visual Studio مع مايكروسوفت ومايكروسوفت", "BR003")


def test_a_house_name_is_no_common_noun() -> None:
    house = BrandsConfig(names={"Hsoub": ("حسوب",)})
    linter = Linter(Config(select=("BR001", "BR005"), brands=house))
    assert linter.check("أعلنت منصة حسوب عن خدمة، وقالت Hsoub إن الخدمة مجانية.") == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("قال بيل غيتس إنه باق. وأوضح غيتس، وكان جيتس قد وعد.", "قال بيل غيتس إنه باق. وأوضح غيتس، وكان غيتس قد وعد."),
        (
            "يواجه ليفربول إيفرتون. وقال مدرب ليفربول إن ليڤربول فاز.",
            "يواجه ليفربول إيفرتون. وقال مدرب ليفربول إن ليفربول فاز.",
        ),
    ],
)
def test_a_family_name_and_a_club_follow_the_text(text: str, fixed: str) -> None:
    assert fix(text, "BR002") == fixed


def test_a_family_name_without_its_bearer_is_left_alone() -> None:
    assert found("كتب جيتس وغيتس عن النباتات.") == []


@pytest.mark.parametrize("words", [("Qwen 3", "Qwen3"), ("Qwen3", "Qwen 3")])
def test_of_two_ways_equally_common_the_same_one_is_told_in_every_run(words: tuple[str, str]) -> None:
    text = "أطلقت الشركة نموذج {} أمس، ويعمل {} على الهاتف.".format(*words)
    assert [text[one.start : one.end] for one in Linter(Config(select=("BR006",))).check(text)] == ["Qwen3"]
