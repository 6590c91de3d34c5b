"""Scores: their values on texts small enough to count by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint import Config, Linter
from arlint.config import ConfigError, CorpusConfig, Gate
from arlint.document import Document
from arlint.scores.catalogue import SCORES
from arlint.scores.gates import Judge
from arlint.scores.repetition import character_runs, runs, word_runs


def score(name: str, text: str) -> float:
    return Judge(CorpusConfig(scores=(name,))).judge(Document(text), text).scores[name]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("characters", "سلام\n", 5),
        ("words", "قال: «نعم»، ثم 95.5 % و3,000.", 5),
        ("words", "https://a.com/x?y=1 رابط", 2),
        ("lines", "أ\n\n  \nب", 2),
        ("word-length", "كِتَابٌ كتاب", 4),
        ("word-length", "كتـــاب", 4),
        ("arabic", "كتاب abcd", 0.5),
        ("latin", "كتاب abcd", 0.5),
        ("digits", "١٢ كت", 0.5),
        ("symbols", "كت؟!", 0.5),
        ("special-characters", "كت ؟", 0.5),
        ("words-with-letters", "كتاب 12 ، ؟", 0.25),
        ("lettered-words", "كتاب 12 ، ؟", 0.5),
        ("hashes-per-word", "#وسم كلمة", 1 / 3),
        ("ellipses-per-word", "كلمة… كلمة", 1 / 3),
        ("terminal-lines", "نعم؟\nلا۔\nحسنا…\n«تم»\n“تم”\nقال (نعم.)\nعنوان\nبند،", 0.75),
        ("terminal-lines", "جملة. \nجملة!\u00a0\r\nعنوان", 2 / 3),
        ("short-lines", "قصير\n" + "كلمة " * 9, 0.5),
        ("bullet-lines", "• بند\n- بند\nسطر\nسطر", 0.5),
        ("ellipsis-lines", "سطر...\nسطر…\nسطر\nسطر", 0.5),
        ("newlines-per-word", "أ ب\nج د", 0.25),
        ("duplicate-lines", "سطر\nسطر\nآخر\n***\n***", 0.2),
        ("duplicate-line-characters", "سطر\nسطر\nست", 3 / 8),
        ("duplicate-paragraphs", "فقرة\n\nفقرة\n\nثالثة", 1 / 3),
        ("function-words", "خرج من البيت إلى السوق", 0.4),
        ("egyptian", "عايز حاجة دلوقتي كده", 0.75),
        ("levantine", "شو بدك هلق", 1.0),
        ("maghrebi", "هذا ديالي بزاف", 1 / 3),
        ("foreign", "این کتاب را می‌خوانم و آن را دوست دارم.", 1.0),
        ("foreign", "ذهب الولد إلى المدرسة.", 0.0),
    ],
)
def test_value(name: str, text: str, value: float) -> None:
    assert score(name, text) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize("text", ["", " \n", "؟", "\U0001f600", "كلمة", "\ufffd\x00"])
def test_every_score_has_a_value_for_every_text(text: str) -> None:
    verdict = Judge(CorpusConfig(scores=("all",))).judge(Document(text), text)
    assert verdict.scores.keys() == SCORES.keys()
    assert verdict.dropped == ""


def test_prose_is_sentences_verse_and_cut_lines_but_no_menu() -> None:
    sentence = "وصل الوفد إلى العاصمة مساء أمس بعد رحلة طويلة."
    verse = "قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل\nفتوضح فالمقراة لم يعف رسمها\n"
    verse += "لما نسجتها من جنوب وشمأل\nترى بعر الآرام في عرصاتها\nوقيعانها كأنه حب فلفل\n"
    verse += "كأني غداة البين يوم تحملوا\nلدى سمرات الحي ناقف حنظل"
    cut = "وقال الوزير إن الحكومة\nسوف تعمل على حل\nالأزمة في البلاد من\nخلال خطة أعدت لها"
    menu = "الرئيسية\nأخبار محلية\nاقتصاد وأعمال\nرياضة عالمية\nمن نحن\nاتصل بنا\nثقافة وفن\nصور وفيديو\nكتاب الرأي"
    assert score("prose", sentence) == 1
    assert score("prose", verse) > 0.9
    assert score("prose", cut) > 0.9
    assert score("prose", menu) == 0


def test_runs_are_counted_as_published() -> None:
    """The figures of datatrove's functions for the same words: the first of equally common runs, no overlaps."""
    words = [b"a", b"bb", b"c", b"a", b"bb", b"c", b"a", b"bb", b"d"]
    found = runs(words)
    assert found[2] == len("a bb") * 3
    assert found[3] == len("a bb c") * 2
    assert found[4] == len("a bb c a") * 2
    assert found[5] == len("abbcabb")
    assert found[6] == 0
    assert runs([])[2] == 0
    assert runs([b"a", b"b"])[3] == 0
    assert runs([b"a", b"b", b"c"])[2] == 3


