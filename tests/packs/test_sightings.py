"""Cues of a document: read once, in blocks, and only where somebody asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.linter import Linter
from arlint.packs.entities import judgement
from arlint.packs.entities.evidence import Cues
from arlint.packs.entities.sightings import GRAIN, Sightings
from arlint.text.fold import fold

CUES = ("نموذج", "نموذج لغوي", "لغوي كبير", "GPT", "علم_")
PHRASE = fold("منظمة نموذج")
WORDS = (*CUES, "منظمة نموذج", "والنموذج", "علمي", "قال", "\n", "Go")
AMNESTY = "منظمة العفو الدولية"


class Counted(Cues):
    """Cues that count the bytes which are read for them."""

    read = 0

    def places(self, text: bytes, first: int, last: int) -> list[tuple[int, int, str]]:
        self.read += min(last, len(text)) - first
        return super().places(text, first, last)


def plainly(view: bytes, first: int, last: int, most: int) -> tuple[str, ...]:
    """What `within` must find, by reading all of the view for one question."""
    names: dict[str, None] = {}
    for start, end, name in Cues(CUES).places(view, 0, len(view)):
        around = view[max(0, start - len(PHRASE) + 1) : end + len(PHRASE) - 1]
        if start >= first and end <= last and PHRASE not in around:
            names[name] = None
    return tuple(names)[:most]


@given(
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.integers(1, 60),
    st.integers(0, 6000),
    st.integers(0, 6000),
    st.integers(1, 5),
)
def test_blocks_say_what_one_reading_would(words: list[str], times: int, first: int, length: int, most: int) -> None:
    view = fold(" ".join(words) + " ") * times
    sightings = Sightings(Cues(CUES), view)
    low, high = first // GRAIN * GRAIN, -(-min(first + length, len(view)) // GRAIN) * GRAIN
    assert sightings.within(first, first + length, PHRASE, most) == plainly(view, low, high, most)
    assert sightings.anywhere(PHRASE) == plainly(view, 0, len(view), 1)


def test_only_blocks_that_are_asked_for_are_read_and_each_once() -> None:
    cues, view = Counted(CUES), fold("قال إن نموذجا لغويا ") * 10_000
    sightings = Sightings(cues, view)
    assert cues.read == 0
    assert sightings.within(100_000, 106_000, PHRASE, 5)
    once = cues.read
    assert once <= 12_288
    for first in range(100_000, 101_000):
        sightings.within(first, 106_000, PHRASE, 5)
    assert cues.read == once


def looks(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    """How many places a check of `text` weighs."""
    count = 0
    place_of = judgement.place_of

    def counting(*arguments: object, **options: bool) -> object:
        nonlocal count
        count += 1
        return place_of(*arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(judgement, "place_of", counting)
        LINTER.check(text)
    return count


LINTER = Linter()


@pytest.mark.parametrize("joint", ["\n", " ", "، ", "\n\n"])
@pytest.mark.parametrize("phrase", [AMNESTY, "رقائق " + AMNESTY, "شركة شريط", "خوادم الخلاف"])
def test_places_that_look_alike_are_weighed_once(phrase: str, joint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    once, twice = (looks(monkeypatch, (phrase + joint) * n) for n in (100, 200))
    assert 0 < once == twice < 60


def test_no_more_passages_are_kept_than_a_flood_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "_KEPT", 8)
    text = "".join(f"رقائق {AMNESTY} رقم {number}\n" for number in range(100))
    assert len([d for d in LINTER.check(text) if d.code == "NE001"]) == 100


def test_places_that_look_alike_have_documents_of_their_own() -> None:
    filler, phrase = "وكان الجو جميلا في ذلك اليوم. ", f"مستقبل {AMNESTY}. "
    text = "نموذج لغوي ChatGPT. " + filler * 10 + phrase + filler * 120 + phrase + filler * 10
    near, far = (d.cues for d in LINTER.check(text) if d.code == "NE001")
    assert near == ("+2 beside مستقبل", "+0.5 document has نموذج لغوي", "+0.5 document has ChatGPT")
    assert far == ("+2 beside مستقبل",)


def test_a_name_that_is_mistranslated_everywhere_is_mended_everywhere_at_once() -> None:
    """Each place that is mended would make its neighbours certain, and no others: more passes than there are."""
    places = f"يستخدم {AMNESTY} لتلخيص" * 100
    cleaned = LINTER.clean_text(places)
    assert cleaned.text == "يستخدم الذكاء الاصطناعي لتلخيص" * 100
    few = [d.fix for d in LINTER.check(places[: len(places) // 10]) if d.code == "NE001"]
    assert [fix.clean for fix in few if fix] == [True] + [False] * 9
