"""Spans of Markdown and HTML; markdown-it-py says what CommonMark means."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint.text.markup import comments, html_regions, markdown_regions
from arlint.text.templates import front_matter, masked, template_tags

markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is the oracle")

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
WORD = re.compile(r"[\u0620-\u064a]+\d*")
PARSER = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])


def bracketed(text: str, spans: list[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], "⟦", text[start:end], "⟧"]
        last = end
    return "".join([*parts, text[last:]])


def prose(text: str, spans: list[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in spans:
        parts.append(text[last:start])
        last = end
    return "\n".join([*parts, text[last:]])


def hidden(text: str, spans: list[tuple[int, int]]) -> str:
    return "\n".join(text[start:end] for start, end in spans)


def assert_well_formed(text: str, spans: list[tuple[int, int]]) -> None:
    last = -1
    for start, end in spans:
        assert last < start < end <= len(text)
        last = end


def expected_words(text: str) -> tuple[Counter[str], Counter[str]]:
    """The words of the text tokens and of the code tokens."""
    seen: Counter[str] = Counter()
    code: Counter[str] = Counter()

    def walk(tokens: list[Any]) -> None:
        for token in tokens:
            if token.type == "text":
                seen.update(WORD.findall(token.content))
            elif token.type in {"code_inline", "fence", "code_block"}:
                code.update(WORD.findall(token.content) + WORD.findall(token.info))
            seen.update(WORD.findall(str(token.attrs.get("title", ""))))
            walk(token.children or [])

    walk(PARSER.parse(text))
    return seen, code


MARKDOWN = [
    ("# عنوان *مائل* ##", "⟦# ⟧عنوان ⟦*⟧مائل⟦*⟧ ⟦##⟧"),
    ("عنوان\n=====", "عنوان\n⟦=====⟧"),
    ('نص [رابط](https://x.y "شرح") بعده', 'نص ⟦[⟧رابط⟦](https://x.y "⟧شرح⟦")⟧ بعده'),
    ("![صورة](a(b).png)", "⟦![⟧صورة⟦](a(b).png)⟧"),
    ("[![صورة](s)](t)", "⟦[![⟧صورة⟦](s)](t)⟧"),
    ("[مرجع][1] و[مرجع] و[غيره]\n\n[1]: u\n[مرجع]: <v w>\n", None),
    ("`كود` و``ا ` ب`` و` وحيد", "⟦`كود`⟧ و⟦``ا ` ب``⟧ و` وحيد"),
    ("\\*ليس مائلا\\*", "⟦\\⟧*ليس مائلا⟦\\⟧*"),
    ("<https://x.y> و<a@b.c>", "⟦<https://x.y>⟧ و⟦<a@b.c>⟧"),
    ('<b title="شرح">نص</b>&nbsp;', '⟦<b title="⟧شرح⟦">⟧نص⟦</b>&nbsp;⟧'),
    ("إذا كان س < 5 و ص > 3", "إذا كان س < 5 و ص > 3"),
    ("> [!NOTE]\n> نص\nتابع", "⟦> [!NOTE]⟧\n⟦> ⟧نص\nتابع"),
    ("- بند\n  - [ ] مهمة\n\n    فقرة\n\n        كود", None),
    ("1. واحد\n10) عشرة", "⟦1. ⟧واحد\n⟦10) ⟧عشرة"),
    ("| أ | ب |\n|---|:-:|\n| `x` | س |", "⟦|⟧ أ ⟦|⟧ ب ⟦|⟧\n⟦|---|:-:|⟧\n⟦|⟧ ⟦`x`⟧ ⟦|⟧ س ⟦|⟧"),
    ("```py\nكود\n\n# x\n```\nنص", "⟦```py\nكود\n\n# x\n```⟧\nنص"),
    ("~~~\nكود", "⟦~~~\nكود⟧"),
    ("نص\n\n\tكود\n", "نص\n\n⟦\tكود⟧\n"),
    ("> > > \tنص", "⟦> > > \t⟧نص"),
    ("نص\n\n    كود\n", "نص\n\n⟦    كود⟧\n"),
    ("---\ntitle: عنوان\n---\nنص", "⟦---\ntitle: ⟧عنوان⟦\n---⟧\nنص"),
    ("+++\ntitle = 'عنوان'\n+++\nنص", "⟦+++\ntitle = '⟧عنوان⟦'\n+++⟧\nنص"),
    ("---\nنص بلا مفتاح\n\n---\nنص", None),
    ("{{< figure alt='ا' >}} {% if x %}نص{% endif %}", "⟦{{< figure alt='ا' >}}⟧ ⟦{% if x %}⟧نص⟦{% endif %}⟧"),
    ("{{% note %}}نص{{% /note %}}", "⟦{{% note %}}⟧نص⟦{{% /note %}}⟧"),
    (
        "{{% note %}}\nنص\n{{% /note %}}\n{{< highlight go >}}\nكود\n{{< /highlight >}}\nنص",
        "⟦{{% note %}}⟧\nنص\n⟦{{% /note %}}⟧\n⟦{{< highlight go >}}\nكود\n{{< /highlight >}}⟧\nنص",
    ),
    ("{{< mermaid >}}كود{{< /mermaid >}}", "⟦{{< mermaid >}}كود{{< /mermaid >}}⟧"),
    ("[نص]({{ site.url }}/a)", "⟦[⟧نص⟦]({{ site.url }}/a)⟧"),
    ("حاشية[^1]\n\n[^1]: شرحها", "حاشية⟦[^1]⟧\n\n⟦[^1]: ⟧شرحها"),
    ("المعادلة $x^2$ بسعر 5$ أو 10$ و$100 إلى $200", "المعادلة ⟦$x^2$⟧ بسعر 5$ أو 10$ و$100 إلى $200"),
    ("$$\nx = y\n$$", "⟦$$\nx = y\n$$⟧"),
    (
        '!!! note "عنوان **مهم**"\n\n    نص\n\n        كود\n\nنص',
        '⟦!!! note "⟧عنوان ⟦**⟧مهم⟦**"⟧\n\n⟦    ⟧نص\n\n⟦        كود⟧\n\nنص',
    ),
    ("???+ tip inline end\n    نص\nنص", "⟦???+ tip inline end⟧\n⟦    ⟧نص\nنص"),
    ('=== "لسان"\n\n    - بند', '⟦=== "⟧لسان⟦"⟧\n\n⟦    - ⟧بند'),
    ("!!! خبر\n??? ماذا\nعنوان\n===", "!!! خبر\n??? ماذا\nعنوان\n⟦===⟧"),
    (":::note تنبيه\nنص\n:::", "⟦:::note ⟧تنبيه\nنص\n⟦:::⟧"),
    ("snake_case_name و __غامق__ و ~~شطب~~", "snake_case_name و ⟦__⟧غامق⟦__⟧ و ⟦~~⟧شطب⟦~~⟧"),
    ("الاسم *\nالبريد *", "الاسم *\nالبريد *"),
    ("## خاتمة {#end}", "⟦## ⟧خاتمة ⟦{#end}⟧"),
    ('نص{ .lg .middle } و{width="3"} و{ نص }', 'نص⟦{ .lg .middle }⟧ و⟦{width="3"}⟧ و{ نص }'),
    ('<div align="center">\nنص <br/>\n</div>', '⟦<div align="center">⟧\nنص ⟦<br/>⟧\n⟦</div>⟧'),
    ("<script>\nvar نص;\n</script>\nنص", "⟦<script>\nvar نص;\n</script>⟧\nنص"),
    ("نص<!-- تعليق -->نص", "نص⟦<!-- تعليق -->⟧نص"),
    ("$س ,ع$ و\\(س ,ع\\) و\\\\[ \\text{عدد} \\\\]", "⟦$س ,ع$⟧ و⟦\\(س ,ع\\)⟧ و⟦\\\\[ \\text{عدد} \\\\]⟧"),
    ("عبارة \\(بين قوسين\\) و\\[أخرى]", "عبارة ⟦\\⟧(بين قوسين⟦\\⟧) و⟦\\⟧[أخرى]"),
    (
        'import {A} from "a"\n\nimport {\n  B,\n} from "b"\n\nنص',
        '⟦import {A} from "a"⟧\n\n⟦import {\n  B,\n} from "b"⟧\n\nنص',
    ),
    ("import أمر و export أمر", "import أمر و export أمر"),
    ("export const a = {\n  b: 'نص',\n}\n\nنص", "⟦export const a = {\n  b: 'نص',\n}⟧\n\nنص"),
    ("[[صفحة أخرى]] و![[a|نص]] و[[1]](u)", "⟦[[صفحة أخرى]]⟧ و⟦![[a|⟧نص]] و⟦[⟧[1]⟦](u)⟧"),
    ("(a-b)=\n## عنوان\n\n(نص)= نص", "⟦(a-b)=⟧\n⟦## ⟧عنوان\n\n(نص)= نص"),
    ("## عنوان {/*a-b*/}", "⟦## ⟧عنوان ⟦{/*a-b*/}⟧"),
    ("قال {props.name} و{...rest} و{نص}", "قال ⟦{props.name}⟧ و⟦{...rest}⟧ و{نص}"),
    ("<A.B c={{d: 1}} {...e}>نص</A.B> <F g={h} />", "⟦<A.B c={{d: 1}} {...e}>⟧نص⟦</A.B>⟧ ⟦<F g={h} />⟧"),
]


@pytest.mark.parametrize(("text", "expected"), [case for case in MARKDOWN if case[1] is not None])
def test_markdown_spans(text: str, expected: str) -> None:
    assert bracketed(text, markdown_regions(text)) == expected


@pytest.mark.parametrize("text", [case[0] for case in MARKDOWN])
def test_markdown_spans_with_other_line_ends(text: str) -> None:
    with_returns = text.replace("\n", "\r\n")
    visible = prose(with_returns, markdown_regions(with_returns))
    assert WORD.findall(visible) == WORD.findall(prose(text, markdown_regions(text)))


def test_references_are_links_only_where_defined() -> None:
    text = MARKDOWN[5][0]
    assert bracketed(text, markdown_regions(text)).startswith("⟦[⟧مرجع⟦][1]⟧ و⟦[⟧مرجع⟦]⟧ و[غيره]\n\n⟦[1]: u")


def test_code_inside_list_items_is_indented_from_the_item() -> None:
    text = MARKDOWN[12][0]
    visible = prose(text, markdown_regions(text))
    assert WORD.findall(visible) == ["بند", "مهمة", "فقرة"]


HTML = [
    ("<p>نص</p>", "⟦<p>⟧نص⟦</p>⟧"),
    ('<img src=a alt="صورة &amp; نص">', '⟦<img src=a alt="⟧صورة ⟦&amp;⟧ نص⟦">⟧'),
    ("<a TITLE=شرح href='x'>نص</a>", "⟦<a TITLE=⟧شرح⟦ href='x'>⟧نص⟦</a>⟧"),
    ("<!doctype html><style>a{}</style>نص", "⟦<!doctype html><style>a{}</style>⟧نص"),
    ("<SCRIPT>if (a<b) '</p>'</SCRIPT >نص", "⟦<SCRIPT>if (a<b) '</p>'</SCRIPT >⟧نص"),
    ("<pre>كود <b>x</b></pre>نص <code>كود</code>", "⟦<pre>كود <b>x</b></pre>⟧نص ⟦<code>كود</code>⟧"),
    ("س < 5 و ص > 3 و R&D", "س < 5 و ص > 3 و R&D"),
    ("نص <a href='x نص", "نص <a href='x نص"),
    ("نص <b نص <i>نص</i>", "نص <b نص ⟦<i>⟧نص⟦</i>⟧"),
    ("<code>نص بلا إغلاق", "⟦<code>⟧نص بلا إغلاق"),
    ("<!-->نص<!-- تعليق", "⟦<!-->⟧نص⟦<!-- تعليق⟧"),
    ("نص&nbsp;&#1571;&#x41;&nosuch;", "نص⟦&nbsp;&#1571;&#x41;⟧&nosuch;"),
    ('<a title="1 > 0">نص</a>', '⟦<a title="⟧1 > 0⟦">⟧نص⟦</a>⟧'),
    ("---\nlayout: page\n---\n<p>{{ نص }}</p>", "⟦---\nlayout: page\n---⟧\n⟦<p>{{ نص }}</p>⟧"),
]


@pytest.mark.parametrize(("text", "expected"), HTML)
def test_html_spans(text: str, expected: str) -> None:
    assert bracketed(text, html_regions(text)) == expected


def test_comments() -> None:
    text = "نص <!-- arlint: ignore[BR001] --> `<!-- ا -->`\n\n```\n<!-- ب -->\n```\n<!-- ج\nد -->"
    assert [body for _, _, body in comments(text, "markdown")] == [" arlint: ignore[BR001] ", " ج\nد "]
    for start, end, body in comments(text, "markdown"):
        assert text[start:end] == f"<!--{body}-->"
    page = "<p><!-- أ --><script><!-- ب --></script></p>"
    assert comments(page, "html") == [(3, 13, " أ ")]
    assert comments(text, "plain") == []
    assert comments("نص {/* ا */} و`{/* ب */}`", "markdown") == [(3, 12, " ا ")]


ANYTHING = st.text(alphabet=st.sampled_from("`*_~[]()<>!#-+=|:\\\"'&;$%{}/^.>1A \t\n\rاب\u064ba"), max_size=120)


@given(st.text() | ANYTHING)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sorted_disjoint_spans(text: str) -> None:
    for regions in (markdown_regions(text), html_regions(text)):
        assert_well_formed(text, regions)
    for kind in ("markdown", "html"):
        for start, end, body in comments(text, kind):
            assert text[start:end].startswith("<!--")
            assert body in text[start:end]


WRAPS = ["{}", "{}", "`{}`", "**{}**", "*{}*", "_{}_", "~~{}~~", "[{}](u)", "![{}](u 't')", "<b>{}</b>", "{}&nbsp;"]
WRAPS += ["[{}][r]", "[{}]", "`{}", "*{}", "[{}", "{}](u)", "\\{}", "<{}>", "<i {}", "<u title='{}'>", "<!-- {} -->"]
LONE = ["", "", "```", "~~~", "```` x", "---", "===", "***", "<div>", "</div>", "[r]: u\n", "| a | b |", "|---|---|"]
LONE += ["|:-:|", "<pre>", "</pre>", "<!--", "-->", "-", "1.", ">", "#"]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Lines of blocks, nested a little, each word of its own number.

    Four columns in, only words stand: of a mark there, on a line that lazily continues a paragraph of a container, the
    specification says that it is text (`> foo` and `    - bar`), but the oracle that it is code.
    """
    marks = st.sampled_from(["", "", "", "> ", "- ", "1. ", "2) "])
    indents = st.sampled_from(["", "", "", "# ", "    "])
    wraps = st.sampled_from(WRAPS)
    lone = st.sampled_from(LONE)
    lines = []
    number = 0
    for _ in range(draw(st.integers(1, 12))):
        prefix = "".join(draw(st.lists(marks, max_size=3)))
        if draw(st.integers(0, 3)) == 0:
            lines.append(prefix + draw(lone))
            continue
        prefix += draw(indents)
        number += 1
        words = [f"كلمة{number}"]
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            words.append(draw(wraps).format(f"كلمة{number}"))
        lines.append(prefix + draw(st.sampled_from([" ", " ", " | "])).join(words))
    return "\n".join(lines)