def _runs_slowly(words: list[bytes]) -> dict[int, int]:
    """As datatrove's `find_top_duplicate` and `find_all_duplicate` go through a text."""
    found = {}
    for n in (2, 3, 4):
        counts = Counter(tuple(words[at : at + n]) for at in range(len(words) - n + 1))
        top, often = max(counts.items(), key=lambda item: item[1], default=((), 0))
        found[n] = len(b" ".join(top)) * often
    for n in range(5, 11):
        seen: set[tuple[bytes, ...]] = set()
        size = at = 0
        while at <= len(words) - n:
            run = tuple(words[at : at + n])
            size += len(b"".join(run)) * (run in seen)
            at += n if run in seen else 1
            seen.add(run)
        found[n] = size
    return found


@given(st.lists(st.sampled_from([b"a", b"bb", b"ccc", b"d"]), max_size=60), st.integers(1, 4))
def test_runs_are_found_in_any_text(words: list[bytes], times: int) -> None:
    assert runs(words * times) == _runs_slowly(words * times)


def test_overlapping_repeats_count_once() -> None:
    assert runs([b"x"] * 20)[5] == 15
    assert runs([b"x"] * 20)[10] == 10


@given(st.lists(st.sampled_from([b"a", b"bc", b"def", b"0123456789"]), max_size=80).map(b"".join))
def test_runs_of_characters_are_found_in_any_text(text: bytes) -> None:
    counts = sorted(Counter(text[at : at + 10] for at in range(len(text) - 9)).values())
    taken = min(int(len(counts) ** 0.5), len(counts) - counts.count(1))
    expected = sum(counts[len(counts) - taken :]) / sum(counts) if counts else 0
    assert character_runs(text) == expected


def test_runs_of_roots() -> None:
    assert character_runs(b"abcdefghij" * 3) == pytest.approx(7 / 21)  # 3 of 10 different runs: 3 + 2 + 2 of 21
    assert word_runs([b"a", b"b", b"c", b"d", b"e"] * 2) == pytest.approx(2 / 6)
    assert character_runs(b"short") == word_runs([b"a"]) == 0


def test_shares_of_boilerplate_and_traces_are_of_the_text_that_came() -> None:
    form = "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *"
    text = f"خبر طويل عن المدينة وأهلها وما جرى فيها أمس.\n\n{form}\n"
    scores = ("boilerplate", "words", "machine-translated")
    cleaned = Linter(Config(corpus=CorpusConfig(scores=scores))).clean_text(text)
    assert cleaned.scores["boilerplate"] > 0.4
    assert cleaned.scores["words"] == 9
    assert 0 < cleaned.scores["machine-translated"] < 1


def test_nothing_is_computed_that_nobody_asked_for() -> None:
    assert Linter().clean_text("خبر.").scores == {}
    gates = CorpusConfig(gates={"words": Gate(min=1)})
    assert Linter(Config(corpus=gates)).clean_text("خبر.").scores == {"words": 1.0}


