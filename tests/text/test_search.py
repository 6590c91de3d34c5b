"""Strings found in blocks are the strings found at once."""

from __future__ import annotations

import pytest
from ahocorasick_rs import BytesAhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from arlint.text import search

STRINGS = (b"a", b"ab", b"abca", b"ca", b"bbbbb")


@given(st.text("abc", max_size=60).map(str.encode), st.integers(1, 20))
def test_blocks_find_what_one_search_finds(view: bytes, block: int) -> None:
    automaton = BytesAhoCorasick(STRINGS)
    at_once = sorted(search.hits(automaton, view, 5))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_BLOCK", block)
        in_blocks = list(search.hits(automaton, view, 5))
    assert sorted(in_blocks) == at_once


@given(st.text("abc", max_size=60).map(str.encode), st.integers(1, 20))
def test_signs_are_where_a_search_finds_them(view: bytes, most: int) -> None:
    automaton = BytesAhoCorasick(STRINGS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_MOST_PLACES", most)
        found = ((STRINGS[number], start) for number, start, _ in search.hits(automaton, view, 5))
        signs = search.Signs(frozenset(STRINGS), found)
        assert signs.standing == {string for string in STRINGS if string in view}
        for string in STRINGS:
            places = list(search.overlapping(view, string))
            kept = signs.of(string)
            assert kept is None if len(places) > most else kept is not None and list(kept) == places


def test_what_was_not_looked_for_may_stand_anywhere() -> None:
    signs = search.Signs(frozenset({b"a", b"b"}), [(b"a", 3)])
    assert signs.among({b"a", b"b"}) == {b"a"}
    assert signs.among({b"b", b"c"}) == {b"b", b"c"}
    assert signs.of(b"b") == ()
    assert signs.of(b"c") is None
