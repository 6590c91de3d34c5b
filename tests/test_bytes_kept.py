"""What a fix leaves alone keeps its bytes: line ends, byte order mark, encoding, no newline at the end, other parts."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.cli.places import encoded
from arlint.files import FileError, TextFile, UndecodableError, decode
from arlint.text.formulas import is_formula

WRONG, RIGHT = "أعلنت Openai الخبر أمس", "أعلنت OpenAI الخبر أمس"
#: A file of each format by its suffix, with `|` for the ends of its lines.
FILES = {
    "txt": "سطر أول|{}|  سطر ثالث|",
    "md": '---|title: "خبر"|---||# عنوان||{}|||- بند|',
    "html": "<!DOCTYPE html>|<html><body>|<p title='x'>{}</p>|</body></html>|",
    "jsonl": '{{"id" : 1.50, "text":"{}", "id": 2}}|{{"text": "\\u0627"}}|',
    "json": '{{|  "a": "{}",|  "b" : [1.0, "\\/"]|}}|',
    "yaml": "# تعليق|a:   '{}'|b: [1, 2]|",
    "po": 'msgid ""|msgstr "Language: ar\\n"||msgid "News"|msgstr "{}"|',
    "strings": '/* تعليق */|"a" = "{}";|',
    "srt": "1|00:00:01,000 --> 00:00:03,000|{}||",
    "csv": 'a,b|1,"{}"|2,"قال ""نعم"""|',
    "tex": "\\section{{رأس}}|{} \\textbf{{غامق}}|",
    "rst": "عنوان|=====||{}|",
}
ENDS = {"LF": ["\n"], "CRLF": ["\r\n"], "CR": ["\r"], "mixed": ["\n", "\r\n", "\r\n", "\n"]}
ENCODINGS = {
    "utf-8": ("utf-8", b"", []),
    "utf-8 with mark": ("utf-8", codecs.BOM_UTF8, []),
    "utf-16-le": ("utf-16-le", codecs.BOM_UTF16_LE, []),
    "utf-16-be": ("utf-16-be", codecs.BOM_UTF16_BE, []),
    "utf-32": ("utf-32-le", codecs.BOM_UTF32_LE, []),
    "windows-1256": ("windows-1256", b"", ["--encoding", "windows-1256"]),
    "iso-8859-6": ("iso-8859-6", b"", ["--encoding", "iso-8859-6"]),
}


def ended(text: str, ends: list[str], *, last: bool) -> str:
    parts = text.split("|")
    whole = "".join(part + ends[number % len(ends)] for number, part in enumerate(parts[:-1])) + parts[-1]
    return whole if last else whole.rstrip("\r\n")


def fixed(path: Path, *args: str) -> bytes:
    done = CliRunner().invoke(main, ["check", "--fix", "--no-config", "--no-cache", "--select=BR001", str(path), *args])
    assert done.exit_code == 0, (done.stdout, done.stderr, done.exc_info)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("last", [True, False], ids=["last newline", "no last newline"])
def test_line_ends(suffix: str, ends: str, last: bool, tmp_path: Path) -> None:
    text = ended(FILES[suffix], ENDS[ends], last=last)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(text.format(WRONG).encode())
    if ends == "CR" and suffix in ("jsonl", "srt", "tex", "rst", "md", "html", "po"):
        # A lone CR ends no line of these formats; whatever is made of the file, nothing else in it may change.
        CliRunner().invoke(main, ["check", "--fix", "--no-config", "--no-cache", "--select=BR001", str(path)])
        assert path.read_bytes() in (text.format(WRONG).encode(), text.format(RIGHT).encode())
    else:
        assert fixed(path) == text.format(RIGHT).encode()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("suffix", ["txt", "md", "html", "json", "csv", "srt", "jsonl", "po"])
def test_encodings_and_marks(suffix: str, encoding: str, tmp_path: Path) -> None:
    name, mark, args = ENCODINGS[encoding]
    text = ended(FILES[suffix], ["\r\n"], last=False)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(mark + text.format(WRONG).encode(name))
    assert fixed(path, *args) == mark + text.format(RIGHT).encode(name)


