"""For each format: a file made of given texts, and what a maintained parser finds in it (its structure, its texts)."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

import yaml

Parsed = tuple[Any, list[str]]


class Maker(NamedTuple):
    """`make` writes a file that holds the texts, `parse` gives its structure without texts, and its texts in order."""

    make: Callable[[list[str]], str]
    parse: Callable[[str], Parsed]
    lines: bool = True  # whether a text may have several lines
    exact: bool = True  # whether the texts come back as they were given


def make_json(texts: list[str], *, ascii_only: bool = False) -> str:
    value = {"app": {f"k{n}": text for n, text in enumerate(texts)}, "list": [1.50, None, *texts], "مفتاح": True}
    return json.dumps(value, ensure_ascii=ascii_only, indent=2)


def parse_json(text: str) -> Parsed:
    value = json.loads(text)
    return shape(value), leaves(value)


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(one) for one in value] if isinstance(value, list) else None if isinstance(value, str) else value


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in leaves(one)]
    if isinstance(value, list):
        return [text for one in value for text in leaves(one)]
    return [value] if isinstance(value, str) else []


def make_yaml(texts: list[str], style: str | None, width: int = 30) -> str:
    value = {"ar": {f"k{n}": text for n, text in enumerate(texts)}, "list": texts}
    return "# تعليق\n" + yaml.safe_dump(value, allow_unicode=True, default_style=style, width=width, sort_keys=False)


def parse_yaml(text: str) -> Parsed:
    value = yaml.safe_load(text)
    return shape(value), leaves(value)


def make_po(texts: list[str]) -> str:
    import polib

    po = polib.POFile(wrapwidth=30)
    po.metadata = {"Language": "ar"}
    for number, text in enumerate(texts):
        po.append(polib.POEntry(msgid=f"m {number}", msgstr=text, comment="تعليق", occurrences=[("a.c", str(number))]))
        plural = {0: text, 1: "x", 2: text}
        po.append(polib.POEntry(msgid=f"one {number}", msgid_plural=f"more {number}", msgstr_plural=plural))
        po.append(polib.POEntry(msgid=f"old {number}", msgstr=text, obsolete=True))
    return str(po) + "\n"


def parse_po(text: str) -> Parsed:
    import polib

    po = polib.pofile(text)
    live = [entry for entry in po if not entry.obsolete]
    keys = [(e.msgid, e.msgid_plural, e.comment, e.occurrences, sorted(e.msgstr_plural)) for e in live]
    old = [(entry.msgid, entry.msgstr) for entry in po.obsolete_entries()]
    found = [[e.msgstr] if e.msgstr else [e.msgstr_plural[n] for n in sorted(e.msgstr_plural)] for e in live]
    return (keys, old, po.metadata), [one for texts in found for one in texts]


def make_xliff(texts: list[str]) -> str:
    units = "".join(
        f'<trans-unit id="{n}"><source>s {n}</source>\n<target>{escape(text)}<x id="1"/>\u0648<g id="2">'
        f"{escape(text)}</g></target></trans-unit>\n"
        for n, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?>\n<xliff version="1.2"><file><body>\n<!-- مرحـــبا -->{units}</body></file></xliff>\n'


def parse_xml(text: str) -> Parsed:
    root = ET.fromstring(text)
    return [(e.tag, e.attrib) for e in root.iter()], [part for e in root.iter() for part in (e.text, e.tail) if part]


def make_android(texts: list[str]) -> str:
    signs = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    strings = [escape("".join(signs.get(char, char) for char in text)) for text in texts]
    items = "".join(f"<item>{one}</item>" for one in strings)
    named = "".join(f'  <string name="k{n}">{one} <b>{one}</b></string>\n' for n, one in enumerate(strings))
    head = '<?xml version="1.0" encoding="utf-8"?>\n<resources>'
    return f'{head}\n{named}<string-array name="a">{items}</string-array></resources>\n'


def make_strings(texts: list[str]) -> str:
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
    coded = ["".join(signs.get(char, char) for char in text) for text in texts]
    return "".join(f'/* مرحـــبا */\n"k{n}" = "{one}";\n' for n, one in enumerate(coded))


def parse_strings(text: str) -> Parsed:
    pairs = re.findall(r'"(k\d+)" = "((?:[^"\\]|\\.)*)";', text)
    coded = [json.loads(f'"{one}"'.replace("\t", "\\t")) for _, one in pairs]
    return [key for key, _ in pairs], coded


def make_csv(texts: list[str], sign: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(["id", "a", "b"])
    writer.writerows([n, text, f"{text} x"] for n, text in enumerate(texts))
    return out.getvalue()


def parse_csv(text: str, sign: str) -> Parsed:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    return [len(row) for row in rows], [cell for row in rows for cell in row]


def make_srt(texts: list[str]) -> str:
    return "".join(f"{n + 1}\n00:00:0{n},000 --> 00:00:0{n},900\n<i>س {one}</i>\n\n" for n, one in enumerate(texts))


def parse_srt(text: str) -> Parsed:
    import srt

    found = list(srt.parse(text))
    return [(one.index, one.start, one.end) for one in found], [one.content for one in found]


def make_vtt(texts: list[str]) -> str:
    cues = "".join(f"c{n}\n00:0{n}.000 --> 00:0{n}.900 align:start\nس {one}\n\n" for n, one in enumerate(texts))
    return f"WEBVTT\n\nNOTE مرحـــبا\n\n{cues}"


def parse_vtt(text: str) -> Parsed:
    import webvtt

    found = list(webvtt.from_string(text))
    return [(one.identifier, one.start, one.end) for one in found], [one.raw_text for one in found]


def make_notebook(texts: list[str]) -> str:
    cells: list[dict[str, Any]] = [{"cell_type": "code", "source": ["# مرحـــبا"], "outputs": []}]
    for text in texts:
        cells.append({"cell_type": "markdown", "metadata": {}, "source": f"# {text}\n\nنص".splitlines(keepends=True)})
    return json.dumps({"cells": cells, "nbformat": 4}, ensure_ascii=False, indent=1)


def parse_notebook(text: str) -> Parsed:
    value = json.loads(text)
    code = [(one["cell_type"], one["source"] if one["cell_type"] == "code" else None) for one in value["cells"]]
    return code, ["".join(one["source"]) for one in value["cells"] if one["cell_type"] == "markdown"]


def make_rst(texts: list[str]) -> str:
    parts = ["عنـــوان\n========\n\n"]
    for text in texts:
        parts.append(f"فقرة {text} ``مـــر`` و`رابط <http://x.y>`_ *{_word(text)}*::\n\n   كود مـــر\n\n")
        parts.append(
            f"- بند {text}\n- بند\n\n.. note:: {text}\n\n.. تعليق مـــر\n\n.. code-block:: text\n\n   {text}\n\n"
        )
    return "".join(parts)


def _word(text: str) -> str:
    return re.sub(r"\W", "", text) or "x"


def parse_rst(text: str) -> Parsed:
    from docutils import nodes
    from docutils.core import publish_doctree

    tree = publish_doctree(text, settings_overrides={"report_level": 5, "input_encoding": "unicode"})
    kept = (nodes.literal, nodes.literal_block, nodes.comment)
    structure = [
        (n.tagname, n.get("refuri"), n.astext() if isinstance(n, kept) else "") for n in tree.findall(nodes.Element)
    ]
    return structure, [n.astext() for n in tree.findall(nodes.Text)]


def make_asciidoc(texts: list[str]) -> str:
    parts = ["= عنـــوان\n:attr: مـــر\n\n"]
    for text in (one.replace("`", "") for one in texts):  # a stray one would pair with those that are meant
        parts.append(
            f"== رأس {text}\n\nفقرة {text} `مـــر` و https://x.y/a[نص {_word(text)}]\n\n// مـــر\n* بند {text}\n\n"
        )
        parts.append(f"[source]\n----\n{text}\n----\n\n|===\n|س {_word(text)} |b\n|===\n\n")
    return "".join(parts)


def parse_asciidoc(text: str) -> Parsed:
    # No parser to ask: what stays is every sign that is no letter, every line, and what is code.
    code = re.findall(r"^----\n.*?\n----$|`[^`]*`|^//[^\n]*|^:[^\n]*", text, re.DOTALL | re.MULTILINE)
    return ([re.sub(r"[\w\s\u0640\u060c]+", "", line) for line in text.split("\n")], code), text.split("\n")


def make_latex(texts: list[str]) -> str:
    body = "".join(
        f"\\section{{رأس {one}}}\\label{{مـــر}}\nفقرة {one} $x$ \\textbf{{غامق {one}}} \\ref{{مـــر}} % مـــر\n\n"
        f"\\begin{{verbatim}}\n{one}\n\n{one}\n\\end{{verbatim}}\n"
        f"\\begin{{itemize}}\n\\item بند {one}\n\\end{{itemize}}\n\n"
        for one in (re.sub(r"[\\{}$%&#^_~]", "", text) for text in texts)
    )
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n"


def parse_latex(text: str) -> Parsed:
    commands = re.findall(
        r"\\[A-Za-z]+|\\begin\{verbatim\}.*?\\end\{verbatim\}|\$[^$\n]*\$|%[^\n]*|[{}]", text, re.DOTALL
    )
    return commands, re.split(r"\\[A-Za-z]+|[{}$%]", text)


def make_docx(texts: list[str]) -> str:
    def run(text: str) -> str:
        return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    paragraphs = "".join(
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr('Heading1')}/></w:pPr>{run('س ' + one[: len(one) // 2])}"
        f"{run(one[len(one) // 2 :])}<w:r><w:tab/><w:delText>مـــر</w:delText></w:r></w:p>"
        for one in texts
    )
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?>\n<w:document xmlns:w="{name}"><w:body>{paragraphs}</w:body></w:document>'


def package(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        archive.writestr("word/media/a.bin", bytes(range(256)))
    return out.getvalue()


MAKERS = {
    "json": Maker(make_json, parse_json),
    "json, escaped": Maker(lambda texts: make_json(texts, ascii_only=True), parse_json),
    "yaml": Maker(lambda texts: make_yaml(texts, None), parse_yaml),
    "yaml, double": Maker(lambda texts: make_yaml(texts, '"'), parse_yaml),
    "yaml, single": Maker(lambda texts: make_yaml(texts, "'"), parse_yaml),
    "yaml, literal": Maker(lambda texts: make_yaml(texts, "|"), parse_yaml),
    "yaml, folded": Maker(lambda texts: make_yaml(texts, ">"), parse_yaml),
    "po": Maker(make_po, parse_po),
    "xliff": Maker(make_xliff, parse_xml),
    "android": Maker(make_android, parse_xml, exact=False),
    "strings": Maker(make_strings, parse_strings),
    "csv": Maker(lambda texts: make_csv(texts, ","), lambda text: parse_csv(text, ",")),
    "tsv": Maker(lambda texts: make_csv(texts, "\t"), lambda text: parse_csv(text, "\t")),
    "srt": Maker(make_srt, parse_srt, lines=False),
    "vtt": Maker(make_vtt, parse_vtt, lines=False),
    "notebook": Maker(make_notebook, parse_notebook),
    "rst": Maker(make_rst, parse_rst, lines=False, exact=False),
    "asciidoc": Maker(make_asciidoc, parse_asciidoc, lines=False, exact=False),
    "latex": Maker(make_latex, parse_latex, lines=False, exact=False),
    "docx": Maker(make_docx, lambda text: (parse_xml(text)[0], ["".join(parse_xml(text)[1])]), exact=False),
}
