"""Cutting text into tokens: the quick way comes to what the pattern says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint.scores import tokens
from arlint.text.chars import encode

_SHOWN = bytes.maketrans(tokens._HIDDEN, tokens._CLOSING + b".")
_TELLING = st.sampled_from([*'.,:/\u066b\u066c)]\u201d\u00bb"-', "://", "..", "--", "».", '").', ")]."])
_OTHERS = st.sampled_from(list("اب\u064e\u0640aZ15\u0663\u060c\u061f#%\ufffd\u200f \n\u00a0\x0c"))


def cut(text: str) -> list[bytes]:
    return [token.translate(_SHOWN) for token in tokens.cut(encode(text)).each]


@settings(max_examples=600)
@given(st.lists(_TELLING | _OTHERS, max_size=24).map("".join))
def test_the_quick_way_is_the_pattern(text: str) -> None:
    encoded = encode(text)
    found = tokens.cut(encoded)
    each = tokens._TOKEN.findall(encoded)
    assert cut(text) == each
    assert found.words == sum(bool(token.translate(None, tokens.SYMBOLS)) for token in each)
    assert found.lettered() == sum(any(byte in tokens.LETTERS for byte in token) for token in each)


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("قال: «نعم».", ["قال", ":", "«", "نعم»."]),
        ('قال ("نعم").', ["قال", "(", '"', 'نعم").']),
        ("في 3.5.2017 و3,000.", ["في", "3.5.2017", "و3,000."]),
        ("بلغ 12...", ["بلغ", "12.", ".."]),
        ("https://a.com/x?y=1، نعم", ["https://a.com/x?y=1،", "نعم"]),
        ("نعم -- لا", ["نعم", "--", "لا"]),
    ],
)
def test_tokens(text: str, each: list[str]) -> None:
    assert cut(text) == [encode(token) for token in each]
