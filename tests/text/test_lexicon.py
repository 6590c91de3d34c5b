"""The spelling lexicon: what it corrects with certainty, what it must never touch, and how it is stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.text.lexicon import (
    Change,
    Status,
    changes,
    correction,
    corrections,
    encode,
    habitual,
    skeleton,
    spellings,
    words,
)
from arlint.text.wordlist import CODEC, WordList

ROOT = Path(__file__).resolve().parents[2]
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
SPELLED_DIFFERENTLY = "اأإآيىهة"


def reviewed() -> list[tuple[str, str]]:
    lines = (ROOT / "tools" / "lexicon_reviewed.tsv").read_text("utf-8").splitlines()
    cut = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return [(word, right if tab else word) for word, tab, right in cut]


@pytest.mark.parametrize(
    ("written", "right", "change"),
    [
        ("المصرى", "المصري", Change.DOTLESS_YA),
        ("الذى", "الذي", Change.DOTLESS_YA),
        ("فى", "في", Change.DOTLESS_YA),
        ("المدرسه", "المدرسة", Change.HA),
        ("القاهره", "القاهرة", Change.HA),
        ("والجامعه", "والجامعة", Change.HA),
        ("هذة", "هذه", Change.TA_MARBUTA),
        ("لدية", "لديه", Change.TA_MARBUTA),
        ("الترفية", "الترفيه", Change.TA_MARBUTA),
        ("مستشفي", "مستشفى", Change.DOTTED_MAQSURA),
        ("الأدني", "الأدنى", Change.DOTTED_MAQSURA),
        ("الى", "إلى", Change.HAMZA_DROPPED),
        ("اي", "أي", Change.HAMZA_DROPPED),
        ("الاول", "الأول", Change.HAMZA_DROPPED),
        ("الان", "الآن", Change.HAMZA_DROPPED),
        ("الإجتماع", "الاجتماع", Change.HAMZA_ADDED),
        ("إستخدام", "استخدام", Change.HAMZA_ADDED),
        ("بإسم", "باسم", Change.HAMZA_ADDED),
        ("أعادة", "إعادة", Change.HAMZA_SWAPPED),
        ("الأصابة", "الإصابة", Change.HAMZA_SWAPPED),
        ("الامريكى", "الأمريكي", Change.HAMZA_DROPPED | Change.DOTLESS_YA),
        ("بالاضافه", "بالإضافة", Change.HAMZA_DROPPED | Change.HA),
    ],
)
def test_certain(written: str, right: str, change: Change) -> None:
    found = correction(written)
    assert found is not None
    assert (found.word, found.change, found.certain) == (right, change, True)


AMBIGUOUS = [
    "علي",
    "على",
    "كتابه",
    "كتابة",
    "إن",
    "أن",
    "إنه",
    "أنه",
    "إمام",
    "أمام",
    "الحق",
    "ألحق",
    "وجه",
    "وجهة",
    "مصطفى",
    "موسى",
    "عيسى",
    "ليبيا",
    "سوريا",
    "الله",
    "إليه",
    "عليه",
    "لديه",
    "مياه",
    "نبه",
    "كتبه",
    "انتبه",
    "شبه",
    "فقه",
    "نزيه",
    "نعمه",
    "أخاه",
    "منه",
    "منة",
    "علية",
    "فيه",
    "كأن",
    "كان",
    "توفي",
    "توفى",
    "بنى",
    "بني",
    "يعنى",
    "مجموعه",
    "ما",
    "مجموعها",
    "قتلي",
    "المرضي",
    "العدوي",
    "سوي",
    "يبقي",
    "أخر",
    "آخر",
    "دوره",
    "دورة",
    "عمره",
    "عمرة",
    "ولكنة",
    "آسيوية",
    "لكنة",
    "رأي",
    "رأى",
    "أخرى",
    "حماه",
    "قضاه",
    "رعاه",
    "الكره",
    "الكرة",
    "الإلهة",
    "الآلهة",
    "المسالة",
    "اكرم",
    "ابيض",
    "اسود",
    "احمر",
    "اذكر",
    "اعلم",
    "استخدم",
    "أستخدم",
    "انطلق",
    "استراتيجية",
    "إستراتيجية",
    "مسؤول",
    "مسئول",
    "شؤون",
    "شئون",
    "إبريل",
    "أبريل",
    "أيسلندا",
    "آيسلندا",
    "إسبانيا",
    "أسبانيا",
    "أفريقيا",
    "إفريقيا",
    "كافيه",
    "إدلب",
    "آيفون",
    "إليسا",
    "إيلون",
    "يحيى",
    "رشاوى",
    "منتزه",
    "أبله",
    "آلية",
    "آليه",
    "فواكه",
    "شفاه",
    "جباه",
    "أفواه",
    "أشباه",
    "تشابه",
    "تنبيه",
    "توجيه",
    "نزهة",
    "أبو",
    "ابن",
    "ابنه",
    "ابنة",
    "امرأة",
    "اسم",
    "اثنان",
    "العراق",
    "الوى",
]


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_real_words_are_never_corrected_with_certainty(word: str) -> None:
    found = correction(word)
    assert found is None or not found.certain


@pytest.mark.parametrize("word", ["علي", "إن", "كأن", "إمام", "وجه", "كتابه", "الله", "إليه", "عليه", "منه", "دوره"])
def test_common_words_are_left_alone(word: str) -> None:
    assert correction(word) is None


@pytest.mark.parametrize(("word", "right"), reviewed())
def test_words_read_by_hand(word: str, right: str) -> None:
    found = correction(word)
    if right in {word, ""}:
        assert found is None
    else:
        assert found is not None
        assert (found.word, found.certain) == (right, True)


def test_marks_and_tatweel_are_no_part_of_the_spelling() -> None:
    assert correction("المدرســه") == correction("المَدرَسه") == correction("المدرسه")


@pytest.mark.parametrize("word", ["", "ه", "ى", "hello", "123", "پێشمەرگە", "ال", "ة" * 40, "الاسلا\u200cمى"])
def test_what_is_no_word_has_no_correction(word: str) -> None:
    assert correction(word) is None
    assert habitual(word) is None


def test_habitual_speaks_only_for_words() -> None:
    found = habitual("اكرم")
    assert found is not None
    assert not found.certain
    assert (found.word, correction("اكرم")) == ("أكرم", None)
    assert habitual("الى") is None
    assert habitual("على") is None


def test_spellings_are_ordered_by_frequency() -> None:
    words = spellings(skeleton("على"))
    assert words[0].word == "على"
    assert [found.zipf for found in words] == sorted((found.zipf for found in words), reverse=True)
    assert 5 < words[0].zipf < 8


def test_changes_need_the_same_skeleton() -> None:
    with pytest.raises(ValueError, match="zip"):
        changes("كتاب", "كتابه")


@given(st.text(LETTERS, min_size=2, max_size=10))
def test_a_correction_is_another_spelling_of_the_same_skeleton(word: str) -> None:
    found = correction(word)
    if found is not None:
        assert found.word != word
        assert skeleton(found.word) == skeleton(word)
        assert found.change == changes(word, found.word)


@given(st.sampled_from([*AMBIGUOUS, "المدرسه", "الاسلامية", "الإجتماع"]), st.data())
def test_a_corrected_word_is_right(word: str, data: st.DataObject) -> None:
    letters = [data.draw(st.sampled_from(SPELLED_DIFFERENTLY)) if c in SPELLED_DIFFERENTLY else c for c in word]
    found = correction("".join(letters))
    if found is not None:
        assert correction(found.word) is None


def test_every_line_of_the_list_is_found() -> None:
    for word in sorted(words().right)[::997]:
        text = word.decode(CODEC)
        assert text in {found.word for found in spellings(skeleton(text))}
        assert correction(text) is None


def test_corrections_are_words_of_the_list() -> None:
    """No certain correction is itself corrected: fixing twice changes nothing."""
    for encoded in sorted(words().right)[::97]:
        word = encoded.decode(CODEC)
        for written in {word.replace("ة", "ه"), word.replace("أ", "ا"), word.replace("إ", "ا"), word.replace("ى", "ي")}:
            found = correction(written)
            if found is not None and found.certain:
                assert correction(found.word) is None


def test_many_words_at_once() -> None:
    written = ["المدرسه", "وبالجامعه", "على", "كتابه", "قشقشقش", "الى"]
    found = corrections(word.encode(CODEC) for word in written)
    assert {word.decode(CODEC): one.word for word, one in found.items()} == {
        word: one.word for word in written if (one := correction(word)) is not None
    }


def test_packed_words_are_ordered_by_skeleton() -> None:
    packed = encode([("على", 180, Change.HAMZA_DROPPED), ("ابن", 300, Status.RARE), ("ابه", 90, Change.HA)])
    made = WordList(packed)
    assert made.right == {"على".encode(CODEC), "ابه".encode(CODEC)}
    assert [(word, rarity) for word, rarity, _ in made.of_skeleton("علي".encode(CODEC))] == [("على", 180)]
    assert list(made.of_skeleton("كتب".encode(CODEC))) == []


def test_few_look_ups_and_many_have_the_same_answers() -> None:
    data = (ROOT / "rules" / "lists" / "lexicon.bin").read_bytes()
    few, many = WordList(data), WordList(data)
    many.prepare()
    listed = sorted(many.right)
    asked = (
        set(listed[::50]) | {word[:-1] + "ه".encode(CODEC) for word in listed[::50]} | {b"", b"x", b"\xff", listed[0]}
    )
    assert few.not_right(asked) == many.not_right(asked) == asked - many.right
    keys = {skeleton(word.decode(CODEC, "replace")).encode(CODEC, "replace") for word in asked}
    assert few.misspellable(keys) == many.misspellable(keys) != []
    assert {len(list(few.of_skeleton(key))) > 0 for key in few.misspellable(keys)} == {True}
    assert few.not_right(set(listed[-1:])) == few.not_right(set(listed[:1])) == set()


def test_the_list_is_small_and_read_only_when_asked() -> None:
    assert (ROOT / "rules" / "lists" / "lexicon.bin").stat().st_size < 1_500_000
    code = "import arlint.text.lexicon as l; print(l.words.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "0"
