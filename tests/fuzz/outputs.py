"""The other way: what arlint says of anyone's text is what the formats of its reports can be read as."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from arlint import report
from arlint.packs.kinds import AnySpec
from arlint.report import finding
from arlint.report.result import Result, Summary
from tests.fuzz.texts import linter, text_of

_VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


@cache
def _specs() -> dict[str, AnySpec]:
    return {spec.code: spec for spec in linter().rules}


class _Tags(HTMLParser):
    """Elements that are opened and closed; what would run or load is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") for name, _ in attrs), (tag, attrs)
        assert tag not in {"iframe", "object", "embed", "base", "form", "img"}, tag
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag


def reports(data: bytes) -> None:
    """Findings, in a text and a file of any name, written in every format and read again."""
    name, _, rest = data.partition(b"\0")
    path, text = text_of(name[:9]).replace("\0", "") or "a.md", text_of(rest)
    language = ("en", "ar")[len(name) % 2]
    found = linter().check(text)
    results = [
        Result(path, text, found, language=language),
        Result(path, text, found, record=3, field=path, line=7, language=language),
    ]
    for form in report.FORMATS:
        out = _written(form, results)
        match form:
            case "json":
                _same(json.loads(out), found, path, text)
            case "jsonl":
                _same([json.loads(line) for line in out.split("\n") if line], found, path, text)
            case "gitlab":
                assert len(json.loads(out)) == 2 * len(found)
            case "sarif":
                _sarif(json.loads(out), len(found), text)
            case "junit" | "checkstyle":
                root = ET.fromstring(out)
                assert len([one for one in root.iter() if one.tag in ("failure", "error")]) == 2 * len(found)
            case "html":
                tags = _Tags()
                tags.feed(out)
                tags.close()
                assert not tags.open, tags.open
            case "concise" | "github":
                assert len([line for line in out.split("\n") if line]) >= 2 * len(found)
        out.encode("utf-8")


def _written(form: str, results: list[Result]) -> str:
    made = report.reporter(form, describe=_specs().get)
    summary = Summary()
    lines = [*made.start(), *(line for one in results for line in made.result(one))]
    summary.add(results)
    return "\n".join([*lines, *made.finish(summary)])


def _same(read: list[dict[str, object]], found: list[finding.Diagnostic], path: str, text: str) -> None:
    """The JSON holds exactly what was found, at places that are those of the text."""
    assert len(read) == 2 * len(found)
    for one, diagnostic in zip(read, [*found, *found], strict=True):
        assert (one["path"], one["code"], one["message"]) == (path, diagnostic.code, diagnostic.message)
        start = one["start"]
        assert isinstance(start, dict)
        assert start["offset"] == diagnostic.start
        lines = text.split("\n")
        assert sum(len(line) + 1 for line in lines[: start["line"] - 1]) + start["column"] - 1 == start["offset"]


def _sarif(log: dict[str, object], number: int, text: str) -> None:
    (run,) = log["runs"]  # type: ignore[misc]
    assert len(run["results"]) == 2 * number
    lines = text.split("\n")
    for one in run["results"]:
        assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        region = one["locations"][0]["physicalLocation"]["region"]
        assert 1 <= region["startLine"] <= region["endLine"]
        if "startColumn" in region:
            assert region["endLine"] <= len(lines)
            assert 1 <= region["startColumn"] <= len(lines[region["startLine"] - 1]) + 1
            assert 1 <= region["endColumn"] <= len(lines[region["endLine"] - 1]) + 1
