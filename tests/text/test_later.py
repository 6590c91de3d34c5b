import copy
import re

from arlint.text.later import pattern


def test_it_is_compiled_at_its_first_use_and_then_as_any_other() -> None:
    made, known = pattern(r"(?P<letter>a)(b)?", re.IGNORECASE), re.compile(r"(?P<letter>a)(b)?", re.IGNORECASE)
    assert "search" not in vars(made)
    assert made.findall("xAB a") == known.findall("xAB a")
    assert vars(made)["search"]("xAB")["letter"] == "A"
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert getattr(made, name) == getattr(known, name)
    assert made.sub("-", "ab c") == "- c"
    assert made.split("xay") == known.split("xay")


def test_an_unused_one_is_copied_without_being_compiled() -> None:
    broken = pattern("(")
    assert "search" not in vars(copy.copy(broken))


def test_bytes() -> None:
    assert pattern(rb"\d+").sub(b"0", b"a12") == b"a0"
