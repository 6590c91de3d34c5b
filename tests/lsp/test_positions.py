from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.lsp.positions import Positions

TEXTS = st.text(st.sampled_from("ابك\u0650\u064b\u0301 \n\r\u2028\U0001f600\U0001f468\u200d\ud800a"))
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 8), ("utf-16", 4), ("utf-32", 3)])
def test_units_of_marks_and_emoji(encoding: str, character: int) -> None:
    text = "سطر\r\n\U0001f600ك\u0650تب"  # an emoji of two UTF-16 units, a letter with kasra
    positions = Positions(text, encoding)
    assert positions.position(text.index("ت")) == (1, character)
    assert positions.offset(1, character) == text.index("ت")


def test_only_the_newlines_of_the_protocol_count() -> None:
    positions = Positions("a\u2028b\u0085c\x0bd\re\r\nf")
    assert [positions.position(at) for at in (2, 6, 8, 11)] == [(0, 2), (0, 6), (1, 0), (2, 0)]


def test_places_outside_are_the_nearest_inside() -> None:
    positions = Positions("ab\ncd")
    assert (positions.offset(0, 99), positions.offset(9, 0)) == (2, 5)


@given(TEXTS, ENCODINGS, st.data())
def test_there_and_back(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n" and offset:
        return  # inside one newline there is no place
    positions = Positions(text, encoding)
    assert positions.offset(*positions.position(offset)) == offset


@given(TEXTS)
def test_utf_16_is_what_an_editor_counts(text: str) -> None:
    positions = Positions(text)
    for offset in range(len(text) + 1):
        line, character = positions.position(offset)
        start = positions.offset(line, 0)
        assert character == sum(1 + (ord(c) > 0xFFFF) for c in text[start:offset])
