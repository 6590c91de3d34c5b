from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from arlint.text.toml import quoted


@given(st.text())
def test_a_quoted_string_is_the_text(text: str) -> None:
    written = quoted(text)
    assert written.isprintable()
    assert tomllib.loads(f"a = {written}") == {"a": text}
    assert tomllib.loads(f"{written} = 1") == {text: 1}


def test_what_toml_has_no_escape_for() -> None:
    assert tomllib.loads(f"a = {quoted(chr(0xD800) + chr(0xE0001))}") == {"a": "\ufffd\U000e0001"}
