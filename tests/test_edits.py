"""Edits: applied, composed over passes."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.edits import apply, compatible, compose, merge
from arlint.model import Applicability, Applied, Edit, Fix


@st.composite
def edits_of(draw: Any, text: str, code: str) -> list[Applied]:
    """Sorted edits of `text` that do not meet."""
    points = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(points[::2], points[1::2], strict=False))
    return [Applied(a, b, draw(st.text("xyz", max_size=3)), (code,)) for a, b in pairs]


@st.composite
def two_passes(draw: Any) -> tuple[str, list[Applied], list[Applied]]:
    text = draw(st.text("abcdef", max_size=30))
    first = draw(edits_of(text, "A"))
    return text, first, draw(edits_of(apply(text, first), "B"))


@given(two_passes())
def test_composed_edits_do_what_both_passes_do(case: tuple[str, list[Applied], list[Applied]]) -> None:
    text, first, second = case
    composed = compose(text, first, second)
    assert apply(text, composed) == apply(apply(text, first), second)
    assert all(a.end < b.start for a, b in itertools.pairwise(composed))


def fix(*spans: tuple[int, int, str]) -> Fix:
    return Fix(tuple(Edit(*span) for span in spans), Applicability.SAFE)


def test_fixes_that_meet_an_earlier_one_are_left_for_the_next_pass() -> None:
    fixes = [("A", fix((2, 4, "x"), (8, 9, ""))), ("B", fix((0, 1, ""), (3, 5, "y"))), ("C", fix((4, 6, "z")))]
    assert [code for code, _ in compatible(fixes)] == ["A", "C"]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=12))
def test_compatible_fixes_can_be_applied(spans: list[tuple[int, int]]) -> None:
    fixes = [("A", fix((start, start + size, "x"))) for start, size in spans]
    apply("." * 30, merge(compatible(fixes)))


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("abc", [Edit(0, 2, ""), Edit(1, 3, "")])
