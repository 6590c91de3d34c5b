"""Texts that were made to be slow: twice the text is twice the work, counted in calls and not in seconds."""

from __future__ import annotations

import importlib.util
import re
import sys
import tracemalloc
from functools import cache
from pathlib import Path
from types import FrameType

import pytest

from arlint import floods
from arlint.checks import doubled, markup_markdown, places
from arlint.document import Document
from arlint.linter import Linter
from arlint.packs.pages import flat
from arlint.packs.pages.normal_form import Normal, normal
from arlint.text import search

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "adversarial.py"
SIZE = 4000
#: What doubling a text may do to the work: 2 is linear, 4 is quadratic.
MOST = 2.6


@cache
def benchmark():
    spec = importlib.util.spec_from_file_location("adversarial", PATH)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["adversarial"] = module
    spec.loader.exec_module(module)
    return module


@cache
def linter() -> Linter:
    made = Linter()
    made.clean_text("قال الرئيس ، إن الحكومه تعمل.")  # what is made once counts for no text
    return made


def calls(text: str, kind: str) -> int:
    """How many functions, of Python and of C, a check of `text` calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    linter().check(text, kind=kind)
    sys.setprofile(note)
    try:
        linter().check(text, kind=kind)
    finally:
        sys.setprofile(None)
    return count


#: Each was quadratic once, or is what quadratic code is usually met with.
MADE = {
    "embeddings": ("plain", lambda n: "\u202e" * n),
    "isolates": ("plain", lambda n: "\u2067" * (n // 2) + "\u2069" * (n // 2)),
    "marks that do nothing": ("plain", lambda n: "ا\u200f " * (n // 3)),
    "gaps": ("plain", lambda n: "ا ب  " * (n // 5)),
    "letters apart": ("plain", lambda n: "ا\u0653 " * (n // 3)),
    "misread words": ("plain", lambda n: "Ø§Ù„ x " * (n // 7)),
    "breaks": ("plain", lambda n: "ا<br>ب " * (n // 7)),
    "tags": ("plain", lambda n: "<b>ا</b> " * (n // 9)),
    "elements": ("plain", lambda n: "<script></script>ا " * (n // 19)),
    "opened elements": ("plain", lambda n: "<svg>ا" * (n // 6) + "</a>"),
    "signs of tags": ("plain", lambda n: "&lt;ا " * (n // 6)),
    "codes": ("plain", lambda n: "[b]ا[/b] " * (n // 9)),
    "ticks": ("plain", lambda n: "`ا` <b>ا " * (n // 9)),
    "marks on one letter": ("plain", lambda n: "ب" + "\u064e\u0651" * (n // 2)),
    "prose in one line": ("plain", lambda n: benchmark().prose(n)),
    "short lines": ("plain", lambda n: "ا ب\n" * (n // 4)),
    "brackets": ("plain", lambda n: "(" * (n // 2) + "ا" + ")" * (n // 2)),
    "quotations": ("markdown", lambda n: "> " * (n // 2) + "ا"),
    "links": ("markdown", lambda n: "[ا](x) " * (n // 7)),
    "open links": ("markdown", lambda n: "[ا](" * (n // 4)),
    "elements of a page": ("html", lambda n: "<div>" * (n // 11) + "ا" + "</div>" * (n // 11)),
    "noise": ("plain", lambda n: benchmark().noise(n)),
    "links in links": ("plain", lambda n: "[" * (n // 5) + "ا" + "](x)" * (n // 5)),
    "links beside links in links": ("plain", lambda n: "[" * (n // 11) + "ا" + "[ب](y) ](x)" * (n // 11)),
    "notes in notes": ("plain", lambda n: "<ref>" * (n // 5 + 400) + "ا" + "</ref>"),
    "comments in comments": ("plain", lambda n: "<!--" * (n // 4 + 500) + "ا" + "-->"),
    "codes in codes": ("plain", lambda n: "[url=" * (n // 6) + "ا" + "]" * (n // 6)),
    "one word again and again": ("plain", lambda n: "في " * (n // 3)),
    "words that may be initials": ("plain", lambda n: "او " * (n // 3)),
    "a word without hamza": ("plain", lambda n: "الى " * (n // 4)),
    "lines of one letter": ("plain", lambda n: "a\n" * (n // 2)),
    "lines of one number": ("markdown", lambda n: "1\n" * (n // 2)),
    "lines of furniture": ("plain", lambda n: "الرئيسية\nاتصل بنا\n" * (n // 18)),
    "lines of prose between furniture": ("plain", lambda n: "قال الرئيس إن الحكومة تعمل.\n1\n2\nالمزيد\n" * (n // 39)),
    "mistranslated names": ("plain", lambda n: "رقائق منظمة العفو الدولية\n" * (n // 26)),
    "names that may be mistranslated": ("plain", lambda n: "العفو الدولية " * (n // 14)),
    "mistranslated names, numbered": (
        "plain",
        lambda n: "".join(f"منظمة العفو الدولية {k} ChatGPT\n" for k in range(n // 32)),
    ),
    "names of a site": (
        "plain",
        lambda n: "".join(f"جميع الحقوق محفوظة ل{k}ب\n{k}ب\n" for k in range(n // 32)),
    ),
    "comments that silence": ("markdown", lambda n: "<!-- arlint: ignore[PN001] -->" * (n // 30)),
    "comments that silence, stacked": ("markdown", lambda n: "<!-- arlint: ignore[PN] -->\n\n" * (n // 29)),
    "silences that are never ended": ("markdown", lambda n: "<!-- arlint: disable[SP] --> قال ،\n" * (n // 35)),
    "silences that are ended": (
        "markdown",
        lambda n: "<!-- arlint: disable[PN001] -->قال ، <!-- arlint: enable[PN] -->" * (n // 66),
    ),
    "silences of rules that nobody knows": (
        "markdown",
        lambda n: "".join(f"<!-- arlint: ignore[R{k}] -->\n" for k in range(n // 27)),
    ),
    "statements of scripts": ("plain", lambda n: "قال document.write('a'); {b: c} ثم\n" * (n // 34)),
    "style sheets": ("plain", lambda n: "@media a {b{c:d}}\n.x {color: red;} ا\n" * (n // 38)),
    "breaks in one line": ("plain", lambda n: "ا<br>ب<br/> " * (n // 12)),
    "quotations that colons open": ("plain", lambda n: 'قال:"نعم" ' * (n // 10)),
    "spaces": ("plain", lambda n: "ا" + "  " * (n // 2) + "ب"),
    "line ends within a line": ("plain", lambda n: "ا \r" * (n // 6) + " " * (n // 2)),
    "one comment about many rules": (
        "markdown",
        lambda n: "ا <!-- arlint: ignore[" + ",".join(f"PN{k}" for k in range(n // 6)) + "] -->",
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    kind, make = MADE[name]
    once, twice = calls(make(SIZE), kind), calls(make(2 * SIZE), kind)
    assert twice <= MOST * once + 500, (once, twice)


class Read:
    """An expression that counts the characters which it reads."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.count = 0

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        found = self._pattern.search(text, start, end)
        self.count += (found.end() if found else min(end, len(text))) - start
        return found

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        self.count += 1
        return self._pattern.match(text, start)


