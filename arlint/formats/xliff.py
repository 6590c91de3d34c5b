"""XLIFF 1.2 and 2.0: the targets, each with its source; expat gives the places.

Codes inside a target (`<x/>`, `<ph>`, `<g>`) are its markup. Proposals (`<alt-trans>`, `<mtc:match>`) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arlint.formats import xml_tokens
from arlint.formats.placeholders import protected
from arlint.formats.prose import Codec, Prose
from arlint.formats.unit import Contents, FormatError, Options, Role, Unit, concerns, unit
from arlint.formats.xml_tokens import Token
from arlint.text.spans import merge

_PROPOSALS = frozenset(("alt-trans", "matches"))
#: Elements whose content is the code of another format.
_CODES = frozenset(("ph", "bpt", "ept", "it"))


def _decode(raw: str) -> Prose:
    prose = xml_tokens.decode(raw)
    if any(f"<{name}" in raw for name in _CODES):
        prose = prose._replace(markup=merge([*prose.markup, *_codes(prose.text)]))
    return protected(prose)


def _codes(text: str) -> Iterator[tuple[int, int]]:
    for name in _CODES:
        at = text.find(f"<{name}")
        while at >= 0:
            end = text.find(f"</{name}>", at)
            if end >= 0 and not text[at : text.index(">", at)].endswith("/"):
                yield at, end
            at = text.find(f"<{name}", at + 1)


CODEC = Codec(_decode, xml_tokens.encode)


def read(text: str, options: Options) -> Contents:
    """The targets of an XLIFF file; FormatError where it is none."""
    found = xml_tokens.tokens(text)
    root = next((token for token in found if token.kind == "open"), None)
    if root is None or local(root) != "xliff":
        raise FormatError("its root element is not <xliff>", root.start if root else 0)
    comments = [(token.start, token.end, token.data) for token in found if token.kind == "comment"]
    return Contents(list(_units(text, found)), comments)


def local(token: Token) -> str:
    """The name of an element without its prefix."""
    return token.name.rpartition(":")[2]


def _units(text: str, found: Sequence[Token]) -> Iterator[Unit]:
    proposals = 0
    entry = start = 0
    source: str | None = None
    opened = ""
    for token in found:
        name = local(token)
        if name in _PROPOSALS and token.kind in ("open", "close"):
            proposals += 1 if token.kind == "open" else -1
        if proposals:
            continue
        if token.kind == "open" and name in ("trans-unit", "segment"):
            entry, source = token.start, None
        elif token.kind == "open" and name in ("source", "target"):
            opened, start = name, token.end
        elif token.kind == "close" and name == opened and name in ("source", "target"):
            opened = ""
            if name == "source":
                source = xml_tokens.decode(text[start : token.start]).text
            elif concerns(CODEC.decode(text[start : token.start]).text):
                span = (entry, token.end)
                yield unit(text, start, token.start, CODEC, Role.TRANSLATION, source=source, entry=span)