def test_every_score_and_every_reason_is_given() -> None:
    config = CorpusConfig(gates={"words": Gate(min=3, max=9), "arabic": Gate(min=0.5)}, scores=("digits",))
    cleaned = Linter(Config(corpus=config)).clean_text("abc 1")
    assert cleaned.dropped == "words is 2, below 3; arabic is 0, below 0.5"
    assert cleaned.scores.keys() == {"words", "arabic", "digits"}


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (CorpusConfig(profile="wbe"), "no profile 'wbe' (did you mean 'web'?)"),
        (CorpusConfig(gates={"word": Gate(min=1)}), "[corpus] gates: there is no score 'word' (did you mean 'words'?)"),
        (CorpusConfig(gates={"words": Gate(5, 1)}), "[corpus] gates: no 'words' lies between 5 and 1"),
        (CorpusConfig(gates={"words": Gate(float("nan"))}), "[corpus] gates: no 'words' lies between nan and None"),
        (CorpusConfig(scores=("xyz",)), "[corpus] scores: there is no score 'xyz'; the scores are"),
    ],
)
def test_unknown_names(config: CorpusConfig, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        Judge(config)
    assert message in str(error.value)


def test_a_paragraph_cut_at_a_width_is_prose_and_titles_of_one_length_are_not() -> None:
    cut = "أمير المنطقة يستقبل السفير\nاستقبل الأمير فيصل بن بندر بن عبدالعزيز أمير منطقة الرياض\n"
    cut += "بمكتب سموه بقصر الحكم سفير جمهورية البيرو لدى المملكة إدوارد\n"
    cut += "مارتينيتي بمناسبة انتهاء عمله سفيرا لبلاده لدى المملكة\n"
    assert score("prose-words", cut + "العربية السعودية.") > 25
    assert score("prose", cut + "صور") == 0


def test_headlines_below_one_another_are_no_prose() -> None:
    headline = "رئيس المجلس المحلي يفتتح المدرسة الجديدة في الحي الشرقي من المدينة بحضور عدد كبير من الأهالي رقم "
    headlines = "\n".join(headline + word for word in ("واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة"))
    assert score("prose", headlines) == 0
    assert score("prose", headline) > 0.9  # by itself it may be a message
    assert score("prose", headlines.replace(" بحضور", "، بحضور")) > 0.9


def test_teasers_under_their_titles_are_no_prose() -> None:
    titles = ("اختيار اللوحة الأم", "أسعار الذاكرة العشوائية", "صيانة الشاشات القديمة", "دليل الطابعات الحديثة")
    teaser = "\nفي هذا المقال نتحدث عن الأجهزة وكيف تختار ما يناسبك منها حين تشتري "
    assert score("prose", "".join(f"{title}{teaser}{title}…\n" for title in titles)) == 0
    assert score("prose", "".join(f"{title}{teaser}{title}.\n" for title in titles)) > 0.7
    assert score("prose", "".join(f"{title} وما قيل عنها.{teaser}{title}…\n" for title in titles)) > 0.7


def test_what_a_site_says_of_itself_is_no_prose_where_there_is_little_else() -> None:
    own = "شركتنا تعمل على تقديم أفضل الخدمات من أجل نجاحك، ويعمل خبراؤنا على فهم ما تحتاج إليه حتى تصل إليه."
    report = "وصل الوفد إلى العاصمة مساء أمس بعد رحلة طويلة."
    article = (
        f"{report} وقال المتحدث إن الوفد سيلتقي الوزير اليوم لبحث خطط التعاون بين البلدين في السنوات المقبلة.\n" * 5
    )
    assert score("prose", f"معرض الأعمال\n{own}") == 0
    assert score("prose-words", f"معرض الأعمال\n{own}\n{report}") == 9
    assert score("prose", f"{own}\n{article}") > 0.98
    assert score("prose", f"وقال المدير في حديث طويل إلى الصحيفة عن السوق وأحوالها: «{own}» {article}") > 0.98


def test_titles_that_ask_lists_of_words_and_one_teaser_are_no_prose() -> None:
    asking = (
        "ما هي أسس تصميم المواقع الإلكترونية اليوم؟",
        "كيف تختار شركة تصميم المواقع لك؟",
        "ما هي أنواع المواقع في العالم؟",
    )
    assert score("prose", "\n".join(f"{title}\nتصميم المواقع" for title in asking)) == 0
    assert score("prose-words", "\n".join([*asking, "لا تجيب عنها هذه الصفحة بل التي تليها. " * 20])) > 100
    words = "التسويق الرقمي التسويق بالمحتوى التسويق الحديث الربح التجارة الإعلان المواقع البريد المحركات التواصل "
    assert score("prose", f"{words}الهوية\n{words}التصميم\nأخبار") == 0
    teaser = "في عالم الهواتف الذي تتنافس فيه الشركات على جذب الانتباه تبرز واحدة…"
    assert score("prose", f"كمبيوتر\nهاتف\nمواقع\n{teaser}") == 0
    assert score("prose", f"هواتف\n{teaser}") > 0.9


def test_numbers_and_one_word_at_the_ends_of_lines_are_no_rhyme() -> None:
    titles = (
        "أخبار المدينة",
        "افتتاح المعرض",
        "نتائج المباراة",
        "أسعار الذهب",
        "حالة الطقس",
        "حفل التخرج",
        "زيارة الوفد",
    )
    assert score("prose", "\n".join(f"{title} 2022" for title in titles)) == 0
    assert score("prose", "\n".join(f"{title} {at} قراءة" for at, title in enumerate(titles))) == 0
