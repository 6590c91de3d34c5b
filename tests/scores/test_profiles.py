"""The profiles: that they can be read, keep articles, and drop what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from arlint.config import CorpusConfig, Gate
from arlint.document import Document
from arlint.scores import profiles
from arlint.scores.gates import Judge

_SENTENCES = (
    "أعلنت وزارة الصحة يوم الأحد أن عدد المراكز التي تقدم الخدمة سيرتفع إلى عشرين مركزا قبل نهاية العام.",
    "وقال الوزير في مؤتمر صحفي إن الخطة تشمل القرى البعيدة، وإن تمويلها مضمون من موازنة هذا العام والذي بعده.",
    "هل تكفي هذه المراكز؟ يجيب المدير العام للخدمات بأن الحاجة أكبر، لكن البداية هي الأهم على حد قوله.",
    "ومن المنتظر أن يبدأ العمل في أول المراكز مطلع الشهر المقبل بعد أن تجهز المباني ويدرب العاملون فيها…",
    "وختم قائلا: «لن يبقى مريض بعيدا عن العلاج أكثر من ساعة»",
)
ARTICLE = "خطة لزيادة مراكز الصحة في القرى\n\n" + "\n".join(_SENTENCES)
MENU = "\n".join(["الرئيسية", "أخبار", "رياضة عالمية", "اقتصاد", "من نحن", "اتصل بنا", "فيديو", "ألبوم الصور"] * 2)
ENGLISH = (
    "الرئيسية\n" + "The ministry said on Sunday that it would open twenty new centres before the end of the year. " * 6
)
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def dropped(profile: str, text: str) -> str:
    return Judge(CorpusConfig(profile=profile)).judge(Document(text), text).dropped


@pytest.mark.parametrize("name", profiles.names())
def test_a_profile_names_scores_and_its_source(name: str) -> None:
    profile = profiles.profile(name)
    assert profile.title
    assert profile.source or name in {"web", "news", "books"}
    assert Judge(CorpusConfig(profile=name)).gates == profile.gates


@pytest.mark.parametrize("name", [name for name in profiles.names() if name[:9] != "fineweb2-" or name[9:] == "arb"])
def test_an_article_passes(name: str) -> None:
    text = "\n".join([ARTICLE, *(sentence.replace("المراكز", "العيادات") for sentence in _SENTENCES)])
    assert dropped(name, text if name == "books" else ARTICLE) == ""


@pytest.mark.parametrize("name", ["web", "news"])
@pytest.mark.parametrize("text", [MENU, ENGLISH, "", "404"])
def test_what_is_no_article_does_not(name: str, text: str) -> None:
    assert dropped(name, text)


def test_vocalised_text_is_judged_like_plain_text() -> None:
    """datatrove counts marks as letters and looks for stop words as they are spelled."""
    vocalised = ARTICLE.replace("في", "فِي").replace("من", "مِنْ").replace("إلى", "إِلَى").replace("أن", "أَنَّ")
    assert dropped("fineweb2-arb", vocalised) == ""


def test_signs_are_no_words_without_letters() -> None:
    """Of the tokens of a text that quotes and enumerates a fifth are signs; of its words nearly all have letters."""
    quoting = ARTICLE.replace(" من ", "، «من» ").replace(" في ", "، (في) ").replace(" أن ", ": «أن» ")
    assert dropped("fineweb2-arb", quoting).startswith("words-with-letters is")
    assert dropped("gopher", quoting) == ""


def test_gates_of_the_configuration_win() -> None:
    own = {"words": Gate(min=5), "prose": Gate()}
    gates = profiles.gates(CorpusConfig(profile="news", gates=own))
    assert gates["words"] == Gate(min=5)
    assert "prose" not in gates
    assert gates["arabic"] == profiles.profile("news").gates["arabic"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not part of the repository")
@pytest.mark.parametrize("name", ["web", "news", "books", "fineweb2-arb", "gopher", "roots-ar", "ccnet"])
def test_no_gate_drops_a_seed_article(name: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert [dropped(name, text) for text in texts] == [""] * len(texts)


@pytest.mark.parametrize("name", ["web", "news"])
def test_a_rule_of_underscores_drops_no_article(name: str) -> None:
    """Each sign is a token, as in datatrove, so a ruled line weighs as much as a paragraph."""
    assert dropped(name, f"{ARTICLE}\n{'_' * 100}\n{ARTICLE.replace('المراكز', 'العيادات')}") == ""