def test_a_heading_of_tags_is_not_looked_for_in_all_of_a_long_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(n: int) -> int:
        pattern = Read(doubled._TAGS)
        monkeypatch.setattr(doubled, "_TAGS", pattern)
        found = linter().check("زار الوزير المدينة المدينة أمس ثم عاد " * n)
        assert sum(one.code == "RP004" for one in found) > n // 2
        return pattern.count

    once, twice = read(400), read(800)
    assert twice <= MOST * once, (once, twice)


def test_what_no_closer_follows_is_not_tried() -> None:
    whole = Read(re.compile(r"\[b=[^\]]{0,50}\]"))
    opener, closer = re.compile(r"\[b="), re.compile(r"\]")
    text = "[b=" * 1000 + "x]" + "[b=" * 1000 + "]" + "[b=" * 1000
    found = list(search.closed(text, opener, whole, closer, 60))  # type: ignore[arg-type]
    assert [one[0][-2:] for one in found] == ["x]", "=]"]
    assert whole.count < 50


def test_an_end_is_looked_for_once() -> None:
    end = Read(re.compile("-->"))
    ahead = search.Ahead(end, "<!--" * 1000 + "-->" + "<!--" * 1000)  # type: ignore[arg-type]
    places = [at.start() if (at := ahead.of(4 * k)) else None for k in range(2000)]
    assert places == [4000] * 1001 + [None] * 999
    assert end.count <= 2 * 8003


