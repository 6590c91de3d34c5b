"""Android's strings.xml: strings, plurals and arrays; expat gives the places, the escapes in the text are Android's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arlint.formats import xml_tokens
from arlint.formats.placeholders import protected
from arlint.formats.prose import Codec, Prose, code_point, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, Unit, concerns, unit
from arlint.formats.xml_tokens import Token

_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[nt'\"@?\\])|\"|[ \t]*\n[ \t\n]*")
_MEANS = {"\\n": "\n", "\\t": "\t"}
_WRITES = str.maketrans({"\\": "\\\\", "'": "\\'", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def _unescaped(match: re.Match[str]) -> str:
    sign = match[0]
    if sign == '"':  # quotation marks keep white space, and are not shown
        return ""
    if sign[0] != "\\":  # a line break is a space
        return " "
    return code_point(sign) if sign[1] == "u" else _MEANS.get(sign, sign[1])


def _decode(raw: str) -> Prose:
    return protected(unescape(xml_tokens.decode(raw), _ESCAPE, _unescaped))


def _encode(text: str, raw: str) -> str:
    return xml_tokens.encode(text.translate(_WRITES), raw)


CODEC = Codec(_decode, _encode)


def read(text: str, options: Options) -> Contents:
    """The strings of an Android resource file; FormatError where it is none."""
    found = xml_tokens.tokens(text)
    root = next((token for token in found if token.kind == "open"), None)
    if root is None or root.name != "resources":
        raise FormatError("its root element is not <resources>", root.start if root else 0)
    comments = [(token.start, token.end, token.data) for token in found if token.kind == "comment"]
    return Contents(list(_units(text, found)), comments)


def _units(text: str, found: Sequence[Token]) -> Iterator[Unit]:
    opened: Token | None = None
    group: Token | None = None  # the plurals or the array that an item belongs to
    for token in found:
        if token.kind == "open" and token.name in ("plurals", "string-array"):
            group = token
        elif token.kind == "close" and group is not None and token.name == group.name:
            group = None
        elif token.kind == "open" and (token.name == "string" or (token.name == "item" and group is not None)):
            opened = token
        elif token.kind == "close" and opened is not None and token.name == opened.name:
            fixed = [one for one in (opened, group) if one and one.attributes.get("translatable") == "false"]
            start, end = opened.end, token.start
            if start < end and not fixed:
                content = text[start:end]
                start += len(content) - len(content.lstrip())
                end -= len(content) - len(content.rstrip())
                if start < end and concerns(CODEC.decode(text[start:end]).text):
                    yield unit(text, start, end, CODEC, Role.TRANSLATION, entry=(opened.start, token.end))
            opened = None
