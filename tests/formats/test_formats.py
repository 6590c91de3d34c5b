"""Single facts about formats, and what the command line makes of good and bad files."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.config import Config
from arlint.files import decode, kind_of
from arlint.formats import work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import FormatError, Options
from arlint.linter import Linter

sys.path.insert(0, str(Path(__file__).parent))
from makers import make_docx, package

LINTER = Linter(Config(select=("CH004", "BR", "AR")))


def fixed(name: str, text: str, *, unsafe: bool = False) -> str:
    return work.fix(text, FORMATS[name], LINTER, Options(), unsafe=unsafe).text


def texts(name: str, text: str, column: str = "text") -> list[str]:
    return [unit.prose.text for unit in FORMATS[name].read(text, Options(column)).units]


SILENCED = {
    "json": '{\n // arlint: ignore[CH004]\n "a": "مرحـــبا",\n "b": "مرحـــبا"}',
    "yaml": "# arlint: ignore[CH004]\na: مرحـــبا\nb: مرحـــبا\n",
    "po": '# arlint: ignore[CH004]\n#: a.c:1\nmsgid "a"\nmsgstr ""\n"مرحـــبا"\n\nmsgid "b"\nmsgstr "مرحـــبا"\n',
    "xliff": "<xliff>\n<!-- arlint: ignore[CH004] -->\n"
    '<trans-unit id="1">\n<source>a</source>\n<target>مرحـــبا</target>\n'
    "</trans-unit>\n<trans-unit>\n<target>مرحـــبا</target></trans-unit></xliff>",
    "android": "<resources>\n<!-- arlint: ignore[CH004] -->\n"
    '<string name="a">مرحـــبا</string>\n<string name="b">مرحـــبا'
    "</string></resources>",
    "strings": '/* arlint: ignore[CH004] */\n"a" = "مرحـــبا";\n"b" = "مرحـــبا";\n',
    "vtt": "WEBVTT\n\nNOTE arlint: ignore[CH004]\n\n"
    "1\n00:01.000 --> 00:02.000\nمرحـــبا\n\n00:03.000 --> 00:04.000\nمرحـــبا\n",
    "rst": ".. arlint: ignore[CH004]\n\nمرحـــبا\n\nمرحـــبا\n",
    "asciidoc": "// arlint: ignore[CH004]\nمرحـــبا\n\nمرحـــبا\n",
    "latex": "% arlint: ignore[CH004]\nمرحـــبا\n\nمرحـــبا\n",
}


LABELS = {
    "csv": "key,ar\nshare,شارك على فيسبوك\ntop,العودة إلى الأعلى\n",
    "json": '{"share": "شارك على فيسبوك", "top": "العودة إلى الأعلى"}',
    "rst": "اقرأ أيضا\n---------\n\n- شارك على فيسبوك\n- العودة إلى الأعلى\n",
    "asciidoc": "== اقرأ أيضا\n\n* شارك على فيسبوك\n* العودة إلى الأعلى\n",
}


@pytest.mark.parametrize("name", list(LABELS))
def test_labels_and_what_an_author_structured_are_no_page(name: str) -> None:
    linter = Linter(Config(select=("BP",)))
    assert work.check(LABELS[name], FORMATS[name], linter, Options()).diagnostics == []


def test_the_text_column_of_a_table_holds_pages() -> None:
    rows = 'id,text\n1,"زرع أهل القرية عشرين ألف شجرة لوز.\nشارك على فيسبوك"\n2,شارك على فيسبوك\n'
    found = work.check(rows, FORMATS["csv"], Linter(Config(select=("BP",))), Options()).diagnostics
    assert [one.code for one in found] == ["BP003", "BP003"]


EDGES = {
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n{}\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n",
    "rst": "{}\n",
    "asciidoc": "{}\n",
    "latex": "{}\n",
    "android": '<resources><string name="a">{}</string></resources>',
}


@pytest.mark.parametrize("name", list(EDGES))
@pytest.mark.parametrize("edge", ["مرحبا بكم \u200f", "\u200f مرحبا بكم", "\u200f\u00a0مرحبا بكم"])
def test_a_mark_at_the_edge_goes_with_the_blank_beside_it(name: str, edge: str) -> None:
    done = work.fix(EDGES[name].format(edge), FORMATS[name], Linter(), Options(), unsafe=False)
    assert done.text == EDGES[name].format("مرحبا بكم")


def test_a_blank_at_the_edge_of_a_message_stays() -> None:
    text = 'msgid "Name: "\nmsgstr "الاسم: \u200f"\n'
    assert work.fix(text, FORMATS["po"], Linter(), Options(), unsafe=False).text == text.replace("\u200f", "")


def test_a_text_that_would_begin_with_a_blank_is_left_and_told() -> None:
    text = "\u200f \u200f مرحبا بكم\n"
    done = work.fix(text, FORMATS["asciidoc"], Linter(), Options(), unsafe=False)
    assert done.text == text
    assert "AR002" in [one.code for one in done.diagnostics]


@pytest.mark.parametrize("name", list(SILENCED))
def test_a_comment_silences_what_follows_it(name: str) -> None:
    text = SILENCED[name]
    first = text.index("مرحـــبا")
    assert fixed(name, text) == text[: first + 7] + text[first + 7 :].replace("\u0640", "")


@pytest.mark.parametrize("name", list(SILENCED))
def test_a_comment_that_silences_nothing_is_told(name: str) -> None:
    text = SILENCED[name].replace("\u0640", "")
    assert [one.code for one in work.check(text, FORMATS[name], LINTER, Options()).diagnostics] == ["AR001"]
    assert "arlint" not in fixed(name, text)


def test_names_are_made_one_over_all_units() -> None:
    text = json.dumps({"a": "تطبيق واتساب", "b": "موقع واتساب", "c": "تطبيق واتس اب"}, ensure_ascii=False)
    assert fixed("json", text, unsafe=True) == text.replace("واتس اب", "واتساب")


def test_labels_are_no_page_furniture() -> None:
    text = '{"back": "العودة إلى الأعلى", "comment": "اترك تعليقا"}'
    assert work.check(text, FORMATS["json"], Linter(), Options()).diagnostics == []


def test_json_takes_what_editors_write() -> None:
    text = '{"نص": "أول", /* لا */ "@a": {"description": "ثان"}, "b": ["ثالث", 1,],}\n// رابع'
    assert texts("json", text) == ["أول", "ثالث"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("json", '{"a": "نص"'),
        ("json", '{"a": "ن\tص"}'),
        ("json", '{"a": "نص"} {}'),
        ("yaml", 'a: "نص'),
        ("yaml", "a: نص\x07"),
        ("po", 'msgid "a"\nmsgstr "نص'),
        ("po", 'msgid "نص"\n'),
        ("po", "نص"),
        ("xliff", "<xliff><target>نص</xliff>"),
        ("android", "<xliff>نص</xliff>"),
        ("strings", '"a" = "نص"'),
        ("strings", '<?xml version="1.0"?><plist>نص</plist>'),
        ("csv", 'a,"نص'),
        ("csv", 'a,"نص" x'),
        ("srt", "نص"),
        ("vtt", "نص"),
        ("notebook", '{"cells": [{"source": "نص"}'),
    ],
)
def test_broken_files_are_told_where(name: str, text: str) -> None:
    with pytest.raises(FormatError) as caught:
        FORMATS[name].read(text, Options())
    assert 0 <= caught.value.position < len(text)


def test_columns() -> None:
    assert texts("csv", 'id;text\n1;"أ ""ب"""\n2;ج\n') == ['أ "ب"', "ج"]
    assert texts("csv", "عنوان,text\nأ,ب\n") == ["ب"]
    assert texts("tsv", "عنوان\tx\nأ\tب\n") == ["عنوان", "أ", "ب"]


