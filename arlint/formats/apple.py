"""Apple's .strings: `"key" = "value";` with comments. No maintained parser gives places; the scanner is our own."""

from __future__ import annotations

import re

from arlint.formats.placeholders import protected
from arlint.formats.prose import Codec, Prose, code_point, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, concerns, in_words, unit

_SPACE = re.compile(r"\s*+")
_COMMENT = re.compile(r"//([^\n]*+)|/\*(.*?)\*/", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_BARE = re.compile(r"[\w.$:/-]++")
_ESCAPE = re.compile(r"\\(?:[Uu][0-9a-fA-F]{4}|.)", re.DOTALL)
_MEANS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'", "\n": "\n"}
_WRITES = str.maketrans({"\\": "\\\\", '"': '\\"'})


def _unescaped(match: re.Match[str]) -> str:
    sign = match[0]
    return code_point(sign) if sign[1] in "uU" and len(sign) > 2 else _MEANS.get(sign[1], sign)


CODEC = Codec(
    lambda raw: protected(unescape(Prose(raw), _ESCAPE, _unescaped)), lambda text, raw: text.translate(_WRITES)
)


def read(text: str, options: Options) -> Contents:  # noqa: C901  one pass over the file
    """The values of a .strings file; FormatError where it is none."""
    if text.lstrip().startswith(("<?xml", "<!DOCTYPE plist", "bplist")):
        raise FormatError("it is a property list; only the text form of .strings is read", 0)
    comments: list[tuple[int, int, str]] = []
    units = []

    def skip(at: int) -> int:
        while True:
            space = _SPACE.match(text, at)
            at = space.end() if space else at
            comment = _COMMENT.match(text, at)
            if comment is None:
                return at
            comments.append((*comment.span(), comment[1] or comment[2] or ""))
            at = comment.end()

    def expect(sign: str, at: int) -> int:
        if not text.startswith(sign, at):
            raise FormatError(f"{sign} should stand here", min(at, len(text) - 1))
        return skip(at + len(sign))

    at = skip(0)
    while at < len(text):
        key = _STRING.match(text, at) or _BARE.match(text, at)
        if key is None:
            raise FormatError("a key should stand here", at)
        begin = at
        value = _STRING.match(text, expect("=", skip(key.end())))
        if value is None:
            raise FormatError("a value in quotation marks should stand after this key", at)
        at = skip(value.end())
        end = value.end()
        at = expect(";", at)
        start, stop = value.span(1)
        if concerns(CODEC.decode(text[start:stop]).text):
            source = in_words(CODEC.decode(key[0].strip('"')).text)
            units.append(unit(text, start, stop, CODEC, Role.TRANSLATION, source=source, entry=(begin, end)))
    return Contents(units, comments)
