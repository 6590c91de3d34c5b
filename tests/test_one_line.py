"""A text without line breaks: one sign in it calls for a look around the sign, not for the reading of all of it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import cache
from types import FrameType

import pytest

from arlint.checks import habits, places
from arlint.checks.lam_alef import find as lam_alef
from arlint.checks.slips import Slip
from arlint.document import Document
from arlint.linter import Linter
from arlint.model import Applicability
from arlint.text.lexicon import Change
from arlint.text.stretches import LONGEST_LINE
from arlint.text.wordlist import CODEC

SENTENCE = "قال الوزير في مؤتمر صحفي إن الحكومة تعمل على خطة جديدة للتعليم، وأضاف أن العام المقبل سيشهد تنفيذها. "
#: What calls for rules that judge the line around it.
SIGNS = {
    "a letter of Persian": "کتاب",
    "a word backwards": "ةموكحلا",
    "a misread word": "Ø§Ù„Ù…Ø¯ÙŠØ±",
    "an alef behind its lam": "األول",
    "a direction mark": "كلمة\u200fكلمة",
    "a presentation form": "\ufee3\ufeae\ufea3\ufe92\ufe8e",
    "a quotation mark": "«لاكن»",
    "a slip of spelling": "الى",
    "a Persian digit": "۱۲۳",
    "an address": "https://example.com/a",
    "a star": "**كلمة**",
    "an entity": "&amp;quot;",
    "a question mark for a letter": "ال?ول",
}


@cache
def linter() -> Linter:
    made = Linter()
    made.prepare()
    return made


def work(call: object) -> int:
    """How many functions, of Python and of C, `call` calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    call()  # type: ignore[operator]
    sys.setprofile(note)
    try:
        call()  # type: ignore[operator]
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_costs_the_same_in_a_line_twice_as_long(name: str) -> None:
    def more(sentences: int) -> int:
        """What the sign costs amid so many sentences on either side."""
        around = SENTENCE * sentences
        with_sign, without = f"{around}{SIGNS[name]} {around}", f"{around}كلمة {around}"
        return work(lambda: linter().check(with_sign)) - work(lambda: linter().check(without))

    least = LONGEST_LINE // len(SENTENCE)
    once, twice = more(2 * least), more(4 * least)
    assert twice <= 1.2 * max(once, 0) + 300, (once, twice)


def test_twice_the_line_is_twice_the_cleaning() -> None:
    """Each piece of the line has its damage; edits of the whole are made and followed once in a pass."""
    damaged = SENTENCE * 20 + " ".join(SIGNS.values()) + " ,كلمه  اخرى . "
    once, twice = (work(lambda n=n: linter().clean_text(damaged * n)) for n in (10, 20))  # type: ignore[misc]
    assert twice <= 2.4 * once, (once, twice)


def test_damage_far_away_proves_nothing() -> None:
    """Two words of two articles are slips; beside one another they prove that a reader took the letters apart."""
    near = Document("األول ثم الالعب كان ال يعرف")
    far = Document("األول " + SENTENCE * 1500 + "االطالع " + "كان ال يعرف")
    assert {near.text[hit.start : hit.end] for hit in lam_alef(near)} >= {"األول", "ال"}
    assert "ال" not in {far.text[hit.start : hit.end] for hit in lam_alef(far)}


def test_a_match_is_looked_for_where_its_first_character_stands() -> None:
    read = 0

    class Counting:
        def match(self, text: str, start: int) -> re.Match[str] | None:
            nonlocal read
            read += 1
            return re.compile("[0-9]+(?=[٠-٩])").match(text, start)

    text = "كلمة " * 2000 + "12٣ 45 678٩" + " كلمة" * 2000
    found = places.matches(Document(text), Counting(), "0123456789")  # type: ignore[arg-type]
    assert [one[0] for one in found] == ["12", "678"]
    assert read == 4  # 12, 4 and 5, 678


def test_words_of_a_habit_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0

    class Counting(Counter[bytes]):
        def __init__(self, *given: object) -> None:
            nonlocal counted
            counted += bool(given)
            super().__init__(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(habits, "Counter", Counting)
    words = [word.encode(CODEC) for word in ("مدرسه", "جديده", "كبيره", "المصرى", "الاولى", "كلمة") * 40]
    made = [
        Slip(0, 5, right, change, Applicability.SAFE, known=True)
        for right, change in (("مدرسة", Change.HA), ("المصري", Change.DOTLESS_YA))
        for _ in range(5)
    ]
    habits.habits(words, made)
    assert counted == 1
