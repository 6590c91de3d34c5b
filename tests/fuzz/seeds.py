"""What fuzzing begins with, for each target: what its door is meant to be given, in the bytes of `texts`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.formats.makers import MAKERS
from tests.fuzz.texts import bytes_of, examples, seeds

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
    yield from (b"\x80" + seed for seed in seeds())
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
    elif door == "configuration":
        yield bytes_of(_CONFIGURATION)
        for part in re.split(r"(?m)^(?=\[)", _CONFIGURATION):
            yield bytes_of(part)
    elif door == "diff":
        yield bytes_of(_DIFF)
    elif door == "records":
        yield from (
            bytes_of(text) for text in ('{"text": "في في"}\n{"a": {"text": "x"}, "text": "\\u0627\\ud800"}\n', "[]")
        )


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
                yield bytes_of(f"[[rule]]{keys}")
                found += 1
            if found >= _SOME:
                return
