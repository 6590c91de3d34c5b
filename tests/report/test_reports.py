from __future__ import annotations

import json

import pytest

from arlint import report
from arlint.model import Applicability, Diagnostic, Edit, Fix, Severity
from arlint.report.result import Lines, Result, Summary
from arlint.report.words import counted


def finding(start: int, end: int, trust: Applicability | None = None, message: str = "message") -> Diagnostic:
    fix = None if trust is None else Fix((Edit(start, end, "صواب"),), trust, "Replace")
    return Diagnostic("XX001", "a-name", message, Severity.WARNING, start, end, fix)


def lines(name: str, *results: Result, summary: Summary | None = None) -> list[str]:
    reporter = report.reporter(name)
    summary = summary or Summary()
    for result in results:
        summary.add([result])
    return [
        *reporter.start(),
        *(line for result in results for line in reporter.result(result)),
        *reporter.finish(summary),
    ]


def test_positions_count_code_points_from_1() -> None:
    text = "أب\r\n\U0001f600ج\n"
    places = [Lines(text).position(offset) for offset in (0, 2, 4, 5, 7)]
    assert places == [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1)]


@pytest.mark.parametrize("name", report.FORMATS)
def test_no_report_lets_control_characters_through(name: str) -> None:
    text = "\x1b[2J\u202eخطأ\x9b"
    result = Result("a\x1b[31m.txt", text, [finding(5, 8, Applicability.SAFE, "mess\x07age\n\u2066")])
    if name == "github":
        result = Result("a.txt", text, result.diagnostics)
    shown = "\n".join(lines(name, result))
    assert not set(shown) & set("\x07\x9b\u202e\u2066")
    assert "\x1b[2J" not in shown
    assert "\x1b[31m." not in shown


def test_json_is_one_array_over_files() -> None:
    found = json.loads(
        "\n".join(lines("json", Result("a", "خطأ", [finding(0, 3)]), Result("b", "خطأ", [finding(0, 3)])))
    )
    assert [one["path"] for one in found] == ["a", "b"]


def test_json_of_a_removal() -> None:
    fix = Fix((Edit(0, 3, ""), Edit(4, 5, "x")), Applicability.UNSAFE, "Remove")
    one = Diagnostic("XX001", "a-name", "m", Severity.ERROR, 0, 3, fix, cues=("رقائق",))
    (found,) = json.loads("\n".join(lines("json", Result("a.jsonl", "خطأ ب", [one], 0, 7, "body", 8))))
    assert found["fix"] == {
        "applicability": "unsafe",
        "title": "Remove",
        "edits": [{"start": 0, "end": 3, "text": ""}, {"start": 4, "end": 5, "text": "x"}],
    }
    assert (found["record"], found["field"], found["cues"]) == (7, "body", ["رقائق"])


def test_github_escapes_and_points_at_the_line_of_a_record() -> None:
    (line,) = lines("github", Result("a:b,c%.jsonl", "خطأ", [finding(0, 3, message="100%\nsure")], 0, 2, "text", 3))
    assert line == "::warning file=a%3Ab%2Cc%25.jsonl,line=3,title=XX001 a-name::100%25<U+000A>sure"


def test_github_has_columns_within_one_line_only() -> None:
    one, two = lines("github", Result("a.txt", "ا\nخطأ\n", [finding(2, 5), finding(0, 5)]))
    assert "line=2,endLine=2,col=1,endColumn=4" in one
    assert "line=1,endLine=2,title" in two


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ({}, "2 of 4 can be fixed with --fix; 1 more with --fix --unsafe-fixes."),
        ({"fixing": True}, "1 of 4 can be fixed with --fix --unsafe-fixes; --diff shows the changes first."),
        ({"fixing": True, "unsafe": True}, "4 findings left in 1 of 1 file."),
    ],
)
def test_the_next_command_to_type(summary: dict[str, bool], expected: str) -> None:
    trusts = (Applicability.SAFE, Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY)
    result = Result("a.txt", "خطأ", [finding(0, 3, trust) for trust in trusts])
    found = lines("human", result, summary=Summary(**summary))
    assert expected in [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in found]
    hint = "1 suggestion is for a person to judge; to have a rule's made, name it in extend-safe-fixes of arlint.toml."
    assert (found[-1] == hint) is bool(summary)


def test_a_summary_in_arabic_counts_as_its_grammar_wants() -> None:
    results = [
        Result(f"{n}.txt", "خطأ", [finding(0, 3, Applicability.SAFE)] * count, language="ar")
        for n, count in enumerate((2, 9, 0))
    ]
    shown = lines("human", *results)
    assert "إصلاح آمن" in shown[2]
    plain = [
        line.replace("\u2068", "").replace("\u2069", "").replace("\x1b[1m", "").replace("\x1b[0m", "") for line in shown
    ]
    assert plain[-3:] == [
        "11 ملاحظة في ملفين من 3 ملفات.",
        "لمعرفة المزيد عن واحدة منها: arlint explain 0.txt:1:1",
        "يمكن إصلاح 11 من 11 بالخيار --fix.",
    ]


@pytest.mark.parametrize(
    ("bad", "good", "expected"),
    [
        (1, 0, "ملاحظة واحدة في ملف واحد."),
        (1, 1, "ملاحظة واحدة في ملف واحد من ملفين."),
        (3, 8, "3 ملاحظات في 3 من 11 ملفا."),
    ],
)
def test_how_many_files_in_arabic(bad: int, good: int, expected: str) -> None:
    results = [
        Result(f"{n}.txt", "خطأ", [finding(0, 3, Applicability.SAFE)] * (n < bad), language="ar")
        for n in range(bad + good)
    ]
    assert any(expected in line for line in lines("human", *results))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "ملف واحد"),
        (2, "ملفان"),
        (3, "3 ملفات"),
        (10, "10 ملفات"),
        (11, "11 ملفا"),
        (100, "100 ملف"),
        (103, "103 ملفات"),
        (1234, "1,234 ملفا"),
    ],
)
def test_arabic_numbers(number: int, expected: str) -> None:
    assert counted(number, "file", "ar") == expected
