"""The texts in front matter are read and mended; what a program reads there stays as it was."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.document import Document
from arlint.linter import Linter
from arlint.model import Edit
from arlint.text.front_matter import markup, prose
from arlint.text.templates import front_matter

yaml = pytest.importorskip("yaml")
TEXTS = ("title", "subtitle", "seoTitle", "seo_title", "linkTitle", "description", "meta_description", "summary")


def texts(text: str) -> list[str]:
    head = front_matter(text)
    assert head is not None
    return [text[a:b] for a, b in prose(text, head)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('title: "خبر اليوم"', ["خبر اليوم"]),
        ("title: 'خبر: اليوم'", ["خبر: اليوم"]),
        ("Title:   خبر اليوم   # لا", ["خبر اليوم"]),
        ("description: خبر 10:30 عن C#", ["خبر 10:30 عن C#"]),
        ("summary: خبر: اليوم", []),  # YAML takes it for a mapping, or for none
        ('title: "قال \\"نعم\\""', []),
        ("title: 'it''s خبر'", []),
        ("title: |\n  خبر", []),
        ("title: >-\n  خبر", []),
        ("title: [خبر, آخر]", []),
        ("title: &a خبر", []),
        ("title: *خبر", []),
        ("title: - خبر", []),
        ("title: 5 أخبار", []),
        ("title: English only", []),
        ("slug: خبر", []),
        ("tags:\n  title: خبر", []),
        ("  title: خبر", []),
        ("untitled: خبر", []),
    ],
)
def test_what_is_text(line: str, found: list[str]) -> None:
    for ends in ("\n", "\r\n"):
        assert texts(f"---\n{line}\nx: 1\n---\n".replace("\n", ends)) == found


def test_toml() -> None:
    assert texts('+++\ntitle = "خبر"\ndescription = \'وصف\'\nslug = "خبر"\n+++\n') == ["خبر", "وصف"]
    assert texts("+++\ntitle = خبر\nx = 1\n+++\n") == []


def test_a_finding_stands_exactly_there_and_is_fixed() -> None:
    text = '---\ntitle: "أعلنت Openai الخبر"\nslug: Openai\ndescription: أعلنت Openai ذلك\n---\n\nنص سليم.\n'
    for kind in ("markdown", "html"):
        found = Linter().check(text, kind=kind)
        assert [text[one.start : one.end] for one in found] == ["Openai", "Openai"], kind
        assert [one.start for one in found] == [text.index("Openai"), text.rindex("Openai")]
        fixed = Linter().fix(text, kind=kind).text
        assert fixed == text.replace("أعلنت Openai", "أعلنت OpenAI")


def test_a_comment_there_silences() -> None:
    text = '---\n# arlint: ignore[BR001] اسم المنتج القديم\ntitle: "أعلنت Openai الخبر"\n---\n\nنص.\n'
    assert Linter().check(text, kind="markdown") == []
    unused = text.replace("Openai", "OpenAI")
    assert [one.code for one in Linter().check(unused, kind="markdown")] == ["AR001"]
    assert Linter().fix(unused, kind="markdown").text == unused.replace(
        "# arlint: ignore[BR001] اسم المنتج القديم\n", ""
    )


@pytest.mark.parametrize(
    ("value", "old", "new"),
    [
        ('"خبر اليوم"', "اليوم", 'قال "نعم"'),
        ("'خبر اليوم'", "اليوم", "it's"),
        ('"خبر اليوم"', "اليوم", "a\\b"),
        ('"خبر اليوم"', " ", "\n"),
        ("خبر اليوم", " ", ": "),
        ("خبر اليوم", " ", " # "),
        ("خبر:\u200f اليوم", "\u200f", ""),
        ("خ- خبر", "خ", ""),
        ("خبر", "خبر", "123"),
        ("خبر", "خبر", ""),
        ('"خبر"', "خبر", ""),
    ],
)
def test_no_edit_changes_what_a_program_reads(value: str, old: str, new: str) -> None:
    text = f"---\ntitle: {value}\nx: 1\n---\nنص\n"
    at = text.index(old, 10)
    document = Document(text, "markdown")
    assert document.writable((Edit(at, at + len(old), new),)) is None
    assert document.edited(text[:at] + new + text[at + len(old) :], ()) is None
    assert document.writable((Edit(len(text) - 3, len(text) - 1, "كلام"),)) is not None


@given(
    st.text("اب :#'\"\\-\n\r\t[]{}&*!|>%@`1,ab\u200f", max_size=20),
    st.sampled_from(["title: ", "title: '", 'title: "']),
)
def test_what_is_taken_for_text_is_the_value(value: str, before: str) -> None:
    """Where the scanner sees a text, YAML sees a string, and the same one."""
    text = f"---\n{before}{value}{before[7:]}\nx: 1\n---\n"
    head = front_matter(text)
    if head is None:
        return
    for start, end in prose(text, head):
        try:
            values = yaml.safe_load(text[4 : text.rindex("---")])
        except yaml.YAMLError:
            continue  # nothing reads it, so nothing can be broken
        if isinstance(values, dict) and text.count("\n", 0, start) == 1 and "\n" not in value and "\r" not in value:
            assert values["title"] == text[start:end]


@given(st.text(max_size=60))
def test_markup_and_prose_make_up_the_whole(text: str) -> None:
    text = f"---\ntitle: خبر\n{text}\n---\n"
    head = front_matter(text)
    if head is not None:
        parts = sorted([*markup(text, head), *prose(text, head)])
        assert "".join(text[a:b] for a, b in parts) == text[head[0] : head[1]]


CORPUS = Path(__file__).parents[3] / "shared" / "corpora"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not here")
def test_real_front_matter_reads_as_before_after_every_fix() -> None:
    import zstandard

    (path,) = CORPUS.glob("**/md_docs*.jsonl.zst") or [None]
    with path.open("rb") as file:
        lines = zstandard.ZstdDecompressor().stream_reader(file).read().splitlines()
    linter, changed = Linter(), 0
    for line in lines:
        text = json.loads(line)["text"]
        head = front_matter(text)
        if head is None or not prose(text, head):
            continue
        fixed = linter.fix(text[: head[1]] + "\n", kind="markdown", unsafe=True).text
        after = front_matter(fixed)
        assert after is not None
        read = tomllib.loads if text.startswith("+++") else yaml.safe_load
        try:
            one = read(text[head[0] + 3 : text.rindex("\n", 0, head[1])])
        except (yaml.YAMLError, tomllib.TOMLDecodeError):
            continue
        other = read(fixed[3 : fixed.rindex("\n", 0, after[1])])
        assert {key: value for key, value in one.items() if key not in TEXTS} == {
            key: value for key, value in other.items() if key not in TEXTS
        }
        assert [type(value) for value in one.values()] == [type(value) for value in other.values()]
        changed += one != other
    assert changed >= 30