def test_a_sentence_of_furniture_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def counting(raw: bytes) -> Normal:
        read.append(raw)
        return normal(raw)

    linter().check("تابعنا عبر معنا المزيد ")
    monkeypatch.setattr(flat, "normal", counting)
    linter().check("معنا المزيد " * 200)
    assert len(read) <= 3


def test_a_line_is_asked_once() -> None:
    asked: list[tuple[int, int]] = []

    def test(start: int, end: int) -> bool:
        asked.append((start, end))
        return start > 0

    told = places.told_of_lines(Document("ا ب ج\nد ه"), test)
    assert [told(at) for at in (0, 2, 4, 6, 8, 0)] == [False, False, False, True, True, False]
    assert asked == [(0, 5), (6, 9)]


def test_brackets_are_paired_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(n: int) -> int:
        patterns = [Read(getattr(markup_markdown, name)) for name in ("_PARAGRAPH", "_CLOSER", "_BRACKET")]
        for name, pattern in zip(("_PARAGRAPH", "_CLOSER", "_BRACKET"), patterns, strict=True):
            monkeypatch.setattr(markup_markdown, name, pattern)
        list(markup_markdown.open_brackets(Document("[ا ب] " * n)))
        return sum(pattern.count for pattern in patterns)

    once, twice = read(400), read(800)
    assert twice <= MOST * once, (once, twice)
    document = Document("[ا ب] [ج [د] ه\n\n[و")
    assert [(hit.start, hit.end) for hit in markup_markdown.open_brackets(document)] == [(6, 7), (16, 17)]


#: Nested damage that took a pass for each layer, and so more passes than there are.
LAYERS = {
    "links": ("[" * 100 + "نص" + "](x)" * 100, "نص"),
    "images": ("![" * 100 + "نص" + "](x)" * 100, "نص"),
    "images and links": ("[![" * 50 + "نص" + "](x)](y)" * 50, "نص"),
    "one word": ("في " * 5000 + "البيت", "في البيت"),
    "notes": ("<ref>" * 100 + "نص" + "</ref>" * 100 + "ذهب", "ذهب"),
    "notes with words": ("<ref>أ" * 2000 + "</ref> ب" * 2000 + " ذهب", " ب ذهب"),
    "tags": ("<p" * 500 + "نص", "نص"),
    "tags in tags": ("<a href='" * 500 + "نص" + "'>" * 500 + "ذهب", "ذهب"),
}


@pytest.mark.parametrize("name", LAYERS)
def test_layers_are_read_at_once(name: str) -> None:
    text, words = LAYERS[name]
    assert linter().clean_text(text).text == words


#: Expressions that tried every way to part a text: with these there would be no end.
ENDLESS = {
    "attributes of a tag": "[b" + " a=x" * 60,
    "values of a shortcode": "[name" + " a=&quot;x&quot;" * 60 + " !",
    "an address": "[img]https://" + "a.b/" * 3000 + " ",
    "a run of letters": "\u06cc" + " " + "ا" * 20_000,
    "digits": "\u0663" * 20_000,
    "open codes": "[url=" * 4000,
    "open comments": "<!--" * 4000,
    "brackets with spaces": "(  )" * 50_000,
    "rows of a form": "لن يتم نشر عنوان بريدك الإلكتروني " * 3000,
    "half sentences": ".." * 5000 + " " * 20_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_there_is_an_end(name: str) -> None:
    """It ends at all: the exponential ones would take longer than the universe has."""
    assert linter().check(ENDLESS[name]) is not None


def test_every_case_of_the_benchmark_makes_its_size() -> None:
    cases = list(benchmark().cases())
    assert len({case.name for case in cases}) == len(cases)
    assert [case.name for case in cases if not 300 <= len(case.make(1000)) <= 1500] == []


@pytest.mark.parametrize("char", ["ی", "،", "\u202e", "\u200f", "\u2066"])
def test_a_finding_for_each_character_is_not_held(char: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "BATCH", 1000)
    linter().clean_text(char * 100)
    text = char * 30_000
    tracemalloc.start()
    try:
        linter().clean_text(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak / len(text) < 300  # bytes a character: of 100 MB less than 12 GB
