"""The folded view and its map back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arlint.text.chars import CODE_PAGE, FOLD_DELETED, encode
from arlint.text.fold import Folded, fold

ARABIC = st.text(
    st.sampled_from("ابتأإآٱىيةه ـ\u064b\u064e\u0651\u0670\u200c\u200f\u00a0  \n،؟ABCz09٣۴ﻻ😀")
    | st.characters(exclude_categories=["Cs"])
)


@given(st.text())
def test_one_byte_a_code_point(text: str) -> None:
    assert len(encode(text)) == len(text)


def test_every_character_of_the_code_page_has_its_own_byte() -> None:
    characters = [c for c in CODE_PAGE if c != "\ufffe"]
    assert len(set(encode("".join(characters)))) == len(characters)


@given(ARABIC)
def test_every_view_byte_maps_to_a_character_that_folds_to_it(text: str) -> None:
    folded = Folded(encode(text))
    points = [folded.point(i) for i in range(len(folded.view))]
    assert points == sorted(set(points))
    for i, point in enumerate(points):
        assert fold(text[point]) == folded.view[i : i + 1]
        assert folded.index(point) == i


@given(ARABIC)
def test_what_the_view_lacks_is_deleted_or_a_repeated_space(text: str) -> None:
    folded = Folded(encode(text))
    kept = {folded.point(i) for i in range(len(folded.view))}
    for point, char in enumerate(text):
        if point not in kept:
            assert encode(char)[0] in FOLD_DELETED or fold(char) == b" "


@given(ARABIC)
def test_folding_the_view_again_changes_nothing(text: str) -> None:
    view = Folded(encode(text)).view
    assert Folded(view).view == view


def test_spelling_that_is_free_folds_together() -> None:
    assert fold("أُحِبُّ المدرسةَ") == fold("احب المدرسه")
    assert fold("مستشفى ١٢") == fold("مستشفي 12")
    assert fold("«DeepSeek»") == fold('"deepseek"')


def test_a_span_takes_the_marks_on_its_last_letter() -> None:
    folded = Folded(encode("شكرا\u064b جزيلا"))  # fathatan
    assert folded.span(0, 4) == (0, 5)
