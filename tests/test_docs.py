"""The pages of rules: every rule has one, and it says what the pack says."""

from __future__ import annotations

import re
from html import unescape

import pytest

from arlint import docs
from arlint.linter import Linter
from arlint.packs.kinds import AnySpec

RULES = Linter().rules


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
