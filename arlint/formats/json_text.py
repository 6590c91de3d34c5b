"""JSON locale files, ARB among them: the strings that are values, never keys.

The scanner is our own, because no maintained parser gives the places of strings; it is iterative, so that no depth
of nesting stops it, and takes what editors of such files use besides the standard: comments and trailing commas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from arlint.formats.placeholders import protected
from arlint.formats.prose import Codec, Prose, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, concerns, in_words, unit

_SPACE = re.compile(r"[ \t\r\n]*+")
_COMMENT = re.compile(r"//([^\n]*+)|/\*(.*?)\*/", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"')
_SCALAR = re.compile(r"true|false|null|-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][-+]?\d++)?")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


class String(NamedTuple):
    """A string that is a value: the span between its quotation marks, and the keys that lead to it."""

    start: int
    end: int
    path: tuple[str | int, ...]


def read(text: str, options: Options) -> Contents:
    """The values of the JSON in `text`; FormatError where it is none."""
    found = Scan(text)
    units = [
        unit(text, one.start, one.end, CODEC, Role.TRANSLATION, source=_source(one), entry=_line(text, one))
        for one in found.strings
        if not _is_metadata(one.path)
    ]
    return Contents([one for one in units if concerns(one.prose.text)], found.comments)


def _source(one: String) -> str | None:
    key = one.path[-1] if one.path else 0
    return in_words(decode(key).text) if isinstance(key, str) else None


def _line(text: str, one: String) -> tuple[int, int]:
    """The line of a value: what a comment beside or above it speaks of."""
    end = text.find("\n", one.end)
    return text.rfind("\n", 0, one.start) + 1, len(text) if end < 0 else end


def _is_metadata(path: tuple[str | int, ...]) -> bool:
    """Whether a value says something of a message and is none: ARB keeps such things under `@…`."""
    return any(isinstance(key, str) and key.startswith("@") for key in path)


def decode(raw: str) -> Prose:
    """The text of a JSON string, given what stands between its quotation marks."""
    return unescape(Prose(raw), _ESCAPE, lambda match: json.loads(f'"{match[0]}"')) if "\\" in raw else Prose(raw)


def encode(text: str, raw: str) -> str:
    """`text` for a JSON string: in ASCII where that is how the file writes it, or where nothing else can hold it."""
    ascii_only = (raw.isascii() and "\\u" in raw) or re.search("[\ud800-\udfff]", text) is not None
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


CODEC = Codec(lambda raw: protected(decode(raw)), encode)


class Scan:
    """The strings and comments of a JSON text. FormatError where the text is no JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.comments: list[tuple[int, int, str]] = []
        self.strings = list(self._values())

    def _values(self) -> Iterator[String]:  # noqa: C901, PLR0912  one state machine
        text = self._text
        path: list[str | int] = []  # a key or an index for each open brace or bracket
        at, wants = self._skip(0), "value"
        while True:
            if wants == "value":
                if text[at : at + 1] in ("{", "["):
                    path.append("" if text[at] == "{" else 0)
                    wants = "key or end" if text[at] == "{" else "value or end"
                    at = self._skip(at + 1)
                    continue
                if string := _STRING.match(text, at):
                    yield String(at + 1, string.end() - 1, tuple(path))
                    at = string.end()
                elif scalar := _SCALAR.match(text, at):
                    at = scalar.end()
                else:
                    raise self._error("a value", at)
            elif wants == "value or end" and text[at : at + 1] != "]":
                wants = "value"
                continue
            elif wants == "key or end" and text[at : at + 1] != "}":
                key = _STRING.match(text, at)
                if key is None:
                    raise self._error("a name in quotation marks", at)
                path[-1] = key[1]
                at = self._skip(key.end())
                if text[at : at + 1] != ":":
                    raise self._error("a colon", at)
                at, wants = self._skip(at + 1), "value"
                continue
            else:
                path.pop()
                at += 1
            at = self._skip(at)
            if not path:
                break
            sign, inside = text[at : at + 1], path[-1]
            if sign == ",":
                at = self._skip(at + 1)
                if isinstance(inside, int):
                    path[-1] = inside + 1
            elif sign != ("]" if isinstance(inside, int) else "}"):
                raise self._error("a comma or a closing bracket", at)
            wants = "value or end" if isinstance(inside, int) else "key or end"
        if at < len(text):
            raise self._error("the end of the file", at)

    def _skip(self, at: int) -> int:
        """The place after white space and comments."""
        while True:
            space = _SPACE.match(self._text, at)
            at = space.end() if space else at
            comment = _COMMENT.match(self._text, at)
            if comment is None:
                return at
            self.comments.append((*comment.span(), comment[1] or comment[2] or ""))
            at = comment.end()

    def _error(self, expected: str, at: int) -> FormatError:
        if at >= len(self._text):
            return FormatError(f"it ends where {expected} should stand", max(0, len(self._text) - 1))
        return FormatError(f"{expected} should stand here", at)
