"""A fix leaves a Markdown or HTML file its headings, links, code, tags and front matter."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from arlint.config import Config
from arlint.document import Document
from arlint.linter import Linter
from arlint.text.front_matter import skeleton
from arlint.text.templates import front_matter

PARTS = (
    "مرحـــبا", "يعمل Deepseek", "انتهى ، ثم", "`كود مـــر`", "[نص مـــر](http://x.y/مـــر)",
    "![صورة مـــر](مـــر.png)", "**غامـــق**", "<b title='عنـــوان'>مـــر</b>", "<!-- مـــر -->",
    "[^1]", "<http://x.y/مـــر>", "&nbsp;", "\\*", "| مـــر |",
)  # fmt: skip
BLOCKS = (
    "# {}", "- {}", "1. {}", "> {}", "{}", "{}\n---", "| أ | {} |\n|---|---|\n| {} | ب |", "```\n{}\n```",
    "    {}", "<div>{}</div>", '[مـــر]: http://x.y "عنـــوان"', "<script>\nمـــر {}\n</script>",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
FRONT = st.sampled_from(["", "---\ntitle: مـــر Deepseek\n---\n\n", '+++\ntitle = "مـــر"\n+++\n'])
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "md_docs.jsonl.zst"
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def markdown_structure(text: str) -> list[Any]:
    head = front_matter(text)
    start = head[1] if head else 0
    found: list[Any] = [skeleton(text, head) if head else ""]

    def walk(tokens: list[Any]) -> None:
        for token in tokens:
            if token.type not in ("inline", "text", "softbreak", "text_special"):
                found.append((token.type, token.level, token.attrGet("href"), token.attrGet("src")))
            if token.type in ("code_inline", "code_block", "fence"):
                found.append(token.content)
            walk(token.children or [])

    walk(MarkdownIt("gfm-like", {"linkify": False}).parse(text[start:]))
    return found


class Tags(HTMLParser):
    """The tags, with the attributes that nobody reads, comments, and what is in scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [(k, v) for k, v in attrs if k not in ("alt", "title")]))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1] in (("script", []), ("code", [])):
            self.found.append(data)


@quick
@given(FRONT, st.lists(st.tuples(st.sampled_from(BLOCKS), TEXTS), min_size=1, max_size=5))
def test_markdown_keeps_its_structure(front: str, blocks: list[tuple[str, str]]) -> None:
    text = front + "\n\n".join(block.replace("{}", one) for block, one in blocks)
    linter = Linter(Config(select=("CH004", "BR001", "PN001")))
    fixed = linter.fix(text, kind="markdown")
    assert markdown_structure(fixed.text) == markdown_structure(text)
    assert linter.fix(fixed.text, kind="markdown").text == fixed.text


@quick
@given(
    st.lists(st.tuples(st.sampled_from(["p", "h1", "td", "code", "script", "li"]), TEXTS), min_size=1, max_size=5),
    st.booleans(),
)
def test_html_keeps_its_tags(elements: list[tuple[str, str]], document: bool) -> None:
    text = "".join(f"<{tag}>{re.sub('[`|]', '', one)}</{tag}>\n" for tag, one in elements)
    text = f"<!DOCTYPE html><html><body data-x='مـــر'>\n{text}</body></html>" if document else text
    fixed = Linter(Config(select=("CH004", "BR001", "PN001"))).fix(text, kind="html")
    assert Tags(fixed.text).found == Tags(text).found


@pytest.mark.parametrize(
    "text",
    [
        "[تطـــبيق]\n\n[تطـــبيق]: http://x.y",
        "[تطـــبيق][] نص\n\n[تطـــبيق]: <http://x.y>",
        "[هنا](#تطـــبيق-أول)\n\n## تطـــبيق أول",
        "[هنا](#%D8%AA%D8%B7%D9%80%D9%80%D9%80%D8%A8%D9%8A%D9%82)\n\nتطـــبيق\n---",
        "<a href='#تطـــبيق'>هنا</a>\n\n# تطـــبيق",
    ],
)
def test_what_a_link_needs_is_not_changed(text: str) -> None:
    linter = Linter(Config(select=("CH004",)))
    assert linter.fix(text, kind="markdown").text == text
    assert [one.code for one in linter.check(text, kind="markdown")] == ["CH004"]