@given(documents())
@settings(max_examples=500, deadline=None)
def test_generated_markdown_agrees_with_the_oracle(text: str) -> None:
    spans = markdown_regions(text)
    seen, code = expected_words(text)
    assert not seen - Counter(WORD.findall(prose(text, spans))), bracketed(text, spans)
    assert not code - Counter(WORD.findall(hidden(text, spans))), bracketed(text, spans)


def corpus(name: str) -> Iterator[str]:
    zstandard = pytest.importorskip("zstandard", reason="zstandard reads the corpus")
    path = CORPORA / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    with path.open("rb") as file:
        for line in zstandard.ZstdDecompressor().stream_reader(file).read().decode().splitlines():
            yield json.loads(line)["text"]


ADDED = re.compile(r"\{ ?(?:[:#.]|[a-z-]+=[\"'\w])[^{}\n]*\}|:::.*|\$")  # marks that CommonMark does not know


@pytest.mark.parametrize(("name", "step"), [("md_docs.jsonl.zst", 4), ("markup.jsonl.zst", 4)])
def test_real_documents_agree_with_the_oracle(name: str, step: int) -> None:
    for index, whole in enumerate(corpus(name)):
        if index % step or len(whole) > 50_000:
            continue
        head = front_matter(whole)
        text = whole[head[1] if head else 0 :].replace("\r\n", "\n").replace("\0", "")
        text = ADDED.sub("", masked(text, template_tags(text)))
        if re.search(r"<(?:code|pre|script|svg|kbd|style)", text):
            continue  # in CommonMark the content of inline code elements is text
        spans = markdown_regions(text)
        assert_well_formed(text, spans)
        seen, code = expected_words(text)
        lost = seen - Counter(WORD.findall(prose(text, spans)))
        shown = code - Counter(WORD.findall(hidden(text, spans)))
        assert not lost | shown, index
