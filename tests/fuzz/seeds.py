"""What fuzzing begins with, for each target: what its door is meant to be given, in the bytes of `texts`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import get_args

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from arlint import baseline
from arlint.config import Config
from arlint.packs.context import Words
from arlint.packs.kinds import AnySpec
from arlint.packs.pages.tables import Follow
from arlint.packs.schema import Example, Message
from tests.formats.makers import MAKERS, make_docx, package
from tests.fuzz.texts import bytes_of, examples, linter, seeds

ROOT = Path(__file__).resolve().parents[2]
_SOME = 12
#: Bytes of a written seed at most.
_LONGEST = 1100
_TEXTS = ("مرحـــبا  يا ،عالم", 'قال “نعم” & <b>\\"Openai"', "في في البيت\n\nاقرأ أيضا")
_CONFIGURATION = """select = ["PN", "SP"]
ignore = ["BR001"]
extend-select = ["PI"]
preview = true
exclude = ["a/**", "!b"]
text-field = "text"
message-language = "ar"
[per-file-ignores]
"*.md" = ["PN"]
[brands]
scope = "corpus"
[brands.names]
"ديب سيك" = ["Deepseek"]
[brands.prefer]
meta = "ميتا"
[punctuation]
digits = "arabic"
[corpus]
profile = "web"
[corpus.gates.words]
least = 5
"""
_WARC = (
    b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.b/c\r\nContent-Type: text/plain\r\n"
    b"WARC-Block-Digest: sha1:AAAA\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)
_DIFF = "--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n x\n+y\n-z\n@@ -9 +9,0 @@\n-q\n"


def seeds_of(name: str) -> Iterator[bytes]:
    """The seeds of the target `name`: the examples of all packs, and what is written for it."""
    # Where an input takes long, or is hardly ever a text, all the examples would take longer than a turn.
    step = {"text": 1, "caches": 200}.get(name.partition("-")[0], 6)
    yield from (b"\x80" + seed for seed in islice(seeds(), 0, None, step))
    yield from (data for data in _written(name) if len(data) <= _LONGEST)


def _written(name: str) -> Iterator[bytes]:
    door, _, kind = name.partition("-")
    if door == "format":
        for maker in (made for key, made in MAKERS.items() if key.partition(",")[0] == kind):
            for text in _TEXTS:
                yield b"\0" + bytes_of(maker.make([text]))
        yield b"\x41" + bytes_of("\0".join(_TEXTS))
    elif door == "corpus":
        yield from _of_corpus(kind.partition(".")[0])
    elif door in ("rule", "pack"):
        yield from _of_packs(kind if door == "rule" else "")
    else:
        yield from _others(door)


_WORDS = {
    "corpus": ('{"text": "', '"}\n', "WARC/1.0\r\n", "Content-Length: ", '""', "\r\n", "\\u", "\\ud800", "[", "]"),
    "format": (
        "msgstr ",
        "<target>",
        "</target>",
        "&#x",
        "<![CDATA[",
        "-->",
        '\\"',
        "%s",
        "{0}",
        "```",
        "::",
        "\\item ",
    ),
    "suppressions": ("disable", "enable", "ignore", "file", "next-line", "]", "PN001", "-->", "--"),
    "pack": (
        '"',
        "[[rule]]",
        "[rule.",
        " = ",
        'kind = "phrase"',
        'kind = "pattern"',
        'kind = "chars"',
        'kind = "line"',
    ),
    "diff": ("@@ -1 +1 @@", "+++ b/", "--- a/", '"', "\\303", "/dev/null"),
}


def words_of(name: str) -> list[bytes]:
    """What the door of the target `name` knows by name: a dictionary for the fuzzer."""
    door = name.partition("-")[0]
    found = set(_WORDS.get({"editor": "format", "rule": "pack"}.get(door, door), ()))
    if door in {"pack", "rule"}:
        for spec in (*get_args(AnySpec), Message, Example, Words, Follow):
            found.update(spec.__struct_fields__)
    elif door == "configuration":
        found.update(field.encode_name for field in _fields(Config))
    return sorted(word.encode() for word in found)


def _fields(kind: type) -> Iterator[FieldInfo]:
    """The keys of a configuration, of its tables too."""
    for field in fields(kind):
        yield field
        if isinstance(field.type, type) and issubclass(field.type, Struct):
            yield from _fields(field.type)


#: What a person writes, for doors that take text.
_PLAIN: dict[str, tuple[str, ...]] = {
    "configuration": (_CONFIGURATION, *re.split(r"(?m)^(?=\[)", _CONFIGURATION)),
    "diff": (_DIFF,),
    "ignored": ("*.md\n!a/**/b?.txt\n/build/\n[a-z]*\\ \n#x\0a/c/b1.txt", "**/a*b*c*d*e*f\0aaa/abcabcabc"),
    "records": ('{"text": "في في"}\n{"a": {"text": "x"}, "text": "\\u0627\\ud800"}\n',),
    "suppressions": tuple(
        f"نص  نص\x01{words}\x02\nمرحـــبا\n\x01enable\x02"
        for words in (
            "ignore[PN]",
            "ignore",
            "disable[SP001, BR] reason",
            "enable",
            "ignore-file[PN001]",
            "ignore[spac",
        )
    ),
}


def _others(door: str) -> Iterator[bytes]:
    """What the doors take that have no files of a kind of their own."""
    yield from map(bytes_of, _PLAIN.get(door, ()))
    match door:
        case "files":
            yield package(make_docx(["مرحـــبا  يا"]))
            yield from (_TEXTS[0].encode(encoding) for encoding in ("utf-8-sig", "utf-16", "utf-32", "cp1256"))
        case "baseline":
            yield baseline.dump({"a.md": baseline.record(_TEXTS[0], linter().check(_TEXTS[0]))})
        case "messages":
            for settings in ('{"messageLanguage": "ar"}', '{"arlint": {"messageLanguage": "en"}}', "[1]"):
                yield settings.encode() + b"\0" + bytes_of("# ع\n\n" + _TEXTS[0])


def _of_corpus(kind: str) -> Iterator[bytes]:
    yield b"\x80" + bytes_of("\0".join(_TEXTS))
    raw = {
        "jsonl": "".join(
            json.dumps({"id": n, "text": one, "url": "http://a.b"}) + "\n" for n, one in enumerate(_TEXTS)
        ),
        "json": '[\n{"text": "في في", "n": 1.50},\n{"text": "\\u0627\\ud800"}, 3]\n',
        "csv": 'id,text\r\n1,"في في ""x"""\r\n2,مرحـــبا\r\n',
        "tsv": "id\ttext\n1\tفي في\n",
    }
    if kind in raw:
        yield b"\x40" + bytes_of(raw[kind])
    if kind == "wet":
        yield b"\0" + b"".join(_WARC % (len(one), one) for one in (text.encode() for text in _TEXTS))