def test_what_no_link_needs_is_fixed() -> None:
    text = "[تطـــبيق][1] [نص](#آخر) [تطـــبيق]\n\n[1]: http://x.y\n\n# تطـــبيق\n"
    fixed = Linter(Config(select=("CH004",))).fix(text, kind="markdown").text
    assert fixed == text.replace("\u0640", "")


@pytest.mark.parametrize(
    "furniture",
    [
        "اترك تعليقا\n\nلن يتم نشر عنوان بريدك الإلكتروني.\n\nالاسم \\*",
        "مقالات ذات صلة\n\n- موسم القطاف\n- معاصر الجبل",
        "**شارك هذا الموضوع:**\n\n* فيسبوك\n* تويتر",
    ],
)
def test_furniture_goes_with_its_own_bullets_and_emphasis(furniture: str) -> None:
    prose = "بدأ المزارعون جني الزيتون مبكرا هذا العام، وينتظرون موسما وفيرا.\n"
    assert Linter().fix(f"{prose}\n{furniture}\n", kind="markdown", unsafe=True).text == prose


@pytest.mark.parametrize("kept", ["**شارك هذا\nالموضوع:**", "`زر الذهاب إلى الأعلى`", "- [العودة إلى الأعلى](#top)"])
def test_code_links_and_emphasis_that_goes_on_are_no_furniture(kept: str) -> None:
    text = f"بدأ المزارعون جني الزيتون مبكرا هذا العام، وينتظرون موسما وفيرا.\n\n{kept}\n"
    assert Linter().fix(text, kind="markdown", unsafe=True).text == text


def test_places_have_roles() -> None:
    text = "# رأس\n\nعنوان\n---\n\nنص\n\n- بند\n\n| خلية |\n"
    document = Document(text, "markdown")
    words = ("رأس", "عنوان", "نص", "بند", "خلية")
    roles = ["heading", "heading", "paragraph", "list-item", "table-cell"]
    assert [document.role(text.index(word)) for word in words] == roles
    page = Document("<h2>رأس</h2><p>نص</p><td>خلية</td>", "html")
    assert [page.role(page.text.index(word)) for word in ("رأس", "نص", "خلية")] == [
        "heading",
        "paragraph",
        "table-cell",
    ]


@pytest.mark.skipif(not CORPUS.exists(), reason="the measuring corpora are not here")
def test_real_documentation_keeps_its_structure() -> None:
    zstandard = pytest.importorskip("zstandard")
    with CORPUS.open("rb") as file:
        lines = zstandard.ZstdDecompressor().stream_reader(file).read().splitlines()
    # Boilerplate rules take paragraphs away, and decoding repairs code too: neither is for this test.
    linter = Linter(Config(ignore=("BP", "EN", "CH006")))
    changed = 0
    for line in lines[::12]:
        text = json.loads(line)["text"]
        fixed = linter.fix(text, kind="markdown")
        changed += bool(fixed.edits)
        assert markdown_structure(fixed.text) == markdown_structure(text)
    assert changed > 40


OWN_FOOTER = """<footer>
<p>جميع الحقوق محفوظة © {}</p>
<a href="/a">من نحن</a>
<a href="/p">سياسة الخصوصية</a>
</footer>
"""


def test_a_template_keeps_the_furniture_of_its_site_unless_somebody_reads_it() -> None:
    template, page = OWN_FOOTER.format("{{ now.Year }}"), OWN_FOOTER.format("2024")
    assert Linter().fix(template, kind="html").text == template
    assert "الحقوق" not in Linter().fix(template, kind="html", unsafe=True).text
    assert "الحقوق" not in Linter().clean_text(template, kind="html").text
    assert "الحقوق" not in Linter().fix(page, kind="html").text


@pytest.mark.parametrize("kind", ["markdown", "html"])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{% highlight js %}", "{% endhighlight %}"),
        ("{%- comment -%}", "{%- endcomment -%}"),
        ("{{< highlight go >}}", "{{< /highlight >}}"),
    ],
)
def test_what_stands_between_template_tags_of_code_is_code(kind: str, opening: str, closing: str) -> None:
    code = f'{opening}\nlet x = "نص ،هنا";\n\nlet y = "{{{{ x }}}} نص ،هنا";\n{closing}\n'
    text = f"نص ،هنا\n\n{code}\nنص ،هنا\n"
    assert Linter().fix(text, kind=kind).text == f"نص، هنا\n\n{code}\nنص، هنا\n"
