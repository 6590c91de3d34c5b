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
