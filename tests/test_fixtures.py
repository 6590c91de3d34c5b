"""Whole documents: `input.*`, what is found in it (`expected.txt`), and what fixing makes of it (`fixed.*`).

After a change of rules: `python tests/test_fixtures.py` writes the expectations anew; read the difference before you
commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from arlint import Linter

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
INPUTS = sorted(FIXTURES.glob("*/input.*"))
KINDS = {".txt": "plain", ".md": "markdown", ".html": "html"}
LINTER = Linter()


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def expectation(path: Path) -> tuple[str, str]:
    """What is found, a line each, and the text with safe and unsafe fixes."""
    text, kind = read(path), KINDS[path.suffix]
    lines = []
    for d in LINTER.check(text, kind=kind):
        line = text.count("\n", 0, d.start) + 1
        trust = d.fix.applicability.name.lower() if d.fix else "no fix"
        match = text[d.start : d.end].replace("\n", "⏎")
        lines.append(f"{line} {d.code} {d.name} ({trust}): {match}\n")
    return "".join(lines), LINTER.fix(text, kind=kind, unsafe=True).text


def test_there_are_whole_documents_of_many_sorts() -> None:
    assert len(INPUTS) >= 15


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_document(path: Path) -> None:
    found, fixed = expectation(path)
    assert found == read(path.with_name("expected.txt"))
    assert fixed == read(path.with_name(f"fixed{path.suffix}"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_a_fixed_document_stays_as_it_is(path: Path) -> None:
    fixed = read(path.with_name(f"fixed{path.suffix}"))
    assert LINTER.fix(fixed, kind=KINDS[path.suffix], unsafe=True).text == fixed


if __name__ == "__main__":
    for source in INPUTS:
        findings, after = expectation(source)
        source.with_name("expected.txt").write_bytes(findings.encode())
        source.with_name(f"fixed{source.suffix}").write_bytes(after.encode())
