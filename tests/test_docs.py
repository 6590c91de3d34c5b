"""The pages of rules: every rule has one, and it says what the pack says."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from arlint import docs
from arlint.linter import Linter
from arlint.packs.kinds import AnySpec
from arlint.scores.catalogue import SCORES

RULES = Linter().rules
ROOT = Path(__file__).parents[1]
GUIDES = ("README.md", "docs/guides/library.md", "docs/guides/corpus.md", "docs/guides/gates.md")


@pytest.mark.parametrize("name", GUIDES)
@pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="not in a source tree")
def test_the_snippets_of_a_guide_run_as_printed(name: str) -> None:
    snippets = re.findall(r"^```python\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert snippets
    for snippet in snippets:
        exec(compile(snippet, name, "exec"), {})


@pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="not in a source tree")
def test_the_guide_says_of_every_score_what_the_catalogue_says() -> None:
    guide = (ROOT / "docs/guides/gates.md").read_text(encoding="utf-8").partition("## The scores")[2]
    rows = dict(re.findall(r"^\| `(.+)` \| (.+) \|$", guide, re.MULTILINE))
    assert rows == {name: score.meaning for name, score in SCORES.items()}


def test_the_index_links_every_rule() -> None:
    index = docs.index(RULES)
    assert [code for code in (spec.code for spec in RULES) if f"]({code}.md)" not in index] == []


@pytest.mark.parametrize("spec", RULES, ids=lambda spec: spec.code)
def test_a_page_shows_every_example_whole(spec: AnySpec) -> None:
    page = docs.page(spec)
    shown = {
        unescape(re.sub("</?mark>", "", block).replace("<br>", "\n"))
        for block in re.findall(r'<div class="\w+" dir="rtl" lang="ar">(.*?)</div>', page, re.DOTALL)
    }
    for example in spec.invalid:
        assert re.sub("[⟦⟧]", "", example.text) in shown
    assert {example.text for example in spec.valid} <= shown
    assert spec.code in page.splitlines()[0]
