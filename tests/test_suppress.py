"""Suppressions, told with a text in which every finding is the word خطأ, of the rule that the test names."""

from __future__ import annotations

import re

import pytest

from arlint import edits, suppress
from arlint.document import Document
from arlint.model import Applicability, Diagnostic, Edit, Fix, Severity

WORD = "خطأ"


def findings(text: str, code: str = "BR001", name: str = "latin-case") -> list[Diagnostic]:
    return [
        Diagnostic(code, name, "message", Severity.WARNING, match.start(), match.end())
        for match in re.finditer(WORD, text)
    ]


def applied(text: str, **rest: object) -> tuple[list[Diagnostic], list[Diagnostic]]:
    return suppress.apply(findings(text), Document(text, "markdown"), **rest)


def kept_lines(text: str) -> list[int]:
    return [text.count("\n", 0, d.start) + 1 for d in applied(text)[0]]


def without_unused(text: str) -> str:
    unused = applied(text)[1]
    return edits.apply(text, [edit for d in unused if d.fix for edit in d.fix.edits])


@pytest.mark.parametrize("selector", ["BR001", "BR", "B", "latin-case", "PN, BR001", "BR001] because it is quoted ["])
def test_selectors_are_codes_prefixes_and_names(selector: str) -> None:
    assert applied(f"خطأ <!-- arlint: ignore[{selector}] -->\n")[0] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("خطأ <!-- arlint: ignore[BR001] -->\nخطأ", [2]),
        ("<!-- arlint: ignore[BR001] -->\nخطأ\nخطأ", [3]),
        ("<!--arlint:ignore[BR001]-->\n\nخطأ\nخطأ", [4]),
        ("<!-- arlint: ignore[BR001] -->\n<!-- arlint: ignore[PN001] -->\nخطأ\nخطأ", [4]),
        ("نص <!-- arlint: ignore[BR001] -->\nخطأ", [2]),
        ("خطأ\n<!-- arlint: disable[BR] -->\nخطأ\nخطأ\n<!-- arlint: enable[BR] -->\nخطأ", [1, 6]),
        ("خطأ\n<!-- arlint: disable[BR001] -->\nخطأ\n\nخطأ", [1]),
        ("<!-- arlint: disable[BR001] -->\nخطأ\n<!-- arlint: enable[PN] -->\nخطأ", []),
        ("خطأ\n\nخطأ\n<!-- arlint: ignore-file[BR001] -->", []),
        ("خطأ\n<!-- arlint: ignore[PN001] -->\nخطأ", [1, 3]),
        ("خطأ <!-- arlint: ignore[BR001]: اقتباس -->\nخطأ", [2]),
        ("<!-- arlint: ignore -->\nخطأ", [2]),
        ("<!-- arlint: ignore[] -->\nخطأ", [2]),
        ("<!-- an ordinary comment -->\nخطأ", [2]),
    ],
)
def test_what_a_comment_silences(text: str, left: list[int]) -> None:
    assert kept_lines(text) == left


def test_plain_text_has_no_comments() -> None:
    text = "خطأ <!-- arlint: ignore[BR001] -->"
    assert suppress.apply(findings(text), Document(text)) == (findings(text), [])


def test_a_finding_on_several_lines_is_silenced_on_any_of_them() -> None:
    text = "أول\nثان <!-- arlint: ignore[BP001] -->\nثالث"
    block = Diagnostic("BP001", "comment-form", "m", Severity.WARNING, 0, len(text))
    assert suppress.apply([block], Document(text, "markdown")) == ([], [])


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("نص <!-- arlint: ignore[BR001] -->\nنص\n", "نص\nنص\n"),
        ("نص\n  <!-- arlint: ignore[BR001] -->\nنص\n", "نص\nنص\n"),
        ("<!-- arlint: ignore[BR001] --> نص", "نص"),
        ("خطأ <!-- arlint: ignore[PN001, BR001, SP] why -->", "خطأ <!-- arlint: ignore[BR001] why -->"),
        ("نص\n<!-- arlint: disable[BR001] -->\nنص\n<!-- arlint: enable[BR001] -->\nنص", "نص\nنص\nنص"),
        ("خطأ <!-- arlint: ignore[BR001] -->", "خطأ <!-- arlint: ignore[BR001] -->"),
        ("نص <!-- arlint: ignore-file[BR001] -->", "نص"),
    ],
)
def test_unused_suppressions_are_found_and_removed(text: str, fixed: str) -> None:
    assert without_unused(text) == fixed
    assert applied(fixed)[1] == []


def test_an_unused_suppression_names_its_codes() -> None:
    (unused,) = applied("خطأ <!-- arlint: ignore[PN001, BR001, SP] -->")[1]
    assert (unused.code, unused.message) == ("AR001", "This suppression silences nothing; remove PN001, SP")
    assert unused.fix
    assert unused.fix.applicability == Applicability.SAFE


def test_a_malformed_suppression_is_told_in_both_languages() -> None:
    text = "<!-- arlint: ignroe[BR001] -->\nنص"
    english, arabic = (applied(text, language=language)[1][0] for language in ("en", "ar"))
    assert english.message.startswith("This suppression makes no sense; write arlint: ignore[CODE]")
    assert arabic.message.startswith("هذا الإسكات غير مفهوم")
    assert english.fix is None


@pytest.mark.parametrize("body", ["arlint-disable BR001", "arlint ignore[BR001]", "arlint: ignore-next-line[BR001]"])
def test_a_suppression_as_other_programs_have_it_is_told(body: str) -> None:
    kept, unused = applied(f"<!-- {body} -->\nخطأ\n<!-- arlint ignores this; arlint-ignored -->\n")
    assert [one.code for one in kept] == ["BR001"]
    assert [(one.code, one.start) for one in unused] == [("AR001", 0)]


def test_rules_that_did_not_run_are_not_judged() -> None:
    text = "نص <!-- arlint: ignore[BR001, latin-case, PN001] -->"
    ran = [("AR001", "unused-suppression"), ("PN001", "space-before-comma")]
    (unused,) = applied(text, ran=ran)[1]
    assert unused.message.endswith("remove PN001")
    assert applied(text, ran=[("BR001", "latin-case")])[1] == []


def test_unused_suppressions_can_be_silenced_themselves() -> None:
    text = "<!-- arlint: ignore-file[AR001] -->\nنص <!-- arlint: ignore[BR001] -->"
    assert "ignore-file" not in [d.message for d in applied(text)[1]]


def test_a_fix_leaves_alone_the_lines_where_its_rule_is_silent() -> None:
    text = "خطأ\nخطأ <!-- arlint: ignore[BR003] -->\nخطأ"
    places = [match.span() for match in re.finditer(WORD, text)]
    fix = Fix(tuple(Edit(start, end, "صواب") for start, end in places), Applicability.SAFE)
    finding = Diagnostic("BR003", "two-scripts", "m", Severity.WARNING, *places[0], fix)
    (kept,), unused = suppress.apply([finding], Document(text, "markdown"))
    assert kept.fix
    assert [(edit.start, edit.end) for edit in kept.fix.edits] == [places[0], places[2]]
    assert unused == []


def test_newlines_of_windows() -> None:
    assert kept_lines("<!-- arlint: ignore[BR001] -->\r\nخطأ\r\nخطأ\r\n") == [3]
    assert without_unused("نص\r\n<!-- arlint: ignore[BR001] -->\r\nنص\r\n") == "نص\r\nنص\r\n"