def _of_packs(kind: str) -> Iterator[bytes]:
    """Rules of the real packs, without their examples and reasons."""
    found = 0
    for path in sorted((ROOT / "rules").glob("*.toml")):
        for table in path.read_text(encoding="utf-8").split("[[rule]]")[1:]:
            keys = re.sub(r"(?ms)^\[\[rule\.(?:in)?valid\]\].*|^why = \"\"\".*?\"\"\"\n", "", table)
            if kind and f'kind = "{kind}"' in keys:
                strings = [one or other for one, other in re.findall(r"'([^'\n]+)'|\"([^\"\n]+)\"", keys)][-3:]
                yield b"\0".join(
                    bytes_of(one)[:200] for one in (*strings, *islice(examples(), found % 50, found % 50 + 1))
                )
                found += 1
            elif not kind and len(keys) < _LONGEST // 2 and 'kind = "python"' not in keys:
                why = "" if "why =" in keys else 'why = "f"\n'
                keys = re.sub(r'code = "..', f'{why}code = "ZZ', keys)
                named = re.search(r'list = "([^"]*)"', keys)
                rows = (ROOT / "rules/lists" / named[1]).read_text(encoding="utf-8").split("\n")[:8] if named else []
                keys = re.sub(r'list = "[^"]*"', 'list = "l.tsv"', keys)
                yield bytes_of("[[rule]]" + keys) + b"\0" + bytes_of("\n".join(one[:60] for one in rows))
                found += 1
            if found >= _SOME:
                return
