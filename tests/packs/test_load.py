"""Packs: what is wrong with one is said with file, rule and key."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from arlint.packs import index, load
from arlint.packs.schema import PackError

RULE = """
[pack]
id = "mine"
prefix = "XX"
title = "Mine"

[[rule]]
code = "XX001"
name = "my-rule"
kind = "phrase"
since = "1"
message = { en = "no", ar = "لا" }
why = "because"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULE + 'phrasess = ["كلمة"]', ["XX001", "phrasess", "did you mean `phrases`"]),
        (RULE.replace('"phrase"', '"phrases"'), ["XX001", "kind"]),
        (RULE.replace("XX001", "YY001"), ["YY001", "start with XX"]),
        (RULE.replace("XX001", "XX1"), ["XX1", "three digits"]),
        (RULE + 'phrases = "كلمة"', ["XX001", "phrases"]),
        (
            RULE + 'applicability = "sure"',
            ["key `applicability`", '"safe", "unsafe", "display", not \'sure\''],
        ),
        (RULE + 'severity = "bad"', ["key `severity`", '"error", "warning", "info", not \'bad\'']),
        (RULE + 'scope = ["markdwon"]', ["key `scope[0]`", '"markdown"', "not 'markdwon'"]),
        (RULE + 'claims = ["digit"]', ["key `claims[0]`", '"digits"']),
        (RULE + 'article = "dorp"', ["key `article`", '"drop"']),
        (RULE + '[[rule.valid]]\ntext = "ا"\nkind = "html5"', ["key `valid[0].kind`", "not 'html5'"]),
        (RULE.replace('kind = "phrase"', 'kind = "python"\ncheck = "os:system"'), ["XX001", "installed distribution"]),
        (RULE + 'list = "gone.tsv"', ["gone.tsv"]),
        ("[pack\n", ["line 1"]),
        (RULE.replace("prefix", "prefx"), ["unknown key `prefx` (did you mean `prefix`?) in [pack]"]),
        (RULE.replace("title", "opt_in = true\ntitle"), ["unknown key `opt_in` (did you mean `opt-in`?) in [pack]"]),
        (RULE.replace("title", "rank = 'first'\ntitle"), ["Expected `int`", "in [pack]"]),
        (RULE.replace("[[rule]]", "[[rules]]"), ["unknown key `rules` (did you mean `rule`?)"]),
        (RULE.replace("why =", "#"), ["rule XX001: the key `why` is missing"]),
        (
            RULE.replace('kind = "phrase"', 'kind = "frase"'),
            ["there is no kind 'frase'; there are phrase, pattern, chars"],
        ),
    ],
)
def test_errors_name_the_place(tmp_path: Path, text: str, words: list[str]) -> None:
    pack = tmp_path / "mine.toml"
    pack.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load.load(pack, trusted=False)
    assert "mine.toml" in str(error.value)
    for word in words:
        assert word in str(error.value)


def test_a_pattern_that_would_never_run_is_an_error(tmp_path: Path) -> None:
    text = RULE.replace('kind = "phrase"', 'kind = "pattern"\npattern = "سعر"')
    for more, runs in (("", False), ('literals = ["سعر"]', True), ('window = "document"', True)):
        (tmp_path / "mine.toml").write_text(text + more, encoding="utf-8")
        with nullcontext() if runs else pytest.raises(PackError, match=r"XX001: it would never run: .* `literals`"):
            index.entries([(tmp_path / "mine.toml", False)])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="holds no pack"):
        load.load(tmp_path, trusted=False)


def test_the_source_tree_has_no_second_copy_of_the_packs() -> None:
    here = Path(load.__file__).resolve().parents[1]
    if (here.parent / "pyproject.toml").is_file():
        assert not (here / "rules").exists()
