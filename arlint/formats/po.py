"""gettext PO: the translations, each with its source.

The scanner is our own, because polib gives lines and no offsets; tests hold it against polib. Obsolete entries are
left alone. A fuzzy entry translates its previous source (`#| msgid`), which is its source text where it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from arlint.formats.placeholders import protected
from arlint.formats.prose import Codec, Prose, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, Unit, concerns, unit

_LINE = re.compile(r"[^\n]*+\n?")
_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(?=\")")
_STRING = re.compile(r'\s*"((?:[^"\\\r\n]|\\[^\r\n])*+)"[ \t]*\r?$')
_ESCAPE = re.compile(r'"[ \t\r]*\n\s*"|\\.')
_MEANS = {"\\n": "\n", "\\t": "\t", "\\r": "\r", '\\"': '"', "\\\\": "\\"}
_WRITES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def decode(raw: str) -> Prose:
    """The text of a PO string from behind its first quotation mark to before its last, over all its lines."""
    if "\\" not in raw and '"' not in raw:
        return Prose(raw)
    return unescape(Prose(raw), _ESCAPE, lambda match: "" if match[0][0] == '"' else _MEANS.get(match[0], match[0]))


def encode(text: str, raw: str) -> str:
    """`text` for a PO string."""
    return text.translate(_WRITES)


CODEC = Codec(lambda raw: protected(decode(raw)), encode)


class _Value(Struct):
    """A string of an entry: the span from behind its first quotation mark to before its last."""

    keyword: str
    start: int
    end: int


class _Entry(Struct):
    """An entry as far as it is read. `previous` is what `#| msgid` says, with its plural."""

    start: int
    end: int
    values: list[_Value]
    previous: list[str]
    fuzzy: bool = False


def read(text: str, options: Options) -> Contents:
    """The translations in a PO file; FormatError where it is none."""
    comments: list[tuple[int, int, str]] = []
    units = [one for entry in _entries(text, comments) for one in _units(text, entry)]
    return Contents(units, comments)


def _units(text: str, entry: _Entry) -> Iterator[Unit]:
    def value_of(keyword: str) -> str | None:
        return next((decode(text[v.start : v.end]).text for v in entry.values if v.keyword == keyword), None)

    message = value_of("msgid")
    if message is None or not any(value.keyword.startswith("msgstr") for value in entry.values):
        raise FormatError("an entry needs a msgid and a msgstr", max(0, entry.end - 1))
    if message == "" and value_of("msgctxt") is None:  # the header
        return
    sources = entry.previous if entry.fuzzy else [message, value_of("msgid_plural") or ""]
    source = "\n".join(part for part in sources if part) or None
    for value in entry.values:
        if value.keyword.startswith("msgstr") and concerns(text[value.start : value.end]):
            span = (entry.start, entry.end)
            yield unit(text, value.start, value.end, CODEC, Role.TRANSLATION, source=source, entry=span)


def _entries(text: str, comments: list[tuple[int, int, str]]) -> Iterator[_Entry]:
    """The entries that are not obsolete. One ends where a comment or a msgid follows its msgstr."""
    entry: _Entry | None = None
    previous = False  # whether the last line was of a previous msgid
    for line in _LINE.finditer(text):
        content = line[0].rstrip("\r\n")
        bare = content.strip()
        if not bare:
            continue
        keyword = _KEYWORD.match(content)
        opens = bare[0] == "#" or (keyword is not None and keyword[1] in ("msgctxt", "msgid"))
        if entry is not None and opens and any(v.keyword.startswith("msgstr") for v in entry.values):
            yield entry
            entry = None
        if bare.startswith("#~"):
            continue
        if entry is None:
            entry = _Entry(line.start(), line.end(), [], [])
        if bare[0] == "#":
            previous = _comment(bare, entry, previous=previous)
            at = line.start() + content.index("#")
            comments.append((at, line.start() + len(content), bare.lstrip("#").lstrip(".")))
        else:
            _string(content, keyword, line.start(), entry)
            entry.end = line.start() + len(content)
    if entry is not None and entry.values:
        yield entry


def _comment(bare: str, entry: _Entry, *, previous: bool) -> bool:
    """Take what a comment says of its entry; whether it was a previous source."""
    if bare.startswith("#,"):
        entry.fuzzy = "fuzzy" in bare
    if not bare.startswith("#|"):
        return False
    content = bare[2:]
    keyword = _KEYWORD.match(content)
    string = _STRING.match(content, keyword.end() if keyword else 0)
    if string is None or (keyword is None and not previous):
        return False
    value = decode(string[1]).text
    if keyword is None:
        entry.previous[-1] += value
    elif keyword[1] != "msgctxt":
        entry.previous.append(value)
    else:
        return False
    return True


def _string(content: str, keyword: re.Match[str] | None, start: int, entry: _Entry) -> None:
    """Take a line that is a string, with its keyword or without."""
    string = _STRING.match(content, keyword.end() if keyword else 0)
    if string is None:
        at = keyword.end() if keyword else len(content) - len(content.lstrip())
        raise FormatError("a keyword of PO and a string in quotation marks should stand here", start + at)
    if keyword is not None:
        entry.values.append(_Value(keyword[1], start + string.start(1), start + string.end(1)))
    elif entry.values:
        entry.values[-1].end = start + string.end(1)
    else:
        raise FormatError("a string without its keyword", start)
