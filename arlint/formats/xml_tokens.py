"""The tokens of an XML text with their places, by expat.

expat reports the byte at which each token starts, character data in one call a line, entity or character reference;
so what lies between two tokens is exactly what a token is written as.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.parsers import expat

from arlint.formats.prose import Codec, Prose
from arlint.formats.unit import FormatError

_WRITES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Token(NamedTuple):
    """One token at `start` to `end` of the text.

    `kind` is "open", "close" (`name` is the element's), "text" (`data` is what it stands for), "comment" (`data` too)
    "gap" (the brackets of a CDATA section) or "other". An empty element is an "open" and an empty "close".
    """

    kind: str
    start: int
    end: int
    name: str = ""
    data: str = ""
    attributes: dict[str, str] = {}  # never written to


def tokens(text: str) -> list[Token]:
    """Every token of `text`, in order; FormatError where it is not well-formed."""
    data = text.encode("utf-8", "surrogatepass")
    found: list[tuple[int, str, str, str, dict[str, str]]] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = False

    def add(kind: str, name: str = "", content: str = "", attributes: dict[str, str] | None = None) -> None:
        found.append((parser.CurrentByteIndex, kind, name, content, attributes or {}))

    parser.StartElementHandler = lambda name, attributes: add("open", name, "", attributes)
    parser.EndElementHandler = lambda name: add("close", name)
    parser.CharacterDataHandler = lambda content: add("text", "", content)
    parser.CommentHandler = lambda content: add("comment", "", content)
    parser.StartCdataSectionHandler = lambda: add("gap")
    parser.EndCdataSectionHandler = lambda: add("gap")
    # With this one set, entities that the document defines are not expanded, but stand for themselves.
    parser.DefaultHandler = lambda content: add("other", "", content)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        at = len(data[: parser.ErrorByteIndex].decode("utf-8", "ignore"))
        raise FormatError(expat.ErrorString(error.code) or "it cannot be read", at) from error
    return _placed(found, data)


def _placed(found: Sequence[tuple[int, str, str, str, dict[str, str]]], data: bytes) -> list[Token]:
    """The tokens with places in code points."""
    result = []
    at_byte = at = 0
    starts = []
    for byte, *_ in found:
        if byte > at_byte:
            at += len(data[at_byte:byte].decode("utf-8", "surrogatepass"))
            at_byte = byte
        starts.append(at)
    starts.append(at + len(data[at_byte:].decode("utf-8", "surrogatepass")))
    for number, (_, kind, name, content, attributes) in enumerate(found):
        result.append(Token(kind, starts[number], starts[number + 1], name, content, attributes))
    return result


def prose(raw: str, found: Sequence[Token], offset: int = 0) -> Prose:
    """The prose of character data among `found`; tags in it and what else is no text stay in it as markup."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    markup: list[tuple[int, int]] = []
    length = 0
    for token in found:
        first, last = token.start - offset, token.end - offset
        written = raw[first:last]
        if token.kind == "gap":
            continue
        if token.kind == "text" and len(token.data) == 1:
            parts.append(token.data)
            starts.append(first)
            ends.append(last)
        else:  # a text is written as it is here, and so are tags, which stay
            parts.append(written)
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
            if token.kind != "text" and written:
                markup.append((length, length + len(written)))
        length += len(parts[-1])
    return Prose("".join(parts), starts, ends, markup)


def decode(raw: str) -> Prose:
    """The prose of a piece of XML that is well-formed in itself; empty where it is not."""
    if "<" not in raw and "&" not in raw and "\r" not in raw:
        return Prose(raw) if "]]>" not in raw else Prose("")
    try:
        inner = tokens(f"<x>{raw}</x>")[1:-1]
    except FormatError:
        return Prose("")
    return prose(raw, inner, 3)


def encode(text: str, raw: str) -> str:
    """`text` as XML character data."""
    return text.translate(_WRITES)


CODEC = Codec(decode, encode)
