from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.baseline import BaselineError, Known, dump, fingerprint, merge, parse, prune, record
from arlint.model import Diagnostic, Severity

FINGERPRINTS = st.dictionaries(
    st.sampled_from(["BP001", "BR001"]),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), min_size=1),
)


def finding(text: str, word: str, nth: int = 0, code: str = "BR001") -> Diagnostic:
    start = -1
    for _ in range(nth + 1):
        start = text.index(word, start + 1)
    return Diagnostic(code, "name", "message", Severity.WARNING, start, start + len(word))


def test_lines_around_a_finding_change_nothing() -> None:
    line = "قالت شركة ديبسيك إنها"
    one, other = line, f"سطر\n\n{line}\nسطر آخر"
    marks = {fingerprint("BR001", t, t.index("ديبسيك"), t.index("ديبسيك") + 6) for t in (one, other)}
    assert len(marks) == 1


def test_spelling_that_is_free_changes_nothing() -> None:
    one, other = "إن ديبسيك الى", "ان  ديبسيك إلى"
    assert fingerprint("BR001", one, 3, 9) == fingerprint("BR001", other, 4, 10)


def test_code_and_neighbours_count() -> None:
    text = "ا ب ديبسيك ج د"
    assert fingerprint("BR001", text, 4, 10) != fingerprint("BR002", text, 4, 10)
    assert fingerprint("BR001", text, 4, 10) != fingerprint("BR001", "ا س ديبسيك ج د", 4, 10)


def test_known_findings_are_used_up() -> None:
    text = "ديبسيك\nديبسيك\nديبسيك"
    found = [finding(text, "ديبسيك", nth) for nth in range(3)]
    known = Known(record(text, found[:2]))
    assert known.new(text, found) == [found[2]]
    assert known.new(text, found) == found


def test_an_entry_of_another_code_hides_nothing() -> None:
    text = "ديبسيك"
    known = Known(record(text, [finding(text, text, code="BP001")]))
    assert len(known.new(text, [finding(text, text)])) == 1


@given(FINGERPRINTS, FINGERPRINTS)
def test_pruning_and_merging(one: dict, other: dict) -> None:
    assert prune(one, one) == one
    assert prune(merge(one, other), one) == one
    assert prune(one, {}) == {}


def test_a_file_is_sorted_and_comes_back() -> None:
    content = {"b.txt": {"BR001": {"ff": 1, "00": 2}}, "a.txt": {"BP001": {"aa": 1}}}
    data = dump(content)
    assert parse(data) == content
    assert data.index(b"a.txt") < data.index(b"b.txt")
    assert data.index(b'"00"') < data.index(b'"ff"')
    assert data.endswith(b"}\n")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a": 1}', b"\xff"])
def test_what_is_no_baseline(data: bytes) -> None:
    with pytest.raises(BaselineError, match="arlint baseline write"):
        parse(data)
