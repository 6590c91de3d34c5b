"""Files that were made to exhaust a reader: entities, aliases, depth, archives."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache
from pathlib import Path

import pytest

from arlint.files import UndecodableError, decode
from arlint.formats import jsonl, work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import FormatError, Options
from arlint.linter import Linter

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "نص ، نص">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(12))
    + "]>"
)
DEEP = 100_000
#: Each file, and whether it is told to be broken.
FILES = {
    "laughs in text": ("android", LAUGHS + '<resources><string name="a">&m; نص</string></resources>', False),
    "laughs in an attribute": ("android", LAUGHS + '<resources><string name="&m;">نص ، نص</string></resources>', True),
    "large entity": (
        "xliff",
        '<!DOCTYPE x [<!ENTITY a "' + "ن" * DEEP + '">]><xliff version="1.2"><file><body>'
        + '<trans-unit id="1"><target>&a;&a;نص</target></trans-unit>' * 500 + "</body></file></xliff>",
        False,
    ),
    "deep elements": ("android", "<resources>" + "<a>" * DEEP + "نص" + "</a>" * DEEP + "</resources>", False),
    "boxes in boxes": (
        "docx",
        "<w:document>" + "<w:p><w:r><w:txbxContent>" * 5000 + "<w:t>نص</w:t>" + "</w:txbxContent></w:r></w:p>" * 5000
        + "</w:document>",
        False,
    ),
    "aliases": (
        "yaml",
        'a: &a ["نص","نص"]\n'
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(20)),
        False,
    ),
    "deep flow": ("yaml", "a: " + "[" * DEEP + "نص", True),
    "deep block": ("yaml", "- " * DEEP + "نص", True),
    "a program": ("yaml", "a: !!python/object/apply:os.getcwd ['نص']", False),
    "deep lists": ("json", "[" * DEEP + '"نص"' + "]" * DEEP, True),
    "deep objects": ("json", '{"a":' * DEEP + '"نص"' + "}" * DEEP, True),
    "a long number": ("json", '{"a": "نص", "b": ' + "1" * 10_000 + "}", False),
    "half characters": ("json", '{"a": "' + "\\ud83d" * 1000 + ' نص"}', False),
    "deep cells": ("notebook", '{"cells":' + "[" * DEEP + '"نص"' + "]" * DEEP + "}", True),
}  # fmt: skip


@cache
def linter() -> Linter:
    return Linter()


@pytest.mark.parametrize("name", FILES)
def test_a_bomb_is_read_in_its_own_size_or_refused(name: str) -> None:
    kind, text, broken = FILES[name]
    try:
        found = work.check(text, FORMATS[kind], linter(), Options()).diagnostics
    except FormatError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017
        return
    assert not broken or kind in ("json", "notebook")  # whose scanner goes as deep as the file
    assert all(0 <= one.start <= one.end <= len(text) for one in found)


@pytest.mark.parametrize("parameter", ["", '<!ENTITY % p SYSTEM "{0}"> %p;'])
def test_an_entity_from_outside_is_not_read(parameter: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر ، سر", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">{parameter.format(secret.as_uri())}]>'
    text = head + '<resources><string name="a">&a;</string><string name="b">نص ، نص</string></resources>'
    contents = FORMATS["android"].read(text, Options())
    assert not any("سر" in unit.prose.text for unit in contents.units)
    assert "سر" not in work.fix(text, FORMATS["android"], linter(), Options()).text


@pytest.mark.parametrize(
    "line", ['{"text": ' + "[" * DEEP, '{"a":' * DEEP, '{"n": ' + "1" * 10_000 + ', "text": "نص"}']
)
def test_a_record_that_no_one_wrote_is_a_bad_line(line: str) -> None:
    found = list(jsonl.records(line + '\n{"text": "نص"}\n', "text"))
    assert isinstance(found[0], jsonl.BadLine)
    assert isinstance(found[1], jsonl.Record)


def word(parts: list[tuple[str, bytes]]) -> bytearray:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return bytearray(stream.getvalue())


def test_an_archive_that_unpacks_to_too_much_is_no_document() -> None:
    bomb = word([("word/document.xml", b"<a/>"), ("word/header1.xml", b" " * (100 << 20))])
    assert len(bomb) < 200_000
    with pytest.raises(UndecodableError):
        decode(bytes(bomb))


def test_an_archive_that_lies_about_its_size_is_no_document() -> None:
    bomb = word([("word/document.xml", b" " * (100 << 20))])
    entry = bomb.index(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = bomb[22:26] = struct.pack("<I", 10)
    with pytest.raises(UndecodableError):
        decode(bytes(bomb))
