"""The MT score of a document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arlint.config import Config
from arlint.document import Document
from arlint.linter import Linter
from arlint.mt_score import MtScore, measure, mt_score, signals

LINTER = Linter(Config(select=("NE", "MT")))

TRANSLATED = """قدم Openai برنامج شاتغبت في أواخر العام ، و Google تعمل على تطوير منظمة العفو الدولية الخاصة بها.
تم إصدار النموذج بـ API الخاص به ، ويتم تدريبه على البيانات. بالإضافة إلى ذلك ، لكل TechCrunch ، تم القبض عليه مسطحًا."""
EDITED = """وقد أعلنت الوزارة أمس خطتها، غير أن المعارضة رفضتها، لا سيما بعد أن ارتفعت الأسعار. أما النقابات فقد دعت
إلى إضراب، إذ ترى أن الأجور لم تعد تكفي، فيما نفت الحكومة الأمر، بل قالت إنها قد تخفض الضرائب."""


def score(text: str) -> MtScore:
    """The score of a text with its findings."""
    return mt_score(Document(text), LINTER.check(text))


def test_translated_and_edited_text_are_told_apart() -> None:
    assert score(TRANSLATED).value > 0.95
    assert score(EDITED).value < 0.1


def test_reasons_come_strongest_first_and_only_where_something_was_seen() -> None:
    reasons = score(TRANSLATED).reasons
    assert reasons[0].startswith("mistranslated names")
    assert not score("").reasons


@given(st.text())
def test_any_text_has_a_score(text: str) -> None:
    assert 0 <= mt_score(Document(text)).value <= 1


def test_there_is_a_value_for_each_signal() -> None:
    assert len(measure(Document(TRANSLATED))) == len(signals())
