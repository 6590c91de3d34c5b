"""YAML locale files: the scalars that are values, in every style.

PyYAML's events give the exact place of each scalar and its value; the map of its characters is ours, and where it
does not give PyYAML's value the scalar is reported as a whole and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from arlint.formats.placeholders import protected
from arlint.formats.prose import Codec, Prose, code_point, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, Unit, concerns, unit

_NAMED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_FOLD = r"[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*"
_DOUBLE = re.compile(rf"\\\r?\n[ \t]*|{_FOLD}|\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|.)", re.DOTALL)
_SINGLE = re.compile(rf"''|{_FOLD}")
_PLAIN = re.compile(_FOLD)
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#([^\n]*)", re.MULTILINE)
_PROPERTIES = re.compile(r"(?:[!&][^\s]*\s+)+")  # a tag and an anchor, which PyYAML counts in
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[^\n]*\n")
_DEEPEST = 500  # levels; what PyYAML does for a bracket grows with those that are open
_UNUSUAL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def read(text: str, options: Options) -> Contents:
    """The values of the YAML documents in `text`; FormatError where they are none."""
    import yaml  # 20 ms that other files need not spend

    units: list[Unit] = []
    scalars: list[tuple[int, int]] = []
    try:
        for event, is_key in _nodes(text):
            if isinstance(event, yaml.ScalarEvent):
                start, end = _index(event.start_mark), _index(event.end_mark)
                scalars.append((start, end))
                if not is_key and concerns(event.value):
                    units.append(_unit(text, start, end, event.style, event.value))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(_index(mark), len(text) - 1)
        raise FormatError(error.problem or "it cannot be read", at) from error
    except yaml.reader.ReaderError as error:
        raise FormatError(f"U+{ord(text[error.position]):04X} may not stand in YAML", error.position) from error
    return Contents(units, list(_comments(text, scalars)))


def _nodes(text: str) -> Iterator[tuple[Any, bool]]:
    """The events of the nodes, and whether each is a key of a mapping."""
    import yaml

    parents: list[list[bool]] = []  # for each open collection: whether it is a mapping, whether a key is next
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            parents.pop()
        elif isinstance(event, yaml.NodeEvent):
            is_key = bool(parents) and all(parents[-1])
            if parents and parents[-1][0]:
                parents[-1][1] = not parents[-1][1]
            if isinstance(event, yaml.CollectionStartEvent):
                parents.append([isinstance(event, yaml.MappingStartEvent), True])
                if len(parents) > _DEEPEST:
                    raise FormatError("it is nested too deeply", _index(event.start_mark))
            yield event, is_key


def _index(mark: Any) -> int:
    """The place of one of PyYAML's marks, which its types let be missing."""
    return 0 if mark is None else int(mark.index)


def _comments(text: str, scalars: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    following = 0
    for match in _COMMENT.finditer(text):
        while following < len(scalars) and scalars[following][1] <= match.start():
            following += 1
        if following == len(scalars) or match.start() < scalars[following][0]:
            yield *match.span(), match[1]


def _unit(text: str, start: int, end: int, style: str | None, value: str) -> Unit:
    """The unit of one scalar; its entry is its lines."""
    if properties := _PROPERTIES.match(text, start):
        start = properties.end()
    line_end = text.find("\n", end)
    entry = text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end
    if style in ("|", ">"):
        head = _BLOCK_HEAD.match(text, start)
        start = head.end() if head else start
        raw = text[start:end]
        entry = entry[0], start + len(raw.rstrip())
        indent = _indent(raw)
        codec = Codec(partial(_block, folded=style == ">", indent=indent), partial(_encode_block, indent=indent))
        prose = codec.decode(raw)
        # Of the line breaks at the end only the head's indicator knows how many count; no rule needs them.
        fits = prose.text.rstrip("\n") == value.rstrip("\n")
    else:
        if style in ('"', "'"):
            start, end = start + 1, end - 1
        codec = {'"': DOUBLE, "'": SINGLE}.get(style or "", PLAIN)
        fits = codec.decode(text[start:end]).text == value
    if not fits:
        codec = Codec(lambda raw: Prose(value, [0] * len(value), [len(raw)] * len(value), [(0, len(value))]), _refuse)
    return unit(text, start, end, codec, Role.TRANSLATION, entry=entry)


def _refuse(text: str, raw: str) -> str:
    return raw


def _folded(match: re.Match[str]) -> str:
    """What a line break in a flow scalar stands for: a space, or the blank lines after it."""
    breaks = match[0].count("\n")
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _double(match: re.Match[str]) -> str:
    sign = match[0]
    if sign[0] != "\\":
        return _folded(match)
    if sign[1] in "\r\n":
        return ""
    return code_point(sign) if sign[1] in "xuU" else _NAMED.get(sign[1], sign)


def _encode_double(text: str, raw: str) -> str:
    named = {char: name for name, char in _NAMED.items() if name in 'abtnvfre"\\0' and name != "\t"}
    ascii_only = raw.isascii() and "\\u" in raw
    parts = []
    for char in text:
        if char in named:
            parts.append("\\" + named[char])
        elif _UNUSUAL.match(char) or (ascii_only and not char.isascii()):
            parts.append(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
        else:
            parts.append(char)
    return "".join(parts)


def _encode_single(text: str, raw: str) -> str:
    return text.replace("'", "''")


_DELICATE = re.compile(r": |:$| #|^[-?:](?= |$)|^[,\[\]{}#&*!|>'\"%@`\s]|\s$|[\x00-\x1f]|^(?:---|\.\.\.)")


def _plain(raw: str) -> Prose:
    """The text of a plain scalar. One that YAML would read in another way reads as nothing: no fix may write it."""
    if _DELICATE.search(raw.replace("\n", " ").replace("\r", "").replace("\t", " ")):
        return Prose("")
    return protected(unescape(Prose(raw), _PLAIN, _folded))


def _encode_plain(text: str, raw: str) -> str:
    return "\0" if re.search(r"[\n\[\]{},]", text) else text


def _indent(raw: str) -> int:
    first = next((line for line in raw.split("\n") if line.strip()), "")
    return len(first) - len(first.lstrip(" "))


def _block(raw: str, *, folded: bool, indent: int) -> Prose:
    """The text of a block scalar below its head, its lines without their indent and, where folded, joined."""
    keeps = re.compile(rf"^ {{0,{indent}}}", re.MULTILINE) if indent else re.compile(r"(?!)")
    prose = unescape(Prose(raw.rstrip(" ")), keeps, lambda match: "")
    prose = unescape(prose, re.compile(r"\r\n"), lambda match: "\n")
    if folded:
        prose = unescape(prose, re.compile(r"(?<=[^\n])(?<!^[ \t])\n+(?=[^\n \t])", re.MULTILINE), _fold_block)
    return protected(prose)


def _fold_block(match: re.Match[str]) -> str:
    line = match.string.rfind("\n", 0, match.start()) + 1
    if match.string[line : line + 1] in (" ", "\t"):  # a line that is indented further is not folded
        return match[0]
    return " " if len(match[0]) == 1 else "\n" * (len(match[0]) - 1)


def _encode_block(text: str, raw: str, *, indent: int) -> str:
    return text.replace("\n", "\n" + " " * indent)


DOUBLE = Codec(lambda raw: protected(unescape(Prose(raw), _DOUBLE, _double)), _encode_double)
SINGLE = Codec(
    lambda raw: protected(unescape(Prose(raw), _SINGLE, lambda m: "'" if m[0] == "''" else _folded(m))), _encode_single
)
PLAIN = Codec(_plain, _encode_plain)