def test_a_title_never_outgrows_its_underline() -> None:
    linter = Linter(Config(select=("BR",)))
    for title in ("عن ديب سيك وديبسيك وديبسيك", "عن Deepseek"):
        text = f"{title}\n{'=' * len(title)}\n\nنص\n"
        done = work.fix(text, FORMATS["rst"], linter, Options(), unsafe=True)
        head, line = done.text.split("\n")[:2]
        assert len(head) <= len(line)


def test_kinds_by_content() -> None:
    assert kind_of(Path("strings.xml"), "<?xml version='1.0'?>\n<!-- x -->\n<resources>") == "android"
    assert kind_of(Path("a.xml"), '<?xml version="1.0"?><xliff version="2.0">') == "xliff"
    assert kind_of(Path("a.xml"), "<rss>") == "xml"
    assert kind_of(Path("-"), "<!DOCTYPE html>") == "html"
    assert kind_of(Path("-"), "WEBVTT\n") == "vtt"
    assert kind_of(Path("-"), '# x\nmsgid ""') == "po"
    assert kind_of(Path("-"), "1\n00:00:01,000 --> 00:00:02,000\nنص") == "srt"
    assert kind_of(Path("notes"), "نص") == "plain"


def test_a_word_document_is_fixed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(package(make_docx(["مرحـــبا Deepseek & نص"])))
    result = run(tmp_path, "check", "--fix", "--no-config", "--select", "CH004,BR001", "a.docx")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "word/document.xml", "word/media/a.bin"]
        assert archive.read("word/media/a.bin") == bytes(range(256))
        document = archive.read("word/document.xml").decode()
    assert document == make_docx(["مرحـــبا Deepseek & نص"]).replace("مرحـــبا", "مرحبا").replace("epseek", "epSeek")


