from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.formats.jsonl import BadLine, Record, records, replace

VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)
OBJECTS = st.dictionaries(st.sampled_from(["id", "text", "نص", 'a"b']), VALUES)


def found(text: str, field: str = "text") -> list[Record]:
    return [record for record in records(text, field) if isinstance(record, Record)]


@given(st.lists(OBJECTS), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_every_text_is_found_and_replaced(objects: list, ascii_only: bool, newline: str) -> None:
    text = newline.join(json.dumps(one, ensure_ascii=ascii_only) for one in objects)
    texts = found(text)
    assert [(r.number, r.text) for r in texts] == [
        (number, one["text"]) for number, one in enumerate(objects) if isinstance(one.get("text"), str)
    ]
    changed = replace(text, [(record, record.text + " جديد") for record in texts])
    expected = [one | {"text": one["text"] + " جديد"} if isinstance(one.get("text"), str) else one for one in objects]
    assert [json.loads(line) for line in changed.split(newline) if line] == expected


@given(st.text())
def test_any_line_is_a_record_or_is_told(text: str) -> None:
    for record in records(text, "text"):
        assert isinstance(record, BadLine) or json.loads(text[record.start : record.end]) == record.text


def test_numbers_and_lines() -> None:
    assert [(r.number, r.line) for r in found('{"text": "a"}\n\n{"text": 1}\n{"text": "b"}')] == [(0, 1), (2, 4)]


def test_the_last_of_a_name_counts() -> None:
    assert [r.text for r in found('{"text": "a", "text": "b", "x": {"text": "c"}}')] == ["b"]


@pytest.mark.parametrize(
    "line", ["[]", "x", '{"a": 1', '{"a" 1}', '{"a": 1} {}', '{"a": "b', '"text"', "{1: 2}", '{"a": 1,}']
)
def test_lines_that_are_no_objects(line: str) -> None:
    (bad,) = records(line, "text")
    assert isinstance(bad, BadLine)
    assert bad.reason


def test_bytes_outside_the_text_stay() -> None:
    text = '{ "n":1.50 , "text" :"a\\/b",\t"k":"\\u0627"}\r\n{"text":"c"}'
    first = found(text)[0]
    assert replace(text, [(first, "x")]) == '{ "n":1.50 , "text" :"x",\t"k":"\\u0627"}\r\n{"text":"c"}'
