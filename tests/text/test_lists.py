"""The word lists that code reads: their cells have a form that it knows, and each row can matter."""

from __future__ import annotations

import pytest

from arlint.scores.vocabulary import DIALECTS
from arlint.text import lists
from arlint.text.lexicon import correction, habitual, skeleton

SIDES = {"before", "after", "not before"}
CLASSES = {"elative", "adjective", "noun-in-iyya", "masculine", "verb", "noun"}


@pytest.mark.parametrize("name", ["spelling-neighbours.tsv", "spelling-two-readings.tsv"])
def test_words_of_two_readings_look_like_slips(name: str) -> None:
    listed = [word for row in lists.rows(name) for word in row[0].split() if not word.startswith("@")]
    assert [word for word in listed if not (correction(word) or habitual(word))] == []


def test_neighbours_stand_on_a_side_that_is_known_and_once() -> None:
    rows = [(word, *row[1:]) for row in lists.rows("spelling-neighbours.tsv") for word in row[0].split()]
    assert {side for _, side, _, _ in rows} == SIDES
    assert len({(word, side) for word, side, _, _ in rows}) == len(rows), "the last of two would count"
    assert [word for word, _, beside, _ in rows if sorted(set(beside.split())) != beside.split()] == []


def test_words_of_dialects_stand_once_and_have_a_use() -> None:
    rows = lists.rows("dialects.tsv")
    assert len({word for word, _, _ in rows}) == len(rows)
    assert {dialect for _, dialect, _ in rows} == {*DIALECTS, "several"}
    assert {use for _, _, use in rows} == {"speech", "score", "both"}
    assert {use for _, dialect, use in rows if dialect == "several"} == {"speech"}


def test_words_that_agree_have_a_class_that_is_asked_for() -> None:
    rows = lists.rows("agreement.tsv")
    assert len({word for word, _ in rows}) == len(rows)
    assert {kind for _, kind in rows} == CLASSES


def test_words_before_a_particle_are_skeletons_of_a_kind_that_is_known() -> None:
    rows = lists.rows("particles.tsv")
    assert len({word for word, _ in rows}) == len(rows)
    assert [word for word, _ in rows if skeleton(word) != word] == []
    assert {kind for _, kind in rows} == {"said", "begins", "that", "that-next"}