def run(folder: Path, *arguments: str, data: bytes = b"") -> object:
    import os

    here = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(main, list(arguments), input=data)
    finally:
        os.chdir(here)


BAD = {
    "cut.json": ('{"a": "مرحـــبا", "b": [').encode(),
    "code.po": 'msgid "a"\nmsgstr "مرحـــبا"\n'.encode("cp1256"),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "page.md": b"%PDF-1.7\n" + bytes(range(256)),
    "table.csv": b"PK\x03\x04" + bytes(1000),
    "deep.json": ("[" * 200_000 + '"نص"').encode(),
    "deep.yaml": ("[" * 20_000 + '"نص"').encode(),
    "deep.xlf": ("<xliff>" + "<g>" * 50_000 + "نص").encode(),
    "other.xml": "<rss>نص</rss>".encode(),
    "bad.docx": package("<w:p><w:t>مرحـــبا</w:p>"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_gives_one_message_and_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    result = run(tmp_path, "check", "--fix", "--no-config", "--output-format", "concise", name)
    told = [line for line in result.output.splitlines() if name in line]
    assert result.exit_code == 2, result.output
    assert len(told) == 1, result.output
    assert (tmp_path / name).read_bytes() == BAD[name]


def test_deep_files_that_are_whole_are_read() -> None:
    assert texts("json", "[" * 100_000 + '"نص"' + "]" * 100_000) == ["نص"]
    assert texts("xliff", "<xliff>" + "<g>" * 10_000 + "<target>نص</target>" + "</g>" * 10_000 + "</xliff>") == ["نص"]


def test_a_file_of_200_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    result = run(tmp_path, "check", "--fix", "--no-config", "large.txt")
    assert result.exit_code == 2
    assert "large.txt: too large (200 MB" in result.output


def test_standard_input_has_the_name_that_it_is_given(tmp_path: Path) -> None:
    data = '{"a": "مرحـــبا"}'.encode()
    result = run(tmp_path, "check", "--fix", "--no-config", "--stdin-filename", "ar.json", "-", data=data)
    assert result.stdout == '{"a": "مرحبا"}'


def test_rules_are_ignored_per_file(tmp_path: Path) -> None:
    (tmp_path / "arlint.toml").write_text('[per-file-ignores]\n"*.po" = ["CH004"]\n', encoding="utf-8")
    (tmp_path / "a.po").write_text('msgid "a"\nmsgstr "مرحـــبا"\n', encoding="utf-8")
    assert run(tmp_path, "check", "a.po").exit_code == 0


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{\n "a": "\\u0645\\u0631\\u0640\\u0640\\u062d\\u0628\\u0627"}', encoding="utf-8")
    result = run(tmp_path, "check", "--no-config", "--select", "CH004", "--output-format", "json", "a.json")
    (one,) = json.loads(result.stdout)
    assert (one["start"]["line"], one["start"]["column"], one["end"]["column"]) == (2, 8, 50)
    assert one["fix"]["edits"] == [{"start": 21, "end": 33, "text": ""}]


def test_word_files_are_known_by_their_content() -> None:
    file = decode(package("<w:document/>"))
    assert file.text == "<w:document/>"
    with zipfile.ZipFile(io.BytesIO(file.encode("<w:x/>"))) as archive:
        assert archive.read("word/document.xml") == b"<w:x/>"


def test_a_title_that_is_referred_to_is_told_and_not_fixed() -> None:
    text = "تطـــبيق\n=======\n\nانظر `تطـــبيق`_ أو `هذا <تطـــبيق_>`_.\n"
    done = work.fix(text, FORMATS["rst"], LINTER, Options())
    assert done.text == text
    assert [one.start for one in done.diagnostics] == [0]


def test_tags_and_anchors_of_yaml_are_no_prose() -> None:
    assert fixed("yaml", "a: !t &n 'مرحـــبا'\nb: *n\n") == "a: !t &n 'مرحبا'\nb: *n\n"