def test_a_letter_that_the_encoding_lacks_stops_the_fix(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("قال , كان".encode("iso-8859-6"))
    before = path.read_bytes()
    CliRunner().invoke(main, ["check", "--fix", "--unsafe-fixes", "--encoding", "iso-8859-6", "--no-config", str(path)])
    assert path.read_bytes().replace(b"\xac", b",").replace(b" ", b"") == before.replace(b" ", b"")


def test_an_encoding_with_two_spellings_of_a_letter_is_not_written() -> None:
    data = b"+AGE-a"  # UTF-7: "aa"
    file = TextFile(data.decode("utf-7"), "utf-7")
    with pytest.raises(FileError, match="utf-7 does not write back as it was read; convert the file to UTF-8"):
        encoded(file, "ab", data, Path("a.txt"))


# Word documents.

_HEAD = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)


def word(*others: tuple[str, bytes], text: str = WRONG) -> bytes:
    body = f"{_HEAD}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"kept"
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml", (2001, 2, 3, 4, 5, 6)), b"<Types/>")
        archive.writestr("word/document.xml", body)
        for name, data in others:
            archive.writestr(name, data)
    return file.getvalue()


def test_the_other_parts_of_a_word_document_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(("word/media/a.png", bytes(range(256))), ("docProps/مـلف.xml", b"<x>Openai</x>")))
    old = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    new = zipfile.ZipFile(io.BytesIO(fixed(path)))
    assert (new.comment, new.namelist()) == (b"kept", old.namelist())
    for one, other in zip(old.infolist(), new.infolist(), strict=True):
        assert (one.date_time, one.external_attr, one.compress_type) == (
            other.date_time,
            other.external_attr,
            other.compress_type,
        )
        was, now = old.read(one), new.read(other)
        assert now == (was.replace(b"Openai", b"OpenAI") if one.filename == "word/document.xml" else was)


@pytest.mark.parametrize(
    ("name", "size"),
    [("word/document.xml", 9), ("word/media/bomb.png", 513 << 20), ("word/footnotes.xml", 65 << 20)],
    ids=["a part twice", "a part that grows to 513 MB", "text that grows to 65 MB"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_word_document_that_is_none_is_left_alone(name: str, size: int) -> None:
    with pytest.raises(UndecodableError, match="not text but an archive"):
        decode(word((name, bytes(size))))


# Users' tables are theirs: what a spreadsheet takes for a formula passes as it is.


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_cells_that_look_like_formulas_pass_unchanged(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'text,x\n"{WRONG}","{cell}"\n"{cell} {WRONG}",1\n', encoding="utf-8")
    expected = path.read_bytes().replace(WRONG.encode(), RIGHT.encode())
    assert fixed(path) == expected
    done = CliRunner().invoke(main, ["clean", str(path), "-o", str(tmp_path / "out"), "--workers=1"])
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "out" / "data" / "a.csv").read_bytes() == expected


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
@pytest.mark.parametrize("before", ["\u200b", "\ufeff", " ", "\u00a0", "\u200f", "مـ\n\u200b"])
def test_no_fix_wakes_a_formula(before: str, sign: str, tmp_path: Path) -> None:
    """What an invisible character or a space keeps a spreadsheet from running stays asleep; the rest is cleaned."""
    path = tmp_path / "a.csv"
    path.write_text(f'text\n"{before}{sign} مجمـوع"\n"قال محــمد"\n', encoding="utf-8")
    done = CliRunner().invoke(main, ["clean", str(path), "-o", str(tmp_path / "out"), "--workers=1"])
    assert done.exit_code == 0, done.stderr
    CliRunner().invoke(main, ["check", "--fix", "--unsafe-fixes", "--no-config", "--no-cache", str(path)])
    for table in (path, tmp_path / "out" / "data" / "a.csv"):
        rows = list(csv.reader(io.StringIO(table.read_bytes().decode(), newline="")))
        assert not is_formula(rows[1][0]), rows
        assert rows[2] == ["قال محمد"]
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "out")]).exit_code == 0
